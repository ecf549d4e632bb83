//! The client's side of a connection: pieces, bodies held back, endings.
//! What the server's side sends is compared with Node's in
//! `tests/node/connections.test.mjs`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use backlot::base::{Body, What};
use backlot::session::protocol::{Answer, Command, Outcome, RequestDraft};
use backlot::world::{Action, Input, ResponseHead, TaskId};
use support::{Player, world};

fn head(fields: &[(&str, &str)]) -> ResponseHead {
    let headers = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    ResponseHead {
        status: 200,
        reason: String::new(),
        headers: headers.collect(),
    }
}

const CHUNKED: (&str, &str) = ("Transfer-Encoding", "chunked");

/// Writes in pieces, one a second; its first timer is the task's own number.
fn app(input: &Input, task: TaskId) -> Vec<Action> {
    let write = |head, text: &str, end| Action::Write {
        task,
        head,
        chunks: vec![Body::from(text)],
        end,
    };
    let later = Action::SetTimer {
        timer: task.0,
        delay_ms: 1_000.0,
    };
    match input {
        Input::Start { .. } => vec![Action::Listen { port: 3000 }],
        Input::Request {
            head: asked, body, ..
        } => match asked.target.as_str() {
            "/pieces" => vec![write(Some(head(&[CHUNKED])), "one", false), later],
            "/stays" => vec![write(Some(head(&[CHUNKED])), "one", false)],
            "/dies" => vec![
                write(Some(head(&[CHUNKED])), "one", false),
                Action::Exit {
                    code: 1,
                    fault: None,
                },
            ],
            "/short" => vec![write(Some(head(&[("Content-Length", "10")])), "one", true)],
            "/breaks" => vec![
                write(Some(head(&[("Content-Length", "10")])), "one", false),
                Action::Destroy { task },
            ],
            "/big" => vec![
                write(Some(head(&[CHUNKED])), &"x".repeat(1_000_000), false),
                write(None, "the end", true),
            ],
            _ => vec![Action::Respond {
                task,
                status: 200,
                reason: String::new(),
                headers: Vec::new(),
                body: body.clone(),
            }],
        },
        Input::Timer { .. } => vec![write(None, "two", true)],
        _ => Vec::new(),
    }
}

fn sent(requests: Vec<RequestDraft>) -> (Player, Answer) {
    let mut player = Player::new(app);
    player.run(Command::Open {
        world: Box::new(world()),
    });
    let outcome = player.run(Command::Send { requests });
    let Outcome::Answered { mut answers } = outcome else {
        panic!("{outcome:?}")
    };
    (player, answers.remove(0))
}

