//! The parts of dates and times: `extract`, `date_trunc`, `age`.

use super::{
    DAY, Day, EPOCH_MICROS, HOUR, MINUTE, SECOND, day_and_time, day_of, days_of, month_length,
};
use crate::sql::error::Result;
use crate::sql::interval::Interval;
use crate::sql::numeric::Numeric;

/// One field of a timestamp (local); `None` when there's no such field.
pub(crate) fn extract(field: &str, micros: i64, has_zone: bool) -> Option<Numeric> {
    let (days, time) = day_and_time(micros);
    let date = day_of(days);
    let weekday = (days + 6).rem_euclid(7);
    Some(match field {
        "year" | "years" => Numeric::from(if date.year > 0 {
            date.year
        } else {
            date.year - 1
        }),
        "month" | "months" => Numeric::from(date.month),
        "day" | "days" => Numeric::from(date.day),
        "quarter" => Numeric::from((date.month - 1) / 3 + 1),
        "decade" => Numeric::from(date.year.div_euclid(10)),
        "century" => Numeric::from((date.year + 99).div_euclid(100)),
        "millennium" => Numeric::from((date.year + 999).div_euclid(1000)),
        "dow" => Numeric::from(weekday),
        "isodow" => Numeric::from(if weekday == 0 { 7 } else { weekday }),
        "doy" => Numeric::from(
            days - days_of(Day {
                year: date.year,
                month: 1,
                day: 1,
            }) + 1,
        ),
        "week" => Numeric::from(iso_week(days).1),
        "isoyear" => Numeric::from(iso_week(days).0),
        "julian" => {
            let part = seconds(time).divide_to(&Numeric::from(86_400_i64), 20);
            let whole = Numeric::from(days + 2_451_545);
            if time == 0 { whole } else { whole.add(&part) }
        }
        "epoch" => seconds(micros.saturating_add(EPOCH_MICROS)),
        "timezone" | "timezone_hour" | "timezone_minute" if has_zone => Numeric::from(0_i64),
        _ => return time_field(field, time),
    })
}

/// One field of a time of day.
pub(crate) fn time_field(field: &str, time: i64) -> Option<Numeric> {
    Some(match field {
        "hour" | "hours" => Numeric::from(time / HOUR),
        "minute" | "minutes" => Numeric::from(time / MINUTE % 60),
        "second" | "seconds" => seconds(time % MINUTE),
        "millisecond" | "milliseconds" => scaled(time % MINUTE, 3),
        "microsecond" | "microseconds" => Numeric::from(time % MINUTE),
        _ => return None,
    })
}

/// One field of a span.
pub(crate) fn interval_field(field: &str, span: &Interval) -> Option<Numeric> {
    let (months, days) = (i64::from(span.months), i64::from(span.days));
    Some(match field {
        "millennium" => Numeric::from(months / 12_000),
        "century" => Numeric::from(months / 1200),
        "decade" => Numeric::from(months / 120),
        "year" | "years" => Numeric::from(months / 12),
        "quarter" => Numeric::from(months % 12 / 3 + 1),
        "month" | "months" => Numeric::from(months % 12),
        "day" | "days" => Numeric::from(days),
        "epoch" => {
            let whole = (months / 12) * 365 * 86_400
                + (months / 12) * 21_600
                + (months % 12) * 30 * 86_400
                + days * 86_400;
            scaled(whole.checked_mul(SECOND)?.checked_add(span.micros)?, 6)
        }
        _ => return time_field(field, span.micros),
    })
}

fn seconds(micros: i64) -> Numeric {
    scaled(micros, 6)
}

fn scaled(n: i64, scale: u32) -> Numeric {
    Numeric {
        mantissa: n.into(),
        scale,
    }
}

/// The ISO year and week of a day.
pub(crate) fn iso_week(days: i64) -> (i64, i64) {
    let monday_based = (days + 5).rem_euclid(7);
    let thursday = days - monday_based + 3;
    let year = day_of(thursday).year;
    let first = days_of(Day {
        year,
        month: 1,
        day: 1,
    });
    (year, (thursday - first) / 7 + 1)
}

/// A timestamp cut to a field; `None` when there's no such field.
pub(crate) fn truncate(field: &str, micros: i64) -> Option<i64> {
    let (days, time) = day_and_time(micros);
    let date = day_of(days);
    let start = |year, month| {
        days_of(Day {
            year,
            month,
            day: 1,
        }) * DAY
    };
    Some(match field {
        "microsecond" | "microseconds" => micros,
        "millisecond" | "milliseconds" => micros - time % 1000,
        "second" | "seconds" => micros - time % SECOND,
        "minute" | "minutes" => micros - time % MINUTE,
        "hour" | "hours" => micros - time % HOUR,
        "day" | "days" => days * DAY,
        "week" | "weeks" => (days - (days + 5).rem_euclid(7)) * DAY,
        "month" | "months" => start(date.year, date.month),
        "quarter" => start(date.year, (date.month - 1) / 3 * 3 + 1),
        "year" | "years" => start(date.year, 1),
        "decade" => start(date.year.div_euclid(10) * 10, 1),
        "century" => start((date.year - 1).div_euclid(100) * 100 + 1, 1),
        "millennium" => start((date.year - 1).div_euclid(1000) * 1000 + 1, 1),
        _ => return None,
    })
}

/// A span cut to a field.
pub(crate) fn truncate_interval(field: &str, span: &Interval) -> Option<Interval> {
    let mut cut = *span;
    let months = match field {
        "millennium" => 12_000,
        "century" => 1200,
        "decade" => 120,
        "year" | "years" => 12,
        "quarter" => 3,
        "month" | "months" => 1,
        _ => 0,
    };
    if months > 0 {
        cut.months -= cut.months % months;
        (cut.days, cut.micros) = (0, 0);
        return Some(cut);
    }
    let micros = match field {
        "day" | "days" => DAY,
        "hour" | "hours" => HOUR,
        "minute" | "minutes" => MINUTE,
        "second" | "seconds" => SECOND,
        "millisecond" | "milliseconds" => 1000,
        "microsecond" | "microseconds" => 1,
        _ => return None,
    };
    cut.micros = if micros == DAY {
        0
    } else {
        cut.micros - cut.micros % micros
    };
    Some(cut)
}

/// The span between two timestamps in years, months, days and time.
pub(crate) fn age(later: i64, earlier: i64) -> Result<Interval> {
    if later < earlier {
        return age(earlier, later)?.negated();
    }
    let ((from_days, from_time), (to_days, to_time)) = (day_and_time(earlier), day_and_time(later));
    let (from, to) = (day_of(from_days), day_of(to_days));
    let mut months = (to.year - from.year) * 12 + to.month - from.month;
    let mut days = to.day - from.day;
    let mut micros = to_time - from_time;
    if micros < 0 {
        micros += DAY;
        days -= 1;
    }
    if days < 0 {
        days += month_length(from.year, from.month);
        months -= 1;
    }
    Ok(Interval {
        months: months as i32,
        days: days as i32,
        micros,
    })
}
