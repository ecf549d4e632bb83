//! JSON as `jsonb` keeps it: keys in order, numbers exact.

mod read;

use super::numeric::Numeric;
use super::value::Value;
pub(crate) use read::{members, parse};
use std::cmp::Ordering;
use std::fmt;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

/// A JSON value. An object's keys are unique, ordered by length and then by
/// bytes, as `jsonb` orders them.
#[derive(Debug, Clone)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Numeric),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

fn order_keys(a: &str, b: &str) -> Ordering {
    a.len()
        .cmp(&b.len())
        .then_with(|| a.as_bytes().cmp(b.as_bytes()))
}

impl Json {
    /// An object of these members; of equal keys the last one stays.
    pub fn object(members: Vec<(String, Json)>) -> Self {
        let mut sorted: Vec<(String, Json)> = Vec::with_capacity(members.len());
        let mut members = members;
        members.sort_by(|a, b| order_keys(&a.0, &b.0));
        for member in members {
            match sorted.last_mut() {
                Some(last) if last.0 == member.0 => *last = member,
                _ => sorted.push(member),
            }
        }
        Self::Object(sorted)
    }

    /// The member of this key.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Self::Object(members) => members
                .binary_search_by(|member| order_keys(&member.0, key))
                .ok()
                .and_then(|at| members.get(at))
                .map(|member| &member.1),
            _ => None,
        }
    }

    /// The item at this place; negative places count from the end.
    pub fn item(&self, at: i64) -> Option<&Json> {
        let Self::Array(items) = self else {
            return None;
        };
        let at = if at < 0 { at + items.len() as i64 } else { at };
        usize::try_from(at).ok().and_then(|at| items.get(at))
    }

    /// What a path of keys and places leads to.
    pub fn follow(&self, path: &[Value]) -> Option<&Json> {
        path.iter().try_fold(self, |json, step| match json {
            Self::Array(_) => json.item(step.as_str().parse().ok()?),
            _ => json.get(step.as_str()),
        })
    }

    /// As `->>` gives it: a string without quotes, null as NULL.
    pub fn as_text(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::String(text) => Value::text(text),
            other => Value::text(other.to_string()),
        }
    }

    /// Its type's name, as `jsonb_typeof` says it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// Whether all of `other` is in it (`@>`).
    pub fn contains(&self, other: &Json) -> bool {
        match (self, other) {
            (Self::Object(_), Self::Object(members)) => members
                .iter()
                .all(|(key, value)| self.get(key).is_some_and(|own| own.contains(value))),
            (Self::Array(items), Self::Array(others)) => others
                .iter()
                .all(|other| items.iter().any(|item| item.contains(other))),
            (Self::Array(items), scalar) if !matches!(scalar, Self::Object(_)) => {
                items.iter().any(|item| item.order(scalar).is_eq())
            }
            _ => self.order(other).is_eq(),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::String(_) => 1,
            Self::Number(_) => 2,
            Self::Bool(_) => 3,
            Self::Array(_) => 4,
            Self::Object(_) => 5,
        }
    }

    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.order(b),
            (Self::String(a), Self::String(b)) => a.cmp(b),
            (Self::Array(a), Self::Array(b)) => a.len().cmp(&b.len()).then_with(|| {
                let orders = a.iter().zip(b).map(|(a, b)| a.order(b));
                orders
                    .into_iter()
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            }),
            (Self::Object(a), Self::Object(b)) => a.len().cmp(&b.len()).then_with(|| {
                let orders = a
                    .iter()
                    .zip(b)
                    .map(|(a, b)| order_keys(&a.0, &b.0).then_with(|| a.1.order(&b.1)));
                orders
                    .into_iter()
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            }),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    pub fn hash_value<H: Hasher>(&self, state: &mut H) {
        state.write_u8(self.rank());
        match self {
            Self::Null => {}
            Self::Bool(b) => b.hash(state),
            Self::Number(n) => n.hash_value(state),
            Self::String(text) => state.write(text.as_bytes()),
            Self::Array(items) => items.iter().for_each(|item| item.hash_value(state)),
            Self::Object(members) => {
                for (key, value) in members {
                    state.write(key.as_bytes());
                    value.hash_value(state);
                }
            }
        }
    }
}

/// A string as JSON writes it, with its quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(b) => write!(out, "{b}"),
            Self::Number(n) => write!(out, "{n}"),
            Self::String(text) => out.write_str(&quoted(text)),
            Self::Array(items) => {
                out.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(out, "{comma}{item}")?;
                }
                out.write_str("]")
            }
            Self::Object(members) => {
                out.write_str("{")?;
                for (at, (key, value)) in members.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(out, "{comma}{}: {value}", quoted(key))?;
                }
                out.write_str("}")
            }
        }
    }
}
