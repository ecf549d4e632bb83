//! Rows written, removed and replaced, where unique keys and other
//! transactions allow it.

use super::Exec;
use super::change::duplicate;
use crate::base::limits;
use crate::sql::catalog::{Index, RowId};
use crate::sql::error::{Result, error, unsupported};
use crate::sql::transaction::lock::{Patience, Strength};
use crate::sql::transaction::{Awaited, Claim, Holder, KeyState, Level};
use crate::sql::value::{Row, Value};
use std::sync::Arc;

impl Exec<'_> {
    /// Writes a row behind all others, unless a unique index forbids it.
    pub(super) fn put(&mut self, table: &str, new: &Row) -> Result<RowId> {
        self.check_unique(table, new, None)?;
        let id = self.catalog.new_row();
        let target = self.catalog.table_mut(table)?;
        if target.rows.len() >= limits::TABLE_ROWS {
            let most = limits::TABLE_ROWS;
            return Err(error(
                "54000",
                format!("table \"{table}\" has {most} rows, the most Backlot keeps"),
            ));
        }
        target.insert(id, Arc::clone(new));
        let oid = target.oid;
        if self.peers.tracked {
            self.peers.own.writes_of(oid, table).add(id);
            self.wrote(oid, None, Some(new))?;
        }
        Ok(id)
    }

    /// Replaces a row. The new version stands behind all others, as in
    /// PostgreSQL, where an update leaves the old one behind.
    pub(super) fn replace(&mut self, table: &str, id: RowId, new: &Row) -> Result<RowId> {
        self.check_unique(table, new, Some(id))?;
        let next = self.catalog.new_row();
        let target = self.catalog.table_mut(table)?;
        let old = target.remove(id);
        target.insert(next, Arc::clone(new));
        let oid = target.oid;
        if self.peers.tracked {
            let is_own = self.is_own(table, id);
            let writes = self.peers.own.writes_of(oid, table);
            writes.remove(id, Some(next), is_own);
            self.wrote(oid, old.as_ref(), Some(new))?;
        }
        Ok(next)
    }

    /// Removes a row; gives what it was.
    pub(super) fn remove(&mut self, table: &str, id: RowId) -> Result<Option<Row>> {
        let target = self.catalog.table_mut(table)?;
        let old = target.remove(id);
        let oid = target.oid;
        if self.peers.tracked && old.is_some() {
            let is_own = self.is_own(table, id);
            let writes = self.peers.own.writes_of(oid, table);
            writes.remove(id, None, is_own);
            self.wrote(oid, old.as_ref(), None)?;
        }
        Ok(old)
    }

    /// Whether the transaction added this row itself.
    fn is_own(&self, table: &str, id: RowId) -> bool {
        let base = self.peers.base.tables.get(table);
        !base.is_some_and(|base| base.rows.contains_key(&id))
    }

    fn wrote(&mut self, table: u32, old: Option<&Row>, new: Option<&Row>) -> Result<()> {
        if self.peers.level != Level::Serializable {
            return Ok(());
        }
        let number = self.peers.number;
        self.peers.serial.write(number, table, old, new)
    }

    fn check_unique(&mut self, table: &str, new: &[Value], own: Option<RowId>) -> Result<()> {
        let table = self.catalog.table(table)?;
        for index in &table.indexes {
            if !self.peers.tracked {
                if index.conflict(new, own).is_some() {
                    return Err(duplicate(table, index, new));
                }
                continue;
            }
            match self.peers.key_state(table, index, new, own) {
                KeyState::Free => {}
                KeyState::Taken(_) => return Err(duplicate(table, index, new)),
                KeyState::Pending(holder) => {
                    return Err(self.peers.wait_for(vec![holder], Awaited::Transaction));
                }
            }
        }
        Ok(())
    }

    /// The row that has a new one's key in this index. A key that another
    /// transaction is writing or removing is waited for.
    pub(super) fn key_taken(
        &mut self,
        table: &str,
        wanted: impl Fn(&Index) -> bool,
        new: &[Value],
    ) -> Result<Option<RowId>> {
        let table = self.catalog.table(table)?;
        for index in table.indexes.iter().filter(|index| wanted(index)) {
            if !self.peers.tracked {
                if let Some(id) = index.conflict(new, None) {
                    return Ok(Some(id));
                }
                continue;
            }
            match self.peers.key_state(table, index, new, None) {
                KeyState::Free => {}
                KeyState::Taken(id) => return Ok(Some(id)),
                KeyState::Pending(holder) => {
                    return Err(self.peers.wait_for(vec![holder], Awaited::Transaction));
                }
            }
        }
        Ok(None)
    }

    /// Locks a row that is to be changed, in its newest version.
    pub(super) fn claim(
        &mut self,
        table: &str,
        id: RowId,
        strength: Strength,
        patience: Patience,
    ) -> Result<Claim> {
        self.claim_for(table, id, strength, patience, false)
    }

    /// The same for a row that may only be locked.
    pub(super) fn claim_for(
        &mut self,
        table: &str,
        mut id: RowId,
        strength: Strength,
        patience: Patience,
        to_lock: bool,
    ) -> Result<Claim> {
        let own = self.catalog.table(table)?;
        let oid = own.oid;
        if !self.peers.tracked {
            if own.rows.contains_key(&id) {
                return Ok(Claim::Taken(id));
            }
            return self.gone(table, oid, id);
        }
        loop {
            let here = self.catalog.table(table)?.rows.contains_key(&id);
            let latest = self.peers.latest.tables.get(table);
            let committed = latest.is_some_and(|latest| latest.rows.contains_key(&id));
            match (here, committed) {
                (true, true) => {}
                // Its own new row, which nobody else sees.
                (true, false) if self.is_own(table, id) => return Ok(Claim::Taken(id)),
                (true, false) => {
                    // PostgreSQL speaks of a delete only to who would change
                    // the row.
                    let what = match self.peers.fates.next((oid, id)) {
                        None if strength >= Strength::NoKeyUpdate && !to_lock => "delete",
                        _ => "update",
                    };
                    let message = format!("could not serialize access due to concurrent {what}");
                    return Err(error("40001", message));
                }
                (false, true) => return self.gone(table, oid, id),
                (false, false) if !self.peers.fates.knows((oid, id)) => {
                    return self.gone(table, oid, id);
                }
                (false, false) => match self.peers.fates.next((oid, id)) {
                    Some(next) => {
                        id = next;
                        continue;
                    }
                    None => return Ok(Claim::Gone),
                },
            }
            let holders: Vec<Holder> = self.peers.row_holders((oid, id), strength);
            if holders.is_empty() {
                self.peers.own.lock_row((oid, id), strength);
                return Ok(Claim::Taken(id));
            }
            return match patience {
                Patience::Wait => Err(self.peers.wait_for(holders, Awaited::Transaction)),
                Patience::Skip => Ok(Claim::Skipped),
                Patience::NoWait => Err(error(
                    "55P03",
                    format!("could not obtain lock on row in relation \"{table}\""),
                )),
            };
        }
    }

    /// A row that the statement has changed already. Which of two changes in
    /// one statement takes place is by chance in PostgreSQL.
    fn gone(&self, table: &str, oid: u32, id: RowId) -> Result<Claim> {
        let seen = self.snapshot.tables.get(table);
        let seen = seen.is_some_and(|seen| seen.oid == oid && seen.rows.contains_key(&id));
        if self.changes < 2 || !seen {
            return Ok(Claim::Gone);
        }
        Err(unsupported(&format!(
            "changing a row of \"{table}\" twice in one statement"
        ))
        .hint("PostgreSQL keeps one of the changes, and does not say which. Use two statements."))
    }

    /// How strongly an update locks its row: as strongly as a delete when a
    /// column of a unique key changes.
    pub(super) fn strength(
        &self,
        table: &str,
        old: &[Value],
        new: &[(usize, Value)],
    ) -> Result<Strength> {
        let table = self.catalog.table(table)?;
        let key = |column: &usize| {
            table
                .indexes
                .iter()
                .any(|index| index.unique && index.columns.contains(column))
        };
        let changes = new
            .iter()
            .any(|(column, value)| key(column) && old.get(*column) != Some(value));
        Ok(if changes {
            Strength::Update
        } else {
            Strength::NoKeyUpdate
        })
    }
}
