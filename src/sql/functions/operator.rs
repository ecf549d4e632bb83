//! Arithmetic.

use super::{Entry, strict};
use crate::sql::cast::int_in;
use crate::sql::datetime::add_interval;
use crate::sql::error::{Result, error};
use crate::sql::interval::{DAY, Interval};
use crate::sql::numeric::Numeric;
use crate::sql::types::{Category, Type};
use crate::sql::value::Value;

/// An operator on two values that aren't NULL.
pub(crate) type Binary = fn(&Value, &Value) -> Result<Value>;
/// An operator on one.
pub(crate) type Unary = fn(&Value) -> Result<Value>;

pub(super) const HIDDEN: &[Entry] = &[
    strict("negate", &[Type::Int2], Type::Int2, |_, args, _| {
        one(negate_int2, args)
    }),
    strict("negate", &[Type::Int4], Type::Int4, |_, args, _| {
        one(negate_int4, args)
    }),
    strict("negate", &[Type::Int8], Type::Int8, |_, args, _| {
        one(negate_int8, args)
    }),
    strict("negate", &[Type::Numeric], Type::Numeric, |_, args, _| {
        one(negate_other, args)
    }),
    strict("negate", &[Type::Float4], Type::Float4, |_, args, _| {
        one(negate_other, args)
    }),
    strict("negate", &[Type::Float8], Type::Float8, |_, args, _| {
        one(negate_other, args)
    }),
    strict("negate", &[Type::Interval], Type::Interval, |_, args, _| {
        one(negate_other, args)
    }),
    strict("abs", &[Type::Int8], Type::Int8, |_, args, _| {
        one(absolute, args)
    }),
    strict("abs", &[Type::Int4], Type::Int4, |_, args, _| {
        one(absolute, args)
    }),
    strict("abs", &[Type::Numeric], Type::Numeric, |_, args, _| {
        one(absolute, args)
    }),
    strict("abs", &[Type::Float8], Type::Float8, |_, args, _| {
        one(absolute, args)
    }),
    strict("bit_not", &[Type::Int4], Type::Int4, |_, args, _| {
        one(bit_not, args)
    }),
    strict("bit_not", &[Type::Int8], Type::Int8, |_, args, _| {
        one(bit_not, args)
    }),
];

fn one(apply: Unary, args: &[Value]) -> Result<Value> {
    args.first().map_or(Ok(Value::Null), apply)
}

/// The prefix operator of this name on this type.
pub(crate) fn prefix(op: &str, ty: Type) -> Option<Unary> {
    match (op, ty) {
        ("+", _) if ty.category() == Category::Numeric => Some(|value| Ok(value.clone())),
        ("-", Type::Int2) => Some(negate_int2),
        ("-", Type::Int4) => Some(negate_int4),
        ("-", Type::Int8) => Some(negate_int8),
        ("-", Type::Numeric | Type::Float4 | Type::Float8 | Type::Interval) => Some(negate_other),
        ("@", _) if ty.category() == Category::Numeric => Some(absolute),
        ("~", _) if ty.is_integer() => Some(bit_not),
        _ => None,
    }
}

fn negate_int2(value: &Value) -> Result<Value> {
    int_in(-value.as_int(), Type::Int2)
}

fn negate_int4(value: &Value) -> Result<Value> {
    int_in(-value.as_int(), Type::Int4)
}

fn negate_int8(value: &Value) -> Result<Value> {
    value
        .as_int()
        .checked_neg()
        .map(Value::Int)
        .ok_or_else(|| error("22003", "bigint out of range"))
}

fn negate_other(value: &Value) -> Result<Value> {
    Ok(match value {
        Value::Numeric(n) => Value::numeric(n.negated()),
        Value::Float(n) => Value::Float(-n),
        Value::Interval(span) => Value::Interval(span.negated()?),
        other => other.clone(),
    })
}

pub(super) fn absolute(value: &Value) -> Result<Value> {
    Ok(match value {
        Value::Int(n) => Value::Int(
            n.checked_abs()
                .ok_or_else(|| error("22003", "bigint out of range"))?,
        ),
        Value::Numeric(n) => Value::numeric(n.absolute()),
        Value::Float(n) => Value::Float(n.abs()),
        other => other.clone(),
    })
}

fn bit_not(value: &Value) -> Result<Value> {
    Ok(Value::Int(!value.as_int()))
}

/// The types and code of an arithmetic operator; `None` when there's none.
pub(crate) fn arithmetic(op: &str, left: Type, right: Type) -> Option<(Type, Type, Type, Binary)> {
    let number =
        |ty: Type| ty.category() == Category::Numeric && !matches!(ty, Type::Oid | Type::Regclass);
    // A literal beside a number is a number of the same type.
    let (l, r) = match (left, right) {
        (Type::Unknown, ty) if number(ty) => (ty, ty),
        (ty, Type::Unknown) if number(ty) => (ty, ty),
        pair => pair,
    };
    if number(l) && number(r) {
        return numbers(op, l, r);
    }
    moments(op, left, right)
}

