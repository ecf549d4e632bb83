//! Whatever the bytes are, there is an outcome; and what is written reads
//! back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use backlot::base::Chance;
use backlot::http::draft::compose;
use backlot::http::message::{
    Field, Read, RequestHead, ResponseParts, check_field, read_last_response, read_request,
    read_response, refusal_bytes, write_request, write_response,
};

const SEEDS: [&str; 8] = [
    "GET /books?page=2 HTTP/1.1\r\nHost: shop.test\r\nAccept: */*\r\n\r\n",
    "POST /books HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 11\r\n\r\nhello world",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nT: v\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
    "HTTP/1.0 200 OK\r\n\r\nuntil the end",
];

/// What breaks parsers, to be put in anywhere.
const POISON: [&[u8]; 18] = [
    b"\r",
    b"\n",
    b"\r\n",
    b"\0",
    b" ",
    b"\t",
    b":",
    b",",
    b";",
    b"\"",
    b"\\",
    b"\xff",
    b"\x16\x03",
    b"Content-Length: 99999999999999999999\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Length: 7\r\n",
    b"ffffffffffffffff\r\n",
    b"Host: b\r\n",
];

fn pick<'a, T>(chance: &mut Chance, from: &'a [T]) -> &'a T {
    &from[usize::try_from(chance.below(from.len() as u64)).unwrap()]
}

fn below(chance: &mut Chance, bound: usize) -> usize {
    usize::try_from(chance.below(bound as u64)).unwrap()
}

fn mutated(chance: &mut Chance) -> Vec<u8> {
    let mut bytes = pick(chance, &SEEDS).as_bytes().to_vec();
    for _ in 0..=chance.below(4) {
        let at = below(chance, bytes.len() + 1);
        match chance.below(5) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            2 if at < bytes.len() => {
                bytes.remove(at);
            }
            3 => {
                let again = bytes[at / 2..at].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let poison = pick(chance, &POISON).to_vec();
                bytes.splice(at..at, poison);
            }
        }
    }
    bytes
}

#[test]
fn any_bytes_have_an_outcome() {
    let mut chance = Chance::from_seed(1);
    let (mut whole, mut partial, mut refused) = (0, 0, 0);
    for _ in 0..20_000 {
        let bytes = mutated(&mut chance);
        match read_request(&bytes) {
            Ok(Read::Whole { used, .. }) => {
                assert!(used > 0 && used <= bytes.len());
                whole += 1;
            }
            Ok(Read::Partial) => partial += 1,
            Err(refusal) => {
                let place = refusal.diagnostic.place.clone().unwrap();
                assert!(place.line >= 1 && place.column >= 1);
                let answer = refusal_bytes(&refusal, 0);
                assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"));
                refused += 1;
            }
        }
        for method in ["GET", "HEAD"] {
            if let Ok(Read::Whole { used, .. }) = read_response(&bytes, method) {
                assert!(used <= bytes.len());
            }
            assert_ne!(
                read_last_response(&bytes, method).ok(),
                Some(Read::Partial),
                "a closed connection has nothing more to come"
            );
        }
    }
    assert!(whole > 1_000 && partial > 1_000 && refused > 1_000);
}

#[test]
fn a_fault_stays_a_fault_and_a_whole_message_stays_whole_as_bytes_arrive() {
    let mut chance = Chance::from_seed(2);
    for _ in 0..500 {
        let bytes = mutated(&mut chance);
        let mut refusal = None;
        for end in 0..=bytes.len() {
            match (read_request(&bytes[..end]), &refusal) {
                (Err(now), Some(before)) => assert_eq!(&now, before),
                (Err(now), None) => refusal = Some(now),
                (Ok(Read::Whole { .. }), _) => break,
                (Ok(_), Some(before)) => panic!("{before:?} was taken back at {end}"),
                (Ok(Read::Partial), None) => {}
            }
        }
    }
}

fn token(chance: &mut Chance) -> String {
    let letters = b"abcXYZ019-_.!~";
    (0..=chance.below(8))
        .map(|_| char::from(*pick(chance, letters)))
        .collect()
}

fn fields(chance: &mut Chance) -> Vec<Field> {
    (0..chance.below(6))
        .map(|at| {
            let value: String = (0..chance.below(20))
                .map(|_| char::from(*pick(chance, b"az09 \t,;=\"\\/\xe9\xff~")))
                .collect();
            (format!("X-{at}-{}", token(chance)), value.trim().to_owned())
        })
        .collect()
}

fn body(chance: &mut Chance) -> Vec<u8> {
    (0..chance.below(200))
        .map(|_| chance.below(256) as u8)
        .collect()
}

