//! One request on its way, as the world keeps it.

use super::answer::{Answer, Piece, Response};
use super::turn::{CallId, TaskId};
use crate::base::{Body, Parent, SpanId};
use crate::http::message::{BodyForm, RequestHead};
use imbl::Vector;
use std::sync::Arc;

/// A request from its sending to its end. Typed raw, it may be several, one
/// after the other on one connection.
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
    /// The open span of the network on the way to the server.
    pub leg: Option<SpanId>,
    pub server: ServerEnd,
    pub client: ClientEnd,
    /// What it came to, once it ended.
    pub answer: Option<Arc<Answer>>,
}

/// The server's end of the connection.
#[derive(Debug, Clone, Default)]
pub(super) struct ServerEnd {
    /// How many bytes of the wire are here.
    pub arrived: usize,
    /// How many of them were read as whole requests.
    pub read: usize,
    /// Whether a job is due that reads on.
    pub reading: bool,
    /// The requests in order; the last may still be being read.
    pub served: Vector<Served>,
    /// How many of them are answered to the end.
    pub answered: usize,
    /// The link to the client is taken until then; 0 before the first byte.
    pub link_free_us: u64,
    /// The open spans of what is on the link.
    pub legs: Vector<SpanId>,
    /// Whether it closed the connection: nothing more leaves.
    pub closed: bool,
}

/// The client's end of the connection.
#[derive(Debug, Clone, Default)]
pub(super) struct ClientEnd {
    /// How many bytes of the wire were written.
    pub written: usize,
    /// What came and was not read as a response yet.
    pub received: Vector<Arc<[u8]>>,
    pub received_bytes: usize,
    /// How much had come when reading was last tried.
    pub tried_bytes: usize,
    /// When it came.
    pub pieces: Vector<Piece>,
    /// The whole responses in order.
    pub responses: Vector<Arc<Response>>,
    /// Whether a job is due that closes the idle connection.
    pub idles: bool,
}

/// One request at the server.
#[derive(Debug, Clone, Default)]
pub(super) struct Served {
    /// Its open span.
    pub span: Option<SpanId>,
    /// The request's head, once it was read, and whether its client lets the
    /// connection live on.
    pub request: Option<Arc<(RequestHead, bool)>>,
    /// Whether `100 Continue` was sent.
    pub continued: bool,
    /// The process's task for it, once it has one.
    pub task: Option<TaskId>,
    /// The response that was begun, if one was.
    pub begun: Option<BegunResponse>,
    /// Bytes that wait for the responses before them to end.
    pub out: Vector<Arc<[u8]>>,
    /// Whether the response has ended, and the connection lives on.
    pub ended: Option<bool>,
}

/// A response that is written in pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct BegunResponse {
    pub status: u16,
    pub form: BodyForm,
    pub keep_alive: bool,
    pub body_bytes: usize,
}

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The person at the client.
    Person,
    /// The person, byte by byte.
    Raw,
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
    /// How many bytes go first, the rest waiting for `100 Continue`.
    pub first: Option<usize>,
}

impl Exchange {
    /// The bytes that are at the server and not read.
    pub fn unread(&self) -> &[u8] {
        let at = self.server.read..self.server.arrived;
        self.wire.bytes.0.get(at).unwrap_or_default()
    }

    /// What came to the client and is no whole response.
    pub fn received(&self) -> Vec<u8> {
        let pieces = self.client.received.iter();
        pieces.flat_map(|piece| piece.iter().copied()).collect()
    }

    /// The method that the client's next response answers.
    pub fn next_method(&self) -> &str {
        let served = self.server.served.get(self.client.responses.len());
        let head = served.and_then(|served| served.request.as_deref());
        head.map_or(&self.wire.method, |(head, _)| &head.method)
    }

    /// Whether the client has what it waits for: a client that reads HTTP one
    /// response, and a person at the wire an answer to everything typed.
    pub fn is_answered(&self) -> bool {
        let responses = self.client.responses.len();
        if self.origin != Origin::Raw {
            return responses > 0;
        }
        let served = self.server.served.len();
        let ended = self.server.answered >= served && !self.server.reading;
        responses > 0 && responses >= served && ended
    }
}

/// Whether bytes are nothing but ends of lines, which a server reads past.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'))
}
