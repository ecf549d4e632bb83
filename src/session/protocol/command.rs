//! What can be asked of a session.

use crate::sql::SqlEngine;
use crate::world::{Question, RequestDraft, WorldFile};
use serde::{Deserialize, Serialize};

/// One command. Those that change the world are kept in the session's log,
/// which, with the seed, determines everything that happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Command {
    /// Begin anew with this world. Ends whatever was before.
    Open {
        /// The world.
        world: Box<WorldFile>,
    },
    /// Send requests, all at the same moment, and run until each is answered.
    Send {
        /// The requests.
        requests: Vec<RequestDraft>,
    },
    /// Write a file of the project; the process restarts before the next request.
    SaveFile {
        /// Its path, such as `routes/books.js`.
        path: String,
        /// Its whole text.
        text: String,
    },
    /// Remove a file of the project.
    RemoveFile {
        /// Its path.
        path: String,
    },
    /// Run SQL text on the console's own connection.
    RunSql {
        /// One statement or several.
        text: String,
        /// Who answers; the database's own engine, when left out.
        #[serde(default, skip_serializing_if = "SqlEngine::is_own")]
        engine: SqlEngine,
    },
    /// Run one cache command as typed into redis-cli.
    RunCache {
        /// The line.
        line: String,
    },
    /// Throw the database away and make it again from the project's
    /// `schema.sql`; the process starts anew.
    ResetDatabase,
    /// Stop the application's process and start it anew.
    Restart,
    /// Let virtual time pass.
    Advance {
        /// How much, in microseconds.
        by_us: u64,
    },
    /// Go on after a pause until all requests are answered.
    Continue,
    /// Pause: run the next command only up to this event. Used by replay to
    /// stop a forked session in the middle of a request.
    PauseAt {
        /// The event's number.
        seq: u64,
    },
    /// Look at something, now or at a past event. Changes nothing.
    Look {
        /// The event whose moment is meant; now, when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_seq: Option<u64>,
        /// What to look at.
        question: Question,
    },
    /// Give the commands that lead to the moment of this event: run them in a
    /// new session to continue from there. Changes nothing.
    Fork {
        /// The event's number; now, when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_seq: Option<u64>,
    },
}
crate::tagged!(Command, "command");
