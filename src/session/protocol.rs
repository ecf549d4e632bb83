//! The messages between a session and whoever holds it. One codec: JSON.

mod command;
mod step;
mod view;

pub use command::{Command, RequestDraft};
pub use step::{Answer, Outcome, Response, Step};
pub use view::{
    CacheEntry, CachePage, Column, LogLine, Overview, ProcessView, Question, TablePage, TableView,
    View,
};
