//! A session drives a world by commands and records everything as a trace.

pub mod protocol;
