//! Into JSON, step by step.

use super::path;
use crate::sql::error::{Result, error};
use crate::sql::functions::math::arg;
use crate::sql::json::{Json, members, parse};
use crate::sql::value::Value;

pub(super) fn length(json: &Json) -> Result<Value> {
    match json {
        Json::Array(items) => Ok(Value::Int(items.len() as i64)),
        Json::Object(_) => Err(error("22023", "cannot get array length of a non-array")),
        _ => Err(error("22023", "cannot get array length of a scalar")),
    }
}

pub(super) enum Step<'a> {
    Key(&'a str),
    Place(i64),
}

/// A member or item of JSON text, as it is written there.
pub(super) fn raw(text: &str, step: &Step<'_>) -> Result<Value> {
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

pub(super) fn raw_text(value: &Value) -> Result<Value> {
    match value {
        Value::Text(raw) if raw.starts_with('"') || &**raw == "null" => Ok(parse(raw)?.as_text()),
        other => Ok(other.clone()),
    }
}

pub(super) fn follow_raw(a: &[Value]) -> Result<Value> {
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

pub(super) fn exists(json: &Json, key: &str) -> bool {
    match json {
        Json::Object(_) => json.get(key).is_some(),
        Json::Array(items) => items
            .iter()
            .any(|item| matches!(item, Json::String(text) if text == key)),
        Json::String(text) => text == key,
        _ => false,
    }
}
