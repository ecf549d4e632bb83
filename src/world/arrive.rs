//! The server's side of a request, up to the handler.

use super::exchange::{Served, is_blank};
use super::process::Task;
use super::receive::hung_up;
use super::schedule::Job;
use super::turn::{HttpHead, Input, TaskId};
use super::{World, costs};
use crate::base::{Body, Diagnostic, Parent, RequestId, System, What};
use crate::http::message::{
    Expectation, Read, Refusal, Request, RequestHead, after_close, awaits_continue,
    expectation_failed, read_request, write_informational,
};
use crate::net::CLIENT_ADDRESS;
use std::sync::Arc;

impl World {
    /// Whether something answers at `port`: port 80 is forwarded to `PORT`,
    /// as hosting platforms do.
    pub(super) fn is_listening(&self, port: u16) -> bool {
        self.process.running && self.process.ports.contains(&self.inner_port(port))
    }

    fn inner_port(&self, port: u16) -> u16 {
        if port != 80 {
            return port;
        }
        self.file
            .env
            .get("PORT")
            .and_then(|port| port.parse().ok())
            .unwrap_or(3000)
    }

    pub(super) fn arrive(&mut self, id: RequestId) {
        self.end_leg(id, false);
        let Some(exchange) = self.exchange_mut(id).filter(|e| e.answer.is_none()) else {
            return;
        };
        exchange.server.arrived = exchange.client.written;
        let port = exchange.wire.port;
        if self.is_listening(port) {
            self.read_on(id);
        } else {
            self.reset(id);
        }
    }

    /// Reads the next request in what arrived. One that follows another on
    /// the same connection is read when the process has turned to that, as
    /// the parser of a Node process runs on its one thread.
    pub(super) fn read_on(&mut self, id: RequestId) {
        let now_us = self.clock.now_us;
        let busy_us = self.process.busy_until_us;
        let Some(exchange) = self.exchange_mut(id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let server = &mut exchange.server;
        if server.closed {
            return;
        }
        let follows = server.read > 0;
        if follows && busy_us >= now_us {
            server.reading = true;
            self.add_job(id, busy_us + 1 - now_us, Job::Read(id));
            return;
        }
        server.reading = false;
        let lives_on = server.served.last().is_none_or(Served::lives_on);
        if follows && !lives_on {
            let arrived = exchange.wire.bytes.0.get(..exchange.server.arrived);
            let refusal = after_close(arrived.unwrap_or_default(), exchange.server.read);
            if let Some(refusal) = refusal {
                self.start_reading(id);
                self.refuse(id, &refusal);
            }
            return;
        }
        if follows && is_blank(exchange.unread()) {
            return;
        }
        self.start_reading(id);
        let Some(exchange) = self.exchanges.get(&id).cloned() else {
            return;
        };
        let bytes = exchange.unread();
        match read_request(bytes) {
            Ok(Read::Whole { message, used }) => {
                if let Some(exchange) = self.exchange_mut(id) {
                    exchange.server.read += used;
                }
                let job = Job::Dispatch(id, Box::new(message));
                self.add_job(id, costs::parse_us(used), job);
            }
            Ok(Read::Partial) => {
                let whole_head = bytes.windows(4).any(|end| end == b"\r\n\r\n");
                if awaits_continue(bytes) {
                    self.say_continue(id);
                }
                if !follows {
                    let patience_us = if whole_head {
                        costs::REQUEST_TIMEOUT_US
                    } else {
                        costs::HEADERS_TIMEOUT_US
                    };
                    self.add_job(id, patience_us, Job::GiveUp(id));
                }
            }
            Err(refusal) => self.refuse(id, &refusal),
        }
    }

    /// The span of the request that is read begins, unless it has.
    fn start_reading(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let parent = exchange.parent;
        let begun = |served: &Served| served.request.is_none();
        if exchange.server.served.last().is_some_and(begun) {
            return;
        }
        let name = self.process.name.clone();
        let span = Some(self.start_span(parent, System::Server, &name));
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.server.served.push_back(Served {
                span,
                ..Served::default()
            });
        }
    }

