//! The tree of spans, derived from the stream of events.

use super::{Event, RequestId, SpanId, System, What};
use std::collections::BTreeMap;

/// One span: a stretch of work of one system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its number.
    pub id: SpanId,
    /// The span around it.
    pub parent: Option<SpanId>,
    /// The request it worked for.
    pub request: Option<RequestId>,
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
    /// The numbers of the events inside it, in order, its own beginning and
    /// end among them, those of its children not.
    pub events: Vec<u64>,
    /// The spans directly inside it, in the order begun.
    pub children: Vec<SpanId>,
}

impl Span {
    /// How long it took, or has taken by `now_us`, in virtual microseconds.
    #[must_use]
    pub fn duration_us(&self, now_us: u64) -> u64 {
        self.end_us.unwrap_or(now_us).saturating_sub(self.start_us)
    }
}

/// Spans by number, and those without a span around them. Taking an event
/// costs the same however many there have been.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    spans: BTreeMap<SpanId, Span>,
    roots: Vec<SpanId>,
    loose: Vec<u64>,
}

impl Tree {
    /// The tree of these events, which are in order.
    #[must_use]
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut tree = Self::default();
        tree.extend(events);
        tree
    }

    /// Takes more events, in order.
    pub fn extend<'a>(&mut self, events: impl IntoIterator<Item = &'a Event>) {
        for event in events {
            self.take(event);
        }
    }

    /// Takes the next event.
    pub fn take(&mut self, event: &Event) {
        if let (
            Some(id),
            What::SpanStarted {
                parent,
                system,
                name,
            },
        ) = (event.span, &event.what)
        {
            // A span cannot be around itself, nor begin twice; a stream that
            // says so is not ours, and must not make a circle.
            if !self.spans.contains_key(&id) {
                self.begin(id, *parent, event, *system, name);
                return;
            }
        }
        let Some(span) = event.span.and_then(|id| self.spans.get_mut(&id)) else {
            self.loose.push(event.seq);
            return;
        };
        span.events.push(event.seq);
        if let What::SpanEnded { failed } = event.what {
            span.end_us = Some(event.at_us);
            span.failed = failed;
        }
    }

    fn begin(
        &mut self,
        id: SpanId,
        parent: Option<SpanId>,
        event: &Event,
        system: System,
        name: &str,
    ) {
        // The span around it may have been let go with the oldest events.
        let parent = parent.filter(|around| self.spans.contains_key(around));
        let span = Span {
            id,
            parent,
            request: event.request,
            system,
            name: name.to_owned(),
            start_us: event.at_us,
            end_us: None,
            failed: false,
            events: vec![event.seq],
            children: Vec::new(),
        };
        self.spans.insert(id, span);
        match parent.and_then(|around| self.spans.get_mut(&around)) {
            Some(around) => around.children.push(id),
            None => self.roots.push(id),
        }
    }

    /// One span.
    #[must_use]
    pub fn get(&self, id: SpanId) -> Option<&Span> {
        self.spans.get(&id)
    }

    /// Every span, in the order of their numbers.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        self.spans.values()
    }

    /// The spans with no span around them, in the order begun.
    pub fn roots(&self) -> impl Iterator<Item = &Span> {
        self.roots.iter().filter_map(|id| self.get(*id))
    }

    /// The numbers of the events that are in no span known here.
    #[must_use]
    pub fn loose(&self) -> &[u64] {
        &self.loose
    }

    /// A span and all inside it with their depth from 0, each before its
    /// children: the order of a waterfall's rows.
    pub fn walk(&self, from: SpanId) -> impl Iterator<Item = (usize, &Span)> {
        let mut waiting = vec![(0, from)];
        std::iter::from_fn(move || {
            let (depth, id) = waiting.pop()?;
            let span = self.get(id)?;
            let inner = span.children.iter().rev();
            waiting.extend(inner.map(|child| (depth + 1, *child)));
            Some((depth, span))
        })
    }

    /// The spans around a span, from the nearest outwards.
    pub fn around(&self, id: SpanId) -> impl Iterator<Item = &Span> {
        let mut next = self.get(id).and_then(|span| span.parent);
        std::iter::from_fn(move || {
            let span = self.get(next?)?;
            next = span.parent;
            Some(span)
        })
    }
}

#[cfg(test)]
mod tests;
