//! Keys, checks and foreign keys.

use super::{add_index, index_name, shortened};
use crate::sql::bind::Binder;
use crate::sql::catalog::{Action, Check, ForeignKey, Index, Table};
use crate::sql::error::{Result, error, unsupported};
use crate::sql::execute::key_text;
use crate::sql::names::fold;
use crate::sql::session::Statement;
use crate::sql::value::Value;
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

impl Statement<'_> {
    /// Adds a constraint to a table, if its rows keep it.
    pub(super) fn add_constraint(
        &mut self,
        table: &str,
        constraint: &ast::TableConstraint,
    ) -> Result<()> {
        match constraint {
            ast::TableConstraint::PrimaryKey(key) => {
                let columns = self.key_columns(table, &key.columns)?;
                plain_characteristics(key.characteristics.as_ref())?;
                self.add_key(table, key.name.as_ref(), columns, true)
            }
            ast::TableConstraint::Unique(key) => {
                if key.nulls_distinct == ast::NullsDistinctOption::NotDistinct {
                    return Err(unsupported("NULLS NOT DISTINCT"));
                }
                plain_characteristics(key.characteristics.as_ref())?;
                let columns = self.key_columns(table, &key.columns)?;
                self.add_key(table, key.name.as_ref(), columns, false)
            }
            ast::TableConstraint::Check(check) => self.add_check(table, check),
            ast::TableConstraint::ForeignKey(key) => self.add_foreign_key(table, key),
            other => Err(unsupported(&format!("the constraint {other}"))),
        }
    }

    fn key_columns(&self, table: &str, columns: &[ast::IndexColumn]) -> Result<Vec<usize>> {
        let names: Vec<ast::Ident> = columns
            .iter()
            .map(|column| match &column.column.expr {
                ast::Expr::Identifier(name) => Ok(name.clone()),
                other => Err(error(
                    "42601",
                    format!("syntax error at or near \"{other}\""),
                )),
            })
            .collect::<Result<_>>()?;
        self.places(table, &names, "key")
    }

    fn places(&self, table: &str, names: &[ast::Ident], what: &str) -> Result<Vec<usize>> {
        let definition = self.catalog.table(table)?;
        let mut places = Vec::new();
        for ident in names {
            let name = fold(ident);
            let message = match what {
                "key" => format!("column \"{name}\" named in key does not exist"),
                _ => {
                    format!("column \"{name}\" referenced in foreign key constraint does not exist")
                }
            };
            let at = if what == "key" {
                self.source.at(ident.span)
            } else {
                None
            };
            let place = definition
                .column(&name)
                .ok_or_else(|| error("42703", message).at(at))?;
            if places.contains(&place) {
                return Err(error(
                    "42701",
                    format!("column \"{name}\" appears twice in primary key constraint"),
                ));
            }
            places.push(place);
        }
        Ok(places)
    }

    fn constraint_name(
        &self,
        table: &str,
        name: Option<&ast::Ident>,
        generated: String,
    ) -> Result<String> {
        if let Some(name) = name {
            let name = fold(name);
            let definition = self.catalog.table(table)?;
            let taken = definition.checks.iter().any(|check| check.name == name)
                || definition.foreign_keys.iter().any(|key| key.name == name)
                || definition.indexes.iter().any(|index| index.name == name);
            if taken {
                let message =
                    format!("constraint \"{name}\" for relation \"{table}\" already exists");
                return Err(error("42710", message));
            }
            Ok(name)
        } else {
            let definition = self.catalog.table(table)?;
            let taken = |name: &str| {
                self.catalog.is_taken(name)
                    || definition.checks.iter().any(|check| check.name == name)
                    || definition.foreign_keys.iter().any(|key| key.name == name)
            };
            let mut free = generated.clone();
            let mut number = 0;
            while taken(&free) {
                number += 1;
                free = format!("{generated}{number}");
            }
            Ok(free)
        }
    }

    fn add_key(
        &mut self,
        table: &str,
        name: Option<&ast::Ident>,
        columns: Vec<usize>,
        primary: bool,
    ) -> Result<()> {
        let definition = Arc::clone(self.catalog.table(table)?);
        if primary && definition.primary().is_some() {
            let message = format!("multiple primary keys for table \"{table}\" are not allowed");
            return Err(error("42P16", message));
        }
        let generated = if primary {
            shortened(&[table], "pkey")
        } else {
            index_name(&definition, &columns, "key")
        };
        let name = self.constraint_name(table, name, generated)?;
        if self.catalog.is_taken(&name) {
            return Err(error(
                "42P07",
                format!("relation \"{name}\" already exists"),
            ));
        }
        if primary {
            for row in definition.rows.values() {
                let null = columns
                    .iter()
                    .find(|column| row.get(**column).is_some_and(Value::is_null));
                if let Some(column) = null.and_then(|column| definition.columns.get(*column)) {
                    let message = format!(
                        "column \"{}\" of relation \"{table}\" contains null values",
                        column.name
                    );
                    return Err(error("23502", message).table(table).column(&column.name));
                }
            }
            let mut changed = (*definition.columns).clone();
            for column in &columns {
                if let Some(column) = changed.get_mut(*column) {
                    column.not_null = true;
                }
            }
            self.catalog.table_mut(table)?.columns = Arc::new(changed);
        }
        let index = Index {
            oid: self.catalog.new_oid(),
            name,
            descending: vec![false; columns.len()],
            columns,
            unique: true,
            primary,
            constraint: true,
            keys: imbl::OrdSet::new(),
        };
        add_index(self.catalog, table, index)
    }

    fn add_check(&mut self, table: &str, check: &ast::CheckConstraint) -> Result<()> {
        // A column's own check carries its name after a mark.
        let (given, generated) = match check.name.as_ref().map(|name| name.value.as_str()) {
            Some(marked) if marked.starts_with('\u{0}') => {
                (None, format!("{table}{}", &marked.replace('\u{0}', "")))
            }
            Some(_) => (check.name.as_ref(), String::new()),
            None => (None, self.check_name(table, &check.expr)?),
        };
        let name = self.constraint_name(table, given, generated)?;
        let definition = self.catalog.table_mut(table)?;
        let mut checks = (*definition.checks).clone();
        checks.push(Check {
            name: name.clone(),
            expr: Arc::new((*check.expr).clone()),
        });
        definition.checks = Arc::new(checks);
        self.check_rows(table, &name)
    }

    /// The name PostgreSQL gives: after the column when only one is named.
    fn check_name(&self, table: &str, expr: &ast::Expr) -> Result<String> {
        let definition = self.catalog.table(table)?;
        let text = expr.to_string().to_lowercase();
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        let named: Vec<&str> = definition
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .filter(|column| words.contains(column))
            .collect();
        Ok(match named.as_slice() {
            [one] => shortened(&[table, one], "check"),
            _ => shortened(&[table], "check"),
        })
    }

    /// Checks that a table's rows keep a check.
    fn check_rows(&mut self, table: &str, name: &str) -> Result<()> {
        let catalog = self.catalog.clone();
        let definition = Arc::clone(catalog.table(table)?);
        let now = self.transaction_us - crate::sql::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, &[], now);
        binder.defining = true;
        let (_, checks) = binder.rules(&definition)?;
        let counts = (binder.cte_count, binder.sub_count);
        let Some((_, condition)) = checks.into_iter().find(|check| check.0 == name) else {
            return Ok(());
        };
        self.with_exec(counts, |exec| {
            for row in definition.rows.values() {
                if matches!(exec.eval(&condition, row, None)?, Value::Bool(false)) {
                    let message = format!("check constraint \"{name}\" of relation \"{table}\" is violated by some row");
                    return Err(error("23514", message).table(table).constraint(name));
                }
            }
            Ok(())
        })
    }

    fn add_foreign_key(&mut self, table: &str, key: &ast::ForeignKeyConstraint) -> Result<()> {
        plain_characteristics(key.characteristics.as_ref())?;
        if key.match_kind.is_some() {
            return Err(unsupported("MATCH in a foreign key"));
        }
        let columns = self.places(table, &key.columns, "foreign")?;
        let parent_name = self.relation(&key.foreign_table)?;
        let at = self.source.at(key.foreign_table.span());
        let _ = at;
        let parent = Arc::clone(self.catalog.table(&parent_name)?);
        let referred = if key.referred_columns.is_empty() {
            let primary = parent.primary().ok_or_else(|| {
                error(
                    "42830",
                    format!("there is no primary key for referenced table \"{parent_name}\""),
                )
            })?;
            primary.columns.clone()
        } else {
            self.places(&parent_name, &key.referred_columns, "foreign")?
        };
        if referred.len() != columns.len() {
            return Err(error(
                "42830",
                "number of referencing and referenced columns for foreign key disagree",
            ));
        }
        if parent.unique_over(&referred).is_none() {
            let message = format!(
                "there is no unique constraint matching given keys for referenced table \"{parent_name}\""
            );
            return Err(error("42830", message));
        }
        let child = Arc::clone(self.catalog.table(table)?);
        let generated = index_name(&child, &columns, "fkey");
        let name = self.constraint_name(table, key.name.as_ref(), generated)?;
        for (own, other) in columns.iter().zip(&referred) {
            let (Some(own), Some(other)) = (child.columns.get(*own), parent.columns.get(*other))
            else {
                continue;
            };
            let (a, b) = (own.ty.base, other.ty.base);
            if a != b && !(a.category() == b.category()) {
                let message = format!("foreign key constraint \"{name}\" cannot be implemented");
                return Err(error("42804", message).detail(format!(
                    "Key columns \"{}\" and \"{}\" are of incompatible types: {} and {}.",
                    own.name,
                    other.name,
                    own.ty.base.sql_name(),
                    other.ty.base.sql_name()
                )));
            }
        }
        let foreign = ForeignKey {
            name,
            columns,
            table: parent_name,
            referred,
            on_delete: action(key.on_delete.as_ref())?,
            on_update: action(key.on_update.as_ref())?,
        };
        check_parents(&child, &parent, &foreign)?;
        let definition = self.catalog.table_mut(table)?;
        let mut keys = (*definition.foreign_keys).clone();
        keys.push(foreign);
        definition.foreign_keys = Arc::new(keys);
        Ok(())
    }
}

