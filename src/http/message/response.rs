//! Reading responses, as Node's client does.

use super::chunked::read_chunked;
use super::cursor::{Cursor, LineEnd, Step, Stop, latin1};
use super::fault::Fault;
use super::field::read_fields;
use super::framing::Framing;
use super::refusal::{Refusal, outcome};
use super::start::{read_protocol_name, read_version};
use super::{Field, Read};
use crate::base::limits;

/// A whole response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Reason phrase, perhaps empty.
    pub reason: String,
    /// `1.1` or `1.0`.
    pub version: String,
    /// The fields in order and spelling.
    pub headers: Vec<Field>,
    /// The body, unchunked.
    pub body: Vec<u8>,
    /// The fields after a chunked body.
    pub trailers: Vec<Field>,
    /// Whether the connection may carry another message.
    pub keep_alive: bool,
    /// The status codes of the informational responses before it, such as 100.
    pub informational: Vec<u16>,
}

/// Reads one response to a request of this method from what a connection that
/// is still open has brought so far. Informational responses (100, 103) before
/// it are read past.
///
/// # Errors
/// A [`Refusal`] with status 502, which is what a gateway would answer.
pub fn read_response(bytes: &[u8], request_method: &str) -> Result<Read<Response>, Refusal> {
    read(bytes, request_method, false)
}

/// The same for a connection that has closed: its end is the end of a body
/// without a length.
///
/// # Errors
/// As [`read_response`], and when the response is cut short.
pub fn read_last_response(bytes: &[u8], request_method: &str) -> Result<Read<Response>, Refusal> {
    read(bytes, request_method, true)
}

/// A response that was cut short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The response as far as it came, its body unchunked.
    pub response: Response,
    /// How many bytes of the body are missing, when its length was said.
    pub missing: Option<usize>,
}

/// What came of a response whose connection closed before its end; nothing
/// when not even its head is whole.
#[must_use]
pub fn read_cut_response(bytes: &[u8], request_method: &str) -> Option<Cut> {
    let mut cursor = Cursor::new(bytes);
    let mut informational = Vec::new();
    let (head, mut framing) = loop {
        let (head, framing) = head(&mut cursor).ok()?;
        if (100..200).contains(&head.status) && head.status != 101 {
            informational.push(head.status);
        } else {
            break (head, framing);
        }
    };
    let mut body = Vec::new();
    let mut missing = None;
    if !is_bodiless(request_method, head.status) {
        if framing.chunked {
            let (most, beyond) = (limits::RESPONSE_BODY_BYTES, Fault::ResponseTooLarge);
            // What stops the reading is known: the bytes end too soon.
            let _ = read_chunked(&mut cursor, &mut framing, most, beyond, &mut body);
        } else {
            body.extend_from_slice(cursor.rest());
            let length = framing
                .length
                .and_then(|length| usize::try_from(length).ok());
            missing = length.and_then(|length| length.checked_sub(body.len()));
        }
    }
    let response = Response {
        body,
        informational,
        ..head
    };
    Some(Cut { response, missing })
}

fn is_bodiless(request_method: &str, status: u16) -> bool {
    request_method == "HEAD" || matches!(status, 100..200 | 204 | 304)
}

fn read(bytes: &[u8], request_method: &str, closed: bool) -> Result<Read<Response>, Refusal> {
    let mut cursor = Cursor::new(bytes);
    let mut informational = Vec::new();
    loop {
        match response(&mut cursor, request_method, closed) {
            Ok(passing) if passing.status < 200 && passing.status != 101 => {
                informational.push(passing.status);
            }
            Ok(message) => {
                return Ok(Read::Whole {
                    message: Response {
                        informational,
                        ..message
                    },
                    used: cursor.at(),
                });
            }
            Err(Stop::Partial) if closed => {
                return Err(gateway(Refusal::new(
                    Fault::ResponseCutShort.into(),
                    bytes,
                    bytes.len(),
                )));
            }
            Err(stop) => return outcome(&stop, bytes).map_err(gateway),
        }
    }
}

