//! Rows and index entries, kept in step.

use super::{Index, Table};
use crate::sql::value::{Row, Value, order_all};
use imbl::OrdSet;
use std::cmp::Ordering;
use std::ops::Bound;
use std::sync::Arc;

/// A row's place in its table: rows written later have greater ones.
pub(crate) type RowId = u64;

/// What an index sorts by: the values of its columns.
#[derive(Debug, Clone)]
pub(crate) enum Key {
    One(Value),
    Many(Arc<[Value]>),
}

impl Key {
    /// The values in the index's order of columns.
    pub fn values(&self) -> &[Value] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// A key of these values.
    pub fn of(mut values: Vec<Value>) -> Self {
        match (values.pop(), values.is_empty()) {
            (Some(only), true) => Self::One(only),
            (Some(last), false) => {
                values.push(last);
                Self::Many(values.into())
            }
            (None, _) => Self::Many(Arc::from([])),
        }
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::One(a), Self::One(b)) => a.order(b),
            _ => order_all(self.values(), other.values()),
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

impl Index {
    /// The key of a row.
    pub fn key(&self, row: &[Value]) -> Key {
        let value = |column: &usize| row.get(*column).cloned().unwrap_or_default();
        match self.columns.as_slice() {
            [only] => Key::One(value(only)),
            columns => Key::Many(columns.iter().map(value).collect()),
        }
    }

    /// Whether it holds every row under the values of its columns: what an
    /// engine that knows nothing else of an index may read. An index over
    /// expressions, or over some of the rows, is not plain.
    #[cfg_attr(
        not(feature = "gluesql"),
        allow(dead_code, reason = "compiled always, so that it cannot rot")
    )]
    pub const fn is_plain(&self) -> bool {
        let Self {
            oid: _,
            name: _,
            columns: _,
            descending: _,
            unique: _,
            primary: _,
            constraint: _,
            keys: _,
        } = self;
        true
    }

    /// The rows whose key begins with these values.
    pub fn find<'a>(&'a self, values: &'a [Value]) -> impl Iterator<Item = RowId> + 'a {
        let from = (Key::of(values.to_vec()), 0);
        self.keys
            .range((Bound::Included(from), Bound::Unbounded))
            .take_while(move |(key, _)| key.values().starts_with(values))
            .map(|(_, id)| *id)
    }

    /// The rows with this very key.
    pub fn same(&self, key: &Key) -> impl Iterator<Item = RowId> + '_ {
        let from = Bound::Included((key.clone(), 0));
        let to = Bound::Included((key.clone(), RowId::MAX));
        self.keys.range((from, to)).map(|(_, id)| *id)
    }

    /// The first row of another place with the same key, when the index is
    /// unique and no part of the key is NULL.
    pub fn conflict(&self, row: &[Value], own: Option<RowId>) -> Option<RowId> {
        if !self.unique {
            return None;
        }
        let key = self.key(row);
        if key.values().iter().any(Value::is_null) {
            return None;
        }
        self.same(&key).find(|id| Some(*id) != own)
    }
}

impl Table {
    /// Writes a row at a place where there is none.
    pub fn insert(&mut self, id: RowId, row: Row) {
        for index in &mut self.indexes {
            let key = index.key(&row);
            index.keys.insert((key, id));
        }
        self.rows.insert(id, row);
    }

    /// Removes a row; gives what it was.
    pub fn remove(&mut self, id: RowId) -> Option<Row> {
        let row = self.rows.remove(&id)?;
        for index in &mut self.indexes {
            let key = index.key(&row);
            index.keys.remove(&(key, id));
        }
        Some(row)
    }

    /// Removes all rows.
    pub fn clear(&mut self) {
        self.rows.clear();
        for index in &mut self.indexes {
            index.keys = OrdSet::new();
        }
    }

    /// Fills an index from the rows; gives the first two rows that a unique
    /// one can't both hold.
    pub fn build(&self, index: &mut Index) -> Option<Row> {
        for (id, row) in &self.rows {
            if index.conflict(row, None).is_some() {
                return Some(Arc::clone(row));
            }
            let key = index.key(row);
            index.keys.insert((key, *id));
        }
        None
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The index behind the primary key.
    pub fn primary(&self) -> Option<&Index> {
        self.indexes.iter().find(|index| index.primary)
    }

    /// A unique index over exactly these columns, in any order.
    pub fn unique_over(&self, columns: &[usize]) -> Option<&Index> {
        self.indexes.iter().find(|index| {
            index.unique
                && index.columns.len() == columns.len()
                && columns.iter().all(|column| index.columns.contains(column))
        })
    }
}
