//! Going back and forth in what has happened.

use super::Store;
use crate::ui::model::journal::Journal;
use leptos::prelude::*;

impl Store {
    /// Travels to the moment of an event.
    pub fn go_to(&self, seq: u64) {
        let last = self.journal.with_value(Journal::last_seq);
        self.cursor.set(last.map(|last| seq.min(last)));
    }

    /// Comes back to now.
    pub fn now(&self) {
        if self.cursor.get_untracked().is_some() {
            self.cursor.set(None);
        }
    }

    /// Steps `by` events forth, or back when negative. Stepping back from now
    /// starts at the last event; stepping past it comes back to now.
    pub fn step(&self, by: i64) {
        let Some((first, last)) = self
            .journal
            .with_value(|journal| Some((journal.first_seq(), journal.last_seq()?)))
        else {
            return;
        };
        let from = self.cursor.get_untracked().unwrap_or(last + 1);
        let to = from.saturating_add_signed(by).max(first);
        self.cursor.set((to <= last).then_some(to));
    }
}
