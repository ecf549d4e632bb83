//! Everything since the start, on one line.
//!
//! The line is even in events, not in time: what happened in one millisecond
//! and what happened after an hour of waiting get the same room.

use super::journal::Journal;
use crate::base::System;
use std::collections::BTreeMap;

/// Room that one mark needs, in pixels.
const MARK_PX: f64 = 4.0;
/// Room that the sign of a command needs.
const COMMAND_PX: f64 = 10.0;

/// A stroke of the line: one event or several neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Where it begins, as a fraction of the width.
    pub from: f64,
    /// How wide it is.
    pub width: f64,
    /// The system that most of its events happened in.
    pub system: Option<System>,
}

/// The sign of one command, or of several that stand too close.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Where it stands, as a fraction of the width.
    pub at: f64,
    /// The first event after the command.
    pub seq: u64,
    /// What was done.
    pub label: String,
    /// How many commands it stands for.
    pub commands: usize,
}

/// The line for a width.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// The number of its first event.
    pub first_seq: u64,
    /// The number after its last event; this place is now.
    pub next_seq: u64,
    /// Its events.
    pub strokes: Vec<Stroke>,
    /// Its commands.
    pub signs: Vec<Sign>,
}

impl Timeline {
    /// The line of a journal, `width_px` wide.
    #[must_use]
    pub fn of(journal: &Journal, width_px: f64) -> Self {
        let (first_seq, next_seq) = (journal.first_seq(), journal.next_seq());
        let mut timeline = Self {
            first_seq,
            next_seq,
            strokes: Vec::new(),
            signs: Vec::new(),
        };
        let total = journal.len();
        let room = ((width_px / MARK_PX) as usize).max(1);
        let each = total.div_ceil(room).max(1);
        let mut tally: BTreeMap<Option<System>, usize> = BTreeMap::new();
        for (at, event) in journal.events().enumerate() {
            *tally.entry(journal.system_of(event)).or_default() += 1;
            if (at + 1) % each == 0 || at + 1 == total {
                let begun = at / each * each;
                timeline.strokes.push(Stroke {
                    from: begun as f64 / total as f64,
                    width: (at + 1 - begun) as f64 / total as f64,
                    system: most(&tally),
                });
                tally.clear();
            }
        }
        let near = COMMAND_PX / width_px.max(1.0);
        for mark in journal.commands() {
            let at = timeline.place(mark.seq);
            match timeline.signs.last_mut() {
                Some(last) if at - last.at < near => {
                    last.commands += 1;
                    last.label = format!("{} commands, the last: {}", last.commands, mark.label);
                }
                _ => timeline.signs.push(Sign {
                    at,
                    seq: mark.seq,
                    label: mark.label.clone(),
                    commands: 1,
                }),
            }
        }
        timeline
    }

    /// Where an event begins, as a fraction of the width; 1 is now.
    #[must_use]
    pub fn place(&self, seq: u64) -> f64 {
        let total = self.next_seq.saturating_sub(self.first_seq);
        if total == 0 {
            return 1.0;
        }
        let at = seq.clamp(self.first_seq, self.next_seq) - self.first_seq;
        at as f64 / total as f64
    }

    /// The event at a fraction of the width; none is now.
    #[must_use]
    pub fn event_at(&self, place: f64) -> Option<u64> {
        let total = self.next_seq.saturating_sub(self.first_seq);
        let at = (place.max(0.0) * total as f64).floor() as u64;
        (at < total && place < 1.0).then_some(self.first_seq + at)
    }

    /// Where the hand stands for a cursor: in the middle of its event.
    #[must_use]
    pub fn hand(&self, cursor: Option<u64>) -> f64 {
        let Some(seq) = cursor else { return 1.0 };
        f64::midpoint(self.place(seq), self.place(seq + 1))
    }
}

fn most(tally: &BTreeMap<Option<System>, usize>) -> Option<System> {
    tally
        .iter()
        .filter(|(system, _)| system.is_some())
        .max_by_key(|(_, count)| **count)
        .and_then(|(system, _)| *system)
}

/// The event that the command before (`by` negative) or after the cursor
/// begins with; none is now.
#[must_use]
pub fn step_command(journal: &Journal, cursor: Option<u64>, by: i64) -> Option<u64> {
    let here = cursor.unwrap_or(journal.next_seq());
    let told = journal.told();
    let mut starts = journal.commands().iter().filter_map(|mark| {
        // A command begins with a span; the first event that tells something
        // is the one worth standing on.
        let first = told.partition_point(|seq| *seq < mark.seq);
        told.get(first).copied()
    });
    let to = if by < 0 {
        starts.rfind(|seq| *seq < here)
    } else {
        starts.find(|seq| *seq > here)
    };
    match to {
        Some(seq) => (seq < journal.next_seq()).then_some(seq),
        None if by < 0 => told.first().copied(),
        None => None,
    }
}

