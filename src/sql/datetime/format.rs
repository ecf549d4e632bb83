//! `to_char` and its inverse for dates and times.

use super::{Day, clock, day_and_time, day_of, days_of, iso_week};
use crate::sql::error::{Result, error};
use crate::sql::interval::{DAY, HOUR, MINUTE, SECOND};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The template patterns, longer before shorter.
const PATTERNS: &[&str] = &[
    "HH24", "HH12", "HH", "MI", "SSSS", "SS", "MS", "US", "AM", "PM", "am", "pm", "A.M.", "P.M.",
    "YYYY", "YYY", "YY", "Y,YYY", "Y", "IYYY", "MONTH", "Month", "month", "MON", "Mon", "mon",
    "MM", "DAY", "Day", "day", "DY", "Dy", "dy", "DDD", "DD", "ID", "D", "IW", "WW", "W", "CC",
    "J", "Q", "BC", "AD", "TZH", "TZM", "TZ", "tz", "OF",
];

fn next_pattern(rest: &str) -> Option<&'static str> {
    let folded = rest.to_ascii_uppercase();
    PATTERNS
        .iter()
        .find(|pattern| rest.starts_with(**pattern))
        .or_else(|| {
            // Numeric patterns may be written in lower case.
            PATTERNS.iter().find(|pattern| {
                let worded = matches!(
                    pattern.as_bytes().first(),
                    Some(b'M' | b'D' | b'A' | b'P' | b'm' | b'd' | b'a' | b'p')
                );
                let numeric = matches!(**pattern, "MI" | "MS" | "MM" | "DDD" | "DD" | "D");
                (numeric || !worded) && folded.starts_with(**pattern)
            })
        })
        .copied()
}

