//! A world: a small, complete, deterministic backend, as a value.
//!
//! Everything that happens in it is a job of its scheduler; [`World::step`]
//! does the next one. When a job needs the learner's code, the step gives a
//! [`Turn`] instead, and [`World::turn_done`] takes what the code did.
//!
//! **Invariant**: a world is determined by its file and the calls made to it.
//! It reads no clock, no chance and no memory but its own, and a clone goes on
//! exactly as the original would.

mod act;
mod answer;
mod arrive;
mod cached;
mod console;
pub mod costs;
mod dial;
mod exchange;
mod file;
mod leave;
mod look;
mod process;
mod receive;
mod schedule;
mod schema;
mod send;
mod serve;
mod slots;
mod turn;
mod view;
mod wires;

pub use answer::{Answer, Piece, RequestDraft, Response};
pub use console::ConsoleSql;
pub use file::{Latency, Trial, WORLD_VERSION, WorldFile};
pub use schema::SCHEMA_FILE;
pub use turn::{
    Action, CallId, CallResult, Fault, Header, HttpHead, Input, ResponseHead, ServiceCall, TaskId,
    Turn, TurnDone,
};
pub use view::{LogLine, Overview, ProcessView, Question, View};

use crate::base::{
    Chance, Clock, Diagnostic, Error, Event, Parent, RequestId, Scope, SmallMap, SpanId, System,
    Trace, What,
};
use crate::cache::Cache;
use crate::net::Net;
use crate::sql::Database;
use exchange::Exchange;
use imbl::{OrdMap, OrdSet, Vector};
use process::Process;
use schedule::{Job, Schedule};
use slots::Slots;
use std::sync::Arc;

/// A world. Cloning is cheap: its state lives in persistent maps.
#[derive(Debug, Clone)]
pub struct World {
    file: Arc<WorldFile>,
    clock: Clock,
    trace: Trace,
    chance: Chance,
    schedule: Schedule,
    files: SmallMap<String, Arc<str>>,
    /// Whether a file changed since the process started.
    stale: bool,
    net: Net,
    process: Process,
    database: Option<Database>,
    console_connection: Option<u32>,
    sql_cores: Slots<{ costs::SQL_CORES }>,
    /// Statements that wait for another connection's transaction to end.
    blocked: Vector<serve::Blocked>,
    cache: Option<Cache>,
    cache_thread: Slots<{ costs::CACHE_CORES }>,
    /// Commands that wait for something to come, in the order they came.
    cache_waiting: Vector<cached::Command>,
    /// Commands of connections that wait.
    cache_held: Vector<cached::Command>,
    log: Vector<Arc<LogLine>>,
    exchanges: OrdMap<RequestId, Arc<Exchange>>,
    /// When the client of each open exchange gives up.
    deadlines: OrdSet<(u64, RequestId)>,
    /// Requests that wait for a connection.
    waiting: Vector<RequestId>,
    last_request: u32,
    turns: u64,
    /// The turn that is out: its process's start, its task, its base cost.
    turn_out: Option<TurnOut>,
    /// Whether the process was asked to settle since it last did something.
    settled: bool,
}

/// What is remembered of a turn while it is out.
#[derive(Debug, Clone, Copy)]
struct TurnOut {
    turn: u64,
    generation: u32,
    task: TaskId,
    base_us: u64,
}

/// What one step came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Stepped {
    /// A job was done.
    Worked,
    /// The learner's code has something to do; call [`World::turn_done`] next.
    Turn(Box<Turn>),
    /// Nothing is due by the time asked for.
    Idle,
}

impl World {
    /// A world as its file describes it, before its process was started.
    ///
    /// # Errors
    /// A diagnostic when the file is of a newer version, or when its SQL or
    /// its cache commands fail.
    pub fn new(file: WorldFile) -> Result<Self, Diagnostic> {
        file.check()?;
        let clock = Clock {
            start_unix_ms: file.start_unix_ms,
            now_us: 0,
        };
        let mut chance = Chance::from_seed(file.seed);
        let schedule = Schedule::new(chance.fork_seed());
        let cache_seed = chance.fork_seed();
        let files = file
            .files
            .iter()
            .map(|(path, text)| (path.clone(), Arc::from(&**text)));
        let mut world = Self {
            clock,
            trace: Trace::default(),
            schedule,
            files: files.collect(),
            stale: false,
            net: Net::default(),
            process: Process::new("app-1"),
            database: None,
            console_connection: None,
            sql_cores: Slots::new(),
            blocked: Vector::new(),
            cache: None,
            cache_thread: Slots::new(),
            cache_waiting: Vector::new(),
            cache_held: Vector::new(),
            log: Vector::new(),
            exchanges: OrdMap::new(),
            deadlines: OrdSet::new(),
            waiting: Vector::new(),
            last_request: 0,
            turns: 0,
            turn_out: None,
            settled: false,
            chance,
            file: Arc::new(file),
        };
        world.seed_database()?;
        world.seed_cache(cache_seed)?;
        Ok(world)
    }

