//! Our own fault, as opposed to a learner's mistake.

use std::fmt;

/// Something that only a defect in Backlot, or a caller that breaks the
/// protocol, can cause. A learner's mistake is a
/// [`Diagnostic`](super::Diagnostic) instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A message that is not of the protocol.
    Codec(String),
    /// A call out of turn, such as resuming a session that needs nothing.
    Protocol(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Codec(why) => write!(out, "not a message of the protocol: {why}"),
            Self::Protocol(why) => write!(out, "called out of turn: {why}"),
        }
    }
}

impl std::error::Error for Error {}
