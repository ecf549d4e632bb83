//! What the learner's code did, applied to the world one action at a time.

use super::process::{Call, Task, describe};
use super::schedule::Job;
use super::turn::{Action, Fault, Input, ResponseHead, ServiceCall, TaskId};
use super::{LogLine, World};
use crate::base::{Parent, System, What, limits};
use std::collections::BTreeMap;
use std::sync::Arc;

impl World {
    /// Stops the process if it runs, and starts it anew with the files as
    /// they are now.
    pub fn restart(&mut self, reason: &str) {
        self.stop(reason);
        self.stale = false;
        self.process.running = true;
        self.process.started_at_us = self.clock.now_us;
        let process = self.process.name.to_string();
        let span = self.start_span(
            Parent::default(),
            System::Handler,
            &format!("start {process}"),
        );
        let parent = Parent {
            request: None,
            span: Some(span),
        };
        self.record(parent, What::ProcessStarted { process });
        self.process.tasks.insert(
            TaskId(0),
            Task {
                parent,
                entered: Vec::new(),
            },
        );
        let files: BTreeMap<String, String> = self
            .files
            .iter()
            .map(|(path, text)| (path.clone(), text.to_string()))
            .collect();
        let mut env = self.file.env.clone();
        env.entry("PORT".to_owned())
            .or_insert_with(|| "3000".to_owned());
        let seed = self.chance.fork_seed();
        let input = Input::Start {
            files,
            entry: self.file.entry.clone(),
            env,
            seed,
        };
        let generation = self.process.generation;
        let job = Job::Turn {
            generation,
            task: TaskId(0),
            input: Box::new(input),
        };
        self.schedule.add(self.clock.now_us, 0, job);
    }

    pub(super) fn stop(&mut self, reason: &str) {
        if self.process.running {
            let process = self.process.name.to_string();
            let parent = self.process.parent_of(TaskId(0));
            let what = What::ProcessStopped {
                process,
                reason: reason.to_owned(),
            };
            self.record(parent, what);
            self.end_start_span(false);
            for call in self.process.calls.values().cloned().collect::<Vec<_>>() {
                if let Some(span) = call.parent.span {
                    self.end_span(call.parent.request, span, true);
                }
            }
            self.close_connections();
            self.close_cache_connections();
            self.process.running = false;
            self.reset_all();
        }
        self.process.clear();
        for connection in self.net.close_all() {
            let reason = "the process stopped".to_owned();
            self.record(
                Parent::default(),
                What::ConnectionClosed { connection, reason },
            );
        }
    }

    /// The span of a process's start ends when it listens, or ends itself.
    fn end_start_span(&mut self, failed: bool) {
        let start = self
            .process
            .tasks
            .get_mut(&TaskId(0))
            .and_then(|task| task.parent.span.take());
        if let Some(span) = start {
            self.end_span(None, span, failed);
        }
    }

    pub(super) fn act(&mut self, task: TaskId, action: Action) {
        let parent = self.process.parent_of(task);
        match action {
            Action::Listen { port } => {
                self.process.ports.insert(port);
                let process = self.process.name.to_string();
                self.record(parent, What::ProcessListening { process, port });
                self.end_start_span(false);
            }
            Action::Unlisten { port } => {
                self.process.ports.remove(&port);
            }
            Action::Call { call, service } => self.call(task, call, service),
            Action::Respond {
                status,
                reason,
                headers,
                body,
                ..
            } => {
                let head = ResponseHead {
                    status,
                    reason,
                    headers,
                };
                self.respond(task, &head, &body);
            }
            Action::Write {
                head, chunks, end, ..
            } => self.write(task, head.as_ref(), &chunks, end),
            Action::Inform {
                status, headers, ..
            } => self.inform(task, status, &headers),
            Action::Destroy { .. } => {
                if let Some(id) = self.request_of(task) {
                    self.reset(id);
                }
            }
            Action::Log { level, text } => self.log(parent, level, text),
            Action::SetTimer { timer, delay_ms } => self.set_timer(task, timer, delay_ms),
            Action::ClearTimer { timer } => {
                if let Some(key) = self.process.timers.remove(&timer) {
                    self.schedule.remove(key);
                }
            }
            Action::MiddlewareEntered { name, path } => {
                self.enter(task, &name);
                let parent = self.process.parent_of(task);
                self.record(parent, What::MiddlewareEntered { name, path });
            }
            Action::MiddlewarePassed { name } => {
                self.record(parent, What::MiddlewarePassed { name });
            }
            Action::MiddlewareFailed { name, message } => {
                self.record(parent, What::MiddlewareFailed { name, message });
            }
            Action::RouteMatched {
                method,
                pattern,
                params,
            } => {
                self.enter(task, &format!("{method} {pattern}"));
                let parent = self.process.parent_of(task);
                self.record(
                    parent,
                    What::RouteMatched {
                        method,
                        pattern,
                        params,
                    },
                );
            }
            Action::RouteMissed { method, path } => {
                self.record(parent, What::RouteMissed { method, path });
            }
            Action::Failed(fault) => self.fail(parent, &fault),
            Action::Exit { code, fault } => {
                if let Some(fault) = fault {
                    self.fail(parent, &fault);
                }
                self.end_start_span(true);
                self.stop(&format!("exited with code {code}"));
            }
        }
    }

