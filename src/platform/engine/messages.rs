//! What page and worker say to each other: JSON in both directions.

use super::desk::Logged;
use crate::base::{Event, tagged};
use crate::session::protocol::{Command, Outcome};
use serde::{Deserialize, Serialize};

/// What the page says. Commands are JSON within JSON: the worker hands them on
/// as they are.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum ToWorker<'a> {
    /// Run a command.
    Run {
        id: u64,
        #[serde(serialize_with = "as_text")]
        command: &'a Command,
    },
    /// Run these again, to be where they lead.
    Replay { commands: Vec<Replayed<'a>> },
}

/// A command to run again; see [`Logged`].
#[derive(Debug, Serialize)]
pub(super) struct Replayed<'a> {
    #[serde(serialize_with = "as_text")]
    command: &'a Command,
    halted: bool,
    known: bool,
}

impl<'a> From<&'a Logged> for Replayed<'a> {
    fn from(logged: &'a Logged) -> Self {
        Self {
            command: &logged.command,
            halted: logged.halted,
            known: logged.known,
        }
    }
}

fn as_text<S: serde::Serializer>(command: &Command, out: S) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(command).map_err(serde::ser::Error::custom)?;
    out.serialize_str(&text)
}

/// What the worker says.
#[derive(Debug, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub(super) enum FromWorker {
    /// The engine runs.
    Ready,
    /// Things happened.
    Events { events: Vec<Event> },
    /// The engine itself works, and may be silent for long.
    EngineWorks,
    /// The learner's code works, and may not.
    CodeWorks,
    /// The command is done.
    Finished { id: u64, outcome: Outcome },
    /// Every command is replayed.
    Restored,
    /// A defect of ours.
    Failed { message: String },
}

impl<'de> Deserialize<'de> for FromWorker {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(tagged::variant(deserializer, "kind"))
    }
}

/// What comes out of a frame.
#[derive(Debug)]
pub(super) enum FromFrame {
    /// A message of the worker.
    Worker(FromWorker),
    /// The worker ended by itself.
    Crashed(String),
    /// Something that is no message of the worker.
    Garbled(String),
}
