//! What a person does with kept sessions.

use super::keeper::Keep;
use super::record::{Head, Kept, Origin, free_name, tidy_name};
use super::saving::{Saving, Why};
use super::shelves;
use crate::platform::tabs::{self, Claim};
use crate::platform::{chance, moments, offline};
use crate::ui::model::past::Replayed;
use crate::ui::store::{EngineState, Undo};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

impl Keep {
    /// Goes on with the session of the last visit, or with the last one of
    /// the world that is wanted; gives whether there is one. From now on,
    /// everything done is kept.
    pub async fn begin(self, wanted: Option<String>) -> bool {
        let head = self.find_shelf(wanted.as_deref()).await;
        let Some(head) = head else { return false };
        self.enter(&head.id, Entry::IfFree).await
    }

    /// Opens a kept session.
    pub fn open(self, id: &str) {
        let id = id.to_owned();
        if self.store.session.with_untracked(|open| *open == id) {
            return;
        }
        // Another session has branches of its own.
        self.store.branches.update(Vec::clear);
        self.open_branch(&id);
    }

    /// Whether a session is kept.
    #[must_use]
    pub fn has(self, id: &str) -> bool {
        self.sessions
            .with_untracked(|kept| kept.iter().any(|head| head.id == id))
    }

    /// Opens a kept session that is a branch of the open one.
    pub fn open_branch(self, id: &str) {
        let id = id.to_owned();
        spawn_local(async move {
            self.flushed().await;
            self.enter(&id, Entry::IfFree).await;
        });
    }

    /// Opens the session that belongs to another tab: as a copy.
    pub fn open_copy(self) {
        let Some(head) = self.elsewhere.get_untracked() else {
            return;
        };
        self.elsewhere.set(None);
        spawn_local(async move {
            if let Some(kept) = self.load(&head.id).await {
                let id = chance::name();
                let copy = self
                    .sessions
                    .with_untracked(|others| shelves::copy(&kept, &id, moments::now_ms(), others));
                self.put(&copy).await;
                self.enter(&id, Entry::IfFree).await;
            }
        });
    }

    /// Opens the session that belongs to another tab: here from now on.
    pub fn take_over(self) {
        let Some(head) = self.elsewhere.get_untracked() else {
            return;
        };
        self.elsewhere.set(None);
        spawn_local(async move {
            self.enter(&head.id, Entry::TakeOver).await;
        });
    }

    /// Opens the session that belongs to another tab: only to look.
    pub fn only_look(self) {
        let Some(head) = self.elsewhere.get_untracked() else {
            return;
        };
        self.elsewhere.set(None);
        spawn_local(async move {
            self.enter(&head.id, Entry::OnlyLook).await;
        });
    }

    /// Leaves the session that belongs to another tab alone. A page that has
    /// nothing else to show opens its world anew.
    pub fn leave_elsewhere(self) {
        let Some(head) = self.elsewhere.get_untracked() else {
            return;
        };
        self.elsewhere.set(None);
        if self.store.logged.with_untracked(|mark| mark.count > 0) {
            return;
        }
        spawn_local(async move {
            let kept = self.load(&head.id).await;
            if let Some(world) = kept.as_ref().and_then(|kept| kept.past.world()) {
                self.store.open_world(world);
            }
        });
    }

    /// Takes back the session that moved to another tab, with what was done
    /// there.
    pub fn take_back(self) {
        let id = self.store.session.get_untracked();
        spawn_local(async move {
            self.enter(&id, Entry::TakeOver).await;
        });
    }

    /// Goes on here with a copy of the session that belongs to another tab.
    pub fn go_on_with_copy(self) {
        self.inner.update_value(|inner| {
            inner.origin = Origin::CopyOf(self.store.session.get_untracked());
        });
        self.store.part_ways();
        self.store.notify("You are working on a copy.", None);
    }

    /// Copies the open session; the page stays with the one it has.
    pub fn duplicate(self, id: &str) {
        let id = id.to_owned();
        spawn_local(async move {
            self.flushed().await;
            let Some(kept) = self.load(&id).await else {
                return;
            };
            let copy = self.sessions.with_untracked(|others| {
                shelves::copy(&kept, &chance::name(), moments::now_ms(), others)
            });
            self.put(&copy).await;
            self.store
                .notify(format!("Copied as “{}”.", copy.head.name), None);
        });
    }

    /// Gives a session the name that a person typed.
    pub fn rename(self, id: &str, typed: &str) {
        let Some(name) = tidy_name(typed) else { return };
        let head = self.sessions.with_untracked(|heads| {
            let others: Vec<&str> = heads
                .iter()
                .filter(|head| head.id != id)
                .map(|head| head.name.as_str())
                .collect();
            heads.iter().find(|head| head.id == id).map(|head| Head {
                name: free_name(&name, &others),
                named: true,
                ..head.clone()
            })
        });
        let Some(head) = head else { return };
        self.inner.update_value(|inner| {
            if inner.ledger.head.id == head.id {
                inner.ledger.head.name.clone_from(&head.name);
                inner.ledger.head.named = true;
            }
            inner.outbox.head(&head);
        });
        self.flush();
    }

