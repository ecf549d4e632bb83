//! The end of a request: a response, a mistake, or patience that ran out.

use super::exchange::{Exchange, Origin};
use super::schedule::Job;
use super::turn::{CallResult, Input, TaskId};
use super::{Answer, Response, Stepped, World};
use crate::base::{Body, Diagnostic, RequestId, What, limits};
use crate::http::message::{Read, read_last_response, read_response};
use std::sync::Arc;

impl World {
    pub(super) fn receive(&mut self, id: RequestId) {
        self.end_leg(id, false);
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (parent, wire) = (exchange.parent, Arc::clone(&exchange.wire));
        let bytes = exchange.response.clone().unwrap_or_default();
        let read = if exchange.closes {
            read_last_response
        } else {
            read_response
        };
        match read(&bytes.0, &wire.method) {
            Ok(Read::Whole { message, .. }) => {
                let what = What::ResponseReceived {
                    status: message.status,
                    bytes: shown(&bytes),
                    total_bytes: bytes.len(),
                };
                self.record(parent, what);
                let response = Response {
                    status: message.status,
                    reason: message.reason,
                    headers: message.headers,
                    body: Body(message.body),
                    bytes: Arc::unwrap_or_clone(bytes),
                };
                self.finish(id, Some(response), None);
            }
            Ok(Read::Partial) => self.finish(id, None, Some(hung_up())),
            Err(refusal) => self.finish(id, None, Some(refusal.diagnostic)),
        }
    }

    /// Ends a request: its spans, its connection, and whoever waits for it.
    pub(super) fn finish(
        &mut self,
        id: RequestId,
        response: Option<Response>,
        diagnostic: Option<Diagnostic>,
    ) {
        let Some(exchange) = self
            .exchanges
            .get(&id)
            .filter(|e| e.answer.is_none())
            .cloned()
        else {
            return;
        };
        let failed = diagnostic.is_some() || response.as_ref().is_some_and(|r| r.status >= 500);
        self.leave_server(id, failed);
        self.end_leg(id, failed);
        if let Some(connection) = exchange.connection {
            self.give_up_connection(&exchange, connection, response.is_some());
        }
        if let Some(span) = exchange.parent.span {
            self.end_span(Some(id), span, failed);
        }
        if let Origin::Process { generation, call } = exchange.origin {
            let failed = response.is_none();
            let result = fetch_result(response.clone(), diagnostic.as_ref());
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
        }
        self.deadlines.remove(&(exchange.deadline_us, id));
        let answer = Answer {
            request: id,
            sent_at_us: exchange.sent_at_us,
            ended_at_us: self.clock.now_us,
            request_bytes: exchange.wire.bytes.clone(),
            response,
            diagnostic,
        };
        if exchange.origin == Origin::Person {
            if let Some(exchange) = self.exchange_mut(id) {
                exchange.answer = Some(Arc::new(answer));
            }
        } else {
            self.exchanges.remove(&id);
        }
    }

    /// Keeps a connection for the next request or closes it, and lets a
    /// request that waits for one go on.
    fn give_up_connection(&mut self, exchange: &Exchange, connection: u32, answered: bool) {
        if answered && !exchange.closes {
            self.net.release(connection, self.clock.now_us);
        } else {
            self.net.close(connection);
            let reason = if answered {
                "the response said Connection: close"
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
        if let Some(task) = exchange.task.filter(|task| !waiting(*task)) {
            let process = self.process.name.to_string();
            let parent = self.process.parent_of(task);
            self.record(parent, What::HandlerStalled { process });
        }
        let after_us = at_us - exchange.sent_at_us;
        self.record(exchange.parent, What::RequestTimedOut { after_us });
        if let Some(task) = exchange.task {
            let job = Job::Turn {
                generation: self.process.generation,
                task,
                input: Box::new(Input::Aborted),
            };
            self.add_job(id, self.file.latency.client_us, job);
        }
        self.finish(id, None, Some(timed_out(after_us)));
        Stepped::Worked
    }
}

/// The part of a message that a trace event holds.
pub(super) fn shown(bytes: &Body) -> Body {
    Body(bytes.0.iter().take(limits::EVENT_BYTES).copied().collect())
}

fn fetch_result(response: Option<Response>, why: Option<&Diagnostic>) -> CallResult {
    if let Some(response) = response {
        return CallResult::Response {
            status: response.status,
            headers: response.headers,
            body: response.body,
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

pub(super) fn hung_up() -> Diagnostic {
    let next_step = "See in the trace and the log why the process closed the connection.";
    Diagnostic::new(
        "NET113",
        "The connection ended before the response was complete.",
        next_step,
    )
    .authentic("read ECONNRESET")
}
