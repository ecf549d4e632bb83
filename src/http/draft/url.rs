//! Addresses, by the rules of the WHATWG URL standard as far as a client of
//! plain HTTP needs them.

use super::host::host_name;
use super::percent::{percent_decode, percent_encode};
use crate::base::Diagnostic;

/// Where a request goes.
///
/// # Limits
/// - A browser's parser also takes international host names, as Punycode;
///   here they are a diagnostic, because their tables would be larger than the
///   rest of HTTP.
/// - It strips tabs and line breaks from URLs; here they are a diagnostic,
///   because in a request line they would be an injection.
/// - It takes port 0 and names too long for DNS, which nobody can connect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// Name and password before `@`, decoded.
    pub credentials: Option<Vec<u8>>,
    /// The host in lower case; IPv6 in brackets.
    pub host: String,
    /// The port; 80 unless written.
    pub port: u16,
    /// Path and query, as they stand in the request line.
    pub target: String,
}

pub(super) fn bad(code: &str, message: impl Into<String>, next_step: &str) -> Diagnostic {
    Diagnostic::new(code, message, next_step)
        .authentic("curl: (3) URL using bad/illegal format or missing URL")
}

impl Url {
    /// Reads an address: absolute, with the scheme left out (`shop.test/books`
    /// as curl takes it), or starting with `/` or `?` for `default_host`.
    pub fn parse(text: &str, default_host: &str) -> Result<Self, Diagnostic> {
        let text = text.trim_matches(|c: char| c == ' ' || c.is_ascii_control());
        if text.is_empty() {
            return Err(bad(
                "HTTP056",
                "The request has no URL.",
                "Write a path such as /books, or a whole URL such as http://shop.test/books.",
            ));
        }
        if let Some(control) = text.chars().find(char::is_ascii_control) {
            return Err(bad(
                "HTTP057",
                format!(
                    "The URL holds the control character U+{:04X}: it could end the request line.",
                    u32::from(control)
                ),
                "Remove it, or write it percent-encoded, such as %0A.",
            ));
        }
        let names_host = matches!(text.as_bytes(), [b'/' | b'\\', b'/' | b'\\', ..]);
        if text.starts_with(['/', '?', '\\']) && !names_host {
            let (credentials, host, port) = authority(default_host)?;
            return Ok(Self {
                credentials,
                host,
                port,
                target: target(text),
            });
        }
        let rest = after_scheme(text)?;
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (front, back) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (credentials, host, port) = authority(front)?;
        Ok(Self {
            credentials,
            host,
            port,
            target: target(back),
        })
    }

    /// Host and port as the `Host` field has them: the port only when it is
    /// not the scheme's own.
    #[must_use]
    pub fn authority(&self) -> String {
        match self.port {
            80 => self.host.clone(),
            port => format!("{}:{port}", self.host),
        }
    }

    /// The whole address, without name and password.
    #[must_use]
    pub fn text(&self) -> String {
        let path = if self.target == "*" { "" } else { &self.target };
        format!("http://{}{path}", self.authority())
    }
}

/// What stands behind `http://`; other schemes are told apart.
fn after_scheme(text: &str) -> Result<&str, Diagnostic> {
    if text.starts_with(['/', '\\']) {
        return Ok(text.trim_start_matches(['/', '\\']));
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        let (scheme, rest) = text.split_once(':').unwrap_or(("", text));
        // `shop.test:3000/books` has a port there, `mailto:ann` has not.
        let is_port = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
        let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphabetic());
        if is_scheme && !is_port && !scheme.eq_ignore_ascii_case("http") {
            return Err(other_scheme(scheme));
        }
        if scheme.eq_ignore_ascii_case("http") && !is_port {
            return Ok(rest.trim_start_matches(['/', '\\']));
        }
        return Ok(text);
    };
    if scheme.eq_ignore_ascii_case("http") {
        return Ok(rest.trim_start_matches(['/', '\\']));
    }
    if scheme.contains(['/', '?', '#', '@']) {
        // The colon belongs to a path or a query: `shop.test/?to=http://…`.
        return Ok(text);
    }
    if scheme.eq_ignore_ascii_case("https") {
        return Err(Diagnostic::new(
            "HTTP058",
            "This world speaks plain HTTP: no server in it has a certificate.",
            "Write http:// in place of https://.",
        )
        .authentic("curl: (35) OpenSSL: error: wrong version number"));
    }
    Err(other_scheme(scheme))
}

