//! What a command answers.

use crate::base::Body;
use serde::{Deserialize, Serialize};

/// A reply of the Redis protocol, version 2 (RESP2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// A simple string, such as `OK`.
    Status(String),
    /// An error, with its code first, such as `ERR syntax error`.
    Error(String),
    /// A number.
    Integer(i64),
    /// Bytes.
    Bulk(Body),
    /// No value.
    Nil,
    /// Several replies.
    Array(Vec<Reply>),
}
