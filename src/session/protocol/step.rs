//! What a session gives back.

use super::Command;
use crate::base::{Diagnostic, Event};
use crate::cache::Reply;
use crate::sql::{SqlError, SqlRows};
use crate::world::{Answer, Turn, View};
use serde::{Deserialize, Serialize};

/// What one call of `run` or `resume` gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The events since the last step, oldest first.
    pub events: Vec<Event>,
    /// A turn for the runtime; `resume` with its result. Until then the
    /// command is not finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Turn>,
    /// What the command came to, once it is finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// What a finished command came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Outcome {
    /// Done; nothing to tell beyond the events.
    Done,
    /// It could not be done, and why. The world is as it was.
    Refused {
        /// Why.
        diagnostic: Diagnostic,
    },
    /// The requests came to this, in the order sent.
    Answered {
        /// One answer a request.
        answers: Vec<Answer>,
    },
    /// Stopped at the event asked for, with requests under way.
    Paused {
        /// The last event before the pause.
        seq: u64,
        /// Why it paused, when nobody asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        diagnostic: Option<Diagnostic>,
    },
    /// The statements' results up to the first failure, if any.
    Sql {
        /// One for each statement that ran.
        results: Vec<SqlRows>,
        /// The failure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        error: Option<SqlError>,
    },
    /// The cache's reply.
    Cache {
        /// The reply.
        reply: Reply,
        /// The same as redis-cli prints it.
        printed: String,
    },
    /// What was looked at.
    View {
        /// The view.
        view: Box<View>,
    },
    /// The commands that lead to a moment, `Open` first.
    Log {
        /// In order.
        commands: Vec<Command>,
    },
}
crate::tagged!(Outcome, "outcome");