fn numbers(op: &str, l: Type, r: Type) -> Option<(Type, Type, Type, Binary)> {
    let float = |ty| matches!(ty, Type::Float4 | Type::Float8);
    if op == "^" {
        let ty = if !float(l) && !float(r) && (l == Type::Numeric || r == Type::Numeric) {
            Type::Numeric
        } else {
            Type::Float8
        };
        return Some((
            ty,
            ty,
            ty,
            if ty == Type::Numeric {
                power_numeric
            } else {
                power_float
            },
        ));
    }
    if matches!(op, "<<" | ">>") {
        let apply: Binary = match (op, l) {
            ("<<", Type::Int2) => |a, b| {
                Ok(Value::Int(i64::from(
                    (a.as_int() as i32).wrapping_shl(b.as_int() as u32) as i16,
                )))
            },
            ("<<", Type::Int4) => |a, b| {
                Ok(Value::Int(i64::from(
                    (a.as_int() as i32).wrapping_shl(b.as_int() as u32),
                )))
            },
            ("<<", Type::Int8) => |a, b| Ok(Value::Int(a.as_int().wrapping_shl(b.as_int() as u32))),
            (">>", Type::Int2 | Type::Int4) => |a, b| {
                Ok(Value::Int(i64::from(
                    (a.as_int() as i32).wrapping_shr(b.as_int() as u32),
                )))
            },
            (">>", Type::Int8) => |a, b| Ok(Value::Int(a.as_int().wrapping_shr(b.as_int() as u32))),
            _ => return None,
        };
        return r.is_integer().then_some((l, Type::Int4, l, apply));
    }
    let ty = if l.is_integer() && r.is_integer() {
        if l == Type::Int8 || r == Type::Int8 {
            Type::Int8
        } else if l == Type::Int4 || r == Type::Int4 {
            Type::Int4
        } else {
            Type::Int2
        }
    } else if float(l) || float(r) {
        if l == Type::Float4 && r == Type::Float4 {
            Type::Float4
        } else {
            Type::Float8
        }
    } else {
        Type::Numeric
    };
    let apply = match ty {
        Type::Int2 => integers(op, ty)?,
        Type::Int4 => integers(op, ty)?,
        Type::Int8 => integers(op, ty)?,
        Type::Numeric => numerics(op)?,
        Type::Float4 => singles(op)?,
        _ => floats(op)?,
    };
    Some((ty, ty, ty, apply))
}

macro_rules! bounded {
    ($method:ident, $ty:expr) => {
        |a, b| match a.as_int().$method(b.as_int()) {
            Some(n) => int_in(n, $ty),
            None => Err(crate::sql::cast::int_out_of_range($ty)),
        }
    };
}

fn integers(op: &str, ty: Type) -> Option<Binary> {
    Some(match (op, ty) {
        ("+", Type::Int2) => bounded!(checked_add, Type::Int2),
        ("+", Type::Int4) => bounded!(checked_add, Type::Int4),
        ("+", _) => bounded!(checked_add, Type::Int8),
        ("-", Type::Int2) => bounded!(checked_sub, Type::Int2),
        ("-", Type::Int4) => bounded!(checked_sub, Type::Int4),
        ("-", _) => bounded!(checked_sub, Type::Int8),
        ("*", Type::Int2) => bounded!(checked_mul, Type::Int2),
        ("*", Type::Int4) => bounded!(checked_mul, Type::Int4),
        ("*", _) => bounded!(checked_mul, Type::Int8),
        ("/", Type::Int2) => |a, b| divide(a, b, Type::Int2),
        ("/", Type::Int4) => |a, b| divide(a, b, Type::Int4),
        ("/", _) => |a, b| divide(a, b, Type::Int8),
        ("%", _) => |a, b| match b.as_int() {
            0 => Err(by_zero()),
            -1 => Ok(Value::Int(0)),
            n => Ok(Value::Int(a.as_int() % n)),
        },
        ("&", _) => |a, b| Ok(Value::Int(a.as_int() & b.as_int())),
        ("|", _) => |a, b| Ok(Value::Int(a.as_int() | b.as_int())),
        ("#", _) => |a, b| Ok(Value::Int(a.as_int() ^ b.as_int())),
        _ => return None,
    })
}

fn by_zero() -> Box<crate::sql::SqlError> {
    error("22012", "division by zero")
}

fn divide(a: &Value, b: &Value, ty: Type) -> Result<Value> {
    if b.as_int() == 0 {
        return Err(by_zero());
    }
    match a.as_int().checked_div(b.as_int()) {
        Some(n) => int_in(n, ty),
        None => Err(crate::sql::cast::int_out_of_range(ty)),
    }
}

