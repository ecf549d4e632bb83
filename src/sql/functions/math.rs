//! Mathematics.

use super::operator::{absolute, power_numeric};
use super::{Entry, lenient, strict};
use crate::sql::cast::int_in;
use crate::sql::error::{Result, error};
use crate::sql::numeric::Numeric;
use crate::sql::types::Type as T;
use crate::sql::value::Value;

pub(super) const FUNCTIONS: &[Entry] = &[
    strict("abs", &[T::Int2], T::Int2, |_, a, _| absolute(arg(a, 0))),
    strict("abs", &[T::Int4], T::Int4, |_, a, _| {
        absolute(arg(a, 0)).and_then(|n| int_in(n.as_int(), T::Int4))
    }),
    strict("abs", &[T::Int8], T::Int8, |_, a, _| absolute(arg(a, 0))),
    strict("abs", &[T::Numeric], T::Numeric, |_, a, _| {
        absolute(arg(a, 0))
    }),
    strict("abs", &[T::Float8], T::Float8, |_, a, _| {
        absolute(arg(a, 0))
    }),
    strict("ceil", &[T::Numeric], T::Numeric, |_, a, _| {
        exact(a, Numeric::ceiling)
    }),
    strict("ceil", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::ceil)
    }),
    strict("ceiling", &[T::Numeric], T::Numeric, |_, a, _| {
        exact(a, Numeric::ceiling)
    }),
    strict("ceiling", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::ceil)
    }),
    strict("floor", &[T::Numeric], T::Numeric, |_, a, _| {
        exact(a, Numeric::floor)
    }),
    strict("floor", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::floor)
    }),
    strict("round", &[T::Numeric], T::Numeric, |_, a, _| {
        exact(a, |n| n.rounded(0))
    }),
    strict("round", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::round_ties_even)
    }),
    strict("round", &[T::Numeric, T::Int4], T::Numeric, |_, a, _| {
        exact(a, |n| n.rounded(arg(a, 1).as_int()))
    }),
    strict("trunc", &[T::Numeric], T::Numeric, |_, a, _| {
        exact(a, |n| n.truncated(0))
    }),
    strict("trunc", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::trunc)
    }),
    strict("trunc", &[T::Numeric, T::Int4], T::Numeric, |_, a, _| {
        exact(a, |n| n.truncated(arg(a, 1).as_int()))
    }),
    strict("sign", &[T::Numeric], T::Numeric, |_, a, _| {
        exact(a, |n| {
            Numeric::from(if n.is_zero() {
                0_i64
            } else if n.is_negative() {
                -1
            } else {
                1
            })
        })
    }),
    strict("sign", &[T::Float8], T::Float8, |_, a, _| {
        real(a, |n| if n == 0.0 { 0.0 } else { n.signum() })
    }),
    strict("mod", &[T::Int4, T::Int4], T::Int4, |_, a, _| modulo(a)),
    strict("mod", &[T::Int8, T::Int8], T::Int8, |_, a, _| modulo(a)),
    strict("mod", &[T::Numeric, T::Numeric], T::Numeric, |_, a, _| {
        two(a, Numeric::remainder)
    }),
    strict("div", &[T::Numeric, T::Numeric], T::Numeric, |_, a, _| {
        two(a, |a, b| {
            if b.is_zero() {
                return Err(error("22012", "division by zero"));
            }
            Ok(a.subtract(&a.remainder(b)?).divide_to(b, 0))
        })
    }),
    strict("gcd", &[T::Int4, T::Int4], T::Int4, |_, a, _| {
        Ok(Value::Int(gcd(arg(a, 0).as_int(), arg(a, 1).as_int())))
    }),
    strict("gcd", &[T::Int8, T::Int8], T::Int8, |_, a, _| {
        Ok(Value::Int(gcd(arg(a, 0).as_int(), arg(a, 1).as_int())))
    }),
    strict("lcm", &[T::Int4, T::Int4], T::Int4, |_, a, _| {
        lcm(a, T::Int4)
    }),
    strict("lcm", &[T::Int8, T::Int8], T::Int8, |_, a, _| {
        lcm(a, T::Int8)
    }),
    strict("factorial", &[T::Int8], T::Numeric, |_, a, _| {
        factorial(arg(a, 0).as_int())
    }),
    strict("power", &[T::Float8, T::Float8], T::Float8, |_, a, _| {
        super::operator::arithmetic("^", T::Float8, T::Float8)
            .map_or(Ok(Value::Null), |found| found.3(arg(a, 0), arg(a, 1)))
    }),
    strict("power", &[T::Numeric, T::Numeric], T::Numeric, |_, a, _| {
        power_numeric(arg(a, 0), arg(a, 1))
    }),
    strict("pow", &[T::Float8, T::Float8], T::Float8, |_, a, _| {
        super::operator::arithmetic("^", T::Float8, T::Float8)
            .map_or(Ok(Value::Null), |found| found.3(arg(a, 0), arg(a, 1)))
    }),
    strict("pow", &[T::Numeric, T::Numeric], T::Numeric, |_, a, _| {
        power_numeric(arg(a, 0), arg(a, 1))
    }),
    strict("sqrt", &[T::Numeric], T::Numeric, |_, a, _| {
        match arg(a, 0) {
            Value::Numeric(n) => square_root(n).map(Value::numeric),
            _ => Ok(Value::Null),
        }
    }),
    strict("sqrt", &[T::Float8], T::Float8, |_, a, _| {
        if arg(a, 0).as_float() < 0.0 {
            Err(negative_root())
        } else {
            real(a, f64::sqrt)
        }
    }),
    strict("cbrt", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::cbrt)
    }),
    strict("exp", &[T::Numeric], T::Numeric, |_, a, _| {
        approximated(a, f64::exp)
    }),
    strict("exp", &[T::Float8], T::Float8, |_, a, _| real(a, f64::exp)),
    strict("ln", &[T::Numeric], T::Numeric, |_, a, _| {
        positive(a).and_then(|()| approximated(a, f64::ln))
    }),
    strict("ln", &[T::Float8], T::Float8, |_, a, _| {
        positive(a).and_then(|()| real(a, f64::ln))
    }),
    strict("log", &[T::Numeric], T::Numeric, |_, a, _| {
        positive(a).and_then(|()| approximated(a, f64::log10))
    }),
    strict("log", &[T::Float8], T::Float8, |_, a, _| {
        positive(a).and_then(|()| real(a, f64::log10))
    }),
    strict("log10", &[T::Float8], T::Float8, |_, a, _| {
        positive(a).and_then(|()| real(a, f64::log10))
    }),
    strict("log10", &[T::Numeric], T::Numeric, |_, a, _| {
        positive(a).and_then(|()| approximated(a, f64::log10))
    }),
    strict("log", &[T::Numeric, T::Numeric], T::Numeric, |_, a, _| {
        let (base, n) = (float(arg(a, 0)), float(arg(a, 1)));
        from_float(n.ln() / base.ln())
    }),
    lenient("pi", &[], T::Float8, |_, _, _| {
        Ok(Value::Float(std::f64::consts::PI))
    }),
    strict("degrees", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::to_degrees)
    }),
    strict("radians", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::to_radians)
    }),
    strict("sin", &[T::Float8], T::Float8, |_, a, _| real(a, f64::sin)),
    strict("cos", &[T::Float8], T::Float8, |_, a, _| real(a, f64::cos)),
    strict("tan", &[T::Float8], T::Float8, |_, a, _| real(a, f64::tan)),
    strict("asin", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::asin)
    }),
    strict("acos", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::acos)
    }),
    strict("atan", &[T::Float8], T::Float8, |_, a, _| {
        real(a, f64::atan)
    }),
    strict("atan2", &[T::Float8, T::Float8], T::Float8, |_, a, _| {
        Ok(Value::Float(
            arg(a, 0).as_float().atan2(arg(a, 1).as_float()),
        ))
    }),
    lenient("random", &[], T::Float8, |exec, _, _| {
        Ok(Value::Float(
            exec.chance.below(1 << 53) as f64 / (1_u64 << 53) as f64,
        ))
    }),
    strict(
        "width_bucket",
        &[T::Float8, T::Float8, T::Float8, T::Int4],
        T::Int4,
        |_, a, _| {
            let [x, low, high, count] = [0, 1, 2, 3].map(|at| arg(a, at));
            let (x, low, high, count) = (
                x.as_float(),
                low.as_float(),
                high.as_float(),
                count.as_int(),
            );
            if count <= 0 {
                return Err(error("2201G", "count must be greater than zero"));
            }
            let bucket = ((x - low) / (high - low) * count as f64).floor();
            Ok(Value::Int((bucket as i64 + 1).clamp(0, count + 1)))
        },
    ),
];

