//! Reads dates and times as people write them.

use super::{Day, clock, days_of, in_range, month_length};
use crate::sql::error::{Result, error};
use crate::sql::interval::{DAY, SECOND};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// What a text said.
#[derive(Debug, Default)]
struct Moment {
    day: Option<Day>,
    /// Days from today, for `today` and its like.
    relative: Option<i64>,
    /// `now`, `epoch` or an infinity, in microseconds.
    fixed: Option<i64>,
    time: Option<i64>,
    offset: Option<i64>,
}

enum Wrong {
    Syntax,
    Range,
    /// A month or day that no calendar has, as if two had changed places.
    Order,
    Zone(String),
}

/// The date in a text; `now` is the transaction's time in local microseconds.
pub(crate) fn read_date(text: &str, now: i64) -> Result<i32> {
    let moment = read(text, now).map_err(|wrong| wrong.tell("date", text))?;
    match moment.fixed {
        Some(i64::MAX) => return Ok(i32::MAX),
        Some(i64::MIN) => return Ok(i32::MIN),
        _ => {}
    }
    let micros = moment
        .micros(now)
        .ok_or_else(|| Wrong::Syntax.tell("date", text))?;
    i32::try_from(micros.div_euclid(DAY)).map_err(|_| Wrong::Range.tell("date", text))
}

/// The time of day in a text.
pub(crate) fn read_time(text: &str, now: i64) -> Result<i64> {
    let moment = read(text, now).map_err(|wrong| wrong.tell("time", text))?;
    match (moment.time, moment.fixed) {
        (Some(time), _) => Ok(time),
        (None, Some(fixed)) => Ok(fixed.rem_euclid(DAY)),
        _ => Err(Wrong::Syntax.tell("time", text)),
    }
}

/// The timestamp in a text; in UTC when `zone` gives the offset of local
/// time in seconds, else as written, with any zone ignored.
pub(crate) fn read_timestamp(text: &str, now: i64, zone: Option<i64>) -> Result<i64> {
    let kind = if zone.is_some() {
        "timestamp with time zone"
    } else {
        "timestamp"
    };
    let moment = read(text, now).map_err(|wrong| wrong.tell(kind, text))?;
    let local = moment
        .micros(now)
        .ok_or_else(|| Wrong::Syntax.tell(kind, text))?;
    if matches!(moment.fixed, Some(i64::MAX | i64::MIN)) {
        return Ok(local);
    }
    let micros = match zone {
        Some(zone) => local - moment.offset.unwrap_or(zone) * SECOND,
        None => local,
    };
    if in_range(micros) {
        Ok(micros)
    } else {
        Err(Wrong::Range.tell(kind, text))
    }
}

/// The offset of a zone from UTC in seconds: `UTC`, `+02`, `-05:30`.
pub(crate) fn zone_offset(name: &str) -> Option<i64> {
    let lower = name.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "utc" | "gmt" | "z" | "zulu" | "etc/utc" | "etc/gmt" | "ut"
    ) {
        return Some(0);
    }
    let (sign, digits) = match lower.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, lower.strip_prefix('+')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 16 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

impl Wrong {
    fn tell(&self, kind: &str, text: &str) -> Box<crate::sql::SqlError> {
        match self {
            Self::Syntax => error(
                "22007",
                format!("invalid input syntax for type {kind}: \"{text}\""),
            ),
            Self::Range => error(
                "22008",
                format!("date/time field value out of range: \"{text}\""),
            ),
            Self::Order => Self::Range
                .tell(kind, text)
                .hint("Perhaps you need a different \"datestyle\" setting."),
            Self::Zone(zone) => error("22023", format!("time zone \"{zone}\" not recognized")),
        }
    }
}

impl Moment {
    fn micros(&self, now: i64) -> Option<i64> {
        if let Some(fixed) = self.fixed {
            return Some(fixed);
        }
        let days = match (self.day, self.relative) {
            (Some(day), _) => days_of(day),
            (None, Some(relative)) => now.div_euclid(DAY) + relative,
            _ => return None,
        };
        days.checked_mul(DAY)?.checked_add(self.time.unwrap_or(0))
    }
}

