//! GlueSQL's planner and executor on our storage: what it must keep, and
//! GlueSQL as an oracle beside our own executor.
//!
//! Needs the feature `gluesql`. To record the differences anew, run
//! `BACKLOT_RATCHET=1 cargo test --features gluesql --test sql_gluesql`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "all of this is test code, helpers included"
)]

#[path = "sql_gluesql/anything.rs"]
mod anything;
#[path = "sql_cases/case.rs"]
#[allow(dead_code, reason = "the oracle needs no recorded answers")]
mod case;
#[path = "sql_gluesql/oracle.rs"]
mod oracle;
#[path = "sql_gluesql/pair.rs"]
mod pair;
#[path = "sql_gluesql/storage.rs"]
mod storage;
