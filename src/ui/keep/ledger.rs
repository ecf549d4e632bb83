//! What of the open session is written already, and what has come since.

use super::outbox::Outbox;
use super::record::{Head, Origin, free_name};
use super::shelves;
use crate::session::protocol::Command;
use crate::ui::model::desk::Desk;
use crate::ui::model::past::{Logged, Past};
use std::collections::BTreeMap;

/// What of the open session is written already.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The open session's head as written.
    pub head: Head,
    /// How many of its commands are written.
    count: usize,
    /// Its drafts as written.
    drafts: BTreeMap<String, String>,
    /// Which log this is: it began anew when this changes.
    generation: u32,
}

/// The open session as it stands.
#[derive(Debug)]
pub struct Standing<'a> {
    /// Its key.
    pub session: &'a str,
    /// Counts the times the log began anew.
    pub generation: u32,
    /// The commands it took, `Open` first.
    pub log: &'a [Logged],
    /// Text typed since, by path.
    pub drafts: BTreeMap<String, String>,
    /// What the page has open.
    pub desk: Desk,
    /// Whether it was made again just as it was kept.
    pub as_kept: bool,
    /// Now, in Unix milliseconds.
    pub now_ms: u64,
}

impl Ledger {
    /// Whether this is a session that the ledger does not stand for.
    #[must_use]
    pub fn is_of_another(&self, now: &Standing) -> bool {
        self.head.id != now.session
    }

    /// Puts into the outbox what has come since the last time.
    ///
    /// `known` are the heads of the sessions on the shelf; `origin` is how a
    /// session came to be that is not among them.
    pub fn note(&mut self, now: Standing, known: &[Head], origin: Origin, outbox: &mut Outbox) {
        if now.log.is_empty() {
            return;
        }
        if self.is_of_another(&now) {
            self.turn_to(&now, known, origin, outbox);
        } else if self.generation != now.generation && !now.as_kept {
            outbox.clear_commands(now.session);
            self.count = 0;
        }
        self.generation = now.generation;
        let before = self.head.clone();
        let written = self.count;
        let drafts_changed = self.note_drafts(&now, outbox);
        for (place, logged) in now.log.iter().enumerate().skip(written) {
            outbox.command(now.session, place, logged);
        }
        self.count = now.log.len();
        self.head.deeds = now.log.len() - 1;
        self.head.desk = now.desk;
        if self.head != before || drafts_changed || written != self.count {
            self.head.updated_ms = now.now_ms;
            outbox.head(&self.head);
        }
    }

    /// Whether nothing would be lost with the open session.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        shelves::is_fresh(&self.head, self.head.deeds, self.drafts.is_empty())
    }

    /// Takes another session as the open one.
    fn turn_to(&mut self, now: &Standing, known: &[Head], origin: Origin, outbox: &mut Outbox) {
        let before = std::mem::take(self);
        if !before.head.id.is_empty() && before.is_fresh() {
            outbox.remove(&before.head.id);
        }
        let found = known.iter().find(|head| head.id == now.session);
        self.head = found.cloned().unwrap_or_else(|| {
            let past = Past {
                log: now.log.first().cloned().into_iter().collect(),
                drafts: BTreeMap::new(),
            };
            let world_id = past.world().map_or(String::new(), |world| world.id.clone());
            let goes_on = origin == Origin::Opened && before.head.world_id == world_id;
            let origin = if goes_on && !before.is_fresh() {
                Origin::After(before.head.id.clone())
            } else {
                origin
            };
            let names: Vec<&str> = known
                .iter()
                .filter(|head| !(head.id == before.head.id && before.is_fresh()))
                .map(|head| head.name.as_str())
                .collect();
            Head {
                id: now.session.to_owned(),
                name: free_name(&shelves::name_of(&past), &names),
                world_id,
                origin,
                ..Head::default()
            }
        });
        if found.is_some_and(|head| now.as_kept && head.deeds + 1 == now.log.len()) {
            self.count = now.log.len();
            self.drafts.clone_from(&now.drafts);
        } else {
            // Of what was kept under this key, nothing shall remain.
            outbox.remove(now.session);
        }
        outbox.setting("last", now.session);
    }

    /// Drafts are written as typed, and let go of only once a command has
    /// taken them.
    fn note_drafts(&mut self, now: &Standing, outbox: &mut Outbox) -> bool {
        let mut changed = false;
        for logged in now.log.iter().skip(self.count) {
            if let Command::SaveFile { path, .. } | Command::RemoveFile { path } = &logged.command
                && !now.drafts.contains_key(path)
                && self.drafts.remove(path).is_some()
            {
                outbox.forget_draft(now.session, path);
                changed = true;
            }
        }
        for (path, text) in &now.drafts {
            if self.drafts.get(path) != Some(text) {
                outbox.draft(now.session, path, text);
                self.drafts.insert(path.clone(), text.clone());
                changed = true;
            }
        }
        changed
    }
}

#[cfg(test)]
mod tests;
