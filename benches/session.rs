//! How many requests a second the engine carries natively, with closures in
//! the place of JavaScript: `cargo bench --bench session`.
#![allow(
    clippy::expect_used,
    reason = "a benchmark stops at the first surprise"
)]

use backlot::base::Body;
use backlot::session::Session;
use backlot::session::protocol::{Command, RequestDraft, TurnDone, WorldFile};
use backlot::world::{Action, Input};
use std::time::Instant;

const ROUNDS: usize = 7;
const REQUESTS: usize = 1_000;

fn main() {
    let mut rates: Vec<f64> = (0..ROUNDS).map(|_| round()).collect();
    rates.sort_by(f64::total_cmp);
    let median = rates.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("engine, native: {median:.0} requests/s (median of {ROUNDS} rounds of {REQUESTS})");
}

fn round() -> f64 {
    let mut session = Session::new();
    let world = WorldFile {
        files: [("server.js".to_owned(), String::new())].into(),
        ..WorldFile::default()
    };
    play(
        &mut session,
        Command::Open {
            world: Box::new(world),
        },
    );
    let begun = Instant::now();
    for _ in 0..REQUESTS {
        let request = RequestDraft::Parts {
            method: "GET".to_owned(),
            url: "/".to_owned(),
            headers: Vec::new(),
            body: Body::default(),
        };
        play(
            &mut session,
            Command::Send {
                requests: vec![request],
            },
        );
    }
    REQUESTS as f64 / begun.elapsed().as_secs_f64()
}

fn play(session: &mut Session, command: Command) {
    let mut step = session.run(command).expect("no command is under way");
    while let Some(turn) = step.need {
        let actions = match turn.input {
            Input::Start { .. } => vec![Action::Listen { port: 3000 }],
            Input::Request { .. } => vec![Action::Respond {
                task: turn.task,
                status: 200,
                reason: String::new(),
                headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
                body: Body::from("{\"hello\":\"world\"}"),
            }],
            _ => Vec::new(),
        };
        let done = TurnDone {
            turn: turn.turn,
            actions,
        };
        step = session.resume(done).expect("the turn is out");
    }
}
