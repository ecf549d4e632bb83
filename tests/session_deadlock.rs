//! Two requests whose transactions lock two rows in opposite order.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use backlot::base::{Body, What};
use backlot::session::protocol::{Command, Outcome, RequestDraft, WorldFile};
use backlot::world::{Action, CallId, CallResult, Input, ServiceCall, TaskId};
use support::{Player, world};

/// The step that a call is, in the numbers that calls are given here.
const STEPS: u32 = 10;

/// Each request opens a connection, begins, and updates two rows: those with
/// even tasks the first one first, the others the second one first.
fn app(input: &Input, task: TaskId) -> Vec<Action> {
    let call = |step: u32, service| {
        vec![Action::Call {
            call: CallId(task.0 * STEPS + step),
            service,
        }]
    };
    let query = |step: u32, text: String| {
        let service = ServiceCall::SqlQuery {
            connection: task.0,
            text,
            params: Vec::new(),
        };
        call(step, service)
    };
    let respond = |text: &str| {
        vec![Action::Respond {
            task,
            status: 200,
            reason: String::new(),
            headers: vec![("Content-Type".to_owned(), "text/plain".to_owned())],
            body: Body::from(text),
        }]
    };
    let update = |row: u32| format!("UPDATE t SET n = n + 1 WHERE id = {}", row % 2 + 1);
    match input {
        Input::Start { .. } => vec![Action::Listen { port: 3000 }],
        Input::Request { .. } => call(0, ServiceCall::SqlConnect { connection: task.0 }),
        Input::Called {
            result: CallResult::SqlError(error),
            ..
        } => {
            let mut actions = query(9, "ROLLBACK".to_owned());
            actions.extend(respond(&error.code));
            actions
        }
        Input::Called { call, .. } => match call.0 % STEPS {
            0 => query(1, "BEGIN".to_owned()),
            1 => query(2, update(task.0)),
            2 => query(3, update(task.0 + 1)),
            3 => query(4, "COMMIT".to_owned()),
            4 => respond("committed"),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn get(path: &str) -> RequestDraft {
    RequestDraft::Parts {
        method: "GET".to_owned(),
        url: format!("http://localhost:3000{path}"),
        headers: Vec::new(),
        body: Body::default(),
    }
}

#[test]
fn a_deadlock_ends_one_of_two_requests_after_a_second() {
    let mut player = Player::new(app);
    let world = WorldFile {
        sql: Some(
            "CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 0), (2, 0)"
                .to_owned(),
        ),
        ..world()
    };
    player.run(Command::Open {
        world: Box::new(world),
    });
    let outcome = player.run(Command::Send {
        requests: vec![get("/a"), get("/b")],
    });
    let Outcome::Answered { answers } = outcome else {
        panic!("both are answered: {outcome:?}");
    };
    let mut bodies: Vec<String> = answers
        .iter()
        .map(|answer| {
            let response = answer.response.as_ref().expect("a response");
            response.body.text().into_owned()
        })
        .collect();
    bodies.sort();
    assert_eq!(bodies, ["40P01", "committed"]);
    let waits = player
        .events
        .iter()
        .filter(|event| matches!(event.what, What::LockAwaited { .. }))
        .count();
    assert_eq!(waits, 2, "each waited once");
    let took = |at: usize| answers[at].ended_at_us - answers[at].sent_at_us;
    let longest = took(0).max(took(1));
    assert!(
        (1_000_000..1_500_000).contains(&longest),
        "found a second after the first wait began: {longest}"
    );
}
