//! Dates and times: the calendar, and text in and out.

mod fields;
mod format;
mod read;

use super::error::{Result, error};
use super::interval::{DAY, HOUR, Interval, MINUTE, SECOND, show_clock};
pub(crate) use fields::{
    age, extract, interval_field, iso_week, time_field, truncate, truncate_interval,
};
pub(crate) use format::{from_pattern, show_pattern};
pub(crate) use read::{read_date, read_time, read_timestamp, zone_offset};

/// Days from 1970-01-01 to 2000-01-01, where PostgreSQL counts from.
const EPOCH_DAYS: i64 = 10_957;
/// Microseconds from 1970 to 2000.
pub(crate) const EPOCH_MICROS: i64 = EPOCH_DAYS * DAY;

/// A day of the proleptic Gregorian calendar; year 0 is 1 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "a day of the month is a day")]
pub(crate) struct Day {
    pub year: i64,
    pub month: i64,
    pub day: i64,
}

/// Days since 2000-01-01 (after Howard Hinnant's `days_from_civil`: years
/// that begin in March have their leap day at the end).
pub(crate) fn days_of(day: Day) -> i64 {
    let year = if day.month <= 2 {
        day.year - 1
    } else {
        day.year
    };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = (day.month + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + day.day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468 - EPOCH_DAYS
}

/// The day that is `days` after 2000-01-01.
pub(crate) fn day_of(days: i64) -> Day {
    let days = days + 719_468 + EPOCH_DAYS;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    Day {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: of_year - (153 * shifted + 2) / 5 + 1,
    }
}

/// How many days a month has.
pub(crate) fn month_length(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A timestamp's day and the microseconds since its midnight.
pub(crate) fn day_and_time(micros: i64) -> (i64, i64) {
    (micros.div_euclid(DAY), micros.rem_euclid(DAY))
}

/// A date as text.
pub(crate) fn show_date(days: i32) -> String {
    match days {
        i32::MAX => "infinity".to_owned(),
        i32::MIN => "-infinity".to_owned(),
        _ => {
            let Day { year, month, day } = day_of(i64::from(days));
            if year > 0 {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{:04}-{month:02}-{day:02} BC", 1 - year)
            }
        }
    }
}

/// A time of day as text.
pub(crate) fn show_time(micros: i64) -> String {
    show_clock(micros.unsigned_abs())
}

/// A timestamp as text; with the offset from UTC, in seconds, when given.
pub(crate) fn show_timestamp(micros: i64, offset: Option<i64>) -> String {
    match micros {
        i64::MAX => return "infinity".to_owned(),
        i64::MIN => return "-infinity".to_owned(),
        _ => {}
    }
    let (days, time) = day_and_time(micros.saturating_add(offset.unwrap_or(0) * SECOND));
    let date = show_date(days as i32);
    let (date, era) = match date.strip_suffix(" BC") {
        Some(date) => (date.to_owned(), " BC"),
        None => (date, ""),
    };
    let zone = offset.map_or_else(String::new, show_offset);
    format!("{date} {}{zone}{era}", show_time(time))
}

fn show_offset(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    if minutes == 0 {
        format!("{sign}{hours:02}")
    } else {
        format!("{sign}{hours:02}:{minutes:02}")
    }
}

/// A timestamp so much later; a day that its month hasn't becomes the
/// month's last.
pub(crate) fn add_interval(micros: i64, span: &Interval) -> Result<i64> {
    if micros == i64::MAX || micros == i64::MIN {
        return Ok(micros);
    }
    let (mut days, time) = day_and_time(micros);
    if span.months != 0 {
        let from = day_of(days);
        let months = from.year * 12 + from.month - 1 + i64::from(span.months);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let day = from.day.min(month_length(year, month));
        days = days_of(Day { year, month, day });
    }
    let later = (days + i64::from(span.days))
        .checked_mul(DAY)
        .and_then(|micros| micros.checked_add(time))
        .and_then(|micros| micros.checked_add(span.micros));
    later
        .filter(|micros| in_range(*micros))
        .ok_or_else(|| error("22008", "timestamp out of range"))
}

/// Whether PostgreSQL can hold this timestamp: 4713 BC to 294276 AD.
pub(crate) fn in_range(micros: i64) -> bool {
    (-211_813_488_000_000_000..9_223_371_331_200_000_000).contains(&micros)
}

/// A time of day in microseconds.
pub(crate) fn clock(hour: i64, minute: i64, micros: i64) -> i64 {
    hour * HOUR + minute * MINUTE + micros
}
