//! The scheduler: the only thing that moves virtual time.

use super::serve::Answer;
use super::turn::{Action, CallId, Input, ServiceCall, TaskId};
use crate::base::{Chance, RequestId, SpanId};
use crate::http::message::Request;
use imbl::OrdMap;
use std::sync::Arc;

/// What is due at some moment.
#[derive(Debug, Clone)]
pub(super) enum Job {
    /// The client needs the address of the request's host.
    Resolve(RequestId),
    /// The client has the address and needs a connection.
    Connect(RequestId),
    /// The connection stands: the request goes out.
    Transmit(RequestId),
    /// The client waited long enough for `100 Continue`.
    SendBody(RequestId),
    /// What the client wrote is at the server.
    Arrive(RequestId),
    /// The server reads on in what arrived.
    Read(RequestId),
    /// The request was read whole, and its process is to handle it.
    Dispatch(RequestId, Box<Request>),
    /// The server gives up on a request that stayed incomplete.
    GiveUp(RequestId),
    /// Bytes of the response are at the client.
    Receive(RequestId, Box<Arrival>),
    /// The server closes a connection on which nothing more happens.
    HangUp(RequestId),
    /// A process has something to do.
    Turn {
        generation: u32,
        task: TaskId,
        input: Box<Input>,
    },
    /// A process did something.
    Act {
        generation: u32,
        task: TaskId,
        action: Box<Action>,
    },
    /// A host call is at its service.
    Serve {
        generation: u32,
        call: CallId,
        service: Box<ServiceCall>,
    },
    /// A service's answer leaves it.
    Leave {
        generation: u32,
        answer: Box<Answer>,
    },
    /// A host call's answer is back at the process.
    Return {
        generation: u32,
        call: CallId,
        input: Box<Input>,
        failed: bool,
    },
    /// A statement that waits looks for a deadlock, or gives up.
    LookAtWaits,
    /// A cache command that waits has waited long enough.
    StopWaiting { generation: u32, call: CallId },
    /// What the cache tells a connection is at the process.
    Push {
        generation: u32,
        span: SpanId,
        input: Box<Input>,
    },
    /// A timer of a process is due.
    Timer {
        generation: u32,
        task: TaskId,
        timer: u32,
    },
}

/// What comes to the client at one moment.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    /// The span of its way, if there was one.
    pub span: Option<SpanId>,
    pub bytes: Arc<[u8]>,
    /// Whether the connection ends after it.
    pub closes: bool,
}

/// Where a job stands in the order: its time, its lane's place in a tie, and
/// the order of adding.
pub(super) type JobKey = (u64, u32, u64);

/// Jobs by time. At the same moment jobs of one lane (one request) keep the
/// order they were added in; which lane goes first is decided by the seed.
#[derive(Debug, Clone)]
pub(super) struct Schedule {
    jobs: OrdMap<JobKey, Arc<Job>>,
    added: u64,
    seed: u32,
}

impl Schedule {
    pub fn new(seed: u32) -> Self {
        Self {
            jobs: OrdMap::new(),
            added: 0,
            seed,
        }
    }

    /// Adds a job that is due at `at_us`; the key takes it off again.
    pub fn add(&mut self, at_us: u64, lane: u32, job: Job) -> JobKey {
        self.added += 1;
        let place = Chance::from_seed(self.seed ^ lane.wrapping_mul(0x9e37_79b9)).fork_seed();
        let key = (at_us, place, self.added);
        self.jobs.insert(key, Arc::new(job));
        key
    }

    /// Takes a job off.
    pub fn remove(&mut self, key: JobKey) {
        self.jobs.remove(&key);
    }

    /// When the next job is due.
    pub fn next_at_us(&self) -> Option<u64> {
        self.jobs.get_min().map(|((at_us, ..), _)| *at_us)
    }

    /// Takes the next job, and when it is due.
    pub fn next(&mut self) -> Option<(u64, Job)> {
        let key = self.jobs.get_min().map(|(key, _)| *key)?;
        let job = self.jobs.remove(&key)?;
        Some((key.0, Arc::unwrap_or_clone(job)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(seed: u32, lanes: &[u32]) -> Vec<u32> {
        let mut schedule = Schedule::new(seed);
        for lane in lanes {
            schedule.add(10, *lane, Job::Resolve(RequestId(*lane)));
        }
        std::iter::from_fn(|| schedule.next())
            .map(|(_, job)| match job {
                Job::Resolve(RequestId(lane)) => lane,
                _ => 0,
            })
            .collect()
    }

    #[test]
    fn ties_are_broken_by_the_seed_alone() {
        let lanes = [1, 2, 3, 4, 5];
        assert_eq!(order(3, &lanes), order(3, &lanes));
        assert!((0..20).any(|seed| order(seed, &lanes) != order(3, &lanes)));
    }

    #[test]
    fn one_lane_keeps_its_order() {
        let mut schedule = Schedule::new(9);
        for timer in 0..5 {
            schedule.add(
                10,
                1,
                Job::Timer {
                    generation: 0,
                    task: TaskId(0),
                    timer,
                },
            );
        }
        let timers: Vec<u32> = std::iter::from_fn(|| schedule.next())
            .filter_map(|(_, job)| match job {
                Job::Timer { timer, .. } => Some(timer),
                _ => None,
            })
            .collect();
        assert_eq!(timers, [0, 1, 2, 3, 4]);
    }
}
