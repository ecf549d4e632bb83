//! The border between a world and the code that a learner wrote.
//!
//! The engine does no waiting. When a process of the world has something to
//! do, the world hands out one [`Turn`]; whoever runs the code (the JavaScript
//! runtime in the tab, Rust closures in native tests) does that and nothing
//! else, and returns a [`TurnDone`]: the host calls made, lines logged and
//! responses written, in the order they happened. Host calls are answered by
//! later turns. At any time at most one turn is out.

use crate::base::Body;
use crate::cache::Reply;
use crate::sql::{SqlError, SqlRows};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a process works for: one request it received, or its own start (0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub u32);

/// A host call's number, chosen by the runtime, unique within its process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CallId(pub u32);

/// A header field as it stands on the wire: name and value.
pub type Header = (String, String);

/// One piece of work for one process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Counts turns of the session, from 1; returned in [`TurnDone::turn`].
    pub turn: u64,
    /// The process that works, such as `app-1`.
    pub process: String,
    /// What it works for; host calls of this turn are charged to it.
    pub task: TaskId,
    /// What `Date.now()` says during this turn, in Unix milliseconds.
    pub now_unix_ms: u64,
    /// What `performance.now()` says, in microseconds since the process started.
    pub now_us: u64,
    /// What there is to do.
    pub input: Input,
}

/// What there is to do in a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Input {
    /// Start the process: a fresh realm that evaluates `entry`.
    Start {
        /// Every file of the project, by path.
        files: BTreeMap<String, String>,
        /// The path of the module to evaluate first.
        entry: String,
        /// `process.env`.
        env: BTreeMap<String, String>,
        /// The seed of `Math.random` and `crypto` in this process.
        seed: u32,
    },
    /// A request has arrived at a port the process listens on. The task is new.
    Request {
        /// The port it came to.
        port: u16,
        /// Method, target and header fields.
        head: HttpHead,
        /// The whole body.
        body: Body,
        /// The address of the other end, such as `10.0.0.7`.
        remote_address: String,
    },
    /// The client of this task went away before its response was complete.
    Aborted,
    /// A host call is answered.
    Called {
        /// The call.
        call: CallId,
        /// Its answer.
        result: CallResult,
    },
    /// The cache told a connection something beyond its replies: a message of
    /// a channel it listens to.
    Pushed {
        /// The connection, as numbered by [`ServiceCall::Cache`].
        connection: u32,
        /// What it told.
        reply: Reply,
    },
    /// A timer is due.
    Timer {
        /// The timer, as numbered by [`Action::SetTimer`].
        timer: u32,
    },
    /// Nothing is due, yet requests are unanswered: let everything that can
    /// still run do so (a macrotask), and return what it did.
    Settle,
    /// The process is to end. Its realm is dropped; return no actions.
    Stop,
}
crate::tagged!(Input, "kind");

/// A request's first part, as the process sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpHead {
    /// `GET`, `POST`, …
    pub method: String,
    /// The request target as sent, such as `/books?page=2`.
    pub target: String,
    /// `1.1` or `1.0`.
    pub version: String,
    /// The fields in the order and spelling sent.
    pub headers: Vec<Header>,
}

/// What a runtime did in a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TurnDone {
    /// The turn this answers.
    pub turn: u64,
    /// What the code did, in order.
    pub actions: Vec<Action>,
}

