//! The engine, in its worker inside of the sealed frame.
//!
//! The page sends commands and hears what comes of them. A watchdog ends the
//! worker when code blocks it; a new one is started and the session is
//! replayed up to the command that blocked.
//!
//! **Invariant**: one command is under way at a time, and the log holds
//! exactly the commands whose effects the engine's world has.

mod desk;
mod diagnostics;
mod files;
mod frame;
mod messages;
mod second;

use crate::base::{Diagnostic, Event, limits};
use crate::session::protocol::{Command, Outcome};
use desk::{Desk, UnderWay};
use files::{Build, Files};
use frame::Frame;
use gloo::timers::callback::Timeout;
use messages::{FromFrame, FromWorker, Replayed, ToWorker};
use second::Second;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What the engine says.
#[derive(Debug, Clone, PartialEq)]
pub enum FromEngine {
    /// It can take commands. They are kept until then.
    Ready,
    /// It is being loaded.
    Progress {
        /// What is being done, such as `Loading the engine`.
        stage: String,
        /// How far, from 0 to 1.
        share: f64,
    },
    /// Things happened, oldest first.
    Events(Vec<Event>),
    /// A command came to its end.
    Finished {
        /// The number that [`Engine::send`] gave.
        id: u64,
        /// What it came to.
        outcome: Outcome,
    },
    /// A command was stopped; the session is being restored to the state
    /// before it. Events of it that were told already are void.
    Stopped {
        /// The number that [`Engine::send`] gave.
        id: u64,
        /// Why, and what to do.
        why: Diagnostic,
    },
    /// The session stands where it stood before the command that was stopped.
    Restored,
    /// It carries GlueSQL from now on, or why it does not.
    Carries(Result<(), Diagnostic>),
    /// The engine cannot run at all.
    Failed(Diagnostic),
}

/// The engine. Dropping it ends its worker.
pub struct Engine {
    inner: Rc<Inner>,
}

struct Inner {
    tell: Box<dyn Fn(FromEngine)>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    files: Option<Files>,
    frame: Option<Frame>,
    desk: Desk,
    second: Second,
    watchdog: Option<Timeout>,
}

impl Engine {
    /// Loads the engine, seals it into a frame, and tells what it says.
    #[must_use]
    pub fn start(tell: impl Fn(FromEngine) + 'static) -> Self {
        let inner = Rc::new(Inner {
            tell: Box::new(tell),
            state: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        wasm_bindgen_futures::spawn_local(async move {
            let progress = {
                let weak = weak.clone();
                move |share| {
                    let stage = "Loading the engine".to_owned();
                    tell_if_alive(&weak, FromEngine::Progress { stage, share });
                }
            };
            let loaded = Files::load(Build::Own, progress).await;
            let Some(inner) = weak.upgrade() else { return };
            match loaded {
                Ok(files) => {
                    inner.state.borrow_mut().files = Some(files);
                    inner.boot();
                }
                Err(why) => (inner.tell)(FromEngine::Failed(diagnostics::not_loaded(&why))),
            }
        });
        Self { inner }
    }

    /// Sends a command, to be run after those sent before, and numbers it.
    #[expect(clippy::must_use_candidate, reason = "it is called for its effect")]
    pub fn send(&self, command: Command) -> u64 {
        let id = self.inner.state.borrow_mut().desk.take_in(command);
        self.inner.next();
        id
    }

    /// Ends what is under way as if it had blocked: a person pressed Stop.
    pub fn stop(&self) {
        self.inner.stop(diagnostics::by_hand());
    }
}

fn tell_if_alive(inner: &Weak<Inner>, message: FromEngine) {
    if let Some(inner) = inner.upgrade() {
        (inner.tell)(message);
    }
}

impl Inner {
    /// Starts a worker in a new frame. The one before is gone.
    fn boot(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let heard = move |message| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(message);
            }
        };
        let mut state = self.state.borrow_mut();
        let Some(files) = &state.files else { return };
        match Frame::open(files, heard) {
            Ok(frame) => state.frame = Some(frame),
            Err(why) => {
                drop(state);
                (self.tell)(FromEngine::Failed(diagnostics::not_started(&why)));
                return;
            }
        }
        drop(state);
        // A worker that cannot even start is silent, too.
        self.watch(limits::ENGINE_SILENT_MS);
    }

