//! The end of a request: a response, a mistake, or patience that ran out.

use super::exchange::{ClientEnd, Exchange, Origin};
use super::schedule::{Arrival, Job};
use super::turn::{CallResult, Input, TaskId};
use super::{Answer, Piece, Response, Stepped, World};
use crate::base::{Body, Diagnostic, RequestId, What, limits};
use crate::http::message::{
    self, Read, cut_short, read_cut_response, read_last_response, read_response,
};
use crate::net::KEEP_ALIVE_US;
use std::sync::Arc;

impl World {
    pub(super) fn receive(&mut self, id: RequestId, arrival: Arrival) {
        let now_us = self.clock.now_us;
        let Some(exchange) = self.exchange_mut(id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let fresh = exchange.client.received.is_empty();
        let responses = exchange.client.responses.len();
        let Arrival {
            span,
            bytes,
            closes,
        } = arrival;
        if !bytes.is_empty() {
            exchange.client.take(now_us, Arc::clone(&bytes));
        }
        exchange.server.legs.retain(|leg| Some(*leg) != span);
        if let Some(span) = span {
            self.end_span(Some(id), span, false);
        }
        if fresh {
            self.see_interim(id, &bytes);
        }
        while let Some(read) = self.read_next(id, closes) {
            if let Err(diagnostic) = read {
                self.finish(id, Some(diagnostic));
                return;
            }
        }
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let whole = exchange.client.responses.len();
        if whole == responses && !fresh_interim(&bytes, fresh) && !bytes.is_empty() {
            let (parent, total_bytes) = (exchange.parent, bytes.len());
            let bytes = shown(&bytes);
            self.record(parent, What::PieceReceived { bytes, total_bytes });
        }
        self.go_on(id, closes);
    }

    /// The client ends, waits for more, or is left alone.
    fn go_on(&mut self, id: RequestId, closed: bool) {
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let (client, server) = (&exchange.client, &exchange.server);
        let left = client.received_bytes > 0;
        if exchange.is_answered() {
            self.finish(id, None);
        } else if closed {
            let diagnostic = if left {
                Some(broke_off(exchange))
            } else {
                client.responses.is_empty().then(hung_up)
            };
            self.finish(id, diagnostic);
        } else if server.legs.is_empty() && server.answered > 0 && server.is_idle() && !client.idles
        {
            // Nothing more will come, so the server closes the connection.
            if let Some(exchange) = self.exchange_mut(id) {
                exchange.client.idles = true;
            }
            self.add_job(id, KEEP_ALIVE_US, Job::HangUp(id));
        }
    }

    /// The server closed the connection, because nothing more happened on it.
    pub(super) fn see_hang_up(&mut self, id: RequestId) {
        let Some(exchange) = self.exchange_mut(id).filter(|e| e.answer.is_none()) else {
            return;
        };
        exchange.server.closed = true;
        let diagnostic = if exchange.client.received_bytes > 0 {
            broke_off(exchange)
        } else {
            left_over()
        };
        self.finish(id, Some(diagnostic));
    }

    /// An informational response may let the client go on with its request.
    fn see_interim(&mut self, id: RequestId, bytes: &[u8]) {
        let Some((status, head)) = interim(bytes) else {
            return;
        };
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let bytes = Body(head.to_vec());
        self.record(exchange.parent, What::InterimReceived { status, bytes });
        if status == 100 {
            self.send_body(id);
        }
    }

    /// Reads one response from what came, if one is whole.
    fn read_next(&mut self, id: RequestId, closed: bool) -> Option<Result<(), Diagnostic>> {
        let exchange = self.exchanges.get(&id)?;
        let client = &exchange.client;
        // Reading is tried each time that twice as much has come, and at ends.
        let ends = closed || exchange.server.is_idle();
        if client.received_bytes == 0 || !(ends || client.is_worth_reading()) {
            return None;
        }
        let mut bytes = exchange.received();
        let read = if closed {
            read_last_response
        } else {
            read_response
        };
        let message = match read(&bytes, exchange.next_method()) {
            Ok(Read::Whole { message, used }) => {
                let rest = bytes.split_off(used);
                let exchange = self.exchange_mut(id)?;
                let at_us = exchange.client.pieces.last().map(|piece| piece.at_us);
                let pieces = exchange.client.give_back(&rest, at_us.unwrap_or_default());
                (message, pieces)
            }
            Ok(Read::Partial) => {
                let exchange = self.exchange_mut(id)?;
                exchange.client.tried_bytes = exchange.client.received_bytes;
                return None;
            }
            // What is missing is told when the request ends.
            Err(_) if closed && read_cut_response(&bytes, "GET").is_some() => return None,
            Err(refusal) => return Some(Err(refusal.diagnostic)),
        };
        let (message, pieces) = message;
        let parent = self.exchanges.get(&id)?.parent;
        let what = What::ResponseReceived {
            status: message.status,
            bytes: shown(&bytes),
            total_bytes: bytes.len(),
        };
        self.record(parent, what);
        let response = Arc::new(response(message, bytes, pieces));
        self.exchange_mut(id)?.client.responses.push_back(response);
        Some(Ok(()))
    }

    /// Ends a request: its spans, its connection, and whoever waits for it.
    /// With a diagnostic, what came of a response is kept as well.
    pub(super) fn finish(&mut self, id: RequestId, diagnostic: Option<Diagnostic>) {
        let Some(exchange) = self
            .exchanges
            .get(&id)
            .filter(|e| e.answer.is_none())
            .cloned()
        else {
            return;
        };
        let mut responses: Vec<Arc<Response>> =
            exchange.client.responses.iter().map(Arc::clone).collect();
        if diagnostic.is_some() {
            responses.extend(cut_response(&exchange));
        }
        let failed = diagnostic.is_some() || responses.iter().any(|r| r.status >= 500);
        self.leave_all(id, failed);
        self.end_legs(id, failed);
        if let Some(connection) = exchange.connection {
            let whole = diagnostic.is_none() && !responses.is_empty();
            self.give_up_connection(&exchange, connection, whole);
        }
        if let Some(span) = exchange.parent.span {
            self.end_span(Some(id), span, failed);
        }
        let mut responses = responses.into_iter().map(Arc::unwrap_or_clone);
        let response = responses.next();
        if let Origin::Process { generation, call } = exchange.origin {
            let whole = response.filter(|_| diagnostic.is_none());
            let failed = whole.is_none();
            let result = fetch_result(whole, diagnostic.as_ref());
            let input = Box::new(Input::Called { call, result });
            self.add_job(
                id,
                0,
                Job::Return {
                    generation,
                    call,
                    input,
                    failed,
                },
            );
            self.exchanges.remove(&id);
            return;
        }
        self.deadlines.remove(&(exchange.deadline_us, id));
        let answer = Answer {
            request: id,
            sent_at_us: exchange.sent_at_us,
            ended_at_us: self.clock.now_us,
            request_bytes: exchange.wire.bytes.clone(),
            response,
            more: responses.collect(),
            diagnostic,
        };
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.answer = Some(Arc::new(answer));
        }
    }

