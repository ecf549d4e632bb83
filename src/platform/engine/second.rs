//! The second build of the engine, which carries GlueSQL: it is fetched when
//! it is chosen, or when a command of the session needs it. The worker ends,
//! another starts with the new build, and the session is replayed into it, as
//! after a stop.
//!
//! There is no way back but a page that loads anew, and none is needed: the
//! second build carries the first one's SQL engine too, and a log with
//! GlueSQL's statements in it could not be replayed by the first.

use super::diagnostics;
use super::files::{Build, Files};
use super::{Engine, FromEngine, Inner, tell_if_alive};
use crate::base::Diagnostic;
use crate::platform::assets;
use std::rc::Rc;

/// How far the second build has come.
#[derive(Default)]
pub(super) struct Second {
    /// It is being fetched.
    loading: bool,
    /// It is here, and takes over when the worker is at rest.
    fetched: Option<Files>,
    /// The build before, for when the second does not run.
    spare: Option<Files>,
}

impl Engine {
    /// Whether this site has a build with GlueSQL at all.
    #[must_use]
    pub fn has_gluesql() -> bool {
        assets::known("gluesql.wasm").is_some()
    }

    /// Goes over to the build with GlueSQL. [`FromEngine::Carries`] tells
    /// what came of it.
    pub fn carry_gluesql(&self) {
        self.inner.carry_gluesql();
    }
}

impl Inner {
    fn carry_gluesql(self: &Rc<Self>) {
        {
            let mut state = self.state.borrow_mut();
            let here = state.files.as_ref();
            if here.is_some_and(|files| files.build == Build::GlueSql) {
                drop(state);
                return (self.tell)(FromEngine::Carries(Ok(())));
            }
            if std::mem::replace(&mut state.second.loading, true) {
                return;
            }
        }
        let weak = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let progress = {
                let weak = weak.clone();
                move |share| {
                    let stage = "Loading GlueSQL".to_owned();
                    tell_if_alive(&weak, FromEngine::Progress { stage, share });
                }
            };
            progress(0.0);
            let loaded = if Engine::has_gluesql() {
                Files::load(Build::GlueSql, progress).await
            } else {
                Err("this site was built without it".to_owned())
            };
            let Some(inner) = weak.upgrade() else { return };
            match loaded {
                Ok(files) => {
                    inner.state.borrow_mut().second.fetched = Some(files);
                    inner.next();
                }
                Err(why) => inner.refuses_gluesql(&diagnostics::no_gluesql(&why)),
            }
        });
    }

    /// Before a command: whether another worker has to take over first.
    pub(super) fn changes_worker(self: &Rc<Self>) -> bool {
        let mut state = self.state.borrow_mut();
        let at_rest = state.desk.is_idle();
        if at_rest && let Some(fetched) = state.second.fetched.take() {
            state.second.spare = state.files.replace(fetched);
            state.frame = None;
            state.desk.part();
            drop(state);
            self.boot();
            return true;
        }
        let own = state
            .files
            .as_ref()
            .is_some_and(|files| files.build == Build::Own);
        let needed = at_rest && own && state.desk.wants_gluesql();
        drop(state);
        if needed {
            self.carry_gluesql();
        }
        needed
    }

    /// The session stands as it stood, in a new worker.
    pub(super) fn stands(self: &Rc<Self>) {
        let moved = self.state.borrow_mut().second.spare.take().is_some();
        if moved {
            self.state.borrow_mut().second.loading = false;
            (self.tell)(FromEngine::Carries(Ok(())));
        }
        (self.tell)(FromEngine::Restored);
        self.next();
    }

    /// When the second build does not even start, the first takes its place
    /// again. Says whether it can.
    pub(super) fn falls_back(self: &Rc<Self>, why: &Diagnostic) -> bool {
        let mut state = self.state.borrow_mut();
        let Some(spare) = state.second.spare.take() else {
            return false;
        };
        state.files = Some(spare);
        state.frame = None;
        state.desk.part();
        drop(state);
        self.boot();
        self.refuses_gluesql(&diagnostics::no_gluesql(why.message.trim_end_matches('.')));
        true
    }

    /// GlueSQL is not to be had: neither for the choice nor for a command
    /// that waits for it.
    fn refuses_gluesql(self: &Rc<Self>, why: &Diagnostic) {
        let given_up = {
            let mut state = self.state.borrow_mut();
            state.second.loading = false;
            if state.desk.wants_gluesql() {
                state.desk.give_up()
            } else {
                None
            }
        };
        if let Some(id) = given_up {
            let why = why.clone();
            (self.tell)(FromEngine::Stopped { id, why });
        }
        (self.tell)(FromEngine::Carries(Err(why.clone())));
        self.next();
    }
}
