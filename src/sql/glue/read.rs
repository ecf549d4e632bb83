//! Reading rows and definitions.
//!
//! A row's key is its place (`Key::U64`) unless GlueSQL made it from a primary
//! key's value. No column of ours has GlueSQL's type UINT64, so the two can
//! always be told apart, and with them a new row from a changed one.

use super::schema;
use super::storage::{Answer, Storage};
use super::value::{from_glue, to_glue};
use crate::sql::catalog::{RowId, Table};
use crate::sql::value::Row;
use gluesql_core::data::{Key, Schema, Value};
use gluesql_core::executor::Referencing;
use gluesql_core::store::{RowIter, Store};

impl Store for Storage<'_, '_, '_> {
    fn fetch_schema(&self, table_name: &str) -> Answer<Option<Schema>> {
        match self.table(table_name)? {
            Some(table) => self.told(schema::schema(&self.view, table)).map(Some),
            None => Ok(None),
        }
    }

    fn fetch_all_schemas(&self) -> Answer<Vec<Schema>> {
        let tables = self.view.tables.values();
        self.told(
            tables
                .map(|table| schema::schema(&self.view, table))
                .collect(),
        )
    }

    fn fetch_data(&self, table_name: &str, key: &Key) -> Answer<Option<Vec<Value>>> {
        let table = self.known(table_name)?;
        let Some(id) = place(table, key) else {
            return Ok(None);
        };
        let Some(row) = table.rows.get(&id) else {
            return Ok(None);
        };
        let index = table.primary().map(|index| index.name.as_str());
        self.count(table_name, index)?;
        self.row(table, row).map(Some)
    }

    fn scan_data<'a>(&'a self, table_name: &str) -> Answer<RowIter<'a>> {
        let table = self.known(table_name)?;
        Ok(Box::new(table.rows.iter().map(move |(id, row)| {
            self.count(&table.name, None)?;
            Ok((Key::U64(*id), self.row(table, row)?))
        })))
    }

    fn fetch_referencings(&self, table_name: &str) -> Answer<Vec<Referencing>> {
        let others = self.view.tables.values();
        let keys = others
            .filter(|table| table.name != table_name)
            .flat_map(|table| {
                let keys = table.foreign_keys.iter();
                keys.filter(|key| key.table == table_name)
                    .filter_map(|key| schema::foreign_key(&self.view, table, key))
                    .map(|foreign_key| Referencing {
                        table_name: table.name.clone(),
                        foreign_key,
                    })
            });
        Ok(keys.collect())
    }
}

impl Storage<'_, '_, '_> {
    /// A row for GlueSQL.
    pub(super) fn row(&self, table: &Table, row: &Row) -> Answer<Vec<Value>> {
        let values = table.columns.iter().zip(row.iter());
        self.told(
            values
                .map(|(column, value)| to_glue(value, column.ty.base))
                .collect(),
        )
    }
}

/// The place of the row that a key means.
fn place(table: &Table, key: &Key) -> Option<RowId> {
    if let Key::U64(id) = key {
        return Some(*id);
    }
    let column = table.columns.get(schema::primary_column(table)?)?;
    // A key that is no value of the column's type is no row's.
    let value = from_glue(&Value::from(key.clone()), column.ty.base).ok()?;
    table.primary()?.find(&[value]).next()
}
