//! A whole session as one file: to keep, to send to someone, to report a bug.
//!
//! The file is JSON: the world, the commands that were given, and what the
//! page had open. It is data. Reading it runs nothing, and whoever replays its
//! commands decides when.
//!
//! # Limits
//! The trace is not in the file: replaying the commands makes it anew. A newer
//! Backlot whose engine behaves differently may therefore come out elsewhere.

mod refusal;
#[cfg(test)]
mod tests;

use super::protocol::{Command, WorldFile};
use crate::base::{Diagnostic, limits, tagged};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The newest version of the file that this Backlot reads, and the one it writes.
pub const ARCHIVE_VERSION: u32 = 1;
/// What the file's name ends in.
pub const ARCHIVE_EXTENSION: &str = ".backlot.json";

/// A session as a plain value. `Desk` is what the page had open; this layer
/// neither knows nor reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive<Desk> {
    /// Says what kind of file this is.
    pub format: Format,
    /// Version of this format; [`ARCHIVE_VERSION`] is the newest.
    pub version: u32,
    /// The Backlot that wrote it.
    pub app_version: String,
    /// What the person called the session.
    pub name: String,
    /// The world it began with.
    pub world: WorldFile,
    /// What was done since, in order; [`Command::Open`] is left out.
    pub commands: Vec<Command>,
    /// What the page had open.
    pub ui: Desk,
}

/// What kind of file: there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A session of Backlot.
    #[serde(rename = "backlot-session")]
    BacklotSession,
}

/// As much of a file as every version must have.
#[derive(Deserialize)]
struct Probe {
    format: Option<serde_json::Value>,
    version: Option<serde_json::Value>,
    world: Option<WorldProbe>,
}

#[derive(Deserialize)]
struct WorldProbe {
    version: Option<serde_json::Value>,
}

impl<Desk> Archive<Desk> {
    /// The session that this log of commands makes, `Open` first; none when
    /// the log does not begin so.
    pub fn of_log(
        name: impl Into<String>,
        log: impl IntoIterator<Item = Command>,
        ui: Desk,
    ) -> Option<Self> {
        let mut log = log.into_iter();
        let Some(Command::Open { world }) = log.next() else {
            return None;
        };
        Some(Self {
            format: Format::BacklotSession,
            version: ARCHIVE_VERSION,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            name: name.into(),
            world: *world,
            commands: log.collect(),
            ui,
        })
    }

    /// The commands that make this session again, `Open` first.
    #[must_use]
    pub fn log(&self) -> Vec<Command> {
        let open = Command::Open {
            world: Box::new(self.world.clone()),
        };
        std::iter::once(open)
            .chain(self.commands.iter().cloned())
            .collect()
    }

    /// The name of a file for it, such as `bookshop.backlot.json`.
    #[must_use]
    pub fn file_name(&self) -> String {
        let mut stem = String::new();
        for c in self.name.chars().map(|c| c.to_ascii_lowercase()) {
            if c.is_alphanumeric() {
                stem.push(c);
            } else if !stem.is_empty() && !stem.ends_with('-') {
                stem.push('-');
            }
        }
        let stem: String = stem.trim_end_matches('-').chars().take(60).collect();
        let stem = if stem.is_empty() { "session" } else { &stem };
        format!("{stem}{ARCHIVE_EXTENSION}")
    }
}

impl<Desk: Serialize> Archive<Desk> {
    /// The file's text.
    ///
    /// # Errors
    /// `ARCHIVE005` when it is beyond [`limits::ARCHIVE_BYTES`], so that no
    /// file is written that cannot be read again.
    pub fn write(&self) -> Result<String, Diagnostic> {
        let text = serde_json::to_string(self).map_err(|why| refusal::unwritable(&why))?;
        if text.len() > limits::ARCHIVE_BYTES {
            return Err(refusal::too_large_to_write(text.len()));
        }
        Ok(text)
    }
}

impl<Desk: DeserializeOwned> Archive<Desk> {
    /// Reads a file's text, strictly: what it does not understand in full it
    /// refuses, and nothing is changed by trying.
    ///
    /// # Errors
    /// `ARCHIVE001` another kind of file, `ARCHIVE002` of a newer version,
    /// `ARCHIVE003` cut short, `ARCHIVE004` damaged, `ARCHIVE005` too large,
    /// `ARCHIVE006` with something in it that a session cannot hold.
    pub fn read(text: &str) -> Result<Self, Diagnostic> {
        if text.len() > limits::ARCHIVE_BYTES {
            return Err(refusal::too_large(text.len()));
        }
        // Editors on Windows like to put a mark before the text.
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.starts_with('{') {
            return Err(refusal::not_a_session());
        }
        let probe: Probe = serde_json::from_str(text).map_err(|why| refusal::unreadable(&why))?;
        let format = probe.format.as_ref().and_then(serde_json::Value::as_str);
        if format != Some("backlot-session") {
            return Err(refusal::not_a_session());
        }
        let world = probe.world.and_then(|world| world.version);
        let newest = [
            (probe.version, ARCHIVE_VERSION),
            (world, crate::world::WORLD_VERSION),
        ];
        for (version, ours) in newest {
            let version = version.as_ref().and_then(serde_json::Value::as_u64);
            if let Some(version) = version.filter(|version| *version > u64::from(ours)) {
                return Err(refusal::newer(version, ours));
            }
        }
        let archive: Self = tagged::from_json(text).map_err(|why| refusal::unreadable(&why))?;
        archive.check()?;
        Ok(archive)
    }

    fn check(&self) -> Result<(), Diagnostic> {
        self.world.check().map_err(refusal::of_its_world)?;
        // `Open` is in front of them when they are replayed.
        if self.commands.len() >= limits::COMMANDS {
            return Err(refusal::too_many_commands(self.commands.len()));
        }
        let stray = self.commands.iter().position(|command| {
            matches!(
                command,
                Command::Open { .. } | Command::Look { .. } | Command::Fork { .. }
            )
        });
        match stray {
            Some(place) => Err(refusal::stray_command(place + 1)),
            None => Ok(()),
        }
    }
}
