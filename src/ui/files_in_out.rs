//! A whole session as one file, out and in.

use super::model::desk::Desk;
use super::model::past::Past;
use super::store::Store;
use crate::base::limits;
use crate::platform::file;
use crate::session::archive::Archive;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Saves the session as a file.
pub fn export(store: Store) {
    spawn_local(async move {
        let Ok(log) = store.log(None).await else {
            return;
        };
        let name = store.world.with_untracked(|world| world.id.clone());
        let Some(archive) = Archive::of_log(name, log, untrack(|| store.desk())) else {
            return;
        };
        let name = archive.file_name();
        let saved = archive
            .write()
            .map_err(|trouble| trouble.message)
            .and_then(|text| file::save(&name, "application/json", &text));
        match saved {
            Ok(()) => store.notify(format!("Saved this session as {name}."), None),
            Err(why) => store.notify(why, None),
        }
    });
}

/// Reads a session from a file that a person chooses. What was there before
/// can be brought back.
pub fn import(store: Store) {
    spawn_local(async move {
        let text = match file::open(".json,application/json", limits::ARCHIVE_BYTES).await {
            Ok(None) => return,
            Ok(Some(text)) => text,
            Err(why) => return store.notify(why, None),
        };
        match Archive::<Desk>::read(&text) {
            Err(diagnostic) => {
                store.announce(diagnostic.message.clone());
                store.trouble.set(Some(diagnostic));
            }
            Ok(archive) => {
                let before = store.checkpoint();
                let past = Past::of_commands(archive.log());
                store.restore(past, None, Some(archive.ui)).await;
                store.notify_undo("The session from the file is open.", before);
            }
        }
    });
}
