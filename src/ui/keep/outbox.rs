//! Changes on their way to the shelf.

use super::record::{Head, command_key, draft_key, head_key, parts};
use crate::platform::shelf::{Area, Change};
use crate::ui::model::past::Logged;
use std::collections::{BTreeMap, BTreeSet};

/// Changes that the shelf does not have yet. Later changes of the same key
/// take the place of earlier ones, so that what waits never grows beyond what
/// there is to keep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    /// Sessions of which nothing shall be left, before anything is put.
    gone: BTreeSet<String>,
    /// Sessions whose commands are all written anew.
    anew: BTreeSet<String>,
    /// The texts; none for keys to let go of.
    texts: BTreeMap<(Area, String), Option<String>>,
}

impl Outbox {
    /// Whether the shelf has everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.anew.is_empty() && self.texts.is_empty()
    }

    /// Keeps a head.
    pub fn head(&mut self, head: &Head) {
        self.put(head_key(&head.id), to_json(head));
    }

    /// Keeps a command at its place in the log.
    pub fn command(&mut self, id: &str, place: usize, logged: &Logged) {
        self.put(command_key(id, place), to_json(logged));
    }

    /// Lets go of every command of a session kept so far.
    pub fn clear_commands(&mut self, id: &str) {
        let prefix = parts(id);
        self.texts
            .retain(|(area, key), _| *area != Area::Commands || !key.starts_with(&prefix));
        self.anew.insert(id.to_owned());
    }

    /// Keeps the text of a file as typed.
    pub fn draft(&mut self, id: &str, path: &str, text: &str) {
        self.put(draft_key(id, path), text.to_owned());
    }

    /// Lets go of a draft, which a command has taken.
    pub fn forget_draft(&mut self, id: &str, path: &str) {
        self.texts.insert(draft_key(id, path), None);
    }

    /// Keeps a setting of the page.
    pub fn setting(&mut self, name: &str, text: impl Into<String>) {
        self.put((Area::Settings, name.to_owned()), text.into());
    }

    /// Lets go of a session as a whole.
    pub fn remove(&mut self, id: &str) {
        let prefix = parts(id);
        self.texts.retain(|(area, key), _| match area {
            Area::Settings => true,
            Area::Sessions => key != id,
            Area::Commands | Area::Drafts => !key.starts_with(&prefix),
        });
        self.anew.remove(id);
        self.gone.insert(id.to_owned());
    }

    fn put(&mut self, key: (Area, String), text: String) {
        self.texts.insert(key, Some(text));
    }

    /// Takes everything out, as changes to make in this order.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let gone = self.gone.iter().flat_map(|id| {
            let under = |area| Change::RemoveUnder {
                area,
                prefix: parts(id),
            };
            [
                Change::Remove {
                    area: Area::Sessions,
                    key: id.clone(),
                },
                under(Area::Commands),
                under(Area::Drafts),
            ]
        });
        let anew = self.anew.iter().map(|id| Change::RemoveUnder {
            area: Area::Commands,
            prefix: parts(id),
        });
        let texts = self.texts.iter().map(|((area, key), text)| {
            let (area, key) = (*area, key.clone());
            match text {
                Some(text) => Change::Put {
                    area,
                    key,
                    text: text.clone(),
                },
                None => Change::Remove { area, key },
            }
        });
        gone.chain(anew).chain(texts).collect()
    }

    /// Puts back what could not be written. What came in since is newer.
    pub fn put_back(&mut self, earlier: Self) {
        let newer = std::mem::replace(self, earlier);
        for id in newer.gone {
            self.remove(&id);
        }
        for id in newer.anew {
            self.clear_commands(&id);
        }
        self.texts.extend(newer.texts);
    }
}

fn to_json<T: serde::Serialize>(value: &T) -> String {
    // Plain data with text keys always has a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::shelf::{Memory, Shelf, Trouble};
    use crate::session::protocol::Command;
    use crate::ui::keep::now::now;

    fn keys(shelf: &Memory, area: Area) -> Vec<String> {
        let read = now(shelf.read(area, "")).expect("memory reads");
        read.into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn the_last_of_many_keystrokes_is_written_once() {
        let mut outbox = Outbox::default();
        for text in ["a", "ab", "abc"] {
            outbox.draft("s", "server.js", text);
        }
        assert_eq!(
            outbox.changes(),
            [Change::Put {
                area: Area::Drafts,
                key: "s/server.js".to_owned(),
                text: "abc".to_owned(),
            }]
        );
    }

    #[test]
    fn what_could_not_be_written_waits_and_newer_text_wins() {
        let shelf = Memory::default();
        shelf.set_room(Some(4));
        let mut outbox = Outbox::default();
        outbox.draft("s", "a.js", "older");
        outbox.draft("s", "b.js", "kept");
        let taken = std::mem::take(&mut outbox);
        assert_eq!(now(shelf.write(&taken.changes())), Err(Trouble::Full));
        outbox.draft("s", "a.js", "newer");
        outbox.put_back(taken);
        shelf.set_room(None);
        now(shelf.write(&outbox.changes())).expect("there is room again");
        assert_eq!(
            now(shelf.read(Area::Drafts, "s/")).expect("memory reads"),
            [
                ("s/a.js".to_owned(), "newer".to_owned()),
                ("s/b.js".to_owned(), "kept".to_owned())
            ]
        );
    }

    #[test]
    fn a_removed_session_leaves_nothing_and_its_neighbours_stay() {
        let shelf = Memory::default();
        let mut outbox = Outbox::default();
        for id in ["s", "s2"] {
            let head = Head {
                id: id.to_owned(),
                ..Head::default()
            };
            outbox.head(&head);
            outbox.draft(id, "a.js", "");
            let logged = Logged {
                command: Command::Restart,
                after: None,
            };
            outbox.command(id, 0, &logged);
        }
        now(shelf.write(&outbox.changes())).expect("memory writes");
        let mut outbox = Outbox::default();
        outbox.draft("s", "b.js", "too late");
        outbox.remove("s");
        now(shelf.write(&outbox.changes())).expect("memory writes");
        for area in [Area::Sessions, Area::Commands, Area::Drafts] {
            let left = keys(&shelf, area);
            assert!(left.iter().all(|key| key.starts_with("s2")), "{left:?}");
            assert_eq!(left.len(), 1);
        }
    }

    #[test]
    fn a_log_written_anew_has_none_of_the_old_commands() {
        let shelf = Memory::default();
        let logged = Logged {
            command: Command::Restart,
            after: None,
        };
        let mut outbox = Outbox::default();
        for place in 0..5 {
            outbox.command("s", place, &logged);
        }
        now(shelf.write(&outbox.changes())).expect("memory writes");
        let mut outbox = Outbox::default();
        outbox.command("s", 5, &logged);
        outbox.clear_commands("s");
        outbox.command("s", 0, &logged);
        now(shelf.write(&outbox.changes())).expect("memory writes");
        assert_eq!(keys(&shelf, Area::Commands), ["s/00000"]);
    }
}