/// Splits into words; a `T` between digits separates, a sign after a clock
/// time begins a zone.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = text.trim().chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(char::is_ascii_digit)
        };
        let joins = matches!(c, 'T' | 't') && digit(at.checked_sub(1)) && digit(Some(at + 1));
        let zone = matches!(c, '+' | '-') && word.contains(':') && !word.starts_with(['+', '-']);
        let letters = c.is_alphabetic()
            && (word.contains(':') || word.starts_with(|c: char| c.is_ascii_digit()))
            && !word.contains('-');
        if c.is_whitespace() || c == ',' || joins {
            words.push(std::mem::take(&mut word));
            continue;
        }
        if zone || letters {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn read(text: &str, now: i64) -> std::result::Result<Moment, Wrong> {
    let mut moment = Moment::default();
    let mut numbers: Vec<i64> = Vec::new();
    let (mut month, mut before_christ) = (None, false);
    let words = words(text);
    if words.is_empty() {
        return Err(Wrong::Syntax);
    }
    for word in &words {
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "now" => moment.fixed = Some(now),
            "today" => moment.relative = Some(0),
            "tomorrow" => moment.relative = Some(1),
            "yesterday" => moment.relative = Some(-1),
            "epoch" => moment.fixed = Some(-super::EPOCH_MICROS),
            "infinity" | "+infinity" => moment.fixed = Some(i64::MAX),
            "-infinity" => moment.fixed = Some(i64::MIN),
            "bc" => before_christ = true,
            "ad" => {}
            "am" | "pm" => moment.time = Some(half_day(moment.time, &lower)?),
            _ if lower.contains(':') && !lower.starts_with(['+', '-']) => {
                moment.time = Some(read_clock(&lower)?);
            }
            _ if lower.starts_with(['+', '-']) && moment.time.is_some() => {
                moment.offset = Some(zone_offset(&lower).ok_or(Wrong::Syntax)?);
            }
            _ if lower.starts_with(|c: char| c.is_ascii_digit()) => match numeric_date(&lower)? {
                Some(day) => moment.day = Some(day),
                None => match ordinal(&lower) {
                    Some(number) => numbers.push(number),
                    None => return Err(Wrong::Syntax),
                },
            },
            _ => match named(&lower, &MONTHS) {
                Some(found) => month = Some(found as i64 + 1),
                None if named(&lower, &WEEKDAYS).is_some() => {}
                None => match zone_offset(&lower) {
                    Some(offset) => moment.offset = Some(offset),
                    None if moment.day.is_some() || moment.time.is_some() => {
                        return Err(Wrong::Zone(lower));
                    }
                    None => return Err(Wrong::Syntax),
                },
            },
        }
    }
    if let Some(month) = month {
        let (day, year) = match numbers.as_slice() {
            [first, second] if *first > 31 => (*second, *first),
            [first, second] => (*first, *second),
            _ => return Err(Wrong::Syntax),
        };
        moment.day = Some(Day { year, month, day });
    } else if !numbers.is_empty() {
        return Err(Wrong::Syntax);
    }
    if let Some(day) = &mut moment.day {
        if before_christ {
            day.year = 1 - day.year;
        }
        check(*day)?;
    }
    Ok(moment)
}

fn check(day: Day) -> std::result::Result<(), Wrong> {
    if !(1..=12).contains(&day.month) || !(1..=31).contains(&day.day) {
        return Err(Wrong::Order);
    }
    let real = (1..=12).contains(&day.month)
        && (1..=month_length(day.year, day.month)).contains(&day.day)
        && (-4713..=5_874_897).contains(&day.year);
    if real { Ok(()) } else { Err(Wrong::Range) }
}

fn named(word: &str, names: &[&str]) -> Option<usize> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 {
        return None;
    }
    names.iter().position(|name| name.starts_with(word))
}

/// `8`, `8th`.
fn ordinal(word: &str) -> Option<i64> {
    word.trim_end_matches("st")
        .trim_end_matches("nd")
        .trim_end_matches("rd")
        .trim_end_matches("th")
        .parse()
        .ok()
}