    /// Gives the worker the next command, if it is free.
    fn next(self: &Rc<Self>) {
        if self.changes_worker() {
            return;
        }
        let mut state = self.state.borrow_mut();
        let State { frame, desk, .. } = &mut *state;
        let Some(frame) = frame.as_ref() else { return };
        let Some(under_way) = desk.next() else { return };
        let sent = frame.post(&ToWorker::Run {
            id: under_way.id,
            command: &under_way.command,
        });
        drop(state);
        match sent {
            Ok(()) => self.watch(limits::CODE_SILENT_MS),
            Err(why) => (self.tell)(FromEngine::Failed(diagnostics::broken(&why))),
        }
    }

    fn hear(self: &Rc<Self>, message: FromFrame) {
        let message = match message {
            FromFrame::Worker(message) => message,
            FromFrame::Crashed(why) => return self.stop(diagnostics::crashed(&why)),
            FromFrame::Garbled(why) => {
                return (self.tell)(FromEngine::Failed(diagnostics::broken(&why)));
            }
        };
        match message {
            FromWorker::Ready => self.begin(),
            FromWorker::Events { events } => {
                self.watch(self.patience_ms());
                (self.tell)(FromEngine::Events(events));
            }
            FromWorker::EngineWorks => self.watch(limits::ENGINE_SILENT_MS),
            FromWorker::CodeWorks => self.watch(self.patience_ms()),
            FromWorker::Finished { id, outcome } => {
                self.rest();
                self.state.borrow_mut().desk.finished(&outcome);
                (self.tell)(FromEngine::Finished { id, outcome });
                self.next();
            }
            FromWorker::Restored => {
                self.rest();
                self.state.borrow_mut().desk.restored();
                self.stands();
            }
            FromWorker::Failed { message } => {
                self.rest();
                if self.state.borrow().desk.is_gluesql_at_work() {
                    return self.stop(diagnostics::gluesql_broke());
                }
                let why = diagnostics::broken(&message);
                if !self.falls_back(&why) {
                    (self.tell)(FromEngine::Failed(why));
                }
            }
        }
    }

    /// A fresh worker is there: replay what was, or take commands.
    fn begin(self: &Rc<Self>) {
        self.rest();
        let mut state = self.state.borrow_mut();
        let State { frame, desk, .. } = &mut *state;
        if desk.log().is_empty() {
            let restored = desk.was_restoring();
            drop(state);
            if restored {
                return self.stands();
            }
            (self.tell)(FromEngine::Ready);
            return self.next();
        }
        let commands = desk.log().iter().map(Replayed::from).collect();
        let sent = frame
            .as_ref()
            .map_or(Ok(()), |frame| frame.post(&ToWorker::Replay { commands }));
        drop(state);
        match sent {
            Ok(()) => self.watch(limits::ENGINE_SILENT_MS),
            Err(why) => (self.tell)(FromEngine::Failed(diagnostics::broken(&why))),
        }
    }

    /// How long the learner's code may be silent. What is replayed came to its
    /// end before and will again, however busy the machine is just now.
    fn patience_ms(&self) -> u32 {
        if self.state.borrow().desk.is_ready() {
            limits::CODE_SILENT_MS
        } else {
            limits::ENGINE_SILENT_MS
        }
    }

    /// Stops the worker if it stays silent for so long.
    fn watch(self: &Rc<Self>, silent_ms: u32) {
        let weak = Rc::downgrade(self);
        let timeout = Timeout::new(silent_ms, move || {
            if let Some(inner) = weak.upgrade() {
                inner.last_chance();
            }
        });
        self.state.borrow_mut().watchdog = Some(timeout);
    }

    /// The page itself may have been busy: what the worker said meanwhile is
    /// heard before it is judged.
    fn last_chance(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let timeout = Timeout::new(limits::LAST_CHANCE_MS, move || {
            if let Some(inner) = weak.upgrade() {
                inner.stop(diagnostics::silent());
            }
        });
        self.state.borrow_mut().watchdog = Some(timeout);
    }

    /// Nothing is under way, so silence is as it should be.
    fn rest(&self) {
        self.state.borrow_mut().watchdog = None;
    }

    /// Ends the worker, and starts another that replays the session.
    fn stop(self: &Rc<Self>, why: Diagnostic) {
        let (stopped, was_ready) = {
            let mut state = self.state.borrow_mut();
            state.watchdog = None;
            state.frame = None;
            let was_ready = state.desk.is_ready();
            (state.desk.stop(), was_ready)
        };
        if !was_ready && self.falls_back(&why) {
            return;
        }
        if !was_ready {
            // It was silent at start or while it restored: another try would
            // end the same way.
            return (self.tell)(FromEngine::Failed(diagnostics::not_restored(&why)));
        }
        if let Some(UnderWay { id, .. }) = stopped {
            (self.tell)(FromEngine::Stopped { id, why });
        }
        self.boot();
    }
}
