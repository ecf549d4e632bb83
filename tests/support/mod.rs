//! A session with a runtime of Rust closures.

#![allow(
    dead_code,
    clippy::expect_used,
    reason = "each test uses its part, and fails by panicking"
)]

use backlot::base::Event;
use backlot::session::Session;
use backlot::session::protocol::{Command, Outcome, WorldFile};
use backlot::world::{Action, Input, TaskId, TurnDone};

/// Plays commands, and keeps every event.
pub struct Player {
    session: Session,
    app: fn(&Input, TaskId) -> Vec<Action>,
    pub events: Vec<Event>,
}

impl Player {
    pub fn new(app: fn(&Input, TaskId) -> Vec<Action>) -> Self {
        Self {
            session: Session::new(),
            app,
            events: Vec::new(),
        }
    }

    /// Runs a command to its end.
    pub fn run(&mut self, command: Command) -> Outcome {
        let mut step = self.session.run(command).expect("no command is under way");
        loop {
            self.events.append(&mut step.events);
            if let Some(outcome) = step.outcome {
                return outcome;
            }
            let turn = step.need.expect("a step has an outcome or a need");
            let actions = (self.app)(&turn.input, turn.task);
            let done = TurnDone {
                turn: turn.turn,
                actions,
            };
            step = self.session.resume(done).expect("the turn is out");
        }
    }

    /// The whole trace as the codec writes it.
    pub fn trace_json(&self) -> String {
        serde_json::to_string(&self.events).expect("events serialise")
    }
}

/// A world with a cache and one empty file.
pub fn world() -> WorldFile {
    WorldFile {
        id: "test".to_owned(),
        files: [("server.js".to_owned(), String::new())].into(),
        cache: Some(String::new()),
        ..WorldFile::default()
    }
}