/// A day, in microseconds.
const DAY_US: u64 = 86_400_000_000;

/// A length of time as a person types it: `90`, `1.5 s`, `250ms`, `2 min`,
/// `1h`, `1 d`; a bare number is seconds. None for anything else, or for more
/// than ten years, in which nothing of interest expires.
#[must_use]
pub fn parse_length_us(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase().replace(',', ".");
    let split = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let scale = match unit.trim() {
        "us" | "µs" | "μs" => 1,
        "ms" => 1_000,
        "" | "s" | "sec" | "second" | "seconds" => 1_000_000,
        "m" | "min" | "minute" | "minutes" => 60_000_000,
        "h" | "hour" | "hours" => 3_600_000_000,
        "d" | "day" | "days" => DAY_US,
        _ => return None,
    };
    // Digits are read here: the standard library's table for reading any
    // float weighs as much as a panel of the page.
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let digits = |text: &str| match text {
        "" => Some(0),
        digits => digits.parse::<u64>().ok(),
    };
    let part: String = part.chars().take(8).collect();
    let us =
        digits(whole)?.checked_mul(scale)? + digits(&part)? * scale / 10_u64.pow(part.len() as u32);
    (1..=3_650 * DAY_US).contains(&us).then_some(us)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Event, What};
    use crate::ui::model::sample;

    #[test]
    fn every_event_is_on_the_line_once() {
        for width in [60.0, 300.0, 2_000.0] {
            let timeline = Timeline::of(&sample::journal(), width);
            assert!(timeline.strokes.len() as f64 <= (width / MARK_PX).max(1.0));
            let mut end = 0.0;
            for stroke in &timeline.strokes {
                assert!((stroke.from - end).abs() < 1e-9);
                end = stroke.from + stroke.width;
            }
            assert!((end - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_hundred_thousand_events_fit_on_a_narrow_screen() {
        let mut journal = Journal::default();
        journal.extend((0..100_000).map(|seq| Event {
            seq,
            at_us: seq,
            request: None,
            span: None,
            what: What::TimePassed { by_us: 1 },
        }));
        assert!(Timeline::of(&journal, 358.0).strokes.len() <= 90);
    }

    #[test]
    fn places_and_events_are_each_others_inverse() {
        let timeline = Timeline::of(&sample::journal(), 500.0);
        for seq in timeline.first_seq..timeline.next_seq {
            assert_eq!(timeline.event_at(timeline.hand(Some(seq))), Some(seq));
        }
        assert_eq!(timeline.event_at(1.0), None);
        assert_eq!(timeline.event_at(-3.0), Some(0));
        assert!((timeline.hand(None) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn commands_that_stand_too_close_share_a_sign() {
        let narrow = Timeline::of(&sample::journal(), 12.0);
        let wide = Timeline::of(&sample::journal(), 900.0);
        assert_eq!(wide.signs.len(), 3);
        assert!(narrow.signs.len() < 3);
        assert!(narrow.signs.iter().any(|sign| sign.commands > 1));
    }

    #[test]
    fn commands_are_stepped_back_and_forth() {
        let journal = sample::journal();
        let told = |seq: u64| journal.told().iter().copied().find(|told| *told >= seq);
        let starts: Vec<_> = journal
            .commands()
            .iter()
            .filter_map(|mark| told(mark.seq))
            .collect();
        assert_eq!(step_command(&journal, None, -1), Some(starts[2]));
        assert_eq!(step_command(&journal, Some(starts[2]), -1), Some(starts[1]));
        assert_eq!(step_command(&journal, Some(0), -1), Some(0));
        assert_eq!(step_command(&journal, Some(starts[1]), 1), Some(starts[2]));
        assert_eq!(step_command(&journal, Some(starts[2]), 1), None);
        assert_eq!(step_command(&Journal::default(), None, -1), None);
    }

    #[test]
    fn an_empty_line_is_only_now() {
        let timeline = Timeline::of(&Journal::default(), 300.0);
        assert!(timeline.strokes.is_empty());
        assert_eq!(timeline.event_at(0.0), None);
    }

    #[test]
    fn lengths_of_time_are_read_as_people_type_them() {
        for (text, us) in [
            ("90", Some(90_000_000)),
            (" 1.5 s ", Some(1_500_000)),
            ("1,5s", Some(1_500_000)),
            (".25s", Some(250_000)),
            ("1.0000000000001 s", Some(1_000_000)),
            (".", None),
            ("1.2.3", None),
            ("250ms", Some(250_000)),
            ("2 min", Some(120_000_000)),
            ("1h", Some(3_600_000_000)),
            ("1 day", Some(86_400_000_000)),
            ("", None),
            ("0", None),
            ("-3", None),
            ("1e99", None),
            ("9999999 d", None),
            ("soon", None),
        ] {
            assert_eq!(parse_length_us(text), us, "{text}");
        }
    }
}