#[test]
fn a_request_that_is_written_reads_back() {
    let mut chance = Chance::from_seed(3);
    for _ in 0..5_000 {
        let body = body(&mut chance);
        let mut headers = fields(&mut chance);
        headers.push(("Host".to_owned(), token(&mut chance)));
        headers.push(("Content-Length".to_owned(), body.len().to_string()));
        let head = RequestHead {
            method: (*pick(&mut chance, &["GET", "POST", "PATCH", "M-SEARCH"])).to_owned(),
            target: format!("/{}?{}", token(&mut chance), token(&mut chance)),
            version: "1.1".to_owned(),
            headers,
        };
        let bytes = write_request(&head, &body);
        match read_request(&bytes) {
            Ok(Read::Whole { message, used }) => {
                assert_eq!(used, bytes.len());
                assert_eq!(message.head, head);
                assert_eq!(message.body, body);
            }
            other => panic!("{other:?} of {head:?}"),
        }
    }
}

#[test]
fn a_response_that_is_written_reads_back() {
    let mut chance = Chance::from_seed(4);
    for _ in 0..5_000 {
        let body = body(&mut chance);
        let mut headers = fields(&mut chance);
        if chance.below(3) == 0 {
            headers.push(("Transfer-Encoding".to_owned(), "chunked".to_owned()));
        }
        let method = *pick(&mut chance, &["GET", "HEAD", "POST"]);
        let head = RequestHead {
            method: method.to_owned(),
            target: "/".to_owned(),
            version: (*pick(&mut chance, &["1.1", "1.0"])).to_owned(),
            headers: Vec::new(),
        };
        let status = *pick(&mut chance, &[200, 201, 204, 304, 404, 500, 799]);
        let parts = ResponseParts {
            status,
            reason: pick::<&str>(&mut chance, &["", "Fine", "two\r\nlines"]),
            headers: &headers,
            body: &body,
        };
        let written = write_response(&parts, &head, chance.below(2) == 0, 0);
        let read = if written.keep_alive {
            read_response(&written.bytes, method)
        } else {
            read_last_response(&written.bytes, method)
        };
        match read {
            Ok(Read::Whole { message, used }) => {
                assert_eq!(used, written.bytes.len());
                assert_eq!(message.status, status);
                assert_eq!(message.headers[..headers.len()], headers);
                assert_eq!(message.keep_alive, written.keep_alive, "{written:?}");
                let bodiless = method == "HEAD" || matches!(status, 204 | 304);
                assert_eq!(message.body, if bodiless { Vec::new() } else { body });
            }
            other => panic!("{other:?} of {written:?}"),
        }
    }
}

#[test]
fn what_is_composed_is_a_request_or_there_is_a_diagnostic() {
    let mut chance = Chance::from_seed(5);
    let pieces = [
        "http://", "https://", "ftp://", "//", "/", "?", "#", "@", ":", "[", "]", "::1", "a.test",
        "%20", "%", " ", "\r\n", "\0", "é", "..", ".", "{x}", "3000", "99999", "user", "\\", "\t",
    ];
    let values = [
        "",
        "x",
        "a\r\nEvil: 1",
        "\0",
        "é",
        "\u{1}",
        "chunked",
        "5",
        "a\tb",
    ];
    let names = [
        "X",
        "",
        "X Y",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "X:",
        "é",
        "Accept",
        "Expect",
    ];
    let mut sent = 0;
    for _ in 0..20_000 {
        let url: String = (0..chance.below(7))
            .map(|_| *pick(&mut chance, &pieces))
            .collect();
        let headers: Vec<Field> = (0..chance.below(3))
            .map(|_| {
                let name = *pick(&mut chance, &names);
                (name.to_owned(), (*pick(&mut chance, &values)).to_owned())
            })
            .collect();
        let method = *pick(&mut chance, &["GET", "POST", "", "G T", "GET\r\n", "get"]);
        let body = body(&mut chance);
        match compose(method, &url, &headers, &body, "shop.test") {
            Ok(composed) => {
                sent += 1;
                let head_end = composed
                    .bytes
                    .windows(4)
                    .position(|w| w == b"\r\n\r\n")
                    .unwrap();
                let lines = composed.bytes[..head_end]
                    .split(|byte| *byte == b'\n')
                    .count();
                assert!(
                    lines <= 6 + headers.len(),
                    "{:?}",
                    String::from_utf8_lossy(&composed.bytes)
                );
                assert!(composed.url.starts_with("http://"));
                assert!(composed.port > 0 && !composed.host.is_empty());
            }
            Err(diagnostic) => {
                assert!(
                    diagnostic.code.starts_with("HTTP05") || diagnostic.code.starts_with("HTTP06")
                );
                assert!(diagnostic.message.ends_with('.') && diagnostic.next_step.ends_with('.'));
            }
        }
    }
    assert!(sent > 500, "{sent}");
}

#[test]
fn a_field_that_node_would_throw_at_is_named() {
    assert!(check_field("X-Ok", "a\tb é").is_ok());
    for (name, value, code) in [
        ("X Y", "a", "HTTP041"),
        ("", "a", "HTTP041"),
        ("X", "a\r\nEvil: 1", "HTTP042"),
        ("X", "漢", "HTTP042"),
    ] {
        assert_eq!(check_field(name, value).unwrap_err().code, code);
    }
}
