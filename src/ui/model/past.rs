//! What a session has come through: the commands it took, and the text that
//! no command has taken yet. With it, the session can be made again.

use crate::session::protocol::{Command, Outcome, WorldFile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A command that a session took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// The command.
    pub command: Command,
    /// How far the trace had come when it was done; none when that is not
    /// known, as for a session that came from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Extent>,
}

/// How far a trace has come. Two runs of the same commands that differ show
/// it here, all but certainly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The number the next event will have.
    pub next_seq: u64,
    /// When the last event happened, in virtual microseconds.
    pub at_us: u64,
}

/// Everything that makes a session again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// The commands it took, `Open` first.
    pub log: Vec<Logged>,
    /// Text typed since, by path.
    pub drafts: BTreeMap<String, String>,
}

/// How making a session again went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replayed {
    /// Everything happened as before.
    Same,
    /// It went through, but from this command on (counted from 0) the trace
    /// has another length than before.
    Differs(usize),
    /// This command could not be carried out again; it and all after it were
    /// left out.
    Stopped(usize),
}

impl Past {
    /// The past that a log of commands makes.
    #[must_use]
    pub fn of_commands(commands: Vec<Command>) -> Self {
        let log = commands.into_iter().map(|command| Logged {
            command,
            after: None,
        });
        Self {
            log: log.collect(),
            drafts: BTreeMap::new(),
        }
    }

    /// The world it began with.
    #[must_use]
    pub fn world(&self) -> Option<&WorldFile> {
        match &self.log.first()?.command {
            Command::Open { world } => Some(world),
            _ => None,
        }
    }

    /// The files as the engine has them after the first `count` commands.
    #[must_use]
    pub fn files_after(&self, count: usize) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for logged in self.log.iter().take(count) {
            match &logged.command {
                Command::Open { world } => files.clone_from(&world.files),
                Command::SaveFile { path, text } => {
                    files.insert(path.clone(), text.clone());
                }
                Command::RemoveFile { path } => {
                    files.remove(path);
                }
                _ => {}
            }
        }
        files
    }

    /// The files as the person has them.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = self.files_after(self.log.len());
        files.extend(self.drafts.clone());
        files
    }

    /// How many things were done after the world opened.
    #[must_use]
    pub fn deeds(&self) -> usize {
        self.log.len().saturating_sub(1)
    }

    /// Whether losing it would lose nothing: the world opened, no more.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.deeds() == 0 && self.drafts.is_empty()
    }
}

/// Whether the engine has this finished command in its log.
#[must_use]
pub fn is_logged(command: &Command, outcome: &Outcome) -> bool {
    let refused = match outcome {
        Outcome::Refused { diagnostic } => Some(diagnostic.code.as_str()),
        _ => None,
    };
    match command {
        Command::Look { .. } | Command::Fork { .. } => false,
        Command::Open { .. } => refused.is_none(),
        // These two are said before the command begins.
        _ => !matches!(refused, Some("SESSION001" | "SESSION002")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Diagnostic;

    fn past() -> Past {
        let world = WorldFile {
            files: [
                ("server.js".to_owned(), "one".to_owned()),
                ("b.js".to_owned(), "b".to_owned()),
            ]
            .into(),
            ..WorldFile::default()
        };
        let save = |text: &str| Command::SaveFile {
            path: "server.js".to_owned(),
            text: text.to_owned(),
        };
        Past::of_commands(vec![
            Command::Open {
                world: Box::new(world),
            },
            save("two"),
            Command::RemoveFile {
                path: "b.js".to_owned(),
            },
            save("three"),
        ])
    }

    #[test]
    fn files_are_those_of_the_world_and_every_save_since() {
        let mut past = past();
        let text = |past: &Past, count| past.files_after(count).get("server.js").cloned();
        assert_eq!(text(&past, 0), None);
        assert_eq!(text(&past, 1).as_deref(), Some("one"));
        assert_eq!(text(&past, 2).as_deref(), Some("two"));
        assert_eq!(past.files().len(), 1);
        past.drafts
            .insert("server.js".to_owned(), "half".to_owned());
        assert_eq!(
            past.files().get("server.js").map(String::as_str),
            Some("half")
        );
    }

    #[test]
    fn only_a_world_just_opened_is_fresh() {
        let mut past = past();
        assert!(!past.is_fresh());
        past.log.truncate(1);
        assert!(past.is_fresh());
        past.drafts.insert("server.js".to_owned(), String::new());
        assert!(!past.is_fresh());
    }

    #[test]
    fn refused_commands_are_logged_as_the_engine_does() {
        let refused = |code: &str| Outcome::Refused {
            diagnostic: Diagnostic::new(code, "", ""),
        };
        assert!(is_logged(&Command::Restart, &Outcome::Done));
        assert!(is_logged(&Command::Restart, &refused("FILE001")));
        assert!(!is_logged(&Command::Restart, &refused("SESSION002")));
        let open = Command::Open {
            world: Box::default(),
        };
        assert!(is_logged(&open, &Outcome::Done));
        assert!(!is_logged(&open, &refused("WORLD001")));
        assert!(!is_logged(
            &Command::Fork { at_seq: None },
            &Outcome::Log {
                commands: Vec::new()
            }
        ));
    }
}
