//! BEGIN, COMMIT, ROLLBACK and savepoints.
//!
//! A transaction works on a copy of the catalog. READ COMMITTED takes a fresh
//! copy for each statement until it has changed something; from then on no
//! other connection can commit a change, so its own copy is up to date.

use super::{Database, Run, SqlRows, Stop, changed};
use crate::sql::SqlError;
use crate::sql::catalog::Catalog;
use crate::sql::error::{Result, error, unsupported};
use crate::sql::parse::{Parsed, Source};
use crate::sql::session::{Settings, Statement as Running};
use sqlparser::ast::{Statement, TransactionIsolationLevel, TransactionMode};

/// One connection's state.
#[derive(Debug, Clone, Default)]
pub(super) struct Connection {
    pub transaction: Option<Transaction>,
    pub settings: Settings,
}

impl Connection {
    /// Puts the statements of one text in one transaction, unless they are
    /// in one already.
    pub fn join(&mut self, now_us: i64) {
        self.transaction
            .get_or_insert_with(|| Transaction::new(true, now_us));
    }
}

/// A transaction under way.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Transaction {
    /// Made by several statements in one text, and ended with them.
    implicit: bool,
    /// Keeps the snapshot of its first statement (REPEATABLE READ and
    /// SERIALIZABLE).
    repeatable: bool,
    read_only: bool,
    /// Its own copy: since its first change, or its first statement when
    /// `repeatable`.
    catalog: Option<Catalog>,
    /// How many commits there had been when the copy was taken.
    seen_commits: u64,
    wrote: bool,
    failed: bool,
    now_us: i64,
    savepoints: Vec<Savepoint>,
}

#[derive(Debug, Clone)]
struct Savepoint {
    name: String,
    catalog: Option<Catalog>,
    wrote: bool,
}

impl Transaction {
    fn new(implicit: bool, now_us: i64) -> Self {
        Self {
            implicit,
            repeatable: false,
            read_only: false,
            catalog: None,
            seen_commits: 0,
            wrote: false,
            failed: false,
            now_us,
            savepoints: Vec::new(),
        }
    }

    fn set(&mut self, modes: &[TransactionMode]) {
        for mode in modes {
            match mode {
                TransactionMode::IsolationLevel(level) => {
                    self.repeatable = matches!(
                        level,
                        TransactionIsolationLevel::RepeatableRead
                            | TransactionIsolationLevel::Serializable
                            | TransactionIsolationLevel::Snapshot
                    );
                }
                TransactionMode::AccessMode(access) => {
                    self.read_only = *access == sqlparser::ast::TransactionAccessMode::ReadOnly;
                }
            }
        }
    }
}

impl Database {
    /// Runs one statement, in the transaction it belongs to.
    pub(super) fn run_one(
        &mut self,
        parsed: &Parsed,
        several: bool,
        run: &mut Run<'_>,
    ) -> std::result::Result<SqlRows, Stop> {
        let id = run.connection;
        let Some(connection) = self.connections.get_mut(&id) else {
            return Err(error("08003", "connection does not exist").into());
        };
        if several {
            connection.join(run.now_us);
        }
        if let Some(tag) = self.control(&parsed.statement, run)? {
            return Ok(SqlRows {
                tag: tag.to_owned(),
                ..SqlRows::default()
            });
        }
        self.check_usable(id)?;
        let writes = crate::sql::session::writes(&parsed.statement);
        if writes {
            let verb = crate::sql::session::verb(&parsed.statement);
            self.check_turn(id, &verb)?;
        }
        self.run_in_catalog(&parsed.source, writes, run, |statement| {
            statement.run(&parsed.statement)
        })
        .map_err(Stop::Failed)
    }

    /// Whether this connection may change something now.
    pub(super) fn check_turn(&self, id: u32, verb: &str) -> std::result::Result<(), Stop> {
        if let Some(holder) = self.writer.filter(|holder| *holder != id) {
            return Err(Stop::Blocked(holder));
        }
        self.check_writable(id, verb)?;
        Ok(())
    }

