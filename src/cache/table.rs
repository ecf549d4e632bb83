//! The commands as data: name, number of words, nature, keys, function.

use super::call::{Call, Outcome};
use super::commands;
use crate::base::Body;
use std::sync::LazyLock;

/// Writes.
pub const WRITE: u8 = 1;
/// May need more memory, so it is refused when there is none.
pub const GROWS: u8 = 2;
/// Is the head of a family such as OBJECT; its members are named `object|freq`.
pub const FAMILY: u8 = 4;
/// Runs at once, even between MULTI and EXEC.
pub const IMMEDIATE: u8 = 8;
/// Is allowed while subscribed to channels.
pub const PUBSUB: u8 = 32;

/// Which words of a command are keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// None.
    None,
    /// From the first to the last word (negative: from the end), in steps.
    Span(usize, isize, usize),
    /// As many as the word at this place says, after it.
    Counted(usize),
    /// The first half of the words after `STREAMS`.
    Streams,
}

/// Only the word after the command's name.
pub const ONE: Keys = Keys::Span(1, 1, 1);
/// The two words after the command's name.
pub const TWO: Keys = Keys::Span(1, 2, 1);
/// All words after the command's name.
pub const ALL: Keys = Keys::Span(1, -1, 1);

/// One command.
pub struct Spec {
    /// Its name in lower case; a member of a family as `object|encoding`.
    pub name: &'static str,
    /// How many words, its own included; negative for at least as many.
    pub arity: isize,
    /// [`WRITE`] and the like.
    pub flags: u8,
    /// Its keys.
    pub keys: Keys,
    /// What it does.
    pub run: fn(&mut Call<'_, '_>) -> Outcome,
}

impl Spec {
    /// Whether it has this flag.
    #[must_use]
    pub const fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether it can be called with so many words.
    #[must_use]
    pub const fn takes(&self, words: usize) -> bool {
        if self.arity < 0 {
            words >= self.arity.unsigned_abs()
        } else {
            words == self.arity.unsigned_abs()
        }
    }

    /// The keys among the words of one call.
    #[must_use]
    pub fn keys_of<'a>(&self, args: &'a [Body]) -> Vec<&'a [u8]> {
        let pick = |first: usize, count: usize, step: usize| {
            let words = args.iter().skip(first).take(count);
            words.step_by(step).map(|word| word.0.as_slice()).collect()
        };
        match self.keys {
            Keys::None => Vec::new(),
            Keys::Span(first, last, step) => {
                let end = if last < 0 {
                    args.len().saturating_sub(last.unsigned_abs())
                } else {
                    last.unsigned_abs()
                };
                pick(first, (end + 1).saturating_sub(first), step)
            }
            Keys::Counted(at) => {
                let count = args.get(at).and_then(|word| word.text().parse().ok());
                pick(at + 1, count.unwrap_or(0), 1)
            }
            Keys::Streams => {
                let is_word = |word: &Body| word.0.eq_ignore_ascii_case(b"streams");
                let first = args
                    .iter()
                    .position(is_word)
                    .map_or(args.len(), |at| at + 1);
                pick(first, args.len().saturating_sub(first) / 2, 1)
            }
        }
    }
}

/// A row of the table.
pub const fn row(
    name: &'static str,
    arity: isize,
    flags: u8,
    keys: Keys,
    run: fn(&mut Call<'_, '_>) -> Outcome,
) -> Spec {
    Spec {
        name,
        arity,
        flags,
        keys,
        run,
    }
}

/// All commands in order of name.
static TABLE: LazyLock<Vec<&'static Spec>> = LazyLock::new(|| {
    let mut all: Vec<&Spec> = commands::FAMILIES.iter().copied().flatten().collect();
    all.sort_by_key(|spec| spec.name);
    all
});

/// All commands in order of name.
#[must_use]
pub fn all() -> &'static [&'static Spec] {
    &TABLE
}

/// The command of this name, in whatever case.
#[must_use]
pub fn find(name: &[u8]) -> Option<&'static Spec> {
    let name = name.to_ascii_lowercase();
    let at = TABLE.binary_search_by(|spec| spec.name.as_bytes().cmp(&name));
    TABLE.get(at.ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_the_table_once() {
        for pair in all().windows(2) {
            assert!(pair[0].name < pair[1].name, "{} twice", pair[1].name);
        }
        assert!(find(b"GeT").is_some());
        assert!(find(b"gett").is_none());
    }

    #[test]
    fn keys_of_a_call_are_found_by_its_row() {
        let words: Vec<Body> = ["mset", "a", "1", "b", "2"].map(Body::from).into();
        let mset = find(b"mset").expect("it is a command");
        assert_eq!(mset.keys_of(&words), [b"a", b"b"]);
        assert!(mset.takes(3) && mset.takes(5) && !mset.takes(2));
    }
}