/// An argument; NULL when it wasn't given.
pub(super) fn arg(args: &[Value], at: usize) -> &Value {
    static NULL: Value = Value::Null;
    args.get(at).unwrap_or(&NULL)
}

fn exact(args: &[Value], apply: impl Fn(&Numeric) -> Numeric) -> Result<Value> {
    Ok(match arg(args, 0) {
        Value::Numeric(n) => Value::numeric(apply(n)),
        other => other.clone(),
    })
}

fn two(args: &[Value], apply: impl Fn(&Numeric, &Numeric) -> Result<Numeric>) -> Result<Value> {
    match (arg(args, 0), arg(args, 1)) {
        (Value::Numeric(a), Value::Numeric(b)) => apply(a, b).map(Value::numeric),
        _ => Ok(Value::Null),
    }
}

fn real(args: &[Value], apply: impl Fn(f64) -> f64) -> Result<Value> {
    let from = arg(args, 0).as_float();
    let n = apply(from);
    if n.is_nan() && !from.is_nan() {
        return Err(error("22003", "input is out of range"));
    }
    if n.is_infinite() && from.is_finite() {
        return Err(error("22003", "value out of range: overflow"));
    }
    Ok(Value::Float(n))
}

fn float(value: &Value) -> f64 {
    match value {
        Value::Numeric(n) => n.to_f64(),
        other => other.as_float(),
    }
}

