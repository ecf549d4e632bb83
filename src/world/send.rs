//! The client's side of a request: name, connection, bytes out, bytes in.

use super::exchange::{Exchange, Origin, Wire};
use super::schedule::Job;
use super::{Answer, RequestDraft, Response, Stepped, World, costs};
use crate::base::{Body, Diagnostic, Parent, RequestId, System, What, limits};
use crate::http::draft::compose;
use crate::http::message::{Read, read_last_response, read_response};
use crate::net::{Lease, NAME_TTL_S, SERVER_ADDRESS};
use crate::world::turn::{CallResult, Header, Input, TaskId};
use std::sync::Arc;

impl World {
    /// Sends a person's request now. What it comes to is found with
    /// [`World::take_answer`] once it has ended.
    pub fn send(&mut self, draft: &RequestDraft) -> RequestId {
        match draft {
            RequestDraft::Parts {
                method,
                url,
                headers,
                body,
            } => {
                let wire = self.compose(method, url, headers, body);
                let name = format!("{method} {url}");
                let timeout_us = costs::CLIENT_TIMEOUT_US;
                self.send_wire(Origin::Person, Parent::default(), &name, wire, timeout_us)
            }
            RequestDraft::Raw { host, bytes } => {
                let wire = raw_wire(host, &self.file.host, bytes);
                let name = format!("raw to {}", wire.host);
                let timeout_us = costs::RAW_CLIENT_TIMEOUT_US;
                self.send_wire(
                    Origin::Person,
                    Parent::default(),
                    &name,
                    Ok(wire),
                    timeout_us,
                )
            }
        }
    }

    /// Turns a request's parts into the bytes that a client would write.
    pub(super) fn compose(
        &self,
        method: &str,
        url: &str,
        headers: &[Header],
        body: &Body,
    ) -> Result<Wire, Diagnostic> {
        let composed = compose(method, url, headers, &body.0, &self.file.host)?;
        Ok(Wire {
            host: composed.host,
            port: composed.port,
            method: method.to_owned(),
            url: composed.url,
            bytes: Body(composed.bytes),
        })
    }

    pub(super) fn send_wire(
        &mut self,
        origin: Origin,
        around: Parent,
        name: &str,
        wire: Result<Wire, Diagnostic>,
        timeout_us: u64,
    ) -> RequestId {
        self.last_request += 1;
        let id = RequestId(self.last_request);
        let system = if origin == Origin::Person {
            System::Client
        } else {
            System::Network
        };
        let outer = Parent {
            request: Some(id),
            span: around.span,
        };
        let span = self.start_span(outer, system, name);
        let parent = Parent {
            request: Some(id),
            span: Some(span),
        };
        let (wire, mistake) = match wire {
            Ok(wire) => (wire, None),
            Err(diagnostic) => (Wire::default(), Some(diagnostic)),
        };
        let exchange = Exchange {
            origin,
            parent,
            wire: Arc::new(wire),
            sent_at_us: self.clock.now_us,
            deadline_us: self.clock.now_us + timeout_us,
            connection: None,
            leg: None,
            server: None,
            task: None,
            request: None,
            response: None,
            closes: false,
            answer: None,
        };
        self.exchanges.insert(id, exchange);
        if let Some(diagnostic) = mistake {
            self.record(
                parent,
                What::RequestNotSent {
                    diagnostic: diagnostic.clone(),
                },
            );
            self.finish(id, None, Some(diagnostic));
        } else {
            self.add_job(id, 0, Job::Resolve(id));
        }
        id
    }

    /// Adds a job of a request's, due after `after_us`.
    pub(super) fn add_job(&mut self, id: RequestId, after_us: u64, job: Job) {
        // Requests and tasks share the numbers of lanes; that two of them may
        // share a lane only means that their ties keep the order added.
        self.schedule.add(self.clock.now_us + after_us, id.0, job);
    }

