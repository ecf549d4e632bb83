//! Foreign keys, checked when a statement has made all its changes.

use super::Exec;
use super::change::{Step, key_text};
use crate::sql::SqlError;
use crate::sql::catalog::{Action, ForeignKey, RowId, Table};
use crate::sql::error::{Result, error};
use crate::sql::transaction::lock::{Patience, Strength};
use crate::sql::transaction::{Claim, Level};
use crate::sql::value::{Row, Value};
use std::collections::VecDeque;
use std::sync::Arc;

impl Exec<'_> {
    /// Checks and carries on what the changes mean for other tables.
    pub(super) fn enforce(&mut self, steps: Vec<Step>) -> Result<()> {
        let mut queue: VecDeque<Step> = steps.into();
        while let Some(step) = queue.pop_front() {
            self.step()?;
            if let Some(new) = &step.after {
                self.check_parents(&step, new)?;
            }
            if let Some(old) = &step.before {
                for (child, key) in self.catalog.referring(&step.table) {
                    self.check_children(&child, &key, &step, old, &mut queue)?;
                }
            }
        }
        Ok(())
    }

    fn check_parents(&mut self, step: &Step, new: &Row) -> Result<()> {
        let table = Arc::clone(self.catalog.table(&step.table)?);
        for key in table.foreign_keys.iter() {
            let values = picked(new, &key.columns);
            let unchanged = step
                .before
                .as_ref()
                .is_some_and(|old| picked(old, &key.columns) == values);
            if unchanged || values.iter().any(Value::is_null) {
                continue;
            }
            let parents = matching(self.catalog.table(&key.table)?, &key.referred, &values);
            let mut held = false;
            for parent in parents {
                let claim = self.claim(&key.table, parent, Strength::KeyShare, Patience::Wait)?;
                held |= matches!(claim, Claim::Taken(_));
            }
            if !held {
                let message = format!(
                    "insert or update on table \"{}\" violates foreign key constraint \"{}\"",
                    table.name, key.name
                );
                let found = key_text(&table, &key.columns, new);
                return Err(error("23503", message)
                    .detail(format!(
                        "Key {found} is not present in table \"{}\".",
                        key.table
                    ))
                    .table(&table.name)
                    .constraint(&key.name));
            }
        }
        Ok(())
    }

    fn check_children(
        &mut self,
        child: &Arc<Table>,
        key: &ForeignKey,
        step: &Step,
        old: &Row,
        queue: &mut VecDeque<Step>,
    ) -> Result<()> {
        let values = picked(old, &key.referred);
        let kept = step
            .after
            .as_ref()
            .is_some_and(|new| picked(new, &key.referred) == values);
        if kept || values.iter().any(Value::is_null) {
            return Ok(());
        }
        // Another row may have taken the key over.
        if exists(self.catalog.table(&step.table)?, &key.referred, &values) {
            return Ok(());
        }
        let children = matching(self.catalog.table(&child.name)?, &key.columns, &values);
        if children.is_empty() {
            return self.check_unseen(child, key, step, old, &values);
        }
        let action = if step.after.is_some() {
            key.on_update
        } else {
            key.on_delete
        };
        for id in children {
            let strength = match action {
                Action::NoAction | Action::Restrict => Strength::KeyShare,
                Action::Cascade if step.after.is_none() => Strength::Update,
                _ => Strength::NoKeyUpdate,
            };
            let claim = self.claim(&child.name, id, strength, Patience::Wait)?;
            let Claim::Taken(id) = claim else { continue };
            let Some(row) = self.catalog.table(&child.name)?.rows.get(&id).cloned() else {
                continue;
            };
            if picked(&row, &key.columns) != values {
                continue;
            }
            let after = match (action, &step.after) {
                (Action::NoAction | Action::Restrict, _) => {
                    return Err(self.still_referenced(child, key, step, old)?);
                }
                (Action::Cascade, None) => None,
                (Action::Cascade, Some(new)) => {
                    Some(with(&row, &key.columns, picked(new, &key.referred)))
                }
                (Action::SetNull, _) => Some(with(
                    &row,
                    &key.columns,
                    vec![Value::Null; key.columns.len()],
                )),
                (Action::SetDefault, _) => {
                    return Err(crate::sql::error::unsupported(
                        "SET DEFAULT in a foreign key",
                    ));
                }
            };
            if let Some(new) = &after {
                super::change::check_nulls(child, new)?;
                self.replace(&child.name, id, new)?;
                self.note(&child.name).updated += 1;
            } else {
                self.catalog.table_mut(&child.name)?.remove(id);
                self.note(&child.name).deleted += 1;
            }
            queue.push_back(Step {
                table: child.name.clone(),
                before: Some(row),
                after,
            });
        }
        Ok(())
    }

    fn still_referenced(
        &self,
        child: &Table,
        key: &ForeignKey,
        step: &Step,
        old: &Row,
    ) -> Result<Box<SqlError>> {
        let parent = self.catalog.table(&step.table)?;
        let message = format!(
            "update or delete on table \"{}\" violates foreign key constraint \"{}\" on table \"{}\"",
            step.table, key.name, child.name
        );
        let found = key_text(parent, &key.referred, old);
        Ok(error("23503", message)
            .detail(format!(
                "Key {found} is still referenced from table \"{}\".",
                child.name
            ))
            .table(&child.name)
            .constraint(&key.name))
    }

    /// Children that were committed since the snapshot, and are not seen,
    /// refer to a parent all the same.
    fn check_unseen(
        &mut self,
        child: &Arc<Table>,
        key: &ForeignKey,
        step: &Step,
        old: &Row,
        values: &[Value],
    ) -> Result<()> {
        if !self.peers.tracked || self.peers.level == Level::ReadCommitted {
            return Ok(());
        }
        let Some(latest) = self.peers.latest.tables.get(&child.name) else {
            return Ok(());
        };
        let unseen = matching(latest, &key.columns, values)
            .into_iter()
            .any(|id| !self.peers.own.removed((child.oid, id)));
        if !unseen {
            return Ok(());
        }
        let action = if step.after.is_some() {
            key.on_update
        } else {
            key.on_delete
        };
        Err(match action {
            Action::NoAction | Action::Restrict => self.still_referenced(child, key, step, old)?,
            _ => error(
                "40001",
                "could not serialize access due to concurrent update",
            ),
        })
    }
}

