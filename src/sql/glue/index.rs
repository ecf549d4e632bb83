//! Reading through an index.

use super::schema::indexed_column;
use super::storage::{Answer, Storage};
use super::value::{data_type, from_glue, to_glue};
use crate::sql::catalog::{Key as IndexKey, RowId};
use crate::sql::error::error;
use crate::sql::types::Type;
use gluesql_core::ast::IndexOperator;
use gluesql_core::data::{Key, Tribool, Value};
use gluesql_core::store::{Index, RowIter};
use std::cmp::Ordering;
use std::ops::Bound;

impl Index for Storage<'_, '_, '_> {
    fn scan_indexed_data<'a>(
        &'a self,
        table_name: &str,
        index_name: &str,
        asc: Option<bool>,
        cmp_value: Option<(&IndexOperator, Value)>,
    ) -> Answer<RowIter<'a>> {
        let table = self.known(table_name)?;
        let named = table.indexes.iter().find(|index| index.name == index_name);
        let found = named.and_then(|index| {
            let column = table.columns.get(indexed_column(table, index)?)?;
            Some((index, column.ty.base))
        });
        let Some((index, ty)) = found else {
            let message = format!("index \"{index_name}\" does not exist");
            return Err(self.refuse(error("42704", message)));
        };
        let wanted = match cmp_value {
            Some((operator, value)) => Some((operator.clone(), aligned(value, ty)?)),
            None => None,
        };
        let range = range(wanted.as_ref(), ty);
        let entries = index.keys.range(range);
        let entries: Box<dyn Iterator<Item = &'a (IndexKey, RowId)> + 'a> = match asc {
            Some(false) => Box::new(entries.rev()),
            _ => Box::new(entries),
        };
        Ok(Box::new(entries.filter_map(move |(key, id)| {
            let row = table.rows.get(id)?;
            let read = || {
                if let Some((operator, wanted)) = &wanted {
                    let own = key.values().first().cloned().unwrap_or_default();
                    let own = self.told(to_glue(&own, ty))?;
                    if !holds(&own, operator, wanted) {
                        return Ok(None);
                    }
                }
                self.count(&table.name, Some(&index.name))?;
                Ok(Some((Key::U64(*id), self.row(table, row)?)))
            };
            read().transpose()
        })))
    }
}

/// What is compared with, as a value of the column's type where GlueSQL's own
/// comparison would read a literal so. The plan keeps its value only.
fn aligned(value: Value, ty: Type) -> Answer<Value> {
    let read = match (&value, ty) {
        (Value::F32(_) | Value::F64(_), Type::Numeric) => String::from(&value),
        (Value::Str(text), _) if !ty.is_text() => text.clone(),
        _ => {
            let own = from_glue(&value, ty).and_then(|own| to_glue(&own, ty));
            return Ok(own.unwrap_or(value));
        }
    };
    match data_type(ty) {
        Ok(ty) => Value::Str(read).cast(&ty),
        Err(_) => Ok(value),
    }
}

/// Whether an entry is among those wanted, by GlueSQL's own comparison.
fn holds(own: &Value, operator: &IndexOperator, wanted: &Value) -> bool {
    let order = own.evaluate_cmp(wanted);
    match operator {
        IndexOperator::Eq => own.evaluate_eq(wanted) == Tribool::True,
        IndexOperator::Gt => order == Some(Ordering::Greater),
        IndexOperator::Lt => order == Some(Ordering::Less),
        IndexOperator::GtEq => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        IndexOperator::LtEq => matches!(order, Some(Ordering::Less | Ordering::Equal)),
    }
}

type Entry = (IndexKey, RowId);

/// Where to look. A value of another type than the column's narrows nothing.
fn range(wanted: Option<&(IndexOperator, Value)>, ty: Type) -> (Bound<Entry>, Bound<Entry>) {
    let all = (Bound::Unbounded, Bound::Unbounded);
    let Some((operator, value)) = wanted else {
        return all;
    };
    let Ok(value) = from_glue(value, ty) else {
        return all;
    };
    let first = (IndexKey::One(value.clone()), RowId::MIN);
    let last = (IndexKey::One(value), RowId::MAX);
    match operator {
        IndexOperator::Eq => (Bound::Included(first), Bound::Included(last)),
        IndexOperator::Gt => (Bound::Excluded(last), Bound::Unbounded),
        IndexOperator::GtEq => (Bound::Included(first), Bound::Unbounded),
        IndexOperator::Lt => (Bound::Unbounded, Bound::Excluded(first)),
        IndexOperator::LtEq => (Bound::Unbounded, Bound::Included(last)),
    }
}
