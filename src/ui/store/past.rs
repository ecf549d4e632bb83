//! What this session has come through, and making a session again from that:
//! restoring, undoing, forking and importing are all this one thing.

use super::engine::Reply;
use super::{EngineState, Stop, Store, Undo};
use crate::base::Diagnostic;
use crate::platform::chance;
use crate::session::protocol::{Command, Outcome};
use crate::ui::model::desk::Desk;
use crate::ui::model::past::{Extent, Logged, Past, Replayed, is_logged};
use crate::ui::model::request::RequestForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many commands of this session are in its log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogMark {
    /// Counts the times the log began anew.
    pub generation: u32,
    /// How many commands.
    pub count: usize,
}

/// A session that came from somewhere else: shown, not run. Its code runs
/// only once a person has agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// What it is called.
    pub name: String,
    /// What it is made from.
    pub past: Past,
    /// What the page had open.
    pub desk: Desk,
}

/// Where this page stands, to come back to.
#[derive(Debug, Clone)]
pub struct Checkpoint {
    session: String,
    past: Past,
    desk: Desk,
}

/// A session that is being made again.
#[derive(Default)]
pub(super) struct Making {
    /// Counts them: a newer one ends those before.
    round: u32,
    /// Whether one is under way.
    on: bool,
    /// The name that the next session is kept under; a new one when none.
    adopt: Option<String>,
    /// How the last one went.
    went: Option<Replayed>,
    /// Commands given meanwhile; they come after.
    waiting: Vec<(Command, Option<Reply>)>,
}

impl Checkpoint {
    /// The session that the page stood in.
    pub(super) fn session(&self) -> &str {
        &self.session
    }
}

impl Store {
    /// What makes this session again.
    #[must_use]
    pub fn past(&self) -> Past {
        Past {
            log: self.log.get_value(),
            drafts: self.drafts(),
        }
    }

    /// The texts that the process does not have yet, by path.
    #[must_use]
    pub fn drafts(&self) -> BTreeMap<String, String> {
        self.files.with_untracked(|files| {
            self.unsaved.with_untracked(|unsaved| {
                unsaved
                    .iter()
                    .filter_map(|path| Some((path.clone(), files.get(path)?.clone())))
                    .collect()
            })
        })
    }

    /// Reads the commands this session took; tracked by [`Store::logged`].
    pub fn with_log<T>(&self, read: impl FnOnce(&[Logged]) -> T) -> T {
        self.logged.track();
        self.log.with_value(|log| read(log))
    }

    /// What the page has open beside the session; tracked.
    #[must_use]
    pub fn desk(&self) -> Desk {
        Desk {
            open_file: self.open_file.get(),
            unsaved: BTreeMap::new(),
            request: Some(self.request.get()),
            history: self.history.get(),
            branches: self.branches.get(),
        }
    }

    /// Lays out what the page had open. The texts of files are not part of
    /// this: they come with the past.
    pub fn lay_out(&self, desk: Desk) {
        let known = |path: &String| self.files.with_untracked(|files| files.contains_key(path));
        if let Some(path) = desk.open_file.filter(known) {
            self.open_file.set(Some(path));
        }
        self.request
            .set(desk.request.unwrap_or_else(|| RequestForm::get("/")));
        self.history.set(desk.history);
        // A page that has left histories itself knows them better.
        if self.branches.with_untracked(Vec::is_empty) && !desk.branches.is_empty() {
            self.branches.set(desk.branches);
        }
    }

