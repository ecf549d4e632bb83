//! What is kept of a session.

use crate::base::limits;
use crate::platform::shelf::Area;
use crate::ui::model::desk::Desk;
use crate::ui::model::past::Past;
use serde::{Deserialize, Serialize};

/// The head of a kept session. Its commands and drafts are kept beside it,
/// each under a key of its own, so that a keystroke writes one draft and a
/// command appends one entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// Its key, and the beginning of its commands' and drafts' keys.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether a person gave it that name: such a session is never let go of
    /// by itself.
    pub named: bool,
    /// The world it began with.
    pub world_id: String,
    /// When it was last changed, in Unix milliseconds.
    pub updated_ms: u64,
    /// How many commands it took, the opening of its world left out.
    pub deeds: usize,
    /// How it came to be.
    pub origin: Origin,
    /// What the page had open; texts of files are not in it.
    pub desk: Desk,
}

/// How a session came to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A world was opened.
    #[default]
    Opened,
    /// It is a copy of this one.
    CopyOf(String),
    /// It goes on from this one, which was reset, forked or could not be made
    /// again as a whole.
    After(String),
    /// It came from a file.
    Imported,
}

/// A kept session as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Its head.
    pub head: Head,
    /// What it is made from.
    pub past: Past,
}

/// The key of a session's head.
#[must_use]
pub fn head_key(id: &str) -> (Area, String) {
    (Area::Sessions, id.to_owned())
}

/// The key of a command, by its place in the log. Keys sort as the places do.
#[must_use]
pub fn command_key(id: &str, place: usize) -> (Area, String) {
    // As wide as the most commands a session keeps.
    const WIDTH: usize = digits(limits::COMMANDS);
    (Area::Commands, format!("{id}/{place:0WIDTH$}"))
}

const fn digits(mut number: usize) -> usize {
    let mut digits = 1;
    while number >= 10 {
        number /= 10;
        digits += 1;
    }
    digits
}

/// The key of the draft of a file.
#[must_use]
pub fn draft_key(id: &str, path: &str) -> (Area, String) {
    (Area::Drafts, format!("{id}/{path}"))
}

/// How the keys of a session's commands and drafts begin.
#[must_use]
pub fn parts(id: &str) -> String {
    format!("{id}/")
}

/// A name that no other session has: `Bookshop`, then `Bookshop 2`.
#[must_use]
pub fn free_name(wanted: &str, taken: &[&str]) -> String {
    let stem = match wanted.rsplit_once(' ') {
        Some((stem, number)) if number.parse::<u32>().is_ok() => stem,
        _ => wanted,
    };
    let is_free = |name: &str| !taken.contains(&name);
    if is_free(wanted) {
        return wanted.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let name = format!("{stem} {number}");
        if is_free(&name) {
            return name;
        }
        number += 1;
    }
}

/// A name as a person may give it: one line, neither empty nor endless.
#[must_use]
pub fn tidy_name(typed: &str) -> Option<String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(limits::NAME_CHARS).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_keys_sort_as_their_places() {
        let keys: Vec<_> = (0..=limits::COMMANDS)
            .step_by(7)
            .map(|place| command_key("a", place).1)
            .collect();
        assert!(keys.is_sorted());
    }

    #[test]
    fn names_are_counted_up() {
        let taken = ["Bookshop", "Bookshop 2", "Hello"];
        let free = |wanted| free_name(wanted, &taken);
        assert_eq!(free("Sign-in"), "Sign-in");
        assert_eq!(free("Bookshop"), "Bookshop 3");
        assert_eq!(free("Bookshop 2"), "Bookshop 3");
        assert_eq!(free("Hello"), "Hello 2");
    }

    #[test]
    fn typed_names_become_one_line() {
        assert_eq!(tidy_name("  my\n shop "), Some("my shop".to_owned()));
        assert_eq!(tidy_name(" \t\n"), None);
        let long = tidy_name(&"ü".repeat(500)).expect("a name");
        assert_eq!(long.chars().count(), limits::NAME_CHARS);
    }
}
