//! The log, filtered.

use super::journal::Journal;
use super::window::Stack;
use crate::base::{RequestId, What};
use crate::platform::text;
use std::fmt::Write as _;

/// How grave a line is, from least to most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `console.debug`.
    #[default]
    Debug,
    /// `console.log` and `console.info`.
    Info,
    /// `console.warn`.
    Warn,
    /// `console.error`, and errors that nobody caught.
    Error,
}

/// Every level, least grave first.
pub const LEVELS: [Level; 4] = [Level::Debug, Level::Info, Level::Warn, Level::Error];

impl Level {
    /// The level that the world's word stands for; unknown words inform.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "debug" | "trace" => Self::Debug,
            "warn" => Self::Warn,
            "error" => Self::Error,
            _ => Self::Info,
        }
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// Which lines to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// At least this grave.
    pub level: Level,
    /// Containing this text, whatever its case; all lines when empty.
    pub text: String,
    /// Of this request only.
    pub request: Option<RequestId>,
    /// Written up to this event; up to now, when left out.
    pub upto: Option<u64>,
}

/// One line, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The event that wrote it.
    pub seq: u64,
    /// When, in virtual microseconds.
    pub at_us: u64,
    /// How grave it is.
    pub level: Level,
    /// The process that wrote it.
    pub process: String,
    /// The request it was written for.
    pub request: Option<RequestId>,
    /// What it says; may itself have several lines.
    pub text: String,
}

/// The lines that pass a filter, with where each stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The numbers of the events that wrote them.
    pub seqs: Vec<u64>,
    /// How tall each is.
    pub stack: Stack,
    /// How many lines there are without the filter.
    pub all: usize,
}

/// The height of one line of text, in pixels, and of the room around a line.
const LINE_PX: u32 = 20;
const AROUND_PX: u32 = 6;

/// The lines of a journal that pass a filter.
#[must_use]
pub fn shown(journal: &Journal, filter: &Filter) -> Shown {
    let upto = filter.upto.unwrap_or(u64::MAX);
    let wanted = text::lower(filter.text.trim());
    let mut out = Shown::default();
    for seq in journal.lines().iter().take_while(|seq| **seq <= upto) {
        out.all += 1;
        let Some(event) = journal.event(*seq) else {
            continue;
        };
        let What::LineLogged { level, text, .. } = &event.what else {
            continue;
        };
        let passes = Level::of(level) >= filter.level
            && filter.request.is_none_or(|id| event.request == Some(id))
            && (wanted.is_empty() || text::lower(text).contains(&wanted));
        if passes {
            out.seqs.push(*seq);
            let rows = text.lines().count().clamp(1, 10_000) as u32;
            out.stack.push(rows * LINE_PX + AROUND_PX);
        }
    }
    out
}

/// A line by the event that wrote it.
#[must_use]
pub fn line(journal: &Journal, seq: u64) -> Option<Line> {
    let event = journal.event(seq)?;
    let What::LineLogged {
        level,
        text,
        process,
    } = &event.what
    else {
        return None;
    };
    Some(Line {
        seq,
        at_us: event.at_us,
        level: Level::of(level),
        process: process.clone(),
        request: event.request,
        text: text.clone(),
    })
}

/// The lines as text, the way they are worth pasting into a message.
#[must_use]
pub fn as_text(journal: &Journal, seqs: &[u64]) -> String {
    let mut out = String::new();
    for line in seqs.iter().filter_map(|seq| line(journal, *seq)) {
        let request = line
            .request
            .map_or_else(String::new, |id| format!(" #{}", id.0));
        let head = format!(
            "{} {:5} {}{request}",
            super::time::moment(line.at_us),
            line.level.word(),
            line.process
        );
        let _ = writeln!(out, "{head}  {}", line.text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Event;

    fn journal() -> Journal {
        let lines = [
            ("log", "listening on 3000", None),
            ("info", "GET /books", Some(1)),
            ("warn", "slow query\n  took 120 ms", Some(1)),
            ("error", "TypeError: x is not a function", Some(2)),
            ("debug", "pool has 2 clients", None),
        ];
        let mut journal = Journal::default();
        journal.extend(
            lines
                .into_iter()
                .zip(0..)
                .map(|((level, text, request), seq)| Event {
                    seq,
                    at_us: seq * 1_000,
                    request: request.map(RequestId),
                    span: None,
                    what: What::LineLogged {
                        level: level.to_owned(),
                        text: text.to_owned(),
                        process: "app-1".to_owned(),
                    },
                }),
        );
        journal
    }

    fn seqs(filter: &Filter) -> Vec<u64> {
        shown(&journal(), filter).seqs
    }

    #[test]
    fn filters_narrow_the_log() {
        assert_eq!(seqs(&Filter::default()), [0, 1, 2, 3, 4]);
        let level = |level| Filter {
            level,
            ..Filter::default()
        };
        assert_eq!(seqs(&level(Level::Info)), [0, 1, 2, 3]);
        assert_eq!(seqs(&level(Level::Error)), [3]);
        let text = Filter {
            text: " BOOKS ".to_owned(),
            ..Filter::default()
        };
        assert_eq!(seqs(&text), [1]);
        let request = Filter {
            request: Some(RequestId(1)),
            ..Filter::default()
        };
        assert_eq!(seqs(&request), [1, 2]);
    }

    #[test]
    fn the_past_has_only_the_lines_written_by_then() {
        let past = Filter {
            upto: Some(2),
            ..Filter::default()
        };
        let shown = shown(&journal(), &past);
        assert_eq!((shown.seqs.len(), shown.all), (3, 3));
    }

    #[test]
    fn a_line_of_two_lines_is_taller() {
        let shown = shown(&journal(), &Filter::default());
        assert_eq!(shown.stack.top_px(2), 52);
        assert_eq!(shown.stack.top_px(3) - shown.stack.top_px(2), 46);
    }

    #[test]
    fn copied_lines_say_when_how_grave_and_where() {
        let text = as_text(&journal(), &[3]);
        assert!(text.starts_with("0.003"), "{text}");
        assert!(text.contains("error app-1 #2  TypeError: x"), "{text}");
    }
}