    /// Where this page stands.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        untrack(|| Checkpoint {
            session: self.session.get(),
            past: self.past(),
            desk: self.desk(),
        })
    }

    /// Comes back to where the page stood.
    pub fn return_to(&self, checkpoint: Checkpoint) {
        let store = *self;
        spawn_local(async move {
            let Checkpoint {
                session,
                past,
                desk,
            } = checkpoint;
            store.restore(past, Some(session), Some(desk)).await;
        });
    }

    /// Says what was done, with the way back to how it was before.
    pub fn notify_undo(&self, text: impl Into<String>, before: Checkpoint) {
        let store = *self;
        let undo = Undo::new(move || store.return_to(before.clone()));
        self.notify(text, Some(undo));
    }

    /// Makes a session again. It is kept under the name given, or else is a
    /// new one. What is typed or commanded meanwhile is not lost: it comes
    /// after.
    pub async fn restore(
        &self,
        past: Past,
        session: Option<String>,
        desk: Option<Desk>,
    ) -> Replayed {
        let Some(world) = past.world().cloned() else {
            return Replayed::Stopped(0);
        };
        self.held.set(None);
        let round = self
            .making
            .try_update_value(|making| {
                making.round += 1;
                making.on = true;
                making.adopt = session;
                making.round
            })
            .unwrap_or(0);
        self.began(Arc::new(world), past.files());
        self.unsaved.set(past.drafts.keys().cloned().collect());
        if let Some(desk) = desk {
            self.lay_out(desk);
        }
        let mut replayed = Replayed::Same;
        let mut shown = 101;
        for (place, logged) in past.log.iter().enumerate() {
            let percent = place * 100 / past.log.len();
            if past.deeds() > 0 && percent != shown {
                shown = percent;
                self.engine.set(EngineState::Booting {
                    stage: "Restoring your session".to_owned(),
                    share: percent as f64 / 100.0,
                });
            }
            let outcome = self.ask_again(logged.command.clone()).await;
            if self.making.with_value(|making| making.round != round) {
                return Replayed::Stopped(place);
            }
            if self.has_failed() {
                // Nothing runs any more, but what is typed is still kept.
                self.log
                    .update_value(|log| log.extend(past.log.iter().skip(log.len()).cloned()));
                break;
            }
            let happened = match &outcome {
                Ok(outcome) => is_logged(&logged.command, outcome),
                // A world whose code is stopped while it opens is open.
                Err(Stop::Stopped(_)) => place == 0,
                Err(Stop::Gone) => false,
            };
            if !happened {
                replayed = Replayed::Stopped(place);
                self.mark_unsaved_since(&past, place);
                break;
            }
            let after = logged.after.filter(|_| outcome.is_ok());
            let differs = after.is_some_and(|after| after != self.extent());
            if differs && replayed == Replayed::Same {
                replayed = Replayed::Differs(place);
            }
        }
        if matches!(replayed, Replayed::Stopped(_)) {
            // It is another session now: what is kept of the whole one stays.
            self.session.set(chance::name());
        }
        self.made(replayed);
        replayed
    }

    /// How making this session again went, if it was made again.
    #[must_use]
    pub fn went(&self) -> Option<Replayed> {
        self.making.with_value(|making| making.went)
    }

    /// Whether a session is being made again.
    #[must_use]
    pub fn is_restoring(&self) -> bool {
        self.making.with_value(|making| making.on)
    }

    /// Keeps this session under another name from now on.
    pub fn part_ways(&self) {
        self.session.set(chance::name());
        self.logged.notify();
    }

    /// Shows a session without running anything of it.
    pub fn hold(&self, held: Held) {
        let Some(world) = held.past.world().cloned() else {
            return;
        };
        self.began(Arc::new(world), held.past.files());
        self.unsaved.set(held.past.drafts.keys().cloned().collect());
        self.lay_out(held.desk.clone());
        self.held.set(Some(held));
    }

    /// Runs the session that is only shown, with what was typed since.
    pub async fn run_held(&self) -> Replayed {
        let Some(held) = self.held.get_untracked() else {
            return Replayed::Same;
        };
        let mut past = held.past;
        past.drafts = self.past().drafts;
        self.restore(past, None, None).await
    }

    /// Opens the world as it was at the beginning; the notice can undo it.
    pub fn reset(&self) {
        let before = self.checkpoint();
        self.open_world(&self.world.get_untracked());
        self.notify_undo("The world is as it was at the beginning.", before);
    }

    /// Opens the world anew with the files as they are now; the notice can
    /// undo it.
    pub fn start_over(&self) {
        let before = self.checkpoint();
        let world = self.world.get_untracked();
        let files = self.files.get_untracked();
        let mut past = Past::of_commands(vec![Command::Open {
            world: Box::new((*world).clone()),
        }]);
        for path in world.files.keys().filter(|path| !files.contains_key(*path)) {
            past.log.push(Logged {
                command: Command::RemoveFile { path: path.clone() },
                after: None,
            });
        }
        past.drafts = files
            .into_iter()
            .filter(|(path, text)| world.files.get(path) != Some(text))
            .collect();
        let store = *self;
        spawn_local(async move {
            store.restore(past, None, None).await;
            store.notify_undo("Database and cache are fresh; your files stay.", before);
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

    /// Takes a finished command into the log.
    pub(super) fn took(&self, command: Command, outcome: &Outcome) {
        if is_logged(&command, outcome) {
            self.log_command(command, Some(self.extent()));
        }
    }

    /// Where the trace stood when the last logged command was done.
    pub(super) fn log_extent(&self) -> u64 {
        self.log
            .with_value(|log| log.last().and_then(|logged| logged.after))
            .map_or(0, |after| after.next_seq)
    }

    /// A world that was stopped while it opened has its events now.
    pub(super) fn log_extent_known(&self) {
        let extent = self.extent();
        self.log.update_value(|log| {
            if let Some(Logged { after, .. }) = log.last_mut() {
                after.get_or_insert(extent);
            }
        });
    }

    pub(super) fn log_command(&self, command: Command, after: Option<Extent>) {
        let opens = matches!(command, Command::Open { .. });
        let logged = Logged { command, after };
        let count = self
            .log
            .try_update_value(|log| {
                if opens {
                    log.clear();
                }
                log.push(logged);
                log.len()
            })
            .unwrap_or(0);
        if opens {
            let adopted = self
                .making
                .try_update_value(|making| {
                    making.went = None;
                    making.adopt.take()
                })
                .flatten();
            self.session.set(adopted.unwrap_or_else(chance::name));
        }
        self.logged.update(|mark| {
            mark.generation += u32::from(opens);
            mark.count = count;
        });
    }

    /// What to do with a command that cannot go to the engine now; gives back
    /// those that can.
    pub(super) fn put_off(
        &self,
        command: Command,
        reply: Option<Reply>,
    ) -> Option<(Command, Option<Reply>)> {
        let quiet = matches!(command, Command::Look { .. } | Command::Fork { .. });
        let opens = matches!(command, Command::Open { .. });
        if self.held.with_untracked(Option::is_some) && !opens {
            let why = Diagnostic::new(
                "PAGE010",
                "This session came from elsewhere, and its code has not run.",
                "Read it first; then press Run this session.",
            );
            if !quiet {
                self.announce(why.message.clone());
                self.trouble.set(Some(why.clone()));
            }
            if let Some(reply) = reply {
                let _ = reply.send(Err(Stop::Stopped(why)));
            }
            return None;
        }
        if quiet || !self.is_restoring() {
            return Some((command, reply));
        }
        if opens {
            // Something else is wanted now: the making ends where it is.
            self.making.update_value(|making| {
                making.round += 1;
                making.on = false;
                making.adopt = None;
                making.waiting.clear();
            });
            return Some((command, reply));
        }
        self.making
            .update_value(|making| making.waiting.push((command, reply)));
        None
    }

    fn made(&self, replayed: Replayed) {
        let waiting = self
            .making
            .try_update_value(|making| {
                making.on = false;
                making.went = Some(replayed);
                std::mem::take(&mut making.waiting)
            })
            .unwrap_or_default();
        self.settle();
        for (command, reply) in waiting {
            self.dispatch(command, reply);
        }
        // What is kept of this session may now be brought up to date.
        self.logged.notify();
    }

    /// How far the trace has come.
    fn extent(&self) -> Extent {
        self.journal.with_value(|journal| Extent {
            next_seq: journal.next_seq(),
            at_us: journal.at_us(None),
        })
    }

    /// After a making that ended early, the engine has older texts than the
    /// page: those are unsaved.
    fn mark_unsaved_since(&self, past: &Past, count: usize) {
        let engine = past.files_after(count);
        let differing: Vec<String> = self.files.with_untracked(|files| {
            files
                .iter()
                .filter(|(path, text)| engine.get(*path) != Some(text))
                .map(|(path, _)| path.clone())
                .collect()
        });
        self.unsaved.update(|unsaved| unsaved.extend(differing));
    }
}