/// # Limits
///
/// PostgreSQL computes these to 16 digits and more; this is a float's 15.
fn approximated(args: &[Value], apply: impl Fn(f64) -> f64) -> Result<Value> {
    from_float(apply(float(arg(args, 0))))
}

fn from_float(n: f64) -> Result<Value> {
    if !n.is_finite() {
        return Err(error("22003", "value overflows numeric format"));
    }
    let number = Numeric::parse(&format!("{n:.16}")).unwrap_or_else(|| Numeric::from(0_i64));
    Ok(Value::numeric(number))
}

fn positive(args: &[Value]) -> Result<()> {
    let n = float(arg(args, 0));
    if n == 0.0 {
        return Err(error("2201E", "cannot take logarithm of zero"));
    }
    if n < 0.0 {
        return Err(error("2201E", "cannot take logarithm of a negative number"));
    }
    Ok(())
}

fn modulo(args: &[Value]) -> Result<Value> {
    match (arg(args, 0).as_int(), arg(args, 1).as_int()) {
        (_, 0) => Err(error("22012", "division by zero")),
        (a, b) => Ok(Value::Int(a.wrapping_rem(b))),
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(i64::MAX)
}

fn lcm(args: &[Value], ty: T) -> Result<Value> {
    let (a, b) = (arg(args, 0).as_int(), arg(args, 1).as_int());
    let divisor = gcd(a, b);
    if divisor == 0 {
        return Ok(Value::Int(0));
    }
    let product = (a / divisor).checked_mul(b).and_then(i64::checked_abs);
    product.map_or_else(
        || Err(crate::sql::cast::int_out_of_range(ty)),
        |n| int_in(n, ty),
    )
}

fn factorial(n: i64) -> Result<Value> {
    if n < 0 {
        return Err(error(
            "22003",
            "factorial of a negative number is undefined",
        ));
    }
    if n > 1000 {
        return Err(error("22003", "value overflows numeric format"));
    }
    let mut product = Numeric::from(1_i64);
    for factor in 2..=n {
        product.mantissa *= factor;
    }
    Ok(Value::numeric(product))
}

fn negative_root() -> Box<crate::sql::SqlError> {
    error("2201F", "cannot take square root of a negative number")
}

/// The square root with at least 16 significant digits, as PostgreSQL gives.
pub(crate) fn square_root(n: &Numeric) -> Result<Numeric> {
    if n.is_negative() {
        return Err(negative_root());
    }
    let whole = (n.leading().0 + 1) * 4 / 2 - 1;
    let scale = (16 - whole).max(i64::from(n.scale)).clamp(0, 1000) as u32;
    Ok(square_root_to(n, scale))
}

/// The square root of what is not negative, with so many digits after the point.
pub(crate) fn square_root_to(n: &Numeric, scale: u32) -> Numeric {
    // One digit more than shown, then rounded.
    let wide = n.rounded(i64::from(scale + 1) * 2);
    let root = Numeric {
        mantissa: wide.mantissa.sqrt(),
        scale: scale + 1,
    };
    root.rounded(i64::from(scale))
}

/// A power. A whole exponent is exact up to the scale; others go through a
/// float.
pub(crate) fn power(base: &Numeric, exponent: &Numeric) -> Result<Numeric> {
    let whole = exponent
        .to_i64()
        .filter(|_| exponent.truncated(0).order(exponent).is_eq());
    if base.is_zero() && exponent.is_negative() {
        return Err(error(
            "2201F",
            "zero raised to a negative power is undefined",
        ));
    }
    let estimate = base.to_f64().powf(exponent.to_f64());
    if estimate.is_nan() {
        return Err(error(
            "2201F",
            "a negative number raised to a non-integer power yields a complex result",
        ));
    }
    let digits = if estimate == 0.0 {
        0
    } else {
        estimate.abs().log10().floor() as i64
    };
    let scale = (16 - digits)
        .max(i64::from(base.scale))
        .max(i64::from(exponent.scale))
        .clamp(0, 1000);
    match whole {
        Some(n) if n.unsigned_abs() <= 10_000 => {
            let mut result = Numeric::from(1_i64);
            let mut square = base.clone();
            let mut left = n.unsigned_abs();
            while left > 0 {
                if left & 1 == 1 {
                    result = result.multiply(&square)?;
                }
                left >>= 1;
                if left > 0 {
                    square = square.multiply(&square)?;
                }
            }
            if n < 0 {
                return Ok(Numeric::from(1_i64).divide_to(&result, scale as u32));
            }
            Ok(result.rounded(scale))
        }
        _ if !estimate.is_finite() => Err(error("22003", "value overflows numeric format")),
        _ => Ok(Numeric::from_float(estimate, 16)?.rounded(scale)),
    }
}
