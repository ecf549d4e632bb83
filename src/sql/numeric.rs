//! Exact decimal numbers with PostgreSQL's scales.

use super::error::{Result, error};
use num_bigint::{BigInt, Sign};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Digits after the point at most (`NUMERIC_MAX_RESULT_SCALE`).
const MAX_SCALE: u32 = 2000;
/// Digits before the point at most.
const MAX_DIGITS: usize = 131_072;
/// Significant digits a division gives at least.
const MIN_SIGNIFICANT: i64 = 16;

/// A number: `mantissa` × 10^-`scale`, shown with `scale` digits after the
/// point.
///
/// # Limits
///
/// PostgreSQL's numeric also has `NaN` and the infinities.
#[derive(Debug, Clone)]
pub(crate) struct Numeric {
    pub mantissa: BigInt,
    pub scale: u32,
}

impl From<i64> for Numeric {
    fn from(n: i64) -> Self {
        Self {
            mantissa: BigInt::from(n),
            scale: 0,
        }
    }
}

impl From<i128> for Numeric {
    fn from(n: i128) -> Self {
        Self {
            mantissa: BigInt::from(n),
            scale: 0,
        }
    }
}

fn power_of_ten(n: u32) -> BigInt {
    BigInt::from(10).pow(n)
}

/// Quotient rounded half away from zero.
fn divide_rounded(dividend: &BigInt, divisor: &BigInt) -> BigInt {
    let quotient = dividend / divisor;
    let rest = dividend - &quotient * divisor;
    let twice: BigInt = rest * 2;
    if twice.magnitude() >= divisor.magnitude() {
        let away = if (dividend.sign() == Sign::Minus) == (divisor.sign() == Sign::Minus) {
            1
        } else {
            -1
        };
        quotient + away
    } else {
        quotient
    }
}

