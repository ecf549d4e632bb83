//! Runs one statement, in the transaction it belongs to.

use super::control::connection_of;
use super::wait::Stopped;
use super::{Database, Run, Stop};
use crate::sql::SqlRows;
use crate::sql::catalog::Catalog;
use crate::sql::error::{Result, error};
use crate::sql::parse::{Parsed, Source};
use crate::sql::prepared::executed;
use crate::sql::session::{Statement as Running, defines, verb, writes};
use crate::sql::transaction::lock::Mode;
use crate::sql::transaction::{Awaited, Connection, Level, Peers, Transaction, View, merge};
use std::sync::Arc;

/// What a statement is about to do.
#[derive(Default)]
pub(super) struct Doing {
    /// One of several in its transaction.
    pub several: bool,
    /// The statement's name, when it changes anything.
    pub verb: Option<String>,
    /// How the tables are locked whose definitions it changes.
    pub defines: Option<Mode>,
}

impl Database {
    /// Runs one statement; begins a transaction for it when there's none.
    pub(super) fn run_one(
        &mut self,
        parsed: &Parsed,
        several: bool,
        run: &mut Run<'_>,
    ) -> std::result::Result<SqlRows, Stop> {
        self.join(run)?;
        if let Some(tag) = self.control(&parsed.statement, run)? {
            return Ok(SqlRows {
                tag: tag.to_owned(),
                ..SqlRows::default()
            });
        }
        self.check_usable(run.connection)?;
        let connection = connection_of(&mut self.connections, run.connection)?;
        let kept = executed(&connection.settings.prepared, &parsed.statement);
        let statement = kept.as_deref().unwrap_or(&parsed.statement);
        let doing = Doing {
            several,
            verb: writes(statement).then(|| verb(statement)),
            defines: defines(statement),
        };
        self.run_in(&parsed.source, doing, run, |statement| {
            statement.run(&parsed.statement)
        })
    }