    /// The events since the last call, oldest first.
    pub fn take_events(&mut self) -> Vec<Event> {
        self.trace.take()
    }

    /// The world's clock.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.clock
    }

    /// How many events there have been.
    #[must_use]
    pub const fn event_count(&self) -> u64 {
        self.trace.count()
    }

    /// Whether a file changed since the process started.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether the process listens on a port, or ended.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.process.running || !self.process.ports.is_empty()
    }

    /// Requests sent and not ended.
    #[must_use]
    pub fn in_flight(&self) -> Vec<RequestId> {
        let open = |(id, exchange): (&RequestId, &Arc<Exchange>)| {
            let own = matches!(exchange.origin, exchange::Origin::Process { .. });
            (exchange.answer.is_none() && !own).then_some(*id)
        };
        self.exchanges.iter().filter_map(open).collect()
    }

    /// Whether a request has ended, or was never sent.
    #[must_use]
    pub fn has_ended(&self, request: RequestId) -> bool {
        self.exchanges
            .get(&request)
            .is_none_or(|exchange| exchange.answer.is_some())
    }

    /// Takes what a request came to, once it has ended.
    pub fn take_answer(&mut self, request: RequestId) -> Option<Answer> {
        let answer = self.exchanges.get(&request)?.answer.clone()?;
        self.exchanges.remove(&request);
        Some(Arc::unwrap_or_clone(answer))
    }

    /// Does the next job that is due at `until_us` or before.
    pub fn step(&mut self, until_us: u64) -> Stepped {
        let deadline = self.next_deadline();
        let due_us = self.schedule.next_at_us();
        if let Some((at_us, request)) = deadline
            && due_us.is_none_or(|due| due > at_us)
        {
            return self.reach_deadline(at_us, request, until_us);
        }
        if due_us.is_none() && self.process.running && self.process.has_nothing_left() {
            return self.run_out();
        }
        if due_us.is_none_or(|due| due > until_us) {
            return Stepped::Idle;
        }
        let Some((at_us, job)) = self.schedule.next() else {
            return Stepped::Idle;
        };
        self.clock.advance_to(at_us);
        self.do_job(job)
            .map_or(Stepped::Worked, |turn| Stepped::Turn(Box::new(turn)))
    }

    /// Whether the process has nothing to do that needs no time: what it did
    /// is applied, and it was asked to settle since.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        !self.process.running || (self.settled && !self.is_acting())
    }

    /// A step towards [`World::is_at_rest`].
    pub fn come_to_rest(&mut self) -> Stepped {
        if self.is_acting() {
            return self.step(self.process.busy_until_us);
        }
        self.settled = true;
        Stepped::Turn(Box::new(self.make_turn(TaskId(0), Input::Settle)))
    }

    /// Whether something is due before the process's thread is free.
    fn is_acting(&self) -> bool {
        let due_us = self.schedule.next_at_us();
        due_us.is_some_and(|due_us| due_us <= self.process.busy_until_us)
    }

    /// Lets time pass up to `at_us`, when nothing is due before.
    pub fn advance_to(&mut self, at_us: u64) {
        self.clock.advance_to(at_us);
    }

    /// Takes what the code did in the turn that is out.
    ///
    /// # Errors
    /// When no turn is out, or it is another one.
    pub fn turn_done(&mut self, done: TurnDone) -> Result<(), Error> {
        let out = self
            .turn_out
            .take()
            .ok_or(Error::Protocol("no turn is out"))?;
        if out.turn != done.turn {
            self.turn_out = Some(out);
            return Err(Error::Protocol("another turn is out"));
        }
        if out.generation != self.process.generation {
            return Ok(());
        }
        if !done.actions.is_empty() {
            self.settled = false;
        }
        let mut at_us = self.clock.now_us + out.base_us;
        for action in done
            .actions
            .into_iter()
            .take(crate::base::limits::ACTIONS_PER_TURN)
        {
            at_us += costs::action_us(&action);
            let task = action.task().unwrap_or(out.task);
            let job = Job::Act {
                generation: out.generation,
                task,
                action: Box::new(action),
            };
            self.schedule.add(at_us, out.task.0, job);
        }
        self.process.busy_until_us = at_us;
        Ok(())
    }

    fn do_job(&mut self, job: Job) -> Option<Turn> {
        let current = self.process.generation;
        match job {
            Job::Resolve(request) => self.resolve(request),
            Job::Connect(request) => self.connect(request),
            Job::Transmit(request) => self.transmit(request),
            Job::Arrive(request) => self.arrive(request),
            Job::Dispatch(request, message) => self.dispatch(request, *message),
            Job::GiveUp(request) => self.give_up(request),
            Job::SendBody(request) => self.send_body(request),
            Job::Read(request) => self.read_on(request),
            Job::Receive(request, arrival) => self.receive(request, *arrival),
            Job::HangUp(request) => self.see_hang_up(request),
            Job::LookAtWaits => self.retry_blocked(),
            Job::Turn {
                generation,
                task,
                input,
            } if generation == current => {
                return self.begin_turn(task, input);
            }
            Job::Act {
                generation,
                task,
                action,
            } if generation == current => {
                self.act(task, *action);
            }
            Job::Serve {
                generation,
                call,
                service,
            } if generation == current => {
                self.serve(call, *service);
            }
            Job::Return {
                generation,
                call,
                input,
                failed,
            } if generation == current => {
                return self.return_call(call, input, failed);
            }
            Job::Timer {
                generation,
                task,
                timer,
            } if generation == current => {
                self.process.timers.remove(&timer);
                let parent = self.process.parent_of(task);
                self.record(parent, What::TimerFired { timer });
                return self.begin_turn(task, Box::new(Input::Timer { timer }));
            }
            Job::Leave { generation, answer } if generation == current => {
                self.answer_leaves(*answer);
            }
            Job::StopWaiting { generation, call } if generation == current => {
                self.stop_waiting(call);
            }
            Job::Push {
                generation,
                span,
                input,
            } if generation == current => return self.push(span, input),
            // What belongs to a process that has ended is dropped.
            Job::Push { span, .. } => self.end_span(None, span, true),
            Job::StopWaiting { .. }
            | Job::Leave { .. }
            | Job::Turn { .. }
            | Job::Act { .. }
            | Job::Serve { .. }
            | Job::Return { .. }
            | Job::Timer { .. } => {}
        }
        None
    }

    /// A process with nothing left to wait for ends by itself, as in Node.
    fn run_out(&mut self) -> Stepped {
        if !self.settled {
            self.settled = true;
            return Stepped::Turn(Box::new(self.make_turn(TaskId(0), Input::Settle)));
        }
        self.stop("nothing was left to do, so it exited with code 0");
        Stepped::Worked
    }

    /// Gives the process a turn, or lets the turn wait for its one thread.
    fn begin_turn(&mut self, task: TaskId, input: Box<Input>) -> Option<Turn> {
        let generation = self.process.generation;
        let free_us = self.process.busy_until_us;
        if free_us > self.clock.now_us {
            if matches!(*input, Input::Request { .. }) {
                let parent = self.process.parent_of(task);
                self.record(
                    parent,
                    What::Queued {
                        resource: "event loop".to_owned(),
                        ahead: 1,
                    },
                );
            }
            self.schedule.add(
                free_us,
                task.0,
                Job::Turn {
                    generation,
                    task,
                    input,
                },
            );
            return None;
        }
        if matches!(*input, Input::Request { .. }) {
            self.start_handler(task);
        }
        Some(self.make_turn(task, *input))
    }

    fn make_turn(&mut self, task: TaskId, input: Input) -> Turn {
        self.turns += 1;
        let base_us = if matches!(input, Input::Start { .. }) {
            costs::PROCESS_START_US
        } else {
            costs::TURN_US
        };
        let generation = self.process.generation;
        self.turn_out = Some(TurnOut {
            turn: self.turns,
            generation,
            task,
            base_us,
        });
        Turn {
            turn: self.turns,
            process: self.process.name.to_string(),
            task,
            now_unix_ms: self.clock.unix_ms(),
            now_us: self.clock.now_us - self.process.started_at_us,
            input,
        }
    }

    fn exchange_mut(&mut self, id: RequestId) -> Option<&mut Exchange> {
        self.exchanges.get_mut(&id).map(Arc::make_mut)
    }

    fn record(&mut self, parent: Parent, what: What) {
        self.trace.push(self.clock.now_us, parent, what);
    }

    fn start_span(&mut self, parent: Parent, system: System, name: &str) -> SpanId {
        self.trace.start(self.clock.now_us, parent, system, name)
    }

    fn end_span(&mut self, request: Option<RequestId>, span: SpanId, failed: bool) {
        self.record(
            Parent {
                request,
                span: Some(span),
            },
            What::SpanEnded { failed },
        );
    }

    fn scope(trace: &mut Trace, clock: Clock, parent: Parent) -> Scope<'_> {
        Scope {
            trace,
            clock,
            parent,
        }
    }
}