    pub(super) fn resolve(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let (parent, wire) = (exchange.parent, Arc::clone(&exchange.wire));
        let literal = wire.host == SERVER_ADDRESS || wire.host == "localhost";
        if literal || self.net.knows(&wire.host, self.clock.now_us) {
            let name = wire.host.clone();
            let address = SERVER_ADDRESS.to_owned();
            self.record(
                parent,
                What::NameResolved {
                    name,
                    address,
                    cached: true,
                    ttl_s: 0,
                },
            );
            self.connect(id);
            return;
        }
        self.start_leg(id, &format!("resolve {}", wire.host));
        self.add_job(id, 2 * self.file.latency.dns_us, Job::Connect(id));
    }

    pub(super) fn connect(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (leg, parent, wire) = (exchange.leg, exchange.parent, Arc::clone(&exchange.wire));
        if let Some(span) = leg {
            let inside = Parent {
                span: Some(span),
                ..parent
            };
            let name = wire.host.clone();
            if wire.host != self.file.host {
                self.record(inside, What::NameNotFound { name });
                self.end_leg(id, true);
                self.finish(id, None, Some(no_such_host(&wire.host, &self.file.host)));
                return;
            }
            self.net.learn(&name, self.clock.now_us);
            let address = SERVER_ADDRESS.to_owned();
            let what = What::NameResolved {
                name,
                address,
                cached: false,
                ttl_s: NAME_TTL_S,
            };
            self.record(inside, what);
            self.end_leg(id, false);
        }
        match self.net.lease(&wire.host, wire.port, self.clock.now_us) {
            Lease::Reused {
                connection,
                idle_us,
            } => {
                self.set_connection(id, connection);
                self.record(
                    parent,
                    What::ConnectionReused {
                        connection,
                        idle_us,
                    },
                );
                self.transmit(id);
            }
            Lease::New { connection } => {
                self.set_connection(id, connection);
                self.start_leg(id, &format!("connect to {SERVER_ADDRESS}:{}", wire.port));
                self.add_job(id, 2 * self.file.latency.client_us, Job::Transmit(id));
            }
            Lease::Full { open } => {
                let resource = format!("connections to {}", wire.host);
                self.record(
                    parent,
                    What::Queued {
                        resource,
                        ahead: open,
                    },
                );
                self.waiting.push_back(id);
            }
        }
    }

