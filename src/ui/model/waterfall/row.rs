//! Rows from events.

use crate::base::{Event, SpanId, System, What};
use std::collections::{BTreeMap, BTreeSet};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        let mut begun = Begun::default();
        for event in events {
            begun.take(event);
        }
        begun.arrange()
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

#[derive(Default)]
struct Begun {
    spans: Vec<(Row, Option<SpanId>)>,
    place: BTreeMap<SpanId, usize>,
    edges: Option<(u64, u64)>,
}

impl Begun {
    fn take(&mut self, event: &Event) {
        let at = event.at_us;
        let (from, to) = self.edges.unwrap_or((at, at));
        self.edges = Some((from.min(at), to.max(at)));
        let Some(span) = event.span else { return };
        if let What::SpanStarted {
            parent,
            system,
            name,
        } = &event.what
        {
            self.place.insert(span, self.spans.len());
            let row = Row {
                span,
                parent: None,
                depth: 0,
                system: *system,
                name: name.clone(),
                start_us: at,
                end_us: None,
                failed: false,
                children: 0,
                marks: Vec::new(),
            };
            self.spans.push((row, *parent));
        }
        let Some((row, _)) = self.place.get(&span).and_then(|at| self.spans.get_mut(*at)) else {
            return;
        };
        row.marks.push(Mark {
            seq: event.seq,
            at_us: at,
        });
        if let What::SpanEnded { failed } = event.what {
            row.end_us = Some(at);
            row.failed = failed;
        }
    }

    /// Puts each span under its parent. A parent that is not here (its start
    /// was let go) leaves the span at the top.
    fn arrange(self) -> Waterfall {
        let Self {
            spans,
            place,
            edges,
        } = self;
        let mut inside: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (at, (_, parent)) in spans.iter().enumerate() {
            // A span is begun after the one around it, which also rules out cycles.
            let parent = parent
                .and_then(|p| place.get(&p).copied())
                .filter(|p| *p < at);
            inside.entry(parent).or_default().push(at);
        }
        let mut spans: Vec<Option<Row>> = spans.into_iter().map(|(row, _)| Some(row)).collect();
        let mut rows: Vec<Row> = Vec::with_capacity(spans.len());
        let mut next: Vec<(usize, Option<usize>)> = to_do(&inside, None, None);
        while let Some((at, parent)) = next.pop() {
            let Some(mut row) = spans.get_mut(at).and_then(Option::take) else {
                continue;
            };
            row.parent = parent;
            row.depth = parent
                .and_then(|p| rows.get(p))
                .map_or(0, |around| around.depth + 1);
            let here = rows.len();
            let children = to_do(&inside, Some(at), Some(here));
            row.children = children.len();
            next.extend(children);
            rows.push(row);
        }
        let (from_us, to_us) = edges.unwrap_or((0, 0));
        Waterfall {
            rows,
            from_us,
            to_us,
        }
    }
}

/// The children of a span, last first, as a stack wants them.
fn to_do(
    inside: &BTreeMap<Option<usize>, Vec<usize>>,
    of: Option<usize>,
    row: Option<usize>,
) -> Vec<(usize, Option<usize>)> {
    inside
        .get(&of)
        .into_iter()
        .flatten()
        .rev()
        .map(|child| (*child, row))
        .collect()
}