impl Numeric {
    /// Reads a decimal literal, with sign, point and exponent.
    pub fn parse(text: &str) -> Option<Self> {
        let (body, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let unsigned = whole.strip_prefix(['+', '-']).unwrap_or(whole);
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(unsigned) || !digits(fraction) || unsigned.len() + fraction.len() == 0 {
            return None;
        }
        let mut mantissa: BigInt = format!("{whole}{fraction}0").parse().ok()?;
        mantissa /= 10;
        let scale = i64::try_from(fraction.len()).ok()? - exponent;
        if scale.unsigned_abs() > MAX_DIGITS as u64 {
            return None;
        }
        if scale < 0 {
            mantissa *= power_of_ten(u32::try_from(-scale).ok()?);
        }
        Some(Self {
            mantissa,
            scale: u32::try_from(scale.max(0)).ok()?,
        })
    }

    /// The nearest number with this many significant digits.
    pub fn from_float(n: f64, significant: usize) -> Result<Self> {
        if !n.is_finite() {
            return Err(error(
                "0A000",
                format!("numeric {n} is not supported by Backlot"),
            ));
        }
        let text = format!("{n:.*e}", significant - 1);
        let number = Self::parse(&text).unwrap_or_else(|| Self::from(0_i64));
        Ok(number.without_trailing_zeros())
    }

    fn without_trailing_zeros(mut self) -> Self {
        let ten = BigInt::from(10);
        while self.scale > 0 && (&self.mantissa % &ten).sign() == Sign::NoSign {
            self.mantissa /= &ten;
            self.scale -= 1;
        }
        self
    }

    /// The same with no zeros at the end of its fraction.
    pub fn trimmed(&self) -> Self {
        self.clone().without_trailing_zeros()
    }

    pub fn is_zero(&self) -> bool {
        self.mantissa.sign() == Sign::NoSign
    }

    pub fn is_negative(&self) -> bool {
        self.mantissa.sign() == Sign::Minus
    }

    pub fn negated(&self) -> Self {
        Self {
            mantissa: -&self.mantissa,
            scale: self.scale,
        }
    }

    pub fn absolute(&self) -> Self {
        if self.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    fn mantissa_at(&self, scale: u32) -> BigInt {
        if scale > self.scale {
            &self.mantissa * power_of_ten(scale - self.scale)
        } else {
            self.mantissa.clone()
        }
    }

    pub fn order(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        let scale = self.scale.max(other.scale);
        self.mantissa_at(scale).cmp(&other.mantissa_at(scale))
    }

    pub fn add(&self, other: &Self) -> Self {
        let scale = self.scale.max(other.scale);
        Self {
            mantissa: self.mantissa_at(scale) + other.mantissa_at(scale),
            scale,
        }
    }

    pub fn subtract(&self, other: &Self) -> Self {
        self.add(&other.negated())
    }

    pub fn multiply(&self, other: &Self) -> Result<Self> {
        let product = Self {
            mantissa: &self.mantissa * &other.mantissa,
            scale: self.scale + other.scale,
        };
        if product.mantissa.bits() > 4 * MAX_DIGITS as u64 {
            return Err(error("22003", "value overflows numeric format"));
        }
        Ok(if product.scale > MAX_SCALE {
            product.rounded(i64::from(MAX_SCALE))
        } else {
            product
        })
    }

    /// The place of the first digit: its exponent in base 10,000 and the
    /// digit of that base.
    pub fn leading(&self) -> (i64, u32) {
        if self.is_zero() {
            return (0, 0);
        }
        let digits = self.mantissa.magnitude().to_string();
        let exponent = digits.len() as i64 - 1 - i64::from(self.scale);
        let width = exponent.rem_euclid(4) as usize + 1;
        let padded = format!("{digits:0<4}");
        let first = padded
            .get(..width)
            .and_then(|d| d.parse().ok())
            .unwrap_or(0);
        (exponent.div_euclid(4), first)
    }

    /// The scale PostgreSQL gives a quotient (`select_div_scale`).
    fn quotient_scale(&self, divisor: &Self) -> u32 {
        let (weight, first) = self.leading();
        let (other_weight, other_first) = divisor.leading();
        let mut quotient_weight = weight - other_weight;
        if first <= other_first {
            quotient_weight -= 1;
        }
        let scale = (MIN_SIGNIFICANT - quotient_weight * 4)
            .max(i64::from(self.scale))
            .max(i64::from(divisor.scale))
            .clamp(0, 1000);
        scale as u32
    }

    pub fn divide(&self, divisor: &Self) -> Result<Self> {
        if divisor.is_zero() {
            return Err(error("22012", "division by zero"));
        }
        Ok(self.divide_to(divisor, self.quotient_scale(divisor)))
    }

    /// The quotient rounded to a scale; the divisor isn't zero.
    pub fn divide_to(&self, divisor: &Self, scale: u32) -> Self {
        let up = scale + divisor.scale;
        let (dividend, divisor) = if up >= self.scale {
            (
                &self.mantissa * power_of_ten(up - self.scale),
                divisor.mantissa.clone(),
            )
        } else {
            (
                self.mantissa.clone(),
                &divisor.mantissa * power_of_ten(self.scale - up),
            )
        };
        Self {
            mantissa: divide_rounded(&dividend, &divisor),
            scale,
        }
    }

    pub fn remainder(&self, divisor: &Self) -> Result<Self> {
        if divisor.is_zero() {
            return Err(error("22012", "division by zero"));
        }
        let scale = self.scale.max(divisor.scale);
        let mantissa = self.mantissa_at(scale) % divisor.mantissa_at(scale);
        Ok(Self { mantissa, scale })
    }

    /// Rounded half away from zero to `places` after the point (before it,
    /// when negative).
    pub fn rounded(&self, places: i64) -> Self {
        self.to_places(places, divide_rounded)
    }

    /// Cut to `places` after the point.
    pub fn truncated(&self, places: i64) -> Self {
        self.to_places(places, |dividend, divisor| dividend / divisor)
    }

    fn to_places(&self, places: i64, divide: impl Fn(&BigInt, &BigInt) -> BigInt) -> Self {
        let places = places.clamp(-i64::from(MAX_SCALE), i64::from(MAX_SCALE));
        let scale = places.max(0) as u32;
        let drop = i64::from(self.scale) - places;
        if drop <= 0 {
            return Self {
                mantissa: self.mantissa_at(scale),
                scale,
            };
        }
        let mut mantissa = divide(&self.mantissa, &power_of_ten(drop as u32));
        if places < 0 {
            mantissa *= power_of_ten((-places) as u32);
        }
        Self { mantissa, scale }
    }

    /// The greatest whole number not above it.
    pub fn floor(&self) -> Self {
        let whole = self.truncated(0);
        if whole.order(self).is_gt() {
            whole.subtract(&Self::from(1_i64))
        } else {
            whole
        }
    }

    /// The least whole number not below it.
    pub fn ceiling(&self) -> Self {
        self.negated().floor().negated()
    }

    /// The nearest whole number, if a bigint holds it.
    pub fn to_i64(&self) -> Option<i64> {
        i64::try_from(self.rounded(0).mantissa).ok()
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(0.0)
    }

    /// How many digits stand before the point.
    pub fn whole_digits(&self) -> usize {
        let whole = self.truncated(0);
        if whole.is_zero() {
            0
        } else {
            whole.mantissa.magnitude().to_string().len()
        }
    }

    /// Equal numbers hash alike, whatever their scale.
    pub fn hash_value<H: Hasher>(&self, state: &mut H) {
        self.trimmed().mantissa.hash(state);
    }
}

impl fmt::Display for Numeric {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.magnitude().to_string();
        let scale = self.scale as usize;
        if self.is_negative() {
            out.write_str("-")?;
        }
        if scale == 0 {
            return out.write_str(&digits);
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        write!(out, "{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Numeric {
        Numeric::parse(text).expect("a number")
    }

    #[test]
    fn quotients_have_the_scale_of_postgresql() {
        for (a, b, quotient) in [
            ("1", "3", "0.33333333333333333333"),
            ("10", "4", "2.5000000000000000"),
            ("100000", "3", "33333.333333333333"),
            ("1.5", "0.5", "3.0000000000000000"),
            ("0", "7", "0.00000000000000000000"),
            ("-7", "2", "-3.5000000000000000"),
        ] {
            assert_eq!(
                n(a).divide(&n(b)).expect("a quotient").to_string(),
                quotient,
                "{a}/{b}"
            );
        }
    }

    #[test]
    fn rounding_goes_away_from_zero_at_the_half() {
        for (number, places, rounded) in [
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("1.005", 2, "1.01"),
            ("1234", -2, "1200"),
            ("1.2", 3, "1.200"),
        ] {
            assert_eq!(n(number).rounded(places).to_string(), rounded);
        }
        assert_eq!(n("-1.5").floor().to_string(), "-2");
        assert_eq!(n("-1.5").ceiling().to_string(), "-1");
    }

    #[test]
    fn literals_read_as_written() {
        for (text, shown) in [
            ("1e3", "1000"),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("1.5e-3", "0.0015"),
            ("-0", "0"),
        ] {
            assert_eq!(n(text).to_string(), shown);
        }
        for text in ["", ".", "1..2", "a", "1e", "--1"] {
            assert!(Numeric::parse(text).is_none(), "{text}");
        }
    }
}
