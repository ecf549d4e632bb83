//! Reading requests, as Node's server does.

use super::chunked::read_chunked;
use super::cursor::{Cursor, Step, Stop};
use super::fault::Fault;
use super::field::read_fields;
use super::framing::Framing;
use super::refusal::{Refusal, outcome};
use super::start::{read_method, read_protocol};
use super::target::read_target;
use super::{Field, Read, field_value};
use crate::base::limits;

/// A request's first part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHead {
    /// `GET`, `POST`, …
    pub method: String,
    /// The target as sent, such as `/books?page=2`.
    pub target: String,
    /// `1.1`, `1.0`, or `0.9` when the request line names no protocol.
    pub version: String,
    /// The fields in the order and spelling sent.
    pub headers: Vec<Field>,
}

impl RequestHead {
    /// The version as two numbers; 1.1 when it is not one.
    pub(super) fn version_numbers(&self) -> (u8, u8) {
        match self.version.as_bytes() {
            [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] => (major - b'0', minor - b'0'),
            _ => (1, 1),
        }
    }
}

/// A whole request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Method, target, version and fields.
    pub head: RequestHead,
    /// The body, unchunked.
    pub body: Vec<u8>,
    /// The fields after a chunked body.
    pub trailers: Vec<Field>,
    /// Whether the client lets the connection live on.
    pub keep_alive: bool,
    /// Whether the client asks to change the protocol (`Upgrade`), or for a
    /// tunnel (CONNECT). A Node server without an `upgrade` listener ignores
    /// the first.
    pub upgrade: bool,
    /// What `Expect` asks for.
    pub expectation: Expectation,
}

/// What a request's `Expect` asks for (RFC 9110 §10.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// Nothing.
    None,
    /// `100 Continue` before the client sends its body; Node sends that
    /// before it calls the handler.
    Continue,
    /// Something else; Node answers 417 and calls no handler.
    Unknown,
}

/// Reads one request from the bytes that a connection has brought so far.
///
/// # Errors
/// A [`Refusal`] with what a server answers. It is found at the byte that
/// makes it, even when the request is not complete.
pub fn read_request(bytes: &[u8]) -> Result<Read<Request>, Refusal> {
    read(bytes, true)
}

/// The same by the grammar alone, without the rules that only a server has:
/// a `Host`, no CONNECT. For looking at a request
/// that someone else sent.
///
/// # Errors
/// As [`read_request`].
pub fn parse_request(bytes: &[u8]) -> Result<Read<Request>, Refusal> {
    read(bytes, false)
}

/// Whether these bytes are the head of a request that waits for
/// `100 Continue`, its body not being complete.
#[must_use]
pub fn awaits_continue(bytes: &[u8]) -> bool {
    let mut cursor = Cursor::new(bytes);
    head(&mut cursor, true).is_ok_and(|begun| begun.expectation == Expectation::Continue)
}

/// What a server says to bytes that follow a request whose connection it
/// closes, `used` bytes into them (RFC 9112 §9.6); blank lines are let pass.
#[must_use]
pub fn after_close(bytes: &[u8], used: usize) -> Option<Refusal> {
    let line_end = |byte: &u8| *byte == b'\r' || *byte == b'\n';
    let rest = bytes.get(used..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| line_end(byte)).count();
    (blank < rest.len()).then(|| Refusal::new(Fault::DataAfterClose.into(), bytes, used))
}

fn read(bytes: &[u8], as_server: bool) -> Result<Read<Request>, Refusal> {
    let mut cursor = Cursor::new(bytes);
    match request(&mut cursor, as_server) {
        Ok(message) => Ok(Read::Whole {
            message,
            used: cursor.at(),
        }),
        Err(stop) => outcome(&stop, bytes),
    }
}

/// A request up to its body.
struct Begun {
    head: RequestHead,
    framing: Framing,
    version: (u8, u8),
    /// Where the request line starts.
    start: usize,
    expectation: Expectation,
}

fn head(cursor: &mut Cursor<'_>, as_server: bool) -> Step<Begun> {
    cursor.skip(|byte| byte == b'\r' || byte == b'\n');
    let start = cursor.at();
    let method = read_method(cursor)?;
    cursor.skip(|byte| byte == b' ');
    let target = read_target(cursor, method == "CONNECT")?;
    let version = read_protocol(cursor, &method)?;
    let mut framing = Framing::of_request();
    let headers = read_fields(cursor, &mut framing)?;
    let head = RequestHead {
        method,
        target,
        version: format!("{}.{}", version.0, version.1),
        headers,
    };
    let refuse = |fault: Fault| Err(Stop::Fault(fault.into(), start));
    if framing.has_coding && !framing.chunked {
        return refuse(Fault::ChunkedNotLast);
    }
    if as_server && let Err(fault) = check_as_server(&head, version, &framing) {
        return refuse(fault);
    }
    // Before HTTP/1.1 the field had no meaning.
    let expect = field_value(&head.headers, "expect").filter(|_| version == (1, 1));
    let expectation = match expect {
        None => Expectation::None,
        Some(value) if names_continue(value) => Expectation::Continue,
        Some(_) => Expectation::Unknown,
    };
    Ok(Begun {
        head,
        framing,
        version,
        start,
        expectation,
    })
}

/// Whether `100-continue` stands among the expectations as a word of its own,
/// which is what Node looks for.
fn names_continue(value: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let value = value.to_ascii_lowercase();
    value.match_indices("100-continue").any(|(at, word)| {
        let (before, after) = (value.get(..at), value.get(at + word.len()..));
        !before.is_some_and(|text| text.ends_with(is_word))
            && !after.is_some_and(|text| text.starts_with(is_word))
    })
}

fn request(cursor: &mut Cursor<'_>, as_server: bool) -> Step<Request> {
    let Begun {
        head,
        mut framing,
        version,
        start,
        expectation,
    } = head(cursor, as_server)?;
    let refuse = |fault: Fault| Err(Stop::Fault(fault.into(), start));
    let tunnel = head.method == "CONNECT";
    // Trailer fields come too late to have a say in this.
    let keep_alive = framing.stays_open(version);

    let mut trailers = Vec::new();
    let body = if tunnel {
        Vec::new()
    } else if framing.chunked {
        let mut body = Vec::new();
        let most = limits::REQUEST_BODY_BYTES;
        trailers = read_chunked(cursor, &mut framing, most, Fault::BodyTooLarge, &mut body)?;
        body
    } else {
        let length = framing.length.unwrap_or_default();
        match usize::try_from(length) {
            Ok(length) if length <= limits::REQUEST_BODY_BYTES => cursor.take(length)?.to_vec(),
            _ => return refuse(Fault::BodyTooLarge),
        }
    };

    Ok(Request {
        head,
        body,
        trailers,
        keep_alive,
        upgrade: framing.upgrade() || tunnel,
        expectation,
    })
}

/// What a server demands of a head beyond its grammar.
fn check_as_server(head: &RequestHead, version: (u8, u8), framing: &Framing) -> Result<(), Fault> {
    if head.method == "CONNECT" {
        return Err(Fault::Tunnel);
    }
    if version == (1, 1) && framing.hosts == 0 {
        return Err(Fault::HostMissing);
    }
    if framing.hosts > 1 {
        return Err(Fault::HostTwice);
    }
    Ok(())
}
