//! One request on its way, as the world keeps it.

use super::answer::Answer;
use super::turn::{CallId, TaskId};
use crate::base::{Body, Parent, SpanId};
use crate::http::message::RequestHead;
use std::sync::Arc;

/// A request from its sending to its end.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    pub origin: Origin,
    /// The request and its outermost span.
    pub parent: Parent,
    pub wire: Arc<Wire>,
    pub sent_at_us: u64,
    /// The client gives up then.
    pub deadline_us: u64,
    pub connection: Option<u32>,
    /// The open span of the network, if the request is on it.
    pub leg: Option<SpanId>,
    /// The open span of the server.
    pub server: Option<SpanId>,
    /// The process's task for it, once it has one.
    pub task: Option<TaskId>,
    /// The request's head, once it was read, and whether its client lets the
    /// connection live on.
    pub request: Option<Arc<(RequestHead, bool)>>,
    /// The response's bytes, once they are on their way.
    pub response: Option<Arc<Body>>,
    /// Whether the connection ends with this exchange.
    pub closes: bool,
    /// What it came to, once it ended.
    pub answer: Option<Arc<Answer>>,
}

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The person at the client.
    Person,
    /// A `fetch` of the process's own code.
    Process { generation: u32, call: CallId },
}

/// What goes over the wire, and where to.
#[derive(Debug, Clone, Default)]
pub(super) struct Wire {
    pub host: String,
    pub port: u16,
    pub method: String,
    pub url: String,
    pub bytes: Body,
}
