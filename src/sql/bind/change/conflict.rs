//! ON CONFLICT: the index meant, and what to do instead.

use crate::sql::bind::{Binder, Clause};
use crate::sql::catalog::Table;
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::Conflict;
use sqlparser::ast;
use std::sync::Arc;

impl Binder<'_> {
    pub(super) fn on_conflict(
        &mut self,
        conflict: &ast::OnConflict,
        table: &Arc<Table>,
        excluded: usize,
    ) -> Result<Conflict> {
        let index = match &conflict.conflict_target {
            None => None,
            Some(ast::ConflictTarget::Columns(names)) => {
                let mut places = Vec::new();
                for name in names {
                    let at = self.source.at(name.span);
                    let name = fold(name);
                    places.push(table.column(&name).ok_or_else(|| {
                        error("42703", format!("column \"{name}\" does not exist")).at(at)
                    })?);
                }
                let index = table.unique_over(&places).ok_or_else(|| {
                    error("42P10", "there is no unique or exclusion constraint matching the ON CONFLICT specification")
                })?;
                Some(index.name.clone())
            }
            Some(ast::ConflictTarget::OnConstraint(name)) => {
                let (_, name) = crate::sql::bind::query::relation_name(name, None)?;
                let found = table
                    .indexes
                    .iter()
                    .any(|index| index.constraint && index.name == name);
                if !found {
                    let message = format!(
                        "constraint \"{name}\" for table \"{}\" does not exist",
                        table.name
                    );
                    return Err(error("42704", message));
                }
                Some(name)
            }
        };
        let update = match &conflict.action {
            ast::OnConflictAction::DoNothing => None,
            ast::OnConflictAction::DoUpdate(update) => {
                if index.is_none() {
                    return Err(error(
                        "42601",
                        "ON CONFLICT DO UPDATE requires inference specification or constraint name",
                    )
                    .hint("For example, ON CONFLICT (column_name)."));
                }
                self.relation("excluded", table, false);
                let set = self.assignments(&update.assignments, table)?;
                let condition = match &update.selection {
                    Some(selection) => {
                        let typed = self.expr_in(Clause::Where, selection)?;
                        Some(self.condition(typed, "WHERE")?)
                    }
                    None => None,
                };
                Some((set, condition))
            }
        };
        if update.is_none() {
            // Its slots are there whether or not anything refers to them.
            self.relation("excluded", table, false);
        }
        Ok(Conflict {
            index,
            update,
            excluded,
        })
    }
}
