//! What a statement gives: rows in PostgreSQL's text form, or an error.

use serde::{Deserialize, Serialize};

/// The result of one statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlRows {
    /// The command tag, such as `SELECT 3` or `INSERT 0 1`.
    pub tag: String,
    /// The columns; empty for a statement without rows.
    pub fields: Vec<SqlField>,
    /// Each row as text; `None` is NULL.
    pub rows: Vec<Vec<Option<String>>>,
}

/// One column of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlField {
    /// Its name.
    pub name: String,
    /// PostgreSQL's type name, such as `int4` or `text`.
    pub type_name: String,
    /// PostgreSQL's type OID, such as 23.
    pub type_oid: u32,
}

/// A failed statement, with the fields of PostgreSQL's error message
/// (protocol chapter "Error and Notice Message Fields").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlError {
    /// SQLSTATE, such as `42P01`.
    pub code: String,
    /// PostgreSQL's message, such as `relation "boks" does not exist`.
    pub message: String,
    /// More of it, such as `Key (id)=(1) already exists.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where in the text, in characters from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The table concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The column concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The constraint that refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
}
