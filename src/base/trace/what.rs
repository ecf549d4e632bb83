//! The glossary of events. Past tense: each has happened.

use super::{SpanId, System};
use crate::base::{Body, Diagnostic};
use serde::{Deserialize, Serialize};

/// What happened. The word here is the word on the screen and in the lessons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields are said in their variant's sentence")]
pub enum What {
    /// A span began inside `parent`.
    SpanStarted {
        parent: Option<SpanId>,
        system: System,
        name: String,
    },
    /// The span of this event ended; `failed` when what it stands for did.
    SpanEnded { failed: bool },

    /// The client wrote a request: these are the exact bytes.
    RequestSent {
        method: String,
        url: String,
        bytes: Body,
        total_bytes: usize,
    },
    /// The client has the whole response.
    ResponseReceived {
        status: u16,
        bytes: Body,
        total_bytes: usize,
    },
    /// The client sent the body that it had held back for `100 Continue`.
    BodySent { bytes: Body, total_bytes: usize },
    /// The client has an informational response (100 to 199); the response
    /// itself is still to come.
    InterimReceived { status: u16, bytes: Body },
    /// The client has a piece of the response, and more is to come.
    PieceReceived { bytes: Body, total_bytes: usize },
    /// The client gave up after `after_us` without a complete response.
    RequestTimedOut { after_us: u64 },
    /// The client could not send what it was given.
    RequestNotSent { diagnostic: Diagnostic },

    /// A name became an address; `cached` when the client still knew it.
    NameResolved {
        name: String,
        address: String,
        cached: bool,
        ttl_s: u32,
    },
    /// No such name (`NXDOMAIN`).
    NameNotFound { name: String },
    /// A TCP connection was opened in one round trip of `rtt_us`.
    ConnectionOpened {
        connection: u32,
        address: String,
        port: u16,
        rtt_us: u64,
    },
    /// A kept-alive connection was used again.
    ConnectionReused { connection: u32, idle_us: u64 },
    /// Nothing listens there.
    ConnectionRefused { address: String, port: u16 },
    /// A connection ended, and why.
    ConnectionClosed { connection: u32, reason: String },
    /// Bytes crossed a link, taking `latency_us` plus `transfer_us`.
    BytesTransferred {
        from: System,
        to: System,
        bytes: usize,
        latency_us: u64,
        transfer_us: u64,
    },

    /// The server read a whole, valid request.
    RequestParsed {
        method: String,
        target: String,
        version: String,
        headers: usize,
        body_bytes: usize,
    },
    /// An informational response left the server, such as `100 Continue`.
    InterimSent { status: u16 },
    /// The server refused a request before any handler saw it.
    RequestRejected { status: u16, diagnostic: Diagnostic },
    /// Something waited for its turn at a resource with one place or few.
    Queued { resource: String, ahead: usize },
    /// A process was started and listens on `port`.
    ProcessListening { process: String, port: u16 },
    /// A process was started.
    ProcessStarted { process: String },
    /// A process stopped, and why; its memory is gone.
    ProcessStopped { process: String, reason: String },

    /// A middleware was entered.
    MiddlewareEntered { name: String, path: String },
    /// A middleware called `next()`, so the request went on.
    MiddlewarePassed { name: String },
    /// A middleware passed an error on with `next(error)`.
    MiddlewareFailed { name: String, message: String },
    /// The router found the handler for this path.
    RouteMatched {
        method: String,
        pattern: String,
        params: Vec<(String, String)>,
    },
    /// The router had no handler for this path.
    RouteMissed { method: String, path: String },
    /// The handler's code wrote a piece of its response, which leaves at once;
    /// `status` when the head went with it.
    HandlerWrote {
        status: Option<u16>,
        body_bytes: usize,
    },
    /// The handler's code answered, or ended the response it wrote in pieces.
    HandlerResponded { status: u16, body_bytes: usize },
    /// The handler's code threw, or a promise was rejected unhandled.
    HandlerFailed { diagnostic: Diagnostic },
    /// The process has nothing left to do and never answered.
    HandlerStalled { process: String },
    /// A timer of the process was set.
    TimerSet { timer: u32, delay_us: u64 },
    /// A timer of the process fired.
    TimerFired { timer: u32 },

    /// The database read a statement and its parameters. `engine` names who
    /// answers it when that is not the database's own engine.
    QueryReceived {
        connection: u32,
        text: String,
        params: Vec<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        engine: Option<String>,
    },
    /// Rows of a table were read, by a scan or through an index.
    RowsScanned {
        table: String,
        rows: u64,
        index: Option<String>,
    },
    /// Rows of a table were inserted, updated or deleted.
    RowsChanged {
        table: String,
        inserted: u64,
        updated: u64,
        deleted: u64,
    },
    /// The statement gave its result: its command tag and a preview of rows
    /// in text form (at most ten).
    RowsReturned {
        tag: String,
        columns: Vec<String>,
        rows: u64,
        preview: Vec<Vec<Option<String>>>,
    },
    /// The statement failed; `code` is the SQLSTATE.
    QueryFailed { code: String, message: String },
    /// A transaction began, was committed or rolled back (`BEGIN`, `COMMIT`, `ROLLBACK`).
    TransactionChanged { connection: u32, to: String },
    /// A statement waits for another connection's lock.
    LockAwaited { connection: u32, holder: u32 },

    /// The cache read a command.
    CommandReceived { args: Vec<Body> },
    /// The key was there; `ttl_ms` is what remained of its life.
    CacheHit {
        key: Body,
        bytes: usize,
        ttl_ms: Option<u64>,
    },
    /// The key was not there, or had died (`expired`).
    CacheMissed { key: Body, expired: bool },
    /// A key was written with this size and remaining life.
    KeyWritten {
        key: Body,
        bytes: usize,
        ttl_ms: Option<u64>,
    },
    /// A key was removed; `reason` is `deleted`, `expired`, `flushed` or `evicted`.
    KeyRemoved { key: Body, reason: String },
    /// The command's reply, as redis-cli would print it.
    ReplySent { reply: String, failed: bool },

    /// A line was written to the log.
    LineLogged {
        level: String,
        text: String,
        process: String,
    },
    /// A file of the project changed; the process restarts with it.
    FileChanged { path: String },
    /// A person let this much virtual time pass.
    TimePassed { by_us: u64 },
}
crate::tagged!(What, "kind");
