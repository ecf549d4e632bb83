//! INSERT, UPDATE and DELETE.

use super::Exec;
use super::watch::Part;
use crate::sql::catalog::{RowId, Table};
use crate::sql::error::{Result, error};
use crate::sql::output::show;
use crate::sql::plan::{Change, ChangeKind, Conflict, Expr, Query};
use crate::sql::transaction::Claim;
use crate::sql::transaction::lock::{Patience, Strength};
use crate::sql::value::{Row, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a statement did to one table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changed {
    pub inserted: u64,
    pub updated: u64,
    pub deleted: u64,
}

/// Columns and what they become.
type Assigned = Vec<(usize, Value)>;

/// A row before and after, for the foreign keys.
pub(super) struct Step {
    pub table: String,
    pub before: Option<Row>,
    pub after: Option<Row>,
}

impl Exec<'_> {
    /// Carries out a change; gives the rows of RETURNING.
    pub(super) fn change(&mut self, change: &Change) -> Result<Vec<Vec<Value>>> {
        let mut steps = Vec::new();
        self.changes += 1;
        let rows = match &change.kind {
            ChangeKind::Insert {
                source,
                columns,
                defaults,
                conflict,
            } => self.insert(
                change,
                source,
                columns,
                defaults,
                conflict.as_ref(),
                &mut steps,
            )?,
            ChangeKind::Update {
                from,
                filter,
                recheck,
                set,
                row_id,
            } => {
                let mut found = Vec::new();
                self.rows_to_change(change, from, filter, *row_id, |exec, row| {
                    found.push((row.to_vec(), exec.set_values(set, row)?));
                    Ok(())
                })?;
                let mut returned = Vec::new();
                for (mut row, values) in found {
                    let Some((id, values)) =
                        self.newest(change, (set, recheck, *row_id), &mut row, values)?
                    else {
                        continue;
                    };
                    if let Some((_, new)) = self.update_row(change, id, values, &mut steps)? {
                        self.give(change, &new, &mut row, &mut returned)?;
                    }
                }
                returned
            }
            ChangeKind::Delete {
                from,
                filter,
                recheck,
                row_id,
            } => {
                let mut found = Vec::new();
                self.rows_to_change(change, from, filter, *row_id, |_, row| {
                    found.push(row.to_vec());
                    Ok(())
                })?;
                let mut returned = Vec::new();
                for mut row in found {
                    let id = row.get(*row_id).map_or(0, Value::as_int) as RowId;
                    let claim = self.claim(&change.table, id, Strength::Update, Patience::Wait)?;
                    let Claim::Taken(now) = claim else { continue };
                    if now != id && !self.still_holds(change, recheck, now, &mut row)? {
                        continue;
                    }
                    if let Some(old) = self.remove(&change.table, now)? {
                        self.note(&change.table).deleted += 1;
                        self.affected += 1;
                        self.give(change, &old, &mut row, &mut returned)?;
                        steps.push(Step {
                            table: change.table.clone(),
                            before: Some(old),
                            after: None,
                        });
                    }
                }
                returned
            }
        };
        self.enforce(steps)?;
        self.noted(change, Part::Change, rows.len() as u64, 1);
        Ok(rows)
    }

    fn set_values(&mut self, set: &[(usize, Expr)], row: &[Value]) -> Result<Assigned> {
        set.iter()
            .map(|(column, expr)| Ok((*column, self.eval(expr, row, None)?)))
            .collect()
    }

    /// Locks a row to be updated, and finds its newest version: when another
    /// transaction changed it, the condition is checked again on that.
    fn newest(
        &mut self,
        change: &Change,
        (set, recheck, row_id): (&[(usize, Expr)], &[Expr], usize),
        row: &mut [Value],
        mut values: Assigned,
    ) -> Result<Option<(RowId, Assigned)>> {
        let mut id = row.get(row_id).map_or(0, Value::as_int) as RowId;
        loop {
            let strength = self.strength(&change.table, row, &values)?;
            let Claim::Taken(now) = self.claim(&change.table, id, strength, Patience::Wait)? else {
                return Ok(None);
            };
            if now == id {
                return Ok(Some((id, values)));
            }
            if !self.still_holds(change, recheck, now, row)? {
                return Ok(None);
            }
            id = now;
            values = self.set_values(set, row)?;
        }
    }

    /// Takes the newest version of a row and checks the condition on it.
    fn still_holds(
        &mut self,
        change: &Change,
        recheck: &[Expr],
        now: RowId,
        row: &mut [Value],
    ) -> Result<bool> {
        let newest = self.catalog.table(&change.table)?.rows.get(&now).cloned();
        for (slot, value) in row.iter_mut().zip(newest.iter().flat_map(|new| new.iter())) {
            slot.clone_from(value);
        }
        self.holds(recheck, row, None)
    }

    /// The counters of a table.
    pub(super) fn note(&mut self, table: &str) -> &mut Changed {
        self.changed.entry(table.to_owned()).or_default()
    }

    /// Hands each row to be changed to `each`, once, however often it meets
    /// rows of other tables.
    fn rows_to_change(
        &mut self,
        change: &Change,
        from: &crate::sql::plan::From,
        filter: &[Expr],
        row_id: usize,
        mut each: impl FnMut(&mut Exec<'_>, &[Value]) -> Result<()>,
    ) -> Result<()> {
        let mut row = vec![Value::Null; change.width];
        let mut seen = BTreeSet::new();
        self.from(from, &mut row, None, &mut |exec, row| {
            if exec.holds(filter, row, None)?
                && seen.insert(row.get(row_id).map_or(0, Value::as_int))
            {
                exec.keep()?;
                each(exec, row)?;
            }
            Ok(true)
        })?;
        Ok(())
    }

    /// Puts the new row in its slots and adds what RETURNING makes of it.
    fn give(
        &mut self,
        change: &Change,
        new: &Row,
        row: &mut [Value],
        returned: &mut Vec<Vec<Value>>,
    ) -> Result<()> {
        if change.returning.is_empty() {
            return Ok(());
        }
        for (slot, value) in row.iter_mut().zip(new.iter()) {
            slot.clone_from(value);
        }
        returned.push(self.eval_all(&change.returning, row, None)?);
        Ok(())
    }

    fn insert(
        &mut self,
        change: &Change,
        source: &Query,
        columns: &[usize],
        defaults: &[(usize, Expr)],
        conflict: Option<&Conflict>,
        steps: &mut Vec<Step>,
    ) -> Result<Vec<Vec<Value>>> {
        let width = self.catalog.table(&change.table)?.columns.len();
        let mut returned = Vec::new();
        let mut wide = vec![Value::Null; change.width];
        let mut updated = BTreeSet::new();
        self.query(source, None, &mut |exec, found| {
            let mut new = vec![Value::Null; width];
            for (column, value) in columns.iter().zip(found) {
                if let Some(slot) = new.get_mut(*column) {
                    slot.clone_from(value);
                }
            }
            for (column, default) in defaults {
                let value = exec.eval(default, &[], None)?;
                if let Some(slot) = new.get_mut(*column) {
                    *slot = value;
                }
            }
            exec.complete(change, &mut new)?;
            if let Some(conflict) = conflict
                && let Some(id) = exec.conflicting(&change.table, conflict, &new)?
            {
                if let Some(row) = exec.settle(change, conflict, id, &new, &mut updated, steps)? {
                    exec.give(change, &row, &mut wide, &mut returned)?;
                }
                return Ok(true);
            }
            let new: Row = new.into();
            let id = exec.put(&change.table, &new)?;
            updated.insert(id);
            exec.note(&change.table).inserted += 1;
            exec.affected += 1;
            exec.give(change, &new, &mut wide, &mut returned)?;
            steps.push(Step {
                table: change.table.clone(),
                before: None,
                after: Some(new),
            });
            Ok(true)
        })?;
        Ok(returned)
    }

    /// Replaces columns of a row; gives its new place, or `None` when it has
    /// gone meanwhile.
    pub(super) fn update_row(
        &mut self,
        change: &Change,
        id: RowId,
        set: Vec<(usize, Value)>,
        steps: &mut Vec<Step>,
    ) -> Result<Option<(RowId, Row)>> {
        let Some(old) = self.catalog.table(&change.table)?.rows.get(&id).cloned() else {
            return Ok(None);
        };
        let mut new = old.to_vec();
        for (column, value) in set {
            if let Some(slot) = new.get_mut(column) {
                *slot = value;
            }
        }
        self.complete(change, &mut new)?;
        let new: Row = new.into();
        let id = self.replace(&change.table, id, &new)?;
        self.note(&change.table).updated += 1;
        self.affected += 1;
        steps.push(Step {
            table: change.table.clone(),
            before: Some(old),
            after: Some(Arc::clone(&new)),
        });
        Ok(Some((id, new)))
    }

    /// Computes generated columns, then checks NOT NULL and CHECK.
    pub(super) fn complete(&mut self, change: &Change, new: &mut [Value]) -> Result<()> {
        for (column, expr) in &change.generated {
            let value = self.eval(expr, new, None)?;
            if let Some(slot) = new.get_mut(*column) {
                *slot = value;
            }
        }
        let table = Arc::clone(self.catalog.table(&change.table)?);
        check_nulls(&table, new)?;
        for (name, condition) in &change.checks {
            if matches!(self.eval(condition, new, None)?, Value::Bool(false)) {
                let message = format!(
                    "new row for relation \"{}\" violates check constraint \"{name}\"",
                    table.name
                );
                return Err(error("23514", message)
                    .detail(failing(&table, new))
                    .table(&table.name)
                    .constraint(name));
            }
        }
        Ok(())
    }
}

/// `null value in column … violates not-null constraint`.
pub(super) fn check_nulls(table: &Table, new: &[Value]) -> Result<()> {
    for (column, value) in table.columns.iter().zip(new) {
        if column.not_null && value.is_null() {
            let message = format!(
                "null value in column \"{}\" of relation \"{}\" violates not-null constraint",
                column.name, table.name
            );
            return Err(error("23502", message)
                .detail(failing(table, new))
                .table(&table.name)
                .column(&column.name));
        }
    }
    Ok(())
}

/// `duplicate key value violates unique constraint …`.
pub(super) fn duplicate(
    table: &Table,
    index: &crate::sql::catalog::Index,
    row: &[Value],
) -> Box<crate::sql::SqlError> {
    let message = format!(
        "duplicate key value violates unique constraint \"{}\"",
        index.name
    );
    error("23505", message)
        .detail(format!(
            "Key {} already exists.",
            key_text(table, &index.columns, row)
        ))
        .table(&table.name)
        .constraint(&index.name)
}

/// `(a, b)=(1, 2)`.
pub(crate) fn key_text(table: &Table, columns: &[usize], row: &[Value]) -> String {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for column in columns {
        if let (Some(column), Some(value)) = (table.columns.get(*column), row.get(*column)) {
            names.push(column.name.clone());
            values.push(show(value, column.ty.base).unwrap_or_else(|| "null".to_owned()));
        }
    }
    format!("({})=({})", names.join(", "), values.join(", "))
}

/// `Failing row contains (1, null).` Long values are cut as PostgreSQL does.
fn failing(table: &Table, row: &[Value]) -> String {
    let values: Vec<String> = table
        .columns
        .iter()
        .zip(row)
        .map(|(column, value)| match show(value, column.ty.base) {
            None => "null".to_owned(),
            Some(text) if text.len() > 64 => {
                let cut: String = text.chars().take(64).collect();
                format!("{cut}...")
            }
            Some(text) => text,
        })
        .collect();
    format!("Failing row contains ({}).", values.join(", "))
}
