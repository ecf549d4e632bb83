//! Dates and times.

use super::math::arg;
use super::string::{s, text};
use super::{Entry, lenient, strict};
use crate::sql::datetime::{self, Day, clock, days_of};
use crate::sql::error::{Result, error};
use crate::sql::interval::{DAY, Interval};
use crate::sql::numeric::Numeric;
use crate::sql::types::Type as T;
use crate::sql::value::Value;

pub(super) const FUNCTIONS: &[Entry] = &[
    lenient("now", &[], T::TimestampTz, |exec, _, _| {
        Ok(Value::Timestamp(exec.transaction_time))
    }),
    lenient("current_timestamp", &[], T::TimestampTz, |exec, _, _| {
        Ok(Value::Timestamp(exec.transaction_time))
    }),
    lenient(
        "transaction_timestamp",
        &[],
        T::TimestampTz,
        |exec, _, _| Ok(Value::Timestamp(exec.transaction_time)),
    ),
    lenient("statement_timestamp", &[], T::TimestampTz, |exec, _, _| {
        Ok(Value::Timestamp(exec.now))
    }),
    lenient("clock_timestamp", &[], T::TimestampTz, |exec, _, _| {
        Ok(Value::Timestamp(exec.now))
    }),
    lenient("localtimestamp", &[], T::Timestamp, |exec, _, _| {
        Ok(Value::Timestamp(exec.transaction_time))
    }),
    lenient("current_date", &[], T::Date, |exec, _, _| {
        Ok(Value::Date(exec.transaction_time.div_euclid(DAY) as i32))
    }),
    lenient("localtime", &[], T::Time, |exec, _, _| {
        Ok(Value::Time(exec.transaction_time.rem_euclid(DAY)))
    }),
    strict(
        "age",
        &[T::TimestampTz, T::TimestampTz],
        T::Interval,
        |_, a, _| between(a),
    ),
    strict(
        "age",
        &[T::Timestamp, T::Timestamp],
        T::Interval,
        |_, a, _| between(a),
    ),
    strict("age", &[T::TimestampTz], T::Interval, |exec, a, _| {
        let today = exec.transaction_time.div_euclid(DAY) * DAY;
        datetime::age(today, micros(arg(a, 0))).map(Value::Interval)
    }),
    strict("age", &[T::Timestamp], T::Interval, |exec, a, _| {
        let today = exec.transaction_time.div_euclid(DAY) * DAY;
        datetime::age(today, micros(arg(a, 0))).map(Value::Interval)
    }),
    strict("extract", &[T::Text, T::Date], T::Numeric, |_, a, t| {
        extract(a, t)
    }),
    strict(
        "extract",
        &[T::Text, T::Timestamp],
        T::Numeric,
        |_, a, t| extract(a, t),
    ),
    strict(
        "extract",
        &[T::Text, T::TimestampTz],
        T::Numeric,
        |_, a, t| extract(a, t),
    ),
    strict("extract", &[T::Text, T::Time], T::Numeric, |_, a, t| {
        extract(a, t)
    }),
    strict("extract", &[T::Text, T::Interval], T::Numeric, |_, a, t| {
        extract(a, t)
    }),
    strict("date_part", &[T::Text, T::Date], T::Float8, |_, a, t| {
        part(a, t)
    }),
    strict(
        "date_part",
        &[T::Text, T::Timestamp],
        T::Float8,
        |_, a, t| part(a, t),
    ),
    strict(
        "date_part",
        &[T::Text, T::TimestampTz],
        T::Float8,
        |_, a, t| part(a, t),
    ),
    strict("date_part", &[T::Text, T::Time], T::Float8, |_, a, t| {
        part(a, t)
    }),
    strict(
        "date_part",
        &[T::Text, T::Interval],
        T::Float8,
        |_, a, t| part(a, t),
    ),
    strict(
        "date_trunc",
        &[T::Text, T::TimestampTz],
        T::TimestampTz,
        |_, a, t| truncate(a, t),
    ),
    strict(
        "date_trunc",
        &[T::Text, T::Timestamp],
        T::Timestamp,
        |_, a, t| truncate(a, t),
    ),
    strict(
        "date_trunc",
        &[T::Text, T::Interval],
        T::Interval,
        |_, a, t| truncate(a, t),
    ),
    strict("to_char", &[T::Timestamp, T::Text], T::Text, |_, a, _| {
        text(datetime::show_pattern(micros(arg(a, 0)), s(a, 1)))
    }),
    strict("to_char", &[T::TimestampTz, T::Text], T::Text, |_, a, _| {
        text(datetime::show_pattern(micros(arg(a, 0)), s(a, 1)))
    }),
    strict("to_date", &[T::Text, T::Text], T::Date, |_, a, _| {
        Ok(Value::Date(
            datetime::from_pattern(s(a, 0), s(a, 1))?.div_euclid(DAY) as i32,
        ))
    }),
    strict(
        "to_timestamp",
        &[T::Text, T::Text],
        T::TimestampTz,
        |_, a, _| datetime::from_pattern(s(a, 0), s(a, 1)).map(Value::Timestamp),
    ),
    strict("to_timestamp", &[T::Float8], T::TimestampTz, |_, a, _| {
        let micros = (arg(a, 0).as_float() * 1e6).round() - datetime::EPOCH_MICROS as f64;
        if micros.abs() > 9e18 {
            return Err(error("22008", "timestamp out of range"));
        }
        Ok(Value::Timestamp(micros as i64))
    }),
    strict(
        "make_date",
        &[T::Int4, T::Int4, T::Int4],
        T::Date,
        |_, a, _| make_date(a).map(|days| Value::Date(days as i32)),
    ),
    strict(
        "make_time",
        &[T::Int4, T::Int4, T::Float8],
        T::Time,
        |_, a, _| make_time(a, 0).map(Value::Time),
    ),
    strict(
        "make_timestamp",
        &[T::Int4, T::Int4, T::Int4, T::Int4, T::Int4, T::Float8],
        T::Timestamp,
        |_, a, _| Ok(Value::Timestamp(make_date(a)? * DAY + make_time(a, 3)?)),
    ),
    strict(
        "timezone",
        &[T::Text, T::Timestamp],
        T::TimestampTz,
        |_, a, _| {
            Ok(Value::Timestamp(
                micros(arg(a, 1)) - zone(s(a, 0))? * 1_000_000,
            ))
        },
    ),
    strict(
        "timezone",
        &[T::Text, T::TimestampTz],
        T::Timestamp,
        |_, a, _| {
            Ok(Value::Timestamp(
                micros(arg(a, 1)) + zone(s(a, 0))? * 1_000_000,
            ))
        },
    ),
    strict("isfinite", &[T::Timestamp], T::Bool, |_, a, _| {
        Ok(Value::Bool(!matches!(
            micros(arg(a, 0)),
            i64::MAX | i64::MIN
        )))
    }),
    strict("isfinite", &[T::Date], T::Bool, |_, a, _| {
        Ok(Value::Bool(!matches!(
            arg(a, 0),
            Value::Date(i32::MAX | i32::MIN)
        )))
    }),
    strict("justify_hours", &[T::Interval], T::Interval, |_, a, _| {
        Ok(Value::Interval(justify(arg(a, 0), true, false)))
    }),
    strict("justify_days", &[T::Interval], T::Interval, |_, a, _| {
        Ok(Value::Interval(justify(arg(a, 0), false, true)))
    }),
    strict(
        "justify_interval",
        &[T::Interval],
        T::Interval,
        |_, a, _| Ok(Value::Interval(justify(arg(a, 0), true, true))),
    ),
];

