//! HTTP/1.1: the bytes on the wire, in both directions.
//!
//! Nothing here waits or connects; every function turns bytes or text into
//! values, or values into bytes, and nothing in it depends on anything but
//! its arguments.

pub mod curl;
pub mod date;
pub mod draft;
pub mod message;
pub mod status;
