//! What happened: one stream of typed events in virtual time.
//!
//! A span is the stretch between its [`What::SpanStarted`] and its
//! [`What::SpanEnded`]; spans nest, and the tree is derived from the stream,
//! never stored beside it. The names follow OpenTelemetry where it has one.

mod codec;
pub mod explain;
pub mod tree;
mod what;

use crate::base::Clock;
use serde::{Deserialize, Serialize};
pub use what::What;

/// A request's number, from 1 in the order sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u32);

/// A span's number, from 1 in the order started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SpanId(pub u32);

/// The systems of a world; each has one colour and one icon everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// The HTTP client.
    Client,
    /// Names, links and connections.
    Network,
    /// The process that listens: parsing, queueing, its event loop.
    Server,
    /// The learner's code.
    Handler,
    /// The cache.
    Cache,
    /// The SQL database.
    Sql,
    /// The log.
    Log,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the session's order, from 0, without gaps.
    pub seq: u64,
    /// Virtual microseconds since the world began.
    pub at_us: u64,
    /// The request it belongs to, if any.
    pub request: Option<RequestId>,
    /// The span it happened in, if any.
    pub span: Option<SpanId>,
    /// What it was.
    pub what: What,
}

/// Collects events and numbers them. Part of the world, so that a copy of a
/// world goes on counting where the original stood.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    next_seq: u64,
    next_span: u32,
    fresh: Vec<Event>,
}

/// A place in a trace.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    next_seq: u64,
    next_span: u32,
    fresh: usize,
}

impl Trace {
    /// The events since the last call, oldest first.
    pub fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.fresh)
    }

    /// Where the trace stands, to come back to with [`Trace::rewind`].
    #[must_use]
    pub const fn mark(&self) -> Mark {
        Mark {
            next_seq: self.next_seq,
            next_span: self.next_span,
            fresh: self.fresh.len(),
        }
    }

    /// Forgets what was recorded since a mark; nothing may have been taken
    /// since.
    pub fn rewind(&mut self, mark: Mark) {
        self.next_seq = mark.next_seq;
        self.next_span = mark.next_span;
        self.fresh.truncate(mark.fresh);
    }

    /// How many events there have been in all.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.next_seq
    }

    /// Starts a span that began at `at_us`, and says so.
    pub fn start(&mut self, at_us: u64, parent: Parent, system: System, name: &str) -> SpanId {
        self.next_span += 1;
        let span = SpanId(self.next_span);
        let what = What::SpanStarted {
            parent: parent.span,
            system,
            name: name.to_owned(),
        };
        self.push(
            at_us,
            Parent {
                request: parent.request,
                span: Some(span),
            },
            what,
        );
        span
    }

    /// Records an event in the span and request of `parent`.
    pub fn push(&mut self, at_us: u64, parent: Parent, what: What) {
        self.fresh.push(Event {
            seq: self.next_seq,
            at_us,
            request: parent.request,
            span: parent.span,
            what,
        });
        self.next_seq += 1;
    }
}

/// Where something belongs: its request and the span around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// The request, if it is for one.
    pub request: Option<RequestId>,
    /// The span around it, if there is one.
    pub span: Option<SpanId>,
}

/// What a system is given to say when and where it happens: the clock to
/// read and the trace to write, inside one span.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The trace to write to.
    pub trace: &'a mut Trace,
    /// The world's clock; only the scheduler moves it.
    pub clock: Clock,
    /// The request and span that events belong to.
    pub parent: Parent,
}

impl Scope<'_> {
    /// Records an event now, in this scope's span.
    pub fn record(&mut self, what: What) {
        self.trace.push(self.clock.now_us, self.parent, what);
    }
}
