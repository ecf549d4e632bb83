//! The cache: Redis's commands, replies and errors, in virtual time.
//!
//! A command goes through three places: the [table](table) says what it is
//! called with and which words are keys; a [call](call) gives its function
//! the words, the keys, the clock and the trace; the function answers.
//! Every function is in a file of its family under `commands/`.
//!
//! Invariants: the cache knows no other system and no wall clock; a copy of a
//! [`Cache`] is O(1) and independent; the same commands with the same seed at
//! the same virtual times give the same replies on every platform.

mod call;
mod client;
mod commands;
mod config;
mod dict;
mod engine;
mod eviction;
mod geohash;
mod glob;
mod keyspace;
mod line;
mod long_double;
mod number;
mod print;
mod refusal;
mod reply;
pub mod resp;
mod table;
mod value;
mod view;

pub use engine::{Cache, CacheWork, Execution, receive};
pub use line::split_line;
pub use print::print_reply;
pub use reply::Reply;
pub use resp::{command_len, read_reply, reply_len, write_command, write_reply};
pub use view::{CacheEntry, CachePage};
