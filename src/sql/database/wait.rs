//! Calls that wait: how they stop, go on, and give up.

use super::{Database, Execution, Run, SqlWork};
use crate::base::What;
use crate::sql::catalog::Catalog;
use crate::sql::error::error;
use crate::sql::transaction::{Awaited, Holder, Own, View, Wait};
use crate::sql::{SqlError, SqlRows};

/// How long a statement waits before it looks for a deadlock (PostgreSQL's
/// `deadlock_timeout`), in microseconds.
const DEADLOCK_US: u64 = 1_000_000;

/// A call that waits.
#[derive(Debug, Clone)]
pub(crate) struct Suspended {
    /// Calls that began to wait earlier have smaller ones.
    pub order: u64,
    pub wait: Wait,
    /// What the statement had changed and locked when it stopped.
    pub partial: Option<(View, Own)>,
    text: String,
    params: Vec<Option<String>>,
    done: usize,
    results: Vec<SqlRows>,
    events: Vec<What>,
    work: SqlWork,
    snapshot: Option<Catalog>,
    given: Vec<(u32, i64)>,
    /// The time of its statement.
    now_us: i64,
    started_us: u64,
    /// When the wait began.
    since_us: u64,
    /// Whether it has looked for a deadlock.
    looked: bool,
}

/// A statement that must wait, as it left off.
pub(in crate::sql) struct Stopped {
    pub wait: Wait,
    pub partial: Option<(View, Own)>,
    pub snapshot: Option<Catalog>,
    pub given: Vec<(u32, i64)>,
}

impl Stopped {
    /// A wait of a call that has done nothing, and will be made anew.
    pub fn as_new(&self) -> Execution {
        let holder = self.wait.holders.first();
        Execution::Blocked {
            holder: holder.map_or(0, |holder| holder.connection),
            wake_us: None,
        }
    }
}

/// What a call finds when it is made.
pub(super) enum Resumed {
    /// It is a new one.
    New,
    /// It waited, and may go on.
    Running,
    /// It waits on.
    Waiting(Execution),
    /// It waited in vain.
    Failed(Box<SqlError>),
}

impl Database {
    /// Keeps a call that must wait.
    pub(super) fn suspend(&mut self, text: &str, run: Run<'_>, stopped: Stopped) -> Execution {
        self.waits += 1;
        let holder = stopped.wait.holders.first();
        let holder = holder.map_or(0, |holder| holder.connection);
        let Some(connection) = self.connections.get_mut(&run.connection) else {
            return Execution::Blocked {
                holder,
                wake_us: None,
            };
        };
        // A wait after another one keeps its place in the queue.
        let before = connection.suspended.take().map(|waits| waits.order);
        let mut waits = Suspended {
            order: before.unwrap_or(self.waits),
            wait: stopped.wait,
            partial: stopped.partial,
            text: text.to_owned(),
            params: run.params.to_vec(),
            done: run.done,
            results: run.results,
            events: run.events,
            work: run.work,
            snapshot: stopped.snapshot,
            given: stopped.given,
            now_us: run.now_us,
            started_us: run.started_us,
            since_us: run.clock_us,
            looked: false,
        };
        waits.work.statements -= 1;
        let wake_us = waits.wakes(&connection.settings);
        connection.suspended = Some(waits);
        Execution::Blocked { holder, wake_us }
    }

    /// Takes up a call that waited, when this is the same one.
    pub(super) fn resumed(&mut self, text: &str, run: &mut Run<'_>) -> Resumed {
        let same = self
            .connections
            .get(&run.connection)
            .and_then(|connection| connection.suspended.as_ref())
            .map(|waits| waits.text == text && waits.params == run.params);
        match same {
            None => return Resumed::New,
            Some(false) => {
                self.cancel(run.connection);
                return Resumed::New;
            }
            Some(true) => {}
        }
        let failure = match self.look(run.connection, run.clock_us) {
            Ok(None) => None,
            Ok(Some(blocked)) => return Resumed::Waiting(blocked),
            Err(failure) => Some(failure),
        };
        let Some(waits) = self
            .connections
            .get_mut(&run.connection)
            .and_then(|connection| connection.suspended.as_mut())
        else {
            return Resumed::New;
        };
        run.done = waits.done;
        run.started_us = waits.started_us;
        run.now_us = waits.now_us;
        run.snapshot = waits.snapshot.clone();
        run.given = std::mem::take(&mut waits.given);
        run.events = std::mem::take(&mut waits.events);
        run.results = std::mem::take(&mut waits.results);
        run.work = waits.work;
        // What it had written is written anew; until then its place in the
        // queue is known.
        waits.partial = None;
        match failure {
            Some(failure) => {
                self.drop_wait(run.connection);
                Resumed::Failed(failure)
            }
            None => Resumed::Running,
        }
    }

    /// A call no longer waits.
    pub(super) fn drop_wait(&mut self, connection: u32) {
        if let Some(connection) = self.connections.get_mut(&connection) {
            connection.suspended = None;
        }
    }