/// One thing that the learner's code did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Action {
    /// `server.listen(port)`.
    Listen {
        /// The port, 1 to 65535.
        port: u16,
    },
    /// `server.close()`.
    Unlisten {
        /// The port.
        port: u16,
    },
    /// A call to a service of the world. Answered later by [`Input::Called`].
    Call {
        /// Its number.
        call: CallId,
        /// What is asked.
        service: ServiceCall,
    },
    /// The whole response to a request of this process.
    Respond {
        /// The request's task.
        task: TaskId,
        /// Status code, 100 to 999.
        status: u16,
        /// Reason phrase; empty for the standard one.
        #[serde(default)]
        reason: String,
        /// The fields in order.
        headers: Vec<Header>,
        /// The body, unchunked.
        body: Body,
    },
    /// A part of the response to a request, which leaves at once: what Node
    /// hands to the connection in one go.
    Write {
        /// The request's task.
        task: TaskId,
        /// Status and fields, with the first part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<ResponseHead>,
        /// Pieces of the body, unchunked; each becomes a chunk where the head
        /// says so.
        chunks: Vec<Body>,
        /// Whether the response ends here.
        end: bool,
    },
    /// An informational response (100 to 199) before the response itself.
    Inform {
        /// The request's task.
        task: TaskId,
        /// Status code, such as 103.
        status: u16,
        /// The fields in order.
        headers: Vec<Header>,
    },
    /// The connection of a request was destroyed, before its response or in
    /// the middle of it.
    Destroy {
        /// The request's task.
        task: TaskId,
    },
    /// `console.log` and its siblings.
    Log {
        /// `debug`, `info`, `log`, `warn` or `error`.
        level: String,
        /// The line, formatted as Node does.
        text: String,
    },
    /// `setTimeout` or `setInterval`.
    SetTimer {
        /// Its number, chosen by the runtime.
        timer: u32,
        /// After how long, in milliseconds; Node takes less than 1 as 1.
        delay_ms: f64,
    },
    /// `clearTimeout`, or an interval that ended.
    ClearTimer {
        /// Its number.
        timer: u32,
    },
    /// A middleware function was entered.
    MiddlewareEntered {
        /// The function's name, or `<anonymous>`.
        name: String,
        /// The path it is mounted at.
        path: String,
    },
    /// It called `next()`.
    MiddlewarePassed {
        /// The function's name.
        name: String,
    },
    /// It called `next(error)`, threw, or was rejected.
    MiddlewareFailed {
        /// The function's name.
        name: String,
        /// The error's message.
        message: String,
    },
    /// A route was found.
    RouteMatched {
        /// The request's method.
        method: String,
        /// The route's pattern, such as `/books/:id`.
        pattern: String,
        /// The parameters in the pattern's order.
        params: Vec<(String, String)>,
    },
    /// No route was found; the framework's own 404 follows.
    RouteMissed {
        /// The request's method.
        method: String,
        /// The request's path.
        path: String,
    },
    /// An error reached the framework's last error handler (a 500), or none.
    Failed(Fault),
    /// `process.exit`, or an uncaught error that ends a Node process.
    Exit {
        /// The exit code.
        code: i32,
        /// The error that caused it, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<Fault>,
    },
}
crate::tagged!(Action, "kind");

/// The first part of a response that is written in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseHead {
    /// Status code, 200 to 999.
    pub status: u16,
    /// Reason phrase; empty for the standard one.
    #[serde(default)]
    pub reason: String,
    /// The fields in order.
    pub headers: Vec<Header>,
}

/// An error of the learner's code, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The error's name, such as `TypeError`.
    pub name: String,
    /// Its message.
    pub message: String,
    /// The stack as a Node process would print it, project files only.
    #[serde(default)]
    pub stack: String,
    /// The project file it points to, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line, from 1; 0 when unknown.
    #[serde(default)]
    pub line: u32,
    /// Column, from 1; 0 when unknown.
    #[serde(default)]
    pub column: u32,
}

/// A call to a service of the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum ServiceCall {
    /// Open a database connection (`new Client().connect()`, or a pool's).
    SqlConnect {
        /// Number of the connection, chosen by the runtime, unique in its process.
        connection: u32,
    },
    /// One query on an open connection.
    SqlQuery {
        /// The connection.
        connection: u32,
        /// The text, with `$1`, `$2`, … for the parameters.
        text: String,
        /// The parameters in PostgreSQL's text form.
        params: Vec<Option<String>>,
    },
    /// Close a connection; an open transaction is rolled back.
    SqlClose {
        /// The connection.
        connection: u32,
    },
    /// One cache command.
    Cache {
        /// Number of the connection, chosen by the runtime, unique in its
        /// process: one for each client.
        #[serde(default)]
        connection: u32,
        /// The command's words: name, then arguments.
        args: Vec<Body>,
    },
    /// Close a connection to the cache.
    CacheClose {
        /// The connection.
        connection: u32,
    },
    /// An HTTP request to a host of the world.
    Fetch {
        /// Absolute URL.
        url: String,
        /// Method.
        method: String,
        /// Fields in order.
        headers: Vec<Header>,
        /// Body.
        body: Body,
    },
}
crate::tagged!(ServiceCall, "service");

/// The answer to a [`ServiceCall`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum CallResult {
    /// A connection was opened or closed.
    Done,
    /// One result for each statement of the text.
    Sql {
        /// The results in order.
        results: Vec<SqlRows>,
    },
    /// A statement failed, as PostgreSQL reports it.
    SqlError(SqlError),
    /// The cache's reply.
    Cache {
        /// The reply, an error reply included.
        reply: Reply,
    },
    /// The response to a fetch.
    Response {
        /// Status code.
        status: u16,
        /// Fields in order.
        headers: Vec<Header>,
        /// Body.
        body: Body,
    },
    /// The call could not be made at all: the service is not there.
    Refused {
        /// The system error code, such as `ECONNREFUSED` or `ENOTFOUND`.
        code: String,
        /// Node's message for it.
        message: String,
    },
}
crate::tagged!(CallResult, "result");

impl Action {
    /// The task that the action names itself, if it does.
    #[must_use]
    pub const fn task(&self) -> Option<TaskId> {
        match self {
            Self::Respond { task, .. }
            | Self::Write { task, .. }
            | Self::Inform { task, .. }
            | Self::Destroy { task } => Some(*task),
            _ => None,
        }
    }
}