fn picked(row: &[Value], columns: &[usize]) -> Vec<Value> {
    columns
        .iter()
        .map(|column| row.get(*column).cloned().unwrap_or_default())
        .collect()
}

fn with(row: &Row, columns: &[usize], values: Vec<Value>) -> Row {
    let mut new = row.to_vec();
    for (column, value) in columns.iter().zip(values) {
        if let Some(slot) = new.get_mut(*column) {
            *slot = value;
        }
    }
    new.into()
}

/// Whether a row with these values in these columns exists.
fn exists(table: &Table, columns: &[usize], values: &[Value]) -> bool {
    !matching(table, columns, values).is_empty()
}

/// The rows with these values in these columns, by an index when there's one.
fn matching(table: &Table, columns: &[usize], values: &[Value]) -> Vec<RowId> {
    let index = table.indexes.iter().find(|index| {
        index.columns.len() >= columns.len()
            && index
                .columns
                .iter()
                .take(columns.len())
                .all(|column| columns.contains(column))
    });
    if let Some(index) = index {
        let ordered: Vec<Value> = index
            .columns
            .iter()
            .take(columns.len())
            .filter_map(|column| columns.iter().position(|own| own == column))
            .filter_map(|at| values.get(at).cloned())
            .collect();
        return index.find(&ordered).collect();
    }
    table
        .rows
        .iter()
        .filter(|(_, row)| picked(row, columns) == values)
        .map(|(id, _)| *id)
        .collect()
}
