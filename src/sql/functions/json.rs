//! JSON.

use super::math::arg;
use super::string::{s, text};
use super::{Entry, strict, variadic};
use crate::sql::error::{Result, error};
use crate::sql::execute::Exec;
use crate::sql::json::{Json, members, parse, quoted};
use crate::sql::numeric::Numeric;
use crate::sql::output::show;
use crate::sql::types::Type as T;
use crate::sql::value::Value;
use std::sync::Arc;

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

/// Any value as JSON.
pub(crate) fn to_json(value: &Value, ty: T) -> Result<Json> {
    Ok(match value {
        Value::Null => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Int(n) => Json::Number(Numeric::from(*n)),
        Value::Numeric(n) => Json::Number((**n).clone()),
        Value::Float(n) => {
            match Numeric::parse(&crate::sql::output::show_float(*n, ty == T::Float4)) {
                Some(number) => Json::Number(number),
                None => Json::String(crate::sql::output::show_float(*n, false)),
            }
        }
        Value::Json(json) => (**json).clone(),
        Value::Text(text) if ty == T::Json => parse(text)?,
        Value::Array(_) => parse(&to_text(value, ty)?)?,
        Value::Record(items) => {
            let members = items
                .iter()
                .enumerate()
                .map(|(at, item)| Ok((format!("f{}", at + 1), to_json(item, T::Text)?)));
            Json::object(members.collect::<Result<_>>()?)
        }
        other => Json::String(plain(other, ty)),
    })
}

/// Text as JSON wants it: a timestamp with a T between date and time.
fn plain(value: &Value, ty: T) -> String {
    let text = show(value, ty).unwrap_or_default();
    if !matches!(ty, T::Timestamp | T::TimestampTz) {
        return text;
    }
    let text = text.replacen(' ', "T", 1);
    let short_zone = ty == T::TimestampTz
        && text.len() > 3
        && text
            .as_bytes()
            .get(text.len() - 3)
            .is_some_and(|b| matches!(b, b'+' | b'-'));
    if short_zone { text + ":00" } else { text }
}

/// Any value as JSON text, as the `json` functions write it.
pub(crate) fn to_text(value: &Value, ty: T) -> Result<String> {
    Ok(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Int(_) | Value::Numeric(_) => show(value, ty).unwrap_or_default(),
        Value::Float(n) if n.is_finite() => show(value, ty).unwrap_or_default(),
        Value::Text(text) if ty == T::Json => text.to_string(),
        Value::Json(json) => json.to_string(),
        Value::Array(array) => {
            let item = if let T::Array(item) = ty {
                *item
            } else {
                T::Text
            };
            level(&array.dims, &array.items, item)?
        }
        Value::Record(items) => {
            let mut out = Vec::new();
            for (at, item) in items.iter().enumerate() {
                out.push(format!("\"f{}\":{}", at + 1, to_text(item, T::Text)?));
            }
            format!("{{{}}}", out.join(","))
        }
        other => quoted(&plain(other, ty)),
    })
}

fn level(dims: &[usize], items: &[Value], item: T) -> Result<String> {
    let Some((length, inner)) = dims.split_first() else {
        return Ok("[]".to_owned());
    };
    let step = inner.iter().product::<usize>().max(1);
    let mut parts = Vec::new();
    for part in items.chunks(step).take(*length) {
        parts.push(match (inner, part) {
            ([], [value]) => to_text(value, item)?,
            _ => level(inner, part, item)?,
        });
    }
    Ok(format!("[{}]", parts.join(",")))
}

fn build_object(a: &[Value], types: &[T], binary: bool) -> Result<Value> {
    if a.len() % 2 == 1 {
        return Err(
            error("22023", "argument list must have even number of elements").hint(format!(
                "The arguments of {}() must consist of alternating keys and values.",
                if binary {
                    "jsonb_build_object"
                } else {
                    "json_build_object"
                }
            )),
        );
    }
    let (mut members, mut texts) = (Vec::new(), Vec::new());
    for (at, (pair, types)) in a.chunks(2).zip(types.chunks(2)).enumerate() {
        let ([key, value], [key_type, ty]) = (pair, types) else {
            continue;
        };
        let Some(key) = show(key, *key_type) else {
            return Err(error(
                "22023",
                format!("argument {}: key must not be null", at * 2 + 1),
            ));
        };
        if binary {
            members.push((key, to_json(value, *ty)?));
        } else {
            texts.push(format!("{} : {}", quoted(&key), to_text(value, *ty)?));
        }
    }
    if binary {
        Ok(json(Json::object(members)))
    } else {
        text(format!("{{{}}}", texts.join(", ")))
    }
}

fn length(json: &Json) -> Result<Value> {
    match json {
        Json::Array(items) => Ok(Value::Int(items.len() as i64)),
        Json::Object(_) => Err(error("22023", "cannot get array length of a non-array")),
        _ => Err(error("22023", "cannot get array length of a scalar")),
    }
}

enum Step<'a> {
    Key(&'a str),
    Place(i64),
}

/// A member or item of JSON text, as it is written there.
fn raw(text: &str, step: &Step<'_>) -> Result<Value> {
    let Some(members) = members(text)? else {
        return Ok(Value::Null);
    };
    let keyed = members.first().is_some_and(|member| member.0.is_some());
    let found = match step {
        Step::Key(key) => members
            .iter()
            .rev()
            .find(|member| member.0.as_deref() == Some(*key)),
        Step::Place(_) if keyed => None,
        Step::Place(at) => {
            let at = if *at < 0 {
                at + members.len() as i64
            } else {
                *at
            };
            usize::try_from(at).ok().and_then(|at| members.get(at))
        }
    };
    Ok(found.map_or(Value::Null, |member| Value::text(member.1)))
}