fn parts(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Vec<RequestDraft> {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    vec![RequestDraft::Parts {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: headers.collect(),
        body: Body::from(body),
    }]
}

fn get(url: &str) -> (Player, Answer) {
    sent(parts("GET", url, &[], ""))
}

fn at_us(player: &Player, is_it: fn(&What) -> bool) -> Vec<u64> {
    let events = player.events.iter().filter(|event| is_it(&event.what));
    events.map(|event| event.at_us).collect()
}

fn code(answer: &Answer) -> Option<&str> {
    answer.diagnostic.as_ref().map(|d| d.code.as_str())
}

fn authentic(answer: &Answer) -> &str {
    let diagnostic = answer.diagnostic.as_ref().expect("a diagnostic");
    diagnostic.authentic.as_deref().unwrap_or_default()
}

#[test]
fn handler_that_writes_and_waits_shows_two_pieces_at_two_times() {
    let (player, answer) = get("/pieces");
    let response = answer.response.expect("a response");
    assert_eq!(response.body, Body::from("onetwo"));
    assert_eq!(response.pieces.len(), 2, "{:?}", response.pieces);
    assert!(response.pieces[1].at_us >= response.pieces[0].at_us + 999_000);
    let first = at_us(&player, |what| matches!(what, What::PieceReceived { .. }));
    let last = at_us(&player, |what| {
        matches!(what, What::ResponseReceived { .. })
    });
    assert_eq!(first, [response.pieces[0].at_us]);
    assert_eq!(last, [response.pieces[1].at_us]);
    let wrote = at_us(&player, |what| matches!(what, What::HandlerWrote { .. }));
    assert_eq!(wrote.len(), 1);
    assert!(answer.diagnostic.is_none());
}

#[test]
fn pieces_arrive_in_the_order_they_left() {
    let (player, answer) = get("/big");
    let response = answer.response.expect("a response");
    assert_eq!(response.body.len(), 1_000_007);
    assert!(response.body.text().ends_with("the end"));
    assert!(
        player
            .events
            .windows(2)
            .all(|pair| pair[0].at_us <= pair[1].at_us)
    );
}

#[test]
fn response_that_breaks_off_is_shown_with_what_curl_says() {
    let (_, answer) = get("/dies");
    assert_eq!(code(&answer), Some("HTTP040"));
    assert!(
        authentic(&answer)
            .contains("curl: (18) transfer closed with outstanding read data remaining")
    );
    let response = answer.response.expect("what came of it");
    assert_eq!((response.status, response.body), (200, Body::from("one")));

    let (_, answer) = get("/breaks");
    assert!(
        authentic(&answer).contains("curl: (18) transfer closed with 7 bytes remaining to read")
    );
}

#[test]
fn response_shorter_than_it_said_ends_when_the_idle_connection_does() {
    let (_, answer) = get("/short");
    assert_eq!(code(&answer), Some("HTTP040"));
    assert!(answer.ended_at_us - answer.sent_at_us > 5_000_000);
}

#[test]
fn client_that_gives_up_keeps_what_came() {
    let (player, answer) = get("/stays");
    assert_eq!(code(&answer), Some("NET112"));
    let response = answer.response.expect("what came of it");
    assert_eq!(response.body, Body::from("one"));
    let ended = at_us(&player, |what| matches!(what, What::SpanEnded { .. })).len();
    let started = at_us(&player, |what| matches!(what, What::SpanStarted { .. })).len();
    assert_eq!(started, ended);
}

#[test]
fn body_waits_for_100_continue() {
    let expect = [("Expect", "100-continue")];
    let (player, answer) = sent(parts("POST", "/echo", &expect, "a body"));
    let response = answer.response.expect("a response");
    assert_eq!(response.informational, [100]);
    assert!(
        response
            .bytes
            .text()
            .starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    );
    assert_eq!(response.body, Body::from("a body"));
    let asked = at_us(&player, |what| matches!(what, What::RequestSent { .. }));
    let told = at_us(&player, |what| matches!(what, What::InterimReceived { .. }));
    let body = at_us(&player, |what| matches!(what, What::BodySent { .. }));
    assert_eq!(told, body);
    assert!(body[0] > asked[0] + 20_000, "a round trip later");
}

#[test]
fn expectation_without_a_body_or_unknown_holds_nothing_back() {
    let (player, answer) = sent(parts("GET", "/", &[("Expect", "100-continue")], ""));
    assert_eq!(answer.response.expect("a response").informational, [100]);
    assert!(at_us(&player, |what| matches!(what, What::BodySent { .. })).is_empty());

    let (_, answer) = sent(parts("POST", "/echo", &[("Expect", "tea")], "a body"));
    assert_eq!(answer.response.expect("a response").status, 417);
}

#[test]
fn each_of_several_typed_requests_is_answered_in_order() {
    let one = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
    let bytes = Body::from(one("/pieces") + &one("/") + &one("/pieces"));
    let (player, answer) = sent(vec![RequestDraft::Raw {
        host: String::new(),
        bytes,
    }]);
    let first = answer.response.expect("a response");
    let bodies: Vec<_> = answer
        .more
        .iter()
        .map(|response| response.body.text())
        .collect();
    assert_eq!(
        (first.body.text().as_ref(), &*bodies),
        ("onetwo", &["".into(), "onetwo".into()][..])
    );
    let held = |what: &What| matches!(what, What::Queued { resource, .. } if resource.starts_with("responses"));
    assert_eq!(at_us(&player, held).len(), 2);
    assert!(answer.diagnostic.is_none());
}

#[test]
fn half_a_request_after_a_whole_one_is_named() {
    let bytes = Body::from("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /x");
    let (_, answer) = sent(vec![RequestDraft::Raw {
        host: String::new(),
        bytes,
    }]);
    assert_eq!(code(&answer), Some("HTTP043"));
    assert_eq!(answer.response.expect("a response").status, 200);
}

#[test]
fn incomplete_request_is_refused_after_a_minute_and_a_body_after_five() {
    let raw = |text: &str| {
        let bytes = Body::from(text);
        let host = String::new();
        sent(vec![RequestDraft::Raw { host, bytes }]).1
    };
    for (text, after_s) in [
        ("GET / HTTP/1.1\r\nHo", 60),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            300,
        ),
    ] {
        let answer = raw(text);
        assert_eq!(answer.response.expect("a response").status, 408);
        assert_eq!(
            (answer.ended_at_us - answer.sent_at_us) / 1_000_000,
            after_s
        );
    }
}
