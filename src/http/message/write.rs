//! Writing messages: responses as Node's server writes them.

use super::cursor::is_value;
use super::request::RequestHead;
use super::{Field, field_value, reason_phrase};
use crate::http::date::imf_fixdate;

/// What a handler answered.
#[derive(Debug, Clone, Copy)]
pub struct ResponseParts<'a> {
    /// Status code.
    pub status: u16,
    /// Reason phrase; empty for the standard one.
    pub reason: &'a str,
    /// The fields in order.
    pub headers: &'a [Field],
    /// The body, unchunked.
    pub body: &'a [u8],
}

/// A response as it goes on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether the server lets the connection live on.
    pub keep_alive: bool,
}

/// A response's beginning, and how its body goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The head's bytes.
    pub bytes: Vec<u8>,
    /// How the body is written.
    pub body: BodyForm,
    /// Whether the server lets the connection live on.
    pub keep_alive: bool,
}

/// How a response's body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyForm {
    /// Not at all: HEAD, 204, 304.
    None,
    /// As it is.
    Plain,
    /// Each piece with its size before it, and an empty one at the end.
    Chunked,
}

impl BodyForm {
    /// Adds a piece of the body; an empty one adds nothing.
    pub fn push(self, out: &mut Vec<u8>, piece: &[u8]) {
        match self {
            Self::None => {}
            Self::Plain => out.extend_from_slice(piece),
            Self::Chunked if piece.is_empty() => {}
            Self::Chunked => push_chunk(out, piece),
        }
    }

    /// Adds what ends the body.
    pub fn end(self, out: &mut Vec<u8>) {
        if self == Self::Chunked {
            out.extend_from_slice(LAST_CHUNK);
        }
    }
}

const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// Writes an informational response, such as `100 Continue`.
#[must_use]
pub fn write_informational(status: u16, headers: &[Field]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    let reason = reason_phrase(status);
    push_line_text(&mut out, &format!("HTTP/1.1 {status} {reason}"));
    out.extend_from_slice(b"\r\n");
    push_fields(&mut out, headers);
    out.extend_from_slice(b"\r\n");
    out
}

/// Writes a request with exactly these fields and this body; nothing is added
/// (see [`draft::compose`](crate::http::draft::compose) for what clients add).
#[must_use]
pub fn write_request(head: &RequestHead, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(256 + body.len());
    push_text(&mut out, &head.method);
    out.push(b' ');
    push_text(&mut out, &head.target);
    out.extend_from_slice(b" HTTP/");
    push_text(&mut out, &head.version);
    out.extend_from_slice(b"\r\n");
    push_fields(&mut out, &head.headers);
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(body);
    out
}

/// Writes the response to a request as Node's server does: it adds `Date`,
/// `Connection`, `Keep-Alive`, and `Content-Length` where the handler set
/// none; it chunks the body when the handler set `Transfer-Encoding: chunked`;
/// it leaves the body out for HEAD, 204 and 304.
///
/// `request_keep_alive` is what the client allows
/// ([`Request::keep_alive`](super::Request::keep_alive)), `now_unix_ms` the
/// virtual clock's time.
///
/// # Limits
/// Node throws on characters that a field cannot carry
/// ([`check_field`](super::check_field)); should one arrive here, it is
/// written as `?`.
#[must_use]
pub fn write_response(
    parts: &ResponseParts<'_>,
    request: &RequestHead,
    request_keep_alive: bool,
    now_unix_ms: u64,
) -> Written {
    let length = Some(parts.body.len());
    let begun = begin_response(parts, length, request, request_keep_alive, now_unix_ms);
    let mut bytes = begun.bytes;
    begun.body.push(&mut bytes, parts.body);
    begun.body.end(&mut bytes);
    Written {
        bytes,
        keep_alive: begun.keep_alive,
    }
}

