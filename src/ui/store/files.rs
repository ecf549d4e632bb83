//! The project's files as typed, and as the running process has them.

use super::{Jump, Store, Undo};
use crate::base::Place;
use crate::session::protocol::Command;
use crate::ui::model::files::check_name;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// Takes a keystroke: the file's text is now this. The process gets it
    /// before the next request.
    pub fn edit_file(&self, path: &str, text: String) {
        let same = self
            .files
            .with_untracked(|files| files.get(path).is_some_and(|old| *old == text));
        if same {
            return;
        }
        self.files.update(|files| {
            files.insert(path.to_owned(), text);
        });
        self.unsaved.update(|unsaved| {
            unsaved.insert(path.to_owned());
        });
    }

    /// Adds an empty file and opens it.
    ///
    /// # Errors
    /// A sentence when the name will not do.
    pub fn add_file(&self, path: &str) -> Result<(), String> {
        self.files
            .with_untracked(|files| check_name(path, files.keys()))?;
        self.edit_file(path, String::new());
        self.open_file.set(Some(path.to_owned()));
        Ok(())
    }

    /// Gives a file another name.
    ///
    /// # Errors
    /// A sentence when the name will not do.
    pub fn rename_file(&self, from: &str, to: &str) -> Result<(), String> {
        if from == to {
            return Ok(());
        }
        self.files
            .with_untracked(|files| check_name(to, files.keys()))?;
        let Some(text) = self.files.with_untracked(|files| files.get(from).cloned()) else {
            return Err("That file is gone already.".to_owned());
        };
        self.edit_file(to, text);
        let was_open = self.open_file.get_untracked().as_deref() == Some(from);
        self.send(Command::RemoveFile {
            path: from.to_owned(),
        });
        if was_open {
            self.open_file.set(Some(to.to_owned()));
        }
        Ok(())
    }

    /// Deletes a file; the notice can bring it back.
    pub fn remove_file(&self, path: &str) {
        let Some(text) = self.files.with_untracked(|files| files.get(path).cloned()) else {
            return;
        };
        self.send(Command::RemoveFile {
            path: path.to_owned(),
        });
        let store = *self;
        let name = path.to_owned();
        self.notify(
            format!("Deleted {path}."),
            Some(Undo::new(move || {
                store.edit_file(&name, text.clone());
                store.open_file.set(Some(name.clone()));
            })),
        );
    }

    /// Gives a file of the world the text it began with; the notice can undo it.
    pub fn put_back(&self, path: &str) {
        let first = self
            .world
            .with_untracked(|world| world.files.get(path).cloned());
        let now = self.files.with_untracked(|files| files.get(path).cloned());
        let (Some(first), Some(now)) = (first, now) else {
            return;
        };
        self.edit_file(path, first);
        let (store, path) = (*self, path.to_owned());
        self.notify(
            format!("{path} is as it was at first."),
            Some(Undo::new(move || store.edit_file(&path, now.clone()))),
        );
    }

    /// Whether a file differs from what the world began with.
    #[must_use]
    pub fn differs_from_world(&self, path: &str) -> bool {
        let now = self.files.with_untracked(|files| files.get(path).cloned());
        self.world
            .with_untracked(|world| world.files.get(path).cloned())
            != now
    }

    /// Hands every changed file to the process.
    pub fn save_files(&self) {
        for path in self.unsaved.get_untracked() {
            let text = self.files.with_untracked(|files| files.get(&path).cloned());
            if let Some(text) = text {
                self.send(Command::SaveFile { path, text });
            }
        }
    }

    /// Opens the editor at a place, when it is in the project.
    pub fn jump_to(&self, place: &Place) {
        if self
            .files
            .with_untracked(|files| files.contains_key(&place.file))
        {
            self.open_file.set(Some(place.file.clone()));
            self.column.set(super::Column::Code);
            self.jump.update(|jump| {
                *jump = Jump {
                    line: place.line,
                    column: place.column,
                    count: jump.count + 1,
                };
            });
        }
    }

    pub(super) fn files_began(&self, entry: &str, files: BTreeMap<String, String>) {
        self.unsaved.update(BTreeSet::clear);
        let keep = self
            .open_file
            .get_untracked()
            .is_some_and(|open| files.contains_key(&open));
        let first = files.contains_key(entry).then(|| entry.to_owned());
        self.files.set(files);
        if !keep {
            self.open_file.set(first);
        }
    }

    pub(super) fn file_saved(&self, path: &str, text: &str) {
        self.unsaved.update(|unsaved| {
            unsaved.remove(path);
        });
        let differs = self
            .files
            .with_untracked(|files| files.get(path).is_none_or(|old| old != text));
        if differs {
            self.files.update(|files| {
                files.insert(path.to_owned(), text.to_owned());
            });
        }
    }

    pub(super) fn file_removed(&self, path: &str) {
        self.files.update(|files| {
            files.remove(path);
        });
        self.unsaved.update(|unsaved| {
            unsaved.remove(path);
        });
        if self.open_file.get_untracked().as_deref() == Some(path) {
            let first = self.files.with_untracked(|files| {
                let entry = self.world.with_untracked(|world| world.entry.clone());
                if files.contains_key(&entry) {
                    Some(entry)
                } else {
                    files.keys().next().cloned()
                }
            });
            self.open_file.set(first);
        }
    }
}
