//! Numbers with a mantissa of 64 bits: the `long double` of C on x86-64.
//!
//! Redis adds with it in INCRBYFLOAT, so that 0.1 + 0.2 is 0.3 there. To give
//! the same digits everywhere, it is done here in whole numbers.

use super::number::without_zeros;
use std::fmt;

/// The least and greatest exponents of normal numbers, for a mantissa
/// between 1 and 2.
const EXPONENTS: std::ops::RangeInclusive<i32> = -16_382..=16_383;

/// A number: `mantissa * 2^exponent`, its highest bit set unless it is zero
/// or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LongDouble {
    negative: bool,
    mantissa: u64,
    exponent: i32,
}

impl LongDouble {
    /// Zero.
    pub const ZERO: Self = Self {
        negative: false,
        mantissa: 0,
        exponent: 0,
    };

    const INFINITE: Self = Self {
        negative: false,
        mantissa: 0,
        exponent: i32::MAX,
    };

    /// Whether it is infinite.
    #[must_use]
    pub const fn is_infinite(self) -> bool {
        self.exponent == i32::MAX
    }

    /// The number nearest to a decimal text; none when it is not one or out
    /// of range.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if text.eq_ignore_ascii_case("inf") || text.eq_ignore_ascii_case("infinity") {
            return Some(Self {
                negative,
                ..Self::INFINITE
            });
        }
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = || whole.bytes().chain(fraction.bytes());
        // A text this long cannot come from a person.
        if all().next().is_none() || all().count() > 6_000 || power.abs() > 6_000 {
            return None;
        }
        let mut number = Big::default();
        for digit in all() {
            if !digit.is_ascii_digit() {
                return None;
            }
            number.multiply_add(10, u32::from(digit - b'0'));
        }
        let power = power - i32::try_from(fraction.len()).ok()?;
        Self::from_decimal(negative, number, power)
    }

    /// `number * 10^power`.
    fn from_decimal(negative: bool, mut number: Big, power: i32) -> Option<Self> {
        if number.is_zero() {
            return Some(Self {
                negative,
                ..Self::ZERO
            });
        }
        let mut exponent = 0;
        let mut sticky = false;
        if power >= 0 {
            (0..power).for_each(|_| number.multiply_add(10, 0));
        } else {
            // Room for 66 good bits after the division.
            let shift = 70 + u32::try_from(-power).ok()? * 4;
            number.shift_left(shift);
            exponent -= i32::try_from(shift).ok()?;
            for _ in power..0 {
                sticky |= number.divide(10) != 0;
            }
        }
        let (high, below) = number.top();
        exponent += below;
        Self::round(
            negative,
            high,
            exponent,
            sticky || number.has_bits_below(below),
        )
    }

    /// `value * 2^exponent` rounded to the nearest, ties to even.
    fn round(negative: bool, value: u128, exponent: i32, sticky: bool) -> Option<Self> {
        let extra = 64_i32 - i32::try_from(value.leading_zeros()).ok()?;
        if extra <= 0 {
            let mantissa = u64::try_from(value).ok()?;
            let (mantissa, exponent) = match mantissa {
                0 => (0, 0),
                _ => (mantissa << -extra, exponent + extra),
            };
            return Self::in_range(negative, mantissa, exponent);
        }
        let half = 1_u128 << (extra - 1);
        let rest = value & ((half << 1) - 1);
        let mut mantissa = value >> extra;
        let odd = mantissa & 1 == 1;
        if rest > half || (rest == half && (sticky || odd)) {
            mantissa += 1;
        }
        let exponent = exponent + extra;
        match u64::try_from(mantissa) {
            Ok(mantissa) => Self::in_range(negative, mantissa, exponent),
            // Rounding up carried into one more bit.
            Err(_) => Self::in_range(negative, 1 << 63, exponent + 1),
        }
    }

    fn in_range(negative: bool, mantissa: u64, exponent: i32) -> Option<Self> {
        (mantissa == 0 || EXPONENTS.contains(&(exponent + 63))).then_some(Self {
            negative,
            mantissa,
            exponent,
        })
    }

    /// The sum; none when it is out of range or infinite.
    #[must_use]
    pub fn add(self, other: Self) -> Option<Self> {
        if self.is_infinite() || other.is_infinite() {
            return None;
        }
        if self.mantissa == 0 {
            return Some(other);
        }
        if other.mantissa == 0 {
            return Some(self);
        }
        let (big, small) = if (self.exponent, self.mantissa) >= (other.exponent, other.mantissa) {
            (self, other)
        } else {
            (other, self)
        };
        // 62 bits of room below the greater keep what rounding must know; a
        // bit that falls off stands below all of them.
        let apart = big.exponent.abs_diff(small.exponent);
        let high = u128::from(big.mantissa) << 62;
        let low = u128::from(small.mantissa) << 62;
        let (low, lost) = match low.checked_shr(apart) {
            Some(shifted) => (shifted, shifted << apart != low),
            None => (0, true),
        };
        let exponent = big.exponent - 62;
        if big.negative == small.negative {
            return Self::round(big.negative, high + low, exponent, lost);
        }
        // What was lost is taken off too: one less, and something left over.
        let difference = high - low - u128::from(lost);
        let negative = big.negative && difference != 0;
        Self::round(negative, difference, exponent, lost)
    }
}

