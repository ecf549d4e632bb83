//! What a server answers to bytes that are not a request.

use super::cursor::Stop;
use super::fault::{Fault, Found};
use super::{Read, reason::reason_phrase};
use crate::base::Diagnostic;
use crate::http::date::imf_fixdate;

/// A message that was not taken, and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status answered; 0 when the connection is closed without an
    /// answer. For a response, what a gateway would answer: 502.
    pub status: u16,
    /// What is wrong. Its place is in the text of the message.
    pub diagnostic: Diagnostic,
}

impl Refusal {
    /// What to do about a fault at `offset` of `bytes`.
    pub(super) fn new(found: Found, bytes: &[u8], offset: usize) -> Self {
        let words = found.fault.words();
        let (line, column) = place(bytes, offset);
        let answer = match words.status {
            0 => "The server closes the connection".to_owned(),
            502 => "A client gives up here".to_owned(),
            status => format!("HTTP/1.1 {status} {}", reason_phrase(status)),
        };
        let message = format!("{} ({})", words.message, words.section);
        let diagnostic = Diagnostic::new(words.code, message, words.next_step)
            .authentic(format!("{answer} · {}", found.said()))
            .at("message", line, column);
        Self {
            status: words.status,
            diagnostic,
        }
    }
}

/// Turns what stopped the reading into what the caller gets.
pub(super) fn outcome<T>(stop: &Stop, bytes: &[u8]) -> Result<Read<T>, Refusal> {
    match *stop {
        Stop::Partial => Ok(Read::Partial),
        Stop::Fault(found, offset) => Err(Refusal::new(found, bytes, offset)),
    }
}

/// Line and column, both from 1, of a byte.
fn place(bytes: &[u8], offset: usize) -> (u32, u32) {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.split(|byte| *byte == b'\n').count();
    let column = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
    let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (narrow(line), narrow(column))
}

/// The bytes with which Node's server answers, after which it closes the
/// connection; none when it closes without a word.
///
/// Faults that the parser finds are answered on the bare socket, without a
/// date; a missing `Host` and an unmet `Expect` are found later, and answered
/// like any response. `now_unix_ms` is the virtual clock's time.
///
/// # Limits
/// Node keeps the connection open after a 417.
#[must_use]
pub fn refusal_bytes(refusal: &Refusal, now_unix_ms: u64) -> Vec<u8> {
    let status = refusal.status;
    if status == 0 {
        return Vec::new();
    }
    let reason = reason_phrase(status);
    let with_date = [Fault::HostMissing, Fault::Expectation]
        .iter()
        .any(|fault| fault.words().code == refusal.diagnostic.code);
    let text = if with_date {
        let date = imf_fixdate(now_unix_ms);
        format!(
            "HTTP/1.1 {status} {reason}\r\nConnection: close\r\nDate: {date}\r\n\
             Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        )
    } else {
        format!("HTTP/1.1 {status} {reason}\r\nConnection: close\r\n\r\n")
    };
    text.into_bytes()
}
