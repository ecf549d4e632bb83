//! What a running statement knows of the other transactions.

use super::lock::{Mode, Strength};
use super::serial::Serial;
use super::{Connection, Fates, Level, Own};
use crate::base::SmallMap;
use crate::sql::SqlError;
use crate::sql::catalog::{Catalog, Index, RowId, Table};
use crate::sql::error::error;
use crate::sql::value::Value;

/// The other transactions, as a statement under way sees them, and what it
/// adds to its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peers {
    pub connection: u32,
    /// The transaction's number.
    pub number: u64,
    pub level: Level,
    /// Whether anyone could ever ask what this statement locks or changes:
    /// not when it is alone and ends with its transaction.
    pub tracked: bool,
    /// What is committed now.
    pub latest: Catalog,
    /// What the transaction's view was taken from.
    pub base: Catalog,
    pub connections: SmallMap<u32, Connection>,
    pub fates: Fates,
    pub own: Own,
    pub serial: Serial,
    /// What the statement stopped for, when it did.
    pub wait: Option<Wait>,
    /// Numbers that sequences gave this statement, and how many of them it
    /// has taken again after a wait.
    pub given: Vec<(u32, i64)>,
    pub taken: usize,
}

/// What a statement waits for.
#[derive(Debug, Clone)]
pub(crate) struct Wait {
    pub holders: Vec<Holder>,
    pub lock: Awaited,
}

/// Whom it waits for. The wait may be over when the transaction has ended or
/// gone back to a savepoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    pub connection: u32,
    pub number: u64,
    pub returns: u32,
}

/// What a deadlock report says is waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Awaited {
    /// The end of the first holder's transaction.
    Transaction,
    Table(u32, Mode),
}

/// Whether a row to be changed or locked is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Locked; the number is that of its newest version.
    Taken(RowId),
    /// It was deleted, or this statement has changed it already.
    Gone,
    /// Someone else holds it, and SKIP LOCKED passes it over.
    Skipped,
}

/// Whether a key may be written to a unique index.
pub(crate) enum KeyState {
    Free,
    /// A row has it.
    Taken(RowId),
    /// Another transaction is writing or removing it.
    Pending(Holder),
}

impl Peers {
    /// The other transactions under way.
    fn others(&self) -> impl Iterator<Item = (Holder, &Connection, &super::Transaction)> {
        self.connections
            .iter()
            .filter(|(connection, _)| **connection != self.connection)
            .filter_map(|(number, connection)| {
                let open = connection.transaction.as_ref()?;
                let holder = Holder {
                    connection: *number,
                    number: open.number,
                    returns: open.returns,
                };
                Some((holder, connection, open))
            })
    }

    /// Who holds a row against such a lock.
    pub fn row_holders(&self, row: (u32, RowId), strength: Strength) -> Vec<Holder> {
        self.others()
            .filter(|(_, _, open)| {
                let held = open.own.rows.get(&row);
                held.is_some_and(|held| held.conflicts(strength))
            })
            .map(|(holder, _, _)| holder)
            .collect()
    }

    /// Locks a table, or stops for those who hold it, or wait for it in a
    /// mode that this one would overtake.
    pub fn lock_table(&mut self, table: u32, mode: Mode) -> Result<(), Box<SqlError>> {
        if !self.tracked {
            return Ok(());
        }
        let held = self.own.tables.get(&table).copied().unwrap_or_default();
        if held & mode.bit() != 0 {
            return Ok(());
        }
        let holders: Vec<Holder> = self
            .others()
            .filter(|(_, connection, open)| {
                let held_by = open.own.tables.get(&table).copied().unwrap_or_default();
                let queued = connection.suspended.as_ref().is_some_and(|waits| {
                    held == 0
                        && matches!(waits.wait.lock, Awaited::Table(other, wanted)
                            if other == table && mode.conflicts(wanted.bit()))
                });
                mode.conflicts(held_by) || (queued && !self.is_before(connection))
            })
            .map(|(holder, _, _)| holder)
            .collect();
        if holders.is_empty() {
            self.own.lock_table(table, mode);
            return Ok(());
        }
        Err(self.wait_for(holders, Awaited::Table(table, mode)))
    }