/// `2024-01-31`, `2024/1/31`, `1/31/2024`, `20240131`, `2024-Jan-31`.
fn numeric_date(word: &str) -> std::result::Result<Option<Day>, Wrong> {
    if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = word.parse().map_err(|_| Wrong::Syntax)?;
        return Ok(Some(Day {
            year: number / 10_000,
            month: number / 100 % 100,
            day: number % 100,
        }));
    }
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return if parts.len() == 1 {
            Ok(None)
        } else {
            Err(Wrong::Syntax)
        };
    };
    let number = |part: &str| part.parse::<i64>().map_err(|_| Wrong::Syntax);
    if let Some(month) = named(second, &MONTHS) {
        let (a, b) = (number(first)?, number(third)?);
        let (year, day) = if first.len() > 2 { (a, b) } else { (b, a) };
        return Ok(Some(Day {
            year,
            month: month as i64 + 1,
            day,
        }));
    }
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    // DateStyle is ISO, MDY.
    Ok(Some(if first.len() > 2 {
        Day {
            year: a,
            month: b,
            day: c,
        }
    } else {
        let year = if third.len() <= 2 {
            if c < 70 { 2000 + c } else { 1900 + c }
        } else {
            c
        };
        Day {
            year,
            month: a,
            day: b,
        }
    }))
}

fn read_clock(word: &str) -> std::result::Result<i64, Wrong> {
    let parts: Vec<&str> = word.split(':').collect();
    let number = |part: &str| part.parse::<i64>().map_err(|_| Wrong::Syntax);
    let (hour, minute, seconds) = match parts.as_slice() {
        [hour, minute] => (number(hour)?, number(minute)?, "0"),
        [hour, minute, seconds] => (number(hour)?, number(minute)?, *seconds),
        _ => return Err(Wrong::Syntax),
    };
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Wrong::Syntax);
    }
    let micros = format!("0.{fraction}0")
        .parse::<f64>()
        .map_err(|_| Wrong::Syntax)?;
    let second = number(whole)?;
    let time = clock(
        hour,
        minute,
        second * SECOND + (micros * 1e6).round() as i64,
    );
    let real = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    if real && time <= DAY {
        Ok(time)
    } else {
        Err(Wrong::Range)
    }
}

fn half_day(time: Option<i64>, half: &str) -> std::result::Result<i64, Wrong> {
    let time = time.ok_or(Wrong::Syntax)?;
    let hour = time / clock(1, 0, 0);
    match (half, hour) {
        (_, 13..=i64::MAX) => Err(Wrong::Range),
        ("am", 12) => Ok(time - clock(12, 0, 0)),
        ("pm", 0..=11) => Ok(time + clock(12, 0, 0)),
        _ => Ok(time),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{show_date, show_timestamp};
    use super::*;

    #[test]
    fn dates_read_in_many_spellings() {
        for (text, shown) in [
            ("2024-02-29", "2024-02-29"),
            ("2024/2/9", "2024-02-09"),
            ("2/9/2024", "2024-02-09"),
            ("20240209", "2024-02-09"),
            ("Jan 8, 1999", "1999-01-08"),
            ("8 January 1999", "1999-01-08"),
            ("2024-Feb-01", "2024-02-01"),
            ("0044-03-15 BC", "0044-03-15 BC"),
            ("infinity", "infinity"),
            ("today", "2000-01-01"),
            ("tomorrow", "2000-01-02"),
        ] {
            assert_eq!(show_date(read_date(text, 5).expect(text)), shown, "{text}");
        }
        for (text, code) in [
            ("2023-02-29", "22008"),
            ("soon", "22007"),
            ("", "22007"),
            ("2024-13-01", "22008"),
        ] {
            assert_eq!(read_date(text, 0).expect_err(text).code, code, "{text}");
        }
    }

    #[test]
    fn timestamps_read_with_and_without_zone() {
        for (text, zone, shown) in [
            ("2024-01-02 03:04:05", None, "2024-01-02 03:04:05"),
            (
                "2024-01-02T03:04:05.123456Z",
                Some(0),
                "2024-01-02 03:04:05.123456+00",
            ),
            ("2024-01-02 03:04+02", Some(0), "2024-01-02 01:04:00+00"),
            ("2024-01-02 03:04 PM", None, "2024-01-02 15:04:00"),
            ("2024-01-02", Some(0), "2024-01-02 00:00:00+00"),
            ("2024-01-02 03:04:05 UTC", Some(0), "2024-01-02 03:04:05+00"),
            (
                "2024-01-02T03:04:05-05:30",
                Some(0),
                "2024-01-02 08:34:05+00",
            ),
        ] {
            let micros = read_timestamp(text, 0, zone).expect(text);
            assert_eq!(show_timestamp(micros, zone), shown, "{text}");
        }
    }

    #[test]
    fn any_day_reads_back() {
        for days in (-800_000..800_000).step_by(997) {
            assert_eq!(days_of(super::super::day_of(days)), days);
        }
    }
}
