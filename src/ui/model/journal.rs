//! Everything that has happened in this session, indexed as it arrives.
//!
//! The page keeps one journal per session. Appending costs time in proportion
//! to what is new, never to what is there, so that a hundred thousand events
//! do not slow the page down.

use super::facts::tells;
use crate::base::limits::EVENTS;
use crate::base::{Event, RequestId, SpanId, System, What};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One request, in the few words a list of requests needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// Its number.
    pub id: RequestId,
    /// Its method; empty when the bytes named none.
    pub method: String,
    /// Its URL as the client has it.
    pub url: String,
    /// The status it was answered with.
    pub status: Option<u16>,
    /// Whether the client got no answer at all.
    pub unanswered: bool,
    /// When its first event happened, in virtual microseconds.
    pub from_us: u64,
    /// When its latest event happened.
    pub to_us: u64,
    /// The numbers of its events, in order.
    pub seqs: Vec<u64>,
}

/// The beginning of one command in the stream of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandMark {
    /// The number of the first event after the command was given.
    pub seq: u64,
    /// What was done, such as `Send GET /books`.
    pub label: String,
}

/// Part of the stream that the trace shows at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strand {
    /// One request.
    Request(RequestId),
    /// Everything that belongs to no request: starts, consoles, time passing.
    Elsewhere,
}

/// The events of one session.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    events: VecDeque<Event>,
    first_seq: u64,
    requests: BTreeMap<RequestId, RequestLine>,
    elsewhere: Vec<u64>,
    told: Vec<u64>,
    lines: Vec<u64>,
    moments: BTreeMap<System, Vec<u64>>,
    spans: BTreeMap<SpanId, System>,
    commands: Vec<CommandMark>,
}

impl Journal {
    /// Notes that a command is about to run, so that the timeline can mark it.
    pub fn begin(&mut self, label: impl Into<String>) {
        self.commands.push(CommandMark {
            seq: self.next_seq(),
            label: label.into(),
        });
    }