    /// Deletes a session; the notice can bring it back.
    pub fn delete(self, id: &str) {
        let id = id.to_owned();
        spawn_local(async move {
            let Some(claim) = tabs::claim(&id, || {}).await else {
                let told = "That session is open in another tab. Close it there first.";
                self.store.notify(told, None);
                return;
            };
            let kept = self.load(&id).await;
            self.inner.update_value(|inner| inner.outbox.remove(&id));
            self.flushed().await;
            drop(claim);
            let undo = kept.clone().map(|kept| {
                Undo::new(move || {
                    let kept = kept.clone();
                    spawn_local(async move { self.put(&kept).await });
                })
            });
            let name = kept.map_or("the session".to_owned(), |kept| {
                format!("“{}”", kept.head.name)
            });
            self.store.notify(format!("Deleted {name}."), undo);
        });
    }

    /// Reloads the page to use the newest version, with everything kept.
    pub fn use_update(self) {
        spawn_local(async move {
            self.flushed().await;
            let offline = self.inner.with_value(|inner| inner.offline.clone());
            if let Some(offline) = offline {
                offline.use_update();
            }
        });
    }

    /// The open session's name.
    #[must_use]
    pub fn name(self) -> String {
        let name = self
            .inner
            .with_value(|inner| inner.ledger.head.name.clone());
        if name.is_empty() {
            shelves::name_of(&self.store.past())
        } else {
            name
        }
    }

    async fn load(self, id: &str) -> Option<Kept> {
        let rack = self.inner.with_value(|inner| Rc::clone(&inner.shelf));
        match shelves::load(&*rack, id).await {
            Ok(Some(kept)) => Some(kept),
            Ok(None) => {
                let told = "That session could not be read any more.";
                self.store.notify(told, None);
                None
            }
            Err(why) => {
                self.set_saving(Saving::Off(Why::Shelf(why)));
                None
            }
        }
    }

    async fn put(self, kept: &Kept) {
        self.inner
            .update_value(|inner| shelves::put(&mut inner.outbox, kept));
        self.flushed().await;
    }

    /// Makes a kept session the open one; gives whether that is settled, be it
    /// by asking the person.
    async fn enter(self, id: &str, entry: Entry) -> bool {
        let lost = move || self.lost();
        let claim: Option<Claim> = match entry {
            Entry::IfFree => tabs::claim(id, lost).await,
            Entry::TakeOver => tabs::take(id, lost).await,
            Entry::OnlyLook => None,
        };
        let Some(mut kept) = self.load(id).await else {
            return false;
        };
        if claim.is_some() {
            self.add_rescued(&mut kept).await;
        }
        if claim.is_none() && entry != Entry::OnlyLook {
            self.elsewhere.set(Some(kept.head));
            return true;
        }
        let on_shelf = self
            .inner
            .with_value(|inner| matches!(*inner.shelf, super::keeper::PageShelf::Browser(_)));
        if on_shelf {
            self.saving.set(if claim.is_some() {
                Saving::On
            } else {
                Saving::Off(Why::OnlyLooking)
            });
        }
        self.inner.update_value(|inner| {
            inner.foreign = claim.is_none().then(|| id.to_owned());
            inner.claim = claim;
        });
        let Kept { mut head, past } = kept;
        // Those that were deleted lead nowhere.
        self.sessions.with_untracked(|kept| {
            let is_kept = |id: &str| kept.iter().any(|head| head.id == id);
            head.desk.branches.retain(|branch| is_kept(&branch.session));
        });
        let replayed = self
            .store
            .restore(past, Some(head.id.clone()), Some(head.desk))
            .await;
        match replayed {
            Replayed::Same => {}
            Replayed::Differs(place) => self.store.notify(
                format!(
                    "Backlot has changed: from its step {place} on, “{}” came out differently \
                     this time. Your files are as you left them.",
                    head.name
                ),
                None,
            ),
            Replayed::Stopped(place) => self.store.notify(
                format!(
                    "“{}” could be made again up to its step {place} only. Your files are as you \
                     left them, and the whole session stays in the list.",
                    head.name
                ),
                None,
            ),
        }
        true
    }

    /// Asks for the service worker once the page has what it needs itself.
    pub(super) fn watch_for_updates(self) {
        let asked = StoredValue::new(false);
        Effect::new(move |_| {
            let settled = self
                .store
                .engine
                .with(|engine| matches!(engine, EngineState::Ready | EngineState::Failed(_)));
            if !settled || asked.get_value() {
                return;
            }
            asked.set_value(true);
            spawn_local(async move {
                let offline = offline::start(move || {
                    self.store.announce("A new version of Backlot is ready.");
                    self.update.set(true);
                })
                .await;
                self.inner.update_value(|inner| inner.offline = offline);
            });
        });
    }
}

/// How a session is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    IfFree,
    TakeOver,
    OnlyLook,
}
