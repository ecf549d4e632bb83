//! Messages as Node's own parser, llhttp, judges them, from the conformance
//! data beside the project. The result is a ratchet: it may only rise.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use backlot::http::draft::base64;
use backlot::http::message::{
    Field, Read, after_close, is_valid_target, parse_request, read_last_response, read_response,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const RATCHET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ratchets/http1.json");

/// One message as a log tells it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    start: Vec<String>,
    fields: Vec<Field>,
    body: String,
    keep_alive: Option<bool>,
    complete: bool,
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// `off=4` of `off=4 len=4 span[url]="/url"`.
fn number(line: &str, key: &str) -> Option<usize> {
    let (_, behind) = line.split_once(key)?;
    let digits = behind.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// The messages of a log, and the code of the error that ended it.
fn told(log: &[Value], input: &[u8], is_request: bool) -> (Vec<Told>, Option<usize>) {
    let mut messages: Vec<Told> = Vec::new();
    let (mut name, mut value) = (String::new(), String::new());
    for line in log.iter().map(|line| line.as_str().unwrap()) {
        if let Some(code) = number(line, "error code=") {
            return (messages, Some(code));
        }
        if line.ends_with("message begin") {
            messages.push(Told::default());
        }
        let Some(message) = messages.last_mut() else {
            continue;
        };
        if let Some(length) = number(line, "len=")
            && let Some((kind, _)) = line
                .split_once("span[")
                .and_then(|(_, b)| b.split_once(']'))
        {
            let from = number(line, "off=").unwrap();
            let text = latin1(&input[from..from + length]);
            match kind {
                "method" | "url" | "version" | "status" => message.start.push(text),
                "header_field" => name += &text,
                "header_value" => value += &text,
                "body" => message.body += &text,
                _ => {}
            }
        } else if line.ends_with("header_value complete") {
            let field = (std::mem::take(&mut name), value.trim_end().to_owned());
            value.clear();
            message.fields.push(field);
        } else if line.contains("headers complete") {
            let flags = line.split_once("flags=").unwrap().1;
            let flags = flags.split(' ').next().unwrap();
            let flags = u32::from_str_radix(flags, 16).unwrap();
            let old = !line.contains("v=1/1");
            let keep = if old { flags & 3 == 1 } else { flags & 2 == 0 };
            message.keep_alive = is_request.then_some(keep);
            if let Some(status) = number(line, "status=") {
                message.start.push(status.to_string());
            }
        } else if line.ends_with("message complete") {
            message.complete = true;
        }
    }
    (messages, None)
}

fn requests(input: &[u8]) -> (Vec<Told>, bool) {
    let (mut rest, mut out) = (input, Vec::new());
    while !rest.is_empty() {
        match parse_request(rest) {
            Ok(Read::Whole { message, used }) => {
                let head = message.head;
                out.push(Told {
                    start: vec![head.method, head.target, head.version],
                    fields: [head.headers, message.trailers].concat(),
                    body: latin1(&message.body),
                    keep_alive: Some(message.keep_alive),
                    complete: true,
                });
                if message.upgrade {
                    break;
                }
                if !message.keep_alive {
                    return (out, after_close(rest, used).is_some());
                }
                rest = &rest[used..];
            }
            Ok(Read::Partial) => break,
            Err(_) => return (out, true),
        }
    }
    (out, false)
}

fn responses(input: &[u8]) -> (Vec<Told>, bool) {
    let (mut rest, mut out) = (input, Vec::new());
    while !rest.is_empty() {
        let (read, closed) = match read_response(rest, "GET") {
            Ok(Read::Partial) => (read_last_response(rest, "GET"), true),
            read => (read, false),
        };
        match read {
            Ok(Read::Whole { message, used }) => {
                out.push(Told {
                    start: vec![message.version, message.reason, message.status.to_string()],
                    fields: [message.headers, message.trailers].concat(),
                    body: latin1(&message.body),
                    keep_alive: None,
                    complete: !closed,
                });
                rest = &rest[used..];
                if message.status == 101 {
                    break;
                }
            }
            // Cut short is what a client says of a partial response.
            Err(_) if closed => break,
            Err(_) => return (out, true),
            Ok(Read::Partial) => break,
        }
    }
    (out, false)
}

/// Nothing when a case passes, else what differs.
fn run(case: &Value) -> Option<String> {
    let input = base64::decode(case["input_b64"].as_str().unwrap()).unwrap();
    if case["kind"] == "url" {
        let ours = is_valid_target(&input);
        let theirs = !case["expect_error"].as_bool().unwrap();
        return (ours != theirs).then(|| format!("ours {ours}, theirs {theirs}"));
    }
    let is_request = case["type"].as_str().unwrap().starts_with("request");
    let log = case["log"].as_array().unwrap();
    let (mut theirs, error) = told(log, &input, is_request);
    // 22 is where llhttp hands the connection over after an upgrade.
    let their_error = error.is_some_and(|code| code != 22);
    for message in theirs.iter_mut().filter(|message| message.complete) {
        // A request line that names no protocol has no span for its version.
        if is_request && message.start.len() == 2 {
            message.start.push("0.9".to_owned());
        }
    }
    if !is_request {
        let passing = |m: &Told| {
            m.start
                .last()
                .is_some_and(|s| s.starts_with('1') && s != "101")
                && m.complete
        };
        theirs.retain(|message| !passing(message));
        for message in &mut theirs {
            // A response without a phrase has no span for it.
            if message.start.len() == 2 {
                message.start.insert(1, String::new());
            }
        }
    }
    let (mut ours, our_error) = if is_request {
        requests(&input)
    } else {
        responses(&input)
    };
    if their_error != our_error {
        return Some(format!("refused: ours {our_error}, theirs {error:?}"));
    }
    // A message that was not whole is only given here when its end is the
    // connection's; the ones that a later fault spoils are not given at all.
    theirs.retain(|message| message.complete || ours.iter().any(|own| !own.complete));
    if our_error {
        let whole = ours.len().min(theirs.len());
        ours.truncate(whole);
        theirs.truncate(whole);
    }
    (ours != theirs).then(|| format!("ours {ours:?}\n    theirs {theirs:?}"))
}

/// Why a case does not apply, if it does not.
fn excluded(case: &Value) -> Option<&'static str> {
    let kind = case["type"].as_str().unwrap();
    if kind.contains("lenient") {
        return Some("a lenient mode, which Node's server does not use");
    }
    case["meta"]["skipBody"]
        .as_bool()
        .and_then(|skip| skip.then_some("a caller that tells the parser to skip a body"))
}

#[test]
fn messages_are_judged_as_node_judges_them() {
    let folder = std::env::var("BACKLOT_CONFORMANCE").map_or_else(
        |_| {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../shared/conformance"
            ))
        },
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("http1/messages.json")) else {
        println!(
            "http1: skipped, 1 suite: no conformance data at {}",
            folder.display()
        );
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let ratchet: Value = serde_json::from_str(&std::fs::read_to_string(RATCHET).unwrap()).unwrap();
    let known = ratchet["known_failures"].as_object().unwrap();

    let mut exclusions: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut passed, mut trouble) = (0, Vec::new());
    for case in &cases {
        if let Some(reason) = excluded(case) {
            *exclusions.entry(reason).or_default() += 1;
            continue;
        }
        let name = format!("{}:{} {}", case["file"], case["line"], case["name"]).replace('"', "");
        match (run(case), known.contains_key(&name)) {
            (None, false) => passed += 1,
            (None, true) => trouble.push(format!("{name}: passes now; take it off the list")),
            (Some(_), true) => {}
            (Some(why), false) => trouble.push(format!("{name}: {why}")),
        }
    }
    let applicable = cases.len() - exclusions.values().sum::<usize>();
    println!("http1: {passed} / {applicable} / {}", cases.len());
    for (reason, count) in exclusions {
        println!("http1: excluded {count}: {reason}");
    }
    for (name, reason) in known {
        println!("http1: known failure: {name}: {reason}");
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
    let least = ratchet["passed"].as_u64().unwrap();
    assert!(passed >= least, "{passed} pass, and {least} did before");
    if passed > least {
        println!("http1: raise `passed` to {passed} in tests/ratchets/http1.json");
    }
}
