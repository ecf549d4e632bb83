//! The server's side of a response: what a handler wrote, on its way.

use super::exchange::{BegunResponse, Exchange, Served, ServerEnd};
use super::schedule::{Arrival, Job};
use super::turn::{Header, ResponseHead, TaskId};
use super::{World, costs};
use crate::base::{Body, Parent, RequestId, System, What};
use crate::http::message::{
    RequestHead, ResponseParts, begin_response, write_informational, write_response,
};
use std::sync::Arc;

/// A request at the server that a task is for, and that is open still.
struct Open {
    id: RequestId,
    /// Its place among the requests of its connection.
    index: usize,
    request: Arc<(RequestHead, bool)>,
    begun: Option<BegunResponse>,
}

impl World {
    /// Sends a handler's whole response.
    pub(super) fn respond(&mut self, task: TaskId, head: &ResponseHead, body: &Body) {
        let Some(open) = self.open(task).filter(|open| open.begun.is_none()) else {
            return;
        };
        let parent = self.process.parent_of(task);
        self.record(
            parent,
            What::HandlerResponded {
                status: head.status,
                body_bytes: body.len(),
            },
        );
        let parts = parts(head, &body.0);
        let (request, keep_alive) = &*open.request;
        let written = write_response(&parts, request, *keep_alive, self.clock.unix_ms());
        let end = Some(written.keep_alive);
        self.put(open.id, open.index, written.bytes, end, 0);
    }

    /// Sends a part of a handler's response.
    pub(super) fn write(
        &mut self,
        task: TaskId,
        head: Option<&ResponseHead>,
        chunks: &[Body],
        end: bool,
    ) {
        let Some(open) = self.open(task) else { return };
        let parent = self.process.parent_of(task);
        let mut bytes = Vec::new();
        let begun = open.begun.or_else(|| {
            let (request, keep_alive) = &*open.request;
            let head = head?;
            let now_unix_ms = self.clock.unix_ms();
            let begun = begin_response(&parts(head, &[]), None, request, *keep_alive, now_unix_ms);
            bytes = begun.bytes;
            Some(BegunResponse {
                status: head.status,
                form: begun.body,
                keep_alive: begun.keep_alive,
                body_bytes: 0,
            })
        });
        // A response begins with its head.
        let Some(mut begun) = begun else { return };
        for chunk in chunks {
            begun.form.push(&mut bytes, &chunk.0);
        }
        let body_bytes: usize = chunks.iter().map(Body::len).sum();
        begun.body_bytes += body_bytes;
        let status = head
            .filter(|_| open.begun.is_none())
            .map(|head| head.status);
        if end {
            begun.form.end(&mut bytes);
            let (status, body_bytes) = (begun.status, begun.body_bytes);
            self.record(parent, What::HandlerResponded { status, body_bytes });
        } else {
            self.record(parent, What::HandlerWrote { status, body_bytes });
        }
        if let Some(exchange) = self.exchange_mut(open.id)
            && let Some(served) = exchange.server.served.get_mut(open.index)
        {
            served.begun = Some(begun);
        }
        let end = end.then_some(begun.keep_alive);
        self.put(open.id, open.index, bytes, end, 0);
    }

    /// Sends an informational response before the response itself.
    pub(super) fn inform(&mut self, task: TaskId, status: u16, headers: &[Header]) {
        let Some(open) = self.open(task).filter(|open| open.begun.is_none()) else {
            return;
        };
        if !(100..200).contains(&status) || status == 101 {
            return;
        }
        self.record(self.process.parent_of(task), What::InterimSent { status });
        let bytes = write_informational(status, headers);
        self.put(open.id, open.index, bytes, None, 0);
    }

    /// Hands over bytes of a response; with `end` they are its last, and it
    /// says whether the connection lives on. They leave after `after_us`, or
    /// when the responses before have ended.
    pub(super) fn put(
        &mut self,
        id: RequestId,
        index: usize,
        bytes: Vec<u8>,
        end: Option<bool>,
        after_us: u64,
    ) {
        let Some(exchange) = self.exchange_mut(id) else {
            return;
        };
        let ahead = index.saturating_sub(exchange.server.answered);
        let Some(served) = exchange.server.served.get_mut(index) else {
            return;
        };
        let (waits, span) = (ahead > 0 && served.out.is_empty(), served.span);
        if !bytes.is_empty() {
            served.out.push_back(Arc::from(bytes));
        }
        served.ended = end;
        if waits {
            let resource = "responses of this connection".to_owned();
            let inside = Parent {
                request: Some(id),
                span,
            };
            self.record(inside, What::Queued { resource, ahead });
        }
        if end.is_some() {
            self.leave(id, index, false);
        }
        self.flush(id, after_us);
    }

    /// Lets leave what may: the response whose turn it is, and when that has
    /// ended, the next.
    fn flush(&mut self, id: RequestId, after_us: u64) {
        let Some(exchange) = self.exchange_mut(id) else {
            return;
        };
        let server = &mut exchange.server;
        let mut bytes = Vec::new();
        let mut closes = false;
        let before = server.answered;
        while let Some(served) = server.served.get_mut(server.answered) {
            for part in std::mem::take(&mut served.out) {
                bytes.extend_from_slice(&part);
            }
            let Some(keep_alive) = served.ended else {
                break;
            };
            server.answered += 1;
            if !keep_alive {
                closes = true;
                break;
            }
        }
        let ended = server.answered > before;
        if closes {
            self.close(id, bytes, after_us);
        } else if ended || !bytes.is_empty() {
            self.send_piece(id, bytes, false, after_us);
        }
    }

