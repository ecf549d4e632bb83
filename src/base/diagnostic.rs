//! A learner's mistake, told so that it helps.

use serde::{Deserialize, Serialize};

/// A mistake in something the learner wrote or set: data, not a failure of
/// ours. Comparable and serialisable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code, such as `SQL42P01` or `HTTP400`.
    pub code: String,
    /// One plain sentence: what is wrong.
    pub message: String,
    /// One plain sentence: what to do next.
    pub next_step: String,
    /// The words of the real system for the same mistake, when it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentic: Option<String>,
    /// Where it is, when that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A position in a text of the learner's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's path in the project, or the field's name on the screen.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Diagnostic {
    /// A diagnostic with neither place nor authentic wording.
    #[must_use]
    pub fn new(code: &str, message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            next_step: next_step.into(),
            authentic: None,
            place: None,
        }
    }

    /// The same, with the words of the real system.
    #[must_use]
    pub fn authentic(mut self, words: impl Into<String>) -> Self {
        self.authentic = Some(words.into());
        self
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, line: u32, column: u32) -> Self {
        self.place = Some(Place {
            file: file.into(),
            line,
            column,
        });
        self
    }
}
