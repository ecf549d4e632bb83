//! Commands out, events in.

use super::{EngineState, Moment, Store, TraceMark};
use crate::base::{Diagnostic, Event, What};
use crate::platform::engine::{Engine, FromEngine};
use crate::session::protocol::WorldFile;
use crate::session::protocol::{Command, Outcome, Question, View};
use crate::ui::model::journal::Journal;
use crate::ui::model::request;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

/// Why a command gave no outcome.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// It was stopped by the watchdog, or the engine failed.
    Stopped(Diagnostic),
    /// There is no engine to ask, or it went away.
    Gone,
}

/// Where the outcome of a command is told.
pub(super) type Reply = futures::channel::oneshot::Sender<Result<Arc<Outcome>, Stop>>;

/// A command under way.
pub(super) struct Pending {
    command: Command,
    reply: Option<Reply>,
    quiet: bool,
}

impl Store {
    /// Loads the engine and talks to it as long as the page lives.
    pub fn start_engine(&self) {
        let store = *self;
        let engine = Engine::start(move |message| store.receive(message));
        self.link.set_value(Some(Rc::new(engine)));
    }

    /// Ends the command under way; the session stands as before it.
    pub fn stop(&self) {
        if let Some(engine) = self.link.get_value() {
            engine.stop();
        }
    }

    /// Whether what is under way is a person's to stop. A world that opens
    /// comes to its end by itself.
    #[must_use]
    pub fn can_stop(&self) -> bool {
        self.pending.with_value(|pending| {
            pending
                .values()
                .all(|pending| !matches!(pending.command, Command::Open { .. }))
        })
    }

    /// Sends a command, and says nothing when it is done beyond the store's
    /// own changes.
    pub fn send(&self, command: Command) {
        self.dispatch(command, None);
    }

    /// Sends a command and waits for what it comes to.
    pub fn ask(
        &self,
        command: Command,
    ) -> impl Future<Output = Result<Arc<Outcome>, Stop>> + use<> {
        let (reply, answer) = futures::channel::oneshot::channel();
        self.dispatch(command, Some(reply));
        async move { answer.await.unwrap_or(Err(Stop::Gone)) }
    }

    /// Sends a command of a session that is being made again, of which the
    /// page shows the end already.
    pub(super) fn ask_again(
        &self,
        command: Command,
    ) -> impl Future<Output = Result<Arc<Outcome>, Stop>> + use<> {
        let (reply, answer) = futures::channel::oneshot::channel();
        self.give(command, Some(reply));
        async move { answer.await.unwrap_or(Err(Stop::Gone)) }
    }

    /// Looks at the world at the moment the page shows (the cursor's, or now).
    pub fn look(&self, question: Question) -> impl Future<Output = Option<View>> + use<> {
        let at_seq = self.cursor.get_untracked();
        let answer = self.ask(Command::Look { at_seq, question });
        async move {
            match answer.await.ok().as_deref() {
                Some(Outcome::View { view }) => Some((**view).clone()),
                _ => None,
            }
        }
    }

