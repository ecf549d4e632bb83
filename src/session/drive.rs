//! Running one command to its end.

use super::Session;
use super::protocol::{Command, Outcome, Step};
use crate::base::{Diagnostic, RequestId, limits};
use crate::cache::print_reply;
use crate::world::{Answer, RequestDraft, Stepped, World, costs};

/// The command under way.
#[derive(Debug)]
pub(super) struct Active {
    goal: Goal,
    /// Virtual time that the command may not pass.
    until_us: u64,
    steps: u64,
    /// Requests to send once the process has started.
    then_send: Vec<RequestDraft>,
}

/// What a command waits for.
#[derive(Debug)]
enum Goal {
    /// The process listens, or has ended.
    Started,
    /// Each request has ended.
    Answered(Vec<RequestId>),
    /// That much virtual time has passed.
    Time(u64),
}

impl Session {
    /// Logs a command and begins it. The world exists.
    pub(super) fn begin(&mut self, command: Command) -> Step {
        let Some(world) = &mut self.world else {
            return Step::default();
        };
        let first_seq = world.event_count();
        let now_us = world.clock().now_us;
        let mut until_us = now_us.saturating_add(limits::VIRTUAL_US_PER_COMMAND);
        let mut then_send = Vec::new();
        let goal = match &command {
            Command::Open { .. } => {
                world.restart("the world opens");
                until_us = now_us + costs::START_TIMEOUT_US;
                Ok(Goal::Started)
            }
            Command::ResetDatabase => match world.reset_database() {
                Ok(()) => {
                    until_us = now_us + costs::START_TIMEOUT_US;
                    Ok(Goal::Started)
                }
                Err(diagnostic) => Err(Outcome::Refused { diagnostic }),
            },
            Command::Restart => {
                world.restart("restarted by hand");
                until_us = now_us + costs::START_TIMEOUT_US;
                Ok(Goal::Started)
            }
            Command::Send { requests } if requests.len() > limits::REQUESTS_PER_COMMAND => {
                let most = limits::REQUESTS_PER_COMMAND;
                let message = format!("One command sends {most} requests at most.");
                let diagnostic =
                    Diagnostic::new("SESSION004", message, "Send them in several goes.");
                Err(Outcome::Refused { diagnostic })
            }
            Command::Send { requests } => {
                if world.is_stale() {
                    world.restart("a file changed");
                    then_send.clone_from(requests);
                    Ok(Goal::Started)
                } else {
                    Ok(Goal::Answered(
                        requests.iter().map(|draft| world.send(draft)).collect(),
                    ))
                }
            }
            Command::Continue => Ok(Goal::Answered(world.in_flight())),
            Command::Advance { by_us } => {
                let by_us = (*by_us).min(limits::ADVANCE_US);
                world.note_time_passing(by_us);
                until_us = now_us + by_us;
                Ok(Goal::Time(until_us))
            }
            Command::SaveFile { path, text } => Err(done_or_refused(world.save_file(path, text))),
            Command::RemoveFile { path } => Err(done_or_refused(world.remove_file(path))),
            Command::RunSql { text, engine } => Err(match world.run_sql(text, *engine) {
                Ok(ran) => Outcome::Sql {
                    results: ran.results,
                    error: ran.error,
                },
                Err(diagnostic) => Outcome::Refused { diagnostic },
            }),
            Command::RunCache { line } => Err(match world.run_cache(line) {
                Ok(reply) => Outcome::Cache {
                    printed: print_reply(&reply),
                    reply,
                },
                Err(diagnostic) => Outcome::Refused { diagnostic },
            }),
            Command::PauseAt { seq } => {
                self.pause_at = Some(*seq);
                Err(Outcome::Done)
            }
            Command::Look { .. } | Command::Fork { .. } => Err(Outcome::Done),
        };
        self.history.push(command, first_seq);
        match goal {
            Ok(goal) => {
                self.active = Some(Active {
                    goal,
                    until_us,
                    steps: 0,
                    then_send,
                });
                self.drive()
            }
            Err(outcome) => {
                self.collect();
                self.finished(outcome)
            }
        }
    }