fn raw_text(value: &Value) -> Result<Value> {
    match value {
        Value::Text(raw) if raw.starts_with('"') || &**raw == "null" => Ok(parse(raw)?.as_text()),
        other => Ok(other.clone()),
    }
}

fn follow_raw(a: &[Value]) -> Result<Value> {
    let mut found = arg(a, 0).clone();
    for step in path(a, 1) {
        let array = found.as_str().trim_start().starts_with('[');
        let step = match (array, step.as_str().parse()) {
            (true, Ok(place)) => Step::Place(place),
            (true, Err(_)) => return Ok(Value::Null),
            _ => Step::Key(step.as_str()),
        };
        found = raw(found.as_str(), &step)?;
        if found.is_null() {
            return Ok(found);
        }
    }
    Ok(found)
}

fn exists(json: &Json, key: &str) -> bool {
    match json {
        Json::Object(_) => json.get(key).is_some(),
        Json::Array(items) => items
            .iter()
            .any(|item| matches!(item, Json::String(text) if text == key)),
        Json::String(text) => text == key,
        _ => false,
    }
}

/// `jsonb || jsonb`.
pub(crate) fn concatenate(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    Ok(json(match (of(a, 0).clone(), of(a, 1).clone()) {
        (Json::Object(mut left), Json::Object(right)) => {
            left.extend(right);
            Json::object(left)
        }
        (left, right) => {
            let list = |json| {
                if let Json::Array(items) = json {
                    items
                } else {
                    vec![json]
                }
            };
            let mut items = list(left);
            items.extend(list(right));
            Json::Array(items)
        }
    }))
}

fn without_key(json: &Json, key: &str) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .iter()
                .filter(|member| member.0 != key)
                .cloned()
                .collect(),
        ),
        Json::Array(items) => Json::Array(
            items
                .iter()
                .filter(|item| !matches!(item, Json::String(text) if text == key))
                .cloned()
                .collect(),
        ),
        other => other.clone(),
    }
}

fn without_place(json: &Json, at: i64) -> Json {
    let Json::Array(items) = json else {
        return json.clone();
    };
    let at = if at < 0 { at + items.len() as i64 } else { at };
    let kept = items
        .iter()
        .enumerate()
        .filter(|(place, _)| *place as i64 != at);
    Json::Array(kept.map(|(_, item)| item.clone()).collect())
}

fn delete_path(json: &Json, path: &[Value]) -> Json {
    match (json, path) {
        (_, []) => json.clone(),
        (Json::Array(_), [last]) => last
            .as_str()
            .parse()
            .map_or_else(|_| json.clone(), |at| without_place(json, at)),
        (_, [last]) => without_key(json, last.as_str()),
        (Json::Object(members), [first, rest @ ..]) => Json::Object(
            members
                .iter()
                .map(|(key, value)| {
                    let value = if key == first.as_str() {
                        delete_path(value, rest)
                    } else {
                        value.clone()
                    };
                    (key.clone(), value)
                })
                .collect(),
        ),
        (Json::Array(items), [first, rest @ ..]) => {
            let at = first
                .as_str()
                .parse::<i64>()
                .map_or(-1, |at| if at < 0 { at + items.len() as i64 } else { at });
            let items = items.iter().enumerate();
            Json::Array(
                items
                    .map(|(place, item)| {
                        if place as i64 == at {
                            delete_path(item, rest)
                        } else {
                            item.clone()
                        }
                    })
                    .collect(),
            )
        }
        _ => json.clone(),
    }
}

fn set(json: &Json, path: &[Value], new: &Json, create: bool) -> Json {
    let Some((first, rest)) = path.split_first() else {
        return json.clone();
    };
    match json {
        Json::Object(members) => {
            let mut members = members.clone();
            match members.iter_mut().find(|member| member.0 == first.as_str()) {
                Some(member) if rest.is_empty() => member.1 = new.clone(),
                Some(member) => member.1 = set(&member.1, rest, new, create),
                None if rest.is_empty() && create => {
                    members.push((first.as_str().to_owned(), new.clone()))
                }
                None => {}
            }
            Json::object(members)
        }
        Json::Array(items) => {
            let mut items = items.clone();
            let Ok(at) = first.as_str().parse::<i64>() else {
                return json.clone();
            };
            let place = if at < 0 { at + items.len() as i64 } else { at };
            match usize::try_from(place)
                .ok()
                .filter(|place| *place < items.len())
            {
                Some(place) => {
                    if let Some(item) = items.get_mut(place) {
                        *item = if rest.is_empty() {
                            new.clone()
                        } else {
                            set(item, rest, new, create)
                        };
                    }
                }
                None if rest.is_empty() && create && place < 0 => items.insert(0, new.clone()),
                None if rest.is_empty() && create => items.push(new.clone()),
                None => {}
            }
            Json::Array(items)
        }
        other => other.clone(),
    }
}

fn strip(json: &Json) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .iter()
                .filter(|member| !matches!(member.1, Json::Null))
                .map(|(key, value)| (key.clone(), strip(value)))
                .collect(),
        ),
        Json::Array(items) => Json::Array(items.iter().map(strip).collect()),
        other => other.clone(),
    }
}

fn pretty(json: &Json, depth: usize, out: &mut String) {
    let indent = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"    ".repeat(depth));
    };
    match json {
        Json::Object(members) => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                indent(out, depth + 1);
                out.push_str(&quoted(key));
                out.push_str(": ");
                pretty(value, depth + 1, out);
            }
            indent(out, depth);
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                indent(out, depth + 1);
                pretty(item, depth + 1, out);
            }
            indent(out, depth);
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}
