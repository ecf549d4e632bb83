//! Values and types, in both directions. What has no equal on the other side
//! is refused by the name of its type.

mod json;

use crate::sql::datetime::EPOCH_MICROS;
use crate::sql::error::{Result, error};
use crate::sql::interval::Interval as Span;
use crate::sql::numeric::Numeric;
use crate::sql::types::Type;
use crate::sql::value::Value;
use gluesql_core::ast::DataType;
use gluesql_core::chrono::{DateTime, Days, NaiveDate, NaiveTime, Timelike};
use gluesql_core::data::{Interval, Value as Glue};
use std::sync::Arc;

/// GlueSQL's type for a column of ours.
pub(super) fn data_type(ty: Type) -> Result<DataType> {
    Ok(match ty {
        Type::Bool => DataType::Boolean,
        Type::Int2 => DataType::Int16,
        Type::Int4 => DataType::Int32,
        Type::Int8 | Type::Oid => DataType::Int,
        Type::Numeric => DataType::Decimal,
        Type::Float4 => DataType::Float32,
        Type::Float8 => DataType::Float,
        Type::Text | Type::Varchar | Type::Bpchar | Type::Name => DataType::Text,
        Type::Bytea => DataType::Bytea,
        Type::Date => DataType::Date,
        Type::Time => DataType::Time,
        Type::Timestamp | Type::TimestampTz => DataType::Timestamp,
        Type::Interval => DataType::Interval,
        Type::Uuid => DataType::Uuid,
        Type::Json | Type::Jsonb => DataType::Map,
        Type::Array(_) => DataType::List,
        other => {
            let message = format!("GlueSQL has no type like {}", other.sql_name());
            return Err(error("0A000", message));
        }
    })
}

/// Our name for a type of GlueSQL's.
pub(super) fn type_name(ty: &DataType) -> Result<&'static str> {
    Ok(match ty {
        DataType::Boolean => "boolean",
        DataType::Int16 => "smallint",
        DataType::Int32 => "integer",
        DataType::Int => "bigint",
        DataType::Float32 => "real",
        DataType::Float => "double precision",
        DataType::Decimal => "numeric",
        DataType::Text => "text",
        DataType::Bytea => "bytea",
        DataType::Date => "date",
        DataType::Time => "time",
        DataType::Timestamp => "timestamp",
        DataType::Interval => "interval",
        DataType::Uuid => "uuid",
        DataType::Map => "jsonb",
        other => {
            let message = format!("this database has no type like GlueSQL's {other}");
            return Err(error("0A000", message));
        }
    })
}

/// Whether two values of the type are in the same order for both engines, so
/// that an index serves both.
pub(super) const fn sorts_alike(ty: Type) -> bool {
    matches!(
        ty,
        Type::Bool
            | Type::Int2
            | Type::Int4
            | Type::Int8
            | Type::Oid
            | Type::Numeric
            | Type::Text
            | Type::Varchar
            | Type::Name
            | Type::Bytea
            | Type::Date
            | Type::Time
            | Type::Timestamp
            | Type::TimestampTz
            | Type::Uuid
    )
}

