//! The words of the client's events.

use super::numbers::{bytes, line, short, time};
use super::reference::{rfc, rfc_cited};
use super::{Explanation, status};
use crate::base::Diagnostic;

pub(super) fn request_sent(method: &str, url: &str, total: usize) -> Explanation {
    let is_method = !method.is_empty()
        && method
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let what = match (method, url) {
        // What was typed raw may begin with anything.
        _ if !is_method => format!(
            "The client sent the message as it was typed, {}.",
            bytes(total)
        ),
        (_, "") => format!("The client sent a {method} request of {}.", bytes(total)),
        _ => format!(
            "The client sent {method} {} in a request of {}.",
            short(url),
            bytes(total)
        ),
    };
    let (why, section) = match method {
        "GET" => (
            "GET asks for what is at a URL and changes nothing there, so it may be repeated and \
             its answer may be cached.",
            "9.3.1",
        ),
        "HEAD" => (
            "HEAD asks for what GET would answer, without the body: to learn a size or a date.",
            "9.3.2",
        ),
        "POST" => (
            "POST hands data to the server to do something with. Sent twice, it may be done \
             twice, so clients do not repeat it on their own.",
            "9.3.3",
        ),
        "PUT" => (
            "PUT stores its body at the URL. Sent twice, the result is the same as once.",
            "9.3.4",
        ),
        "DELETE" => (
            "DELETE removes what is at the URL. Sent twice, it is as gone as after once.",
            "9.3.5",
        ),
        "OPTIONS" => (
            "OPTIONS asks what may be done with a URL. Browsers send it by themselves before \
             requests to another origin.",
            "9.3.7",
        ),
        "PATCH" => {
            return Explanation::new(
                what,
                "PATCH changes a part of what is at the URL; its body says how.",
            )
            .see(rfc(5789, "2"));
        }
        _ => (
            "A request is text: a line with method and target, header fields, an empty line, and \
             perhaps a body.",
            "9",
        ),
    };
    Explanation::new(what, why).see(rfc(9110, section))
}

pub(super) fn response_received(code: u16, total: usize) -> Explanation {
    let what = format!(
        "The client received the whole response: status {code}, {}.",
        bytes(total)
    );
    let meaning = status::meaning(code);
    Explanation::new(what, meaning.sentence(code)).see(meaning.reference)
}

pub(super) fn body_sent(total: usize) -> Explanation {
    Explanation::new(
        format!("The client sent the body, {}.", bytes(total)),
        "It had asked with Expect: 100-continue whether the server wants the body, so as not to \
         send much for nothing. After a second without an answer it would have sent it anyway.",
    )
    .see(rfc(9110, "10.1.1"))
}

pub(super) fn interim_received(code: u16) -> Explanation {
    let meaning = status::meaning(code);
    Explanation::new(
        format!("The client received the informational response {code}."),
        format!(
            "Responses from 100 to 199 come before the response itself, and end nothing. {}",
            meaning.sentence(code)
        ),
    )
    .see(meaning.reference)
}

pub(super) fn piece_received(total: usize) -> Explanation {
    Explanation::new(
        format!(
            "The client received a piece of the response, {}.",
            bytes(total)
        ),
        "The server sends what it has as soon as it has it. A client may show the beginning \
         while the rest is still being made.",
    )
    .see(rfc(9112, "7.1"))
}

pub(super) fn request_timed_out(after_us: u64) -> Explanation {
    Explanation::new(
        format!(
            "The client gave up after {} without a complete response.",
            time(after_us)
        ),
        "A client cannot tell a slow server from a dead one, so it waits for a while and no \
         longer. The server may still be at work, and may have done what was asked.",
    )
    .see(rfc(9112, "9.5"))
}

pub(super) fn request_not_sent(diagnostic: &Diagnostic) -> Explanation {
    Explanation::new(
        format!(
            "The client did not send the request: {}",
            line(&diagnostic.message)
        ),
        format!(
            "A client sends only what can be a request, so nothing went on the wire. {}",
            diagnostic.next_step
        ),
    )
    .see(rfc_cited(&diagnostic.message))
}
