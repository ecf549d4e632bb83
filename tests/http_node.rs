//! The same bytes as Node's server gets, and the same answers: what Node
//! 20.20 did with each is recorded in `tests/cases/http/node-*.json`
//! (by `record.mjs` beside it).

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use backlot::base::clock::DEFAULT_START_UNIX_MS;
use backlot::http::message::{
    Expectation, Read, Refusal, Request, ResponseParts, after_close, expectation_failed,
    read_request, refusal_bytes, write_response,
};
use serde_json::Value;

/// Where Backlot differs on purpose; the list is in the docs of `http::message`.
const DIFFERENCES: [(&str, &str); 2] = [
    (
        "two Hosts",
        "refused, as RFC 9112 §3.2 demands and nginx does",
    ),
    (
        "empty Transfer-Encoding, then Content-Length",
        "refused, whichever comes first (RFC 9112 §6.1)",
    ),
];

fn bytes_of(text: &str) -> Vec<u8> {
    text.chars().map(|c| c as u8).collect()
}

fn told(request: &Request) -> Value {
    serde_json::json!({
        "method": request.head.method,
        "target": request.head.target,
        "version": request.head.version,
        "headers": request.head.headers,
        "keep_alive": request.keep_alive,
        "body": request.body.iter().map(|byte| char::from(*byte)).collect::<String>(),
    })
}

/// What a server does with these bytes: the first request, unless any fault
/// among the pipelined ones makes it answer nothing but the refusal.
fn outcome(bytes: &[u8]) -> Value {
    let mut first = None;
    let mut rest = bytes;
    while !rest.is_empty() {
        match read_request(rest) {
            Ok(Read::Whole { message, used }) => {
                first.get_or_insert_with(|| {
                    if message.expectation == Expectation::Unknown {
                        let answer = expectation_failed(message.keep_alive, DEFAULT_START_UNIX_MS);
                        serde_json::json!({"refused": String::from_utf8(answer).unwrap()})
                    } else {
                        serde_json::json!({"accepted": told(&message)})
                    }
                });
                if !message.keep_alive && !message.upgrade {
                    match after_close(rest, used) {
                        None => break,
                        Some(refusal) => return refused(&refusal),
                    }
                }
                rest = &rest[used..];
            }
            Ok(Read::Partial) => break,
            Err(refusal) => return refused(&refusal),
        }
    }
    first.unwrap_or_else(|| serde_json::json!({"waiting": true}))
}

fn refused(refusal: &Refusal) -> Value {
    let answer = refusal_bytes(refusal, DEFAULT_START_UNIX_MS);
    if answer.is_empty() {
        serde_json::json!({"closed": true})
    } else {
        serde_json::json!({"refused": String::from_utf8(answer).unwrap()})
    }
}

#[test]
fn requests_end_as_they_do_in_node() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("cases/http/node-requests.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let ours = outcome(&bytes_of(case["bytes"].as_str().unwrap()));
        let key = ours.as_object().unwrap().keys().next().unwrap().clone();
        let same = case.get(&key) == ours.get(&key);
        let differs = DIFFERENCES.iter().any(|(known, _)| *known == name);
        if same == differs {
            wrong.push(format!("{name}: ours {ours}, Node's {case}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!(
        "node-requests: {} of {} alike; on purpose not: {DIFFERENCES:?}",
        cases.len() - DIFFERENCES.len(),
        cases.len()
    );
}

#[test]
fn responses_are_written_as_node_writes_them() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("cases/http/node-responses.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let Ok(Read::Whole { message, .. }) =
            read_request(case["request"].as_str().unwrap().as_bytes())
        else {
            panic!("the recorded requests are whole: {case}");
        };
        let headers: Vec<(String, String)> =
            serde_json::from_value(case["headers"].clone()).unwrap();
        let parts = ResponseParts {
            status: u16::try_from(case["status"].as_u64().unwrap()).unwrap(),
            reason: case["reason"].as_str().unwrap_or_default(),
            headers: &headers,
            body: &bytes_of(case["body"].as_str().unwrap()),
        };
        let ours = write_response(
            &parts,
            &message.head,
            message.keep_alive,
            DEFAULT_START_UNIX_MS,
        );
        let text: String = ours.bytes.iter().map(|byte| char::from(*byte)).collect();
        if case["written"] != text || case["keep_alive"] != ours.keep_alive {
            wrong.push(format!(
                "ours {text:?} {}\n  Node's {case}",
                ours.keep_alive
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("node-responses: {} of {0} alike", cases.len());
}

#[test]
fn the_head_ends_at_nodes_limit() {
    // Node counts the target and the fields' names and values, and refuses
    // at 16,384: seen with a Node server, one byte less was answered.
    let head = |filling: usize| {
        let text = format!(
            "GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n",
            "a".repeat(filling)
        );
        outcome(text.as_bytes())
    };
    assert!(head(16_376).get("accepted").is_some());
    assert_eq!(
        head(16_377)["refused"],
        "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n"
    );
    let target = format!("GET /{}", "a".repeat(20_000));
    assert!(
        outcome(target.as_bytes())["refused"]
            .as_str()
            .unwrap()
            .contains("431")
    );
    let chunk = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let extension = format!("{chunk}3;{}", "a".repeat(20_000));
    assert_eq!(
        outcome(extension.as_bytes())["refused"],
        "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n"
    );
    let trailer = format!("{chunk}0\r\nX: {}\r\n\r\n", "a".repeat(16_300));
    assert!(outcome(trailer.as_bytes()).get("accepted").is_some());
}

#[test]
fn faults_are_called_what_node_calls_them() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("cases/http/node-requests.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let Some(error) = case["error"].as_str() else {
            continue;
        };
        let bytes = bytes_of(case["bytes"].as_str().unwrap());
        let mut rest = &bytes[..];
        let refusal = loop {
            match read_request(rest) {
                Ok(Read::Whole { message, used }) => {
                    if let Some(refusal) = after_close(rest, used).filter(|_| !message.keep_alive) {
                        break refusal;
                    }
                    rest = &rest[used..];
                }
                Ok(Read::Partial) => panic!("Node refused {case}"),
                Err(refusal) => break refusal,
            }
        };
        let authentic = refusal.diagnostic.authentic.unwrap();
        if !authentic.ends_with(error) {
            wrong.push(format!(
                "{}: ours {authentic:?}, Node's {error:?}",
                case["name"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
