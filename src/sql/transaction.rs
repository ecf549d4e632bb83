//! Transactions: what each sees, changes, locks and waits for.
//!
//! # Versions
//!
//! A [`Catalog`] is a value made of persistent maps, so a snapshot is a copy
//! that costs nothing. A transaction holds the snapshot it began from (its
//! *base*), its *view* (the base with its own changes, which its statements
//! read and change), and its *writes*: which rows it removed, which it added.
//! Committing merges the writes into what is committed now; when nobody
//! committed meanwhile, the view itself becomes the committed state. READ
//! COMMITTED merges the other way round before each statement, so that every
//! statement begins from what is committed.
//!
//! An updated row gets a new number behind all others, as a new version in
//! PostgreSQL stands behind the old one. While transactions overlap, the
//! database remembers the *fate* of each row that was committed away: its
//! next version, or none. So whoever waited for the old version finds the
//! new one.
//!
//! # Locks
//!
//! Each transaction lists the rows and tables it has locked, and how
//! ([`lock`]); whether a lock is free is a question to the other
//! transactions' lists. UPDATE, DELETE, `SELECT … FOR …` and foreign keys
//! lock rows; every statement locks the tables it names. A savepoint keeps a
//! copy of the list, so going back to it gives up what was locked since. A
//! unique key that another transaction is writing or removing is waited for
//! until that transaction ends.
//!
//! # Waiting
//!
//! A statement that must wait stops, its locks stay, and the call is made
//! again later (`Execution::Blocked` says from when). It then runs anew from
//! the same snapshot, so that it finds the same rows, while rows that were
//! committed away meanwhile are treated as PostgreSQL treats them: READ
//! COMMITTED follows the row to its newest version and checks the condition
//! again on that row alone, the other levels fail with `40001`. Numbers that
//! sequences gave before the wait are given again. What it had written before
//! the wait stays known to others, whose unique keys collide with it.
//!
//! A second after it began to wait, a statement looks for a circle of waits
//! that it is part of, and fails with `40P01` when there is one.
//!
//! # SERIALIZABLE
//!
//! [`serial`] notes what was read and who wrote what another had read, as in
//! Cahill's serializable snapshot isolation and PostgreSQL's predicate locks.
//!
//! # Limits
//!
//! - CREATE INDEX waits for another one on the same table; PostgreSQL lets
//!   both run.
//! - The definition of a table that another transaction changed since the
//!   snapshot can't be altered at REPEATABLE READ: it fails with `40001`.
//! - When a condition is checked again, the other tables' rows are those
//!   found first, as in PostgreSQL, and outer joins are not made anew.

pub(crate) mod lock;
mod merge;
mod own;
mod peers;
pub(crate) mod serial;

use super::catalog::{Catalog, RowId};
use super::session::Settings;
use imbl::{OrdMap, Vector};
pub(crate) use merge::merge;
pub(crate) use own::Own;
pub(crate) use peers::{Awaited, Claim, Holder, KeyState, Peers, Wait};
use sqlparser::ast::{TransactionAccessMode, TransactionIsolationLevel, TransactionMode};

/// One connection's state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connection {
    pub transaction: Option<Transaction>,
    pub settings: Settings,
    /// The call that waits.
    pub suspended: Option<super::database::Suspended>,
}

/// How much of what others commit a transaction sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Level {
    #[default]
    ReadCommitted,
    RepeatableRead,
    Serializable,
}

impl Level {
    /// As SET and SHOW spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReadCommitted => "read committed",
            Self::RepeatableRead => "repeatable read",
            Self::Serializable => "serializable",
        }
    }

    /// The level of this name; READ UNCOMMITTED is READ COMMITTED.
    pub fn by_name(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "read committed" | "read uncommitted" => Self::ReadCommitted,
            "repeatable read" => Self::RepeatableRead,
            "serializable" => Self::Serializable,
            _ => return None,
        })
    }
}

/// A transaction under way.
#[derive(Debug, Clone)]
pub(crate) struct Transaction {
    /// Counts from 1 over the database's life.
    pub number: u64,
    /// Made by the statements of one text, and ended with them.
    pub implicit: bool,
    pub level: Level,
    pub read_only: bool,
    pub failed: bool,
    /// When it began, in Unix microseconds.
    pub now_us: i64,
    pub view: Option<View>,
    pub own: Own,
    pub savepoints: Vec<Savepoint>,
    /// Counts the returns to savepoints: whoever waits looks again then.
    pub returns: u32,
}

/// What a transaction sees.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// What was committed when it was taken.
    pub base: Catalog,
    /// The same with the transaction's own changes.
    pub catalog: Catalog,
    /// How many commits there had been.
    pub seen: u64,
}

/// A place to return to.
#[derive(Debug, Clone)]
pub(crate) struct Savepoint {
    pub name: String,
    pub view: Option<View>,
    pub own: Own,
}

impl Transaction {
    pub fn new(number: u64, implicit: bool, now_us: i64, level: Level, read_only: bool) -> Self {
        Self {
            number,
            implicit,
            level,
            read_only,
            failed: false,
            now_us,
            view: None,
            own: Own::default(),
            savepoints: Vec::new(),
            returns: 0,
        }
    }

    /// Goes back to the last savepoint, or to the beginning.
    pub fn give_up(&mut self) {
        self.returns += 1;
        let (view, own) = match self.savepoints.last() {
            Some(savepoint) => (savepoint.view.clone(), savepoint.own.clone()),
            None => (None, Own::default()),
        };
        // A snapshot taken since is kept by those that keep theirs.
        let taken = self
            .view
            .take()
            .filter(|_| self.level != Level::ReadCommitted);
        self.view = view.or_else(|| {
            taken.map(|view| View {
                catalog: view.base.clone(),
                ..view
            })
        });
        self.own = own;
    }

    /// Takes over what BEGIN or SET TRANSACTION say.
    pub fn set(&mut self, modes: &[TransactionMode]) {
        for mode in modes {
            match mode {
                TransactionMode::IsolationLevel(level) => {
                    self.level = match level {
                        TransactionIsolationLevel::ReadCommitted
                        | TransactionIsolationLevel::ReadUncommitted => Level::ReadCommitted,
                        TransactionIsolationLevel::RepeatableRead
                        | TransactionIsolationLevel::Snapshot => Level::RepeatableRead,
                        TransactionIsolationLevel::Serializable => Level::Serializable,
                    };
                }
                TransactionMode::AccessMode(access) => {
                    self.read_only = *access == TransactionAccessMode::ReadOnly;
                }
            }
        }
    }
}

/// What became of rows that were committed away while others might still see
/// them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fates {
    next: OrdMap<(u32, RowId), Option<RowId>>,
    /// In the order of commits, to forget the oldest.
    order: Vector<(u64, (u32, RowId))>,
}

impl Fates {
    /// Remembers a row's next version, or that it has none.
    pub fn remember(&mut self, commit: u64, row: (u32, RowId), next: Option<RowId>) {
        self.next.insert(row, next);
        self.order.push_back((commit, row));
    }

    /// The next version; `None` too when nothing is known of the row.
    pub fn next(&self, row: (u32, RowId)) -> Option<RowId> {
        self.next.get(&row).copied().flatten()
    }

    /// Whether another transaction committed the row away.
    pub fn knows(&self, row: (u32, RowId)) -> bool {
        self.next.contains_key(&row)
    }

    /// Forgets what was committed before every snapshot in use.
    pub fn forget(&mut self, seen: u64) {
        while let Some((commit, row)) = self.order.front().copied() {
            if commit > seen {
                break;
            }
            self.order.pop_front();
            self.next.remove(&row);
        }
    }
}
