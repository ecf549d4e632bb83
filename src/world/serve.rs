//! Host calls at their services, and their answers' way back.

use super::cached;
use super::exchange::Origin;
use super::process::Call;
use super::schedule::{Job, JobKey};
use super::turn::{CallId, CallResult, Input, ServiceCall, TaskId, Turn};
use super::wires::answer_len;
use super::{World, costs};
use crate::base::{Parent, System, What, limits};
use crate::sql::{Execution, SqlError};

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

/// A service's answer to a call.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub call: CallId,
    pub result: CallResult,
    pub failed: bool,
    pub service: System,
    /// How long it is on the link.
    pub bytes: usize,
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
            ServiceCall::Cache { .. } | ServiceCall::CacheClose { .. } => latency.cache_us,
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
                if self.process.sql_connections.len() >= limits::SQL_CONNECTIONS {
                    return self.give_back(call, too_many_clients(), true, back_us);
                }
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
                let connection = connection.saturating_add(cached::FIRST_CONNECTION);
                self.command(cached::Command {
                    call,
                    connection,
                    args,
                });
            }
            ServiceCall::CacheClose { connection } => {
                let connection = connection.saturating_add(cached::FIRST_CONNECTION);
                self.close_cache_connection(connection);
                self.give_back(call, CallResult::Done, false, self.file.latency.cache_us);
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
                let bytes = answer_len(!query.params.is_empty(), &result);
                let answer = Answer {
                    call: query.call,
                    result,
                    failed,
                    service: System::Sql,
                    bytes,
                };
                self.send_back(answer, end_us - self.clock.now_us);
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

    /// The lane of the request that a call is for.
    pub(super) fn lane_of(&self, call: CallId) -> u32 {
        self.process.calls.get(&call).map_or(0, |call| call.task.0)
    }

    /// An answer leaves its service after `after_us`.
    pub(super) fn send_back(&mut self, answer: Answer, after_us: u64) {
        let lane = self.lane_of(answer.call);
        let job = Job::Leave {
            generation: self.process.generation,
            answer: Box::new(answer),
        };
        self.schedule.add(self.clock.now_us + after_us, lane, job);
    }

    /// An answer is on its way to the process.
    pub(super) fn answer_leaves(&mut self, answer: Answer) {
        let Some(parent) = self.process.calls.get(&answer.call).map(|call| call.parent) else {
            return;
        };
        self.note_transfer(parent, answer.service, false, answer.bytes);
        let latency_us = self.link_us(answer.service);
        self.give_back(answer.call, answer.result, answer.failed, latency_us);
    }

    pub(super) fn give_back(
        &mut self,
        call: CallId,
        result: CallResult,
        failed: bool,
        after_us: u64,
    ) {
        let lane = self.lane_of(call);
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

pub(super) fn refused(port: u16) -> CallResult {
    CallResult::Refused {
        code: "ECONNREFUSED".to_owned(),
        message: format!("connect ECONNREFUSED 127.0.0.1:{port}"),
    }
}

/// What PostgreSQL tells a client beyond `max_connections`.
fn too_many_clients() -> CallResult {
    CallResult::SqlError(SqlError {
        code: "53300".to_owned(),
        message: "sorry, too many clients already".to_owned(),
        ..SqlError::default()
    })
}
