//! The request target: what stands between method and protocol
//! (RFC 9112 §3.2), judged by the states of Node's parser.

use super::cursor::{Cursor, Step, latin1};
use super::fault::Fault;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    /// `http` of `http://host`.
    Scheme,
    SchemeSlash,
    SchemeSlashSlash,
    ServerStart,
    Server,
    /// Right behind the `@` of `http://name:password@host`.
    ServerAt,
    Path,
    Query,
    Fragment,
}

/// The next state after a byte, or nothing when it cannot stand there.
fn next(state: State, byte: u8) -> Option<State> {
    let in_path = byte.is_ascii_graphic();
    match (state, byte) {
        (State::Start | State::Scheme, b'a'..=b'z' | b'A'..=b'Z') => Some(State::Scheme),
        (State::Scheme, b':') => Some(State::SchemeSlash),
        (State::SchemeSlash, b'/') => Some(State::SchemeSlashSlash),
        (State::SchemeSlashSlash, b'/') => Some(State::ServerStart),
        (State::Start, b'*')
        | (State::Start | State::ServerStart | State::Server | State::ServerAt, b'/') => {
            Some(State::Path)
        }
        (State::ServerStart | State::Server | State::ServerAt | State::Path, b'?') => {
            Some(State::Query)
        }
        (State::ServerStart | State::Server, b'@') => Some(State::ServerAt),
        (State::ServerStart | State::Server | State::ServerAt, _) if is_server(byte) => {
            Some(State::Server)
        }
        (State::Path | State::Query, b'#') => Some(State::Fragment),
        (State::Path, _) if in_path => Some(State::Path),
        (State::Query, _) if in_path => Some(State::Query),
        (State::Fragment, _) if in_path => Some(State::Fragment),
        _ => None,
    }
}

const fn is_server(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'_'
                | b'.'
                | b'!'
                | b'~'
                | b'*'
                | b'\''
                | b'('
                | b')'
                | b'%'
                | b';'
                | b':'
                | b'&'
                | b'='
                | b'+'
                | b'$'
                | b','
                | b'['
                | b']'
        )
}

const fn may_end(state: State) -> bool {
    matches!(
        state,
        State::ServerStart
            | State::Server
            | State::ServerAt
            | State::Path
            | State::Query
            | State::Fragment
    )
}

/// Node's words for a byte that cannot follow.
const fn said(state: State, byte: u8) -> &'static str {
    match (state, byte) {
        (_, b' ' | b'\r' | b'\n') => "HPE_INVALID_URL: Invalid characters in url",
        (State::Start, _) => "HPE_INVALID_URL: Unexpected start char in url",
        (State::Scheme | State::SchemeSlash | State::SchemeSlashSlash, _) => {
            "HPE_INVALID_URL: Unexpected char in url schema"
        }
        (State::ServerAt, b'@') => "HPE_INVALID_URL: Double @ in url",
        (State::ServerStart | State::Server | State::ServerAt, _) => {
            "HPE_INVALID_URL: Unexpected char in url server"
        }
        (State::Path, _) => "HPE_INVALID_URL: Invalid char in url path",
        (State::Query, _) => "HPE_INVALID_URL: Invalid char in url query",
        (State::Fragment, _) => "HPE_INVALID_URL: Invalid char in url fragment",
    }
}

/// Reads a target up to the space or line end behind it.
pub(super) fn read_target(cursor: &mut Cursor<'_>, authority_only: bool) -> Step<String> {
    let start = cursor.at();
    let mut state = if authority_only {
        State::ServerStart
    } else {
        State::Start
    };
    loop {
        let byte = cursor.peek()?;
        if matches!(byte, b' ' | b'\r' | b'\n') && may_end(state) {
            return Ok(latin1(cursor.since(start)));
        }
        match next(state, byte) {
            Some(following) => state = following,
            None => return Err(cursor.fault(Fault::Target.said(said(state, byte)))),
        }
        cursor.bump_head()?;
    }
}

/// Whether a server would take this as the target of a request other than
/// CONNECT: a path, an absolute URL, or `*`.
#[must_use]
pub fn is_valid_target(target: &[u8]) -> bool {
    target
        .iter()
        .try_fold(State::Start, |state, byte| next(state, *byte))
        .is_some_and(may_end)
}
