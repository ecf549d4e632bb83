//! Histories that were left by continuing from a past moment. Each is a
//! session of its own, so it is kept as any other; this page also has those
//! that were left in it at hand, for when nothing can be kept.

use super::{Store, Undo};
use crate::ui::model::desk::Branch;
use crate::ui::model::past::Past;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Branches kept; the oldest are let go first.
const KEPT: usize = 20;

impl Store {
    /// Makes the moment that is looked at the new now. What came after it is
    /// left behind as a branch, to which the notice and the list lead back.
    pub fn continue_from_here(&self) {
        let Some(seq) = self.cursor.get_untracked() else {
            return;
        };
        let branch = self.branch(seq);
        let left = self.checkpoint();
        let store = *self;
        spawn_local(async move {
            let Ok(commands) = store.log(Some(seq)).await else {
                return;
            };
            store.restore(Past::of_commands(commands), None, None).await;
            let undo = {
                let left = left.clone();
                Undo::new(move || {
                    store.branches.update(|branches| {
                        branches.retain(|branch| branch.session != left.session());
                    });
                    store.return_to(left.clone());
                })
            };
            store.put_aside(left);
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
        // What is kept is the newest; what is at hand is for when nothing is.
        let keep = self.keeper().filter(|keep| keep.has(&there.session));
        let at_hand = self
            .left
            .with_value(|left| left.get(&there.session).cloned());
        let here = self.branch(there.parted_at);
        let stays = keep.is_some() || at_hand.is_some();
        self.put_aside(self.checkpoint());
        self.branches.update(|branches| {
            if let (Some(kept), true) = (branches.get_mut(place), stays) {
                *kept = here;
            } else {
                branches.remove(place);
            }
        });
        match (keep, at_hand) {
            (Some(keep), _) => keep.open_branch(&there.session),
            (None, Some(checkpoint)) => self.return_to(checkpoint),
            (None, None) => {
                self.notify("That history is not kept any more.", None);
                return;
            }
        }
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
            session: self.session.get_untracked(),
            label,
            parted_at,
            events,
        }
    }

    fn put_aside(&self, checkpoint: super::Checkpoint) {
        self.left.update_value(|left| {
            left.insert(checkpoint.session().to_owned(), checkpoint);
        });
    }

    fn keep(&self, branch: Branch) {
        self.branches.update(|branches| {
            if branches.len() >= KEPT {
                let gone = branches.remove(0);
                self.left.update_value(|left| {
                    left.remove(&gone.session);
                });
            }
            branches.push(branch);
        });
    }
}
