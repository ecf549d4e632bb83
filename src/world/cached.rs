//! The process's connections to the cache: commands that wait, and what the
//! cache tells a connection beyond its replies.
//!
//! # Limits
//! What the cache tells the console's own connection is not shown.

use super::schedule::Job;
use super::serve::{Answer, refused};
use super::turn::{CallId, CallResult, Input, TaskId};
use super::{World, costs};
use crate::base::{Body, Parent, SpanId, System, What};
use crate::cache::{self, Reply};

/// The cache's number of a process's connection 0; below are the consoles.
pub(super) const FIRST_CONNECTION: u32 = 10;

/// A command of the process.
#[derive(Debug, Clone)]
pub(super) struct Command {
    pub call: CallId,
    /// The cache's number of its connection.
    pub connection: u32,
    pub args: Vec<Body>,
}

/// How often a command was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attempt {
    First,
    Again,
    /// Its time is up: whatever there is, is the answer.
    Last,
}

impl World {
    /// Runs a command. A connection answers in order, so one that waits holds
    /// back what comes after it.
    pub(super) fn command(&mut self, command: Command) {
        let waits = |other: &Command| other.connection == command.connection;
        if self.cache_waiting.iter().any(waits) {
            self.cache_held.push_back(command);
            return;
        }
        self.process.cache_connections.insert(command.connection);
        self.attempt(&command, Attempt::First);
        self.serve_waiting();
    }

    /// Tries a command; whether it was answered.
    fn attempt(&mut self, command: &Command, attempt: Attempt) -> bool {
        let Some(parent) = self
            .process
            .calls
            .get(&command.call)
            .map(|call| call.parent)
        else {
            return true;
        };
        let back_us = self.file.latency.cache_us;
        let Some(cache) = &mut self.cache else {
            self.give_back(command.call, refused(6379), true, back_us);
            return true;
        };
        let before = cache.clone();
        let mut scope = Self::scope(&mut self.trace, self.clock, parent);
        if attempt == Attempt::First {
            cache::receive(&command.args, &mut scope);
        }
        let mark = scope.trace.mark();
        let done = cache.answer(command.connection, &command.args, &mut scope);
        if let (Some(wait_us), Some(args)) = (done.work.wait_us, done.again)
            && attempt != Attempt::Last
        {
            // As if it had not been tried: it waits.
            self.cache = Some(before);
            self.trace.rewind(mark);
            if attempt == Attempt::First {
                self.begin_to_wait(command, parent, wait_us);
            }
            self.cache_waiting.push_back(Command { args, ..*command });
            return false;
        }
        let work_us = costs::cache_us(&done.work);
        let (end_us, ahead) = self.cache_thread.take(self.clock.now_us, work_us);
        if let Some(ahead) = ahead {
            let resource = "cache thread".to_owned();
            self.record(parent, What::Queued { resource, ahead });
        }
        let after_us = end_us - self.clock.now_us;
        let failed = matches!(done.reply, Reply::Error(_));
        let result = CallResult::Cache { reply: done.reply };
        let answer = Answer {
            call: command.call,
            result,
            failed,
            service: System::Cache,
            bytes: done.work.bytes_out,
        };
        self.send_back(answer, after_us);
        self.deliver_messages(after_us);
        true
    }

    fn begin_to_wait(&mut self, command: &Command, parent: Parent, wait_us: u64) {
        let name = command.args.first().map(Body::text).unwrap_or_default();
        let resource = format!("what {} waits for", name.to_uppercase());
        self.record(parent, What::Queued { resource, ahead: 0 });
        if wait_us > 0 {
            let job = Job::StopWaiting {
                generation: self.process.generation,
                call: command.call,
            };
            let lane = self.lane_of(command.call);
            self.schedule.add(self.clock.now_us + wait_us, lane, job);
        }
    }

    /// A command's time to wait is up.
    pub(super) fn stop_waiting(&mut self, call: CallId) {
        let at = self.cache_waiting.iter().position(|c| c.call == call);
        if let Some(at) = at {
            let command = self.cache_waiting.remove(at);
            let connection = command.connection;
            self.attempt(&command, Attempt::Last);
            self.go_on_with(connection);
            self.serve_waiting();
        }
    }

    /// Something may have come: those who wait try again, in the order they
    /// came. What one takes and puts elsewhere may serve another.
    pub(super) fn serve_waiting(&mut self) {
        let mut served = true;
        while served && !self.cache_waiting.is_empty() {
            served = false;
            for command in std::mem::take(&mut self.cache_waiting) {
                let connection = command.connection;
                if self.attempt(&command, Attempt::Again) {
                    served = true;
                    self.go_on_with(connection);
                }
            }
        }
    }

    /// A connection's command was answered: those held back behind it run.
    fn go_on_with(&mut self, connection: u32) {
        for command in std::mem::take(&mut self.cache_held) {
            let waits = |other: &Command| other.connection == connection;
            if command.connection == connection && !self.cache_waiting.iter().any(waits) {
                self.attempt(&command, Attempt::First);
            } else {
                self.cache_held.push_back(command);
            }
        }
    }

    /// Sends off what the cache has to tell connections beyond replies.
    pub(super) fn deliver_messages(&mut self, after_us: u64) {
        let Some(cache) = &mut self.cache else { return };
        for (connection, reply) in cache.take_messages() {
            let Some(connection) = connection.checked_sub(FIRST_CONNECTION) else {
                continue;
            };
            let name = format!("message{}", channel_of(&reply));
            let span = self.start_span(Parent::default(), System::Cache, &name);
            let inside = Parent {
                request: None,
                span: Some(span),
            };
            self.note_transfer(inside, System::Cache, false, cache::reply_len(&reply));
            let job = Job::Push {
                generation: self.process.generation,
                span,
                input: Box::new(Input::Pushed { connection, reply }),
            };
            let at_us = self.clock.now_us + after_us + self.file.latency.cache_us;
            self.schedule.add(at_us, 0, job);
        }
    }

    /// What the cache told is at the process.
    pub(super) fn push(&mut self, span: SpanId, input: Box<Input>) -> Option<super::Turn> {
        self.end_span(None, span, false);
        self.begin_turn(TaskId(0), input)
    }

    /// A connection to the cache is closed: nothing is kept of it.
    pub(super) fn close_cache_connection(&mut self, connection: u32) {
        self.process.cache_connections.remove(&connection);
        self.cache_waiting
            .retain(|other| other.connection != connection);
        self.cache_held
            .retain(|other| other.connection != connection);
        if let Some(cache) = &mut self.cache {
            cache.forget_client(connection);
        }
    }

    /// Closes every cache connection of a process that ends.
    pub(super) fn close_cache_connections(&mut self) {
        let connections = std::mem::take(&mut self.process.cache_connections);
        for connection in connections.iter().copied() {
            self.close_cache_connection(connection);
        }
    }
}

/// The channel that a message came over, for a span's name.
fn channel_of(reply: &Reply) -> String {
    match reply {
        Reply::Array(parts) => match parts.get(1) {
            Some(Reply::Bulk(name)) => format!(" on {}", name.text()),
            _ => String::new(),
        },
        _ => String::new(),
    }
}
