//! Spans of time: months, days and microseconds kept apart.

use super::error::{Result, error};
use std::cmp::Ordering;
use std::fmt::Write as _;

pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// A span of time. Months and days have no fixed length, so they are kept
/// apart until the span meets a date.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Interval {
    pub months: i32,
    pub days: i32,
    pub micros: i64,
}

impl Interval {
    /// The length for comparisons, with months of 30 days of 24 hours.
    pub fn span(&self) -> i128 {
        let days = i128::from(self.months) * 30 + i128::from(self.days);
        days * i128::from(DAY) + i128::from(self.micros)
    }

    pub fn order(&self, other: &Self) -> Ordering {
        self.span().cmp(&other.span())
    }

    pub fn negated(&self) -> Result<Self> {
        Self::default().subtract(self)
    }

    pub fn add(&self, other: &Self) -> Result<Self> {
        let sum = (|| {
            Some(Self {
                months: self.months.checked_add(other.months)?,
                days: self.days.checked_add(other.days)?,
                micros: self.micros.checked_add(other.micros)?,
            })
        })();
        sum.ok_or_else(out_of_range)
    }

    pub fn subtract(&self, other: &Self) -> Result<Self> {
        let rest = (|| {
            Some(Self {
                months: self.months.checked_sub(other.months)?,
                days: self.days.checked_sub(other.days)?,
                micros: self.micros.checked_sub(other.micros)?,
            })
        })();
        rest.ok_or_else(out_of_range)
    }

    /// Multiplied; what is left of a month goes to the days, and of a day to
    /// the time.
    pub fn times(&self, factor: f64) -> Result<Self> {
        let months = f64::from(self.months) * factor;
        let whole_months = months.trunc();
        let month_days = ((months - whole_months) * 30.0 * 1e6).round() / 1e6;
        let days = f64::from(self.days) * factor;
        let whole_days = days.trunc();
        let day_part = days - whole_days + (month_days - month_days.trunc());
        let all_days = whole_days + month_days.trunc();
        let micros = (self.micros as f64 * factor + day_part * DAY as f64).round();
        let fits = |n: f64, most: f64| n.is_finite() && n.abs() <= most;
        if !fits(whole_months, f64::from(i32::MAX))
            || !fits(all_days, f64::from(i32::MAX))
            || !fits(micros, 9.2e18)
        {
            return Err(out_of_range());
        }
        Ok(Self {
            months: whole_months as i32,
            days: all_days as i32,
            micros: micros as i64,
        })
    }

    /// Reads `1 day 02:03:04`, `2 years ago`, `P1DT2H` and the like.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(iso) = text.strip_prefix('p') {
            return parse_iso(iso);
        }
        let text = text.strip_prefix('@').unwrap_or(&text).to_owned();
        let mut words = spaced(&text);
        let ago = words.last().is_some_and(|word| word == "ago");
        if ago {
            words.pop();
        }
        let mut sum = Self::default();
        let mut rest = words.iter().peekable();
        rest.peek()?;
        while let Some(word) = rest.next() {
            if word.contains(':') {
                sum.micros = sum.micros.checked_add(parse_clock(word)?)?;
            } else if let Some((years, months)) = year_month(word) {
                sum.months = sum.months.checked_add(years * 12 + months)?;
            } else {
                let number: f64 = word.parse().ok()?;
                match rest.next_if(|next| next.starts_with(char::is_alphabetic)) {
                    Some(unit) => sum.add_unit(number, unit)?,
                    // A bare number is seconds, or days before a clock time.
                    None if rest.peek().is_some_and(|next| next.contains(':')) => {
                        sum.add_unit(number, "day")?;
                    }
                    None if rest.peek().is_none() => sum.add_unit(number, "second")?,
                    None => return None,
                }
            }
        }
        if ago { sum.negated().ok() } else { Some(sum) }
    }

    /// Adds so many of a unit; `None` when there's no such unit.
    pub fn add_unit(&mut self, number: f64, unit: &str) -> Option<()> {
        let (months, days, micros) = match unit {
            "us" | "usec" | "usecs" | "microsecond" | "microseconds" => (0.0, 0.0, 1.0),
            "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => (0.0, 0.0, 1e3),
            "s" | "sec" | "secs" | "second" | "seconds" => (0.0, 0.0, 1e6),
            "m" | "min" | "mins" | "minute" | "minutes" => (0.0, 0.0, 6e7),
            "h" | "hr" | "hrs" | "hour" | "hours" => (0.0, 0.0, 3.6e9),
            "d" | "day" | "days" => (0.0, 1.0, 0.0),
            "w" | "week" | "weeks" => (0.0, 7.0, 0.0),
            "mon" | "mons" | "month" | "months" => (1.0, 0.0, 0.0),
            "quarter" | "quarters" => (3.0, 0.0, 0.0),
            "y" | "yr" | "yrs" | "year" | "years" => (12.0, 0.0, 0.0),
            "dec" | "decs" | "decade" | "decades" => (120.0, 0.0, 0.0),
            "c" | "cent" | "century" | "centuries" => (1200.0, 0.0, 0.0),
            "mil" | "mils" | "millennium" | "millennia" => (12000.0, 0.0, 0.0),
            _ => return None,
        };
        let all_months = number * months;
        // A part of a year is whole months; a part of a month is days.
        let whole_months = if months > 1.0 {
            all_months.round()
        } else {
            all_months.trunc()
        };
        let month_days = if months > 1.0 {
            0.0
        } else {
            (all_months - whole_months) * 30.0
        };
        let all_days = number * days + month_days;
        let whole_days = all_days.trunc();
        let all_micros = (number * micros + (all_days - whole_days) * DAY as f64).round();
        if whole_months.abs() > 2e9 || whole_days.abs() > 2e9 || all_micros.abs() > 9e18 {
            return None;
        }
        self.months = self.months.checked_add(whole_months as i32)?;
        self.days = self.days.checked_add(whole_days as i32)?;
        self.micros = self.micros.checked_add(all_micros as i64)?;
        Some(())
    }

    /// The text form, in PostgreSQL's own style.
    pub fn show(&self) -> String {
        let mut parts = Vec::new();
        let mut before_is_negative = false;
        let units = [
            (self.months / 12, "year"),
            (self.months % 12, "mon"),
            (self.days, "day"),
        ];
        for (count, unit) in units {
            if count != 0 {
                let plus = if before_is_negative && count > 0 {
                    "+"
                } else {
                    ""
                };
                let s = if count == 1 { "" } else { "s" };
                parts.push(format!("{plus}{count} {unit}{s}"));
                before_is_negative = count < 0;
            }
        }
        if self.micros != 0 || parts.is_empty() {
            let sign = match self.micros {
                n if n < 0 => "-",
                _ if before_is_negative => "+",
                _ => "",
            };
            parts.push(format!("{sign}{}", show_clock(self.micros.unsigned_abs())));
        }
        parts.join(" ")
    }
}