    /// Does some work of one statement in the catalog that its connection
    /// sees, and keeps what it changed when it `writes`.
    pub(super) fn run_in_catalog<T>(
        &mut self,
        source: &Source,
        writes: bool,
        run: &mut Run<'_>,
        work: impl FnOnce(&mut Running<'_>) -> Result<T>,
    ) -> Result<T> {
        let id = run.connection;
        let Some(connection) = self.connections.get_mut(&id) else {
            return Err(error("08003", "connection does not exist"));
        };
        let open = connection.transaction.as_mut();
        let own = open.as_ref().and_then(|open| open.catalog.clone());
        let mut catalog = own.unwrap_or_else(|| self.committed.clone());
        let mut settings = connection.settings.clone();
        let mut statement = Running {
            catalog: &mut catalog,
            sequences: &mut self.sequences,
            settings: &mut settings,
            chance: &mut self.chance,
            source,
            params: run.params,
            transaction_us: open.as_ref().map_or(run.now_us, |open| open.now_us),
            now_us: run.now_us,
            connection: id,
            events: &mut run.events,
            work: &mut run.work,
        };
        let done = work(&mut statement)?;
        connection.settings = settings;
        match open {
            Some(open) => {
                if writes || open.repeatable {
                    if open.catalog.is_none() {
                        open.seen_commits = self.commits;
                    }
                    open.catalog = Some(catalog);
                }
                if writes {
                    open.wrote = true;
                    self.writer = Some(id);
                }
            }
            None if writes => {
                self.committed = catalog;
                self.commits += 1;
            }
            None => {}
        }
        Ok(done)
    }

    pub(super) fn check_usable(&self, id: u32) -> Result<()> {
        let open = self
            .connections
            .get(&id)
            .and_then(|c| c.transaction.as_ref());
        if open.is_some_and(|open| open.failed) {
            return Err(error(
                "25P02",
                "current transaction is aborted, commands ignored until end of transaction block",
            ));
        }
        Ok(())
    }

    fn check_writable(&self, id: u32, verb: &str) -> Result<()> {
        let Some(open) = self
            .connections
            .get(&id)
            .and_then(|c| c.transaction.as_ref())
        else {
            return Ok(());
        };
        if open.read_only {
            let message = format!("cannot execute {verb} in a read-only transaction");
            return Err(error("25006", message));
        }
        if open.repeatable
            && !open.wrote
            && open.catalog.is_some()
            && open.seen_commits != self.commits
        {
            return Err(error(
                "40001",
                "could not serialize access due to concurrent update",
            ));
        }
        Ok(())
    }

    /// Statements about transactions; `None` for all others.
    fn control(
        &mut self,
        statement: &Statement,
        run: &mut Run<'_>,
    ) -> Result<Option<&'static str>> {
        let id = run.connection;
        let Some(connection) = self.connections.get_mut(&id) else {
            return Ok(None);
        };
        match statement {
            Statement::StartTransaction { modes, begin, .. } => {
                let tag = if *begin { "BEGIN" } else { "START TRANSACTION" };
                self.check_usable(id)?;
                self.begin(modes, run);
                Ok(Some(tag))
            }
            Statement::Commit { chain, .. } => {
                let committed = self.end(true, run);
                if *chain {
                    self.begin(&[], run);
                }
                Ok(Some(if committed { "COMMIT" } else { "ROLLBACK" }))
            }
            Statement::Rollback {
                savepoint: Some(name),
                ..
            } => {
                let holds = rollback_to(connection, &folded(name))?;
                if !holds && self.writer == Some(id) {
                    self.writer = None;
                }
                Ok(Some("ROLLBACK"))
            }
            Statement::Rollback { chain, .. } => {
                self.end(false, run);
                if *chain {
                    self.begin(&[], run);
                }
                Ok(Some("ROLLBACK"))
            }
            Statement::Savepoint { name } => {
                self.check_usable(id)?;
                let open = in_block(self.connections.get_mut(&id), "SAVEPOINT")?;
                open.savepoints.push(Savepoint {
                    name: folded(name),
                    catalog: open.catalog.clone(),
                    wrote: open.wrote,
                });
                Ok(Some("SAVEPOINT"))
            }
            Statement::ReleaseSavepoint { name } => {
                self.check_usable(id)?;
                let open = in_block(self.connections.get_mut(&id), "RELEASE SAVEPOINT")?;
                let at = find_savepoint(open, &folded(name))?;
                open.savepoints.truncate(at);
                Ok(Some("RELEASE"))
            }
            Statement::Set(sqlparser::ast::Set::SetTransaction {
                modes,
                snapshot,
                session,
            }) => {
                if snapshot.is_some() || *session {
                    return Err(unsupported("this form of SET TRANSACTION"));
                }
                self.check_usable(id)?;
                if let Some(open) = self
                    .connections
                    .get_mut(&id)
                    .and_then(|c| c.transaction.as_mut())
                {
                    if open.catalog.is_some() {
                        return Err(error(
                            "25001",
                            "SET TRANSACTION ISOLATION LEVEL must be called before any query",
                        ));
                    }
                    open.set(modes);
                }
                Ok(Some("SET"))
            }
            _ => Ok(None),
        }
    }