    pub(super) fn transmit(&mut self, id: RequestId) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (leg, parent, wire) = (exchange.leg, exchange.parent, Arc::clone(&exchange.wire));
        let connection = exchange.connection.unwrap_or_default();
        if let Some(span) = leg {
            let inside = Parent {
                span: Some(span),
                ..parent
            };
            let (address, port) = (SERVER_ADDRESS.to_owned(), wire.port);
            if !self.is_listening(wire.port) {
                self.record(inside, What::ConnectionRefused { address, port });
                self.end_leg(id, true);
                self.net.close(connection);
                self.finish(id, None, Some(self.nothing_listens(port)));
                return;
            }
            let rtt_us = 2 * self.file.latency.client_us;
            self.record(
                inside,
                What::ConnectionOpened {
                    connection,
                    address,
                    port,
                    rtt_us,
                },
            );
            self.end_leg(id, false);
        }
        let total_bytes = wire.bytes.len();
        let (method, url) = (wire.method.clone(), wire.url.clone());
        let bytes = shown(&wire.bytes);
        self.record(
            parent,
            What::RequestSent {
                method,
                url,
                bytes,
                total_bytes,
            },
        );
        let after_us = self.cross(id, "request on the wire", true, total_bytes);
        self.add_job(id, after_us, Job::Arrive(id));
    }

    /// Puts bytes on the link between client and server; gives how long they take.
    pub(super) fn cross(&mut self, id: RequestId, name: &str, out: bool, bytes: usize) -> u64 {
        let latency_us = self.file.latency.client_us;
        let transfer_us = costs::transfer_us(bytes, self.file.latency.client_bytes_per_s);
        let (from, to) = if out {
            (System::Client, System::Server)
        } else {
            (System::Server, System::Client)
        };
        if let Some(inside) = self.start_leg(id, name) {
            self.record(
                inside,
                What::BytesTransferred {
                    from,
                    to,
                    bytes,
                    latency_us,
                    transfer_us,
                },
            );
        }
        latency_us + transfer_us
    }

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
                    bytes,
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
        if let Some(span) = exchange.parent.span {
            self.end_span(Some(id), span, failed);
        }
        if let Some(connection) = exchange.connection {
            if exchange.closes || response.is_none() {
                self.net.close(connection);
            } else {
                self.net.release(connection, self.clock.now_us);
            }
            if let Some(next) = self.waiting.pop_front() {
                self.add_job(next, 0, Job::Connect(next));
            }
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
        let answer = Answer {
            request: id,
            sent_at_us: exchange.sent_at_us,
            ended_at_us: self.clock.now_us,
            request_bytes: exchange.wire.bytes.clone(),
            response,
            diagnostic,
        };
        if exchange.origin == Origin::Person {
            let ended = Exchange {
                answer: Some(Arc::new(answer)),
                ..exchange
            };
            self.exchanges.insert(id, ended);
        } else {
            self.exchanges.remove(&id);
        }
    }

    /// The next request whose client gives up, and when.
    pub(super) fn next_deadline(&self) -> Option<(u64, RequestId)> {
        let open = self
            .exchanges
            .iter()
            .filter(|(_, exchange)| exchange.answer.is_none());
        open.map(|(id, exchange)| (exchange.deadline_us, *id)).min()
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
            let process = self.process.name.clone();
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

    fn set_connection(&mut self, id: RequestId, connection: u32) {
        if let Some(exchange) = self.exchanges.get_mut(&id) {
            exchange.connection = Some(connection);
        }
    }

    fn start_leg(&mut self, id: RequestId, name: &str) -> Option<Parent> {
        let parent = self.exchanges.get(&id)?.parent;
        let span = self.start_span(parent, System::Network, name);
        self.exchanges.get_mut(&id)?.leg = Some(span);
        Some(Parent {
            span: Some(span),
            ..parent
        })
    }

    pub(super) fn end_leg(&mut self, id: RequestId, failed: bool) {
        let leg = self
            .exchanges
            .get_mut(&id)
            .and_then(|exchange| exchange.leg.take());
        if let Some(span) = leg {
            self.end_span(Some(id), span, failed);
        }
    }

    fn nothing_listens(&self, port: u16) -> Diagnostic {
        let listening: Vec<String> = self.process.ports.iter().map(u16::to_string).collect();
        let next_step = if !self.process.running {
            "The process is not running: read the log for the error that ended it.".to_owned()
        } else if listening.is_empty() {
            "The process runs but listens nowhere: call app.listen(3000).".to_owned()
        } else {
            let ports = listening.join(", ");
            format!(
                "The process listens on {ports}; port 80 is forwarded to PORT, which is 3000 unless the world sets another."
            )
        };
        Diagnostic::new(
            "NET111",
            format!("Nothing listens on port {port}."),
            next_step,
        )
        .authentic(format!("connect ECONNREFUSED {SERVER_ADDRESS}:{port}"))
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

fn no_such_host(host: &str, known: &str) -> Diagnostic {
    let message = format!("There is no host named {host} in this world.");
    let next_step = format!("Use http://{known}/ or a path that starts with /.");
    Diagnostic::new("NET110", message, next_step).authentic(format!("getaddrinfo ENOTFOUND {host}"))
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

/// What a person typed, as it goes over the wire.
fn raw_wire(host: &str, default_host: &str, bytes: &Body) -> Wire {
    let host = if host.trim().is_empty() {
        default_host
    } else {
        host.trim()
    };
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let text = bytes.text();
    let mut words = text.split_whitespace();
    let method = words.next().unwrap_or_default().to_owned();
    let url = format!("http://{host}{}", words.next().unwrap_or_default());
    let port = port.parse().unwrap_or(80);
    Wire {
        host: name.to_owned(),
        port,
        method,
        url,
        bytes: bytes.clone(),
    }
}
