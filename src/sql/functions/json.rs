//! JSON.

mod change;
mod path;
mod write;

use super::math::arg;
use super::string::{s, text};
use super::{Entry, strict, variadic};
use crate::sql::error::Result;
use crate::sql::json::{Json, parse, quoted};
use crate::sql::types::Type as T;
use crate::sql::value::Value;
pub(crate) use change::concatenate;
use change::{delete_path, set, strip, without_key, without_place};
use path::{Step, exists, follow_raw, length, raw, raw_text};
use std::sync::Arc;
use write::{build_object, pretty};
pub(crate) use write::{to_json, to_text};

const TEXTS: T = T::Array(&T::Text);

pub(super) const FUNCTIONS: &[Entry] = &[
    variadic("json_build_object", &[T::Any], T::Json, |_, a, t| {
        build_object(a, t, false)
    }),
    variadic("jsonb_build_object", &[T::Any], T::Jsonb, |_, a, t| {
        build_object(a, t, true)
    }),
    variadic("json_build_array", &[T::Any], T::Json, |_, a, t| {
        let items: Vec<String> = a
            .iter()
            .zip(t)
            .map(|(v, t)| to_text(v, *t))
            .collect::<Result<_>>()?;
        text(format!("[{}]", items.join(", ")))
    }),
    variadic("jsonb_build_array", &[T::Any], T::Jsonb, |_, a, t| {
        Ok(json(Json::Array(
            a.iter()
                .zip(t)
                .map(|(v, t)| to_json(v, *t))
                .collect::<Result<_>>()?,
        )))
    }),
    strict("to_json", &[T::Any], T::Json, |_, a, t| {
        text(to_text(arg(a, 0), first(t))?)
    }),
    strict("to_jsonb", &[T::Any], T::Jsonb, |_, a, t| {
        Ok(json(to_json(arg(a, 0), first(t))?))
    }),
    strict("row_to_json", &[T::Any], T::Json, |_, a, t| {
        text(to_text(arg(a, 0), first(t))?)
    }),
    strict("array_to_json", &[T::AnyArray], T::Json, |_, a, t| {
        text(to_text(arg(a, 0), first(t))?)
    }),
    strict("json_typeof", &[T::Json], T::Text, |_, a, _| {
        text(parse(s(a, 0))?.type_name())
    }),
    strict("jsonb_typeof", &[T::Jsonb], T::Text, |_, a, _| {
        text(of(a, 0).type_name())
    }),
    strict("json_array_length", &[T::Json], T::Int4, |_, a, _| {
        length(&parse(s(a, 0))?)
    }),
    strict("jsonb_array_length", &[T::Jsonb], T::Int4, |_, a, _| {
        length(of(a, 0))
    }),
    strict("jsonb_pretty", &[T::Jsonb], T::Text, |_, a, _| {
        let mut out = String::new();
        pretty(of(a, 0), 0, &mut out);
        text(out)
    }),
    strict("jsonb_strip_nulls", &[T::Jsonb], T::Jsonb, |_, a, _| {
        Ok(json(strip(of(a, 0))))
    }),
    strict(
        "jsonb_set",
        &[T::Jsonb, TEXTS, T::Jsonb],
        T::Jsonb,
        |_, a, _| Ok(json(set(of(a, 0), path(a, 1), of(a, 2), true))),
    ),
    strict(
        "jsonb_set",
        &[T::Jsonb, TEXTS, T::Jsonb, T::Bool],
        T::Jsonb,
        |_, a, _| {
            Ok(json(set(
                of(a, 0),
                path(a, 1),
                of(a, 2),
                arg(a, 3).is_true(),
            )))
        },
    ),
    Entry {
        name: "jsonb_extract_path",
        args: &[T::Jsonb, T::Text],
        variadic: true,
        returns: T::Jsonb,
        strict: true,
        native: |_, a, _| {
            Ok(of(a, 0)
                .follow(a.get(1..).unwrap_or_default())
                .map_or(Value::Null, |found| json(found.clone())))
        },
    },
    Entry {
        name: "jsonb_extract_path_text",
        args: &[T::Jsonb, T::Text],
        variadic: true,
        returns: T::Text,
        strict: true,
        native: |_, a, _| {
            Ok(of(a, 0)
                .follow(a.get(1..).unwrap_or_default())
                .map_or(Value::Null, Json::as_text))
        },
    },
];

