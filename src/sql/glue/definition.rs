//! Definitions. Each is written as a statement of the database's own language
//! and carried out by it, so that names, defaults and constraints obey one
//! set of rules.

use super::storage::{Answer, Storage};
use super::value::type_name;
use crate::sql::catalog::Table;
use crate::sql::error::{Result, error};
use gluesql_core::ast::{ColumnDef, OrderByExpr, ToSql};
use gluesql_core::data::Schema;
use gluesql_core::store::{AlterTable, IndexMut};

impl Storage<'_, '_, '_> {
    pub(super) fn create_table(&mut self, schema: &Schema) -> Answer<()> {
        let text = self.told(table_text(schema))?;
        self.define("CREATE TABLE", &text)
    }

    pub(super) fn drop_table(&mut self, name: &str) -> Answer<()> {
        self.define("DROP TABLE", &format!("DROP TABLE {}", quoted(name)))
    }

    /// What remains of a definition when tables that it refers to go.
    pub(super) fn drop_keys(&mut self, table: &Table, schema: &Schema) -> Answer<()> {
        let seen = self.told(super::schema::schema(&self.view, table))?;
        for key in seen.foreign_keys {
            if !schema.foreign_keys.contains(&key) {
                let (table, key) = (quoted(&table.name), quoted(&key.name));
                let text = format!("ALTER TABLE {table} DROP CONSTRAINT {key}");
                self.define("ALTER TABLE", &text)?;
            }
        }
        Ok(())
    }
}

impl AlterTable for Storage<'_, '_, '_> {
    fn rename_schema(&mut self, table_name: &str, new_table_name: &str) -> Answer<()> {
        let (old, new) = (quoted(table_name), quoted(new_table_name));
        self.define("ALTER TABLE", &format!("ALTER TABLE {old} RENAME TO {new}"))
    }

    fn rename_column(
        &mut self,
        table_name: &str,
        old_column_name: &str,
        new_column_name: &str,
    ) -> Answer<()> {
        let (table, old) = (quoted(table_name), quoted(old_column_name));
        let new = quoted(new_column_name);
        let text = format!("ALTER TABLE {table} RENAME COLUMN {old} TO {new}");
        self.define("ALTER TABLE", &text)
    }

    fn add_column(&mut self, table_name: &str, column_def: &ColumnDef) -> Answer<()> {
        let column = self.told(column_text(column_def))?;
        let text = format!("ALTER TABLE {} ADD COLUMN {column}", quoted(table_name));
        self.define("ALTER TABLE", &text)
    }

    fn drop_column(&mut self, table_name: &str, column_name: &str, if_exists: bool) -> Answer<()> {
        let (table, column) = (quoted(table_name), quoted(column_name));
        let guard = if if_exists { "IF EXISTS " } else { "" };
        let text = format!("ALTER TABLE {table} DROP COLUMN {guard}{column}");
        self.define("ALTER TABLE", &text)
    }
}

impl IndexMut for Storage<'_, '_, '_> {
    fn create_index(
        &mut self,
        table_name: &str,
        index_name: &str,
        column: &OrderByExpr,
    ) -> Answer<()> {
        let (index, table) = (quoted(index_name), quoted(table_name));
        let order = match column.asc {
            Some(false) => " DESC",
            _ => "",
        };
        let text = format!(
            "CREATE INDEX {index} ON {table} ({}{order})",
            column.expr.to_sql()
        );
        self.define("CREATE INDEX", &text)
    }

    fn drop_index(&mut self, _: &str, index_name: &str) -> Answer<()> {
        self.define("DROP INDEX", &format!("DROP INDEX {}", quoted(index_name)))
    }
}

fn table_text(schema: &Schema) -> Result<String> {
    let refuse = |what: &str| {
        let message = format!("{what} is not supported by this database");
        Err(error("0A000", message))
    };
    let Some(columns) = &schema.column_defs else {
        return refuse("a table without columns, as GlueSQL has them,");
    };
    if schema.engine.is_some() {
        return refuse("ENGINE");
    }
    if schema.comment.is_some() {
        return refuse("COMMENT");
    }
    let mut parts = columns
        .iter()
        .map(column_text)
        .collect::<Result<Vec<_>>>()?;
    parts.extend(schema.foreign_keys.iter().map(|key| {
        format!(
            "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
            quoted(&key.name),
            quoted(&key.referencing_column_name),
            quoted(&key.referenced_table_name),
            quoted(&key.referenced_column_name)
        )
    }));
    let name = quoted(&schema.table_name);
    Ok(format!("CREATE TABLE {name} ({})", parts.join(", ")))
}

fn column_text(column: &ColumnDef) -> Result<String> {
    let mut text = format!("{} {}", quoted(&column.name), type_name(&column.data_type)?);
    if !column.nullable {
        text.push_str(" NOT NULL");
    }
    if let Some(default) = &column.default {
        text.push_str(" DEFAULT ");
        text.push_str(&default.to_sql());
    }
    if let Some(unique) = &column.unique {
        text.push(' ');
        text.push_str(&unique.to_sql());
    }
    Ok(text)
}

/// A name that means exactly itself: GlueSQL folds no case.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
