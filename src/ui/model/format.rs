//! Numbers as people read them: durations, sizes, counts.

/// A stretch of virtual time, with three significant digits at most.
#[must_use]
pub fn duration(us: u64) -> String {
    match us {
        0..1_000 => format!("{us} µs"),
        1_000..1_000_000 => format!("{} ms", three_digits(us as f64 / 1_000.0)),
        1_000_000..60_000_000 => format!("{} s", three_digits(us as f64 / 1_000_000.0)),
        _ => format!(
            "{} min {:02} s",
            us / 60_000_000,
            us % 60_000_000 / 1_000_000
        ),
    }
}

/// A moment of virtual time since the world began, such as `2.014 387 s`:
/// always to the microsecond, so that moments line up in a column.
#[must_use]
pub fn moment(us: u64) -> String {
    let micros = us % 1_000_000;
    format!(
        "{}.{:03}\u{202f}{:03} s",
        us / 1_000_000,
        micros / 1_000,
        micros % 1_000
    )
}

/// A size in bytes, in the powers of ten that browsers' tools use.
#[must_use]
pub fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{} kB", three_digits(count as f64 / 1_000.0)),
        _ => format!("{} MB", three_digits(count as f64 / 1_000_000.0)),
    }
}

/// A count with thin spaces between its thousands.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// `1 row`, `2 rows`: a count with its noun.
#[must_use]
pub fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

fn three_digits(value: f64) -> String {
    if value < 9.995 {
        format!("{value:.2}")
    } else if value < 99.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_keep_three_digits() {
        for (us, text) in [
            (0, "0 µs"),
            (999, "999 µs"),
            (1_000, "1.00 ms"),
            (12_340, "12.3 ms"),
            (99_960, "100 ms"),
            (1_500_000, "1.50 s"),
            (75_000_000, "1 min 15 s"),
        ] {
            assert_eq!(duration(us), text);
        }
    }

    #[test]
    fn moments_line_up() {
        assert_eq!(moment(2_014_387), "2.014\u{202f}387 s");
        assert_eq!(moment(7), "0.000\u{202f}007 s");
    }

    #[test]
    fn sizes_use_powers_of_ten() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_234), "1.23 kB");
        assert_eq!(bytes(8_000_000), "8.00 MB");
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(count(1), "1");
        assert_eq!(count(1_000), "1\u{202f}000");
        assert_eq!(count(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(plural(1, "row", "rows"), "1 row");
    }
}