pub(super) const HIDDEN: &[Entry] = &[
    strict("json_get", &[T::Json, T::Text], T::Json, |_, a, _| {
        raw(s(a, 0), &Step::Key(s(a, 1)))
    }),
    strict("json_get", &[T::Json, T::Int4], T::Json, |_, a, _| {
        raw(s(a, 0), &Step::Place(arg(a, 1).as_int()))
    }),
    strict("json_get_text", &[T::Json, T::Text], T::Text, |_, a, _| {
        raw(s(a, 0), &Step::Key(s(a, 1))).and_then(|v| raw_text(&v))
    }),
    strict("json_get_text", &[T::Json, T::Int4], T::Text, |_, a, _| {
        raw(s(a, 0), &Step::Place(arg(a, 1).as_int())).and_then(|v| raw_text(&v))
    }),
    strict("jsonb_get", &[T::Jsonb, T::Text], T::Jsonb, |_, a, _| {
        Ok(of(a, 0)
            .get(s(a, 1))
            .map_or(Value::Null, |j| json(j.clone())))
    }),
    strict("jsonb_get", &[T::Jsonb, T::Int4], T::Jsonb, |_, a, _| {
        Ok(of(a, 0)
            .item(arg(a, 1).as_int())
            .map_or(Value::Null, |j| json(j.clone())))
    }),
    strict(
        "jsonb_get_text",
        &[T::Jsonb, T::Text],
        T::Text,
        |_, a, _| Ok(of(a, 0).get(s(a, 1)).map_or(Value::Null, Json::as_text)),
    ),
    strict(
        "jsonb_get_text",
        &[T::Jsonb, T::Int4],
        T::Text,
        |_, a, _| {
            Ok(of(a, 0)
                .item(arg(a, 1).as_int())
                .map_or(Value::Null, Json::as_text))
        },
    ),
    strict(
        "json_extract_path_op",
        &[T::Json, TEXTS],
        T::Json,
        |_, a, _| follow_raw(a),
    ),
    strict(
        "json_extract_path_text_op",
        &[T::Json, TEXTS],
        T::Text,
        |_, a, _| follow_raw(a).and_then(|v| raw_text(&v)),
    ),
    strict(
        "jsonb_extract_path_op",
        &[T::Jsonb, TEXTS],
        T::Jsonb,
        |_, a, _| {
            Ok(of(a, 0)
                .follow(path(a, 1))
                .map_or(Value::Null, |found| json(found.clone())))
        },
    ),
    strict(
        "jsonb_extract_path_text_op",
        &[T::Jsonb, TEXTS],
        T::Text,
        |_, a, _| {
            Ok(of(a, 0)
                .follow(path(a, 1))
                .map_or(Value::Null, Json::as_text))
        },
    ),
    strict(
        "jsonb_contains",
        &[T::Jsonb, T::Jsonb],
        T::Bool,
        |_, a, _| Ok(Value::Bool(of(a, 0).contains(of(a, 1)))),
    ),
    strict(
        "jsonb_contained",
        &[T::Jsonb, T::Jsonb],
        T::Bool,
        |_, a, _| Ok(Value::Bool(of(a, 1).contains(of(a, 0)))),
    ),
    strict("jsonb_exists", &[T::Jsonb, T::Text], T::Bool, |_, a, _| {
        Ok(Value::Bool(exists(of(a, 0), s(a, 1))))
    }),
    strict(
        "jsonb_exists_any",
        &[T::Jsonb, TEXTS],
        T::Bool,
        |_, a, _| {
            Ok(Value::Bool(
                path(a, 1).iter().any(|key| exists(of(a, 0), key.as_str())),
            ))
        },
    ),
    strict(
        "jsonb_exists_all",
        &[T::Jsonb, TEXTS],
        T::Bool,
        |_, a, _| {
            Ok(Value::Bool(
                path(a, 1).iter().all(|key| exists(of(a, 0), key.as_str())),
            ))
        },
    ),
    strict(
        "jsonb_delete_op",
        &[T::Jsonb, T::Text],
        T::Jsonb,
        |_, a, _| Ok(json(without_key(of(a, 0), s(a, 1)))),
    ),
    strict(
        "jsonb_delete_op",
        &[T::Jsonb, TEXTS],
        T::Jsonb,
        |_, a, _| {
            Ok(json(
                path(a, 1).iter().fold(of(a, 0).clone(), |left, key| {
                    without_key(&left, key.as_str())
                }),
            ))
        },
    ),
    strict(
        "jsonb_delete_op",
        &[T::Jsonb, T::Int4],
        T::Jsonb,
        |_, a, _| Ok(json(without_place(of(a, 0), arg(a, 1).as_int()))),
    ),
    strict(
        "jsonb_delete_path",
        &[T::Jsonb, TEXTS],
        T::Jsonb,
        |_, a, _| Ok(json(delete_path(of(a, 0), path(a, 1)))),
    ),
    variadic("record_to_json", &[T::Any], T::Json, |_, a, t| {
        // Pairs of name and value.
        let mut out = Vec::new();
        for (pair, types) in a.chunks(2).zip(t.chunks(2)) {
            if let ([name, value], [_, ty]) = (pair, types) {
                out.push(format!(
                    "{}:{}",
                    quoted(name.as_str()),
                    to_text(value, *ty)?
                ));
            }
        }
        text(format!("{{{}}}", out.join(",")))
    }),
];

/// A JSON value as a value.
pub(super) fn json(json: Json) -> Value {
    Value::Json(Arc::new(json))
}

pub(super) fn of(args: &[Value], at: usize) -> &Json {
    static NULL: Json = Json::Null;
    match arg(args, at) {
        Value::Json(json) => json,
        _ => &NULL,
    }
}

fn first(types: &[T]) -> T {
    types.first().copied().unwrap_or(T::Text)
}

fn path(args: &[Value], at: usize) -> &[Value] {
    match arg(args, at) {
        Value::Array(array) => &array.items,
        _ => &[],
    }
}
