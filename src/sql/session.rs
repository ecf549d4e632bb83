//! One statement under way: what it may see and change.

use super::SqlRows;
use super::catalog::{Catalog, Sequences};
use super::database::SqlWork;
use super::error::{Result, unsupported};
use super::parse::Source;
use crate::base::{Chance, What};
use sqlparser::ast;
use std::collections::BTreeMap;

/// A connection's settings, as `SET` changes and `SHOW` shows them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub values: BTreeMap<String, String>,
    pub prepared: BTreeMap<String, String>,
    /// The last number each sequence gave on this connection, by OID.
    pub given: BTreeMap<u32, i64>,
    /// The sequence that gave one last.
    pub last_given: Option<u32>,
}

/// One statement under way.
pub(crate) struct Statement<'a> {
    pub catalog: &'a mut Catalog,
    pub sequences: &'a mut Sequences,
    pub settings: &'a mut Settings,
    pub chance: &'a mut Chance,
    pub source: &'a Source,
    pub params: &'a [Option<String>],
    /// When its transaction began, in Unix microseconds.
    pub transaction_us: i64,
    /// Now, in Unix microseconds.
    pub now_us: i64,
    pub connection: u32,
    pub events: &'a mut Vec<What>,
    pub work: &'a mut SqlWork,
}

impl Statement<'_> {
    /// Runs it.
    pub fn run(&mut self, statement: &ast::Statement) -> Result<SqlRows> {
        Err(unsupported(verb(statement).as_str()))
    }
}

/// Whether a statement may change the database.
pub(crate) fn writes(statement: &ast::Statement) -> bool {
    match statement {
        ast::Statement::Query(query) => query_writes(query),
        ast::Statement::Explain { .. }
        | ast::Statement::Set(_)
        | ast::Statement::ShowVariable { .. }
        | ast::Statement::Reset(_)
        | ast::Statement::Prepare { .. }
        | ast::Statement::Deallocate { .. }
        | ast::Statement::Analyze(_)
        | ast::Statement::Discard { .. } => false,
        _ => true,
    }
}

/// Whether a query locks rows or has a changing statement among its CTEs.
fn query_writes(query: &ast::Query) -> bool {
    fn body(set: &ast::SetExpr) -> bool {
        matches!(
            set,
            ast::SetExpr::Insert(_)
                | ast::SetExpr::Update(_)
                | ast::SetExpr::Delete(_)
                | ast::SetExpr::Merge(_)
        )
    }
    let with = query.with.iter().flat_map(|with| &with.cte_tables);
    !query.locks.is_empty()
        || body(&query.body)
        || with.into_iter().any(|cte| query_writes(&cte.query))
}

/// A statement's name, such as `CREATE TABLE`, from its own words.
pub(crate) fn verb(statement: &ast::Statement) -> String {
    let text = statement.to_string();
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_uppercase();
    match first.as_str() {
        "CREATE" | "DROP" | "ALTER" | "COMMENT" | "LOCK" => {
            let second = words
                .find(|word| {
                    !matches!(
                        word.to_uppercase().as_str(),
                        "OR" | "REPLACE" | "UNIQUE" | "TEMPORARY" | "TEMP"
                    )
                })
                .unwrap_or_default()
                .to_uppercase();
            format!("{first} {second}")
        }
        _ => first,
    }
}
