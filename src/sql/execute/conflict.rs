//! ON CONFLICT.

use super::Exec;
use super::change::Step;
use crate::sql::catalog::RowId;
use crate::sql::error::{Result, error};
use crate::sql::plan::{Change, Conflict};
use crate::sql::value::{Row, Value};
use std::collections::BTreeSet;

impl Exec<'_> {
    /// The row that a new one conflicts with in the index meant.
    pub(super) fn conflicting(
        &self,
        table: &str,
        conflict: &Conflict,
        new: &[Value],
    ) -> Result<Option<RowId>> {
        let table = self.catalog.table(table)?;
        let mut indexes = table.indexes.iter().filter(|index| {
            conflict
                .index
                .as_ref()
                .is_none_or(|name| *name == index.name)
        });
        Ok(indexes.find_map(|index| index.conflict(new, None)))
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
        let next = self.catalog.table(&change.table)?.next_row;
        let row = self.update_row(change, id, values, steps)?;
        updated.insert(next);
        Ok(row)
    }
}