    fn begin(&mut self, modes: &[TransactionMode], run: &mut Run<'_>) {
        let Some(connection) = self.connections.get_mut(&run.connection) else {
            return;
        };
        let fresh = connection
            .transaction
            .as_ref()
            .is_none_or(|open| open.implicit);
        let open = connection
            .transaction
            .get_or_insert_with(|| Transaction::new(false, run.now_us));
        // BEGIN among other statements takes those before it into its block.
        open.implicit = false;
        open.set(modes);
        if fresh {
            run.events.push(changed(run.connection, "BEGIN"));
        }
    }

    /// Ends the transaction; says whether it was committed.
    fn end(&mut self, commit: bool, run: &mut Run<'_>) -> bool {
        let id = run.connection;
        let taken = self
            .connections
            .get_mut(&id)
            .and_then(|c| c.transaction.take());
        let Some(open) = taken else {
            return commit;
        };
        let commit = commit && !open.failed;
        self.finish(id, open, commit);
        let to = if commit { "COMMIT" } else { "ROLLBACK" };
        run.events.push(changed(id, to));
        commit
    }

    fn finish(&mut self, id: u32, open: Transaction, commit: bool) {
        if self.writer == Some(id) {
            self.writer = None;
        }
        if let Some(catalog) = open.catalog.filter(|_| commit && open.wrote) {
            self.committed = catalog;
            self.commits += 1;
        }
    }

    /// After the last statement of a text.
    pub(super) fn end_implicit(&mut self, id: u32) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if let Some(open) = connection.transaction.take_if(|open| open.implicit) {
            self.finish(id, open, true);
        }
    }

    /// After a failure: an implicit transaction is undone, an explicit one
    /// waits for its ROLLBACK.
    pub(super) fn fail(&mut self, id: u32) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if let Some(open) = connection.transaction.take_if(|open| open.implicit) {
            self.finish(id, open, false);
        } else if let Some(open) = connection.transaction.as_mut() {
            open.failed = true;
        }
    }
}

fn folded(name: &sqlparser::ast::Ident) -> String {
    crate::sql::names::fold(name)
}

fn in_block<'a>(connection: Option<&'a mut Connection>, what: &str) -> Result<&'a mut Transaction> {
    connection
        .and_then(|connection| connection.transaction.as_mut())
        .filter(|open| !open.implicit)
        .ok_or_else(|| not_in_block(what))
}

fn not_in_block(what: &str) -> Box<SqlError> {
    error(
        "25P01",
        format!("{what} can only be used in transaction blocks"),
    )
}

fn find_savepoint(open: &Transaction, name: &str) -> Result<usize> {
    open.savepoints
        .iter()
        .rposition(|savepoint| savepoint.name == name)
        .ok_or_else(|| error("3B001", format!("savepoint \"{name}\" does not exist")))
}

/// Says whether the transaction still holds changes.
fn rollback_to(connection: &mut Connection, name: &str) -> Result<bool> {
    let open = in_block(Some(connection), "ROLLBACK TO SAVEPOINT")?;
    let at = find_savepoint(open, name)?;
    open.savepoints.truncate(at + 1);
    if let Some(savepoint) = open.savepoints.last() {
        open.catalog.clone_from(&savepoint.catalog);
        open.wrote = savepoint.wrote;
    }
    open.failed = false;
    Ok(open.wrote)
}
