//! Header fields in our own words.

/// Where a field is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In requests.
    Request,
    /// In responses.
    Response,
    /// In either.
    Both,
}

/// What is known of a header field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFacts {
    /// Its usual spelling; names match in any case.
    pub name: &'static str,
    /// What it says, beginning in lower case.
    pub about: &'static str,
    /// Where it is met.
    pub side: Side,
    /// Where it is defined.
    pub section: &'static str,
}

/// Name, words, side and definition, by name in lower case.
#[rustfmt::skip]
const FIELDS: &[(&str, &str, Side, &str)] = &[
    ("Accept", "the media types that the client wants, best first by q.", Side::Request, "RFC 9110 §12.5.1"),
    ("Accept-Encoding", "the compressions that the client can undo, such as gzip.", Side::Request, "RFC 9110 §12.5.3"),
    ("Accept-Language", "the languages that the reader wants.", Side::Request, "RFC 9110 §12.5.4"),
    ("Accept-Ranges", "whether parts of this can be asked for with Range.", Side::Response, "RFC 9110 §14.3"),
    ("Access-Control-Allow-Credentials", "whether a page of another origin may send cookies here.", Side::Response, "Fetch standard: CORS protocol"),
    ("Access-Control-Allow-Headers", "the header fields that a page of another origin may send here.", Side::Response, "Fetch standard: CORS protocol"),
    ("Access-Control-Allow-Methods", "the methods that a page of another origin may use here.", Side::Response, "Fetch standard: CORS protocol"),
    ("Access-Control-Allow-Origin", "the origin whose pages may read this answer; * for any.", Side::Response, "Fetch standard: CORS protocol"),
    ("Access-Control-Expose-Headers", "the header fields that a page of another origin may read.", Side::Response, "Fetch standard: CORS protocol"),
    ("Access-Control-Max-Age", "for how many seconds the answer to a preflight may be kept.", Side::Response, "Fetch standard: CORS protocol"),
    ("Access-Control-Request-Headers", "the header fields that a page of another origin wants to send (preflight).", Side::Request, "Fetch standard: CORS protocol"),
    ("Access-Control-Request-Method", "the method that a page of another origin wants to use (preflight).", Side::Request, "Fetch standard: CORS protocol"),
    ("Age", "how many seconds ago the origin made this, when it comes from a cache.", Side::Response, "RFC 9111 §5.1"),
    ("Allow", "the methods that this URL takes.", Side::Response, "RFC 9110 §10.2.1"),
    ("Alt-Svc", "another protocol or place where the same can be had, such as HTTP/3.", Side::Response, "RFC 7838 §3"),
    ("Authorization", "who asks: a scheme such as Basic or Bearer, and its credentials.", Side::Request, "RFC 9110 §11.6.2"),
    ("Cache-Control", "who may keep this, and for how long.", Side::Both, "RFC 9111 §5.2"),
    ("Connection", "whether this connection stays open, and which fields concern only it.", Side::Both, "RFC 9110 §7.6.1"),
    ("Content-Disposition", "whether to show the body or to save it, and under which name.", Side::Response, "RFC 6266 §4"),
    ("Content-Encoding", "how the body is compressed.", Side::Both, "RFC 9110 §8.4"),
    ("Content-Language", "the language that the body is in.", Side::Both, "RFC 9110 §8.5"),
    ("Content-Length", "how many bytes the body has.", Side::Both, "RFC 9110 §8.6"),
    ("Content-Location", "the URL of just this version.", Side::Both, "RFC 9110 §8.7"),
    ("Content-Range", "which part of the whole this is.", Side::Response, "RFC 9110 §14.4"),
    ("Content-Security-Policy", "what a page may load and run, which blunts injected scripts.", Side::Response, "Content Security Policy Level 3"),
    ("Content-Type", "what kind of data the body is, such as application/json.", Side::Both, "RFC 9110 §8.3"),
    ("Cookie", "what the server asked the client to send with each request.", Side::Request, "RFC 6265 §5.4"),
    ("Cross-Origin-Opener-Policy", "whether a page of another origin that opened this one may reach it.", Side::Response, "HTML standard: cross-origin opener policies"),
    ("Cross-Origin-Resource-Policy", "which sites may load this into their pages.", Side::Response, "Fetch standard: CORP"),
    ("Date", "when the message was made.", Side::Both, "RFC 9110 §6.6.1"),
    ("ETag", "a name for this very version, to compare later.", Side::Response, "RFC 9110 §8.8.3"),
    ("Expect", "what the client waits for before it sends its body: 100-continue.", Side::Request, "RFC 9110 §10.1.1"),
    ("Expires", "when a kept copy grows stale; Cache-Control overrides it.", Side::Response, "RFC 9111 §5.3"),
    ("Forwarded", "what a proxy knows of the client that it speaks for.", Side::Request, "RFC 7239 §4"),
    ("Host", "the host that is meant; one server may answer for many.", Side::Request, "RFC 9110 §7.2"),
    ("If-Match", "do it only if the version there is this one, so that no change is lost.", Side::Request, "RFC 9110 §13.1.1"),
    ("If-Modified-Since", "send it only if it changed after this date.", Side::Request, "RFC 9110 §13.1.3"),
    ("If-None-Match", "send it only if the version is not this one; else 304 will do.", Side::Request, "RFC 9110 §13.1.2"),
    ("If-Range", "send the part only if the version is still this one, else the whole.", Side::Request, "RFC 9110 §13.1.5"),
    ("If-Unmodified-Since", "do it only if nothing changed after this date.", Side::Request, "RFC 9110 §13.1.4"),
    ("Keep-Alive", "for how many seconds an idle connection stays open.", Side::Both, "RFC 2068 §19.7.1"),
    ("Last-Modified", "when this was changed last.", Side::Response, "RFC 9110 §8.8.2"),
    ("Link", "other URLs and how they relate to this one, such as the next page.", Side::Response, "RFC 8288 §3"),
    ("Location", "where to go: the new URL of what moved, or of what was created.", Side::Response, "RFC 9110 §10.2.2"),
    ("Max-Forwards", "how many proxies may pass this on.", Side::Request, "RFC 9110 §7.6.2"),
    ("Origin", "the origin of the page that sends this.", Side::Request, "RFC 6454 §7"),
    ("Permissions-Policy", "which of the browser's features a page may use.", Side::Response, "W3C Permissions Policy"),
    ("Pragma", "an old way to say no-cache.", Side::Request, "RFC 9111 §5.4"),
    ("Proxy-Authenticate", "how to sign in to the proxy.", Side::Response, "RFC 9110 §11.7.1"),
    ("Proxy-Authorization", "who asks, for the proxy.", Side::Request, "RFC 9110 §11.7.2"),
    ("Range", "send only this part.", Side::Request, "RFC 9110 §14.2"),
    ("Referer", "the page that the request comes from (the misspelling is the standard's).", Side::Request, "RFC 9110 §10.1.3"),
    ("Referrer-Policy", "how much of its URL a page tells in Referer.", Side::Response, "W3C Referrer Policy"),
    ("Retry-After", "how long to wait before the next try.", Side::Response, "RFC 9110 §10.2.3"),
    ("Server", "the software that answered.", Side::Response, "RFC 9110 §10.2.4"),
    ("Server-Timing", "how long parts of the server's work took.", Side::Response, "W3C Server Timing"),
    ("Set-Cookie", "what the client should keep, and send with later requests.", Side::Response, "RFC 6265 §4.1"),
    ("Strict-Transport-Security", "come only by https from now on.", Side::Response, "RFC 6797 §6.1"),
    ("TE", "the transfer codings and trailers that the client takes.", Side::Request, "RFC 9110 §10.1.4"),
    ("traceparent", "the trace and the span that this request belongs to.", Side::Request, "W3C Trace Context §3.2"),
    ("Trailer", "the fields that follow behind a chunked body.", Side::Both, "RFC 9110 §6.6.2"),
    ("Transfer-Encoding", "how the body is cut for the way: chunked, when its length is not known before.", Side::Both, "RFC 9112 §6.1"),
    ("Upgrade", "another protocol to change to on this connection.", Side::Both, "RFC 9110 §7.8"),
    ("User-Agent", "the software that asks.", Side::Request, "RFC 9110 §10.1.5"),
    ("Vary", "the request's fields that the answer depends on, so that caches keep them apart.", Side::Response, "RFC 9110 §12.5.5"),
    ("Via", "the proxies that the message passed.", Side::Both, "RFC 9110 §7.6.3"),
    ("WWW-Authenticate", "how to sign in.", Side::Response, "RFC 9110 §11.6.1"),
    ("X-Content-Type-Options", "with nosniff: believe Content-Type, do not guess.", Side::Response, "Fetch standard: nosniff"),
    ("X-Forwarded-For", "the client's address, as a proxy saw it; a client can forge it.", Side::Request, "de facto; see RFC 7239 §1"),
    ("X-Forwarded-Host", "the host that the client asked the proxy for.", Side::Request, "de facto; see RFC 7239 §1"),
    ("X-Forwarded-Proto", "whether the client came to the proxy by http or https.", Side::Request, "de facto; see RFC 7239 §1"),
    ("X-Frame-Options", "whether other sites may show this page in a frame.", Side::Response, "HTML standard: X-Frame-Options"),
    ("X-Powered-By", "the framework that answered; Express says so unless told not to.", Side::Response, "Express API: x-powered-by"),
    ("X-Request-Id", "a number to find this request by in every log.", Side::Both, "de facto"),
];

/// Every field that is described, by name.
pub fn known_fields() -> impl Iterator<Item = FieldFacts> {
    FIELDS
        .iter()
        .map(|(name, about, side, section)| FieldFacts {
            name,
            about,
            side: *side,
            section,
        })
}

/// What is known of a field; its name in any case.
#[must_use]
pub fn field_facts(name: &str) -> Option<FieldFacts> {
    known_fields().find(|known| known.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_in_order_and_named_once() {
        let names: Vec<String> = known_fields()
            .map(|known| known.name.to_ascii_lowercase())
            .collect();
        assert!(names.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_field_is_found_in_any_case() {
        let facts = field_facts("content-TYPE").unwrap();
        assert_eq!(facts.name, "Content-Type");
        assert!(field_facts("X-Mine").is_none());
    }
}
