//! Numbers with their units, exact; texts cut to a length.

use crate::base::{Body, System};

/// A stretch of virtual time, exact to the microsecond: `12.5 ms`.
pub(super) fn time(us: u64) -> String {
    match us {
        0..1_000 => format!("{us} µs"),
        1_000..1_000_000 => format!("{} ms", decimal(us, 3)),
        1_000_000..120_000_000 => format!("{} s", decimal(us, 6)),
        _ => {
            let seconds = us / 1_000_000;
            format!("{} min {} s", seconds / 60, seconds % 60)
        }
    }
}

/// A whole number with its last `places` digits behind the point, without
/// zeros at the end.
fn decimal(number: u64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let width = places as usize;
    let fraction = format!("{:0width$}", number % unit);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        format!("{}", number / unit)
    } else {
        format!("{}.{fraction}", number / unit)
    }
}

/// `1 row`, `12,000 rows`.
pub(super) fn count(number: u64, noun: &str) -> String {
    let plural = match (number, noun) {
        (1, _) => noun.to_owned(),
        (_, "entry" | "query") => format!("{}ies", noun.trim_end_matches('y')),
        _ => format!("{noun}s"),
    };
    format!("{} {plural}", thousands(number))
}

/// `1 byte`, `12,345 bytes`.
pub(super) fn bytes(number: usize) -> String {
    count(number as u64, "byte")
}

/// A number with a comma between its thousands.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The longest piece of someone's text inside a sentence, in characters.
const SHOWN: usize = 80;

/// The same for a message that is a sentence of its own.
const SHOWN_OF_MESSAGE: usize = 300;

/// Someone's text inside a sentence: on one line, and not too long.
pub(super) fn short(text: &str) -> String {
    cut(text, SHOWN)
}

/// Someone's message, on one line.
pub(super) fn line(text: &str) -> String {
    cut(text, SHOWN_OF_MESSAGE)
}

/// The first `most` characters on one line: white space becomes one space,
/// other control characters show as U+FFFD. Texts may be large, so nothing
/// behind what is shown is looked at.
fn cut(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut shown = 0;
    let mut space = false;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if shown >= most {
            out.push('…');
            break;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
            shown += 1;
        }
        out.push(if c.is_control() { '\u{fffd}' } else { c });
        shown += 1;
    }
    out
}

/// A key or a value of the cache inside a sentence, in quotes.
pub(super) fn key(body: &Body) -> String {
    // Only the beginning is shown, so only the beginning is decoded.
    let shown = body.0.get(..SHOWN * 4).unwrap_or(&body.0);
    format!("\"{}\"", short(&String::from_utf8_lossy(shown)))
}

/// A system as a sentence names it.
pub(super) const fn system(system: System) -> &'static str {
    match system {
        System::Client => "the client",
        System::Network => "the network",
        System::Server => "the server",
        System::Handler => "the handler",
        System::Cache => "the cache",
        System::Sql => "the database",
        System::Log => "the log",
    }
}