    /// Appends what a step of the session gave. Events that are already here
    /// are passed over; the oldest are let go beyond [`EVENTS`].
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            if self.events.is_empty() && event.seq > self.first_seq {
                self.first_seq = event.seq;
            }
            if event.seq >= self.next_seq() {
                self.index(&event);
                self.events.push_back(event);
            }
        }
        // Letting go in batches keeps the cost per event constant.
        if self.events.len() > EVENTS + EVENTS / 10 {
            self.let_go(self.events.len() - EVENTS);
        }
    }

    /// Goes back to when the next event had this number: the command begun
    /// last never happened.
    pub fn back_to(&mut self, next_seq: u64) {
        let before = std::mem::take(self);
        self.commands = before.commands;
        self.commands.retain(|mark| mark.seq <= next_seq);
        self.commands.pop();
        self.first_seq = before.first_seq.min(next_seq);
        let events = before.events.into_iter();
        self.extend(events.filter(|event| event.seq < next_seq));
    }

    fn index(&mut self, event: &Event) {
        let system = self.system_of(event);
        if let (What::SpanStarted { .. }, Some(span), Some(system)) =
            (&event.what, event.span, system)
        {
            self.spans.insert(span, system);
        }
        if let Some(system) = system {
            self.moments.entry(system).or_default().push(event.seq);
        }
        if tells(&event.what) {
            self.told.push(event.seq);
        }
        if matches!(event.what, What::LineLogged { .. }) {
            self.lines.push(event.seq);
        }
        let Some(id) = event.request else {
            self.elsewhere.push(event.seq);
            return;
        };
        let line = self.requests.entry(id).or_insert_with(|| RequestLine {
            id,
            method: String::new(),
            url: String::new(),
            status: None,
            unanswered: false,
            from_us: event.at_us,
            to_us: event.at_us,
            seqs: Vec::new(),
        });
        line.seqs.push(event.seq);
        line.from_us = line.from_us.min(event.at_us);
        line.to_us = line.to_us.max(event.at_us);
        match &event.what {
            What::RequestSent { method, url, .. } if line.url.is_empty() => {
                line.method.clone_from(method);
                line.url.clone_from(url);
            }
            What::ResponseReceived { status, .. } => line.status = Some(*status),
            What::RequestTimedOut { .. } | What::RequestNotSent { .. } => line.unanswered = true,
            _ => {}
        }
    }

    fn let_go(&mut self, count: usize) {
        self.events.drain(..count.min(self.events.len()));
        self.first_seq = self.events.front().map_or(self.first_seq, |e| e.seq);
        let first = self.first_seq;
        let keep = |seqs: &mut Vec<u64>| {
            let gone = seqs.partition_point(|seq| *seq < first);
            seqs.drain(..gone);
        };
        keep(&mut self.elsewhere);
        keep(&mut self.told);
        keep(&mut self.lines);
        self.moments.values_mut().for_each(keep);
        self.requests.retain(|_, line| {
            keep(&mut line.seqs);
            !line.seqs.is_empty()
        });
        let spoken_of: BTreeSet<SpanId> = self.events.iter().filter_map(|e| e.span).collect();
        self.spans.retain(|span, _| spoken_of.contains(span));
        let gone = self.commands.partition_point(|mark| mark.seq < first);
        self.commands.drain(..gone);
    }

    /// The number the next event will have.
    #[must_use]
    pub fn next_seq(&self) -> u64 {
        self.first_seq + self.events.len() as u64
    }

    /// The oldest event still here.
    #[must_use]
    pub const fn first_seq(&self) -> u64 {
        self.first_seq
    }

    /// The newest event's number; none before anything happened.
    #[must_use]
    pub fn last_seq(&self) -> Option<u64> {
        self.events.back().map(|event| event.seq)
    }

    /// How many events are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether nothing has happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The event with this number.
    #[must_use]
    pub fn event(&self, seq: u64) -> Option<&Event> {
        let at = usize::try_from(seq.checked_sub(self.first_seq)?).ok()?;
        self.events.get(at)
    }

    /// Every event, oldest first.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter()
    }

    /// The requests in the order sent.
    #[must_use]
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = &RequestLine> {
        self.requests.values()
    }

    /// One request.
    #[must_use]
    pub fn request(&self, id: RequestId) -> Option<&RequestLine> {
        self.requests.get(&id)
    }

    /// The numbers of a strand's events, in order.
    #[must_use]
    pub fn seqs(&self, strand: Strand) -> &[u64] {
        match strand {
            Strand::Request(id) => self.requests.get(&id).map_or(&[], |line| &line.seqs),
            Strand::Elsewhere => &self.elsewhere,
        }
    }

    /// The events of a strand, in order.
    pub fn strand(&self, strand: Strand) -> impl Iterator<Item = &Event> {
        self.seqs(strand).iter().filter_map(|seq| self.event(*seq))
    }

    /// The strand that an event belongs to.
    #[must_use]
    pub fn strand_of(&self, seq: u64) -> Option<Strand> {
        let event = self.event(seq)?;
        Some(event.request.map_or(Strand::Elsewhere, Strand::Request))
    }

    /// The strand worth showing at a moment: that of the event there, else of
    /// the latest request, else whatever happened outside requests.
    #[must_use]
    pub fn strand_at(&self, cursor: Option<u64>) -> Strand {
        cursor
            .and_then(|seq| self.strand_of(seq))
            .or_else(|| {
                let last = self.requests.keys().next_back()?;
                Some(Strand::Request(*last))
            })
            .unwrap_or(Strand::Elsewhere)
    }

    /// The numbers of the events worth stepping to (see [`tells`]).
    #[must_use]
    pub fn told(&self) -> &[u64] {
        &self.told
    }

    /// Those of one strand.
    #[must_use]
    pub fn told_of(&self, strand: Strand) -> Vec<u64> {
        self.strand(strand)
            .filter(|event| tells(&event.what))
            .map(|event| event.seq)
            .collect()
    }

    /// The event worth stepping to before (`by` negative) or after the
    /// cursor. Now, none, stands on the last of them.
    #[must_use]
    pub fn step(&self, cursor: Option<u64>, by: i64) -> Option<u64> {
        let last = i64::try_from(self.told.len()).ok()?.checked_sub(1)?;
        let here = cursor.map_or(last, |seq| {
            let after = self.told.partition_point(|told| *told <= seq);
            i64::try_from(after).unwrap_or(last) - 1
        });
        let to = here.saturating_add(by).max(0);
        let to = usize::try_from(to).ok().filter(|_| to < last)?;
        self.told.get(to).copied()
    }

    /// The numbers of the events that wrote a line to the log.
    #[must_use]
    pub fn lines(&self) -> &[u64] {
        &self.lines
    }

    /// The commands given, in order.
    #[must_use]
    pub fn commands(&self) -> &[CommandMark] {
        &self.commands
    }

    /// The last event of a system up to a moment (now, when left out). What a
    /// system holds cannot have changed since, so this is what to ask for it by.
    #[must_use]
    pub fn moment(&self, system: System, cursor: Option<u64>) -> Option<u64> {
        let seqs = self.moments.get(&system)?;
        let upto = cursor.map_or(seqs.len(), |seq| seqs.partition_point(|s| *s <= seq));
        seqs.get(upto.checked_sub(1)?).copied()
    }

    /// Virtual time at a moment: the event's, or the newest one's.
    #[must_use]
    pub fn at_us(&self, cursor: Option<u64>) -> u64 {
        cursor
            .and_then(|seq| self.event(seq))
            .or_else(|| self.events.back())
            .map_or(0, |event| event.at_us)
    }

    /// The system an event happened in: what the event itself says, else its
    /// span's.
    #[must_use]
    pub fn system_of(&self, event: &Event) -> Option<System> {
        system_of(&event.what).or_else(|| self.spans.get(&event.span?).copied())
    }
}

