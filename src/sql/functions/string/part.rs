//! Parts of text: found, cut, filled up, split.

use super::{MOST, length, s, text};
use crate::sql::error::{Result, error};
use crate::sql::functions::math::arg;
use crate::sql::value::Value;

pub(super) fn initcap(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        inside = c.is_alphanumeric();
    }
    out
}

pub(super) fn substring(a: &[Value]) -> Result<Value> {
    let start = arg(a, 1).as_int();
    let end = match a.get(2) {
        Some(length) if length.as_int() < 0 => {
            return Err(error("22011", "negative substring length not allowed"));
        }
        Some(length) => start.saturating_add(length.as_int()),
        None => i64::MAX,
    };
    let from = start.max(1);
    let take = usize::try_from(end.saturating_sub(from)).unwrap_or(0);
    text(
        s(a, 0)
            .chars()
            .skip((from - 1) as usize)
            .take(take)
            .collect::<String>(),
    )
}

pub(super) fn pad(of: &str, to: i64, fill: &str, left: bool) -> Result<Value> {
    let to = usize::try_from(to).unwrap_or(0);
    if to > MOST {
        return Err(error("54000", "requested length too large"));
    }
    let have = of.chars().count();
    if have >= to || fill.is_empty() {
        return text(of.chars().take(to).collect::<String>());
    }
    let filling: String = fill.chars().cycle().take(to - have).collect();
    text(if left {
        filling + of
    } else {
        of.to_owned() + &filling
    })
}

pub(super) fn split_part(a: &[Value]) -> Result<Value> {
    let n = arg(a, 2).as_int();
    if n == 0 {
        return Err(error("22023", "field position must not be zero"));
    }
    let parts: Vec<&str> = if s(a, 1).is_empty() {
        vec![s(a, 0)]
    } else {
        s(a, 0).split(s(a, 1)).collect()
    };
    let at = if n > 0 { n - 1 } else { parts.len() as i64 + n };
    text(
        usize::try_from(at)
            .ok()
            .and_then(|at| parts.get(at))
            .copied()
            .unwrap_or_default(),
    )
}

pub(super) fn position(text: &str, part: &str) -> Value {
    Value::Int(
        text.find(part)
            .map_or(0, |at| length(text.get(..at).unwrap_or_default()) + 1),
    )
}

pub(super) fn overlay(a: &[Value], drop: i64) -> Result<Value> {
    let start = arg(a, 2).as_int();
    if start < 1 {
        return Err(error("22011", "negative substring length not allowed"));
    }
    let before: String = s(a, 0).chars().take((start - 1) as usize).collect();
    let after: String = s(a, 0)
        .chars()
        .skip((start - 1 + drop).max(0) as usize)
        .collect();
    text(before + s(a, 1) + &after)
}

pub(super) fn split(a: &[Value], null: Option<&str>) -> Result<Value> {
    if arg(a, 0).is_null() {
        return Ok(Value::Null);
    }
    let whole = s(a, 0);
    let parts: Vec<String> = if whole.is_empty() {
        Vec::new()
    } else if arg(a, 1).is_null() {
        whole.chars().map(String::from).collect()
    } else if s(a, 1).is_empty() {
        vec![whole.to_owned()]
    } else {
        whole.split(s(a, 1)).map(str::to_owned).collect()
    };
    let items = parts.into_iter().map(|part| {
        if null == Some(part.as_str()) {
            Value::Null
        } else {
            Value::text(part)
        }
    });
    Ok(Value::array(items.collect()))
}
