//! What one transaction has changed and locked.

use super::lock::{Mode, Strength};
use crate::base::SmallMap;
use crate::sql::catalog::RowId;
use imbl::{OrdMap, OrdSet, Vector};

/// A transaction's changes and locks. Copies cost nothing, so savepoints are
/// copies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Own {
    /// The rows it locked, by table and place.
    pub rows: OrdMap<(u32, RowId), Strength>,
    /// The modes, as bits, in which it locked each table.
    pub tables: SmallMap<u32, u8>,
    /// Its changes of rows, by table.
    pub writes: SmallMap<u32, Writes>,
    /// Tables whose definition it changed, made or dropped.
    pub defined: OrdSet<String>,
    /// Whether it changed any definition.
    pub defines: bool,
}

/// Changes of one table's rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writes {
    /// The table's name.
    pub table: String,
    /// Rows of the base that it removed, each with the one that took its
    /// place.
    pub removed: OrdMap<RowId, Option<RowId>>,
    /// Rows it added, in order; those gone again are no longer in its view.
    pub added: Vector<RowId>,
    /// Where a row it added came from, to find the base row when it is
    /// changed again.
    origin: OrdMap<RowId, RowId>,
}

impl Own {
    /// Whether there's nothing to commit.
    pub fn is_clean(&self) -> bool {
        self.writes.is_empty() && !self.defines
    }

    /// Adds to the modes in which it has locked a table.
    pub fn lock_table(&mut self, table: u32, mode: Mode) {
        *self.tables.get_or_default(table) |= mode.bit();
    }

    /// Locks a row at least so strongly.
    pub fn lock_row(&mut self, row: (u32, RowId), strength: Strength) {
        let held = self.rows.entry(row).or_insert(strength);
        *held = strength.max(*held);
    }

    /// The changes of a table.
    pub fn writes_of(&mut self, oid: u32, table: &str) -> &mut Writes {
        let writes = self.writes.get_or_default(oid);
        if writes.table.is_empty() {
            table.clone_into(&mut writes.table);
        }
        writes
    }

    /// Whether it removed this row.
    pub fn removed(&self, (oid, id): (u32, RowId)) -> bool {
        self.writes
            .get(&oid)
            .is_some_and(|writes| writes.removed.contains_key(&id))
    }
}

impl Writes {
    /// Notes a new row.
    pub fn add(&mut self, id: RowId) {
        self.added.push_back(id);
    }

    /// Notes that a row went, and what took its place.
    pub fn remove(&mut self, id: RowId, next: Option<RowId>, is_own: bool) {
        let first = match self.origin.remove(&id) {
            Some(first) => Some(first),
            None if is_own => None,
            None => Some(id),
        };
        if let Some(first) = first {
            self.removed.insert(first, next);
            if let Some(next) = next {
                self.origin.insert(next, first);
            }
        }
        if let Some(next) = next {
            self.added.push_back(next);
        }
    }
}
