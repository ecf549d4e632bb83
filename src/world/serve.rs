//! Host calls at their services, and their answers' way back.

use super::exchange::Origin;
use super::process::Call;
use super::schedule::{Job, JobKey};
use super::turn::{CallId, CallResult, Input, ServiceCall, TaskId, Turn};
use super::{World, costs};
use crate::base::{Body, Parent, What};
use crate::sql::Execution;

/// The cache's number of a process's connection 0; below are the consoles.
const FIRST_CACHE_CONNECTION: u32 = 10;

/// A statement that waits for another connection's transaction to end.
#[derive(Debug, Clone)]
pub(super) struct Blocked {
    call: CallId,
    connection: u32,
    text: String,
    params: Vec<Option<String>>,
    /// The job that looks at it again at the latest.
    look: Option<JobKey>,
}

impl World {
    /// The latency of the link that a call goes over.
    pub(super) fn one_way_us(&self, service: &ServiceCall) -> u64 {
        let latency = self.file.latency;
        match service {
            ServiceCall::SqlConnect { .. } => {
                (2 * costs::SQL_CONNECT_ROUND_TRIPS - 1) * latency.sql_us
            }
            ServiceCall::SqlQuery { .. } | ServiceCall::SqlClose { .. } => latency.sql_us,
            ServiceCall::Cache { .. } => latency.cache_us,
            ServiceCall::Fetch { .. } => 0,
        }
    }

    pub(super) fn serve(&mut self, call: CallId, service: ServiceCall) {
        let Some(parent) = self.process.calls.get(&call).map(|call| call.parent) else {
            return;
        };
        let back_us = self.file.latency.sql_us;
        match service {
            ServiceCall::SqlConnect { connection } => {
                let Some(database) = &mut self.database else {
                    return self.give_back(call, refused(5432), true, back_us);
                };
                let number = database.connect();
                self.process.sql_connections.insert(connection, number);
                self.give_back(
                    call,
                    CallResult::Done,
                    false,
                    costs::SQL_CONNECT_US + back_us,
                );
            }
            ServiceCall::SqlClose { connection } => {
                if let Some(number) = self.process.sql_connections.remove(&connection) {
                    self.close_connection(number, parent);
                }
                self.give_back(call, CallResult::Done, false, back_us);
            }
            ServiceCall::SqlQuery {
                connection,
                text,
                params,
            } => {
                let Some(number) = self.process.sql_connections.get(&connection).copied() else {
                    return self.give_back(call, refused(5432), true, back_us);
                };
                self.query(
                    Blocked {
                        call,
                        connection: number,
                        text,
                        params,
                        look: None,
                    },
                    false,
                );
                self.retry_blocked();
            }
            ServiceCall::Cache { connection, args } => {
                self.command(call, parent, connection, &args);
            }
            ServiceCall::Fetch {
                url,
                method,
                headers,
                body,
            } => {
                let wire = self.compose(&method, &url, &headers, &body);
                let generation = self.process.generation;
                let origin = Origin::Process { generation, call };
                let name = format!("{method} {url}");
                self.send_wire(origin, parent, &name, wire, costs::CLIENT_TIMEOUT_US);
            }
        }
    }

