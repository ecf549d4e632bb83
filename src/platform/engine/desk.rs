//! Commands: those that wait, the one under way, and those that are done.

use crate::session::protocol::{Command, Outcome, SqlEngine};
use std::collections::VecDeque;

/// A command that the engine has.
#[derive(Debug, Clone)]
pub(super) struct UnderWay {
    pub id: u64,
    pub command: Command,
}

/// A command whose effects the world has.
#[derive(Debug, Clone)]
pub(super) struct Logged {
    pub command: Command,
    /// Its code was stopped, and is stopped again when it is replayed.
    pub halted: bool,
    /// The page has its events.
    pub known: bool,
}

fn needs_gluesql(command: &Command) -> bool {
    let gluesql = SqlEngine::GlueSql;
    matches!(command, Command::RunSql { engine, .. } if *engine == gluesql)
}

#[derive(Debug, Default)]
pub(super) struct Desk {
    last_id: u64,
    waiting: VecDeque<UnderWay>,
    under_way: Option<UnderWay>,
    log: Vec<Logged>,
    restoring: bool,
    /// The worker has said that it can take commands.
    ready: bool,
}

impl Desk {
    pub fn take_in(&mut self, command: Command) -> u64 {
        self.last_id += 1;
        let id = self.last_id;
        self.waiting.push_back(UnderWay { id, command });
        id
    }

    /// The worker is ended between two commands, and another takes its place.
    pub fn part(&mut self) {
        self.ready = false;
        self.restoring = true;
    }

    /// Whether a worker is there and has nothing under way.
    pub fn is_idle(&self) -> bool {
        self.ready && self.under_way.is_none()
    }

    /// Whether the command to run next is one that only GlueSQL can answer.
    pub fn wants_gluesql(&self) -> bool {
        let next = self.waiting.front();
        next.is_some_and(|next| needs_gluesql(&next.command))
    }

    /// Whether GlueSQL answers the command under way.
    pub fn is_gluesql_at_work(&self) -> bool {
        let now = self.under_way.as_ref();
        now.is_some_and(|now| needs_gluesql(&now.command))
    }

    /// Gives up the command to run next; gives its number.
    pub fn give_up(&mut self) -> Option<u64> {
        self.waiting.pop_front().map(|given_up| given_up.id)
    }

    /// The command to run now; none while another is under way.
    pub fn next(&mut self) -> Option<&UnderWay> {
        if !self.ready || self.under_way.is_some() {
            return None;
        }
        self.under_way = self.waiting.pop_front();
        self.under_way.as_ref()
    }

    pub fn log(&self) -> &[Logged] {
        &self.log
    }

    /// Whether this worker takes the place of one that was stopped.
    pub fn was_restoring(&mut self) -> bool {
        self.ready = true;
        std::mem::take(&mut self.restoring)
    }

    /// The worker has replayed the log.
    pub fn restored(&mut self) {
        self.was_restoring();
        for logged in &mut self.log {
            logged.known = true;
        }
    }

    /// The command under way is done: what changed the world is logged.
    pub fn finished(&mut self, outcome: &Outcome) {
        let Some(UnderWay { command, .. }) = self.under_way.take() else {
            return;
        };
        match &command {
            Command::Look { .. } | Command::Fork { .. } => return,
            Command::Open { .. } if matches!(outcome, Outcome::Refused { .. }) => return,
            Command::Open { .. } => self.log.clear(),
            _ => {}
        }
        self.log.push(Logged {
            command,
            halted: false,
            known: true,
        });
    }

    /// Whether the worker can take commands, or has one under way.
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// The worker is ended. Gives the command that was under way.
    pub fn stop(&mut self) -> Option<UnderWay> {
        self.ready = false;
        self.restoring = true;
        let stopped = self.under_way.take()?;
        // Without a world nothing could be mended: it opens, its code halted.
        if matches!(stopped.command, Command::Open { .. }) {
            self.log = vec![Logged {
                command: stopped.command.clone(),
                halted: true,
                known: false,
            }];
        }
        Some(stopped)
    }
}
