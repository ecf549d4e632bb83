//! The words of the server's events.

use super::Explanation;
use super::numbers::{bytes, count, line, short};
use super::reference::{node, rfc, rfc_cited};
use crate::base::Diagnostic;

pub(super) fn request_parsed(
    method: &str,
    target: &str,
    version: &str,
    headers: usize,
    body_bytes: usize,
) -> Explanation {
    let body = match body_bytes {
        0 => "no body".to_owned(),
        size => format!("a body of {}", bytes(size)),
    };
    Explanation::new(
        format!(
            "The server read {method} {} in HTTP/{version}, with {} and {body}.",
            short(target),
            count(headers as u64, "header field")
        ),
        "Bytes came in; the server found where the head ends (an empty line) and, by \
         Content-Length or Transfer-Encoding, where the body does.",
    )
    .see(rfc(9112, "6.3"))
}

pub(super) fn interim_sent(code: u16) -> Explanation {
    let (why, section) = match code {
        100 => (
            "The request says Expect: 100-continue: its client may be waiting for this before it \
             sends the body. Node's server says it before the handler is called.",
            "10.1.1",
        ),
        _ => (
            "It tells the client something while the response is still being made; the response \
             itself follows.",
            "15.2",
        ),
    };
    Explanation::new(
        format!("The server sent the informational response {code}."),
        why,
    )
    .see(rfc(9110, section))
}

pub(super) fn request_rejected(status: u16, diagnostic: &Diagnostic) -> Explanation {
    let message = line(&diagnostic.message);
    let what = match status {
        0 => format!("The server closed the connection without an answer: {message}"),
        _ => format!("The server refused the request with status {status}: {message}"),
    };
    Explanation::new(
        what,
        format!(
            "A server answers such a message itself; no handler sees it. {}",
            diagnostic.next_step
        ),
    )
    .see(rfc_cited(&message).unwrap_or_else(|| rfc(9112, "2.2")))
}

pub(super) fn queued(resource: &str, ahead: usize) -> Explanation {
    let what = match ahead {
        0 => format!("The work queued for \"{}\".", short(resource)),
        _ => format!(
            "The work queued for \"{}\", behind {}.",
            short(resource),
            count(ahead as u64, "other")
        ),
    };
    Explanation::new(
        what,
        "It can serve only so many at a time, and takes them in the order they came. When work \
         arrives faster than it is done, the queue and the waiting grow: more places, or less \
         work for each, shorten it.",
    )
}

pub(super) fn process_listening(process: &str, port: u16) -> Explanation {
    Explanation::new(
        format!("{} began to listen on port {port}.", short(process)),
        "From now on, connections to that port reach this process. Before, they are refused.",
    )
    .see(node("net.html#serverlisten", "server.listen()"))
}

pub(super) fn process_started(process: &str) -> Explanation {
    Explanation::new(
        format!("{} started, with empty memory.", short(process)),
        "A fresh process evaluates the project's first file from top to bottom. What modules \
         keep in variables lives as long as this process, and no longer.",
    )
    .see(node("process.html", "Process"))
}

pub(super) fn process_stopped(process: &str, reason: &str) -> Explanation {
    let what = match reason.trim_end_matches('.') {
        "" => format!("{} stopped.", short(process)),
        reason => format!("{} stopped: {}.", short(process), short(reason)),
    };
    Explanation::new(
        what,
        "Everything it kept in memory is gone, requests under way included. What has to survive \
         belongs in the database or the cache.",
    )
    .see(node("process.html#event-exit", "Process: exit"))
}
