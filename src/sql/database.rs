//! Connections and transactions over one database value.

mod hosted;
mod transaction;

use super::catalog::{Catalog, Sequences};
use super::error::{Result, error};
use super::parse::{Parsed, parse};
use super::split::{Piece, split};
use super::{SqlEngine, SqlError, SqlRows, TablePage, TableView};
use crate::base::{Chance, Scope, What, limits};
use imbl::OrdMap;
use transaction::Connection;

/// A database: a value, cheap to copy, in which any number of connections
/// work.
///
/// # Limits
///
/// One connection writes at a time: from its first change to the end of its
/// transaction others may read, and wait when they want to write. PostgreSQL
/// locks rows, so it lets more happen at once.
#[derive(Debug, Clone)]
pub struct Database {
    committed: Catalog,
    sequences: Sequences,
    chance: Chance,
    connections: OrdMap<u32, Connection>,
    last_connection: u32,
    writer: Option<u32>,
    commits: u64,
}

/// What a call came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Execution {
    /// It ran, to its end or to the first failure.
    Done {
        /// One result for each statement that ran.
        results: Vec<SqlRows>,
        /// The failure.
        error: Option<SqlError>,
        /// What it cost.
        work: SqlWork,
    },
    /// Nothing ran: it would change what `holder` has changed. Make the same
    /// call again when that connection's transaction has ended.
    Blocked {
        /// The connection waited for.
        holder: u32,
    },
}

/// What a call cost, for the world to turn into virtual time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SqlWork {
    /// Statements run.
    pub statements: u64,
    /// Rows read from tables.
    pub rows_scanned: u64,
    /// Rows inserted, updated and deleted.
    pub rows_changed: u64,
    /// Rows in results.
    pub rows_returned: u64,
    /// Bytes in results' values.
    pub bytes_returned: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self::seeded(1)
    }
}

impl Database {
    /// An empty database whose `random()` grows from `seed`.
    #[must_use]
    pub fn seeded(seed: u32) -> Self {
        Self {
            committed: Catalog::default(),
            sequences: Sequences::default(),
            chance: Chance::from_seed(seed),
            connections: OrdMap::new(),
            last_connection: 0,
            writer: None,
            commits: 0,
        }
    }

    /// Opens a connection; its number counts from 1.
    pub fn connect(&mut self) -> u32 {
        self.last_connection += 1;
        self.connections
            .insert(self.last_connection, Connection::default());
        self.last_connection
    }

    /// Closes a connection; an open transaction is rolled back.
    pub fn close(&mut self, connection: u32, scope: &mut Scope<'_>) {
        let Some(state) = self.connections.remove(&connection) else {
            return;
        };
        if self.writer == Some(connection) {
            self.writer = None;
        }
        if state.transaction.is_some() {
            scope.record(changed(connection, "ROLLBACK"));
        }
    }

    /// Runs a text on a connection, as PostgreSQL's simple query protocol
    /// does: several statements are one transaction unless they say
    /// otherwise. With parameters only one statement is allowed. Errors are
    /// in the result.
    pub fn execute(
        &mut self,
        connection: u32,
        text: &str,
        params: &[Option<String>],
        scope: &mut Scope<'_>,
    ) -> Execution {
        self.execute_on(SqlEngine::Postgres, connection, text, params, scope)
    }

    /// The same, by the engine of one's choice. What one of them does the
    /// other sees: rows, indexes and transactions are the database's.
    pub fn execute_on(
        &mut self,
        engine: SqlEngine,
        connection: u32,
        text: &str,
        params: &[Option<String>],
        scope: &mut Scope<'_>,
    ) -> Execution {
        let before = self.clone();
        let mut run = Run {
            connection,
            params,
            now_us: scope.clock.start_unix_ms as i64 * 1000 + scope.clock.now_us as i64,
            events: vec![What::QueryReceived {
                connection,
                text: cut(text),
                params: params.to_vec(),
                engine: engine.named(),
            }],
            results: Vec::new(),
            work: SqlWork::default(),
        };
        let outcome = match engine {
            SqlEngine::Postgres => self.run_text(text, &mut run),
            SqlEngine::GlueSql => super::engine::run_glue(self, text, &mut run),
        };
        let error = match outcome {
            Err(Stop::Blocked(holder)) => {
                *self = before;
                return Execution::Blocked { holder };
            }
            Err(Stop::Failed(error)) => {
                run.events.push(What::QueryFailed {
                    code: error.code.clone(),
                    message: error.message.clone(),
                });
                Some(*error)
            }
            Ok(()) => None,
        };
        for event in run.events {
            scope.record(event);
        }
        Execution::Done {
            results: run.results,
            error,
            work: run.work,
        }
    }

    fn run_text(&mut self, text: &str, run: &mut Run<'_>) -> std::result::Result<(), Stop> {
        let parsed = parse_all(text, run.params).inspect_err(|_| {
            self.fail(run.connection);
        })?;
        let several = parsed.len() > 1;
        for statement in &parsed {
            run.work.statements += 1;
            let result = self.run_one(statement, several, run);
            match result {
                Ok(rows) => run.results.push(rows),
                Err(stop) => {
                    self.fail(run.connection);
                    return Err(stop);
                }
            }
        }
        self.end_implicit(run.connection);
        Ok(())
    }

    /// The tables, by name, as a person sees them.
    #[must_use]
    pub fn tables(&self) -> Vec<TableView> {
        self.committed.views_of_tables()
    }

    /// A run of one table's rows, as committed, in the order of its primary
    /// key; `None` when there is no such table.
    #[must_use]
    pub fn page(&self, table: &str, offset: usize, limit: usize) -> Option<TablePage> {
        self.committed.page(table, offset, limit)
    }
}

/// One call under way. Events wait here, because a call that must wait has
/// not happened.
pub(super) struct Run<'a> {
    pub connection: u32,
    pub params: &'a [Option<String>],
    /// Now, in Unix microseconds.
    pub now_us: i64,
    pub events: Vec<What>,
    pub results: Vec<SqlRows>,
    pub work: SqlWork,
}

/// Why a call stopped.
pub(super) enum Stop {
    Failed(Box<SqlError>),
    Blocked(u32),
}

impl From<Box<SqlError>> for Stop {
    fn from(error: Box<SqlError>) -> Self {
        Self::Failed(error)
    }
}

fn parse_all(text: &str, params: &[Option<String>]) -> Result<Vec<Parsed>> {
    let pieces = pieces(text)?;
    if pieces.len() > 1 && !params.is_empty() {
        return Err(error(
            "42601",
            "cannot insert multiple commands into a prepared statement",
        ));
    }
    pieces.iter().map(parse).collect()
}

/// The statements of a text, when it is neither too long nor too many.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece<'_>>> {
    if text.len() > limits::SQL_BYTES {
        let most = limits::SQL_BYTES;
        return Err(error(
            "54000",
            format!("SQL text is longer than {most} bytes"),
        ));
    }
    let pieces = split(text);
    if pieces.len() > limits::SQL_STATEMENTS {
        let most = limits::SQL_STATEMENTS;
        return Err(error(
            "54000",
            format!("SQL text has more than {most} statements"),
        ));
    }
    Ok(pieces)
}

fn changed(connection: u32, to: &str) -> What {
    What::TransactionChanged {
        connection,
        to: to.to_owned(),
    }
}

/// A text no longer than an event shows.
fn cut(text: &str) -> String {
    let mut end = text.len().min(limits::EVENT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().to_owned()
}
