//! A place in bytes that are still arriving.

use super::fault::{Fault, Found};
use crate::base::limits;

/// Why reading cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end here, and the message does not.
    Partial,
    /// The byte at this offset cannot stand here.
    Fault(Found, usize),
}

pub(super) type Step<T> = Result<T, Stop>;

/// Walks the bytes one by one, so that a fault is found at the byte that
/// makes it, whether or not the rest has arrived.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    head_bytes: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            head_bytes: 0,
        }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The next byte, without taking it.
    pub(super) fn peek(&self) -> Step<u8> {
        self.bytes.get(self.at).copied().ok_or(Stop::Partial)
    }

    /// Takes the byte that was peeked at.
    pub(super) const fn bump(&mut self) {
        self.at += 1;
    }

    /// Takes the byte that was peeked at, as part of the target, a field's
    /// name or a field's value: those are what Node counts against its limit.
    pub(super) fn bump_head(&mut self) -> Step<()> {
        self.at += 1;
        self.head_bytes += 1;
        if self.head_bytes >= limits::REQUEST_HEAD_BYTES {
            return Err(self.fault(Fault::HeadTooLarge));
        }
        Ok(())
    }

    /// Counts the head's bytes from zero, for the trailer fields.
    pub(super) const fn begin_head(&mut self) {
        self.head_bytes = 0;
    }

    /// A fault at the next byte.
    pub(super) fn fault(&self, fault: impl Into<Found>) -> Stop {
        Stop::Fault(fault.into(), self.at)
    }

    /// Takes `byte`, or faults.
    pub(super) fn expect(&mut self, byte: u8, fault: impl Into<Found>) -> Step<()> {
        if self.peek()? == byte {
            self.bump();
            Ok(())
        } else {
            Err(self.fault(fault))
        }
    }

    /// Takes CR and LF, or faults with what is wrong with the line's end.
    pub(super) fn expect_line_end(&mut self, wrong: &LineEnd) -> Step<()> {
        match self.peek()? {
            b'\n' => Err(self.fault(wrong.bare_lf)),
            b'\r' => {
                self.bump();
                self.expect(b'\n', wrong.bare_cr)
            }
            _ => Err(self.fault(wrong.otherwise)),
        }
    }

    /// Takes every following byte of this set.
    pub(super) fn skip(&mut self, set: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| set(*byte)) {
            self.at += 1;
        }
    }

    /// Takes `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Step<&'a [u8]> {
        let end = self.at.checked_add(count).ok_or(Stop::Partial)?;
        let taken = self.bytes.get(self.at..end).ok_or(Stop::Partial)?;
        self.at = end;
        Ok(taken)
    }

    /// The bytes from `start` up to here.
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// Every byte that is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

/// What is wrong when a line does not end with CR and LF.
#[derive(Debug)]
pub(super) struct LineEnd {
    pub(super) bare_cr: Found,
    pub(super) bare_lf: Found,
    pub(super) otherwise: Found,
}

/// Whether a byte may stand in a token: a method or a field's name
/// (RFC 9110 §5.6.2).
pub(in crate::http) const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

/// Whether a byte may stand in a field's value: no control character but the
/// tab (RFC 9110 §5.5).
pub(super) const fn is_value(byte: u8) -> bool {
    byte == b'\t' || (byte >= b' ' && byte != 0x7f)
}

/// Text of bytes, one character a byte (ISO 8859-1), as Node decodes heads.
pub(super) fn latin1(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => text.to_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
