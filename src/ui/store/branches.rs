//! Histories that were left by continuing from a past moment.

use super::{Checkpoint, Store, Undo};
use crate::ui::model::past::Past;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Branches kept; the oldest are let go first.
const KEPT: usize = 20;

/// A history that was left.
#[derive(Debug, Clone)]
pub struct Branch {
    /// What it is called: the last thing done in it.
    pub label: String,
    /// The event at which the history after it parted from it.
    pub parted_at: u64,
    /// How many events it has.
    pub events: u64,
    checkpoint: Checkpoint,
}

impl Store {
    /// Makes the moment that is looked at the new now. What came after it is
    /// left behind as a branch, to which the notice and the list lead back.
    pub fn continue_from_here(&self) {
        let Some(seq) = self.cursor.get_untracked() else {
            return;
        };
        let branch = self.branch(seq);
        let store = *self;
        spawn_local(async move {
            let Ok(commands) = store.log(Some(seq)).await else {
                return;
            };
            store.restore(Past::of_commands(commands), None, None).await;
            let undo = {
                let branch = branch.clone();
                Undo::new(move || store.return_to(branch.checkpoint.clone()))
            };
            store.keep(branch);
            store.notify(
                format!("Continuing from event {seq}. What came after it is kept as a branch."),
                Some(undo),
            );
        });
    }

    /// Goes back to a branch; the history that is left is kept in its place.
    pub fn go_to_branch(&self, place: usize) {
        let there = self
            .branches
            .with_untracked(|branches| branches.get(place).cloned());
        let Some(there) = there else { return };
        let here = self.branch(there.parted_at);
        self.branches.update(|branches| {
            if let Some(kept) = branches.get_mut(place) {
                *kept = here;
            }
        });
        self.return_to(there.checkpoint);
        self.notify(
            format!("Back in the history that ends with {}.", there.label),
            None,
        );
    }

    /// This history, as it would be left.
    fn branch(&self, parted_at: u64) -> Branch {
        let (label, events) = self.journal.with_value(|journal| {
            let last = journal.commands().last();
            let label = last.map_or_else(|| "the beginning".to_owned(), |mark| mark.label.clone());
            (label, journal.next_seq())
        });
        Branch {
            label,
            parted_at,
            events,
            checkpoint: self.checkpoint(),
        }
    }

    fn keep(&self, branch: Branch) {
        self.branches.update(|branches| {
            if branches.len() >= KEPT {
                branches.remove(0);
            }
            branches.push(branch);
        });
    }
}
