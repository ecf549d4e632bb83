//! A person's request becomes exactly these bytes, or this diagnostic.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use backlot::base::limits::REQUEST_BODY_BYTES;
use backlot::http::draft::compose;

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn sent(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> String {
    let composed = compose(method, url, &fields(headers), body.as_bytes(), "shop.test").unwrap();
    String::from_utf8(composed.bytes).unwrap()
}

#[test]
fn a_get_carries_what_every_client_sends() {
    assert_eq!(
        sent("GET", "/books?page=2#top", &[], ""),
        "GET /books?page=2 HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: backlot/0.1\r\n\
         Accept: */*\r\n\r\n"
    );
}

#[test]
fn a_body_gets_its_length_in_bytes() {
    assert_eq!(
        sent("POST", "/", &[("Content-Type", "text/plain")], "é"),
        "POST / HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: backlot/0.1\r\nAccept: */*\r\n\
         Content-Type: text/plain\r\nContent-Length: 2\r\n\r\né"
    );
}

#[test]
fn own_fields_take_the_place_of_the_clients() {
    assert_eq!(
        sent(
            "PUT",
            "http://ann:s%20x@shop.test:3000/a b",
            &[
                ("host", "other.test"),
                ("ACCEPT", "text/html"),
                ("User-Agent", "me"),
                ("Content-Length", "99"),
                ("Empty", ""),
            ],
            "x"
        ),
        "PUT /a%20b HTTP/1.1\r\nHost: other.test\r\nAuthorization: Basic YW5uOnMgeA==\r\n\
         ACCEPT: text/html\r\nUser-Agent: me\r\nContent-Length: 99\r\nEmpty:\r\n\r\nx"
    );
}

#[test]
fn the_place_to_connect_to_comes_from_the_url_not_from_host() {
    let headers = fields(&[("Host", "other.test")]);
    let composed = compose("GET", "http://Shop.test:3000/x#y", &headers, b"", "a.test").unwrap();
    assert_eq!((composed.host.as_str(), composed.port), ("shop.test", 3000));
    assert_eq!(composed.url, "http://shop.test:3000/x");
    let composed = compose("GET", "/x", &[], b"", "a.test:8080").unwrap();
    assert_eq!((composed.host.as_str(), composed.port), ("a.test", 8080));
    let composed = compose("GET", "b.test/x", &[], b"", "a.test").unwrap();
    assert_eq!(composed.url, "http://b.test/x");
}

#[test]
fn a_chunked_body_goes_in_chunks() {
    let text = sent("POST", "/", &[("Transfer-Encoding", "chunked")], "hello");
    assert!(text.ends_with("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
}

#[test]
fn what_no_client_would_send_is_told_with_the_next_step() {
    let no: &[(&str, &str)] = &[];
    for (method, url, headers, code, words) in [
        ("", "/", no, "HTTP050", "no method"),
        ("GET /x", "/", no, "HTTP051", "one word"),
        ("GET\r\n", "/", no, "HTTP051", "one word"),
        ("GET", "/", &[("X Y", "1")], "HTTP052", "X Y"),
        ("GET", "/", &[("", "1")], "HTTP052", "name"),
        ("GET", "/", &[("X:", "1")], "HTTP052", "X:"),
        (
            "GET",
            "/",
            &[("X", "1\r\nEvil: 2")],
            "HTTP054",
            "header injection",
        ),
        (
            "GET",
            "/",
            &[("X", "1\nEvil: 2")],
            "HTTP054",
            "header injection",
        ),
        ("GET", "/", &[("X", "1\0")], "HTTP054", "NUL"),
        ("GET", "/", &[("X", "\u{1b}[31m")], "HTTP055", "U+001B"),
        ("GET", "  ", no, "HTTP056", "no URL"),
        ("GET", "/a\r\nHost: evil", no, "HTTP057", "U+000D"),
        ("GET", "https://shop.test/", no, "HTTP058", "plain HTTP"),
        ("GET", "ftp://shop.test/", no, "HTTP059", "ftp"),
        ("GET", "mailto:ann@shop.test", no, "HTTP059", "mailto"),
        ("GET", "http://shop.test:99999/", no, "HTTP060", "99999"),
        ("GET", "http://shop.test:http/", no, "HTTP060", "http"),
        ("GET", "http://", no, "HTTP061", "no host"),
        ("GET", "http://münchen.test/", no, "HTTP062", "ASCII"),
        ("GET", "http://a b/", no, "HTTP062", "' '"),
        ("GET", "http://[::z]/", no, "HTTP062", "IPv6"),
        ("GET", "http://256.0.0.1/", no, "HTTP062", "IPv4"),
    ] {
        let diagnostic = compose(method, url, &fields(headers), b"", "shop.test").unwrap_err();
        assert_eq!(diagnostic.code, code, "{diagnostic:?}");
        assert!(diagnostic.message.contains(words), "{diagnostic:?}");
        assert!(!diagnostic.next_step.is_empty());
    }
}

#[test]
fn a_body_over_the_limit_is_told_and_one_at_the_limit_is_sent() {
    let at_limit = vec![b'x'; REQUEST_BODY_BYTES];
    assert!(compose("POST", "/", &[], &at_limit, "a.test").is_ok());
    let beyond = vec![b'x'; REQUEST_BODY_BYTES + 1];
    let diagnostic = compose("POST", "/", &[], &beyond, "a.test").unwrap_err();
    assert_eq!(diagnostic.code, "HTTP053");
}
