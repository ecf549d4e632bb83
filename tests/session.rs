//! Sessions driven natively, with Rust closures in the place of JavaScript.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use backlot::base::{Body, Event, What};
use backlot::session::Session;
use backlot::session::protocol::{Command, Outcome, Question, RequestDraft, View, WorldFile};
use backlot::world::{Action, CallId, CallResult, Input, ServiceCall, TaskId};
use support::{Player, world};

/// Answers `hello` at once; `/slow` never; `/cached` asks the cache first.
fn app(input: &Input, task: TaskId) -> Vec<Action> {
    let respond = |task, text: &str| Action::Respond {
        task,
        status: 200,
        reason: String::new(),
        headers: vec![("Content-Type".to_owned(), "text/plain".to_owned())],
        body: Body::from(text),
    };
    match input {
        Input::Start { .. } => vec![Action::Listen { port: 3000 }],
        Input::Request { head, .. } if head.target == "/slow" => vec![],
        Input::Request { head, .. } if head.target == "/cached" => vec![Action::Call {
            call: CallId(task.0),
            service: ServiceCall::Cache {
                connection: 0,
                args: vec![Body::from("INCR"), Body::from("visits")],
            },
        }],
        Input::Request { .. } => vec![respond(task, "hello")],
        Input::Called {
            result: CallResult::Cache { reply },
            ..
        } => {
            vec![respond(task, &format!("{reply:?}"))]
        }
        _ => vec![],
    }
}

fn get(url: &str) -> Command {
    Command::Send {
        requests: vec![RequestDraft::Parts {
            method: "GET".to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: Body::default(),
        }],
    }
}

fn status(outcome: &Outcome) -> Option<u16> {
    let Outcome::Answered { answers } = outcome else {
        return None;
    };
    answers
        .first()?
        .response
        .as_ref()
        .map(|response| response.status)
}

fn code(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Answered { answers } => Some(answers.first()?.diagnostic.as_ref()?.code.clone()),
        Outcome::Refused { diagnostic } => Some(diagnostic.code.clone()),
        _ => None,
    }
}

fn opened() -> Player {
    let mut player = Player::new(app);
    assert_eq!(
        player.run(Command::Open {
            world: Box::new(world())
        }),
        Outcome::Done
    );
    player
}

#[test]
fn request_is_answered_and_every_span_ends() {
    let mut player = opened();
    let outcome = player.run(get("/"));
    assert_eq!(status(&outcome), Some(200));
    let started = |e: &&Event| matches!(e.what, What::SpanStarted { .. });
    let ended = |e: &&Event| matches!(e.what, What::SpanEnded { .. });
    let events = &player.events;
    assert_eq!(
        events.iter().filter(started).count(),
        events.iter().filter(ended).count()
    );
    assert!(
        events.windows(2).all(|pair| pair[0].at_us <= pair[1].at_us),
        "time runs forward"
    );
    assert!(
        events
            .iter()
            .enumerate()
            .all(|(place, event)| event.seq == place as u64)
    );
}

#[test]
fn second_request_reuses_name_and_connection() {
    let mut player = opened();
    let took = |outcome: &Outcome| match outcome {
        Outcome::Answered { answers } => answers[0].ended_at_us - answers[0].sent_at_us,
        _ => 0,
    };
    let first = took(&player.run(get("/")));
    let second = took(&player.run(get("/")));
    let world = world();
    assert_eq!(
        first - second,
        2 * (world.latency.dns_us + world.latency.client_us)
    );
}

#[test]
fn handler_that_never_answers_is_timed_out_and_said_to_stall() {
    let mut player = opened();
    assert_eq!(code(&player.run(get("/slow"))).as_deref(), Some("NET112"));
    assert!(
        player
            .events
            .iter()
            .any(|e| matches!(e.what, What::HandlerStalled { .. }))
    );
}

#[test]
fn unknown_host_is_not_found() {
    let mut player = opened();
    assert_eq!(
        code(&player.run(get("http://nowhere.test/"))).as_deref(),
        Some("NET110")
    );
}

#[test]
fn port_without_a_listener_refuses() {
    let mut player = opened();
    assert_eq!(
        code(&player.run(get("http://app.test:4000/"))).as_deref(),
        Some("NET111")
    );
}