/// Writes a response's head as [`write_response`] does, for a body that
/// follows in pieces. `length` is the body's when that is known; without one,
/// a handler that set neither a length nor chunks leaves the end of its body
/// to the end of the connection.
#[must_use]
pub fn begin_response(
    parts: &ResponseParts<'_>,
    length: Option<usize>,
    request: &RequestHead,
    request_keep_alive: bool,
    now_unix_ms: u64,
) -> Begun {
    let status = parts.status;
    let has_field = |name| field_value(parts.headers, name).is_some();
    let bodiless = request.method == "HEAD" || matches!(status, 100..200 | 204 | 304);
    let version = request.version_numbers();
    // Before HTTP/1.1 there were no chunks, so a length is not assumed either.
    let may_chunk = version.0 >= 1 && version.1 >= 1;
    let has_length = has_field("content-length");
    let encoding = field_value(parts.headers, "transfer-encoding");
    let mut chunked = encoding.is_some_and(|codings| names_option(codings, "chunked"));
    let mut keep_alive = request_keep_alive;
    if chunked && matches!(status, 204 | 304) {
        chunked = false;
        keep_alive = false;
    }
    let ends_by_itself = has_length || encoding.is_some() || bodiless || length.is_some();

    let mut added = Vec::new();
    if !has_field("date") {
        added.push(("Date".to_owned(), imf_fixdate(now_unix_ms)));
    }
    if let Some(options) = field_value(parts.headers, "connection") {
        keep_alive = !names_option(options, "close");
    } else if keep_alive && (has_length || may_chunk) && ends_by_itself {
        added.push(("Connection".to_owned(), "keep-alive".to_owned()));
        if !has_field("keep-alive") {
            added.push(("Keep-Alive".to_owned(), "timeout=5".to_owned()));
        }
    } else {
        keep_alive = false;
        added.push(("Connection".to_owned(), "close".to_owned()));
    }
    if !has_length && encoding.is_none() && !bodiless {
        match length {
            Some(length) if may_chunk => {
                added.push(("Content-Length".to_owned(), length.to_string()));
            }
            _ => keep_alive = false,
        }
    }

    let mut bytes = Vec::with_capacity(512 + length.unwrap_or_default());
    let reason = match parts.reason {
        "" => reason_phrase(status),
        own => own,
    };
    push_line_text(&mut bytes, &format!("HTTP/1.1 {status} {reason}"));
    bytes.extend_from_slice(b"\r\n");
    push_fields(&mut bytes, parts.headers);
    push_fields(&mut bytes, &added);
    bytes.extend_from_slice(b"\r\n");
    let body = match (bodiless, chunked) {
        (true, _) => BodyForm::None,
        (false, true) => BodyForm::Chunked,
        (false, false) => BodyForm::Plain,
    };
    Begun {
        bytes,
        body,
        keep_alive,
    }
}

/// Writes a body as one chunk and the last chunk.
pub(in crate::http) fn push_chunked(out: &mut Vec<u8>, body: &[u8]) {
    BodyForm::Chunked.push(out, body);
    BodyForm::Chunked.end(out);
}

fn push_chunk(out: &mut Vec<u8>, piece: &[u8]) {
    out.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
    out.extend_from_slice(piece);
    out.extend_from_slice(b"\r\n");
}

fn names_option(list: &str, option: &str) -> bool {
    list.split(',')
        .any(|item| item.trim_ascii().eq_ignore_ascii_case(option))
}

fn push_fields(out: &mut Vec<u8>, fields: &[Field]) {
    for (name, value) in fields {
        push_line_text(out, name);
        out.extend_from_slice(b": ");
        push_line_text(out, value);
        out.extend_from_slice(b"\r\n");
    }
}

/// Text of a field, a byte a character; what would break the line is `?`.
fn push_line_text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.chars().map(|c| match u8::try_from(c) {
        Ok(byte) if is_value(byte) => byte,
        _ => b'?',
    }));
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')));
}