impl From<f64> for LongDouble {
    /// The same number; what is not finite is zero.
    fn from(number: f64) -> Self {
        let bits = number.abs().to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let power = (bits >> 52) as i32;
        let (mantissa, exponent) = match power {
            0 => (fraction, -1074),
            0x7ff => (0, 0),
            _ => (fraction | 1 << 52, power - 1075),
        };
        Self::round(number < 0.0, u128::from(mantissa), exponent, false).unwrap_or(Self::ZERO)
    }
}

impl fmt::Display for LongDouble {
    /// At most 17 decimals, without zeros at the end.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SCALE: u128 = 100_000_000_000_000_000;
        let sign = if self.negative { "-" } else { "" };
        if self.exponent >= 0 {
            let mut number = Big::from(self.mantissa);
            number.shift_left(self.exponent.unsigned_abs());
            return write!(out, "{sign}{}", number.decimal());
        }
        // 64 bits times 57 bits fit.
        let scaled = u128::from(self.mantissa) * SCALE;
        let shift = self.exponent.unsigned_abs();
        let rounded = match scaled.checked_shr(shift) {
            None => 0,
            Some(floor) => {
                let rest = scaled - (floor << shift);
                let half = 1_u128 << (shift - 1);
                let up = rest > half || (rest == half && floor & 1 == 1);
                floor + u128::from(up)
            }
        };
        let text = format!("{}.{:017}", rounded / SCALE, rounded % SCALE);
        let text = without_zeros(&text);
        // Redis writes zero without its sign.
        let sign = if text == "0" { "" } else { sign };
        write!(out, "{sign}{text}")
    }
}

/// A whole number of any size, its lowest 32 bits first.
#[derive(Debug, Default)]
struct Big(Vec<u32>);

impl From<u64> for Big {
    fn from(number: u64) -> Self {
        Self(vec![number as u32, (number >> 32) as u32])
    }
}

impl Big {
    fn is_zero(&self) -> bool {
        self.0.iter().all(|part| *part == 0)
    }

    fn multiply_add(&mut self, by: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(by);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn shift_left(&mut self, bits: u32) {
        self.multiply_add(1 << (bits % 32), 0);
        let whole = vec![0; (bits / 32) as usize];
        self.0.splice(0..0, whole);
    }

    /// Divides and gives the rest.
    fn divide(&mut self, by: u32) -> u32 {
        let mut rest = 0_u64;
        for part in self.0.iter_mut().rev() {
            let value = (rest << 32) | u64::from(*part);
            *part = (value / u64::from(by)) as u32;
            rest = value % u64::from(by);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        rest as u32
    }

    /// The highest (up to) 128 bits in whole parts, and how many bits are
    /// below them.
    fn top(&self) -> (u128, i32) {
        let skip = self.0.len().saturating_sub(4);
        let parts = self.0.iter().skip(skip).rev();
        let high = parts.fold(0, |high, part| (high << 32) | u128::from(*part));
        (high, i32::try_from(skip * 32).unwrap_or(i32::MAX))
    }

    fn has_bits_below(&self, below: i32) -> bool {
        let parts = usize::try_from(below / 32).unwrap_or(0);
        self.0.iter().take(parts).any(|part| *part != 0)
    }

    fn decimal(mut self) -> String {
        let mut groups = Vec::new();
        while !self.is_zero() {
            groups.push(self.divide(1_000_000_000));
        }
        let first = groups.pop().unwrap_or(0).to_string();
        let others = groups.iter().rev().map(|group| format!("{group:09}"));
        std::iter::once(first).chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, sum: &str) {
        let parse = |text: &str| LongDouble::parse(text.as_bytes()).expect("it is a number");
        let got = parse(one).add(parse(other)).expect("it is in range");
        assert_eq!(got.to_string(), sum, "{one} + {other}");
    }

    #[test]
    fn sums_are_those_of_redis() {
        check("0.1", "0.2", "0.3");
        check("10.50", "0.1", "10.6");
        check("5.0e3", "2.0e2", "5200");
        check("3", "-3", "0");
        check("-1.5", "0.25", "-1.25");
        check("1e20", "1", "100000000000000000000");
        check("1e18", "1", "1000000000000000001");
        check("0.5", "1.123", "1.623");
        check("3000.3", "0.2", "3000.5");
        check("1e-20", "0", "0");
    }

    #[test]
    fn what_is_not_a_number_is_none() {
        for text in ["", "-", ".", "1e", "1x", "in", "nan", " 1", "1 ", "1e5000"] {
            assert_eq!(LongDouble::parse(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_double_shows_seventeen_decimals() {
        let shown = LongDouble::from(13.361_389_338_970_184).to_string();
        assert_eq!(shown, "13.36138933897018433");
    }
}
