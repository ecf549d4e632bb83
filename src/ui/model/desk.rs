//! What the page has open beside the session: the part of a saved session
//! that the engine does not know.

use super::request::RequestForm;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the page has open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// The file in the editor.
    pub open_file: Option<String>,
    /// Files whose text the process does not have yet.
    pub unsaved: BTreeMap<String, String>,
    /// What stands in the request bar.
    pub request: Option<RequestForm>,
    /// Requests sent before, newest first.
    pub history: Vec<RequestForm>,
    /// The histories that were left by continuing from a past moment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
}

/// A history that was left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The session that it is kept as.
    pub session: String,
    /// What it is called: the last thing done in it.
    pub label: String,
    /// The event at which the history after it parted from it.
    pub parted_at: u64,
    /// How many events it has.
    pub events: u64,
}