fn out_of_range() -> Box<super::SqlError> {
    error("22008", "interval out of range")
}

/// `02:03:04.5` of a number of microseconds.
pub(crate) fn show_clock(micros: u64) -> String {
    let seconds = micros / 1_000_000;
    let mut text = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    let fraction = micros % 1_000_000;
    if fraction > 0 {
        let digits = format!("{fraction:06}");
        let _ = write!(text, ".{}", digits.trim_end_matches('0'));
    }
    text
}

/// Splits at blanks and between a number and its unit: `1day2h`.
fn spaced(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        let turn = c.is_alphabetic() != before.is_alphabetic() && !before.is_whitespace();
        if c.is_whitespace() || turn {
            words.push(String::new());
        }
        if !c.is_whitespace()
            && let Some(word) = words.last_mut()
        {
            word.push(c);
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `[-]hh:mm[:ss[.ffffff]]` in microseconds.
fn parse_clock(text: &str) -> Option<i64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = text.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next().map_or(Some(0.0), |part| part.parse().ok())?;
    if parts.next().is_some() || minutes > 59 || seconds >= 60.0 {
        return None;
    }
    let micros = hours.checked_mul(HOUR)? + minutes * MINUTE + (seconds * 1e6).round() as i64;
    Some(sign * micros)
}

/// `1-2`: years and months.
fn year_month(word: &str) -> Option<(i32, i32)> {
    let (sign, rest) = match word.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, word),
    };
    let (years, months) = rest.split_once('-')?;
    let (years, months): (i32, i32) = (years.parse().ok()?, months.parse().ok()?);
    (months < 12 && years < 100_000_000).then_some((sign * years, sign * months))
}

fn parse_iso(text: &str) -> Option<Interval> {
    let mut sum = Interval::default();
    let (mut number, mut clock) = (String::new(), false);
    for c in text.chars() {
        match c {
            't' => clock = true,
            '0'..='9' | '.' | '-' | '+' => number.push(c),
            _ => {
                let unit = match (c, clock) {
                    ('y', false) => "year",
                    ('m', false) => "month",
                    ('w', false) => "week",
                    ('d', false) => "day",
                    ('h', true) => "hour",
                    ('m', true) => "minute",
                    ('s', true) => "second",
                    _ => return None,
                };
                sum.add_unit(number.parse().ok()?, unit)?;
                number.clear();
            }
        }
    }
    number.is_empty().then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_and_show_as_in_postgresql() {
        for (text, shown) in [
            ("1 day", "1 day"),
            (
                "1 year 2 months 3 days 04:05:06.7",
                "1 year 2 mons 3 days 04:05:06.7",
            ),
            ("-1 day", "-1 days"),
            ("2 hours ago", "-02:00:00"),
            ("1.5 days", "1 day 12:00:00"),
            ("1day2h", "1 day 02:00:00"),
            ("P1Y2M3DT4H5M6S", "1 year 2 mons 3 days 04:05:06"),
            ("1-2", "1 year 2 mons"),
            ("90", "00:01:30"),
            ("-1 month 3 days", "-1 mons +3 days"),
            ("0", "00:00:00"),
            ("1.5 months", "1 mon 15 days"),
            ("1.5 years", "1 year 6 mons"),
        ] {
            let span = Interval::parse(text).expect(text);
            assert_eq!(span.show(), shown, "{text}");
        }
        assert!(Interval::parse("soon").is_none());
        assert!(Interval::parse("").is_none());
    }
}
