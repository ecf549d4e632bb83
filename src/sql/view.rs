//! What a person sees of the database from outside.

use serde::{Deserialize, Serialize};

/// One table's definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its indexes' definitions.
    pub indexes: Vec<String>,
}

/// One column's definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// PostgreSQL's type name as `\d` shows it, such as `integer`.
    pub type_name: String,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it is (part of) the primary key.
    pub primary_key: bool,
    /// The default's expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// `table.column` it refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub references: Option<String>,
}

/// A run of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePage {
    /// The table.
    pub table: String,
    /// Its columns' names.
    pub columns: Vec<String>,
    /// The first row's place, from 0.
    pub offset: usize,
    /// How many rows the table has.
    pub total: u64,
    /// The rows, in text form.
    pub rows: Vec<Vec<Option<String>>>,
}