    /// The moment the world's panels show; tracked. Look again when it changes.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment {
            revision: self.revision.get(),
            at_seq: self.cursor.get(),
        }
    }

    /// Reads the events so far; tracked by [`Store::trace`].
    pub fn with_journal<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        self.trace.track();
        self.journal.with_value(read)
    }

    /// Reads the events so far; not tracked.
    pub fn peek_journal<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        self.journal.with_value(read)
    }

    /// Opens a world: everything before is over.
    pub fn open_world(&self, world: &WorldFile) {
        self.send(Command::Open {
            world: Box::new(world.clone()),
        });
    }

    pub(super) fn dispatch(&self, command: Command, reply: Option<Reply>) {
        let Some((command, reply)) = self.put_off(command, reply) else {
            return;
        };
        if !is_quiet(&command) {
            self.trouble.set(None);
            if !self.has_failed() {
                self.engine.set(EngineState::Busy);
            }
            self.before(&command);
        }
        self.give(command, reply);
    }

    /// Gives a command to the engine.
    fn give(&self, command: Command, reply: Option<Reply>) {
        let link = self.link.get_value().filter(|_| !self.has_failed());
        let Some(link) = link else {
            if matches!(command, Command::Open { .. }) {
                self.log_command(command, None);
            }
            if let Some(reply) = reply {
                let _ = reply.send(Err(Stop::Gone));
            }
            return;
        };
        let quiet = is_quiet(&command);
        if let (false, Some(label)) = (quiet, request::command_label(&command)) {
            self.journal.update_value(|journal| journal.begin(label));
        }
        let id = link.send(command.clone());
        self.pending.update_value(|pending| {
            pending.insert(
                id,
                Pending {
                    command,
                    reply,
                    quiet,
                },
            );
        });
    }

    /// What a command means for what the page holds, before the engine
    /// answers: a world that opens starts everything anew.
    fn before(&self, command: &Command) {
        match command {
            Command::Open { world } => {
                self.held.set(None);
                self.began(Arc::new((**world).clone()), world.files.clone());
            }
            Command::SaveFile { path, text } => self.file_saved(path, text),
            Command::RemoveFile { path } => self.file_removed(path),
            _ => {}
        }
    }

    pub(super) fn began(&self, world: Arc<WorldFile>, files: BTreeMap<String, String>) {
        self.journal.set_value(Journal::default());
        self.trace.update(|mark| {
            *mark = TraceMark {
                generation: mark.generation + 1,
                next_seq: 0,
            };
        });
        self.cursor.set(None);
        self.answers.set(Vec::new());
        self.shown_answer.set(None);
        self.outcome.set(None);
        self.sql_console.set(Vec::new());
        self.cache_console.set(Vec::new());
        self.diagnostics.update(BTreeMap::clear);
        // The branches of another world lead nowhere.
        if self.world.with_untracked(|before| before.id != world.id) {
            self.branches.update(Vec::clear);
        }
        self.files_began(&world.entry, files);
        self.world.set(world);
        self.world_opened.set(true);
    }

    /// Hears what the engine says.
    pub fn receive(&self, message: FromEngine) {
        match message {
            FromEngine::Progress { stage, share } => {
                self.engine.set(EngineState::Booting { stage, share });
            }
            FromEngine::Ready => self.settle(),
            FromEngine::Events(events) => self.happened(events),
            FromEngine::Finished { id, outcome } => self.finished(id, outcome),
            FromEngine::Stopped { id, why } => self.stopped(id, why),
            FromEngine::Restored => {
                self.log_extent_known();
                self.settle();
            }
            FromEngine::Carries(result) => self.carries(result),
            FromEngine::Failed(why) => self.failed(&why),
        }
    }

    /// The engine is gone. What is typed is kept nevertheless, with the world
    /// that was to open.
    fn failed(&self, why: &Diagnostic) {
        self.engine.set(EngineState::Failed(why.clone()));
        self.announce(why.message.clone());
        let pending = self.pending.try_update_value(std::mem::take);
        for Pending { command, reply, .. } in pending.into_iter().flat_map(BTreeMap::into_values) {
            if matches!(command, Command::Open { .. }) {
                self.log_command(command, None);
            }
            if let Some(reply) = reply {
                let _ = reply.send(Err(Stop::Stopped(why.clone())));
            }
        }
    }

    /// Whether there is no engine any more.
    pub(super) fn has_failed(&self) -> bool {
        self.engine
            .with_untracked(|engine| matches!(engine, EngineState::Failed(_)))
    }

    fn happened(&self, events: Vec<Event>) {
        for event in &events {
            match &event.what {
                What::HandlerFailed { diagnostic } | What::RequestRejected { diagnostic, .. } => {
                    self.found(diagnostic);
                }
                What::ProcessStarted { .. } => {
                    self.diagnostics.update(BTreeMap::clear);
                }
                _ => {}
            }
        }
        self.journal.update_value(|journal| journal.extend(events));
        let next_seq = self.journal.with_value(Journal::next_seq);
        self.trace.update(|mark| mark.next_seq = next_seq);
    }

    fn found(&self, diagnostic: &Diagnostic) {
        let Some(place) = &diagnostic.place else {
            return;
        };
        self.diagnostics.update(|all| {
            let list = all.entry(place.file.clone()).or_default();
            if !list.contains(diagnostic) {
                list.push(diagnostic.clone());
            }
        });
    }

    fn finished(&self, id: u64, outcome: Outcome) {
        let Some(pending) = self
            .pending
            .try_update_value(|all| all.remove(&id))
            .flatten()
        else {
            return;
        };
        let outcome = Arc::new(outcome);
        if !pending.quiet {
            self.took(pending.command, &outcome);
            match &*outcome {
                Outcome::Refused { diagnostic } => {
                    self.found(diagnostic);
                    self.announce(diagnostic.message.clone());
                    self.trouble.set(Some(diagnostic.clone()));
                }
                Outcome::Answered { answers } => self.answered(answers),
                _ => {}
            }
            self.outcome.set(Some(Arc::clone(&outcome)));
            self.revision.update(|revision| *revision += 1);
        }
        self.settle();
        if let Some(reply) = pending.reply {
            let _ = reply.send(Ok(outcome));
        }
    }

    fn stopped(&self, id: u64, why: Diagnostic) {
        let pending = self
            .pending
            .try_update_value(|all| all.remove(&id))
            .flatten();
        self.found(&why);
        self.announce(why.message.clone());
        self.trouble.set(Some(why.clone()));
        if let Some(Pending { command, reply, .. }) = pending {
            self.went_back(&command);
            self.undo_before(&command);
            if let Some(reply) = reply {
                let _ = reply.send(Err(Stop::Stopped(why)));
            }
        }
    }

    /// What was told of a stopped command is void: the trace goes back to
    /// where the log ends. A world that was stopped while it opened is open,
    /// with its code halted.
    fn went_back(&self, command: &Command) {
        if is_quiet(command) {
            return;
        }
        let opens = matches!(command, Command::Open { .. });
        let next_seq = if opens { 0 } else { self.log_extent() };
        self.journal
            .update_value(|journal| journal.back_to(next_seq));
        self.cursor.set(None);
        self.trace.update(|mark| {
            *mark = TraceMark {
                generation: mark.generation + 1,
                next_seq,
            };
        });
        if opens {
            self.log_command(command.clone(), None);
        }
    }

    /// A stopped save is not in the engine: the file is unsaved again.
    fn undo_before(&self, command: &Command) {
        if let Command::SaveFile { path, .. } = command {
            self.unsaved.update(|unsaved| {
                unsaved.insert(path.clone());
            });
        }
    }

    pub(super) fn settle(&self) {
        if self.is_restoring() || self.has_failed() {
            return;
        }
        let busy = self
            .pending
            .with_value(|all| all.values().any(|pending| !pending.quiet));
        let state = if busy {
            EngineState::Busy
        } else {
            EngineState::Ready
        };
        if self.engine.with_untracked(|engine| *engine != state) {
            self.engine.set(state);
        }
    }
}

/// Whether a command only looks.
fn is_quiet(command: &Command) -> bool {
    matches!(command, Command::Look { .. } | Command::Fork { .. })
}
