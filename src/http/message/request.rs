//! Reading requests, as Node's server does.

use super::chunked::read_chunked;
use super::cursor::{Cursor, LineEnd, Step, Stop, latin1};
use super::fault::Fault;
use super::field::read_fields;
use super::framing::Framing;
use super::refusal::{Refusal, outcome};
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

/// The methods of HTTP that Node's parser knows, in alphabetical order.
pub const METHODS: [&str; 35] = [
    "ACL",
    "BIND",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "M-SEARCH",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "NOTIFY",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "SOURCE",
    "SUBSCRIBE",
    "TRACE",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
];

/// The methods of RTSP, which shares HTTP's syntax and Node's parser.
const RTSP_METHODS: [&str; 14] = [
    "ANNOUNCE",
    "DESCRIBE",
    "FLUSH",
    "GET",
    "GET_PARAMETER",
    "OPTIONS",
    "PAUSE",
    "PLAY",
    "POST",
    "RECORD",
    "REDIRECT",
    "SETUP",
    "SET_PARAMETER",
    "TEARDOWN",
];

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

/// Reads a method letter by letter, so that what cannot become one is
/// refused at once.
fn read_method(cursor: &mut Cursor<'_>) -> Step<String> {
    let start = cursor.at();
    if cursor.peek()? == 0x16 {
        return Err(cursor.fault(Fault::TlsHandshake));
    }
    let known = || METHODS.iter().chain(&RTSP_METHODS).chain(&["PRI"]);
    loop {
        let byte = cursor.peek()?;
        let so_far = cursor.since(start);
        let complete = known().any(|method| method.as_bytes() == so_far);
        if byte == b' ' && complete {
            if so_far == b"PRI" {
                return Err(Stop::Fault(Fault::Preface.into(), start));
            }
            return Ok(latin1(so_far));
        }
        let goes_on = known().any(|method| {
            method
                .as_bytes()
                .strip_prefix(so_far)
                .is_some_and(|rest| rest.first() == Some(&byte))
        });
        if !goes_on {
            let fault = if complete {
                Fault::MethodEnd
            } else {
                Fault::Method
            };
            return Err(cursor.fault(fault));
        }
        cursor.bump();
    }
}

/// Reads from behind the target to the end of the line; gives the version.
fn read_protocol(cursor: &mut Cursor<'_>, method: &str) -> Step<(u8, u8)> {
    if cursor.peek()? != b' ' {
        // A request line without a protocol is HTTP/0.9 to Node.
        if cursor.peek()? == b'\n' {
            cursor.bump();
        } else {
            cursor.bump();
            cursor.expect(b'\n', Fault::BareCr.said("HPE_STRICT: Expected CRLF"))?;
        }
        return Ok((0, 9));
    }
    cursor.skip(|byte| byte == b' ');
    let (methods, said): (&[&str], _) = match read_protocol_name(cursor)? {
        "HTTP/" => (
            &METHODS,
            "HPE_INVALID_CONSTANT: Invalid method for HTTP/x.x request",
        ),
        "RTSP/" => (
            &RTSP_METHODS,
            "HPE_INVALID_CONSTANT: Invalid method for RTSP/x.x request",
        ),
        _ => (
            &["SOURCE"],
            "HPE_INVALID_CONSTANT: Expected SOURCE method for ICE/x.x request",
        ),
    };
    if !methods.contains(&method) {
        return Err(cursor.fault(Fault::ProtocolMethod.said(said)));
    }
    let version = read_version(cursor, Fault::Version)?;
    cursor.expect_line_end(&LineEnd {
        bare_cr: Fault::BareCr.said("HPE_STRICT: Expected CRLF after version"),
        bare_lf: Fault::BareLf.said("HPE_INVALID_VERSION: Expected CRLF after version"),
        otherwise: Fault::VersionEnd.into(),
    })?;
    Ok(version)
}

pub(super) fn read_protocol_name(cursor: &mut Cursor<'_>) -> Step<&'static str> {
    let names = ["HTTP/", "RTSP/", "ICE/"];
    let first = cursor.peek()?;
    let name = names
        .into_iter()
        .find(|name| name.as_bytes().first() == Some(&first))
        .ok_or_else(|| cursor.fault(Fault::Protocol))?;
    for byte in name.bytes() {
        cursor.expect(byte, Fault::Protocol)?;
    }
    Ok(name)
}

pub(super) fn read_version(cursor: &mut Cursor<'_>, otherwise: Fault) -> Step<(u8, u8)> {
    let digit = |cursor: &mut Cursor<'_>| match cursor.peek()? {
        byte @ b'0'..=b'9' => {
            cursor.bump();
            Ok(byte - b'0')
        }
        _ => Err(cursor.fault(otherwise)),
    };
    let major = digit(cursor)?;
    cursor.expect(b'.', otherwise.said("HPE_INVALID_VERSION: Expected dot"))?;
    let minor = digit(cursor)?;
    match (major, minor) {
        (0, 9) | (1, 0 | 1) | (2, 0) => Ok((major, minor)),
        _ => Err(cursor.fault(otherwise)),
    }
}
