//! Whatever is typed, there is an outcome, and a replay gives the same bytes.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use backlot::base::{Body, Chance};
use backlot::session::protocol::{Command, Outcome, Question, RequestDraft, SqlEngine, WorldFile};
use backlot::world::{Action, CallId, Fault, Input, ServiceCall, TaskId};
use support::{Player, world};

const SESSIONS: u32 = 60;
const COMMANDS: u64 = 40;

/// What people type, well and badly.
const WORDS: &[&str] = &[
    "GET",
    "POST",
    "",
    " ",
    "/",
    "/a?b=c#d",
    "http://app.test/",
    "http://",
    "://",
    "https://app.test/",
    "http://app.test:99999/",
    "http://[::1]/",
    "app.test",
    "\r\n",
    "X: y\r\nEvil: 1",
    "\0",
    "ü€😀",
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "chunked",
    "-1",
    "18446744073709551616",
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "\n\n\n",
    "{",
    "\"",
    "'",
    "''",
    "SELECT 1",
    "SELECT",
    "DROP TABLE",
    "; ; ;",
    "$1",
    "SELECT * FROM t WHERE",
    "/* ",
    "SET a 1",
    "GET a",
    "INCR a",
    "EXPIRE a 1",
    "\"unclosed",
    "server.js",
    "../x",
    "a/b.js",
    "%00",
    "%",
];

fn text(chance: &mut Chance) -> String {
    let word = |chance: &mut Chance| WORDS[chance.below(WORDS.len() as u64) as usize];
    let mut text = String::new();
    for _ in 0..=chance.below(3) {
        text.push_str(word(chance));
        match chance.below(4) {
            0 => text.push(' '),
            1 => text.push(char::from_u32(chance.below(0x11_0000) as u32).unwrap_or('\u{fffd}')),
            _ => {}
        }
    }
    text
}

fn bytes(chance: &mut Chance) -> Body {
    let mut bytes = text(chance).into_bytes();
    for _ in 0..chance.below(4) {
        if !bytes.is_empty() {
            let place = chance.below(bytes.len() as u64) as usize;
            bytes[place] = chance.below(256) as u8;
        }
    }
    Body(bytes)
}

fn request(chance: &mut Chance) -> RequestDraft {
    if chance.below(3) == 0 {
        return RequestDraft::Raw {
            host: text(chance),
            bytes: bytes(chance),
        };
    }
    RequestDraft::Parts {
        method: text(chance),
        url: if chance.below(2) == 0 {
            "/".to_owned()
        } else {
            text(chance)
        },
        headers: (0..chance.below(3))
            .map(|_| (text(chance), text(chance)))
            .collect(),
        body: bytes(chance),
    }
}

fn command(chance: &mut Chance) -> Command {
    match chance.below(11) {
        0..4 => Command::Send {
            requests: (0..chance.below(4)).map(|_| request(chance)).collect(),
        },
        4 => Command::SaveFile {
            path: text(chance),
            text: text(chance),
        },
        5 => Command::RemoveFile { path: text(chance) },
        6 => Command::RunSql {
            text: text(chance),
            engine: SqlEngine::Postgres,
        },
        7 => Command::RunCache { line: text(chance) },
        8 => Command::Advance {
            by_us: chance.below(5_000_000),
        },
        9 if chance.below(2) == 0 => Command::ResetDatabase,
        9 => Command::Restart,
        _ => Command::Look {
            at_seq: (chance.below(2) == 0).then(|| chance.below(500)),
            question: Question::Rows {
                table: text(chance),
                offset: 3,
                limit: usize::MAX,
            },
        },
    }
}

/// Code that does something odd, decided by what it is asked.
fn odd_app(input: &Input, task: TaskId) -> Vec<Action> {
    let respond = |task| Action::Respond {
        task,
        status: 299,
        reason: "Odd\r\n".to_owned(),
        headers: vec![("X-\u{e9}".to_owned(), "a\r\nb".to_owned())],
        body: Body(vec![0, 255]),
    };
    match input {
        Input::Start { .. } => vec![Action::Listen { port: 3000 }],
        Input::Request { head, body, .. } => match (head.target.len() + body.len()) % 8 {
            0 => vec![],
            1 => vec![respond(task), respond(task), Action::Destroy { task }],
            2 => vec![
                Action::SetTimer {
                    timer: 1,
                    delay_ms: f64::NAN,
                },
                respond(TaskId(999)),
            ],
            3 => vec![Action::Exit {
                code: 1,
                fault: None,
            }],
            4 => vec![Action::Failed(Fault {
                name: String::new(),
                message: String::new(),
                stack: String::new(),
                file: Some(String::new()),
                line: u32::MAX,
                column: 0,
            })],
            5 => {
                let service = ServiceCall::SqlQuery {
                    connection: 7,
                    text: head.target.clone(),
                    params: vec![None],
                };
                vec![Action::Call {
                    call: CallId(task.0),
                    service,
                }]
            }
            6 => {
                let args = vec![Body(head.target.clone().into_bytes())];
                let service = ServiceCall::Cache {
                    connection: u32::MAX,
                    args,
                };
                vec![Action::Call {
                    call: CallId(task.0),
                    service,
                }]
            }
            _ => {
                let service = ServiceCall::Fetch {
                    url: head.target.clone(),
                    method: "GET".to_owned(),
                    headers: Vec::new(),
                    body: Body::default(),
                };
                vec![Action::Call {
                    call: CallId(task.0),
                    service,
                }]
            }
        },
        Input::Called { .. } => vec![respond(task)],
        _ => vec![],
    }
}

fn play(seed: u32) -> (Player, usize) {
    let mut chance = Chance::from_seed(seed);
    let mut player = Player::new(odd_app);
    let file = WorldFile {
        seed,
        sql: Some(String::new()),
        ..world()
    };
    assert_eq!(
        player.run(Command::Open {
            world: Box::new(file)
        }),
        Outcome::Done
    );
    let outcomes = (0..COMMANDS)
        .map(|_| player.run(command(&mut chance)))
        .count();
    (player, outcomes)
}

#[test]
fn anything_typed_has_an_outcome_and_replays_alike() {
    for seed in 0..SESSIONS {
        let (player, outcomes) = play(seed);
        assert_eq!(outcomes as u64, COMMANDS);
        assert_eq!(
            player.trace_json(),
            play(seed).0.trace_json(),
            "seed {seed}"
        );
    }
}

#[test]
fn spans_end_once_and_time_runs_forward_whatever_is_typed() {
    use backlot::base::What;
    for seed in 0..SESSIONS {
        let (player, _) = play(seed);
        let mut open = std::collections::BTreeSet::new();
        let mut last_us = 0;
        for event in &player.events {
            assert!(event.at_us >= last_us, "seed {seed}: {event:?}");
            last_us = event.at_us;
            let once = match &event.what {
                What::SpanStarted { .. } => open.insert(event.span),
                What::SpanEnded { .. } => open.remove(&event.span),
                _ => true,
            };
            assert!(once, "seed {seed}: {event:?}");
        }
    }
}
