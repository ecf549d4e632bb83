//! More connections than the database takes, as a pool that leaks opens them.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod support;

use backlot::base::{Body, limits};
use backlot::session::protocol::{Command, Outcome, RequestDraft, WorldFile};
use backlot::world::{Action, CallId, CallResult, Input, ServiceCall, TaskId};
use support::{Player, world};

/// Each request opens a connection and never closes it.
fn app(input: &Input, task: TaskId) -> Vec<Action> {
    let text = match input {
        Input::Start { .. } => return vec![Action::Listen { port: 3000 }],
        Input::Request { .. } => {
            let service = ServiceCall::SqlConnect { connection: task.0 };
            let call = CallId(task.0);
            return vec![Action::Call { call, service }];
        }
        Input::Called {
            result: CallResult::SqlError(error),
            ..
        } => format!("{}: {}", error.code, error.message),
        Input::Called { .. } => "open".to_owned(),
        _ => return Vec::new(),
    };
    vec![Action::Respond {
        task,
        status: 200,
        reason: String::new(),
        headers: Vec::new(),
        body: Body::from(text.as_str()),
    }]
}

#[test]
fn a_connection_too_many_is_refused_as_postgresql_refuses_it() {
    let mut player = Player::new(app);
    let world = WorldFile {
        sql: Some("CREATE TABLE t (id int)".to_owned()),
        ..world()
    };
    player.run(Command::Open {
        world: Box::new(world),
    });
    let request = RequestDraft::Parts {
        method: "GET".to_owned(),
        url: "http://localhost:3000/".to_owned(),
        headers: Vec::new(),
        body: Body::default(),
    };
    let requests = vec![request; limits::SQL_CONNECTIONS + 2];
    let Outcome::Answered { answers } = player.run(Command::Send { requests }) else {
        panic!("all are answered");
    };
    let bodies: Vec<String> = answers
        .iter()
        .filter_map(|answer| answer.response.as_ref())
        .map(|response| response.body.text().into_owned())
        .collect();
    let count = |text: &str| bodies.iter().filter(|body| *body == text).count();
    assert_eq!(count("open"), limits::SQL_CONNECTIONS);
    assert_eq!(count("53300: sorry, too many clients already"), 2);
}