fn check_parents(child: &Table, parent: &Table, key: &ForeignKey) -> Result<()> {
    let Some(index) = parent.unique_over(&key.referred) else {
        return Ok(());
    };
    for row in child.rows.values() {
        let values: Vec<Value> = index
            .columns
            .iter()
            .filter_map(|column| key.referred.iter().position(|own| own == column))
            .filter_map(|at| {
                key.columns
                    .get(at)
                    .and_then(|column| row.get(*column))
                    .cloned()
            })
            .collect();
        if !values.iter().any(Value::is_null) && index.find(&values).next().is_none() {
            let message = format!(
                "insert or update on table \"{}\" violates foreign key constraint \"{}\"",
                child.name, key.name
            );
            let found = key_text(child, &key.columns, row);
            return Err(error("23503", message)
                .detail(format!(
                    "Key {found} is not present in table \"{}\".",
                    parent.name
                ))
                .table(&child.name)
                .constraint(&key.name));
        }
    }
    Ok(())
}

fn action(action: Option<&ast::ReferentialAction>) -> Result<Action> {
    Ok(match action {
        None | Some(ast::ReferentialAction::NoAction) => Action::NoAction,
        Some(ast::ReferentialAction::Restrict) => Action::Restrict,
        Some(ast::ReferentialAction::Cascade) => Action::Cascade,
        Some(ast::ReferentialAction::SetNull) => Action::SetNull,
        Some(ast::ReferentialAction::SetDefault) => Action::SetDefault,
    })
}

/// Constraints are checked at the end of each statement; putting the check
/// off to the end of the transaction is refused.
fn plain_characteristics(characteristics: Option<&ast::ConstraintCharacteristics>) -> Result<()> {
    match characteristics {
        Some(found)
            if found.deferrable == Some(true)
                || found.initially == Some(ast::DeferrableInitial::Deferred) =>
        {
            Err(unsupported("DEFERRABLE"))
        }
        _ => Ok(()),
    }
}
