//! JSON, lists and maps.

use crate::sql::error::{Result, error};
use crate::sql::json::Json;
use crate::sql::numeric::Numeric;
use crate::sql::types::Type;
use crate::sql::value::Value;
use gluesql_core::data::Value as Glue;

/// JSON as GlueSQL keeps it.
pub(super) fn to_glue(json: &Json) -> Result<Glue> {
    Ok(match json {
        Json::Null => Glue::Null,
        Json::Bool(b) => Glue::Bool(*b),
        Json::Number(n) => number(n)?,
        Json::String(text) => Glue::Str(text.clone()),
        Json::Array(items) => Glue::List(items.iter().map(to_glue).collect::<Result<_>>()?),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(key, json)| Ok((key.clone(), to_glue(json)?)));
            Glue::Map(members.collect::<Result<_>>()?)
        }
    })
}

fn number(number: &Numeric) -> Result<Glue> {
    if number.scale == 0
        && let Some(whole) = number.to_i64()
    {
        return Ok(Glue::I64(whole));
    }
    let float = number.to_f64();
    let back = Numeric::parse(&float.to_string());
    if back.is_some_and(|back| back.order(number).is_eq()) {
        return Ok(Glue::F64(float));
    }
    super::decimal(number).ok_or_else(|| {
        let message = format!("the JSON number {number} is not among GlueSQL's values");
        error("22003", message)
    })
}

/// GlueSQL's value as JSON.
pub(super) fn from_glue(value: &Glue) -> Result<Json> {
    if let Some(whole) = super::whole(value) {
        return Ok(Json::Number(Numeric::from(whole)));
    }
    Ok(match value {
        Glue::Null => Json::Null,
        Glue::Bool(b) => Json::Bool(*b),
        Glue::Str(text) => Json::String(text.clone()),
        Glue::List(items) => Json::Array(items.iter().map(from_glue).collect::<Result<_>>()?),
        Glue::Map(members) => {
            let members = members
                .iter()
                .map(|(key, value)| Ok((key.clone(), from_glue(value)?)));
            Json::object(members.collect::<Result<_>>()?)
        }
        Glue::F32(_) | Glue::F64(_) | Glue::Decimal(_) => {
            let text = String::from(value);
            Json::Number(Numeric::parse(&text).ok_or_else(|| {
                error("22P02", format!("{text} is no number that JSON can write"))
            })?)
        }
        other => Json::String(String::from(other)),
    })
}

/// An array as lists in lists, one level for each dimension.
pub(super) fn list(dims: &[usize], items: &[Value], ty: Type) -> Result<Glue> {
    let item = match ty {
        Type::Array(item) => *item,
        other => other,
    };
    let Some((first, inner)) = dims.split_first() else {
        return Ok(Glue::List(Vec::new()));
    };
    let step = inner.iter().product::<usize>();
    let parts = (0..*first).map(|at| {
        let part = items.get(at * step..(at + 1) * step).unwrap_or_default();
        match (inner, part) {
            ([], [value]) => super::to_glue(value, item),
            _ => list(inner, part, ty),
        }
    });
    Ok(Glue::List(parts.collect::<Result<_>>()?))
}
