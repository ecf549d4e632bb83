//! Keeping the open session: watching the store, and writing what has come.

use super::format;
use super::ledger::{Ledger, Standing};
use super::outbox::Outbox;
use super::record::{Head, Origin};
use super::saving::{Saving, Why};
use super::shelves;
use crate::platform::moments;
use crate::platform::offline::Offline;
use crate::platform::shelf::{Area, Change, IndexedDb, Memory, Shelf, Trouble};
use crate::platform::tabs::{self, Claim};
use crate::ui::model::past::Replayed;
use crate::ui::store::{Checkpoint, Store};
use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::pin;
use std::rc::Rc;

/// How long keystrokes are gathered before they are written, in milliseconds.
const GATHER_MS: u32 = 100;
/// After this long the page begins without its last session, in milliseconds.
const START_PATIENCE_MS: u32 = 5_000;
/// After this long without an answer the browser's shelf is given up.
const SHELF_PATIENCE_MS: u32 = 30_000;

/// What the page knows of what it keeps. Copy it freely: it holds handles.
#[derive(Clone, Copy)]
pub struct Keep {
    /// The page's store.
    pub store: Store,
    /// The kept sessions, the one changed last first.
    pub sessions: RwSignal<Vec<Head>>,
    /// Whether what a person does is kept.
    pub saving: RwSignal<Saving>,
    /// The session that was wanted but belongs to another tab.
    pub elsewhere: RwSignal<Option<Head>>,
    /// Whether a newer version of Backlot is ready to be used.
    pub update: RwSignal<bool>,
    /// Whether the shelf has everything.
    pub settled: RwSignal<bool>,
    pub(super) inner: StoredValue<Inner, LocalStorage>,
}

/// What nobody needs to watch.
#[derive(Default)]
pub(super) struct Inner {
    pub shelf: Rc<PageShelf>,
    pub outbox: Outbox,
    pub ledger: Ledger,
    pub claim: Option<Claim>,
    /// The origin of the session that is opened next.
    pub origin: Origin,
    pub offline: Option<Offline>,
    /// The session that is shown but belongs to another tab.
    pub foreign: Option<String>,
    /// Where the page stood before a session from a file was shown.
    pub before_held: Option<Checkpoint>,
    timer: Option<Timeout>,
}

/// The browser's shelf, or the page's own.
#[derive(Default)]
pub(super) enum PageShelf {
    /// None yet.
    #[default]
    Missing,
    Browser(IndexedDb),
    Memory(Memory),
}

impl Shelf for PageShelf {
    async fn read(&self, area: Area, prefix: &str) -> Result<Vec<(String, String)>, Trouble> {
        match self {
            Self::Missing => Ok(Vec::new()),
            Self::Browser(rack) => rack.read(area, prefix).await,
            Self::Memory(rack) => rack.read(area, prefix).await,
        }
    }

    async fn write(&self, changes: &[Change]) -> Result<(), Trouble> {
        match self {
            Self::Missing => Err(Trouble::Failed("no shelf yet".to_owned())),
            Self::Browser(rack) => rack.write(changes).await,
            Self::Memory(rack) => rack.write(changes).await,
        }
    }
}

