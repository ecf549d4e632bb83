//! Runs what was planned. Rows are pushed: each step hands every row it has
//! to the next, which answers whether it wants more.

mod change;
mod conflict;
mod eval;
mod foreign;
mod from;
mod group;
mod lock;
mod query;
mod scan;
mod watch;
mod window;
mod write;

use super::catalog::{Catalog, Sequences};
use super::error::{Result, error};
use super::session::Settings;
use super::transaction::Peers;
use super::value::{Value, ValueSet};
use crate::base::{Chance, limits};
pub(crate) use change::{Changed, key_text};
use std::rc::Rc;
pub(crate) use watch::{Count, Part, Watch, place};

/// The row around a query, and the rows around that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Env<'e> {
    pub row: &'e [Value],
    pub parent: Option<&'e Env<'e>>,
}

/// Takes rows that it may complete; answers whether it wants more.
pub(crate) type RowSink<'s> = dyn FnMut(&mut Exec<'_>, &mut [Value]) -> Result<bool> + 's;

/// Rows kept whole.
pub(crate) type Rows = Rc<Vec<Vec<Value>>>;

/// One statement's execution.
pub(crate) struct Exec<'a> {
    /// What is changed.
    pub catalog: &'a mut Catalog,
    /// What is read: the catalog as it was when the statement first began, so
    /// that a statement never meets its own changes.
    pub snapshot: Catalog,
    pub sequences: &'a mut Sequences,
    pub settings: &'a mut Settings,
    pub chance: &'a mut Chance,
    /// When the transaction began, in microseconds since 2000-01-01 UTC.
    pub transaction_time: i64,
    /// Now, likewise.
    pub now: i64,
    pub connection: u32,
    /// The other transactions.
    pub peers: &'a mut Peers,
    /// The rows of each named query.
    pub ctes: Vec<Option<Rows>>,
    /// The results of subqueries that don't depend on any row.
    pub answers: Vec<Option<Answer>>,
    /// Rows read: table, index, count; in the order first read.
    pub scanned: Vec<(String, Option<String>, u64)>,
    /// What was done to each table, by name.
    pub changed: std::collections::BTreeMap<String, Changed>,
    /// How many changing statements it holds that have begun.
    pub changes: u64,
    /// Rows the statement itself changed, without what followed from it.
    pub affected: u64,
    pub total_scanned: u64,
    /// Rows read by the scan under way.
    reading: u64,
    /// What each part of the plan did, for EXPLAIN ANALYZE.
    pub watch: Option<Watch>,
    steps: u64,
    kept: u64,
}

/// What a subquery gave.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    One(Value),
    Set(Rc<Members>),
}

/// The rows of a subquery after IN.
#[derive(Debug, Default)]
pub(crate) struct Members {
    pub set: ValueSet<Value>,
    pub has_null: bool,
}

/// What a statement has to work with.
pub(crate) struct World<'a> {
    pub catalog: &'a mut Catalog,
    pub sequences: &'a mut Sequences,
    pub settings: &'a mut Settings,
    pub chance: &'a mut Chance,
    pub transaction_time: i64,
    pub now: i64,
    pub connection: u32,
    pub snapshot: Catalog,
    pub peers: &'a mut Peers,
}

impl<'a> Exec<'a> {
    /// Ready to run a statement with this many named queries and subqueries.
    pub fn new(world: World<'a>, ctes: usize, subqueries: usize) -> Self {
        Self {
            snapshot: world.snapshot,
            peers: world.peers,
            catalog: world.catalog,
            sequences: world.sequences,
            settings: world.settings,
            chance: world.chance,
            transaction_time: world.transaction_time,
            now: world.now,
            connection: world.connection,
            ctes: vec![None; ctes],
            answers: vec![None; subqueries],
            scanned: Vec::new(),
            changed: std::collections::BTreeMap::new(),
            changes: 0,
            affected: 0,
            total_scanned: 0,
            reading: 0,
            watch: None,
            steps: 0,
            kept: 0,
        }
    }

    /// Counts a row read from a table.
    pub fn count_scanned(&mut self) -> Result<()> {
        self.total_scanned += 1;
        if self.total_scanned > limits::STATEMENT_ROWS_SCANNED {
            return Err(cancelled());
        }
        Ok(())
    }

    /// Counts a step that reads no table.
    pub fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps > limits::STATEMENT_STEPS {
            return Err(cancelled());
        }
        Ok(())
    }

    /// Counts a row kept in memory.
    pub fn keep(&mut self) -> Result<()> {
        self.kept += 1;
        if self.kept > limits::STATEMENT_ROWS_KEPT {
            return Err(error("53200", "out of memory").detail(format!(
                "The statement keeps more than {} rows at once.",
                limits::STATEMENT_ROWS_KEPT
            )));
        }
        Ok(())
    }

    /// Remembers that rows of a table were read.
    pub fn note_scan(&mut self, table: &str, index: Option<&str>, rows: u64) {
        let same = self
            .scanned
            .iter_mut()
            .find(|scan| scan.0 == table && scan.1.as_deref() == index);
        match same {
            Some(scan) => scan.2 += rows,
            None => self
                .scanned
                .push((table.to_owned(), index.map(str::to_owned), rows)),
        }
    }
}

fn cancelled() -> Box<super::SqlError> {
    error("57014", "canceling statement due to statement timeout")
}
