//! The commands, a file for each family, all of one shape: a table of rows
//! and a function for each row.

#![allow(
    clippy::unnecessary_wraps,
    reason = "every command has one signature, also those that never refuse"
)]

mod connection;
mod counters;
mod expiry;
mod generic;
mod lifetime;
mod scan;
mod server;
mod strings;

use super::table::Spec;

/// The rows of all families.
pub(super) const FAMILIES: &[&[Spec]] = &[
    connection::ROWS,
    counters::ROWS,
    expiry::ROWS,
    generic::ROWS,
    scan::ROWS,
    server::ROWS,
    strings::ROWS,
];