    fn enter(&mut self, task: TaskId, name: &str) {
        let parent = self.process.parent_of(task);
        if parent.request.is_none() || self.request_of(task).is_none() {
            return;
        }
        let span = self.start_span(parent, System::Handler, name);
        if let Some(task) = self.process.tasks.get_mut(&task) {
            task.entered.push(span);
        }
    }

    fn call(&mut self, task: TaskId, call: super::CallId, service: ServiceCall) {
        if self.process.calls.len() >= limits::CALLS_UNDER_WAY {
            let text = format!("more than {} calls under way", limits::CALLS_UNDER_WAY);
            let result = super::CallResult::Refused {
                code: "EAGAIN".to_owned(),
                message: text,
            };
            let generation = self.process.generation;
            let input = Box::new(Input::Called { call, result });
            let job = Job::Turn {
                generation,
                task,
                input,
            };
            self.schedule.add(self.clock.now_us, task.0, job);
            return;
        }
        let around = self.process.parent_of(task);
        let (system, name) = describe(&service);
        let span = self.start_span(around, system, &name);
        let parent = Parent {
            span: Some(span),
            ..around
        };
        self.process.calls.insert(call, Call { task, parent });
        self.note_call(parent, &service);
        let after_us = self.one_way_us(&service);
        let generation = self.process.generation;
        let job = Job::Serve {
            generation,
            call,
            service: Box::new(service),
        };
        self.schedule.add(self.clock.now_us + after_us, task.0, job);
    }

    fn set_timer(&mut self, task: TaskId, timer: u32, delay_ms: f64) {
        if self.process.timers.len() >= limits::TIMERS {
            let text = format!("Timer not set: more than {} timers", limits::TIMERS);
            self.log(self.process.parent_of(task), "warn".to_owned(), text);
            return;
        }
        // Node: a delay that is not from 1 to 2³¹−1 ms is 1 ms.
        let legal = delay_ms >= 1.0 && delay_ms <= f64::from(i32::MAX);
        let after_us = if legal {
            (delay_ms * 1_000.0) as u64
        } else {
            1_000
        };
        let parent = self.process.parent_of(task);
        self.record(
            parent,
            What::TimerSet {
                timer,
                delay_us: after_us,
            },
        );
        let generation = self.process.generation;
        let job = Job::Timer {
            generation,
            task,
            timer,
        };
        let key = self.schedule.add(self.clock.now_us + after_us, task.0, job);
        self.process.timers.insert(timer, key);
    }

    /// What the process prints about it, the runtime logs as any other line.
    fn fail(&mut self, parent: Parent, fault: &Fault) {
        let diagnostic = Self::fault_diagnostic(fault);
        self.record(parent, What::HandlerFailed { diagnostic });
    }

    pub(super) fn log(&mut self, parent: Parent, level: String, text: String) {
        let text: String = if text.len() > limits::LOG_LINE_BYTES {
            let kept = text.floor_char_boundary(limits::LOG_LINE_BYTES);
            format!(
                "{}… ({} bytes in all)",
                text.get(..kept).unwrap_or_default(),
                text.len()
            )
        } else {
            text
        };
        let process = self.process.name.to_string();
        let what = What::LineLogged {
            level: level.clone(),
            text: text.clone(),
            process: process.clone(),
        };
        self.record(parent, what);
        if self.log.len() >= limits::LOG_LINES {
            self.log.pop_front();
        }
        let at_us = self.clock.now_us;
        let line = LogLine {
            at_us,
            level,
            process,
            request: parent.request,
            text,
        };
        self.log.push_back(Arc::new(line));
    }
}
