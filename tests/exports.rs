//! Exports of a session that really ran: whole, and adding up.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use backlot::base::trace::explain::sentence;
use backlot::base::{Body, clock::DEFAULT_START_UNIX_MS};
use backlot::session::export::{har, otlp};
use backlot::session::protocol::{Answer, Command, Outcome, RequestDraft, WorldFile};
use backlot::world::{Action, CallId, CallResult, Input, ServiceCall, TaskId};
use serde_json::Value;
use std::collections::BTreeSet;
use support::{Player, world};

/// Asks the cache, answers with what it said.
fn app(input: &Input, task: TaskId) -> Vec<Action> {
    match input {
        Input::Start { .. } => vec![Action::Listen { port: 3000 }],
        Input::Request { .. } => vec![Action::Call {
            call: CallId(task.0),
            service: ServiceCall::Cache {
                connection: 0,
                args: vec![Body::from("INCR"), Body::from("visits")],
            },
        }],
        Input::Called {
            result: CallResult::Cache { reply },
            ..
        } => vec![Action::Respond {
            task,
            status: 200,
            reason: String::new(),
            headers: vec![("Set-Cookie".to_owned(), "a=1; Path=/".to_owned())],
            body: Body::from(format!("{reply:?}")),
        }],
        _ => vec![],
    }
}

fn parts(method: &str, url: &str, body: &str) -> RequestDraft {
    RequestDraft::Parts {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: Vec::new(),
        body: Body::from(body),
    }
}

/// A session with answered, refused, unanswerable and unsendable requests.
fn played() -> (Player, Vec<Answer>) {
    let mut player = Player::new(app);
    let world = Box::new(WorldFile {
        start_unix_ms: DEFAULT_START_UNIX_MS,
        ..world()
    });
    player.run(Command::Open { world });
    let requests = vec![
        parts("GET", "/a?x=1&y=%20", ""),
        parts("POST", "/b", "{}"),
        RequestDraft::Raw {
            host: String::new(),
            bytes: Body::from("GET / HTTP/1.1\r\n\r\n"),
        },
        RequestDraft::Raw {
            host: String::new(),
            bytes: Body(vec![0x16, 3, 1, 2, 0]),
        },
        parts("GET", "http://nowhere.test/", ""),
        parts("GET", "https://app.test/", ""),
        parts("GET", "http://app.test:81/", ""),
    ];
    match player.run(Command::Send { requests }) {
        Outcome::Answered { mut answers } => {
            let again = vec![parts("GET", "/again", "")];
            if let Outcome::Answered { answers: more } =
                player.run(Command::Send { requests: again })
            {
                answers.extend(more);
            }
            (player, answers)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_archive_has_an_entry_for_each_request_whose_times_add_up() {
    let (player, answers) = played();
    let archive = har(&player.events, &answers, DEFAULT_START_UNIX_MS);
    let entries = archive["log"]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), answers.len());
    for (entry, answer) in entries.iter().zip(&answers) {
        let timings = entry["timings"].as_object().unwrap();
        let sum: f64 = timings
            .values()
            .filter_map(Value::as_f64)
            .filter(|ms| *ms > 0.0)
            .sum();
        assert!(
            (sum - entry["time"].as_f64().unwrap()).abs() < 1e-6,
            "{entry}"
        );
        for part in ["send", "wait", "receive"] {
            assert!(timings[part].as_f64().unwrap() >= 0.0, "{entry}");
        }
        let status = answer
            .response
            .as_ref()
            .map_or(0, |response| response.status);
        assert_eq!(entry["response"]["status"], status);
        assert_eq!(entry["comment"].is_string(), answer.diagnostic.is_some());
    }
    let first = &entries[0];
    assert_eq!(first["request"]["url"], "http://app.test/a?x=1&y=%20");
    assert!(first["timings"]["dns"].as_f64().unwrap() > 0.0, "{first}");
    assert!(
        first["timings"]["connect"].as_f64().unwrap() > 0.0,
        "{first}"
    );
    let last = entries.last().unwrap();
    assert_eq!(
        last["timings"]["dns"], -1.0,
        "the name is still known: {last}"
    );
    assert_eq!(
        last["timings"]["connect"], -1.0,
        "the connection is still open: {last}"
    );
}

#[test]
fn every_span_is_exported_once_below_its_parent() {
    let (player, _) = played();
    let export = otlp(&player.events, DEFAULT_START_UNIX_MS);
    let spans: Vec<&Value> = export["resourceSpans"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|resource| resource["scopeSpans"][0]["spans"].as_array().unwrap())
        .collect();
    let started = player.trace_json().matches("\"span_started\"").count();
    assert_eq!(spans.len(), started);
    let ids: BTreeSet<&str> = spans
        .iter()
        .map(|s| s["spanId"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), spans.len());
    for span in &spans {
        if let Some(parent) = span.get("parentSpanId") {
            assert!(ids.contains(parent.as_str().unwrap()));
        }
        let nanos = |key: &str| span[key].as_str().unwrap().parse::<u128>().unwrap();
        assert!(nanos("startTimeUnixNano") <= nanos("endTimeUnixNano"));
    }
}

#[test]
fn every_event_of_a_session_reads_as_a_sentence() {
    let (player, _) = played();
    for event in &player.events {
        let told = sentence(event);
        assert!(
            !told.contains(char::is_control) && told.len() < 600,
            "{told}"
        );
        println!("{:>9} µs  {told}", event.at_us);
    }
}
