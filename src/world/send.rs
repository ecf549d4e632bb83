//! Sending a request: what a person typed, made into bytes for the wire.

use super::exchange::{ClientEnd, Exchange, Origin, ServerEnd, Wire};
use super::schedule::Job;
use super::turn::Header;
use super::{RequestDraft, World, costs};
use crate::base::{Body, Diagnostic, Parent, RequestId, System, What};
use crate::http::draft::compose;
use crate::http::message::field_value;
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
                let wire = self.compose(method, url, headers, body).map(|wire| Wire {
                    first: waits_after(headers, &wire.bytes.0),
                    ..wire
                });
                let name = format!("{method} {url}");
                let timeout_us = costs::CLIENT_TIMEOUT_US;
                self.send_wire(Origin::Person, Parent::default(), &name, wire, timeout_us)
            }
            RequestDraft::Raw { host, bytes } => {
                let wire = raw_wire(host, &self.file.host, bytes);
                let name = format!("raw to {}", wire.host);
                let timeout_us = costs::RAW_CLIENT_TIMEOUT_US;
                self.send_wire(Origin::Raw, Parent::default(), &name, Ok(wire), timeout_us)
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
            first: None,
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
        let system = match origin {
            Origin::Person | Origin::Raw => System::Client,
            Origin::Process { .. } => System::Network,
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
            server: ServerEnd::default(),
            client: ClientEnd::default(),
            answer: None,
        };
        self.deadlines.insert((exchange.deadline_us, id));
        self.exchanges.insert(id, Arc::new(exchange));
        if let Some(diagnostic) = mistake {
            self.record(
                parent,
                What::RequestNotSent {
                    diagnostic: diagnostic.clone(),
                },
            );
            self.finish(id, Some(diagnostic));
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
        first: None,
    }
}

/// How much of a request its client writes before it waits for
/// `100 Continue`, when it says that it does and has a body to hold back.
fn waits_after(headers: &[Header], bytes: &[u8]) -> Option<usize> {
    let asks = field_value(headers, "expect")?;
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    (asks.trim().eq_ignore_ascii_case("100-continue") && head < bytes.len()).then_some(head)
}