impl Keep {
    /// Watches the store from now on; [`Keep::begin`] finds the shelf.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let keep = Self {
            store,
            sessions: RwSignal::default(),
            saving: RwSignal::default(),
            elsewhere: RwSignal::new(None),
            update: RwSignal::new(false),
            settled: RwSignal::new(false),
            inner: StoredValue::new_local(Inner::default()),
        };
        store.kept_by(keep);
        keep.watch();
        keep.watch_for_updates();
        keep
    }

    /// Finds the shelf and begins to keep what is done. Gives the session to
    /// go on with: the last one, or the last of the world that is wanted.
    ///
    /// A browser that takes its time does not hold the page up: what is done
    /// until it answers is kept then.
    pub(super) async fn find_shelf(self, wanted: Option<&str>) -> Option<Head> {
        let (tell, told) = oneshot::channel();
        spawn_local(async move {
            let last = self.open_shelf().await;
            // The page may have gone on without.
            let _ = tell.send(last);
        });
        let last = match select(told, pin!(moments::wait(START_PATIENCE_MS))).await {
            Either::Left((last, _)) => last.ok().flatten(),
            Either::Right(_) => return None,
        };
        let fits = |head: &&Head| wanted.is_none_or(|world| head.world_id == world);
        self.sessions.with_untracked(|heads| {
            heads
                .iter()
                .find(|head| fits(head) && last.as_ref() == Some(&head.id))
                .or_else(|| heads.iter().find(fits))
                .cloned()
        })
    }

    /// Opens the shelf, and gives the session that was open last.
    async fn open_shelf(self) -> Option<String> {
        let rack = PageShelf::Browser(IndexedDb::default());
        let found = brought_up_to_date(&rack).await;
        let (rack, saving) = match found {
            Ok(()) => (rack, Saving::On),
            Err(Trouble::Full) => (rack, Saving::Off(Why::Shelf(Trouble::Full))),
            // What was there is left alone; this page has a shelf of its own.
            Err(why) => (
                PageShelf::Memory(Memory::default()),
                Saving::Off(Why::Shelf(why)),
            ),
        };
        let heads = shelves::list(&rack).await.unwrap_or_default();
        let last = rack.read(Area::Settings, "last").await.unwrap_or_default();
        self.inner.update_value(|inner| inner.shelf = Rc::new(rack));
        self.sessions.set(heads);
        self.saving.set(saving);
        self.settled.set(true);
        // What was done meanwhile is kept as well.
        self.store.logged.notify();
        last.into_iter()
            .find_map(|(key, id)| (key == "last").then_some(id))
    }

    /// Writes what has come whenever something has.
    fn watch(self) {
        let store = self.store;
        Effect::new(move |_| {
            store.logged.track();
            store.session.track();
            store.files.track();
            store.unsaved.track();
            store.held.track();
            let desk = store.desk();
            untrack(|| self.note(desk));
        });
        moments::on_leaving(move || {
            self.rescue();
            self.flush();
        });
        tabs::on_asked(move |name| self.let_go(&name));
    }

    /// Whether what is done in this tab may be written: not before there is a
    /// shelf, and not to a session of another tab.
    fn may_write(self) -> bool {
        if self
            .saving
            .with_untracked(|saving| *saving == Saving::Finding)
        {
            return false;
        }
        let open = self.store.session.get_untracked();
        let foreign = self
            .inner
            .try_update_value(|inner| {
                let foreign = inner.foreign.take_if(|foreign| **foreign != open);
                foreign.is_some()
            })
            .unwrap_or(false);
        if foreign {
            // The page has turned to a session of its own.
            spawn_local(async move { self.set_saving(Saving::On) });
        }
        self.inner.with_value(|inner| inner.foreign.is_none())
    }

    fn note(self, desk: crate::ui::model::desk::Desk) {
        let store = self.store;
        // What is being made is not yet the session it is kept as.
        if store.is_restoring() || store.held.with(Option::is_some) || !self.may_write() {
            return;
        }
        let session = store.session.get();
        let drafts = store.drafts();
        let waits = store.with_log(|log| {
            let standing = Standing {
                session: &session,
                generation: store.logged.get_untracked().generation,
                log,
                drafts,
                desk,
                as_kept: store.went() == Some(Replayed::Same),
                now_ms: moments::now_ms(),
            };
            self.sessions.with_untracked(|known| {
                self.inner.try_update_value(|inner| {
                    if inner.ledger.is_of_another(&standing) && !log.is_empty() {
                        let owned = inner
                            .claim
                            .as_ref()
                            .is_some_and(|claim| claim.name() == session);
                        if !owned {
                            self.claim_new(&session);
                        }
                    }
                    let origin = if inner.ledger.is_of_another(&standing) {
                        std::mem::take(&mut inner.origin)
                    } else {
                        Origin::Opened
                    };
                    let Inner { ledger, outbox, .. } = inner;
                    ledger.note(standing, known, origin, outbox);
                    !outbox.is_empty()
                })
            })
        });
        if waits == Some(true) {
            self.schedule();
        }
    }

    /// Writes soon. Further keystrokes do not put it off.
    pub(super) fn schedule(self) {
        self.settled.set(false);
        self.inner.update_value(|inner| {
            if inner.timer.is_none() {
                inner.timer = Some(Timeout::new(GATHER_MS, move || self.flush()));
            }
        });
    }

    /// Writes now what waits.
    pub fn flush(self) {
        spawn_local(async move { self.flushed().await });
    }

    /// Writes now what waits, and comes back once it is written or refused.
    pub async fn flushed(self) {
        let taken = self.inner.try_update_value(|inner| {
            inner.timer = None;
            (Rc::clone(&inner.shelf), std::mem::take(&mut inner.outbox))
        });
        let Some((rack, outbox)) = taken else { return };
        if outbox.is_empty() || matches!(*rack, PageShelf::Missing) {
            self.inner
                .update_value(|inner| inner.outbox.put_back(outbox));
            return;
        }
        match rack.write(&outbox.changes()).await {
            Ok(()) => {
                let settled = self.inner.with_value(|inner| inner.outbox.is_empty());
                self.settled.set(settled);
                if settled {
                    self.forget_rescued();
                }
                let was_off = self.saving.with_untracked(|saving| {
                    matches!(
                        saving,
                        Saving::Off(Why::Shelf(Trouble::Full | Trouble::Failed(_)))
                    )
                });
                if was_off && matches!(*rack, PageShelf::Browser(_)) {
                    self.saving.set(Saving::On);
                    self.store.announce("Your changes are kept again.");
                }
                self.list().await;
            }
            Err(why) => {
                self.inner
                    .update_value(|inner| inner.outbox.put_back(outbox));
                if self.inner.with_value(|inner| inner.foreign.is_none()) {
                    self.set_saving(Saving::Off(Why::Shelf(why)));
                }
            }
        }
    }

    /// Says it once when it changes.
    pub(super) fn set_saving(self, saving: Saving) {
        if self.saving.with_untracked(|old| *old == saving) {
            return;
        }
        if let Some(told) = saving.told() {
            self.store.announce(told.message);
        }
        self.saving.set(saving);
    }

    /// Reads the list of sessions anew, and lets go of those too many.
    pub(super) async fn list(self) {
        let rack = self.inner.with_value(|inner| Rc::clone(&inner.shelf));
        let Ok(heads) = shelves::list(&*rack).await else {
            return;
        };
        let open = self.store.session.get_untracked();
        let gone = self.inner.try_update_value(|inner| {
            let gone = shelves::too_many(&heads, &open);
            for head in &gone {
                inner.outbox.remove(&head.id);
            }
            !gone.is_empty()
        });
        self.sessions.set(heads);
        if gone == Some(true) {
            self.schedule();
        }
    }

    /// Claims a session that this tab has just begun.
    fn claim_new(self, session: &str) {
        let session = session.to_owned();
        spawn_local(async move {
            let lost = move || self.lost();
            match tabs::claim(&session, lost).await {
                Some(claim) => self.inner.update_value(|inner| inner.claim = Some(claim)),
                None => self.lost(),
            }
        });
    }

    /// Another tab has the session now.
    pub(super) fn lost(self) {
        self.inner.update_value(|inner| {
            inner.claim = None;
            inner.timer = None;
            inner.outbox = Outbox::default();
            inner.ledger = Ledger::default();
            inner.foreign = Some(self.store.session.get_untracked());
        });
        self.set_saving(Saving::Off(Why::Elsewhere));
    }

    /// Another tab asks for a session: it gets it with everything done here.
    fn let_go(self, name: &str) {
        let is_ours = self.inner.with_value(|inner| {
            inner
                .claim
                .as_ref()
                .is_some_and(|claim| claim.name() == name)
        });
        if is_ours {
            spawn_local(async move {
                self.flushed().await;
                self.lost();
            });
        }
    }
}

/// Brings the shelf up to date, if it answers at all.
async fn brought_up_to_date(shelf: &PageShelf) -> Result<(), Trouble> {
    let asking = pin!(format::update(shelf, format::STEPS));
    match select(asking, pin!(moments::wait(SHELF_PATIENCE_MS))).await {
        Either::Left((found, _)) => found,
        Either::Right(_) => Err(Trouble::Refused(
            "the browser's database does not answer".to_owned(),
        )),
    }
}
