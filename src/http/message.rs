//! HTTP/1.1 messages: read strictly, written as Node's server writes them.
//!
//! Reading follows the server of Node 20 with its default settings, byte for
//! byte: what it accepts is accepted here, what it refuses is refused with
//! the same answer, and a fault is found at the same byte, before the message
//! is complete. `tests/cases/http/node.json` holds Node's own answers.
//!
//! # Limits
//! - Node takes a request with two `Host` fields; RFC 9112 §3.2 says a server
//!   must refuse it, nginx does, and so does Backlot.
//! - Node takes an empty `Transfer-Encoding` before a `Content-Length`, and
//!   refuses the two the other way round; Backlot refuses both.
//! - Node leaves out the header fields past the 2,000th without a word;
//!   Backlot refuses such a message.
//! - Node has no limit for bodies; Backlot's is
//!   [`REQUEST_BODY_BYTES`](crate::base::limits::REQUEST_BODY_BYTES).
//! - A request is answered when the whole of it is there. Node calls its
//!   handler after the head and lets the body follow.
//! - `100 Continue` is always sent to who expects it: a server that listens for
//!   `checkContinue` cannot refuse.

mod chunked;
mod cursor;
mod fault;
mod field;
mod framing;
mod reason;
mod refusal;
mod request;
mod response;
mod start;
mod target;
mod write;

pub(in crate::http) use cursor::is_token;
pub use field::check_field;
pub use reason::reason_phrase;
pub use refusal::{Refusal, cut_short, expectation_failed, refusal_bytes};
pub use request::{
    Expectation, Request, RequestHead, after_close, awaits_continue, parse_request, read_request,
};
pub use response::{Cut, Response, read_cut_response, read_last_response, read_response};
pub use start::METHODS;
pub use target::is_valid_target;
pub(in crate::http) use write::push_chunked;
pub use write::{
    Begun, BodyForm, ResponseParts, Written, begin_response, write_informational, write_request,
    write_response,
};

/// A header field as it stands on the wire: name and value. Each character of
/// a value that was read stands for one byte (ISO 8859-1), as in Node.
pub type Field = (String, String);

/// What came of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read<T> {
    /// A whole message, made of the first `used` bytes.
    Whole {
        /// The message.
        message: T,
        /// How many bytes it took, blank lines before it included.
        used: usize,
    },
    /// No fault so far, and more bytes are needed.
    Partial,
}

/// The value of the first field of this name; names match in any case
/// (RFC 9110 §5.1).
#[must_use]
pub fn field_value<'a>(headers: &'a [Field], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(field, _)| field.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}
