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

    /// Steps to the next event worth stepping to, or the one before when `by`
    /// is negative. Stepping back from now starts at the last of them;
    /// stepping past it comes back to now.
    pub fn step(&self, by: i64) {
        let from = self.cursor.get_untracked();
        self.cursor
            .set(self.journal.with_value(|journal| journal.step(from, by)));
    }
}
