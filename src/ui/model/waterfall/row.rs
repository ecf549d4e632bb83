//! Rows from the tree of spans.

use crate::base::trace::tree::{Span, Tree};
use crate::base::{Event, SpanId, System};
use std::collections::BTreeSet;

/// One span as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The span.
    pub span: SpanId,
    /// The row of the span around it.
    pub parent: Option<usize>,
    /// How deep it is nested, from 0.
    pub depth: usize,
    /// Where it happened.
    pub system: System,
    /// What it is called.
    pub name: String,
    /// When it began, in virtual microseconds.
    pub start_us: u64,
    /// When it ended; none while it goes on.
    pub end_us: Option<u64>,
    /// Whether what it stands for failed.
    pub failed: bool,
    /// How many spans are directly inside it.
    pub children: usize,
    /// What happened in the span itself, in order.
    pub marks: Vec<Mark>,
}

/// An event on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its number.
    pub seq: u64,
    /// When it happened, in virtual microseconds.
    pub at_us: u64,
}

impl Row {
    /// How long it took, or has taken by `now_us`.
    #[must_use]
    pub fn duration_us(&self, now_us: u64) -> u64 {
        self.end_us.unwrap_or(now_us).saturating_sub(self.start_us)
    }

    fn of(span: &Span, depth: usize, parent: Option<usize>, marks: &[Mark]) -> Self {
        let mark = |seq: &u64| {
            let at = marks.binary_search_by_key(seq, |mark| mark.seq).ok()?;
            marks.get(at).copied()
        };
        Self {
            span: span.id,
            parent,
            depth,
            system: span.system,
            name: span.name.clone(),
            start_us: span.start_us,
            end_us: span.end_us,
            failed: span.failed,
            children: span.children.len(),
            marks: span.events.iter().filter_map(mark).collect(),
        }
    }
}

/// The spans of a strand, each under the one around it, in the order begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waterfall {
    /// The rows.
    pub rows: Vec<Row>,
    /// The first moment there is, in virtual microseconds.
    pub from_us: u64,
    /// The last one.
    pub to_us: u64,
}

impl Waterfall {
    /// The waterfall of these events, which are in order.
    #[must_use]
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut tree = Tree::default();
        let mut marks = Vec::new();
        for event in events {
            tree.take(event);
            marks.push(Mark {
                seq: event.seq,
                at_us: event.at_us,
            });
        }
        let mut rows: Vec<Row> = Vec::new();
        // The rows around the next one, outermost first.
        let mut around: Vec<usize> = Vec::new();
        for root in tree.roots() {
            for (depth, span) in tree.walk(root.id) {
                around.truncate(depth);
                let row = Row::of(span, depth, around.last().copied(), &marks);
                around.push(rows.len());
                rows.push(row);
            }
        }
        let times = || marks.iter().map(|mark| mark.at_us);
        Self {
            rows,
            from_us: times().min().unwrap_or(0),
            to_us: times().max().unwrap_or(0),
        }
    }

    /// How long all of it is, in virtual microseconds.
    #[must_use]
    pub const fn length_us(&self) -> u64 {
        self.to_us.saturating_sub(self.from_us)
    }

    /// The rows that show when the insides of `collapsed` spans do not.
    #[must_use]
    pub fn shown(&self, collapsed: &BTreeSet<SpanId>) -> Vec<usize> {
        let mut hidden_below = None;
        let mut out = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            match hidden_below {
                Some(depth) if row.depth > depth => continue,
                _ => hidden_below = collapsed.contains(&row.span).then_some(row.depth),
            }
            out.push(at);
        }
        out
    }

    /// The row an event happened in.
    #[must_use]
    pub fn row_of(&self, span: Option<SpanId>) -> Option<usize> {
        let span = span?;
        self.rows.iter().position(|row| row.span == span)
    }
}
