//! Text put together: format, quoted literals, joined arguments.

use super::{MOST, s, text};
use crate::sql::error::{Result, error};
use crate::sql::functions::math::arg;
use crate::sql::output::show;
use crate::sql::types::Type as T;
use crate::sql::value::Value;
use std::fmt::Write as _;

pub(super) fn quote_literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if doubled.contains('\\') {
        format!("E'{}'", doubled.replace('\\', "\\\\"))
    } else {
        format!("'{doubled}'")
    }
}

/// `format('%s %I %L %%', …)` with positions and widths.
pub(super) fn format(a: &[Value], types: &[T]) -> Result<Value> {
    if arg(a, 0).is_null() {
        return Ok(Value::Null);
    }
    let mut out = String::new();
    let mut chars = s(a, 0).chars().peekable();
    let mut next = 1;
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        if chars.next_if_eq(&'%').is_some() {
            out.push('%');
            continue;
        }
        let mut digits = String::new();
        while let Some(c) = chars.next_if(char::is_ascii_digit) {
            digits.push(c);
        }
        let mut place = next;
        if !digits.is_empty() && chars.next_if_eq(&'$').is_some() {
            place = digits.parse().unwrap_or(0);
            digits.clear();
        }
        let left = chars.next_if_eq(&'-').is_some();
        while let Some(c) = chars.next_if(char::is_ascii_digit) {
            digits.push(c);
        }
        let Some(kind) = chars.next() else {
            return Err(error("22023", "unterminated format() type specifier")
                .hint("For a single \"%\" use \"%%\"."));
        };
        let Some(value) = a.get(place).filter(|_| place > 0) else {
            return Err(error("22023", "too few arguments for format()"));
        };
        next = place + 1;
        let shown = show(value, types.get(place).copied().unwrap_or(T::Text));
        let piece = match (kind, shown) {
            ('s', shown) => shown.unwrap_or_default(),
            ('I', Some(shown)) => crate::sql::names::quote(&shown),
            ('I', None) => {
                return Err(error(
                    "22004",
                    "null values cannot be formatted as an SQL identifier",
                ));
            }
            ('L', Some(shown)) => quote_literal(&shown),
            ('L', None) => "NULL".to_owned(),
            (other, _) => {
                return Err(error(
                    "22023",
                    format!("unrecognized format() type specifier \"{other}\""),
                )
                .hint("For a single \"%\" use \"%%\"."));
            }
        };
        let width = digits.parse::<usize>().unwrap_or(0).min(MOST);
        let _ = if left {
            write!(out, "{piece:<width$}")
        } else {
            write!(out, "{piece:>width$}")
        };
    }
    text(out)
}

pub(super) fn joined(a: &[Value], types: &[T], null: Option<&str>) -> Result<Value> {
    let (Value::Array(array), false) = (arg(a, 0), arg(a, 1).is_null()) else {
        return Ok(Value::Null);
    };
    let item = match types.first() {
        Some(T::Array(item)) => **item,
        _ => T::Text,
    };
    let parts: Vec<String> = array
        .items
        .iter()
        .filter_map(|value| show(value, item).or_else(|| null.map(str::to_owned)))
        .collect();
    text(parts.join(s(a, 1)))
}