/// A timestamp (local) by a template.
pub(crate) fn show_pattern(micros: i64, template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    let mut fill = true;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let body = rest.get(1..).unwrap_or_default();
            let end = body.find('"').unwrap_or(body.len());
            out.push_str(body.get(..end).unwrap_or_default());
            rest = body.get(end + 1..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix("FM").or_else(|| rest.strip_prefix("fm")) {
            fill = false;
            rest = after;
        } else if let Some(pattern) = next_pattern(rest) {
            let mut text = show_one(micros, pattern);
            if !fill {
                text = trimmed(&text);
            }
            rest = rest.get(pattern.len()..).unwrap_or_default();
            if let Some(after) = rest.strip_prefix("th").or_else(|| rest.strip_prefix("TH")) {
                let upper = rest.starts_with("TH");
                text.push_str(&ordinal_suffix(&text, upper));
                rest = after;
            }
            out.push_str(&text);
            fill = true;
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

fn trimmed(text: &str) -> String {
    let text = text.trim_end();
    let digits = text.trim_start_matches('0');
    if text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()) {
        if digits.is_empty() {
            "0".to_owned()
        } else {
            digits.to_owned()
        }
    } else {
        text.to_owned()
    }
}

fn ordinal_suffix(number: &str, upper: bool) -> String {
    let n: i64 = number.trim().parse().unwrap_or(0);
    let suffix = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    if upper {
        suffix.to_uppercase()
    } else {
        suffix.to_owned()
    }
}

fn show_one(micros: i64, pattern: &str) -> String {
    let (days, time) = day_and_time(micros);
    let date = day_of(days);
    let year = if date.year > 0 {
        date.year
    } else {
        1 - date.year
    };
    let weekday = (days + 6).rem_euclid(7);
    let of_year =
        days - days_of(Day {
            year: date.year,
            month: 1,
            day: 1,
        }) + 1;
    let hour = time / HOUR;
    let half = if hour % 12 == 0 { 12 } else { hour % 12 };
    let month_name = MONTHS
        .get(date.month as usize - 1)
        .copied()
        .unwrap_or_default();
    let day_name = DAYS.get(weekday as usize).copied().unwrap_or_default();
    let short = |name: &str| name.chars().take(3).collect::<String>();
    match pattern {
        "HH24" => format!("{hour:02}"),
        "HH" | "HH12" => format!("{half:02}"),
        "MI" => format!("{:02}", time / MINUTE % 60),
        "SS" => format!("{:02}", time / SECOND % 60),
        "SSSS" => (time / SECOND).to_string(),
        "MS" => format!("{:03}", time % SECOND / 1000),
        "US" => format!("{:06}", time % SECOND),
        "AM" | "PM" => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        "am" | "pm" => if hour < 12 { "am" } else { "pm" }.to_owned(),
        "A.M." | "P.M." => if hour < 12 { "A.M." } else { "P.M." }.to_owned(),
        "YYYY" => format!("{year:04}"),
        "YYY" => format!("{:03}", year % 1000),
        "YY" => format!("{:02}", year % 100),
        "Y" => (year % 10).to_string(),
        "Y,YYY" => format!("{},{:03}", year / 1000, year % 1000),
        "IYYY" => format!("{:04}", iso_week(days).0),
        "MONTH" => format!("{:9}", month_name.to_uppercase()),
        "Month" => format!("{month_name:9}"),
        "month" => format!("{:9}", month_name.to_lowercase()),
        "MON" => short(month_name).to_uppercase(),
        "Mon" => short(month_name),
        "mon" => short(month_name).to_lowercase(),
        "MM" => format!("{:02}", date.month),
        "DAY" => format!("{:9}", day_name.to_uppercase()),
        "Day" => format!("{day_name:9}"),
        "day" => format!("{:9}", day_name.to_lowercase()),
        "DY" => short(day_name).to_uppercase(),
        "Dy" => short(day_name),
        "dy" => short(day_name).to_lowercase(),
        "DDD" => format!("{of_year:03}"),
        "DD" => format!("{:02}", date.day),
        "D" => (weekday + 1).to_string(),
        "ID" => if weekday == 0 { 7 } else { weekday }.to_string(),
        "IW" => format!("{:02}", iso_week(days).1),
        "WW" => format!("{:02}", (of_year - 1) / 7 + 1),
        "W" => ((date.day - 1) / 7 + 1).to_string(),
        "CC" => format!("{:02}", (year + 99) / 100),
        "J" => (days + 2_451_545).to_string(),
        "Q" => ((date.month - 1) / 3 + 1).to_string(),
        "BC" | "AD" => if date.year > 0 { "AD" } else { "BC" }.to_owned(),
        "TZ" => "UTC".to_owned(),
        "tz" => "utc".to_owned(),
        "TZH" | "OF" => "+00".to_owned(),
        "TZM" => "00".to_owned(),
        _ => String::new(),
    }
}

/// The timestamp that a text gives by a template.
pub(crate) fn from_pattern(text: &str, template: &str) -> Result<i64> {
    let mut day = Day {
        year: 1,
        month: 1,
        day: 1,
    };
    let (mut hour, mut minute, mut micros, mut afternoon) = (0, 0, 0, None);
    let (mut text, mut rest) = (text.trim_start(), template);
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("FM") {
            rest = after;
            continue;
        }
        let Some(pattern) = next_pattern(rest) else {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            text = text.strip_prefix(c).unwrap_or_else(|| {
                text.strip_prefix(|t: char| !t.is_alphanumeric())
                    .unwrap_or(text)
            });
            continue;
        };
        rest = rest.get(pattern.len()..).unwrap_or_default();
        text = text.trim_start();
        if let Some(names) = name_list(pattern) {
            let found = names.iter().position(|name| {
                let short = name.get(..3).unwrap_or(name);
                let wanted = if pattern.len() == 3 || pattern.len() == 2 {
                    short
                } else {
                    name
                };
                text.get(..wanted.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(wanted))
            });
            let Some(at) = found else {
                return Err(error(
                    "22007",
                    format!("invalid value \"{text}\" for \"{pattern}\""),
                )
                .detail(
                    "The given value did not match any of the allowed values for this field.",
                ));
            };
            let length = if pattern.len() <= 3 {
                3
            } else {
                names.get(at).map_or(0, |name| name.len())
            };
            text = text.get(length..).unwrap_or_default();
            if names.len() == 12 {
                day.month = at as i64 + 1;
            }
            continue;
        }
        if matches!(pattern, "AM" | "PM" | "am" | "pm") {
            afternoon = Some(text.starts_with(['P', 'p']));
            text = text.get(2..).unwrap_or_default();
            continue;
        }
        let most = match pattern {
            "YYYY" if rest.is_empty() || !rest.starts_with(char::is_alphabetic) => 9,
            "YYYY" => 4,
            "US" => 6,
            "MS" | "DDD" => 3,
            _ => 2,
        };
        let length = text
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        let digits = text.get(..length).unwrap_or_default();
        let Ok(number) = digits.parse::<i64>() else {
            return Err(error(
                "22007",
                format!(
                    "invalid value \"{}\" for \"{pattern}\"",
                    text.chars().take(most).collect::<String>()
                ),
            )
            .detail("Value must be an integer."));
        };
        text = text.get(length..).unwrap_or_default();
        match pattern {
            "YYYY" => day.year = number,
            "YY" => {
                day.year = if number < 70 {
                    2000 + number
                } else {
                    1900 + number
                }
            }
            "MM" => day.month = number,
            "DD" => day.day = number,
            "HH24" | "HH12" | "HH" => hour = number,
            "MI" => minute = number,
            "SS" => micros += number * SECOND,
            "MS" => micros += number * 10_i64.pow(6 - length.min(6) as u32),
            "US" => micros += number * 10_i64.pow(6 - length.min(6) as u32),
            _ => {
                return Err(crate::sql::error::unsupported(&format!(
                    "the template pattern \"{pattern}\" here"
                )));
            }
        }
    }
    match afternoon {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let real = (1..=12).contains(&day.month)
        && (1..=super::month_length(day.year, day.month)).contains(&day.day)
        && hour < 24
        && minute < 60;
    if !real {
        return Err(error(
            "22008",
            format!("date/time field value out of range: \"{text}\""),
        ));
    }
    Ok(days_of(day) * DAY + clock(hour, minute, micros))
}

fn name_list(pattern: &str) -> Option<&'static [&'static str]> {
    match pattern.to_ascii_uppercase().as_str() {
        "MONTH" | "MON" => Some(&MONTHS),
        "DAY" | "DY" => Some(&DAYS),
        _ => None,
    }
}
