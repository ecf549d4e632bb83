//! ALTER TABLE.

use super::table::default_text;
use crate::sql::bind::{Binder, column_type};
use crate::sql::catalog::{Column, Default, Table};
use crate::sql::error::{Result, error, unsupported};
use crate::sql::names::fold;
use crate::sql::session::Statement;
use crate::sql::types::ColumnType;
use crate::sql::value::{Row, Value};
use sqlparser::ast;
use std::sync::Arc;

impl Statement<'_> {
    pub(super) fn alter_table(&mut self, alter: &ast::AlterTable) -> Result<()> {
        let mut name = self.relation(&alter.name)?;
        if !self.catalog.tables.contains_key(&name) {
            if alter.if_exists {
                return Ok(());
            }
            return Err(crate::sql::catalog::no_relation(&name));
        }
        for operation in &alter.operations {
            if let Some(new) = self.alter_one(&name, operation)? {
                name = new;
            }
        }
        Ok(())
    }

    /// Gives the table's new name, when it has one.
    fn alter_one(
        &mut self,
        table: &str,
        operation: &ast::AlterTableOperation,
    ) -> Result<Option<String>> {
        use ast::AlterTableOperation as A;
        match operation {
            A::AddColumn {
                if_not_exists,
                column_def,
                ..
            } => self.add_column(table, column_def, *if_not_exists)?,
            A::DropColumn {
                column_names,
                if_exists,
                drop_behavior,
                ..
            } => {
                for column in column_names {
                    let cascade = matches!(drop_behavior, Some(ast::DropBehavior::Cascade));
                    self.drop_column(table, &fold(column), *if_exists, cascade)?;
                }
            }
            A::AddConstraint { constraint, .. } => self.add_constraint(table, constraint)?,
            A::DropConstraint {
                if_exists,
                name,
                drop_behavior,
            } => {
                let cascade = matches!(drop_behavior, Some(ast::DropBehavior::Cascade));
                self.drop_constraint(table, &fold(name), *if_exists, cascade)?;
            }
            A::RenameColumn {
                old_column_name,
                new_column_name,
            } => {
                self.rename_column(table, &fold(old_column_name), &fold(new_column_name))?;
            }
            A::RenameTable {
                table_name: ast::RenameTableNameKind::To(name) | ast::RenameTableNameKind::As(name),
            } => {
                let new = self.relation(name)?;
                self.rename_table(table, &new)?;
                return Ok(Some(new));
            }
            A::AlterColumn { column_name, op } => {
                self.alter_column(table, &fold(column_name), op)?;
            }
            A::OwnerTo { .. } => {}
            other => return Err(unsupported(&format!("ALTER TABLE … {other}"))),
        }
        Ok(None)
    }

    fn place(&self, table: &str, column: &str) -> Result<usize> {
        self.catalog.table(table)?.column(column).ok_or_else(|| {
            error(
                "42703",
                format!("column \"{column}\" of relation \"{table}\" does not exist"),
            )
        })
    }

    /// Rewrites every row, keeping their order.
    fn rewrite(&mut self, table: &str, rows: Vec<Row>) -> Result<()> {
        self.catalog.table_mut(table)?.clear();
        for row in rows {
            let id = self.catalog.new_row();
            self.catalog.table_mut(table)?.insert(id, row);
        }
        Ok(())
    }

    fn change_column(
        &mut self,
        table: &str,
        place: usize,
        change: impl FnOnce(&mut Column),
    ) -> Result<()> {
        let definition = self.catalog.table_mut(table)?;
        let mut columns = (*definition.columns).clone();
        if let Some(column) = columns.get_mut(place) {
            change(column);
        }
        definition.columns = Arc::new(columns);
        Ok(())
    }

    fn add_column(
        &mut self,
        table: &str,
        definition: &ast::ColumnDef,
        if_not_exists: bool,
    ) -> Result<()> {
        let (mut column, extras) = self.column(definition)?;
        if self.catalog.table(table)?.column(&column.name).is_some() {
            if if_not_exists {
                return Ok(());
            }
            let message = format!(
                "column \"{}\" of relation \"{table}\" already exists",
                column.name
            );
            return Err(error("42701", message));
        }
        if let Some((ty, options)) = extras.sequence {
            column.default = Some(self.own_sequence(table, &column.name, ty, &options)?);
        }
        let (not_null, generated, name) = (column.not_null, column.generated, column.name.clone());
        let target = self.catalog.table_mut(table)?;
        let mut columns = (*target.columns).clone();
        let place = columns.len();
        columns.push(column);
        target.columns = Arc::new(columns);
        self.check_expressions(table)?;
        let old: Vec<Row> = self.catalog.table(table)?.rows.values().cloned().collect();
        let values = self.default_values(table, place, old.len())?;
        if not_null && !generated && values.iter().any(Value::is_null) {
            let message = format!("column \"{name}\" of relation \"{table}\" contains null values");
            return Err(error("23502", message).table(table).column(&name));
        }
        let mut rows: Vec<Row> = Vec::new();
        for (row, value) in old.into_iter().zip(values) {
            let mut row = row.to_vec();
            row.push(value);
            rows.push(row.into());
        }
        if generated {
            rows = self.generate(table, rows)?;
        }
        self.rewrite(table, rows)?;
        for constraint in &extras.constraints {
            self.add_constraint(table, constraint)?;
        }
        Ok(())
    }

    fn generate(&mut self, table: &str, rows: Vec<Row>) -> Result<Vec<Row>> {
        let catalog = self.catalog.clone();
        let definition = Arc::clone(catalog.table(table)?);
        let source = super::elsewhere();
        let mut binder = Binder::new(&catalog, &source, &[], 0);
        let (generated, _) = binder.rules(&definition)?;
        self.with_exec((binder.cte_count, binder.sub_count), |exec| {
            let mut done = Vec::new();
            for row in rows {
                let mut row = row.to_vec();
                for (place, expr) in &generated {
                    let value = exec.eval(expr, &row, None)?;
                    if let Some(slot) = row.get_mut(*place) {
                        *slot = value;
                    }
                }
                done.push(row.into());
            }
            Ok(done)
        })
    }

    fn drop_column(
        &mut self,
        table: &str,
        column: &str,
        if_exists: bool,
        cascade: bool,
    ) -> Result<()> {
        let place = match self.place(table, column) {
            Err(_) if if_exists => return Ok(()),
            found => found?,
        };
        let referring = self.catalog.referring(table);
        let depends = referring
            .iter()
            .find(|(_, key)| key.referred.contains(&place));
        if let Some((child, key)) = depends {
            if !cascade {
                let message = format!(
                    "cannot drop column {column} of table {table} because other objects depend on it"
                );
                return Err(error("2BP01", message)
                    .detail(format!(
                        "constraint {} on table {} depends on column {column} of table {table}",
                        key.name, child.name
                    ))
                    .hint("Use DROP ... CASCADE to drop the dependent objects too."));
            }
            self.drop_constraint(&child.name, &key.name, true, true)?;
        }
        let definition = self.catalog.table_mut(table)?;
        let uses = |columns: &[usize]| columns.contains(&place);
        definition.indexes.retain(|index| !uses(&index.columns));
        let mut foreign = (*definition.foreign_keys).clone();
        foreign.retain(|key| !uses(&key.columns));
        let down = |columns: &mut Vec<usize>| {
            columns
                .iter_mut()
                .filter(|own| **own > place)
                .for_each(|own| *own -= 1);
        };
        definition
            .indexes
            .iter_mut()
            .for_each(|index| down(&mut index.columns));
        for key in &mut foreign {
            down(&mut key.columns);
        }
        definition.foreign_keys = Arc::new(foreign);
        let mut checks = (*definition.checks).clone();
        checks.retain(|check| !names(&check.expr, column));
        definition.checks = Arc::new(checks);
        let mut columns = (*definition.columns).clone();
        columns.remove(place);
        definition.columns = Arc::new(columns);
        let rows = definition.rows.values().map(|row| {
            let mut row = row.to_vec();
            row.remove(place);
            row.into()
        });
        let rows = rows.collect();
        self.rewrite(table, rows)?;
        // Keys of other tables that refer here move with the columns.
        for (child, key) in referring {
            if child.name == table || key.referred.contains(&place) {
                continue;
            }
            let child = self.catalog.table_mut(&child.name)?;
            let mut keys = (*child.foreign_keys).clone();
            for own in keys.iter_mut().filter(|own| own.name == key.name) {
                down(&mut own.referred);
            }
            child.foreign_keys = Arc::new(keys);
        }
        Ok(())
    }

    fn drop_constraint(
        &mut self,
        table: &str,
        name: &str,
        if_exists: bool,
        cascade: bool,
    ) -> Result<()> {
        let definition = Arc::clone(self.catalog.table(table)?);
        if let Some(index) = definition
            .indexes
            .iter()
            .find(|index| index.constraint && index.name == name)
        {
            let dependent = self.catalog.referring(table);
            let dependent = dependent.iter().find(|(_, key)| {
                key.referred.len() == index.columns.len()
                    && key.referred.iter().all(|own| index.columns.contains(own))
            });
            if let Some((child, key)) = dependent {
                if !cascade {
                    return Err(error("2BP01", format!("cannot drop constraint {name} on table {table} because other objects depend on it"))
                        .detail(format!("constraint {} on table {} depends on index {name}", key.name, child.name))
                        .hint("Use DROP ... CASCADE to drop the dependent objects too."));
                }
                self.drop_constraint(&child.name, &key.name, true, true)?;
            }
        }
        let target = self.catalog.table_mut(table)?;
        let before = (
            target.indexes.len(),
            target.checks.len(),
            target.foreign_keys.len(),
        );
        target
            .indexes
            .retain(|index| !(index.constraint && index.name == name));
        let mut checks = (*target.checks).clone();
        checks.retain(|check| check.name != name);
        let mut keys = (*target.foreign_keys).clone();
        keys.retain(|key| key.name != name);
        target.checks = Arc::new(checks);
        target.foreign_keys = Arc::new(keys);
        let after = (
            target.indexes.len(),
            target.checks.len(),
            target.foreign_keys.len(),
        );
        if before == after && !if_exists {
            return Err(error(
                "42704",
                format!("constraint \"{name}\" of relation \"{table}\" does not exist"),
            ));
        }
        Ok(())
    }

    fn rename_column(&mut self, table: &str, old: &str, new: &str) -> Result<()> {
        let place = self
            .place(table, old)
            .map_err(|_| error("42703", format!("column \"{old}\" does not exist")))?;
        let definition = Arc::clone(self.catalog.table(table)?);
        if definition.column(new).is_some() {
            return Err(error(
                "42701",
                format!("column \"{new}\" of relation \"{table}\" already exists"),
            ));
        }
        let used = definition
            .checks
            .iter()
            .any(|check| names(&check.expr, old))
            || definition.columns.iter().any(|column| {
                column.generated
                    && column
                        .default
                        .as_ref()
                        .is_some_and(|default| names(&default.expr, old))
            });
        if used {
            return Err(unsupported(
                "renaming a column that a check or a generated column uses",
            ));
        }
        self.change_column(table, place, |column| new.clone_into(&mut column.name))
    }

    fn rename_table(&mut self, old: &str, new: &str) -> Result<()> {
        self.check_free(new)?;
        let Some(mut table) = self.catalog.tables.remove(old) else {
            return Ok(());
        };
        new.clone_into(&mut Arc::make_mut(&mut table).name);
        self.catalog.tables.insert(new.to_owned(), table);
        let children: Vec<String> = self
            .catalog
            .referring(old)
            .iter()
            .map(|(table, _)| table.name.clone())
            .collect();
        for child in children {
            let child: &mut Table = self.catalog.table_mut(&child)?;
            let mut keys = (*child.foreign_keys).clone();
            keys.iter_mut()
                .filter(|key| key.table == old)
                .for_each(|key| new.clone_into(&mut key.table));
            child.foreign_keys = Arc::new(keys);
        }
        let owned: Vec<String> = self
            .catalog
            .sequences
            .iter()
            .filter(|(_, sequence)| sequence.owner.as_ref().is_some_and(|owner| owner.0 == old))
            .map(|(name, _)| name.clone())
            .collect();
        for name in owned {
            if let Some(sequence) = self.catalog.sequences.get_mut(&name)
                && let Some(owner) = &mut Arc::make_mut(sequence).owner
            {
                new.clone_into(&mut owner.0);
            }
        }
        Ok(())
    }

    fn alter_column(
        &mut self,
        table: &str,
        column: &str,
        op: &ast::AlterColumnOperation,
    ) -> Result<()> {
        let place = self.place(table, column)?;
        match op {
            ast::AlterColumnOperation::SetNotNull => {
                let definition = self.catalog.table(table)?;
                if definition
                    .rows
                    .values()
                    .any(|row| row.get(place).is_some_and(Value::is_null))
                {
                    let message =
                        format!("column \"{column}\" of relation \"{table}\" contains null values");
                    return Err(error("23502", message).table(table).column(column));
                }
                self.change_column(table, place, |column| column.not_null = true)
            }
            ast::AlterColumnOperation::DropNotNull => {
                let primary = self
                    .catalog
                    .table(table)?
                    .primary()
                    .is_some_and(|index| index.columns.contains(&place));
                if primary {
                    return Err(error(
                        "42P16",
                        format!("column \"{column}\" is in a primary key"),
                    ));
                }
                self.change_column(table, place, |column| column.not_null = false)
            }
            ast::AlterColumnOperation::SetDefault { value } => {
                let ty = self
                    .catalog
                    .table(table)?
                    .columns
                    .get(place)
                    .map(|column| column.ty);
                let Some(ty) = ty else { return Ok(()) };
                let default = Default {
                    text: default_text(value, ty),
                    expr: Arc::new(value.clone()),
                };
                self.change_column(table, place, |column| column.default = Some(default))?;
                self.check_expressions(table)
            }
            ast::AlterColumnOperation::DropDefault => {
                self.change_column(table, place, |column| column.default = None)
            }
            ast::AlterColumnOperation::SetDataType {
                data_type, using, ..
            } => {
                let to = column_type(data_type)?;
                self.set_type(table, column, place, to, using.as_ref())
            }
            ast::AlterColumnOperation::AddGenerated { .. } => Err(unsupported("ADD GENERATED")),
        }
    }

    fn set_type(
        &mut self,
        table: &str,
        column: &str,
        place: usize,
        to: ColumnType,
        using: Option<&ast::Expr>,
    ) -> Result<()> {
        let catalog = self.catalog.clone();
        let definition = Arc::clone(catalog.table(table)?);
        let now = self.transaction_us - crate::sql::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, &[], now);
        let expr = binder.conversion(&definition, place, to, using)?;
        let counts = (binder.cte_count, binder.sub_count);
        let rows = self.with_exec(counts, |exec| {
            let mut rows: Vec<Row> = Vec::new();
            for row in definition.rows.values() {
                let value = exec.eval(&expr, row, None)?;
                let mut row = row.to_vec();
                if let Some(slot) = row.get_mut(place) {
                    *slot = value;
                }
                rows.push(row.into());
            }
            Ok(rows)
        })?;
        let _ = column;
        self.change_column(table, place, |column| column.ty = to)?;
        self.check_expressions(table)?;
        self.rewrite(table, rows)
    }
}

/// Whether an expression names a column.
fn names(expr: &ast::Expr, column: &str) -> bool {
    let text = expr.to_string().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == column)
}