    /// Where the server's events of its last request belong.
    fn inside_server(&self, id: RequestId) -> Parent {
        let exchange = self.exchanges.get(&id);
        let span = exchange.and_then(|exchange| exchange.server.served.last()?.span);
        let around = exchange.map(|exchange| exchange.parent);
        Parent {
            span,
            ..around.unwrap_or_default()
        }
    }

    /// Tells the client of the request that is read to go on, once.
    fn say_continue(&mut self, id: RequestId) {
        let Some(exchange) = self.exchange_mut(id) else {
            return;
        };
        let last = exchange.server.served.len().saturating_sub(1);
        let Some(served) = exchange.server.served.get_mut(last) else {
            return;
        };
        if !std::mem::replace(&mut served.continued, true) {
            let inside = self.inside_server(id);
            self.record(inside, What::InterimSent { status: 100 });
            self.put(id, last, write_informational(100, &[]), None, 0);
        }
    }

    pub(super) fn give_up(&mut self, id: RequestId) {
        let waits = |served: &Served| served.request.is_none();
        let exchange = self.exchanges.get(&id).filter(|e| e.answer.is_none());
        if exchange.is_some_and(|e| !e.server.closed && e.server.served.last().is_some_and(waits)) {
            self.refuse(id, &incomplete());
        }
    }

    /// Answers bytes that are no request, and closes the connection. Node
    /// says nothing when it is in the middle of an earlier response, and
    /// drops the responses that have not begun.
    fn refuse(&mut self, id: RequestId, refusal: &Refusal) {
        let inside = self.inside_server(id);
        let (status, diagnostic) = (refusal.status, refusal.diagnostic.clone());
        self.record(inside, What::RequestRejected { status, diagnostic });
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let last = exchange.server.served.len().saturating_sub(1);
        let silent = last > 0 && exchange.server.link_free_us > 0;
        let bytes = refusal.bytes(self.clock.unix_ms());
        if refusal.answers_in_turn() {
            self.put(id, last, bytes, Some(false), costs::REFUSE_US);
        } else if silent {
            self.close(id, Vec::new(), costs::REFUSE_US);
        } else {
            self.close(id, bytes, costs::REFUSE_US);
        }
    }

