//! Going back and forth in what has happened.

use super::Store;
use crate::ui::model::journal::Journal;
use crate::ui::model::playback::Playhead;
use leptos::prelude::*;

impl Store {
    /// Plays virtual time from a moment on.
    pub fn play(&self, from_us: f64) {
        self.head.set(Some(Playhead::at(from_us)));
        self.playing.set(true);
    }

    /// Stops playing and scrubbing.
    pub fn stand_still(&self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
        }
        if self.head.with_untracked(Option::is_some) {
            self.head.set(None);
        }
    }

    /// Travels to the moment of an event.
    pub fn go_to(&self, seq: u64) {
        self.stand_still();
        let last = self.journal.with_value(Journal::last_seq);
        self.cursor.set(last.map(|last| seq.min(last)));
    }

    /// Comes back to now.
    pub fn now(&self) {
        self.stand_still();
        if self.cursor.get_untracked().is_some() {
            self.cursor.set(None);
        }
    }

    /// Steps to the next event worth stepping to, or the one before when `by`
    /// is negative. Now stands on the last of them.
    pub fn step(&self, by: i64) {
        self.stand_still();
        let from = self.cursor.get_untracked();
        self.cursor
            .set(self.journal.with_value(|journal| journal.step(from, by)));
    }
}
