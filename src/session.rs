//! A session drives a world by commands and records everything as a trace.
//!
//! One way in: [`Session::run`]. When the learner's code has something to do,
//! the step that comes back holds a turn for the runtime, and
//! [`Session::resume`] takes its result; the command is finished when a step
//! holds an outcome.
//!
//! **Invariant**: the commands in the log and what the runtime did determine
//! every event. Rewinding, forking and restoring are all the same replay.

pub mod archive;
mod drive;
pub mod export;
mod history;
pub mod protocol;

// What the page needs of HTTP beyond the protocol: requests as bytes and as
// command lines, and what statuses, methods and fields mean.
pub use crate::http::draft::{Composed, Draft, compose};
pub use crate::http::{curl, status};

use crate::base::{Diagnostic, Error, Event, limits, tagged};
use crate::world::{TurnDone, World};
use drive::Active;
use history::History;
use protocol::{Command, Outcome, Step};

/// A session: at most one world, and everything that happened to it.
#[derive(Debug, Default)]
pub struct Session {
    world: Option<World>,
    history: History,
    /// Events that no step has given yet.
    events: Vec<Event>,
    /// The command under way, if one is.
    active: Option<Active>,
    /// The event at which the next command is to pause.
    pause_at: Option<u64>,
}

impl Session {
    /// A session without a world; [`Command::Open`] gives it one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a command, and goes on until it is finished or needs a turn.
    ///
    /// # Errors
    /// [`Error::Protocol`] while another command is under way. What a person
    /// can do wrong is [`Outcome::Refused`] instead.
    pub fn run(&mut self, command: Command) -> Result<Step, Error> {
        if self.active.is_some() {
            return Err(Error::Protocol("a command is under way"));
        }
        let outcome = match command {
            Command::Open { world } => return Ok(self.open(*world)),
            Command::Look { at_seq, question } => self.look(at_seq, &question),
            Command::Fork { at_seq } => self.fork(at_seq),
            command => return Ok(self.change(command)),
        };
        Ok(self.finished(outcome.unwrap_or_else(|diagnostic| Outcome::Refused { diagnostic })))
    }

    /// Takes what the runtime did in the turn it was given, and goes on.
    ///
    /// # Errors
    /// [`Error::Protocol`] when no turn is out, or it is another one.
    pub fn resume(&mut self, done: TurnDone) -> Result<Step, Error> {
        let world = self
            .world
            .as_mut()
            .ok_or(Error::Protocol("no world is open"))?;
        world.turn_done(done)?;
        Ok(self.drive())
    }

    /// The same as [`Session::run`] and [`Session::resume`], with the one
    /// codec, JSON: `{"run": …}` or `{"resume": …}` in, a step out.
    ///
    /// # Errors
    /// [`Error::Codec`] for what is not a message; else as the two.
    pub fn exchange(&mut self, message: &str) -> Result<String, Error> {
        let message: Message =
            tagged::from_json(message).map_err(|why| Error::Codec(why.to_string()))?;
        let step = match message {
            Message::Run(command) => self.run(*command)?,
            Message::Resume(done) => self.resume(done)?,
        };
        serde_json::to_string(&step).map_err(|why| Error::Codec(why.to_string()))
    }

    fn open(&mut self, file: crate::world::WorldFile) -> Step {
        let command = Command::Open {
            world: Box::new(file.clone()),
        };
        match World::new(file) {
            Err(diagnostic) => self.finished(Outcome::Refused { diagnostic }),
            Ok(world) => {
                *self = Self {
                    world: Some(world),
                    ..Self::default()
                };
                self.begin(command)
            }
        }
    }

    fn change(&mut self, command: Command) -> Step {
        if self.world.is_none() {
            let next_step = "Open a world first.";
            let diagnostic = Diagnostic::new("SESSION001", "No world is open.", next_step);
            return self.finished(Outcome::Refused { diagnostic });
        }
        if self.history.len() >= limits::COMMANDS {
            let message = format!(
                "A session keeps {} commands, and has them.",
                limits::COMMANDS
            );
            let next_step = "Export it if you want to keep it, then reset the world.";
            let diagnostic = Diagnostic::new("SESSION002", message, next_step);
            return self.finished(Outcome::Refused { diagnostic });
        }
        self.begin(command)
    }

    fn finished(&mut self, outcome: Outcome) -> Step {
        let events = std::mem::take(&mut self.events);
        Step {
            events,
            need: None,
            outcome: Some(outcome),
        }
    }
}

/// A message to a session, as it crosses a border.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// Run a command.
    Run(Box<Command>),
    /// Resume with what the runtime did.
    Resume(TurnDone),
}