/// A value of ours for GlueSQL.
pub(super) fn to_glue(value: &Value, ty: Type) -> Result<Glue> {
    let converted = match value {
        Value::Null => Some(Glue::Null),
        Value::Bool(b) => Some(Glue::Bool(*b)),
        Value::Int(n) => match ty {
            Type::Int2 => i16::try_from(*n).ok().map(Glue::I16),
            Type::Int4 => i32::try_from(*n).ok().map(Glue::I32),
            _ => Some(Glue::I64(*n)),
        },
        Value::Float(n) if ty == Type::Float4 => Some(Glue::F32(*n as f32)),
        Value::Float(n) => Some(Glue::F64(*n)),
        Value::Numeric(n) => decimal(n),
        Value::Text(text) => match ty {
            Type::Json => Some(json::to_glue(&crate::sql::json::parse(text)?)?),
            // Blanks at the end of a character(n) mean nothing.
            Type::Bpchar => Some(Glue::Str(text.trim_end_matches(' ').to_owned())),
            _ => Some(Glue::Str(text.to_string())),
        },
        Value::Bytes(bytes) => Some(Glue::Bytea(bytes.to_vec())),
        Value::Date(days) => date(i64::from(*days)).map(Glue::Date),
        Value::Time(micros) => time(*micros).map(Glue::Time),
        Value::Timestamp(micros) => micros
            .checked_add(EPOCH_MICROS)
            .and_then(DateTime::from_timestamp_micros)
            .map(|moment| Glue::Timestamp(moment.naive_utc())),
        Value::Interval(span) => interval(span).map(Glue::Interval),
        Value::Uuid(bytes) => Some(Glue::Uuid(u128::from_be_bytes(*bytes))),
        Value::Json(json) => Some(json::to_glue(json)?),
        Value::Array(array) => Some(json::list(&array.dims, &array.items, ty)?),
        Value::Record(_) => None,
    };
    converted.ok_or_else(|| {
        let shown = crate::sql::output::show(value, ty).unwrap_or_default();
        let message = format!(
            "the {} {shown} is not among GlueSQL's values",
            ty.sql_name()
        );
        error("22003", message)
    })
}

/// GlueSQL's value for a column of ours.
pub(super) fn from_glue(value: &Glue, ty: Type) -> Result<Value> {
    if let Some(whole) = whole(value) {
        return from_whole(whole, ty).ok_or_else(|| misfit(value, ty));
    }
    let converted = match (value, ty) {
        (Glue::Null, _) => Some(Value::Null),
        (Glue::Bool(b), Type::Bool) => Some(Value::Bool(*b)),
        (Glue::F32(n), Type::Float4 | Type::Float8) => Some(Value::Float(f64::from(*n))),
        (Glue::F64(n), Type::Float8) => Some(Value::Float(*n)),
        (Glue::F64(n), Type::Float4) => Some(Value::Float(f64::from(*n as f32))),
        (Glue::Decimal(n), Type::Numeric) => Numeric::parse(&n.to_string()).map(Value::numeric),
        (Glue::Str(text), Type::Text | Type::Varchar | Type::Bpchar | Type::Name) => {
            return crate::sql::input::read(text, Type::Text, 0);
        }
        (Glue::Bytea(bytes), Type::Bytea) => Some(Value::Bytes(bytes.as_slice().into())),
        (Glue::Date(day), Type::Date) => {
            let days = day.signed_duration_since(first_day()).num_days();
            i32::try_from(days).ok().map(Value::Date)
        }
        (Glue::Time(time), Type::Time) => {
            let seconds = i64::from(time.num_seconds_from_midnight());
            Some(Value::Time(
                seconds * 1_000_000 + i64::from(time.nanosecond() / 1_000),
            ))
        }
        (Glue::Timestamp(moment), Type::Timestamp | Type::TimestampTz) => moment
            .and_utc()
            .timestamp_micros()
            .checked_sub(EPOCH_MICROS)
            .map(Value::Timestamp),
        (Glue::Interval(Interval::Month(months)), Type::Interval) => Some(Value::Interval(Span {
            months: *months,
            ..Span::default()
        })),
        (Glue::Interval(Interval::Microsecond(micros)), Type::Interval) => {
            Some(Value::Interval(Span {
                micros: *micros,
                ..Span::default()
            }))
        }
        (Glue::Uuid(number), Type::Uuid) => Some(Value::Uuid(number.to_be_bytes())),
        (Glue::Map(_) | Glue::List(_), Type::Jsonb) => {
            Some(Value::Json(Arc::new(json::from_glue(value)?)))
        }
        (Glue::Map(_) | Glue::List(_), Type::Json) => {
            Some(Value::text(json::from_glue(value)?.to_string()))
        }
        (Glue::List(items), Type::Array(item)) => {
            let items = items.iter().map(|value| from_glue(value, *item));
            Some(Value::array(items.collect::<Result<_>>()?))
        }
        _ => None,
    };
    converted.ok_or_else(|| misfit(value, ty))
}

