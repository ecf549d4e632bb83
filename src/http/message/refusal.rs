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
    /// What a server says when a request, whose bytes these are, expects what
    /// it cannot meet. It answers with [`expectation_failed`].
    #[must_use]
    pub fn unmet_expectation(bytes: &[u8]) -> Self {
        Self::new(Fault::Expectation.into(), bytes, 0)
    }

    /// The bytes of [`refusal_bytes`].
    #[must_use]
    pub fn bytes(&self, now_unix_ms: u64) -> Vec<u8> {
        refusal_bytes(self, now_unix_ms)
    }

    /// Whether Node answers it like any request, after those before it: what
    /// is wrong is not the message but what it says.
    #[must_use]
    pub fn answers_in_turn(&self) -> bool {
        self.diagnostic.code == Fault::HostMissing.words().code
    }

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
/// date; a missing `Host` is found later, and answered like any response.
/// `now_unix_ms` is the virtual clock's time.
#[must_use]
pub fn refusal_bytes(refusal: &Refusal, now_unix_ms: u64) -> Vec<u8> {
    let status = refusal.status;
    if status == 0 {
        return Vec::new();
    }
    let reason = reason_phrase(status);
    let text = if refusal.answers_in_turn() {
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

/// The bytes with which Node's server answers an `Expect` that it cannot
/// meet. The connection lives on when the client lets it.
#[must_use]
pub fn expectation_failed(keep_alive: bool, now_unix_ms: u64) -> Vec<u8> {
    let date = imf_fixdate(now_unix_ms);
    let connection = if keep_alive {
        "keep-alive\r\nKeep-Alive: timeout=5"
    } else {
        "close"
    };
    let reason = reason_phrase(417);
    format!(
        "HTTP/1.1 417 {reason}\r\nDate: {date}\r\nConnection: {connection}\r\n\
         Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    .into_bytes()
}

/// What a client says of a response whose connection closed before its end.
/// `missing` bytes of the body are known to be missing when its length was
/// said.
#[must_use]
pub fn cut_short(missing: Option<usize>) -> Diagnostic {
    let words = Fault::ResponseCutShort.words();
    let curl = match missing.filter(|missing| *missing > 0) {
        None => words.node.to_owned(),
        Some(count) => format!("curl: (18) transfer closed with {count} bytes remaining to read"),
    };
    let message = format!("{} ({})", words.message, words.section);
    Diagnostic::new(words.code, message, words.next_step)
        .authentic(format!("{curl} · Node: aborted, ECONNRESET"))
}
