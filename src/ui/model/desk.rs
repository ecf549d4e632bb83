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
}