    /// Does the work of one statement in what its transaction sees, and keeps
    /// what it changed.
    pub(super) fn run_in<T>(
        &mut self,
        source: &Source,
        doing: Doing,
        run: &mut Run<'_>,
        work: impl FnOnce(&mut Running<'_>) -> Result<T>,
    ) -> std::result::Result<T, Stop> {
        let connection = connection_of(&mut self.connections, run.connection)?;
        let Some(mut open) = connection.transaction.take() else {
            return Err(error("25P01", "there is no transaction in progress").into());
        };
        let ran = self.run_open(&mut open, source, &doing, run, work);
        let connection = connection_of(&mut self.connections, run.connection)?;
        connection.transaction = Some(open);
        if !matches!(ran, Err(Stop::Blocked(_))) {
            connection.suspended = None;
        }
        ran
    }

    fn run_open<T>(
        &mut self,
        open: &mut Transaction,
        source: &Source,
        doing: &Doing,
        run: &mut Run<'_>,
        work: impl FnOnce(&mut Running<'_>) -> Result<T>,
    ) -> std::result::Result<T, Stop> {
        if let (true, Some(verb)) = (open.read_only, &doing.verb) {
            let message = format!("cannot execute {verb} in a read-only transaction");
            return Err(error("25006", message).into());
        }
        let busy = |connection: &Connection| connection.transaction.is_some();
        let waited = open.view.is_some();
        let tracked =
            !open.implicit || doing.several || waited || self.connections.values().any(busy);
        let mut view = self.view_of(open);
        let mut peers = self.peers(open, &view, tracked, run);
        let mut catalog = view.catalog.clone();
        catalog.set_counters(self.oids, self.rows);
        let chance = self.chance.clone();
        let mut settings = self
            .connections
            .get(&run.connection)
            .map(|connection| connection.settings.clone())
            .unwrap_or_default();
        settings.current = open.level;
        let mut statement = Running {
            catalog: &mut catalog,
            snapshot: run.snapshot.take(),
            read: None,
            sequences: &mut self.sequences,
            settings: &mut settings,
            chance: &mut self.chance,
            source,
            params: run.params,
            param_types: Vec::new(),
            transaction_us: open.now_us,
            now_us: run.now_us,
            connection: run.connection,
            events: &mut run.events,
            work: &mut run.work,
            peers: &mut peers,
        };
        let events = statement.events.len();
        let ran = work(&mut statement);
        let read = statement.read.take();
        let ran = ran.and_then(|rows| {
            if let Some(mode) = doing.defines {
                define(&mut peers, &view, &catalog, mode)?;
            }
            Ok(rows)
        });
        let counters = catalog.counters();
        (self.oids, self.rows) = (self.oids.max(counters.0), self.rows.max(counters.1));
        if tracked {
            self.serial = std::mem::take(&mut peers.serial);
        }
        match ran {
            Ok(rows) => {
                view.catalog = catalog;
                open.view = Some(view);
                open.own = peers.own;
                // Alone and at its end: all that matters is that it wrote.
                if !tracked && doing.verb.is_some() {
                    open.own.defines = true;
                }
                if let Some(connection) = self.connections.get_mut(&run.connection) {
                    connection.settings = settings;
                }
                Ok(rows)
            }
            Err(failure) => {
                let Some(wait) = peers.wait.take() else {
                    return Err(Stop::Failed(failure));
                };
                run.events.truncate(events);
                self.chance = chance;
                let attempt = peers.own;
                open.own.rows = attempt.rows.clone();
                open.own.tables = attempt.tables.clone();
                // Definitions may have changed when a table's lock is given.
                let snapshot = read.filter(|_| matches!(wait.lock, Awaited::Transaction));
                let partial = View {
                    base: view.base.clone(),
                    catalog,
                    seen: view.seen,
                };
                // A transaction whose first statement waits for a table takes
                // its snapshot when it has the lock.
                if waited || snapshot.is_some() {
                    open.view = Some(view);
                } else {
                    self.serial.forget(open.number);
                }
                Err(Stop::Blocked(Box::new(Stopped {
                    wait,
                    partial: Some((partial, attempt)),
                    snapshot,
                    given: peers.given,
                })))
            }
        }
    }

    /// What the next statement sees: what is committed now at READ
    /// COMMITTED, the same as before at the other levels, and always the
    /// transaction's own changes.
    fn view_of(&mut self, open: &Transaction) -> View {
        let current =
            |view: &&View| open.level != Level::ReadCommitted || view.seen == self.commits;
        if let Some(view) = open.view.as_ref().filter(current) {
            return view.clone();
        }
        let catalog = match &open.view {
            Some(view) if !open.own.is_clean() => merge(&self.committed, view, &open.own),
            _ => self.committed.clone(),
        };
        if open.level == Level::Serializable {
            self.serial.begin(open.number, open.read_only);
        }
        View {
            base: self.committed.clone(),
            catalog,
            seen: self.commits,
        }
    }

    fn peers(
        &mut self,
        open: &Transaction,
        view: &View,
        tracked: bool,
        run: &mut Run<'_>,
    ) -> Peers {
        if !tracked {
            return Peers::default();
        }
        Peers {
            connection: run.connection,
            number: open.number,
            level: open.level,
            tracked,
            latest: self.committed.clone(),
            base: view.base.clone(),
            connections: self.connections.clone(),
            fates: self.fates.clone(),
            own: open.own.clone(),
            serial: std::mem::take(&mut self.serial),
            wait: None,
            given: std::mem::take(&mut run.given),
            taken: 0,
        }
    }
}

/// Locks what a definition changed, as if that had come first: when a lock
/// must be waited for, the statement will run anew.
fn define(peers: &mut Peers, view: &View, after: &Catalog, mode: Mode) -> Result<()> {
    if !peers.tracked {
        return Ok(());
    }
    let before = &view.catalog;
    let changed = |name: &&String| match (before.tables.get(*name), after.tables.get(*name)) {
        (Some(before), Some(after)) => !Arc::ptr_eq(before, after),
        (None, None) => false,
        _ => true,
    };
    let names: Vec<String> = before
        .tables
        .keys()
        .chain(after.tables.keys())
        .filter(changed)
        .cloned()
        .collect();
    for name in &names {
        if let Some(table) = view.base.tables.get(name) {
            peers.lock_table(table.oid, mode)?;
            let latest = peers.latest.tables.get(name);
            if !latest.is_some_and(|latest| Arc::ptr_eq(latest, table)) {
                let message = "could not serialize access due to concurrent update";
                return Err(error("40001", message));
            }
        } else if let Some(holder) = peers.maker(name) {
            return Err(peers.wait_for(vec![holder], Awaited::Transaction));
        }
        peers.own.defined.insert(name.clone());
    }
    peers.own.defines = true;
    Ok(())
}