#[test]
fn past_moment_shows_the_cache_as_it_was() {
    let mut player = opened();
    player.run(get("/cached"));
    let seq = player.events.last().expect("there are events").seq;
    player.run(get("/cached"));
    let value = |player: &mut Player, at_seq| {
        let question = Question::Keys {
            offset: 0,
            limit: 10,
        };
        match player.run(Command::Look { at_seq, question }) {
            Outcome::View { view } => match *view {
                View::Keys(page) => page.entries[0].preview.text().into_owned(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(value(&mut player, Some(seq)), "1");
    assert_eq!(value(&mut player, None), "2");
}

#[test]
fn replay_of_the_log_gives_the_same_bytes() {
    let mut player = opened();
    player.run(get("/cached"));
    player.run(Command::Advance { by_us: 5_000_000 });
    player.run(get("/cached"));
    let Outcome::Log { commands } = player.run(Command::Fork { at_seq: None }) else {
        panic!("a fork gives the log")
    };
    let mut again = Player::new(app);
    for command in commands {
        again.run(command);
    }
    assert_eq!(player.trace_json(), again.trace_json());
}

#[test]
fn fork_at_any_event_replays_up_to_that_event_and_goes_on() {
    let mut player = opened();
    player.run(get("/cached"));
    player.run(get("/"));
    let whole = player.events.clone();
    for seq in 0..whole.len() as u64 {
        let Outcome::Log { commands } = player.run(Command::Fork { at_seq: Some(seq) }) else {
            panic!("a fork gives the log")
        };
        let mut fork = Player::new(app);
        for command in commands {
            fork.run(command);
        }
        assert!(fork.events.len() as u64 > seq, "event {seq} is reached");
        assert_eq!(
            fork.events[..],
            whole[..fork.events.len()],
            "forked at {seq}"
        );
        fork.run(Command::Continue);
        assert_eq!(
            fork.events[..],
            whole[..fork.events.len()],
            "continued from {seq}"
        );
    }
}

#[test]
fn same_moment_requests_race_and_all_are_answered() {
    let mut player = opened();
    let Command::Send { requests } = get("/cached") else {
        unreachable!()
    };
    let requests: Vec<_> = std::iter::repeat_n(requests, 10).flatten().collect();
    let Outcome::Answered { answers } = player.run(Command::Send { requests }) else {
        panic!("requests are answered")
    };
    assert_eq!(answers.len(), 10);
    assert!(answers.iter().all(|answer| answer.response.is_some()));
}

#[test]
fn saved_file_restarts_the_process_before_the_next_request() {
    let mut player = opened();
    let text = "// changed".to_owned();
    player.run(Command::SaveFile {
        path: "server.js".to_owned(),
        text,
    });
    assert_eq!(status(&player.run(get("/"))), Some(200));
    let starts = |e: &&Event| matches!(e.what, What::ProcessStarted { .. });
    assert_eq!(player.events.iter().filter(starts).count(), 2);
}

#[test]
fn bad_paths_and_newer_worlds_are_refused() {
    let mut player = opened();
    for path in ["", "../up", "a//b", "a\u{0}b", "/etc/passwd"] {
        let command = Command::SaveFile {
            path: path.to_owned(),
            text: String::new(),
        };
        assert_eq!(
            code(&player.run(command)).as_deref(),
            Some("FILE001"),
            "{path:?}"
        );
    }
    let newer = WorldFile {
        version: 999,
        ..world()
    };
    let refused = player.run(Command::Open {
        world: Box::new(newer),
    });
    assert_eq!(code(&refused).as_deref(), Some("WORLD001"));
    assert_eq!(
        status(&player.run(get("/"))),
        Some(200),
        "the open world is as it was"
    );
}

#[test]
fn raw_request_that_stays_incomplete_gets_408() {
    let mut player = opened();
    let bytes = Body::from("GET / HTTP/1.1\r\nHost: app.test\r\n");
    let requests = vec![RequestDraft::Raw {
        host: String::new(),
        bytes,
    }];
    assert_eq!(status(&player.run(Command::Send { requests })), Some(408));
}

#[test]
fn command_before_a_world_is_refused_not_lost() {
    let mut player = Player::new(app);
    assert_eq!(code(&player.run(get("/"))).as_deref(), Some("SESSION001"));
}

#[test]
fn messages_that_are_not_of_the_protocol_are_errors() {
    let mut session = Session::new();
    for text in [
        "",
        "{}",
        "null",
        r#"{"run":{"command":"fly"}}"#,
        "\u{0}",
        "[1,2]",
    ] {
        assert!(session.exchange(text).is_err(), "{text:?}");
    }
    assert!(
        session
            .exchange(r#"{"resume":{"turn":1,"actions":[]}}"#)
            .is_err()
    );
}
