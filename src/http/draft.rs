//! A request as a person gives it, made into the bytes that a client sends.

pub mod base64;
mod host;
mod percent;
mod url;

use crate::base::{Diagnostic, limits};
use crate::http::message::{Field, field_value, is_token, push_chunked};
pub use percent::percent_decode;
pub use url::Url;

/// What `User-Agent` says unless the person sets another.
pub const USER_AGENT: &str = concat!(
    "backlot/",
    env!("CARGO_PKG_VERSION_MAJOR"),
    ".",
    env!("CARGO_PKG_VERSION_MINOR")
);

/// A request as a person gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Any token, such as `GET`.
    pub method: String,
    /// Absolute, or starting with `/` for the world's first host.
    pub url: String,
    /// Fields in order.
    pub headers: Vec<Field>,
    /// Body; empty for none.
    pub body: Vec<u8>,
}

/// A request ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The host to connect to, in lower case, without a port.
    pub host: String,
    /// The port to connect to.
    pub port: u16,
    /// The bytes to send.
    pub bytes: Vec<u8>,
    /// The whole URL that is requested, without name, password and fragment.
    pub url: String,
}

/// Makes a request as curl would: it resolves the URL, adds `Host`,
/// `Authorization` (from a URL with name and password), `User-Agent` and
/// `Accept` before the person's fields and `Content-Length` behind them, each
/// only when the person did not set it. A body is chunked when the person set
/// `Transfer-Encoding: chunked`.
///
/// `url` is absolute, or starts with `/` or `?` for `default_host`, which may
/// carry a port.
///
/// # Errors
/// A [`Diagnostic`] (HTTP050 to HTTP062) when no client would send it.
///
/// # Limits
/// - curl asks `Expect: 100-continue` before bodies of more than 1 MB.
/// - For POST, PUT and PATCH an empty body gets `Content-Length: 0`, which
///   RFC 9110 §8.6 asks for and browsers send; curl needs `-d ''` for it.
pub fn compose(
    method: &str,
    url: &str,
    headers: &[Field],
    body: &[u8],
    default_host: &str,
) -> Result<Composed, Diagnostic> {
    check_method(method)?;
    for (name, value) in headers {
        check_field(name, value)?;
    }
    if body.len() > limits::REQUEST_BODY_BYTES {
        return Err(Diagnostic::new(
            "HTTP053",
            format!(
                "The body has {} bytes; this world takes {} at most.",
                body.len(),
                limits::REQUEST_BODY_BYTES
            ),
            "Send a smaller body.",
        )
        .authentic("413 Payload Too Large"));
    }
    let url = Url::parse(url, default_host)?;

    let mut lines = Vec::new();
    let set = |name| field_value(headers, name).is_some();
    let host_line = field_value(headers, "host").map_or_else(|| url.authority(), str::to_owned);
    lines.push(("Host", host_line));
    if let (Some(credentials), false) = (&url.credentials, set("authorization")) {
        let encoded = base64::encode(credentials);
        lines.push(("Authorization", format!("Basic {encoded}")));
    }
    if !set("user-agent") {
        lines.push(("User-Agent", USER_AGENT.to_owned()));
    }
    if !set("accept") {
        lines.push(("Accept", "*/*".to_owned()));
    }
    let mut host_seen = false;
    for (name, value) in headers {
        // The first Host stands in the first line, as with curl.
        if name.eq_ignore_ascii_case("host") && !host_seen {
            host_seen = true;
            continue;
        }
        lines.push((name, value.clone()));
    }
    let encoding = field_value(headers, "transfer-encoding");
    if encoding.is_none() && !set("content-length") {
        let wants_length = matches!(method, "POST" | "PUT" | "PATCH");
        if wants_length || !body.is_empty() {
            lines.push(("Content-Length", body.len().to_string()));
        }
    }

    let mut bytes = format!("{method} {} HTTP/1.1\r\n", url.target).into_bytes();
    for (name, value) in lines {
        bytes.extend_from_slice(name.as_bytes());
        let separator: &[u8] = if value.is_empty() { b":" } else { b": " };
        bytes.extend_from_slice(separator);
        bytes.extend_from_slice(value.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    if encoding.is_some_and(|codings| codings.trim_ascii().eq_ignore_ascii_case("chunked")) {
        push_chunked(&mut bytes, body);
    } else {
        bytes.extend_from_slice(body);
    }
    Ok(Composed {
        url: url.text(),
        host: url.host,
        port: url.port,
        bytes,
    })
}

fn check_method(method: &str) -> Result<(), Diagnostic> {
    if method.is_empty() {
        return Err(Diagnostic::new(
            "HTTP050",
            "The request has no method.",
            "Choose GET to read, POST to create, PUT or PATCH to change, DELETE to remove.",
        ));
    }
    if !method.bytes().all(is_token) {
        return Err(Diagnostic::new(
            "HTTP051",
            format!("{method:?} cannot be a method: it is one word of letters (RFC 9110 §9.1)."),
            "Write a method such as GET, without spaces.",
        )
        .authentic(format!("TypeError: '{method}' is not a valid HTTP method.")));
    }
    Ok(())
}

fn check_field(name: &str, value: &str) -> Result<(), Diagnostic> {
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(Diagnostic::new(
            "HTTP052",
            format!("{name:?} cannot be the name of a header field (RFC 9110 §5.1)."),
            "Use letters, digits and hyphens, without the colon.",
        )
        .authentic(format!(
            "TypeError: Headers.append: {name} is an invalid header name."
        )));
    }
    if value.contains(['\r', '\n', '\0']) {
        return Err(Diagnostic::new(
            "HTTP054",
            format!(
                "The value of {name} holds a line break or NUL: it could smuggle in further \
                 fields or a second request (header injection, RFC 9110 §5.5)."
            ),
            "Write the value on one line; to send such bytes on purpose, use the raw form.",
        )
        .authentic(format!(
            "TypeError: Headers.append: {value:?} is an invalid header value."
        )));
    }
    if let Some(control) = value.chars().find(|c| c.is_ascii_control() && *c != '\t') {
        return Err(Diagnostic::new(
            "HTTP055",
            format!(
                "The value of {name} holds the control character U+{:04X} (RFC 9110 §5.5).",
                u32::from(control)
            ),
            "Remove it; to send it on purpose, use the raw form.",
        )
        .authentic(format!(
            "TypeError: Headers.append: {value:?} is an invalid header value."
        )));
    }
    Ok(())
}