    /// Keeps a connection for the next request or closes it, and lets a
    /// request that waits for one go on.
    fn give_up_connection(&mut self, exchange: &Exchange, connection: u32, answered: bool) {
        let server = &exchange.server;
        let over = server.answered >= server.served.len();
        if answered && !server.closed && over {
            self.net.release(connection, self.clock.now_us);
        } else {
            self.net.close(connection);
            let reason = if answered && server.closed {
                "the response said Connection: close"
            } else if answered {
                "the server had more to send"
            } else if server.link_free_us > 0 {
                "the response broke off"
            } else {
                "the request ended without a response"
            };
            let reason = reason.to_owned();
            self.record(
                exchange.parent,
                What::ConnectionClosed { connection, reason },
            );
        }
        while let Some(next) = self.waiting.pop_front() {
            if !self.has_ended(next) {
                self.add_job(next, 0, Job::Connect(next));
                return;
            }
        }
    }

    /// The next request whose client gives up, and when.
    pub(super) fn next_deadline(&self) -> Option<(u64, RequestId)> {
        self.deadlines.get_min().copied()
    }

    /// Nothing is due before a client gives up. The process is first asked
    /// whether it still has something to do that needs no time.
    pub(super) fn reach_deadline(&mut self, at_us: u64, id: RequestId, until_us: u64) -> Stepped {
        if !self.settled && self.process.running {
            self.settled = true;
            return Stepped::Turn(Box::new(self.make_turn(TaskId(0), Input::Settle)));
        }
        if at_us > until_us {
            return Stepped::Idle;
        }
        self.clock.advance_to(at_us);
        let Some(exchange) = self.exchanges.get(&id).cloned() else {
            return Stepped::Worked;
        };
        let waiting = |task: TaskId| self.process.calls.values().any(|call| call.task == task);
        let open = exchange.server.unanswered_tasks();
        let stalled: Vec<TaskId> = open
            .iter()
            .copied()
            .filter(|task| !waiting(*task))
            .collect();
        for task in stalled {
            let process = self.process.name.to_string();
            let parent = self.process.parent_of(task);
            self.record(parent, What::HandlerStalled { process });
        }
        let after_us = at_us - exchange.sent_at_us;
        self.record(exchange.parent, What::RequestTimedOut { after_us });
        self.tell_aborted(id, &open, self.file.latency.client_us);
        self.finish(id, Some(timed_out(after_us)));
        Stepped::Worked
    }

    /// Tells the process that the client of these tasks is gone.
    pub(super) fn tell_aborted(&mut self, id: RequestId, tasks: &[TaskId], after_us: u64) {
        for task in tasks {
            let job = Job::Turn {
                generation: self.process.generation,
                task: *task,
                input: Box::new(Input::Aborted),
            };
            self.add_job(id, after_us, job);
        }
    }
}

