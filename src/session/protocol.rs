//! The messages between a session and whoever holds it. One codec: JSON.

mod command;
mod step;

pub use crate::cache::{CacheEntry, CachePage, Reply};
pub use crate::sql::{Column, SqlEngine, SqlError, SqlField, SqlRows, TablePage, TableView};
pub use crate::world::{
    Answer, Latency, LogLine, Overview, Piece, ProcessView, Question, RequestDraft, Response,
    SCHEMA_FILE, Trial, Turn, TurnDone, View, WorldFile,
};
pub use command::Command;
pub use step::{Outcome, Step};