    /// Sends the last bytes of a connection and closes it. Requests on it that
    /// are not answered never will be.
    pub(super) fn close(&mut self, id: RequestId, bytes: Vec<u8>, after_us: u64) {
        let Some(exchange) = self.exchange_mut(id).filter(|e| !e.server.closed) else {
            return;
        };
        exchange.server.closed = true;
        let open = exchange.server.unanswered_tasks();
        self.leave_all(id, false);
        self.tell_aborted(id, &open, 0);
        self.send_piece(id, bytes, true, after_us);
    }

    /// Puts bytes on the link to the client, behind those that are on it.
    fn send_piece(&mut self, id: RequestId, bytes: Vec<u8>, closes: bool, after_us: u64) {
        let now_us = self.clock.now_us;
        let latency_us = self.file.latency.client_us;
        let transfer_us = costs::transfer_us(bytes.len(), self.file.latency.client_bytes_per_s);
        let Some(exchange) = self.exchanges.get(&id) else {
            return;
        };
        let parent = exchange.parent;
        let leaves_us = exchange.server.link_free_us.max(now_us + after_us);
        let span = (!bytes.is_empty()).then(|| {
            let span = self.start_span(parent, System::Network, "response on the wire");
            let inside = Parent {
                span: Some(span),
                ..parent
            };
            let what = What::BytesTransferred {
                from: System::Server,
                to: System::Client,
                bytes: bytes.len(),
                latency_us,
                transfer_us,
            };
            self.record(inside, what);
            span
        });
        if let Some(exchange) = self.exchange_mut(id) {
            exchange.server.link_free_us = leaves_us + transfer_us;
            exchange.server.legs.extend(span);
        }
        let arrival = Arrival {
            span,
            bytes: Arc::from(bytes),
            closes,
        };
        let arrives_us = leaves_us + transfer_us + latency_us;
        self.add_job(id, arrives_us - now_us, Job::Receive(id, Box::new(arrival)));
    }

    /// Ends the spans of handler and server of one request, innermost first.
    fn leave(&mut self, id: RequestId, index: usize, failed: bool) {
        let Some(exchange) = self.exchange_mut(id) else {
            return;
        };
        let Some(served) = exchange.server.served.get_mut(index) else {
            return;
        };
        let (server, task) = (served.span.take(), served.task);
        let Some(server) = server else { return };
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

    /// The same for every request of a connection.
    pub(super) fn leave_all(&mut self, id: RequestId, failed: bool) {
        let count = self.exchanges.get(&id).map(|e| e.server.served.len());
        for index in 0..count.unwrap_or_default() {
            self.leave(id, index, failed);
        }
    }

    /// Ends the spans of everything that is on the link.
    pub(super) fn end_legs(&mut self, id: RequestId, failed: bool) {
        self.end_leg(id, failed);
        let legs = self
            .exchange_mut(id)
            .map(|exchange| std::mem::take(&mut exchange.server.legs));
        for span in legs.into_iter().flatten() {
            self.end_span(Some(id), span, failed);
        }
    }

    /// The request of a task, while its response has not ended.
    fn open(&self, task: TaskId) -> Option<Open> {
        let id = self.process.tasks.get(&task)?.parent.request?;
        let is_open = |e: &&Arc<Exchange>| e.answer.is_none() && !e.server.closed;
        let exchange = self.exchanges.get(&id).filter(is_open)?;
        let served = &exchange.server.served;
        let index = served.iter().position(|served| served.task == Some(task))?;
        let served = served.get(index).filter(|served| served.ended.is_none())?;
        Some(Open {
            id,
            index,
            request: served.request.clone()?,
            begun: served.begun,
        })
    }

    /// The request of a task, while its response has not ended.
    pub(super) fn request_of(&self, task: TaskId) -> Option<RequestId> {
        self.open(task).map(|open| open.id)
    }
}

impl ServerEnd {
    /// Whether no response is being made: what is left is no whole request.
    pub fn is_idle(&self) -> bool {
        let rest = self.served.iter().skip(self.answered);
        !self.reading && rest.into_iter().all(|served| served.request.is_none())
    }

    /// The tasks whose responses have not ended.
    pub fn unanswered_tasks(&self) -> Vec<TaskId> {
        let open = self.served.iter().filter(|served| served.ended.is_none());
        open.filter_map(|served| served.task).collect()
    }
}

impl Served {
    /// Whether the client lets the connection live on after this request.
    pub fn lives_on(&self) -> bool {
        let request = self.request.as_deref();
        request.is_none_or(|(_, keep_alive)| *keep_alive)
    }
}

fn parts<'a>(head: &'a ResponseHead, body: &'a [u8]) -> ResponseParts<'a> {
    ResponseParts {
        status: head.status,
        reason: &head.reason,
        headers: &head.headers,
        body,
    }
}