/// Faults of fields and chunks are told in a server's words; a client that
/// meets them in a response can only give up.
fn gateway(refusal: Refusal) -> Refusal {
    Refusal {
        status: 502,
        ..refusal
    }
}

/// A response up to its body.
fn head(cursor: &mut Cursor<'_>) -> Step<(Response, Framing)> {
    cursor.skip(|byte| byte == b'\r' || byte == b'\n');
    read_protocol_name(cursor)?;
    let version = read_version(cursor, Fault::ResponseVersion)?;
    cursor.expect(b' ', Fault::ResponseVersion)?;
    let status = read_status(cursor)?;
    let reason = read_reason(cursor)?;
    let mut framing = Framing::default();
    let headers = read_fields(cursor, &mut framing)?;
    let response = Response {
        status,
        reason,
        version: format!("{}.{}", version.0, version.1),
        headers,
        body: Vec::new(),
        trailers: Vec::new(),
        keep_alive: framing.stays_open(version),
        informational: Vec::new(),
    };
    Ok((response, framing))
}

fn response(cursor: &mut Cursor<'_>, request_method: &str, closed: bool) -> Step<Response> {
    let start = cursor.at();
    let (head, mut framing) = head(cursor)?;
    let status = head.status;
    let bodiless = is_bodiless(request_method, status);
    let mut trailers = Vec::new();
    let mut until_close = false;
    let body = if bodiless {
        Vec::new()
    } else if framing.chunked {
        let most = limits::RESPONSE_BODY_BYTES;
        let mut body = Vec::new();
        let beyond = Fault::ResponseTooLarge;
        trailers = read_chunked(cursor, &mut framing, most, beyond, &mut body)?;
        body
    } else if let (Some(length), false) = (framing.length, framing.encoded) {
        match usize::try_from(length) {
            Ok(length) if length <= limits::RESPONSE_BODY_BYTES => cursor.take(length)?.to_vec(),
            _ => return Err(Stop::Fault(Fault::ResponseTooLarge.into(), start)),
        }
    } else {
        until_close = true;
        let rest = cursor.rest();
        if rest.len() > limits::RESPONSE_BODY_BYTES {
            return Err(Stop::Fault(Fault::ResponseTooLarge.into(), start));
        }
        if !closed {
            return Err(Stop::Partial);
        }
        cursor.take(rest.len())?.to_vec()
    };

    let keep_alive = head.keep_alive && !until_close;
    if !keep_alive && status != 101 {
        let line_end = |byte: &u8| *byte == b'\r' || *byte == b'\n';
        if !cursor.rest().iter().all(line_end) {
            return Err(cursor.fault(Fault::DataAfterClose));
        }
    }
    Ok(Response {
        body,
        trailers,
        keep_alive,
        ..head
    })
}

fn read_status(cursor: &mut Cursor<'_>) -> Step<u16> {
    let mut status = 0;
    for _ in 0..3 {
        match cursor.peek()? {
            byte @ b'0'..=b'9' => status = status * 10 + u16::from(byte - b'0'),
            _ => return Err(cursor.fault(Fault::StatusCode)),
        }
        cursor.bump();
    }
    match cursor.peek()? {
        b' ' => cursor.bump(),
        b'\r' | b'\n' => {}
        _ => return Err(cursor.fault(Fault::StatusCode)),
    }
    Ok(status)
}

fn read_reason(cursor: &mut Cursor<'_>) -> Step<String> {
    let start = cursor.at();
    while !matches!(cursor.peek()?, b'\r' | b'\n') {
        cursor.bump_head()?;
    }
    let reason = latin1(cursor.since(start));
    cursor.expect_line_end(&LineEnd {
        bare_cr: Fault::BareCr.said("HPE_STRICT: Expected LF after CR"),
        bare_lf: Fault::BareLf.said("HPE_CR_EXPECTED: Missing expected CR after response line"),
        // The phrase ends at nothing but these two.
        otherwise: Fault::BareLf.into(),
    })?;
    Ok(reason)
}
