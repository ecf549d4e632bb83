//! What a database holds: tables, indexes, views, sequences. A value: maps
//! are persistent and tables shared, so a copy costs nothing until it changes.

mod show;
mod table;

use super::error::{Result, error};
use super::types::ColumnType;
use super::value::Row;
use crate::base::SmallMap;
use imbl::{OrdMap, OrdSet};
use sqlparser::ast;
use std::sync::Arc;
pub(crate) use table::{Key, RowId};

/// The first OID of objects that a person made.
const FIRST_OID: u32 = 16_384;

/// All objects of one database.
#[derive(Debug, Clone, Default)]
pub(crate) struct Catalog {
    pub tables: SmallMap<String, Arc<Table>>,
    pub views: SmallMap<String, Arc<View>>,
    pub sequences: SmallMap<String, Arc<Sequence>>,
    made: u32,
    next_row: RowId,
}

/// A table: its definition, its rows in the order they were written, its
/// indexes.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub oid: u32,
    pub name: String,
    pub columns: Arc<Vec<Column>>,
    pub rows: OrdMap<RowId, Row>,
    pub indexes: Vec<Index>,
    pub checks: Arc<Vec<Check>>,
    pub foreign_keys: Arc<Vec<ForeignKey>>,
}

/// One column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub name: String,
    pub ty: ColumnType,
    pub not_null: bool,
    pub default: Option<Default>,
    pub identity: Option<Identity>,
    pub generated: bool,
}

/// The expression a column takes when none is given; for a generated column,
/// the expression it always is.
#[derive(Debug, Clone)]
pub(crate) struct Default {
    pub expr: Arc<ast::Expr>,
    /// As `\d` shows it.
    pub text: String,
}

/// `GENERATED … AS IDENTITY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    Always,
    ByDefault,
}

/// An index, or the index behind a primary key or unique constraint.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    pub oid: u32,
    pub name: String,
    pub columns: Vec<usize>,
    pub descending: Vec<bool>,
    pub unique: bool,
    pub primary: bool,
    /// Made by a constraint, not by `CREATE INDEX`.
    pub constraint: bool,
    pub keys: OrdSet<(Key, RowId)>,
}

/// A check constraint.
#[derive(Debug, Clone)]
pub(crate) struct Check {
    pub name: String,
    pub expr: Arc<ast::Expr>,
}

/// A foreign key.
#[derive(Debug, Clone)]
pub(crate) struct ForeignKey {
    pub name: String,
    pub columns: Vec<usize>,
    pub table: String,
    pub referred: Vec<usize>,
    pub on_delete: Action,
    pub on_update: Action,
}

/// What happens to rows whose parent goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "NO ACTION is SQL's word")]
pub(crate) enum Action {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// A view.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub oid: u32,
    pub columns: Vec<String>,
    pub query: Arc<ast::Query>,
    pub source: super::parse::Source,
}

/// A sequence's definition. Where it stands is kept apart, because a
/// rollback doesn't take it back.
#[derive(Debug, Clone)]
pub(crate) struct Sequence {
    pub oid: u32,
    pub start: i64,
    pub increment: i64,
    pub least: i64,
    pub most: i64,
    pub cycle: bool,
    /// The table and column it goes with.
    pub owner: Option<(String, String)>,
}

/// Where each sequence stands, by OID: the last number given.
pub(crate) type Sequences = SmallMap<u32, i64>;

impl Catalog {
    /// A number for a new object.
    pub fn new_oid(&mut self) -> u32 {
        self.made += 1;
        FIRST_OID + self.made
    }

    /// A number for a new row, behind all others.
    pub fn new_row(&mut self) -> RowId {
        self.next_row += 1;
        self.next_row
    }

    /// How many objects and rows have been given numbers.
    pub fn counters(&self) -> (u32, RowId) {
        (self.made, self.next_row)
    }

    /// Gives new objects and rows numbers that no other transaction has
    /// given.
    pub fn set_counters(&mut self, made: u32, next_row: RowId) {
        self.made = self.made.max(made);
        self.next_row = self.next_row.max(next_row);
    }

    /// The table of this name.
    pub fn table(&self, name: &str) -> Result<&Arc<Table>> {
        self.tables.get(name).ok_or_else(|| no_relation(name))
    }

    /// The table of this name, to be changed. Copies its definition when
    /// another copy of the catalog shares it.
    pub fn table_mut(&mut self, name: &str) -> Result<&mut Table> {
        self.tables
            .get_mut(name)
            .map(Arc::make_mut)
            .ok_or_else(|| no_relation(name))
    }

    /// Whether a table, view, sequence or index has this name.
    pub fn is_taken(&self, name: &str) -> bool {
        self.tables.contains_key(name)
            || self.views.contains_key(name)
            || self.sequences.contains_key(name)
            || self.index(name).is_some()
    }

    /// A free name like `name`, with a number after it when it is taken.
    pub fn free_name(&self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 0;
        while self.is_taken(&free) {
            number += 1;
            free = format!("{name}{number}");
        }
        free
    }

    /// The table that has an index of this name.
    pub fn index(&self, name: &str) -> Option<(&Arc<Table>, usize)> {
        self.tables.values().find_map(|table| {
            let at = table.indexes.iter().position(|index| index.name == name)?;
            Some((table, at))
        })
    }

    /// The foreign keys that refer to a table, with the table they belong to.
    pub fn referring(&self, name: &str) -> Vec<(Arc<Table>, ForeignKey)> {
        self.tables
            .values()
            .flat_map(|table| table.foreign_keys.iter().map(move |key| (table, key)))
            .filter(|(_, key)| key.table == name)
            .map(|(table, key)| (Arc::clone(table), key.clone()))
            .collect()
    }
}

/// `relation "x" does not exist`.
pub(crate) fn no_relation(name: &str) -> Box<super::SqlError> {
    error("42P01", format!("relation \"{name}\" does not exist"))
}
