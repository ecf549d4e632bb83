//! Where things are kept from one visit to the next: texts under keys, in a
//! few areas, written all at once or not at all.
//!
//! What is written there, and when, is decided elsewhere. [`Memory`] serves
//! native tests and browsers that refuse to keep anything; `IndexedDb` is the
//! browser's own.

#[cfg(target_arch = "wasm32")]
mod indexed_db;
mod memory;

#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDb;
pub use memory::Memory;

use std::future::Future;

/// A part of the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The heads of sessions.
    Sessions,
    /// Their commands.
    Commands,
    /// Text typed that no command has taken yet.
    Drafts,
    /// What concerns the page as a whole.
    Settings,
}

/// The areas that each version of the browser's database added, oldest first.
/// The database's version is how many entries there are; a new area is a new
/// entry, and nothing is ever taken out.
pub const ADDED: &[&[Area]] = &[&[Area::Sessions, Area::Commands, Area::Drafts, Area::Settings]];

impl Area {
    /// Its name in the browser's database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Commands => "commands",
            Self::Drafts => "drafts",
            Self::Settings => "settings",
        }
    }
}

/// One change of what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Keep this text under this key.
    Put {
        /// The area.
        area: Area,
        /// The key.
        key: String,
        /// The text.
        text: String,
    },
    /// Let go of this key.
    Remove {
        /// The area.
        area: Area,
        /// The key.
        key: String,
    },
    /// Let go of every key that begins so.
    RemoveUnder {
        /// The area.
        area: Area,
        /// How they begin.
        prefix: String,
    },
}

/// Why nothing could be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing for this page, and these are its words.
    Refused(String),
    /// There is no room left.
    Full,
    /// A newer Backlot has been here, or waits for this page to let go.
    Newer,
    /// Anything else, in the browser's words.
    Failed(String),
}

/// Keeps texts.
pub trait Shelf {
    /// Every key of an area that begins so, with its text, in order of key.
    fn read(
        &self,
        area: Area,
        prefix: &str,
    ) -> impl Future<Output = Result<Vec<(String, String)>, Trouble>>;

    /// Makes all of these changes, in order, or none.
    fn write(&self, changes: &[Change]) -> impl Future<Output = Result<(), Trouble>>;
}