fn both(
    a: &Value,
    b: &Value,
    apply: impl Fn(&Numeric, &Numeric) -> Result<Numeric>,
) -> Result<Value> {
    match (a, b) {
        (Value::Numeric(a), Value::Numeric(b)) => apply(a, b).map(Value::numeric),
        _ => Ok(Value::Null),
    }
}

fn numerics(op: &str) -> Option<Binary> {
    Some(match op {
        "+" => |a, b| both(a, b, |a, b| Ok(a.add(b))),
        "-" => |a, b| both(a, b, |a, b| Ok(a.subtract(b))),
        "*" => |a, b| both(a, b, Numeric::multiply),
        "/" => |a, b| both(a, b, Numeric::divide),
        "%" => |a, b| both(a, b, Numeric::remainder),
        _ => return None,
    })
}

/// A float's result, unless it ran out of range.
fn float(n: f64, infinite: bool) -> Result<Value> {
    if n.is_infinite() && !infinite {
        return Err(error("22003", "value out of range: overflow"));
    }
    Ok(Value::Float(n))
}

fn floats(op: &str) -> Option<Binary> {
    fn with(a: &Value, b: &Value, apply: impl Fn(f64, f64) -> f64) -> Result<Value> {
        let (a, b) = (a.as_float(), b.as_float());
        float(apply(a, b), a.is_infinite() || b.is_infinite())
    }
    Some(match op {
        "+" => |a, b| with(a, b, |a, b| a + b),
        "-" => |a, b| with(a, b, |a, b| a - b),
        "*" => |a, b| with(a, b, |a, b| a * b),
        "/" => |a, b| {
            if b.as_float() == 0.0 && !a.as_float().is_nan() {
                return Err(by_zero());
            }
            with(a, b, |a, b| a / b)
        },
        _ => return None,
    })
}

fn singles(op: &str) -> Option<Binary> {
    fn with(a: &Value, b: &Value, apply: impl Fn(f32, f32) -> f32) -> Result<Value> {
        let (a, b) = (a.as_float() as f32, b.as_float() as f32);
        float(f64::from(apply(a, b)), a.is_infinite() || b.is_infinite())
    }
    Some(match op {
        "+" => |a, b| with(a, b, |a, b| a + b),
        "-" => |a, b| with(a, b, |a, b| a - b),
        "*" => |a, b| with(a, b, |a, b| a * b),
        "/" => |a, b| {
            if b.as_float() == 0.0 {
                Err(by_zero())
            } else {
                with(a, b, |a, b| a / b)
            }
        },
        _ => return None,
    })
}

fn power_float(a: &Value, b: &Value) -> Result<Value> {
    let (a, b) = (a.as_float(), b.as_float());
    if a == 0.0 && b < 0.0 {
        return Err(error(
            "2201F",
            "zero raised to a negative power is undefined",
        ));
    }
    if a < 0.0 && b.fract() != 0.0 {
        return Err(error(
            "2201F",
            "a negative number raised to a non-integer power yields a complex result",
        ));
    }
    float(a.powf(b), a.is_infinite() || b.is_infinite())
}

pub(super) fn power_numeric(a: &Value, b: &Value) -> Result<Value> {
    both(a, b, super::math::power)
}

