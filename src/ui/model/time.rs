//! Virtual times, sizes and counts as people read them.
//!
//! Digits are chosen so that three figures show: enough to compare, few
//! enough to take in.

/// A length of virtual time: `0`, `850 µs`, `12.4 ms`, `1.20 s`, `2 min 5 s`.
#[must_use]
pub fn duration(us: u64) -> String {
    match us {
        0 => "0".to_owned(),
        1..=999 => format!("{us} µs"),
        1_000..=999_949 => three_figures(us as f64 / 1e3, "ms"),
        999_950..=59_994_999 => three_figures(us as f64 / 1e6, "s"),
        _ => long(us.saturating_add(500_000) / 1_000_000),
    }
}

fn three_figures(value: f64, unit: &str) -> String {
    let digits = if value >= 99.95 {
        0
    } else if value >= 9.995 {
        1
    } else {
        2
    };
    format!("{value:.digits$} {unit}")
}

fn long(s: u64) -> String {
    let parts = [
        (s / 86_400, "d"),
        (s / 3_600 % 24, "h"),
        (s / 60 % 60, "min"),
        (s % 60, "s"),
    ];
    // Two units say enough: nobody reads the seconds of three days.
    let first = parts.iter().position(|part| part.0 > 0).unwrap_or(3);
    parts
        .iter()
        .skip(first)
        .take(2)
        .filter(|part| part.0 > 0)
        .map(|(n, unit)| format!("{n} {unit}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A moment of virtual time since the world began: `0:00.012340` is written
/// `0.012 s`; from a minute on `2:05.120`.
#[must_use]
pub fn moment(us: u64) -> String {
    let (s, ms) = (us / 1_000_000, us / 1_000 % 1_000);
    if s < 60 {
        format!("{s}.{ms:03} s")
    } else if s < 3_600 {
        format!("{}:{:02}.{ms:03}", s / 60, s % 60)
    } else {
        format!("{}:{:02}:{:02}.{ms:03}", s / 3_600, s / 60 % 60, s % 60)
    }
}

/// A size: `0 B`, `312 B`, `4.2 kB`, `1.3 MB`. Thousands, as network tools count.
#[must_use]
pub fn bytes(n: usize) -> String {
    match n {
        0..=999 => format!("{n} B"),
        1_000..=999_949 => format!("{:.1} kB", n as f64 / 1e3),
        _ => format!("{:.1} MB", n as f64 / 1e6),
    }
}

/// A count with thin spaces between thousands: `100 000`.
#[must_use]
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    if digits.len() <= 4 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + 8);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A count with its noun: `1 row`, `40 rows`.
#[must_use]
pub fn counted(n: u64, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} {noun}{s}", count(n))
}

/// A line of a time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where, in microseconds from the axis's zero.
    pub us: f64,
    /// What stands there; every label of one axis has the same unit.
    pub label: String,
}

/// Lines for an axis from `from_us` to `to_us` that are at least `min_gap_us`
/// apart and fall on round numbers (1, 2 or 5 times a power of ten).
#[must_use]
pub fn ticks(from_us: f64, to_us: f64, min_gap_us: f64) -> Vec<Tick> {
    let span = to_us - from_us;
    if !(span > 0.0 && min_gap_us > 0.0) {
        return Vec::new();
    }
    // An axis with more lines than pixels would help nobody.
    let step = round_up(min_gap_us.max(span / 200.0)).max(1.0);
    let mut out = Vec::new();
    let mut n = (from_us / step).ceil();
    while n * step <= to_us {
        let us = n * step;
        out.push(Tick {
            us,
            label: tick_label(us, step),
        });
        n += 1.0;
    }
    out
}

fn round_up(us: f64) -> f64 {
    let power = 10_f64.powf(us.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step >= us * 0.999_999)
        .unwrap_or(us)
}

fn tick_label(us: f64, step: f64) -> String {
    if us.abs() < step / 2.0 {
        return "0".to_owned();
    }
    let (scale, unit) = if step >= 1e6 {
        (1e6, "s")
    } else if step >= 1e3 {
        (1e3, "ms")
    } else if us >= 1e4 {
        // 12.35 ms is easier to take in than 12 350 µs.
        let digits = if step >= 100.0 {
            1
        } else if step >= 10.0 {
            2
        } else {
            3
        };
        return format!("{:.digits$} ms", us / 1e3);
    } else {
        (1.0, "µs")
    };
    format!("{:.0} {unit}", us / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_show_three_figures() {
        for (us, text) in [
            (0, "0"),
            (1, "1 µs"),
            (999, "999 µs"),
            (1_000, "1.00 ms"),
            (9_999, "10.0 ms"),
            (12_432, "12.4 ms"),
            (124_320, "124 ms"),
            (999_960, "1.00 s"),
            (1_204_000, "1.20 s"),
            (59_999_999, "1 min"),
            (125_000_000, "2 min 5 s"),
            (3_600_000_000, "1 h"),
            (90_061_000_000, "1 d 1 h"),
        ] {
            assert_eq!(duration(us), text, "{us} µs");
        }
        assert!(!duration(u64::MAX).is_empty());
    }

    #[test]
    fn moments_read_like_a_clock() {
        assert_eq!(moment(12_340), "0.012 s");
        assert_eq!(moment(125_120_000), "2:05.120");
        assert_eq!(moment(3_725_004_000), "1:02:05.004");
    }

    #[test]
    fn sizes_and_counts_are_short() {
        assert_eq!(bytes(312), "312 B");
        assert_eq!(bytes(4_240), "4.2 kB");
        assert_eq!(bytes(1_300_000), "1.3 MB");
        assert_eq!(count(9_999), "9999");
        assert_eq!(count(100_000), "100\u{202f}000");
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(40, "row"), "40 rows");
    }

    #[test]
    fn ticks_fall_on_round_numbers_and_never_crowd() {
        for span in [7.0, 320.0, 25_420.0, 1e6, 3.7e9] {
            let ticks = ticks(0.0, span, span / 8.0);
            assert!(!ticks.is_empty(), "{span}");
            assert!(ticks.len() <= 9, "{span}: {ticks:?}");
            assert_eq!(ticks[0].label, "0");
        }
        let labels: Vec<_> = ticks(12_000.0, 13_000.0, 200.0)
            .into_iter()
            .map(|tick| tick.label)
            .collect();
        assert_eq!(
            labels,
            [
                "12.0 ms", "12.2 ms", "12.4 ms", "12.6 ms", "12.8 ms", "13.0 ms"
            ]
        );
    }

    #[test]
    fn an_axis_without_length_has_no_ticks() {
        assert_eq!(ticks(5.0, 5.0, 1.0), []);
        assert_eq!(ticks(0.0, f64::NAN, 1.0), []);
        assert_eq!(ticks(0.0, 10.0, 0.0), []);
    }
}
