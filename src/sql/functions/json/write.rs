//! JSON from other values, and text from JSON.

use super::json;
use crate::sql::error::{Result, error};
use crate::sql::functions::string::text;
use crate::sql::json::{Json, parse, quoted};
use crate::sql::numeric::Numeric;
use crate::sql::output::show;
use crate::sql::types::Type as T;
use crate::sql::value::Value;

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

pub(super) fn build_object(a: &[Value], types: &[T], binary: bool) -> Result<Value> {
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

pub(super) fn pretty(json: &Json, depth: usize, out: &mut String) {
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