    /// Whether this connection's call began to wait before that one's.
    fn is_before(&self, other: &Connection) -> bool {
        let mine = self
            .connections
            .get(&self.connection)
            .and_then(|connection| connection.suspended.as_ref())
            .map(|waits| waits.order);
        match (mine, &other.suspended) {
            (Some(mine), Some(theirs)) => mine < theirs.order,
            _ => false,
        }
    }

    /// Stops the statement. The failure goes up to the database, which turns
    /// it into a wait.
    pub fn wait_for(&mut self, holders: Vec<Holder>, lock: Awaited) -> Box<SqlError> {
        self.wait = Some(Wait { holders, lock });
        error("55P03", "canceling statement due to lock timeout")
    }

    /// Whether a row with this key may be written; `own` is the row's place
    /// before.
    pub fn key_state(
        &self,
        table: &Table,
        index: &Index,
        row: &[Value],
        own: Option<RowId>,
    ) -> KeyState {
        if !index.unique {
            return KeyState::Free;
        }
        let key = index.key(row);
        if key.values().iter().any(Value::is_null) {
            return KeyState::Free;
        }
        let latest = self.latest.tables.get(&table.name);
        for id in index.same(&key).filter(|id| Some(*id) != own) {
            let committed = latest.is_some_and(|latest| latest.rows.contains_key(&id));
            let based = self.base.tables.get(&table.name);
            let based = based.is_some_and(|base| base.rows.contains_key(&id));
            match self.remover((table.oid, id)) {
                Some(holder) if committed => return KeyState::Pending(holder),
                // Seen, but committed away since.
                _ if based && !committed => {}
                _ => return KeyState::Taken(id),
            }
        }
        // What was committed since the snapshot, and is not seen.
        if self.level > Level::ReadCommitted {
            let unseen = latest
                .into_iter()
                .flat_map(|latest| latest.indexes.iter())
                .filter(|other| other.oid == index.oid)
                .flat_map(|other| other.same(&key))
                .find(|id| {
                    Some(*id) != own
                        && !table.rows.contains_key(id)
                        && !self.own.removed((table.oid, *id))
                });
            if let Some(id) = unseen {
                return match self.remover((table.oid, id)) {
                    Some(holder) => KeyState::Pending(holder),
                    None => KeyState::Taken(id),
                };
            }
        }
        for (holder, connection, open) in self.others() {
            let views = open.view.iter().map(|view| (&view.base, &view.catalog));
            let partial = connection
                .suspended
                .iter()
                .filter_map(|waits| waits.partial.as_ref())
                .map(|(view, _)| (&view.base, &view.catalog));
            for (base, catalog) in views.chain(partial) {
                let theirs = catalog.tables.get(&table.name);
                let base = base.tables.get(&table.name);
                let added = theirs
                    .into_iter()
                    .flat_map(|theirs| theirs.indexes.iter())
                    .filter(|other| other.oid == index.oid)
                    .flat_map(|other| other.same(&key))
                    .any(|id| !base.is_some_and(|base| base.rows.contains_key(&id)));
                if added {
                    return KeyState::Pending(holder);
                }
            }
        }
        KeyState::Free
    }

    /// Who is about to remove or replace a row.
    fn remover(&self, row: (u32, RowId)) -> Option<Holder> {
        if !self.tracked {
            return None;
        }
        self.others()
            .find(|(_, connection, open)| {
                let partial = connection
                    .suspended
                    .iter()
                    .filter_map(|waits| waits.partial.as_ref());
                open.own.removed(row) || partial.into_iter().any(|(_, own)| own.removed(row))
            })
            .map(|(holder, _, _)| holder)
    }

    /// Whether another transaction is making a relation of this name.
    pub fn maker(&self, name: &str) -> Option<Holder> {
        self.others()
            .find(|(_, _, open)| {
                open.own.defines
                    && open.view.as_ref().is_some_and(|view| {
                        view.catalog.is_taken(name) && !view.base.is_taken(name)
                    })
            })
            .map(|(holder, _, _)| holder)
    }
}
