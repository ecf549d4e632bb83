//! Why a file is not taken, in plain words with what to do next.

use super::ARCHIVE_EXTENSION;
use crate::base::{Diagnostic, limits};
use serde_json::error::Category;

const FIELD: &str = "the file";

pub(super) fn not_a_session() -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE001",
        "This is not a session of Backlot.",
        format!(
            "Choose a file that Backlot exported; their names end in {ARCHIVE_EXTENSION}. \
             Your session here is as it was."
        ),
    )
}

pub(super) fn newer(version: u64, ours: u32) -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE002",
        format!(
            "This file is of version {version}, made by a newer Backlot; this one reads up to \
             version {ours}."
        ),
        "Reload the page to get the newest Backlot, then import the file again.",
    )
}

/// What the JSON reader says, told by what has most likely happened.
pub(super) fn unreadable(why: &serde_json::Error) -> Diagnostic {
    let diagnostic = match why.classify() {
        Category::Eof => Diagnostic::new(
            "ARCHIVE003",
            "This file is cut short: its end is missing.",
            "Copy or download it again, whole. If it was whole when it was exported, export it \
             once more.",
        ),
        Category::Syntax | Category::Io | Category::Data => Diagnostic::new(
            "ARCHIVE004",
            "This file is damaged, or was changed by hand into something that is not a session.",
            "Get the file again from where it came, or mend it at the place named.",
        ),
    };
    diagnostic.authentic(why.to_string()).at(
        FIELD,
        u32::try_from(why.line()).unwrap_or(u32::MAX),
        u32::try_from(why.column()).unwrap_or(u32::MAX),
    )
}

/// Bytes as megabytes, to one decimal, never less than they are.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// A file of this many bytes is larger than any session.
#[must_use]
pub fn too_large(bytes: usize) -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE005",
        format!(
            "This file has {}; a session has {} at most.",
            megabytes(bytes),
            megabytes(limits::ARCHIVE_BYTES)
        ),
        "Choose a file that Backlot exported.",
    )
}

pub(super) fn too_large_to_write(bytes: usize) -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE005",
        format!(
            "This session would make a file of {}; {} is the most that can be imported again.",
            megabytes(bytes),
            megabytes(limits::ARCHIVE_BYTES)
        ),
        "Continue from an earlier moment, or reset the world, and export that.",
    )
}

pub(super) fn unwritable(why: &serde_json::Error) -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE007",
        "This session could not be written as a file.",
        "Copy the files you need from the editor, and report this as a defect of Backlot.",
    )
    .authentic(why.to_string())
}

pub(super) fn of_its_world(why: Diagnostic) -> Diagnostic {
    Diagnostic::new("ARCHIVE006", why.message.clone(), why.next_step.clone()).authentic(why.code)
}

pub(super) fn too_many_commands(count: usize) -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE006",
        format!(
            "This file holds {count} commands; a session holds fewer than {}.",
            limits::COMMANDS
        ),
        "Export the session from an earlier moment.",
    )
}

pub(super) fn stray_command(place: usize) -> Diagnostic {
    Diagnostic::new(
        "ARCHIVE006",
        format!("Command {place} of this file is none that a session keeps."),
        "Get the file again from where it came, or remove that command.",
    )
}
