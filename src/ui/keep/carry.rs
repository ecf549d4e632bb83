//! Sessions as files, out and in.

use super::keeper::Keep;
use super::record::Origin;
use crate::base::limits;
use crate::platform::file;
use crate::session::archive::Archive;
use crate::ui::model::desk::Desk;
use crate::ui::model::past::Past;
use crate::ui::store::Held;
use leptos::prelude::*;
use leptos::task::spawn_local;

impl Keep {
    /// Saves the open session as a file.
    pub fn export(self) {
        let past = self.store.past();
        let desk = Desk {
            unsaved: past.drafts,
            // They are sessions of this browser.
            branches: Vec::new(),
            ..untrack(|| self.store.desk())
        };
        let log = past.log.into_iter().map(|logged| logged.command);
        let Some(archive) = Archive::of_log(self.name(), log, desk) else {
            self.store.notify("There is nothing to export yet.", None);
            return;
        };
        let name = archive.file_name();
        match archive.write() {
            Ok(text) => match file::save(&name, "application/json", &text) {
                Ok(()) => self.store.notify(format!("Saved as {name}."), None),
                Err(why) => self.store.notify(why, None),
            },
            Err(diagnostic) => {
                self.store.announce(diagnostic.message.clone());
                self.store.trouble.set(Some(diagnostic));
            }
        }
    }

    /// Reads a session from a file that a person chooses, and shows it. It
    /// runs once the person says so.
    pub fn import(self) {
        spawn_local(async move {
            match file::open(".json,application/json", limits::ARCHIVE_BYTES).await {
                Ok(None) => {}
                Ok(Some(text)) => self.import_text(&text),
                Err(why) => self.store.notify(why, None),
            }
        });
    }

    /// Shows the session that a file's text holds.
    pub fn import_text(self, text: &str) {
        match Archive::<Desk>::read(text) {
            Err(diagnostic) => {
                self.store.announce(diagnostic.message.clone());
                self.store.trouble.set(Some(diagnostic));
            }
            Ok(archive) => {
                let mut past = Past::of_commands(archive.log());
                let mut desk = archive.ui;
                past.drafts = std::mem::take(&mut desk.unsaved);
                self.flush();
                self.inner
                    .update_value(|inner| inner.before_held = Some(self.store.checkpoint()));
                self.store.announce(format!(
                    "“{}” is shown. Its code has not run.",
                    archive.name
                ));
                self.store.hold(Held {
                    name: archive.name,
                    past,
                    desk,
                });
            }
        }
    }

    /// Runs the session that is shown.
    pub fn run_held(self) {
        self.inner
            .update_value(|inner| inner.origin = Origin::Imported);
        spawn_local(async move {
            self.store.run_held().await;
        });
    }

    /// Comes back from the session that is shown to the one before.
    pub fn drop_held(self) {
        let before = self
            .inner
            .try_update_value(|inner| inner.before_held.take())
            .flatten();
        if let Some(before) = before {
            self.store.return_to(before);
        }
    }
}
