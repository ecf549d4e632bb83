//! The cache from outside: written cases, conformance cases of others, and
//! generated commands beside a real Redis.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test may fail loudly"
)]

#[path = "cache/cases.rs"]
mod cases;
#[path = "cache/conformance.rs"]
mod conformance;
#[path = "cache/differential.rs"]
mod differential;
#[path = "cache/grammar.rs"]
mod grammar;
#[path = "cache/prompt.rs"]
mod prompt;
