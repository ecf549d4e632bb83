//! The commands, a file for each family, all of one shape: a table of rows
//! and a function for each row.

#![allow(
    clippy::unnecessary_wraps,
    reason = "every command has one signature, also those that never refuse"
)]

mod bitfield;
mod bitmaps;
mod blocking;
mod connection;
mod counters;
mod expiry;
mod generic;
mod geo;
mod hashes;
mod hyperloglog;
mod lcs;
mod lifetime;
mod lists;
mod pubsub;
mod random;
mod scan;
mod server;
mod sets;
mod sorted_algebra;
mod sorted_ranges;
mod sorted_sets;
mod stream_claims;
mod stream_groups;
mod stream_info;
mod streams;
mod strings;
mod transactions;

use super::table::Spec;

/// The rows of all families.
pub(super) const FAMILIES: &[&[Spec]] = &[
    bitfield::ROWS,
    bitmaps::ROWS,
    blocking::ROWS,
    connection::ROWS,
    counters::ROWS,
    expiry::ROWS,
    generic::ROWS,
    geo::ROWS,
    hashes::ROWS,
    hyperloglog::ROWS,
    lcs::ROWS,
    lists::ROWS,
    pubsub::ROWS,
    scan::ROWS,
    server::ROWS,
    sets::ROWS,
    sorted_algebra::ROWS,
    sorted_ranges::ROWS,
    sorted_sets::ROWS,
    stream_claims::ROWS,
    stream_groups::ROWS,
    stream_info::ROWS,
    streams::ROWS,
    strings::ROWS,
    transactions::ROWS,
];
