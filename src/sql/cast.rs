//! Conversions between types.

use super::datetime::day_and_time;
use super::error::{Result, error};
use super::input::read;
use super::interval::{DAY, Interval};
use super::json;
use super::numeric::Numeric;
use super::output::show;
use super::types::{Category, ColumnType, Type, precision_and_scale};
use super::value::{Array, Value};
use std::sync::Arc;

/// In which situation a conversion happens by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Anywhere.
    Implicit,
    /// When a value is stored in a column.
    Assignment,
    /// Only when it is written.
    Explicit,
}

/// How far a conversion reaches; `None` when there's none.
pub(crate) fn reach(from: Type, to: Type) -> Option<Reach> {
    use Reach::{Assignment, Explicit, Implicit};
    use Type as T;
    if from == to || from == T::Unknown {
        return Some(Implicit);
    }
    let rank = |ty| match ty {
        T::Int2 => Some(0),
        T::Int4 => Some(1),
        T::Int8 => Some(2),
        T::Numeric => Some(3),
        T::Float4 => Some(4),
        T::Float8 => Some(5),
        _ => None,
    };
    if let (Some(from), Some(to)) = (rank(from), rank(to)) {
        return Some(if from < to { Implicit } else { Assignment });
    }
    match (from, to) {
        (T::Array(a), T::Array(b)) => reach(*a, *b),
        (T::Int2 | T::Int4 | T::Int8, T::Oid | T::Regclass)
        | (T::Regclass, T::Oid)
        | (T::Oid, T::Regclass) => Some(Implicit),
        (T::Oid | T::Regclass, T::Int4 | T::Int8) => Some(Assignment),
        (T::Varchar | T::Bpchar | T::Name, T::Text)
        | (T::Text | T::Varchar, T::Bpchar)
        | (T::Text | T::Bpchar, T::Varchar) => Some(Implicit),
        (T::Text | T::Varchar | T::Bpchar, T::Name) | (T::Text, T::Regclass) => Some(Implicit),
        (T::Name, T::Varchar | T::Bpchar) => Some(Assignment),
        (T::Date, T::Timestamp | T::TimestampTz)
        | (T::Timestamp, T::TimestampTz)
        | (T::Time, T::Interval) => Some(Implicit),
        (T::Timestamp | T::TimestampTz, T::Date | T::Time)
        | (T::TimestampTz, T::Timestamp)
        | (T::Interval, T::Time) => Some(Assignment),
        (T::Int4, T::Bool) | (T::Bool, T::Int4) => Some(Explicit),
        (T::Json, T::Jsonb) | (T::Jsonb, T::Json) => Some(Assignment),
        (T::Jsonb, T::Bool | T::Int2 | T::Int4 | T::Int8 | T::Numeric | T::Float4 | T::Float8) => {
            Some(Explicit)
        }
        (_, T::Unknown) => None,
        _ if to.is_text() && from != T::Void => Some(Assignment),
        _ if from.is_text() && to != T::Void && to != T::Record => Some(Explicit),
        _ => None,
    }
}

/// Converts a value; NULL stays NULL.
pub(crate) fn cast(value: Value, from: Type, to: Type, now: i64) -> Result<Value> {
    use Type as T;
    if from == to || value.is_null() {
        return Ok(value);
    }
    Ok(match (value, from, to) {
        (Value::Int(n), _, T::Int2 | T::Int4 | T::Int8 | T::Oid | T::Regclass) => int_in(n, to)?,
        (Value::Int(n), _, T::Numeric) => Value::numeric(Numeric::from(n)),
        (Value::Int(n), _, T::Float4) => Value::Float(f64::from(n as f32)),
        (Value::Int(n), _, T::Float8) => Value::Float(n as f64),
        (Value::Int(n), _, T::Bool) => Value::Bool(n != 0),
        (Value::Bool(b), _, T::Int4) => Value::Int(i64::from(b)),
        (Value::Numeric(n), _, T::Int2 | T::Int4 | T::Int8) => match n.to_i64() {
            Some(n) => int_in(n, to)?,
            None => return Err(int_out_of_range(to)),
        },
        (Value::Numeric(n), _, T::Float4) => Value::Float(f64::from(n.to_f64() as f32)),
        (Value::Numeric(n), _, T::Float8) => Value::Float(n.to_f64()),
        (Value::Float(n), _, T::Int2 | T::Int4 | T::Int8) => float_to_int(n, to)?,
        (Value::Float(n), _, T::Numeric) => Value::numeric(Numeric::from_float(
            n,
            if from == T::Float4 { 6 } else { 15 },
        )?),
        (Value::Float(n), _, T::Float4) => Value::Float(f64::from(n as f32)),
        (Value::Float(n), _, T::Float8) => Value::Float(n),
        (Value::Date(days), _, T::Timestamp | T::TimestampTz) => Value::Timestamp(match days {
            i32::MAX => i64::MAX,
            i32::MIN => i64::MIN,
            _ => i64::from(days) * DAY,
        }),
        (Value::Timestamp(micros), _, T::Timestamp | T::TimestampTz) => Value::Timestamp(micros),
        (Value::Timestamp(micros), _, T::Date) => Value::Date(match micros {
            i64::MAX => i32::MAX,
            i64::MIN => i32::MIN,
            _ => day_and_time(micros).0 as i32,
        }),
        (Value::Timestamp(micros), _, T::Time) => Value::Time(day_and_time(micros).1),
        (Value::Time(micros), _, T::Interval) => Value::Interval(Interval {
            micros,
            ..Interval::default()
        }),
        (Value::Interval(span), _, T::Time) => Value::Time(span.micros.rem_euclid(DAY)),
        (Value::Text(text), T::Json, T::Jsonb) => Value::Json(Arc::new(json::parse(&text)?)),
        (Value::Json(json), _, T::Json) => Value::text(json.to_string()),
        (Value::Json(json), T::Jsonb, _) if !to.is_text() => json_to(&json, to, now)?,
        (Value::Array(array), T::Array(from), T::Array(to)) => {
            let items = array
                .items
                .iter()
                .cloned()
                .map(|item| cast(item, *from, *to, now));
            Value::Array(Arc::new(Array {
                dims: array.dims.clone(),
                items: items.collect::<Result<_>>()?,
            }))
        }
        // A char(n) loses its padding on the way to other strings.
        (Value::Text(text), T::Bpchar, T::Text | T::Varchar | T::Name) => {
            Value::text(text.trim_end_matches(' '))
        }
        (Value::Text(text), _, _) if from.is_text() && to.is_text() => Value::Text(text),
        (Value::Text(text), _, _) if from.is_text() || from == T::Unknown => read(&text, to, now)?,
        (Value::Bool(b), _, _) if to.is_text() => Value::text(if b { "true" } else { "false" }),
        (value, _, _) if to.is_text() => show(&value, from).map_or(Value::Null, Value::text),
        (value, _, _) => value,
    })
}

