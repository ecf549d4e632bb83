//! Arrays.

use super::math::arg;
use super::{Entry, lenient, strict};
use crate::sql::error::{Result, error};
use crate::sql::execute::Exec;
use crate::sql::types::Type as T;
use crate::sql::value::{Array, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Entry] = &[
    strict(
        "array_length",
        &[T::AnyArray, T::Int4],
        T::Int4,
        |_, a, _| Ok(dimension(a)),
    ),
    strict(
        "array_upper",
        &[T::AnyArray, T::Int4],
        T::Int4,
        |_, a, _| Ok(dimension(a)),
    ),
    strict(
        "array_lower",
        &[T::AnyArray, T::Int4],
        T::Int4,
        |_, a, _| {
            Ok(if dimension(a).is_null() {
                Value::Null
            } else {
                Value::Int(1)
            })
        },
    ),
    strict("array_ndims", &[T::AnyArray], T::Int4, |_, a, _| {
        let dims = array(a, 0).dims.len();
        Ok(if dims == 0 {
            Value::Null
        } else {
            Value::Int(dims as i64)
        })
    }),
    strict("cardinality", &[T::AnyArray], T::Int4, |_, a, _| {
        Ok(Value::Int(array(a, 0).items.len() as i64))
    }),
    lenient(
        "array_append",
        &[T::AnyArray, T::AnyElement],
        T::AnyArray,
        append,
    ),
    lenient(
        "array_prepend",
        &[T::AnyElement, T::AnyArray],
        T::AnyArray,
        prepend,
    ),
    lenient(
        "array_cat",
        &[T::AnyArray, T::AnyArray],
        T::AnyArray,
        concatenate,
    ),
    lenient(
        "array_remove",
        &[T::AnyArray, T::AnyElement],
        T::AnyArray,
        |_, a, _| {
            if arg(a, 0).is_null() {
                return Ok(Value::Null);
            }
            Ok(Value::array(
                array(a, 0)
                    .items
                    .iter()
                    .filter(|item| *item != arg(a, 1))
                    .cloned()
                    .collect(),
            ))
        },
    ),
    lenient(
        "array_replace",
        &[T::AnyArray, T::AnyElement, T::AnyElement],
        T::AnyArray,
        |_, a, _| {
            if arg(a, 0).is_null() {
                return Ok(Value::Null);
            }
            let items = array(a, 0)
                .items
                .iter()
                .map(|item| if item == arg(a, 1) { arg(a, 2) } else { item });
            Ok(Value::Array(Arc::new(Array {
                dims: array(a, 0).dims.clone(),
                items: items.cloned().collect(),
            })))
        },
    ),
    lenient(
        "array_position",
        &[T::AnyArray, T::AnyElement],
        T::Int4,
        |_, a, _| {
            let at = array(a, 0).items.iter().position(|item| item == arg(a, 1));
            Ok(at.map_or(Value::Null, |at| Value::Int(at as i64 + 1)))
        },
    ),
    lenient(
        "array_positions",
        &[T::AnyArray, T::AnyElement],
        T::Array(&T::Int4),
        |_, a, _| {
            if arg(a, 0).is_null() {
                return Ok(Value::Null);
            }
            let items = array(a, 0)
                .items
                .iter()
                .enumerate()
                .filter(|(_, item)| *item == arg(a, 1));
            Ok(Value::array(
                items.map(|(at, _)| Value::Int(at as i64 + 1)).collect(),
            ))
        },
    ),
];