fn micros(value: &Value) -> i64 {
    match value {
        Value::Timestamp(micros) | Value::Time(micros) => *micros,
        Value::Date(days) => i64::from(*days) * DAY,
        _ => 0,
    }
}

fn between(a: &[Value]) -> Result<Value> {
    datetime::age(micros(arg(a, 0)), micros(arg(a, 1))).map(Value::Interval)
}

fn field_of(a: &[Value], types: &[T]) -> Result<Numeric> {
    let field = s(a, 0).to_lowercase();
    let found = match arg(a, 1) {
        Value::Interval(span) => datetime::interval_field(&field, span),
        Value::Time(time) if field == "epoch" => Some(Numeric {
            mantissa: (*time).into(),
            scale: 6,
        }),
        Value::Time(time) => datetime::time_field(&field, *time),
        value => datetime::extract(&field, micros(value), types.get(1) == Some(&T::TimestampTz)),
    };
    let name = types.get(1).copied().unwrap_or(T::Timestamp).sql_name();
    let is_clock = matches!(
        field.as_str(),
        "hour" | "minute" | "second" | "milliseconds" | "microseconds"
    );
    if types.get(1) == Some(&T::Date) && is_clock {
        return Err(error(
            "0A000",
            format!("unit \"{field}\" not supported for type {name}"),
        ));
    }
    found.ok_or_else(|| {
        let known = datetime::extract(&field, 0, true).is_some();
        let (code, what) = if known {
            ("0A000", "not supported")
        } else {
            ("22023", "not recognized")
        };
        error(code, format!("unit \"{field}\" {what} for type {name}"))
    })
}