    /// Takes the world's new events, and keeps the moment.
    fn collect(&mut self) {
        let Some(world) = &mut self.world else { return };
        let fresh = world.take_events();
        if !fresh.is_empty() {
            self.events.extend(fresh);
            self.history.keep(world);
        }
    }

    /// Goes on until the command is finished or needs a turn.
    pub(super) fn drive(&mut self) -> Step {
        loop {
            self.collect();
            if let Some(outcome) = self.settled() {
                self.active = None;
                self.collect();
                return self.finished(outcome);
            }
            let (Some(world), Some(active)) = (&mut self.world, &mut self.active) else {
                return self.finished(Outcome::Done);
            };
            active.steps += 1;
            let stepped = if active.is_reached(world) {
                world.come_to_rest()
            } else {
                world.step(active.until_us)
            };
            match stepped {
                Stepped::Worked => {}
                Stepped::Turn(turn) => {
                    self.collect();
                    let full = self.events.len() >= limits::EVENTS_PER_STEP;
                    let events = if full {
                        std::mem::take(&mut self.events)
                    } else {
                        Vec::new()
                    };
                    return Step {
                        events,
                        need: Some(*turn),
                        outcome: None,
                    };
                }
                Stepped::Idle => active.idle(world),
            }
        }
    }

    /// The command's outcome, if it is finished.
    fn settled(&mut self) -> Option<Outcome> {
        let world = self.world.as_mut()?;
        let active = self.active.as_mut()?;
        let last_seq = world.event_count().saturating_sub(1);
        if self.pause_at.is_some_and(|seq| seq <= last_seq) {
            self.pause_at = None;
            return Some(Outcome::Paused {
                seq: last_seq,
                diagnostic: None,
            });
        }
        if active.steps > limits::STEPS_PER_COMMAND {
            let message = format!(
                "The command took {} steps and was paused.",
                limits::STEPS_PER_COMMAND
            );
            let next_step = "Continue it, or look in the trace for what repeats.";
            let diagnostic = Some(Diagnostic::new("SESSION005", message, next_step));
            return Some(Outcome::Paused {
                seq: last_seq,
                diagnostic,
            });
        }
        if active.is_reached(world) && !world.is_at_rest() {
            return None;
        }
        match &mut active.goal {
            Goal::Started if !world.is_settled() && world.clock().now_us < active.until_us => None,
            Goal::Started => {
                let requests = std::mem::take(&mut active.then_send);
                if requests.is_empty() {
                    return Some(Outcome::Done);
                }
                let sent = requests.iter().map(|draft| world.send(draft)).collect();
                active.goal = Goal::Answered(sent);
                active.until_us = world.clock().now_us + limits::VIRTUAL_US_PER_COMMAND;
                None
            }
            Goal::Answered(requests) => {
                if requests.iter().any(|id| !world.has_ended(*id)) {
                    return None;
                }
                let answers: Vec<Answer> = requests
                    .iter()
                    .filter_map(|id| world.take_answer(*id))
                    .collect();
                Some(Outcome::Answered { answers })
            }
            Goal::Time(at_us) => (world.clock().now_us >= *at_us).then_some(Outcome::Done),
        }
    }
}

impl Active {
    /// Whether the command has what it waits for. The code may still have
    /// something to do, such as to fail after its response.
    fn is_reached(&self, world: &World) -> bool {
        match &self.goal {
            Goal::Started => world.is_settled() && self.then_send.is_empty(),
            Goal::Answered(requests) => requests.iter().all(|id| world.has_ended(*id)),
            Goal::Time(at_us) => world.clock().now_us >= *at_us,
        }
    }

    /// Nothing is due by the command's end: time goes there at once.
    fn idle(&mut self, world: &mut World) {
        world.advance_to(self.until_us);
        if let Goal::Answered(requests) = &mut self.goal {
            // Every request has a deadline below the command's, so only one
            // that the world does not know can be left.
            requests.clear();
        }
    }
}

fn done_or_refused(result: Result<(), Diagnostic>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(diagnostic) => Outcome::Refused { diagnostic },
    }
}