pub(super) const HIDDEN: &[Entry] = &[
    strict(
        "array_contains",
        &[T::AnyArray, T::AnyArray],
        T::Bool,
        |_, a, _| Ok(Value::Bool(holds(array(a, 0), array(a, 1)))),
    ),
    strict(
        "array_contained",
        &[T::AnyArray, T::AnyArray],
        T::Bool,
        |_, a, _| Ok(Value::Bool(holds(array(a, 1), array(a, 0)))),
    ),
    strict(
        "array_overlaps",
        &[T::AnyArray, T::AnyArray],
        T::Bool,
        |_, a, _| {
            Ok(Value::Bool(array(a, 0).items.iter().any(|item| {
                !item.is_null() && array(a, 1).items.contains(item)
            })))
        },
    ),
    Entry {
        name: "array_subscript",
        args: &[T::AnyArray, T::Int4],
        variadic: true,
        returns: T::AnyElement,
        strict: true,
        native: subscript,
    },
    lenient(
        "array_slice",
        &[T::AnyArray, T::Int4, T::Int4],
        T::AnyArray,
        |_, a, _| {
            if arg(a, 0).is_null() {
                return Ok(Value::Null);
            }
            let items = &array(a, 0).items;
            let low = if arg(a, 1).is_null() {
                1
            } else {
                arg(a, 1).as_int().max(1)
            } as usize
                - 1;
            let high = if arg(a, 2).is_null() {
                items.len()
            } else {
                usize::try_from(arg(a, 2).as_int())
                    .unwrap_or(0)
                    .min(items.len())
            };
            Ok(Value::array(
                items.get(low..high.max(low)).unwrap_or_default().to_vec(),
            ))
        },
    ),
];

fn array(args: &[Value], at: usize) -> &Array {
    static EMPTY: Array = Array {
        dims: Vec::new(),
        items: Vec::new(),
    };
    match arg(args, at) {
        Value::Array(array) => array,
        _ => &EMPTY,
    }
}

fn dimension(a: &[Value]) -> Value {
    let at = usize::try_from(arg(a, 1).as_int())
        .ok()
        .and_then(|n| n.checked_sub(1));
    let length = at.and_then(|at| array(a, 0).dims.get(at));
    length.map_or(Value::Null, |length| Value::Int(*length as i64))
}

fn holds(outer: &Array, inner: &Array) -> bool {
    inner
        .items
        .iter()
        .all(|item| !item.is_null() && outer.items.contains(item))
}

fn subscript(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    let array = array(a, 0);
    let indexes = a.get(1..).unwrap_or_default();
    if indexes.len() != array.dims.len() {
        return Ok(Value::Null);
    }
    let mut place = 0;
    for (index, length) in indexes.iter().zip(&array.dims) {
        let at = index.as_int() - 1;
        let Some(at) = usize::try_from(at).ok().filter(|at| at < length) else {
            return Ok(Value::Null);
        };
        place = place * length + at;
    }
    Ok(array.items.get(place).cloned().unwrap_or_default())
}

/// An array of these items; of arrays, one with a dimension more.
pub(crate) fn nest(items: Vec<Value>) -> Result<Value> {
    let Some(Value::Array(first)) = items.first() else {
        return Ok(Value::array(items));
    };
    let mut dims = vec![items.len()];
    dims.extend(&first.dims);
    let mut flat = Vec::new();
    for item in &items {
        match item {
            Value::Array(inner) if inner.dims == first.dims => {
                flat.extend(inner.items.iter().cloned());
            }
            _ => {
                return Err(error(
                    "2202E",
                    "multidimensional arrays must have array expressions with matching dimensions",
                ));
            }
        }
    }
    Ok(Value::Array(Arc::new(Array { dims, items: flat })))
}

/// `array || array`; NULL is no array at all.
pub(crate) fn concatenate(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    match (arg(a, 0), arg(a, 1)) {
        (Value::Array(left), Value::Array(right)) => {
            let mut items = left.items.clone();
            items.extend(right.items.iter().cloned());
            let (l, r) = (left.dims.get(1..), right.dims.get(1..));
            let dims = match (left.dims.first(), right.dims.first()) {
                (None, _) => right.dims.clone(),
                (_, None) => left.dims.clone(),
                (Some(a), Some(b)) if l == r => [&[a + b][..], l.unwrap_or_default()].concat(),
                _ => {
                    return Err(error("2202E", "cannot concatenate incompatible arrays"));
                }
            };
            Ok(Value::Array(Arc::new(Array { dims, items })))
        }
        (Value::Null, other) | (other, _) => Ok(other.clone()),
    }
}

/// `array || item`.
pub(crate) fn append(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    let mut items = array(a, 0).items.clone();
    items.push(arg(a, 1).clone());
    Ok(Value::array(items))
}

/// `item || array`.
pub(crate) fn prepend(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    let mut items = vec![arg(a, 0).clone()];
    items.extend(array(a, 1).items.iter().cloned());
    Ok(Value::array(items))
}