    /// Gives up a call that waits, as if it had not been made; what several
    /// statements of one text had done is undone.
    pub fn cancel(&mut self, connection: u32) {
        let waited = self
            .connections
            .get_mut(&connection)
            .and_then(|connection| connection.suspended.take().map(|_| connection));
        let implicit =
            waited.and_then(|connection| connection.transaction.take_if(|open| open.implicit));
        if let Some(open) = implicit {
            self.serial.forget(open.number);
            self.forget();
        }
    }

    /// Whether a wait goes on, and until when.
    fn look(&mut self, id: u32, now_us: u64) -> Result<Option<Execution>, Box<SqlError>> {
        let Some(connection) = self.connections.get(&id) else {
            return Ok(None);
        };
        let Some(waits) = &connection.suspended else {
            return Ok(None);
        };
        let Some(holder) = waits.wait.holders.iter().find(|holder| self.holds(holder)) else {
            return Ok(None);
        };
        let (statement_us, lock_us) = connection.settings.timeouts();
        if statement_us.is_some_and(|most| now_us >= waits.started_us.saturating_add(most)) {
            let message = "canceling statement due to statement timeout";
            return Err(error("57014", message));
        }
        if lock_us.is_some_and(|most| now_us >= waits.since_us.saturating_add(most)) {
            let message = "canceling statement due to lock timeout";
            return Err(error("55P03", message));
        }
        let mut waits = waits.clone();
        if !waits.looked && now_us >= waits.since_us.saturating_add(DEADLOCK_US) {
            waits.looked = true;
            if let Some(circle) = self.circle(id) {
                return Err(self.deadlock(&circle));
            }
        }
        let blocked = Execution::Blocked {
            holder: holder.connection,
            wake_us: waits.wakes(&connection.settings),
        };
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.suspended = Some(waits);
        }
        Ok(Some(blocked))
    }

    /// Whether a transaction waited for still is what it was.
    fn holds(&self, holder: &Holder) -> bool {
        self.connections
            .get(&holder.connection)
            .and_then(|connection| connection.transaction.as_ref())
            .is_some_and(|open| open.number == holder.number && open.returns == holder.returns)
    }

    /// Whom a connection waits for.
    fn waited_for(&self, id: u32) -> impl Iterator<Item = &Holder> {
        self.connections
            .get(&id)
            .and_then(|connection| connection.suspended.as_ref())
            .into_iter()
            .flat_map(|waits| &waits.wait.holders)
            .filter(|holder| self.holds(holder))
    }

    /// A circle of waits that leads back to its first connection.
    fn circle(&self, start: u32) -> Option<Vec<u32>> {
        let mut path = vec![start];
        let mut seen = std::collections::BTreeSet::new();
        self.lead_back(start, start, &mut path, &mut seen)
            .then_some(path)
    }

    fn lead_back(
        &self,
        from: u32,
        start: u32,
        path: &mut Vec<u32>,
        seen: &mut std::collections::BTreeSet<u32>,
    ) -> bool {
        for holder in self.waited_for(from) {
            if holder.connection == start {
                return true;
            }
            if seen.insert(holder.connection) {
                path.push(holder.connection);
                if self.lead_back(holder.connection, start, path, seen) {
                    return true;
                }
                path.pop();
            }
        }
        false
    }

    fn deadlock(&self, circle: &[u32]) -> Box<SqlError> {
        let mut lines = Vec::new();
        for (at, waiter) in circle.iter().enumerate() {
            let next = circle.get(at + 1).or_else(|| circle.first()).copied();
            let next = next.unwrap_or_default();
            let wait = self.connections.get(waiter).and_then(|connection| {
                let wait = &connection.suspended.as_ref()?.wait;
                let holder = wait.holders.iter().find(|h| h.connection == next)?;
                Some(match wait.lock {
                    Awaited::Transaction => {
                        format!("ShareLock on transaction {}", holder.number)
                    }
                    Awaited::Table(table, mode) => {
                        format!("{} on relation {table} of database 5", mode.name())
                    }
                })
            });
            let wait = wait.unwrap_or_default();
            lines.push(format!(
                "Process {waiter} waits for {wait}; blocked by process {next}."
            ));
        }
        error("40P01", "deadlock detected")
            .detail(lines.join("\n"))
            .hint("See server log for query details.")
    }
}

impl Suspended {
    /// When it must look again at the latest.
    fn wakes(&self, settings: &crate::sql::session::Settings) -> Option<u64> {
        let (statement_us, lock_us) = settings.timeouts();
        let look = (!self.looked).then(|| self.since_us.saturating_add(DEADLOCK_US));
        let statement = statement_us.map(|most| self.started_us.saturating_add(most));
        let lock = lock_us.map(|most| self.since_us.saturating_add(most));
        look.into_iter().chain(statement).chain(lock).min()
    }
}
