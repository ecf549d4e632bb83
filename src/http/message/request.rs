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
    /// Whether the client waits for `100 Continue` before its body; Node
    /// sends that before it calls the handler.
    pub expects_continue: bool,
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
/// a `Host`, an `Expect` it can meet, no CONNECT. For looking at a request
/// that someone else sent.
///
/// # Errors
/// As [`read_request`].
pub fn parse_request(bytes: &[u8]) -> Result<Read<Request>, Refusal> {
    read(bytes, false)
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

fn request(cursor: &mut Cursor<'_>, as_server: bool) -> Step<Request> {
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
    let expects_continue = version == (1, 1)
        && field_value(&head.headers, "expect")
            .is_some_and(|value| value.eq_ignore_ascii_case("100-continue"));
    let tunnel = head.method == "CONNECT";
    // Trailer fields come too late to have a say in this.
    let keep_alive = framing.stays_open(version);

    let mut trailers = Vec::new();
    let body = if tunnel {
        Vec::new()
    } else if framing.chunked {
        let (body, fields) = read_chunked(
            cursor,
            &mut framing,
            limits::REQUEST_BODY_BYTES,
            Fault::BodyTooLarge,
        )?;
        trailers = fields;
        body
    } else {
        let length = framing.length.unwrap_or_default();
        match usize::try_from(length) {
            Ok(length) if length <= limits::REQUEST_BODY_BYTES => cursor.take(length)?.to_vec(),
            _ => return refuse(Fault::BodyTooLarge),
        }
    };

    let upgrade = framing.upgrade() || tunnel;
    if !keep_alive && !upgrade {
        let line_end = |byte: &u8| *byte == b'\r' || *byte == b'\n';
        if !cursor.rest().iter().all(line_end) {
            return Err(cursor.fault(Fault::DataAfterClose));
        }
    }
    Ok(Request {
        head,
        body,
        trailers,
        keep_alive,
        upgrade,
        expects_continue,
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
    match field_value(&head.headers, "expect") {
        Some(value) if version == (1, 1) && !value.eq_ignore_ascii_case("100-continue") => {
            Err(Fault::Expectation)
        }
        _ => Ok(()),
    }
}
