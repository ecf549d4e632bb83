//! The one date format that HTTP still writes (RFC 9110 §5.6.7).

const DAY_NAMES: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTH_NAMES: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MS_PER_DAY: u64 = 86_400_000;

/// The last instant that the format's four-digit year can say, in Unix
/// milliseconds (9999-12-31T23:59:59Z).
const LAST_UNIX_MS: u64 = 253_402_300_799_000;

/// An instant as HTTP writes it, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
/// Milliseconds are left out, not rounded. Beyond the year 9999 it says the
/// last instant of that year.
#[must_use]
pub fn imf_fixdate(unix_ms: u64) -> String {
    let unix_ms = unix_ms.min(LAST_UNIX_MS);
    let days = unix_ms / MS_PER_DAY;
    let (year, month, day) = civil_from_days(days);
    let seconds = unix_ms % MS_PER_DAY / 1000;
    let name = |names: &[&'static str], at: u64| {
        usize::try_from(at)
            .ok()
            .and_then(|at| names.get(at).copied())
            .unwrap_or_default()
    };
    format!(
        "{}, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        name(&DAY_NAMES, days % 7),
        name(&MONTH_NAMES, month - 1),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
    )
}

/// An instant as files write it (RFC 3339), to the microsecond, such as
/// `1994-11-06T08:49:37.000250Z`: `unix_ms` and `further_us` after it. Beyond
/// the year 9999 it says the last second of that year.
#[must_use]
pub fn rfc3339(unix_ms: u64, further_us: u64) -> String {
    let unix_ms = unix_ms.saturating_add(further_us / 1000).min(LAST_UNIX_MS);
    let (year, month, day) = civil_from_days(unix_ms / MS_PER_DAY);
    let seconds = unix_ms % MS_PER_DAY / 1000;
    let micros = unix_ms % 1000 * 1000 + further_us % 1000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{micros:06}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
    )
}

/// The Gregorian date of a day counted from 1970-01-01, as year, month from 1
/// and day from 1.
///
/// Years are counted from 1 March, so that the leap day is the last of its
/// year and month lengths follow one rule.
const fn civil_from_days(days: u64) -> (u64, u64, u64) {
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (unix_ms, date) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777_000, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_709_251_199_999, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (1_709_251_200_000, "Fri, 01 Mar 2024 00:00:00 GMT"),
            (4_107_542_399_000, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (LAST_UNIX_MS, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] {
            assert_eq!(imf_fixdate(unix_ms), date);
        }
    }

    #[test]
    fn files_have_their_dates_to_the_microsecond() {
        for (unix_ms, further_us, date) in [
            (0, 0, "1970-01-01T00:00:00.000000Z"),
            (784_111_777_001, 2_003, "1994-11-06T08:49:37.003003Z"),
            (u64::MAX, u64::MAX, "9999-12-31T23:59:59.000615Z"),
        ] {
            assert_eq!(rfc3339(unix_ms, further_us), date);
        }
    }

    #[test]
    fn the_end_of_time_is_still_a_date() {
        assert_eq!(imf_fixdate(u64::MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