/// The type that shows a value of GlueSQL's as what it is.
pub(super) fn type_of(value: &Glue) -> Type {
    match value {
        Glue::Bool(_) => Type::Bool,
        Glue::I8(_) | Glue::I16(_) | Glue::U8(_) => Type::Int2,
        Glue::I32(_) | Glue::U16(_) => Type::Int4,
        Glue::I64(_) | Glue::U32(_) => Type::Int8,
        Glue::I128(_) | Glue::U64(_) | Glue::U128(_) | Glue::Decimal(_) => Type::Numeric,
        Glue::F32(_) => Type::Float4,
        Glue::F64(_) => Type::Float8,
        Glue::Bytea(_) => Type::Bytea,
        Glue::Date(_) => Type::Date,
        Glue::Time(_) => Type::Time,
        Glue::Timestamp(_) => Type::Timestamp,
        Glue::Interval(_) => Type::Interval,
        Glue::Uuid(_) => Type::Uuid,
        Glue::Map(_) | Glue::List(_) => Type::Jsonb,
        Glue::Str(_) | Glue::Inet(_) | Glue::Point(_) | Glue::Null => Type::Text,
    }
}

fn misfit(value: &Glue, ty: Type) -> Box<crate::sql::SqlError> {
    let kind = value
        .get_type()
        .map_or_else(|| "NULL".to_owned(), |kind| kind.to_string());
    let message = format!(
        "GlueSQL's {kind} {} does not fit the type {}",
        String::from(value),
        ty.sql_name()
    );
    error("42804", message)
}

/// The number inside an integer of any width.
fn whole(value: &Glue) -> Option<i128> {
    Some(match value {
        Glue::I8(n) => i128::from(*n),
        Glue::I16(n) => i128::from(*n),
        Glue::I32(n) => i128::from(*n),
        Glue::I64(n) => i128::from(*n),
        Glue::I128(n) => *n,
        Glue::U8(n) => i128::from(*n),
        Glue::U16(n) => i128::from(*n),
        Glue::U32(n) => i128::from(*n),
        Glue::U64(n) => i128::from(*n),
        Glue::U128(n) => i128::try_from(*n).ok()?,
        _ => return None,
    })
}

fn from_whole(n: i128, ty: Type) -> Option<Value> {
    let within = |least: i64, most: i64| {
        let n = i64::try_from(n).ok()?;
        (least..=most).contains(&n).then_some(Value::Int(n))
    };
    match ty {
        Type::Int2 => within(i64::from(i16::MIN), i64::from(i16::MAX)),
        Type::Int4 => within(i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::Int8 => within(i64::MIN, i64::MAX),
        Type::Oid => within(0, i64::from(u32::MAX)),
        Type::Numeric => Some(Value::numeric(Numeric::from(n))),
        _ => None,
    }
}

/// A decimal of the same value; none when GlueSQL's 28 digits are too few.
fn decimal(number: &Numeric) -> Option<Glue> {
    let decimal = Glue::Decimal(number.to_string().parse().ok()?);
    let Glue::Decimal(back) = &decimal else {
        return None;
    };
    let same = Numeric::parse(&back.to_string())?.order(number).is_eq();
    same.then_some(decimal)
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}

fn date(days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        first_day().checked_sub_days(distance)
    } else {
        first_day().checked_add_days(distance)
    }
}

fn time(micros: i64) -> Option<NaiveTime> {
    let seconds = u32::try_from(micros.div_euclid(1_000_000)).ok()?;
    let nanos = u32::try_from(micros.rem_euclid(1_000_000)).ok()? * 1_000;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)
}

/// GlueSQL keeps months or microseconds, never both.
fn interval(span: &Span) -> Option<Interval> {
    if span.days == 0 && span.micros == 0 && span.months != 0 {
        return Some(Interval::Month(span.months));
    }
    let days = i64::from(span.days).checked_mul(crate::sql::interval::DAY)?;
    (span.months == 0)
        .then(|| days.checked_add(span.micros))
        .flatten()
        .map(Interval::Microsecond)
}
