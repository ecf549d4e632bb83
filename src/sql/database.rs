//! Connections and transactions over one database value.

mod control;
mod finish;
mod hosted;
mod run;
mod wait;

use super::catalog::{Catalog, Sequences};
use super::error::{Result, error};
use super::parse::{Parsed, parse};
use super::split::{Piece, split};
use super::transaction::serial::Serial;
use super::transaction::{Connection, Fates};
use super::{SqlEngine, SqlError, SqlRows, TablePage, TableView};
use crate::base::SmallMap;
use crate::base::{Chance, Scope, What, limits};
use wait::Resumed;
pub(crate) use wait::Suspended;

/// A database: a value, cheap to copy, in which any number of connections
/// work. How they meet is told in the module `transaction`.
#[derive(Debug, Clone)]
pub struct Database {
    committed: Catalog,
    sequences: Sequences,
    chance: Chance,
    connections: SmallMap<u32, Connection>,
    last_connection: u32,
    commits: u64,
    /// Counters that no rollback takes back.
    transactions: u64,
    rows: u64,
    oids: u32,
    waits: u64,
    fates: Fates,
    serial: Serial,
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
    /// It waits for `holder`, with its locks and what it has done so far.
    /// Make the same call again when another connection's call has ended, and
    /// at `wake_us` at the latest; any other call on the connection gives
    /// this one up.
    Blocked {
        /// The connection waited for.
        holder: u32,
        /// When to look for a deadlock or give up by a timeout, in
        /// microseconds of the virtual clock.
        wake_us: Option<u64>,
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
            connections: SmallMap::new(),
            last_connection: 0,
            commits: 0,
            transactions: 0,
            rows: 0,
            oids: 0,
            waits: 0,
            fates: Fates::default(),
            serial: Serial::default(),
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
        if let Some(open) = state.transaction {
            self.serial.forget(open.number);
            if !open.implicit {
                scope.record(changed(connection, "ROLLBACK"));
            }
        }
        self.forget();
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
        let now_us = scope.clock.now_us;
        let mut run = Run {
            connection,
            params,
            clock_us: now_us,
            now_us: scope.clock.start_unix_ms as i64 * 1000 + now_us as i64,
            done: 0,
            started_us: now_us,
            snapshot: None,
            given: Vec::new(),
            events: Vec::new(),
            results: Vec::new(),
            work: SqlWork::default(),
        };
        if engine != SqlEngine::Postgres {
            self.cancel(connection);
        }
        let outcome = match self.resumed(text, &mut run) {
            Resumed::Waiting(blocked) => return blocked,
            Resumed::Failed(error) => {
                self.fail(connection);
                Err(Stop::Failed(error))
            }
            Resumed::Running => self.run_text(text, &mut run),
            Resumed::New => {
                run.events.push(What::QueryReceived {
                    connection,
                    text: cut(text),
                    params: params.to_vec(),
                    engine: engine.named(),
                });
                match engine {
                    SqlEngine::Postgres => self.run_text(text, &mut run),
                    SqlEngine::GlueSql => match self.run_hosted(text, &mut run) {
                        Err(Stop::Blocked(stopped)) => return stopped.as_new(),
                        done => done,
                    },
                }
            }
        };
        let error = match outcome {
            Err(Stop::Blocked(stopped)) => return self.suspend(text, run, *stopped),
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
        for statement in parsed.iter().skip(run.done) {
            run.work.statements += 1;
            match self.run_one(statement, several, run) {
                Ok(rows) => run.results.push(rows),
                Err(stop) => {
                    if let Stop::Failed(_) = stop {
                        self.fail(run.connection);
                    }
                    return Err(stop);
                }
            }
            run.done += 1;
            run.started_us = run.clock_us;
            run.snapshot = None;
            run.given.clear();
        }
        self.end_implicit(run.connection).map_err(Stop::Failed)
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

/// One call under way. Events stay here until it ends, because a call that
/// waits has not happened yet.
pub(super) struct Run<'a> {
    pub connection: u32,
    pub params: &'a [Option<String>],
    clock_us: u64,
    /// Now, in Unix microseconds.
    pub now_us: i64,
    /// Statements that have run.
    done: usize,
    /// When the statement under way began, by the virtual clock.
    started_us: u64,
    /// What the statement under way read before it waited.
    snapshot: Option<Catalog>,
    /// Numbers that sequences gave it then.
    given: Vec<(u32, i64)>,
    pub events: Vec<What>,
    pub results: Vec<SqlRows>,
    pub work: SqlWork,
}

/// Why a call stopped.
pub(super) enum Stop {
    Failed(Box<SqlError>),
    Blocked(Box<wait::Stopped>),
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
