//! The last keystrokes before a page ends.
//!
//! The browser's database answers later, and a page that is being closed has
//! no later. Its small storage answers at once: what is typed and not known to
//! be written goes there, and to the shelf at the next visit.

use super::keeper::Keep;
use super::record::Kept;
use super::saving::Saving;
use crate::platform::storage;
use leptos::prelude::*;
use std::collections::BTreeMap;

impl Keep {
    /// Puts aside what is typed and not known to be written. Called when the
    /// page may be about to end.
    pub(super) fn rescue(self) {
        let ours = self.inner.with_value(|inner| inner.foreign.is_none());
        let finding = self
            .saving
            .with_untracked(|saving| *saving == Saving::Finding);
        if !ours || finding || self.settled.get_untracked() || self.store.is_restoring() {
            return;
        }
        let drafts = self.store.drafts();
        if !drafts.is_empty() {
            storage::keep(&name(&self.store.session.get_untracked()), &drafts);
        }
    }

    /// Adds to a session of this tab what was put aside of it.
    pub(super) async fn add_rescued(self, kept: &mut Kept) {
        let id = &kept.head.id;
        let Some(drafts) = storage::recall::<BTreeMap<String, String>>(&name(id)) else {
            return;
        };
        self.inner.update_value(|inner| {
            for (path, text) in &drafts {
                inner.outbox.draft(id, path, text);
            }
        });
        let name = name(id);
        kept.past.drafts.extend(drafts);
        self.flushed().await;
        // Only now is there no need of it: it must not come back later, over
        // newer text.
        if self.inner.with_value(|inner| inner.outbox.is_empty()) {
            storage::forget(&name);
        }
    }

    /// Everything is written: nothing needs to be put aside any more.
    pub(super) fn forget_rescued(self) {
        storage::forget(&name(&self.store.session.get_untracked()));
    }
}

fn name(session: &str) -> String {
    format!("rescue.{session}")
}