fn other_scheme(scheme: &str) -> Diagnostic {
    Diagnostic::new(
        "HTTP059",
        format!("{scheme:?} is not a protocol of this world."),
        "Write a URL that begins with http://.",
    )
    .authentic(format!(
        "curl: (1) Protocol \"{scheme}\" not supported or disabled in libcurl"
    ))
}

type Authority = (Option<Vec<u8>>, String, u16);

/// Takes `name:password@host:port` apart.
fn authority(text: &str) -> Result<Authority, Diagnostic> {
    let (user, rest) = match text.rsplit_once('@') {
        Some((user, rest)) => (Some(user), rest),
        None => (None, text),
    };
    let host_end = rest.rfind(']').map_or(0, |at| at + 1);
    let tail = rest.get(host_end..).unwrap_or_default();
    let (host, port) = match tail.split_once(':') {
        Some((before, port)) => {
            let host = rest.get(..host_end + before.len()).unwrap_or_default();
            (host, port)
        }
        None => (rest, ""),
    };
    let port = match port {
        "" => 80,
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => digits
            .parse()
            .ok()
            .filter(|port| *port > 0)
            .ok_or_else(|| {
                bad(
                    "HTTP060",
                    format!("There is no port {digits}: ports go from 1 to 65535."),
                    "Correct the number behind the host's colon.",
                )
                .authentic("curl: (3) Port number was not a decimal number between 0 and 65535")
            })?,
        other => {
            return Err(bad(
                "HTTP060",
                format!("{other:?} is not a port."),
                "Write a number from 1 to 65535 behind the host's colon.",
            )
            .authentic("curl: (3) Port number was not a decimal number between 0 and 65535"));
        }
    };
    let host = host_name(host)?;
    Ok((user.map(decoded_credentials), host, port))
}

/// Name and password, each percent-decoded, with the colon between.
fn decoded_credentials(user: &str) -> Vec<u8> {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let mut out = percent_decode(name);
    out.push(b':');
    out.extend(percent_decode(password));
    out
}

/// Path and query as they go on the request line: dot segments resolved,
/// what cannot stand there percent-encoded, the fragment left out.
fn target(text: &str) -> String {
    let text = text.split('#').next().unwrap_or_default();
    let (path, query) = match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    };
    let mut out = resolved(path);
    if let Some(query) = query {
        out.push('?');
        percent_encode(
            query,
            |byte| matches!(byte, b'"' | b'<' | b'>' | b'\''),
            &mut out,
        );
    }
    out
}

/// A path without `.` and `..` segments (RFC 3986 §5.2.4), percent-encoded.
fn resolved(path: &str) -> String {
    let path = path.strip_prefix(['/', '\\']).unwrap_or(path);
    let mut segments: Vec<&str> = Vec::new();
    let mut ends_open = false;
    for segment in path.split(['/', '\\']) {
        let lower = segment.to_ascii_lowercase().replace("%2e", ".");
        ends_open = matches!(lower.as_str(), "." | "..");
        match lower.as_str() {
            "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    if ends_open {
        segments.push("");
    }
    let mut out = String::with_capacity(path.len() + 1);
    for segment in segments {
        out.push('/');
        let special = |byte| matches!(byte, b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'^');
        percent_encode(segment, special, &mut out);
    }
    if out.is_empty() {
        out.push('/');
    }
    out
}
