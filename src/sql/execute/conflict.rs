//! ON CONFLICT.

use super::Exec;
use super::change::Step;
use crate::sql::catalog::{Index, RowId};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Change, Conflict};
use crate::sql::transaction::Claim;
use crate::sql::transaction::lock::Patience;
use crate::sql::value::{Row, Value};
use std::collections::BTreeSet;

impl Exec<'_> {
    /// The row that a new one conflicts with in the index meant. At the
    /// levels that keep their snapshot it must be one that they see.
    pub(super) fn conflicting(
        &mut self,
        table: &str,
        conflict: &Conflict,
        new: &[Value],
    ) -> Result<Option<RowId>> {
        let name = conflict.index.as_ref();
        let wanted = |index: &Index| name.is_none_or(|name| *name == index.name);
        let found = self.key_taken(table, wanted, new)?;
        if let Some(id) = found
            && !self.catalog.table(table)?.rows.contains_key(&id)
        {
            let message = "could not serialize access due to concurrent update";
            return Err(error("40001", message));
        }
        Ok(found)
    }

    /// Does nothing or updates the row in the way; gives the row then.
    pub(super) fn settle(
        &mut self,
        change: &Change,
        conflict: &Conflict,
        id: RowId,
        new: &[Value],
        updated: &mut BTreeSet<RowId>,
        steps: &mut Vec<Step>,
    ) -> Result<Option<Row>> {
        let Some((set, condition)) = &conflict.update else {
            return Ok(None);
        };
        if updated.contains(&id) {
            return Err(error("21000", "ON CONFLICT DO UPDATE command cannot affect row a second time")
                .hint("Ensure that no rows proposed for insertion within the same command have duplicate constrained values."));
        }
        let mut wide = vec![Value::Null; change.width];
        if let Some(old) = self.catalog.table(&change.table)?.rows.get(&id) {
            for (slot, value) in wide.iter_mut().zip(old.iter()) {
                slot.clone_from(value);
            }
        }
        for (slot, value) in wide.iter_mut().skip(conflict.excluded).zip(new) {
            slot.clone_from(value);
        }
        if let Some(condition) = condition
            && !self.eval(condition, &wide, None)?.is_true()
        {
            return Ok(None);
        }
        let mut values = Vec::with_capacity(set.len());
        for (column, expr) in set {
            values.push((*column, self.eval(expr, &wide, None)?));
        }
        let strength = self.strength(&change.table, &wide, &values)?;
        if self.claim(&change.table, id, strength, Patience::Wait)? != Claim::Taken(id) {
            return Ok(None);
        }
        let Some((next, row)) = self.update_row(change, id, values, steps)? else {
            return Ok(None);
        };
        updated.insert(next);
        Ok(Some(row))
    }
}
