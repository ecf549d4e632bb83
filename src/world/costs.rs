//! The cost model: how much virtual time each thing takes.
//!
//! The numbers are round figures of the size seen on one ordinary machine in
//! one data centre; what matters is that they stand in the right proportion,
//! so that an index, a cache or a smaller body helps as much here as at work.

use crate::cache::CacheWork;
use crate::sql::SqlWork;
use crate::world::Action;

/// A client gives up on a request after this long, in microseconds.
pub const CLIENT_TIMEOUT_US: u64 = 30_000_000;
/// A client that typed its request raw waits longer, so as to see the server
/// give up first.
pub const RAW_CLIENT_TIMEOUT_US: u64 = 330_000_000;
/// A client that expects `100 Continue` sends its body without it after this
/// long (curl's `--expect100-timeout`).
pub const CONTINUE_TIMEOUT_US: u64 = 1_000_000;
/// A server gives up on a request whose head stays incomplete after this long
/// (Node's `server.headersTimeout`).
pub const HEADERS_TIMEOUT_US: u64 = 60_000_000;
/// The same for a request whose body stays incomplete
/// (Node's `server.requestTimeout`).
pub const REQUEST_TIMEOUT_US: u64 = 300_000_000;
/// How long a process may take to listen before commands go on without it.
pub const START_TIMEOUT_US: u64 = 10_000_000;
/// Starting a process: the runtime itself and its modules.
pub const PROCESS_START_US: u64 = 180_000;
/// Turning to a piece of work: the event loop itself.
pub const TURN_US: u64 = 30;
/// Refusing a message that is not HTTP.
pub const REFUSE_US: u64 = 20;
/// Opening a database connection at the server: a process is forked.
pub const SQL_CONNECT_US: u64 = 1_500;
/// Round trips that opening a database connection takes (start-up and SCRAM).
pub const SQL_CONNECT_ROUND_TRIPS: u64 = 3;
/// How many statements the database works on at the same time.
pub const SQL_CORES: usize = 4;
/// How many commands the cache works on at the same time: it has one thread.
pub const CACHE_CORES: usize = 1;

/// Reading a request of `bytes` at the server.
#[must_use]
pub const fn parse_us(bytes: usize) -> u64 {
    25 + bytes as u64 / 500
}

/// Time for `bytes` at `bytes_per_s`, without the link's latency.
#[must_use]
pub const fn transfer_us(bytes: usize, bytes_per_s: u64) -> u64 {
    match (bytes as u64 * 1_000_000).checked_div(bytes_per_s) {
        Some(us) => us,
        None => 0,
    }
}

/// Processor time that one thing done by the learner's code takes.
#[must_use]
pub fn action_us(action: &Action) -> u64 {
    match action {
        Action::MiddlewareEntered { .. } => 12,
        Action::RouteMatched { .. } | Action::RouteMissed { .. } => 18,
        Action::Log { text, .. } => 8 + text.len() as u64 / 200,
        Action::Call { .. } => 15,
        Action::Respond { body, .. } => 40 + body.len() as u64 / 250,
        Action::Write { head, chunks, .. } => {
            let bytes: u64 = chunks.iter().map(|chunk| chunk.len() as u64).sum();
            let own = if head.is_some() { 40 } else { 15 };
            own + bytes / 250
        }
        Action::Listen { .. } => 200,
        _ => 4,
    }
}

/// The database's own time for a text's statements, without the network.
#[must_use]
pub const fn sql_us(work: &SqlWork) -> u64 {
    let flush = if work.rows_changed > 0 { 400 } else { 0 };
    90 * work.statements
        + work.rows_scanned / 4
        + 18 * work.rows_changed
        + work.rows_returned / 2
        + work.bytes_returned / 400
        + flush
}

/// The cache's own time for a command, without the network.
#[must_use]
pub const fn cache_us(work: &CacheWork) -> u64 {
    3 + work.sleep_us + work.ops / 4 + (work.bytes_in + work.bytes_out) as u64 / 2_000
}
