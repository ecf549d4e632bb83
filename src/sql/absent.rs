//! A database that is not there yet: every statement is refused.

use super::{SqlError, SqlRows, TablePage, TableView};
use crate::base::Scope;

/// A database.
#[derive(Debug, Clone, Default)]
pub struct Database;

/// What running a text came to.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)]
#[expect(missing_docs, reason = "the database that replaces this says them")]
pub enum Execution {
    /// It ran.
    Done {
        results: Vec<SqlRows>,
        error: Option<SqlError>,
        work: SqlWork,
    },
    /// It waits for another connection's transaction to end.
    Blocked { holder: u32 },
}

/// What it cost.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "the database that replaces this says them")]
pub struct SqlWork {
    pub statements: u64,
    pub rows_scanned: u64,
    pub rows_changed: u64,
    pub rows_returned: u64,
    pub bytes_returned: u64,
}

#[expect(clippy::unused_self, missing_docs, reason = "as above")]
impl Database {
    pub fn connect(&mut self) -> u32 {
        1
    }
    pub fn close(&mut self, _connection: u32, _scope: &mut Scope<'_>) {}
    pub fn execute(
        &mut self,
        _connection: u32,
        _text: &str,
        _params: &[Option<String>],
        _scope: &mut Scope<'_>,
    ) -> Execution {
        let message = "the database is not there yet".to_owned();
        let error = SqlError {
            code: "0A000".to_owned(),
            message,
            ..SqlError::default()
        };
        Execution::Done {
            results: Vec::new(),
            error: Some(error),
            work: SqlWork::default(),
        }
    }
    #[must_use]
    pub fn tables(&self) -> Vec<TableView> {
        Vec::new()
    }
    #[must_use]
    pub fn page(&self, _table: &str, _offset: usize, _limit: usize) -> Option<TablePage> {
        None
    }
}
