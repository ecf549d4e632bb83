//! Going back and forth in what has happened, and going on from there.

use super::{Stop, Store};
use crate::session::protocol::{Command, Outcome};
use crate::ui::model::journal::Journal;
use leptos::prelude::*;
use leptos::task::spawn_local;

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

    /// Makes the moment that is looked at the new now. What came after it is
    /// left behind; the notice can bring it back.
    pub fn continue_from_here(&self) {
        let Some(seq) = self.cursor.get_untracked() else {
            return;
        };
        let store = *self;
        spawn_local(async move {
            let (Ok(before), Ok(there)) = (store.log(None).await, store.log(Some(seq)).await)
            else {
                return;
            };
            store.replay(there);
            store.notify(
                format!("Continuing from event {seq}."),
                Some(Callback::new(move |()| store.replay(before.clone()))),
            );
        });
    }

    /// Opens the world as it was at the beginning; the notice can undo it.
    pub fn reset(&self) {
        let store = *self;
        spawn_local(async move {
            let before = store.log(None).await.ok();
            store.open_world(store.world.get_untracked());
            store.notify(
                "The world is as it was at the beginning.",
                before.map(|log| Callback::new(move |()| store.replay(log.clone()))),
            );
        });
    }

    /// The commands that lead to a moment, `Open` first.
    ///
    /// # Errors
    /// When the engine is gone or refuses.
    pub async fn log(&self, at_seq: Option<u64>) -> Result<Vec<Command>, Stop> {
        match &*self.ask(Command::Fork { at_seq }).await? {
            Outcome::Log { commands } => Ok(commands.clone()),
            Outcome::Refused { diagnostic } => {
                self.trouble.set(Some(diagnostic.clone()));
                Err(Stop::Stopped(diagnostic.clone()))
            }
            _ => Err(Stop::Gone),
        }
    }

    /// Runs a log of commands from its `Open` on.
    pub fn replay(&self, commands: Vec<Command>) {
        for command in commands {
            self.send(command);
        }
    }
}
