//! The server's side of a request, up to the handler and back from it.

use super::process::Task;
use super::receive::hung_up;
use super::schedule::Job;
use super::turn::{Header, HttpHead, Input, TaskId};
use super::{World, costs};
use crate::base::{Body, Diagnostic, Parent, RequestId, System, What};
use crate::http::message::{
    Read, Refusal, Request, RequestHead, ResponseParts, read_request, refusal_bytes, write_response,
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
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let (parent, wire) = (exchange.parent, exchange.wire.clone());
        if !self.is_listening(wire.port) {
            self.reset(id);
            return;
        }
        let name = self.process.name.clone();
        let span = self.start_span(parent, System::Server, &name);
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.server = Some(span);
        }
        match read_request(&wire.bytes.0) {
            Ok(Read::Whole { message, .. }) => {
                let job = Job::Dispatch(id, Box::new(message));
                self.add_job(id, costs::parse_us(wire.bytes.len()), job);
            }
            Ok(Read::Partial) => self.add_job(id, costs::HEADERS_TIMEOUT_US, Job::GiveUp(id)),
            Err(refusal) => self.refuse(id, &refusal),
        }
    }

    pub(super) fn give_up(&mut self, id: RequestId) {
        if self.exchanges.get(&id).is_some_and(|e| e.answer.is_none()) {
            self.refuse(id, &incomplete());
        }
    }

    fn refuse(&mut self, id: RequestId, refusal: &Refusal) {
        let Some(exchange) = self.exchange_mut(id) else {
            return;
        };
        exchange.closes = true;
        let inside = Parent {
            span: exchange.server,
            ..exchange.parent
        };
        let (status, diagnostic) = (refusal.status, refusal.diagnostic.clone());
        self.record(inside, What::RequestRejected { status, diagnostic });
        let now_unix_ms = self.clock.unix_ms();
        self.respond_bytes(
            id,
            Body(refusal_bytes(refusal, now_unix_ms)),
            costs::REFUSE_US,
        );
    }

    pub(super) fn dispatch(&mut self, id: RequestId, message: Request) {
        let Some(exchange) = self.exchanges.get(&id).filter(|e| e.answer.is_none()) else {
            return;
        };
        let inside = Parent {
            span: exchange.server,
            ..exchange.parent
        };
        let port = exchange.wire.port;
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
        self.process.last_task += 1;
        let task = TaskId(self.process.last_task);
        self.process.tasks.insert(
            task,
            Task {
                parent: inside,
                entered: Vec::new(),
            },
        );
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.task = Some(task);
            exchange.request = Some(Arc::new((head.clone(), message.keep_alive)));
        }
        let input = Input::Request {
            port: self.inner_port(port),
            head: HttpHead {
                method: head.method,
                target: head.target,
                version: head.version,
                headers: head.headers,
            },
            body: Body(message.body),
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

    /// Sends a handler's response.
    pub(super) fn respond(
        &mut self,
        task: TaskId,
        status: u16,
        reason: &str,
        headers: &[Header],
        body: &Body,
    ) {
        let Some((id, request)) = self.request_of(task) else {
            return;
        };
        let parent = self.process.parent_of(task);
        self.record(
            parent,
            What::HandlerResponded {
                status,
                body_bytes: body.len(),
            },
        );
        let parts = ResponseParts {
            status,
            reason,
            headers,
            body: &body.0,
        };
        let written = write_response(&parts, &request.0, request.1, self.clock.unix_ms());
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.closes = !written.keep_alive;
        }
        self.respond_bytes(id, Body(written.bytes), 0);
    }

    fn respond_bytes(&mut self, id: RequestId, bytes: Body, after_us: u64) {
        self.leave_server(id, false);
        let crossing_us = self.cross(id, "response on the wire", false, bytes.len());
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.response = Some(Arc::new(bytes));
        }
        self.add_job(id, after_us + crossing_us, Job::Receive(id));
    }

    /// Ends the spans of handler and server, innermost first.
    pub(super) fn leave_server(&mut self, id: RequestId, failed: bool) {
        let Some(exchange) = self.exchange_mut(id) else {
            return;
        };
        let Some(server) = exchange.server.take() else {
            return;
        };
        let task = exchange.task;
        if let Some(task) = task.and_then(|task| self.process.tasks.get_mut(&task)) {
            let mut open = std::mem::take(&mut task.entered);
            let handler = task
                .parent
                .span
                .replace(server)
                .filter(|span| *span != server);
            open.reverse();
            for span in open.into_iter().chain(handler) {
                self.end_span(Some(id), span, failed);
            }
        }
        self.end_span(Some(id), server, failed);
    }

    /// Ends the connection of a request without a response.
    pub(super) fn reset(&mut self, id: RequestId) {
        self.finish(id, None, Some(hung_up()));
    }

    /// Ends every request that a process which is gone had accepted.
    pub(super) fn reset_all(&mut self) {
        let at_server = |(id, exchange): (&RequestId, &Arc<super::Exchange>)| {
            let waits = exchange.server.is_some() && exchange.response.is_none();
            (waits && exchange.answer.is_none()).then_some(*id)
        };
        let lost: Vec<RequestId> = self.exchanges.iter().filter_map(at_server).collect();
        for id in lost {
            self.reset(id);
        }
    }

    /// The unanswered request that a task is for.
    pub(super) fn request_of(&self, task: TaskId) -> Option<(RequestId, Arc<(RequestHead, bool)>)> {
        let id = self.process.tasks.get(&task)?.parent.request?;
        let open = |e: &&Arc<super::Exchange>| e.answer.is_none() && e.response.is_none();
        let exchange = self.exchanges.get(&id).filter(open)?;
        Some((id, exchange.request.clone()?))
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

/// A server waited for the rest of a request, and gave up.
fn incomplete() -> Refusal {
    let waited_s = costs::HEADERS_TIMEOUT_US / 1_000_000;
    let message = format!("The request stayed incomplete for {waited_s} s (RFC 9110 §15.5.9)");
    let next_step =
        "End the head with an empty line, and send as many bytes as Content-Length says.";
    let diagnostic = Diagnostic::new("HTTP408", message, next_step)
        .authentic("HTTP/1.1 408 Request Timeout · ERR_HTTP_REQUEST_TIMEOUT");
    Refusal {
        status: 408,
        diagnostic,
    }
}
