//! A person's request, and what comes back.

use super::turn::Header;
use crate::base::{Body, Diagnostic, RequestId};
use serde::{Deserialize, Serialize};

/// A request as typed by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum RequestDraft {
    /// Method, URL, fields and body; the client adds `Host`, `User-Agent`,
    /// `Accept` and `Content-Length` when they are missing, as curl does.
    Parts {
        /// Any token, such as `GET`.
        method: String,
        /// Absolute, or starting with `/` for the world's first host.
        url: String,
        /// Fields in order.
        headers: Vec<Header>,
        /// Body; empty for none.
        body: Body,
    },
    /// The very bytes to put on the wire, well-formed or not.
    Raw {
        /// The host to connect to; the world's first host when empty.
        host: String,
        /// The bytes. Lines end as typed.
        bytes: Body,
    },
}
crate::tagged!(RequestDraft, "form");

/// What the client holds at the end of one request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The request's number.
    pub request: RequestId,
    /// When it was sent and when it ended, in virtual microseconds.
    pub sent_at_us: u64,
    /// See `sent_at_us`.
    pub ended_at_us: u64,
    /// The bytes sent.
    pub request_bytes: Body,
    /// The response, when one came; with a diagnostic it is what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The responses after it, when several requests were typed raw one after
    /// the other, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Response>,
    /// Why none came or why it is not whole, or what was wrong with the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnostic: Option<Diagnostic>,
}

/// A response as the client received it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Reason phrase.
    pub reason: String,
    /// Fields in order.
    pub headers: Vec<Header>,
    /// The body, unchunked.
    pub body: Body,
    /// The very bytes from the wire, informational responses before it included.
    pub bytes: Body,
    /// The status codes of the informational responses before it, such as 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub informational: Vec<u16>,
    /// When its bytes came, if not all at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
}

/// Bytes that came at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// When, in virtual microseconds.
    pub at_us: u64,
    /// How many.
    pub bytes: usize,
}
