//! The bytes on the wire: RESP, version 2.
//!
//! A command is an array of bulk strings: `GET k` is
//! `*2\r\n$3\r\nGET\r\n$1\r\nk\r\n`, and its reply `$1\r\nv\r\n`.

use super::Reply;
use crate::base::{Body, limits};

/// The bytes of a command.
#[must_use]
pub fn write_command(args: &[Body]) -> Vec<u8> {
    let mut out = Vec::with_capacity(command_len(args));
    header(&mut out, b'*', args.len());
    for arg in args {
        bulk(&mut out, &arg.0);
    }
    out
}

/// The bytes of a reply.
#[must_use]
pub fn write_reply(reply: &Reply) -> Vec<u8> {
    let mut out = Vec::new();
    write_at(&mut out, reply);
    out
}

fn write_at(out: &mut Vec<u8>, reply: &Reply) {
    match reply {
        Reply::Status(text) => line(out, b'+', text.as_bytes()),
        Reply::Error(text) => line(out, b'-', text.as_bytes()),
        Reply::Integer(number) => line(out, b':', number.to_string().as_bytes()),
        Reply::Bulk(bytes) => bulk(out, &bytes.0),
        Reply::Nil => out.extend_from_slice(b"$-1\r\n"),
        Reply::NilArray => out.extend_from_slice(b"*-1\r\n"),
        Reply::Array(items) => {
            header(out, b'*', items.len());
            for item in items {
                write_at(out, item);
            }
        }
    }
}

fn line(out: &mut Vec<u8>, kind: u8, text: &[u8]) {
    out.push(kind);
    out.extend_from_slice(text);
    out.extend_from_slice(b"\r\n");
}

fn header(out: &mut Vec<u8>, kind: u8, count: usize) {
    line(out, kind, count.to_string().as_bytes());
}

fn bulk(out: &mut Vec<u8>, bytes: &[u8]) {
    header(out, b'$', bytes.len());
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\r\n");
}

/// How many bytes a command takes on the wire.
#[must_use]
pub fn command_len(args: &[Body]) -> usize {
    let words: usize = args.iter().map(|arg| bulk_len(arg.len())).sum();
    header_len(args.len()) + words
}

/// How many bytes a reply takes on the wire.
#[must_use]
pub fn reply_len(reply: &Reply) -> usize {
    match reply {
        Reply::Status(text) | Reply::Error(text) => text.len() + 3,
        Reply::Integer(number) => number.to_string().len() + 3,
        Reply::Bulk(bytes) => bulk_len(bytes.len()),
        Reply::Nil | Reply::NilArray => 5,
        Reply::Array(items) => header_len(items.len()) + items.iter().map(reply_len).sum::<usize>(),
    }
}

fn header_len(count: usize) -> usize {
    count.checked_ilog10().map_or(1, |log| log as usize + 1) + 3
}

fn bulk_len(len: usize) -> usize {
    header_len(len) + len + 2
}

/// Why bytes are not a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// More bytes are needed.
    Incomplete,
    /// They are not RESP, or nest too deeply.
    Malformed,
}

/// The first reply in `bytes`, and how many bytes it took.
pub fn read_reply(bytes: &[u8]) -> Result<(Reply, usize), Unreadable> {
    let mut rest = bytes;
    let reply = read_at(&mut rest, limits::CACHE_REPLY_DEPTH)?;
    Ok((reply, bytes.len() - rest.len()))
}

fn read_at(rest: &mut &[u8], depth: usize) -> Result<Reply, Unreadable> {
    let depth = depth.checked_sub(1).ok_or(Unreadable::Malformed)?;
    let (kind, text) = read_line(rest)?;
    let word = || String::from_utf8_lossy(text).into_owned();
    let number = || super::number::parse_integer(text).ok_or(Unreadable::Malformed);
    Ok(match kind {
        b'+' => Reply::Status(word()),
        b'-' => Reply::Error(word()),
        b':' => Reply::Integer(number()?),
        b'$' if text == b"-1" => Reply::Nil,
        b'*' if text == b"-1" => Reply::NilArray,
        b'$' => {
            let len = usize::try_from(number()?).map_err(|_| Unreadable::Malformed)?;
            Reply::bulk(read_bytes(rest, len)?)
        }
        b'*' => {
            let count = usize::try_from(number()?).map_err(|_| Unreadable::Malformed)?;
            let mut items = Vec::new();
            for _ in 0..count {
                items.push(read_at(rest, depth)?);
            }
            Reply::Array(items)
        }
        _ => return Err(Unreadable::Malformed),
    })
}

/// Takes a line, and gives its first byte and the others.
fn read_line<'a>(rest: &mut &'a [u8]) -> Result<(u8, &'a [u8]), Unreadable> {
    let end = rest
        .windows(2)
        .position(|pair| pair == b"\r\n")
        .ok_or(Unreadable::Incomplete)?;
    let (line, after) = rest.split_at(end);
    *rest = after.get(2..).unwrap_or(&[]);
    let (kind, text) = line.split_first().ok_or(Unreadable::Malformed)?;
    Ok((*kind, text))
}

/// Takes `len` bytes and the line's end after them.
fn read_bytes<'a>(rest: &mut &'a [u8], len: usize) -> Result<&'a [u8], Unreadable> {
    let bytes = rest.get(..len).ok_or(Unreadable::Incomplete)?;
    match rest.get(len..).unwrap_or(&[]) {
        [b'\r', b'\n', after @ ..] => {
            *rest = after;
            Ok(bytes)
        }
        [] | [b'\r'] => Err(Unreadable::Incomplete),
        _ => Err(Unreadable::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reply_reads_back_from_its_bytes() {
        let reply = Reply::Array(vec![
            Reply::ok(),
            Reply::Error("ERR no".into()),
            Reply::Integer(i64::MIN),
            Reply::bulk(b"a\r\nb"),
            Reply::bulk(b""),
            Reply::Nil,
            Reply::NilArray,
            Reply::Array(vec![]),
        ]);
        let bytes = write_reply(&reply);
        assert_eq!(bytes.len(), reply_len(&reply));
        assert_eq!(read_reply(&bytes), Ok((reply, bytes.len())));
        for end in 0..bytes.len() {
            assert_eq!(read_reply(&bytes[..end]), Err(Unreadable::Incomplete));
        }
    }

    #[test]
    fn what_is_not_resp_is_refused() {
        for bytes in ["x\r\n", "\r\n", ":a\r\n", "$-2\r\n", "$1\r\nab\r\n"] {
            assert_eq!(
                read_reply(bytes.as_bytes()),
                Err(Unreadable::Malformed),
                "{bytes:?}"
            );
        }
        let deep = "*1\r\n".repeat(1_000) + ":1\r\n";
        assert_eq!(read_reply(deep.as_bytes()), Err(Unreadable::Malformed));
    }

    #[test]
    fn a_command_is_an_array_of_bulk_strings() {
        let args = [Body::from("GET"), Body::from("key")];
        let bytes = write_command(&args);
        assert_eq!(bytes, b"*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n");
        assert_eq!(bytes.len(), command_len(&args));
    }
}