fn extract(a: &[Value], types: &[T]) -> Result<Value> {
    let number = field_of(a, types)?;
    // Of a date, the epoch is a whole number.
    Ok(Value::numeric(if types.get(1) == Some(&T::Date) {
        number.truncated(0)
    } else {
        number
    }))
}

fn part(a: &[Value], types: &[T]) -> Result<Value> {
    Ok(Value::Float(field_of(a, types)?.to_f64()))
}

fn truncate(a: &[Value], types: &[T]) -> Result<Value> {
    let field = s(a, 0).to_lowercase();
    let found = match arg(a, 1) {
        Value::Interval(span) => datetime::truncate_interval(&field, span).map(Value::Interval),
        value => datetime::truncate(&field, micros(value)).map(Value::Timestamp),
    };
    found.ok_or_else(|| {
        let name = types.get(1).copied().unwrap_or(T::Timestamp).sql_name();
        error(
            "22023",
            format!("unit \"{field}\" not recognized for type {name}"),
        )
    })
}

fn make_date(a: &[Value]) -> Result<i64> {
    let (year, month, day) = (arg(a, 0).as_int(), arg(a, 1).as_int(), arg(a, 2).as_int());
    if year == 0
        || !(1..=12).contains(&month)
        || !(1..=datetime::month_length(year, month)).contains(&day)
    {
        return Err(error(
            "22008",
            format!("date field value out of range: {year}-{month:02}-{day:02}"),
        ));
    }
    Ok(days_of(Day { year, month, day }))
}

fn make_time(a: &[Value], from: usize) -> Result<i64> {
    let (hour, minute, second) = (
        arg(a, from).as_int(),
        arg(a, from + 1).as_int(),
        arg(a, from + 2).as_float(),
    );
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) || !(0.0..=60.0).contains(&second) {
        return Err(error(
            "22008",
            format!("time field value out of range: {hour}:{minute:02}:{second:02}"),
        ));
    }
    Ok(clock(hour, minute, (second * 1e6).round() as i64))
}

/// The offset of a zone in seconds.
///
/// # Limits
///
/// Only UTC and fixed offsets: Backlot carries no table of time zones.
fn zone(name: &str) -> Result<i64> {
    datetime::zone_offset(name).ok_or_else(|| {
        if name.contains('/') || name.len() == 3 {
            crate::sql::error::unsupported(&format!("the time zone \"{name}\""))
                .hint("Backlot knows UTC and fixed offsets such as '+02'.")
        } else {
            error("22023", format!("time zone \"{name}\" not recognized"))
        }
    })
}

fn justify(value: &Value, hours: bool, days: bool) -> Interval {
    let Value::Interval(span) = value else {
        return Interval::default();
    };
    let mut span = *span;
    if hours {
        span.days += (span.micros / DAY) as i32;
        span.micros %= DAY;
    }
    if days {
        span.months += span.days / 30;
        span.days %= 30;
    }
    if hours && days {
        if span.months > 0 && (span.days < 0 || (span.days == 0 && span.micros < 0)) {
            (span.months, span.days) = (span.months - 1, span.days + 30);
        }
        if span.days > 0 && span.micros < 0 {
            (span.days, span.micros) = (span.days - 1, span.micros + DAY);
        }
    }
    span
}
