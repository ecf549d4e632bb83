//! What can be looked at, and how it looks.

use crate::base::{RequestId, System};
use crate::cache::CachePage;
use crate::sql::{TablePage, TableView};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Question {
    /// The whole, in a few numbers.
    Overview,
    /// The project's files.
    Files,
    /// The database's tables and their columns.
    Tables,
    /// A run of one table's rows, in the order of its primary key.
    Rows {
        /// The table.
        table: String,
        /// The first row, from 0.
        offset: usize,
        /// How many at most.
        limit: usize,
    },
    /// A run of the cache's keys, in order of key.
    Keys {
        /// The first key, from 0.
        offset: usize,
        /// How many at most.
        limit: usize,
    },
    /// The log's lines.
    Log,
}
crate::tagged!(Question, "question");

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum View {
    /// See [`Question::Overview`].
    Overview(Overview),
    /// Each file's text, by path.
    Files {
        /// The files.
        files: BTreeMap<String, String>,
    },
    /// See [`Question::Tables`].
    Tables {
        /// By name.
        tables: Vec<TableView>,
    },
    /// See [`Question::Rows`].
    Rows(TablePage),
    /// See [`Question::Keys`].
    Keys(CachePage),
    /// See [`Question::Log`].
    Log {
        /// Oldest first.
        lines: Vec<LogLine>,
    },
}
crate::tagged!(View, "view");

/// The world in a few numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Virtual microseconds since the world began.
    pub now_us: u64,
    /// Unix milliseconds of the virtual clock.
    pub now_unix_ms: u64,
    /// The number the next event will have.
    pub next_seq: u64,
    /// The first event whose moment is still kept.
    pub first_kept_seq: u64,
    /// The names that can be requested.
    pub hosts: Vec<String>,
    /// The systems of this world, in the order a request meets them.
    pub systems: Vec<System>,
    /// The application's processes.
    pub processes: Vec<ProcessView>,
    /// Requests under way.
    pub in_flight: usize,
}

/// One process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessView {
    /// Its name.
    pub name: String,
    /// Whether it runs.
    pub running: bool,
    /// The ports it listens on.
    pub ports: Vec<u16>,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// When, in virtual microseconds.
    pub at_us: u64,
    /// `debug`, `info`, `log`, `warn` or `error`.
    pub level: String,
    /// The process that wrote it.
    pub process: String,
    /// The request it was written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// The line.
    pub text: String,
}