/// Arithmetic on dates, times and spans.
fn moments(op: &str, left: Type, right: Type) -> Option<(Type, Type, Type, Binary)> {
    use Type::{Date, Float8, Int4, Interval as Span, Time, Timestamp, TimestampTz, Unknown};
    let number = |ty: Type| ty.category() == Category::Numeric;
    Some(match (op, left, right) {
        ("+", Date, ty) if ty.is_integer() => (Date, Int4, Date, add_days),
        ("+", ty, Date) if ty.is_integer() => (Int4, Date, Date, |a, b| add_days(b, a)),
        ("-", Date, ty) if ty.is_integer() => (Date, Int4, Date, |a, b| {
            add_days(a, &Value::Int(-b.as_int()))
        }),
        ("-", Date, Date | Unknown) => (Date, Date, Int4, |a, b| Ok(Value::Int(date(a) - date(b)))),
        ("+", Date, Span) => (Timestamp, Span, Timestamp, add_span),
        ("-", Date, Span) => (Timestamp, Span, Timestamp, subtract_span),
        ("+", Date, Time) => (Timestamp, Time, Timestamp, add_time),
        ("+", Time, Date) => (Time, Timestamp, Timestamp, |a, b| add_time(b, a)),
        ("+", Timestamp | TimestampTz, Span | Unknown) => (left, Span, left, add_span),
        ("+", Span, Timestamp | TimestampTz) => (Span, right, right, |a, b| add_span(b, a)),
        ("+", Span, Date) => (Span, Timestamp, Timestamp, |a, b| add_span(b, a)),
        ("-", Timestamp | TimestampTz, Span) => (left, Span, left, subtract_span),
        ("-", Timestamp | TimestampTz, Timestamp | TimestampTz | Date | Unknown) => {
            let ty = if left == TimestampTz || right == TimestampTz {
                TimestampTz
            } else {
                Timestamp
            };
            (ty, ty, Span, between)
        }
        ("-", Date, Timestamp | TimestampTz) => (right, right, Span, between),
        ("+", Time, Span) => (Time, Span, Time, |a, b| {
            Ok(Value::Time((time(a) + span(b).micros).rem_euclid(DAY)))
        }),
        ("-", Time, Span) => (Time, Span, Time, |a, b| {
            Ok(Value::Time((time(a) - span(b).micros).rem_euclid(DAY)))
        }),
        ("-", Time, Time | Unknown) => (Time, Time, Span, |a, b| {
            Ok(Value::Interval(Interval {
                micros: time(a) - time(b),
                ..Interval::default()
            }))
        }),
        ("+", Span, Span | Unknown) | ("+", Unknown, Span) => (Span, Span, Span, |a, b| {
            span(a).add(&span(b)).map(Value::Interval)
        }),
        ("-", Span, Span | Unknown) | ("-", Unknown, Span) => (Span, Span, Span, |a, b| {
            span(a).subtract(&span(b)).map(Value::Interval)
        }),
        ("*", Span, ty) if number(ty) || ty == Unknown => (Span, Float8, Span, |a, b| {
            span(a).times(b.as_float()).map(Value::Interval)
        }),
        ("*", ty, Span) if number(ty) || ty == Unknown => (Float8, Span, Span, |a, b| {
            span(b).times(a.as_float()).map(Value::Interval)
        }),
        ("/", Span, ty) if number(ty) || ty == Unknown => (Span, Float8, Span, |a, b| {
            if b.as_float() == 0.0 {
                Err(by_zero())
            } else {
                span(a).times(1.0 / b.as_float()).map(Value::Interval)
            }
        }),
        _ => return None,
    })
}

fn date(value: &Value) -> i64 {
    match value {
        Value::Date(days) => i64::from(*days),
        _ => 0,
    }
}

fn time(value: &Value) -> i64 {
    match value {
        Value::Time(micros) | Value::Timestamp(micros) => *micros,
        _ => 0,
    }
}

fn span(value: &Value) -> Interval {
    match value {
        Value::Interval(span) => *span,
        _ => Interval::default(),
    }
}

fn add_days(a: &Value, b: &Value) -> Result<Value> {
    let days = date(a) + b.as_int();
    i32::try_from(days)
        .map(Value::Date)
        .map_err(|_| error("22008", "date out of range"))
}

fn add_span(a: &Value, b: &Value) -> Result<Value> {
    add_interval(time(a), &span(b)).map(Value::Timestamp)
}

fn subtract_span(a: &Value, b: &Value) -> Result<Value> {
    add_interval(time(a), &span(b).negated()?).map(Value::Timestamp)
}

fn add_time(a: &Value, b: &Value) -> Result<Value> {
    Ok(Value::Timestamp(time(a).saturating_add(time(b))))
}

/// The span between two timestamps, in days and time.
fn between(a: &Value, b: &Value) -> Result<Value> {
    let micros = time(a)
        .checked_sub(time(b))
        .ok_or_else(|| error("22008", "interval out of range"))?;
    let days = i32::try_from(micros / DAY).map_err(|_| error("22008", "interval out of range"))?;
    Ok(Value::Interval(Interval {
        months: 0,
        days,
        micros: micros % DAY,
    }))
}

/// A value moved by an offset, for RANGE frames.
pub(crate) fn shift(value: &Value, offset: &Value, forward: bool, ty: Type) -> Result<Value> {
    let op = if forward { "+" } else { "-" };
    match (value, offset) {
        (Value::Date(days), Value::Interval(_)) => {
            let from = Value::Timestamp(i64::from(*days) * DAY);
            let to = if forward {
                add_span(&from, offset)
            } else {
                subtract_span(&from, offset)
            }?;
            Ok(Value::Date(time(&to).div_euclid(DAY) as i32))
        }
        (Value::Timestamp(_), Value::Interval(_)) if forward => add_span(value, offset),
        (Value::Timestamp(_), Value::Interval(_)) => subtract_span(value, offset),
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(if forward {
            a.saturating_add(*b)
        } else {
            a.saturating_sub(*b)
        })),
        _ => match arithmetic(op, ty, ty) {
            Some((_, _, _, apply)) => apply(value, offset),
            None => Ok(value.clone()),
        },
    }
}
