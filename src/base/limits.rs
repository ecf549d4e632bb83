//! Every bound in Backlot, with its unit and what reaching it means.
//!
//! A limit that a learner can reach ends in a diagnostic that names it; none
//! ends in a crash. Real systems have limits too; where theirs is well known
//! it is named beside ours.

/// The longest request body accepted, in bytes (nginx's default is 1 MB,
/// Express's JSON parser's 100 kB). Beyond: `413 Content Too Large`.
pub const REQUEST_BODY_BYTES: usize = 8 * 1024 * 1024;
/// The longest request line and header section together, in bytes (Node: 16 KiB).
/// Beyond: `431 Request Header Fields Too Large`.
pub const REQUEST_HEAD_BYTES: usize = 16 * 1024;
/// The longest response body kept, in bytes.
pub const RESPONSE_BODY_BYTES: usize = 16 * 1024 * 1024;
/// Most header fields in one message (Node's default is 2000).
pub const HEADERS: usize = 2_000;
/// Most events a session keeps; the oldest are let go first.
pub const EVENTS: usize = 100_000;
/// Most commands in one session's log.
pub const COMMANDS: usize = 10_000;
/// Most scheduler steps one command may take before it is stopped.
pub const STEPS_PER_COMMAND: u64 = 300_000;
/// Virtual time one command may take, in microseconds (10 minutes).
pub const VIRTUAL_US_PER_COMMAND: u64 = 600_000_000;
/// Bytes of a message shown in one trace event; the rest is counted.
pub const EVENT_BYTES: usize = 64 * 1024;
/// Files in a learner's project.
pub const FILES: usize = 200;
/// Size of one such file, in bytes.
pub const FILE_BYTES: usize = 1024 * 1024;
/// Rows in one SQL table.
pub const TABLE_ROWS: usize = 1_000_000;
/// Rows one statement may return.
pub const RESULT_ROWS: usize = 100_000;
/// Rows one statement may scan before it is cancelled
/// (PostgreSQL: `statement_timeout`).
pub const STATEMENT_ROWS_SCANNED: u64 = 10_000_000;
/// Pairs of rows one statement may compare before it is cancelled.
pub const STATEMENT_STEPS: u64 = 100_000_000;
/// Rows one statement may keep at once while it sorts, groups or joins.
pub const STATEMENT_ROWS_KEPT: u64 = 5_000_000;
/// Length of one SQL text, in bytes.
pub const SQL_BYTES: usize = 1024 * 1024;
/// Depth of nesting in one SQL statement (PostgreSQL: `max_stack_depth`).
pub const SQL_DEPTH: usize = 50;
/// Operators chained at one level of one SQL expression, such as `a + b + c`.
pub const SQL_CHAIN: usize = 1_000;
/// Statements in one SQL text.
pub const SQL_STATEMENTS: usize = 10_000;
/// Ranges of indexes that a serializable transaction remembers having read;
/// beyond, it remembers whole tables.
pub const SQL_READ_RANGES: usize = 1_000;
/// Connections to the database (PostgreSQL: `max_connections`).
pub const SQL_CONNECTIONS: usize = 100;
/// Keys in the cache.
pub const CACHE_KEYS: usize = 2_000_000;
/// Memory of all keys and values in the cache, in bytes; `maxmemory` may set
/// a lower bound. Beyond: `OOM command not allowed …`.
pub const CACHE_BYTES: usize = 256 * 1024 * 1024;
/// Size of one cached value, in bytes (Redis: 512 MB).
pub const CACHE_VALUE_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of a cached value shown in a list of keys.
pub const CACHE_PREVIEW_BYTES: usize = 256;
/// Members one command may draw where one may come twice
/// (`SRANDMEMBER key -count`; Redis sets no bound).
pub const CACHE_DRAWS: usize = 100_000;
/// Cells of the table that `LCS` fills (Redis: by memory).
pub const CACHE_LCS_CELLS: usize = 16 * 1024 * 1024;
/// Messages of channels waiting to be taken; more are lost (Redis closes the
/// connection that does not read: `client-output-buffer-limit pubsub`).
pub const CACHE_MESSAGES: usize = 10_000;
/// Dead keys removed in one round of active expiry; the rest goes in the next.
pub const CACHE_SWEPT_KEYS: usize = 1_000;
/// Keys that the trace names when a whole database is flushed.
pub const CACHE_FLUSHED_KEYS_NAMED: usize = 1_000;
/// Depth of arrays in a reply read from the wire.
pub const CACHE_REPLY_DEPTH: usize = 16;
/// Words of a cache command kept in one trace event.
pub const EVENT_WORDS: usize = 1_000;
/// Lines kept in the log.
pub const LOG_LINES: usize = 10_000;
/// Size of one log line, in bytes.
pub const LOG_LINE_BYTES: usize = 16 * 1024;
/// Timers one process may have at once.
pub const TIMERS: usize = 10_000;
/// Host calls (queries, commands, fetches) a process may have under way.
pub const CALLS_UNDER_WAY: usize = 1_000;
/// Actions one turn of a runtime may return.
pub const ACTIONS_PER_TURN: usize = 10_000;
/// Requests sent by one command.
pub const REQUESTS_PER_COMMAND: usize = 1_000;
/// Moments of a world kept to look at; the oldest are let go first, and can
/// still be reached by replaying the session.
pub const MOMENTS: usize = 20_000;
/// Most virtual time that one command lets pass, in microseconds (30 days).
pub const ADVANCE_US: u64 = 30 * 24 * 3_600 * 1_000_000;
/// Events handed out with a turn rather than kept for the command's end.
pub const EVENTS_PER_STEP: usize = 2_000;
/// How long a learner's code may keep its thread, in milliseconds of real
/// time, before its worker is ended.
pub const CODE_SILENT_MS: u32 = 2_000;
/// The same for the engine itself, which may have a long statement to run.
pub const ENGINE_SILENT_MS: u32 = 30_000;
/// How much longer is waited for what a silent worker may have said while the
/// page was busy, in milliseconds.
pub const LAST_CHANCE_MS: u32 = 100;
/// Size of one exported session, in bytes.
pub const ARCHIVE_BYTES: usize = 32 * 1024 * 1024;
/// Sessions kept beside the open one that nobody named; the ones longest
/// untouched are let go first.
pub const KEPT_SESSIONS: usize = 12;
/// Length of a name that a person gives to a session, in characters.
pub const NAME_CHARS: usize = 60;