/// The system that the kind of an event names, if it names one.
#[must_use]
pub fn system_of(what: &What) -> Option<System> {
    Some(match what {
        What::SpanStarted { system, .. } => *system,
        What::SpanEnded { .. } | What::Queued { .. } | What::TimePassed { .. } => return None,
        What::RequestSent { .. }
        | What::BodySent { .. }
        | What::InterimReceived { .. }
        | What::PieceReceived { .. }
        | What::ResponseReceived { .. }
        | What::RequestTimedOut { .. }
        | What::RequestNotSent { .. } => System::Client,
        What::NameResolved { .. }
        | What::NameNotFound { .. }
        | What::ConnectionOpened { .. }
        | What::ConnectionReused { .. }
        | What::ConnectionRefused { .. }
        | What::ConnectionClosed { .. }
        | What::BytesTransferred { .. } => System::Network,
        What::RequestParsed { .. }
        | What::InterimSent { .. }
        | What::RequestRejected { .. }
        | What::ProcessListening { .. }
        | What::ProcessStarted { .. }
        | What::ProcessStopped { .. }
        | What::FileChanged { .. } => System::Server,
        What::MiddlewareEntered { .. }
        | What::MiddlewarePassed { .. }
        | What::MiddlewareFailed { .. }
        | What::RouteMatched { .. }
        | What::RouteMissed { .. }
        | What::HandlerWrote { .. }
        | What::HandlerResponded { .. }
        | What::HandlerFailed { .. }
        | What::HandlerStalled { .. }
        | What::TimerSet { .. }
        | What::TimerFired { .. } => System::Handler,
        What::QueryReceived { .. }
        | What::RowsScanned { .. }
        | What::RowsChanged { .. }
        | What::RowsReturned { .. }
        | What::QueryFailed { .. }
        | What::TransactionChanged { .. }
        | What::LockAwaited { .. } => System::Sql,
        What::CommandReceived { .. }
        | What::CacheHit { .. }
        | What::CacheMissed { .. }
        | What::KeyWritten { .. }
        | What::KeyRemoved { .. }
        | What::ReplySent { .. } => System::Cache,
        What::LineLogged { .. } => System::Log,
    })
}

#[cfg(test)]
mod tests;