    /// Runs a statement; one that must wait is kept, and said to wait once.
    /// Answers whether it ended.
    fn query(&mut self, mut query: Blocked, waited: bool) -> bool {
        let Some(parent) = self.process.calls.get(&query.call).map(|call| call.parent) else {
            return false;
        };
        let Some(database) = &mut self.database else {
            return false;
        };
        if let Some(look) = query.look.take() {
            self.schedule.remove(look);
        }
        let mut scope = Self::scope(&mut self.trace, self.clock, parent);
        let done = database.execute(query.connection, &query.text, &query.params, &mut scope);
        match done {
            Execution::Blocked { holder, wake_us } => {
                if !waited {
                    self.record(
                        parent,
                        What::LockAwaited {
                            connection: query.connection,
                            holder,
                        },
                    );
                }
                query.look = wake_us.map(|at_us| self.schedule.add(at_us, 0, Job::LookAtWaits));
                self.blocked.push_back(query);
                false
            }
            Execution::Done {
                results,
                error,
                work,
            } => {
                let (end_us, ahead) = self.sql_cores.take(self.clock.now_us, costs::sql_us(&work));
                if let Some(ahead) = ahead {
                    let resource = "database cores".to_owned();
                    self.record(parent, What::Queued { resource, ahead });
                }
                let failed = error.is_some();
                let result = error.map_or(CallResult::Sql { results }, CallResult::SqlError);
                let after_us = end_us - self.clock.now_us + self.file.latency.sql_us;
                self.give_back(query.call, result, failed, after_us);
                true
            }
        }
    }

    /// Statements that waited try again, in the order they came, until none
    /// gets further.
    pub(super) fn retry_blocked(&mut self) {
        let mut going = true;
        while going {
            going = false;
            for query in std::mem::take(&mut self.blocked) {
                going |= self.query(query, true);
            }
        }
    }

    fn command(&mut self, call: CallId, parent: Parent, connection: u32, args: &[Body]) {
        let back_us = self.file.latency.cache_us;
        let Some(cache) = &mut self.cache else {
            return self.give_back(call, refused(6379), true, back_us);
        };
        let mut scope = Self::scope(&mut self.trace, self.clock, parent);
        let connection = connection.saturating_add(FIRST_CACHE_CONNECTION);
        let done = cache.execute(connection, args, &mut scope);
        let (end_us, ahead) = self
            .cache_thread
            .take(self.clock.now_us, costs::cache_us(&done.work));
        if let Some(ahead) = ahead {
            self.record(
                parent,
                What::Queued {
                    resource: "cache thread".to_owned(),
                    ahead,
                },
            );
        }
        let failed = matches!(done.reply, crate::cache::Reply::Error(_));
        let after_us = end_us - self.clock.now_us + back_us;
        self.give_back(
            call,
            CallResult::Cache { reply: done.reply },
            failed,
            after_us,
        );
    }

    fn give_back(&mut self, call: CallId, result: CallResult, failed: bool, after_us: u64) {
        let lane = self.process.calls.get(&call).map_or(0, |call| call.task.0);
        let generation = self.process.generation;
        let input = Box::new(Input::Called { call, result });
        let job = Job::Return {
            generation,
            call,
            input,
            failed,
        };
        self.schedule.add(self.clock.now_us + after_us, lane, job);
    }

    pub(super) fn return_call(
        &mut self,
        call: CallId,
        input: Box<Input>,
        failed: bool,
    ) -> Option<Turn> {
        let Call { task, parent } = self.process.calls.remove(&call)?;
        if let Some(span) = parent.span {
            self.end_span(parent.request, span, failed);
        }
        self.begin_turn(task, input)
    }

    /// Closes every database connection of a process that ends.
    pub(super) fn close_connections(&mut self) {
        let parent = self.process.parent_of(TaskId(0));
        for query in std::mem::take(&mut self.blocked) {
            if let Some(look) = query.look {
                self.schedule.remove(look);
            }
        }
        for number in std::mem::take(&mut self.process.sql_connections).values() {
            self.close_connection(*number, parent);
        }
    }

    fn close_connection(&mut self, number: u32, parent: Parent) {
        if let Some(database) = &mut self.database {
            let mut scope = Self::scope(&mut self.trace, self.clock, parent);
            database.close(number, &mut scope);
        }
        self.retry_blocked();
    }
}

fn refused(port: u16) -> CallResult {
    CallResult::Refused {
        code: "ECONNREFUSED".to_owned(),
        message: format!("connect ECONNREFUSED 127.0.0.1:{port}"),
    }
}