impl ClientEnd {
    /// Takes what came at one moment.
    fn take(&mut self, at_us: u64, bytes: Arc<[u8]>) {
        let count = bytes.len();
        self.received_bytes += count;
        self.pieces.push_back(Piece {
            at_us,
            bytes: count,
        });
        self.received.push_back(bytes);
    }

    /// Leaves what follows a whole response for the next, and gives the
    /// pieces that the response came in.
    fn give_back(&mut self, rest: &[u8], at_us: u64) -> Vec<Piece> {
        let mut pieces = std::mem::take(&mut self.pieces);
        self.received.clear();
        self.received_bytes = 0;
        self.tried_bytes = 0;
        if !rest.is_empty() {
            if let Some(last) = pieces.back_mut() {
                last.bytes = last.bytes.saturating_sub(rest.len());
            }
            self.take(at_us, Arc::from(rest));
        }
        pieces.into_iter().filter(|piece| piece.bytes > 0).collect()
    }

    fn is_worth_reading(&self) -> bool {
        self.received_bytes >= 2 * self.tried_bytes
    }
}

/// What the client makes of a whole response.
fn response(message: message::Response, bytes: Vec<u8>, pieces: Vec<Piece>) -> Response {
    Response {
        status: message.status,
        reason: message.reason,
        headers: message.headers,
        body: Body(message.body),
        bytes: Body(bytes),
        informational: message.informational,
        pieces: if pieces.len() > 1 { pieces } else { Vec::new() },
    }
}

/// What came of a response that has no end.
fn cut_response(exchange: &Exchange) -> Option<Arc<Response>> {
    let bytes = exchange.received();
    let cut = read_cut_response(&bytes, exchange.next_method())?;
    let pieces = exchange.client.pieces.iter().copied().collect();
    Some(Arc::new(response(cut.response, bytes, pieces)))
}

/// The connection closed in the middle of a response.
fn broke_off(exchange: &Exchange) -> Diagnostic {
    let bytes = exchange.received();
    let cut = read_cut_response(&bytes, exchange.next_method());
    cut_short(cut.and_then(|cut| cut.missing))
}

/// The informational response that bytes begin with: its status, its bytes.
fn interim(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let code = bytes.strip_prefix(b"HTTP/1.1 ")?.get(..3)?;
    let status: u16 = std::str::from_utf8(code).ok()?.parse().ok()?;
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let passing = (100..200).contains(&status) && status != 101;
    passing.then_some((status, bytes.get(..end)?))
}

/// Whether a piece was nothing but an informational response.
fn fresh_interim(bytes: &[u8], fresh: bool) -> bool {
    fresh && interim(bytes).is_some_and(|(_, head)| head.len() == bytes.len())
}

/// The part of a message that a trace event holds.
pub(super) fn shown(bytes: &[u8]) -> Body {
    Body(bytes.iter().take(limits::EVENT_BYTES).copied().collect())
}

fn fetch_result(response: Option<Response>, why: Option<&Diagnostic>) -> CallResult {
    if let Some(response) = response {
        return CallResult::Response {
            status: response.status,
            headers: response.headers,
            body: response.body,
        };
    }
    if why.is_some_and(|why| why.code == cut_short(None).code) {
        // What undici, Node's fetch, says of it.
        return CallResult::Refused {
            code: "UND_ERR_SOCKET".to_owned(),
            message: "other side closed".to_owned(),
        };
    }
    let message = why.and_then(|d| d.authentic.clone()).unwrap_or_default();
    let code = message
        .split_whitespace()
        .find(|word| word.starts_with('E'));
    let code = code.unwrap_or("ECONNRESET").to_owned();
    CallResult::Refused { code, message }
}

fn timed_out(after_us: u64) -> Diagnostic {
    let message = format!(
        "No response came within {} s, so the client gave up.",
        after_us / 1_000_000
    );
    let next_step =
        "See in the trace what the handler waited for; every path must end in a response.";
    Diagnostic::new("NET112", message, next_step).authentic("ETIMEDOUT")
}

/// Bytes after the last whole request were not one, and the server waited.
fn left_over() -> Diagnostic {
    let waited_s = KEEP_ALIVE_US / 1_000_000;
    let message = format!(
        "The bytes after the last answered request are no whole request; the server waited {waited_s} s for the rest and closed the connection."
    );
    let next_step = "End each request's head with an empty line, or remove what follows the last.";
    Diagnostic::new("HTTP043", message, next_step).authentic("Node: server.keepAliveTimeout passed")
}

pub(super) fn hung_up() -> Diagnostic {
    let next_step = "See in the trace and the log why the process closed the connection.";
    Diagnostic::new(
        "NET113",
        "The connection ended before the response was complete.",
        next_step,
    )
    .authentic("read ECONNRESET")
}