fn json_to(json: &json::Json, to: Type, now: i64) -> Result<Value> {
    match (json, to) {
        (json::Json::Bool(b), Type::Bool) => Ok(Value::Bool(*b)),
        (json::Json::Number(n), _) if to.category() == Category::Numeric => {
            cast(Value::numeric(n.clone()), Type::Numeric, to, now)
        }
        _ => {
            let (kind, name) = (json.type_name(), to.sql_name());
            Err(error(
                "22023",
                format!("cannot cast jsonb {kind} to type {name}"),
            ))
        }
    }
}

/// The bounds of an integer type.
pub(crate) fn int_in(n: i64, ty: Type) -> Result<Value> {
    let fits = match ty {
        Type::Int2 => i16::try_from(n).is_ok(),
        Type::Int4 => i32::try_from(n).is_ok(),
        Type::Oid | Type::Regclass => u32::try_from(n).is_ok(),
        _ => true,
    };
    if fits {
        Ok(Value::Int(n))
    } else {
        Err(int_out_of_range(ty))
    }
}

/// `integer out of range` and its siblings.
pub(crate) fn int_out_of_range(ty: Type) -> Box<super::SqlError> {
    let name = if ty == Type::Regclass { Type::Oid } else { ty }.sql_name();
    error("22003", format!("{name} out of range"))
}

/// 2^63, the first float above every bigint.
const I64_BOUND: f64 = 9_223_372_036_854_775_808.0;

fn float_to_int(n: f64, to: Type) -> Result<Value> {
    // Half to even, as the processor rounds.
    let whole = n.round_ties_even();
    if !whole.is_finite() || !(-I64_BOUND..I64_BOUND).contains(&whole) {
        return Err(int_out_of_range(to));
    }
    int_in(whole as i64, to)
}

/// Fits a value to a column's modifier. An explicit cast cuts strings that
/// are too long; storing refuses them.
pub(crate) fn fit(value: Value, to: ColumnType, explicit: bool) -> Result<Value> {
    let Some(modifier) = to.modifier else {
        return Ok(value);
    };
    Ok(match (value, to.base) {
        (Value::Text(text), Type::Varchar | Type::Bpchar) => {
            fit_text(&text, to, usize::try_from(modifier).unwrap_or(0), explicit)?
        }
        (Value::Numeric(number), Type::Numeric) => fit_numeric(&number, modifier)?,
        (Value::Timestamp(micros), _) if micros != i64::MAX && micros != i64::MIN => {
            Value::Timestamp(fit_micros(micros, modifier))
        }
        (Value::Time(micros), _) => Value::Time(fit_micros(micros, modifier)),
        (Value::Array(array), Type::Array(item)) => {
            let of = ColumnType {
                base: *item,
                modifier: to.modifier,
            };
            let items = array
                .items
                .iter()
                .cloned()
                .map(|item| fit(item, of, explicit));
            Value::Array(Arc::new(Array {
                dims: array.dims.clone(),
                items: items.collect::<Result<_>>()?,
            }))
        }
        (value, _) => value,
    })
}

fn fit_text(text: &str, to: ColumnType, most: usize, explicit: bool) -> Result<Value> {
    let length = text.chars().count();
    let padded = to.base == Type::Bpchar;
    if length <= most {
        return Ok(Value::text(if padded {
            format!("{text:most$}")
        } else {
            text.to_owned()
        }));
    }
    let cut: String = text.chars().take(most).collect();
    let blank = text.chars().skip(most).all(|c| c == ' ');
    if explicit || blank {
        return Ok(Value::text(cut));
    }
    Err(error(
        "22001",
        format!("value too long for type {}", to.sql_name()),
    ))
}

fn fit_numeric(number: &Numeric, modifier: i32) -> Result<Value> {
    let (precision, scale) = precision_and_scale(modifier);
    let rounded = number.rounded(i64::from(scale));
    let most = precision - scale;
    if rounded.whole_digits() as i64 > i64::from(most.max(0)) && !rounded.is_zero() {
        let bound = if most == 0 {
            "1".to_owned()
        } else {
            format!("10^{most}")
        };
        return Err(error("22003", "numeric field overflow").detail(format!(
            "A field with precision {precision}, scale {scale} must round to an absolute value less than {bound}."
        )));
    }
    Ok(Value::numeric(rounded))
}

fn fit_micros(micros: i64, digits: i32) -> i64 {
    let unit = 10_i64.pow(u32::try_from(6 - digits.clamp(0, 6)).unwrap_or(0));
    (micros + unit / 2).div_euclid(unit) * unit
}