    pub(super) fn dispatch(&mut self, id: RequestId, message: Request) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        if exchange.server.closed {
            return;
        }
        let port = exchange.wire.port;
        let last = exchange.server.served.len().saturating_sub(1);
        let more = exchange.server.read < exchange.server.arrived;
        let inside = self.inside_server(id);
        let head = message.head;
        self.record(
            inside,
            What::RequestParsed {
                method: head.method.clone(),
                target: head.target.clone(),
                version: head.version.clone(),
                headers: head.headers.len(),
                body_bytes: message.body.len(),
            },
        );
        if !self.is_listening(port) {
            self.reset(id);
            return;
        }
        let keep_alive = message.keep_alive;
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.server.reading = more;
            if let Some(served) = exchange.server.served.get_mut(last) {
                served.request = Some(Arc::new((head.clone(), keep_alive)));
            }
        }
        if message.expectation == Expectation::Unknown {
            self.fail_expectation(id, last, keep_alive);
        } else {
            if message.expectation == Expectation::Continue {
                self.say_continue(id);
            }
            self.hand_over(
                id,
                last,
                inside,
                port,
                process_head(head),
                Body(message.body),
            );
        }
        if more {
            self.add_job(id, 1, Job::Read(id));
        }
    }

    /// An `Expect` that nobody can meet is answered without the handler.
    fn fail_expectation(&mut self, id: RequestId, last: usize, keep_alive: bool) {
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let read = exchange.wire.bytes.0.get(..exchange.server.read);
        let refusal = Refusal::unmet_expectation(read.unwrap_or_default());
        let inside = self.inside_server(id);
        let (status, diagnostic) = (refusal.status, refusal.diagnostic);
        self.record(inside, What::RequestRejected { status, diagnostic });
        let bytes = expectation_failed(keep_alive, self.clock.unix_ms());
        self.put(id, last, bytes, Some(keep_alive), costs::REFUSE_US);
    }

    /// Gives a request to the process, as a task of its own.
    fn hand_over(
        &mut self,
        id: RequestId,
        index: usize,
        inside: Parent,
        port: u16,
        head: HttpHead,
        body: Body,
    ) {
        self.process.last_task += 1;
        let task = TaskId(self.process.last_task);
        self.process.tasks.insert(
            task,
            Task {
                parent: inside,
                entered: Vec::new(),
            },
        );
        if let Some(exchange) = self.exchange_mut(id)
            && let Some(served) = exchange.server.served.get_mut(index)
        {
            served.task = Some(task);
        }
        let input = Input::Request {
            port: self.inner_port(port),
            head,
            body,
            remote_address: CLIENT_ADDRESS.to_owned(),
        };
        let generation = self.process.generation;
        self.add_job(
            id,
            0,
            Job::Turn {
                generation,
                task,
                input: Box::new(input),
            },
        );
    }

    /// The handler's span begins when the process turns to the request.
    pub(super) fn start_handler(&mut self, task: TaskId) {
        let Some(parent) = self.process.tasks.get(&task).map(|task| task.parent) else {
            return;
        };
        let span = self.start_span(parent, System::Handler, "handler");
        if let Some(task) = self.process.tasks.get_mut(&task) {
            task.parent.span = Some(span);
        }
    }

    /// Ends the connection of a request: at once when nothing was answered
    /// yet, else behind what is on its way.
    pub(super) fn reset(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        if exchange.server.link_free_us > 0 {
            self.close(id, Vec::new(), 0);
        } else {
            self.finish(id, Some(hung_up()));
        }
    }

    /// Ends every request that a process which is gone had accepted.
    pub(super) fn reset_all(&mut self) {
        let at_server = |(id, exchange): (&RequestId, &Arc<super::Exchange>)| {
            let server = &exchange.server;
            let waits = !server.closed && server.answered < server.served.len();
            (waits && exchange.answer.is_none()).then_some(*id)
        };
        let lost: Vec<RequestId> = self.exchanges.iter().filter_map(at_server).collect();
        for id in lost {
            self.reset(id);
        }
    }

    /// The diagnostic of an error in the learner's code.
    pub(super) fn fault_diagnostic(fault: &super::Fault) -> Diagnostic {
        let message = format!("{}: {}", fault.name, fault.message);
        let next_step = "Open the file at the line named and follow the stack from the top.";
        let mut diagnostic = Diagnostic::new("JS001", message.clone(), next_step).authentic(
            if fault.stack.is_empty() {
                message
            } else {
                fault.stack.clone()
            },
        );
        if let Some(file) = fault.file.as_ref().filter(|_| fault.line > 0) {
            diagnostic = diagnostic.at(file.clone(), fault.line, fault.column);
        }
        diagnostic
    }
}

fn process_head(head: RequestHead) -> HttpHead {
    HttpHead {
        method: head.method,
        target: head.target,
        version: head.version,
        headers: head.headers,
    }
}

/// A server waited for the rest of a request, and gave up.
fn incomplete() -> Refusal {
    let waited_s = costs::HEADERS_TIMEOUT_US / 1_000_000;
    let message = format!("The request stayed incomplete for {waited_s} s (RFC 9110 §15.5.9)");
    let next_step =
        "End the head with an empty line, and send as many bytes as Content-Length says.";
    let diagnostic = Diagnostic::new("HTTP044", message, next_step)
        .authentic("HTTP/1.1 408 Request Timeout · ERR_HTTP_REQUEST_TIMEOUT");
    Refusal {
        status: 408,
        diagnostic,
    }
}
