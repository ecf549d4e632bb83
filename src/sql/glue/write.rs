//! Writing rows.

use super::storage::{Answer, Storage};
use super::value::{from_glue, to_glue};
use crate::sql::catalog::{RowId, Table};
use crate::sql::error::{Result, error};
use crate::sql::parse::Source;
use crate::sql::value::{Row, Value as Own};
use crate::sql::write::Rows;
use gluesql_core::data::{Key, Schema, Value};
use gluesql_core::store::StoreMut;
use std::sync::Arc;

impl StoreMut for Storage<'_, '_, '_> {
    fn insert_schema(&mut self, schema: &Schema) -> Answer<()> {
        match self.view.tables.get(&schema.table_name).map(Arc::clone) {
            Some(table) => self.drop_keys(&table, schema),
            None => self.create_table(schema),
        }
    }

    fn delete_schema(&mut self, table_name: &str) -> Answer<()> {
        self.drop_table(table_name)
    }

    fn append_data(&mut self, table_name: &str, rows: Vec<Vec<Value>>) -> Answer<()> {
        let table = Arc::clone(self.known(table_name)?);
        let rows = rows.into_iter().map(|row| own_row(&table, &row, None));
        let rows = rows.collect::<Result<Vec<_>>>();
        let rows = self.told(rows)?;
        self.write("INSERT", table_name, Rows::Insert(rows))
    }

    /// New rows come with a key made from their primary key, changed ones
    /// with their place.
    fn insert_data(&mut self, table_name: &str, rows: Vec<(Key, Vec<Value>)>) -> Answer<()> {
        let table = Arc::clone(self.known(table_name)?);
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for (key, row) in rows {
            match key {
                Key::U64(id) => {
                    let row = own_row(&table, &row, table.rows.get(&id));
                    changed.push((id, self.told(row)?));
                }
                _ => new.push(self.told(own_row(&table, &row, None))?),
            }
        }
        if !new.is_empty() {
            self.write("INSERT", table_name, Rows::Insert(new))?;
        }
        if !changed.is_empty() {
            self.write("UPDATE", table_name, Rows::Update(changed))?;
        }
        Ok(())
    }

    fn delete_data(&mut self, table_name: &str, keys: Vec<Key>) -> Answer<()> {
        let ids = keys.into_iter().map(|key| match key {
            Key::U64(id) => Ok(id),
            _ => Err(error(
                "XX000",
                "a row was named by another key than its place",
            )),
        });
        let ids = self.told(ids.collect::<Result<Vec<RowId>>>())?;
        self.write("DELETE", table_name, Rows::Delete(ids))
    }
}

impl Storage<'_, '_, '_> {
    fn write(&mut self, verb: &str, table: &str, rows: Rows) -> Answer<()> {
        self.change(verb, &Source::default(), |statement| {
            statement.write(table, rows)
        })
    }
}

/// A row for us. GlueSQL writes whole rows, so a value that did not change is
/// kept as it was: the border must not cost it a digit or a blank.
fn own_row(table: &Table, row: &[Value], before: Option<&Row>) -> Result<Vec<Own>> {
    if row.len() != table.columns.len() {
        let message = format!(
            "the row has {} values, and the table \"{}\" {} columns",
            row.len(),
            table.name,
            table.columns.len()
        );
        return Err(error("42601", message));
    }
    let columns = table.columns.iter().zip(row).enumerate();
    let values = columns.map(|(place, (column, value))| {
        let ty = column.ty.base;
        let old = before.and_then(|row| row.get(place));
        match old {
            Some(old) if to_glue(old, ty)? == *value => Ok(old.clone()),
            _ => from_glue(value, ty),
        }
    });
    values.collect()
}
