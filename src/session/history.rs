//! What was commanded, and what the world was like after each step.

use super::Session;
use super::protocol::{Command, Outcome};
use crate::base::{Diagnostic, limits};
use crate::world::{Question, View, World};
use std::collections::VecDeque;

/// The log of commands, and the world's moments.
#[derive(Debug, Default)]
pub(super) struct History {
    log: Vec<Entry>,
    moments: VecDeque<Moment>,
    /// Events below this one have no moment any more.
    first_kept_seq: u64,
}

#[derive(Debug)]
struct Entry {
    command: Command,
    /// The number of the first event that the command could cause.
    first_seq: u64,
}

/// The world once every event below `next_seq` had happened.
#[derive(Debug)]
struct Moment {
    next_seq: u64,
    world: World,
}

impl History {
    pub fn len(&self) -> usize {
        self.log.len()
    }

    pub fn push(&mut self, command: Command, first_seq: u64) {
        self.log.push(Entry { command, first_seq });
    }

    /// Keeps the world as it is now, if anything happened since the last time.
    pub fn keep(&mut self, world: &World) {
        let next_seq = world.event_count();
        if self
            .moments
            .back()
            .is_some_and(|last| last.next_seq == next_seq)
        {
            self.moments.pop_back();
        }
        self.moments.push_back(Moment {
            next_seq,
            world: world.clone(),
        });
        if self.moments.len() > limits::MOMENTS
            && let Some(gone) = self.moments.pop_front()
        {
            self.first_kept_seq = gone.next_seq;
        }
    }

    /// The world at the end of the step in which event `seq` happened.
    fn at(&self, seq: u64) -> Option<&World> {
        if seq < self.first_kept_seq {
            return None;
        }
        let place = self
            .moments
            .partition_point(|moment| moment.next_seq <= seq);
        self.moments.get(place).map(|moment| &moment.world)
    }
}

impl Session {
    pub(super) fn look(
        &self,
        at_seq: Option<u64>,
        question: &Question,
    ) -> Result<Outcome, Diagnostic> {
        let world = self.world.as_ref().ok_or_else(no_world)?;
        let world = match at_seq {
            None => world,
            Some(seq) => self.history.at(seq).ok_or_else(|| self.no_moment(seq))?,
        };
        let mut view = world.look(question)?;
        if let View::Overview(overview) = &mut view {
            overview.first_kept_seq = self.history.first_kept_seq;
        }
        Ok(Outcome::View {
            view: Box::new(view),
        })
    }

    /// The commands that lead to the moment after event `at_seq`.
    pub(super) fn fork(&self, at_seq: Option<u64>) -> Result<Outcome, Diagnostic> {
        let next_seq = self.world.as_ref().ok_or_else(no_world)?.event_count();
        let all = &self.history.log;
        let Some(seq) = at_seq.filter(|seq| seq + 1 < next_seq) else {
            return Ok(Outcome::Log {
                commands: all.iter().map(|e| e.command.clone()).collect(),
            });
        };
        let count = all.partition_point(|entry| entry.first_seq <= seq);
        let mut commands: Vec<Command> = all
            .iter()
            .take(count)
            .map(|entry| entry.command.clone())
            .collect();
        let ends_there = all.get(count).is_none_or(|next| next.first_seq == seq + 1);
        let opens = matches!(commands.last(), Some(Command::Open { .. }));
        if !ends_there
            && !opens
            && let Some(last) = commands.pop()
        {
            commands.push(Command::PauseAt { seq });
            commands.push(last);
        }
        Ok(Outcome::Log { commands })
    }

    fn no_moment(&self, seq: u64) -> Diagnostic {
        let message = if seq < self.history.first_kept_seq {
            format!(
                "The moment of event {seq} is no longer kept; event {} is the first that is.",
                self.history.first_kept_seq
            )
        } else {
            format!("Event {seq} has not happened yet.")
        };
        Diagnostic::new(
            "SESSION003",
            message,
            "Choose a later event, or continue from there to replay it.",
        )
    }
}

fn no_world() -> Diagnostic {
    Diagnostic::new("SESSION001", "No world is open.", "Open a world first.")
}
