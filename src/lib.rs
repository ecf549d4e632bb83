//! Backlot: a whole backend in a browser tab.
//!
//! The crate is laid out in layers, bottom to top; each knows only those
//! above it in this list (`tests/tidy.rs` enforces it):
//!
//! - [`base`]: virtual time, seeded chance, limits, the trace, diagnostics;
//! - the systems, which do not know each other: [`http`], [`net`],
//!   [`cache`], [`sql`];
//! - [`world`]: wires one request through the systems; the scheduler;
//! - [`session`]: commands in, events out; history, time travel, fork;
//! - [`platform`]: the browser, as far as the page needs it;
//! - [`ui`]: the page, which shows a session; its thinking builds natively,
//!   its components for the browser only.

pub mod base;

pub mod cache;
pub mod http;
pub mod net;
pub mod sql;

pub mod world;

pub mod session;

pub mod platform;

pub mod ui;
