//! A session's trace in formats that other tools open.

mod har;
mod otlp;

pub use har::har;
pub use otlp::otlp;
