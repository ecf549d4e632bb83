//! A body in chunks, each with its size before it (RFC 9112 §7.1).

use super::Field;
use super::cursor::{Cursor, Step, Stop, is_token, is_value};
use super::fault::Fault;
use super::field::read_fields;
use super::framing::Framing;
use crate::base::limits;

/// Reads all chunks into `body`, and the trailer fields. A body beyond `most`
/// bytes ends in `beyond`. Trailer fields are judged like those of the head.
/// When the bytes end too soon, `body` has what came.
pub(super) fn read_chunked(
    cursor: &mut Cursor<'_>,
    framing: &mut Framing,
    most: usize,
    beyond: Fault,
    body: &mut Vec<u8>,
) -> Step<Vec<Field>> {
    let mut extension_bytes = 0;
    loop {
        let size = read_size(cursor)?;
        read_extensions(cursor, &mut extension_bytes)?;
        if size == 0 {
            cursor.begin_head();
            return read_fields(cursor, framing);
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size > most.saturating_sub(body.len()) {
            return Err(cursor.fault(beyond));
        }
        if cursor.rest().len() < size {
            body.extend_from_slice(cursor.rest());
            return Err(Stop::Partial);
        }
        body.extend_from_slice(cursor.take(size)?);
        cursor.expect(b'\r', Fault::ChunkEnd)?;
        cursor.expect(b'\n', Fault::ChunkEnd)?;
    }
}

fn read_size(cursor: &mut Cursor<'_>) -> Step<u64> {
    let start = cursor.at();
    let mut size: u64 = 0;
    loop {
        let byte = cursor.peek()?;
        if let Some(digit) = char::from(byte).to_digit(16) {
            if size > u64::MAX >> 4 {
                return Err(cursor.fault(Fault::ChunkTooLarge));
            }
            size = (size << 4) | u64::from(digit);
            cursor.bump();
        } else if cursor.at() > start && matches!(byte, b';' | b'\r') {
            return Ok(size);
        } else if cursor.at() > start && byte == b'\n' {
            let said = "HPE_CR_EXPECTED: Missing expected CR after chunk size";
            return Err(cursor.fault(Fault::ChunkSize.said(said)));
        } else {
            return Err(cursor.fault(Fault::ChunkSize));
        }
    }
}

/// Reads `;name`, `;name=value` and `;name="quoted value"` up to the line's
/// end. Nothing uses them; `spent` counts their bytes over the whole body.
fn read_extensions(cursor: &mut Cursor<'_>, spent: &mut usize) -> Step<()> {
    loop {
        match cursor.peek()? {
            b'\r' => {
                cursor.bump();
                let said = "HPE_STRICT: Expected LF after chunk size";
                return cursor.expect(b'\n', Fault::ChunkSize.said(said));
            }
            b';' => cursor.bump(),
            _ => return Err(cursor.fault(Fault::ChunkExtension)),
        }
        let start = cursor.at();
        read_token(cursor, spent)?;
        if cursor.at() == start {
            return Err(cursor.fault(Fault::ChunkExtension));
        }
        if cursor.peek()? != b'=' {
            continue;
        }
        cursor.bump();
        if cursor.peek()? == b'"' {
            cursor.bump();
            read_quoted(cursor, spent)?;
            if !matches!(cursor.peek()?, b';' | b'\r') {
                return Err(cursor.fault(Fault::ChunkExtension.said(QUOTED)));
            }
        } else {
            read_token(cursor, spent)?;
        }
    }
}

/// Reads the bytes of a token, perhaps none.
fn read_token(cursor: &mut Cursor<'_>, spent: &mut usize) -> Step<()> {
    while is_token(cursor.peek()?) {
        take_one(cursor, spent)?;
    }
    Ok(())
}

const QUOTED: &str = "HPE_STRICT: Invalid character in chunk extensions quote value";

fn read_quoted(cursor: &mut Cursor<'_>, spent: &mut usize) -> Step<()> {
    loop {
        let byte = cursor.peek()?;
        if !is_value(byte) {
            return Err(cursor.fault(Fault::ChunkExtension.said(QUOTED)));
        }
        take_one(cursor, spent)?;
        if byte == b'"' {
            return Ok(());
        }
        if byte == b'\\' {
            if !is_value(cursor.peek()?) {
                return Err(cursor.fault(Fault::ChunkExtension.said(QUOTED)));
            }
            take_one(cursor, spent)?;
        }
    }
}

fn take_one(cursor: &mut Cursor<'_>, spent: &mut usize) -> Step<()> {
    *spent += 1;
    if *spent > limits::REQUEST_HEAD_BYTES {
        return Err(cursor.fault(Fault::ChunkExtensionTooLong));
    }
    cursor.bump();
    Ok(())
}
