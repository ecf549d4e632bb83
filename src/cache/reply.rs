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
    /// No value (`$-1` on the wire).
    Nil,
    /// No array (`*-1` on the wire); clients show it as they show [`Reply::Nil`].
    NilArray,
    /// Several replies.
    Array(Vec<Reply>),
}

impl Reply {
    /// `OK`.
    #[must_use]
    pub fn ok() -> Self {
        Self::Status("OK".to_owned())
    }

    /// A copy of these bytes.
    #[must_use]
    pub fn bulk(bytes: &[u8]) -> Self {
        Self::Bulk(Body(bytes.to_vec()))
    }

    /// These bytes, or no value.
    #[must_use]
    pub fn bulk_or_nil(bytes: Option<&[u8]>) -> Self {
        bytes.map_or(Self::Nil, Self::bulk)
    }

    /// A text as bytes.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Bulk(Body::from(text.into()))
    }

    /// A count.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// 1 or 0.
    #[must_use]
    pub fn flag(yes: bool) -> Self {
        Self::Integer(i64::from(yes))
    }

    /// Whether it is an error.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(self, Self::Error(_))
    }
}

impl FromIterator<Reply> for Reply {
    fn from_iter<I: IntoIterator<Item = Reply>>(items: I) -> Self {
        Self::Array(items.into_iter().collect())
    }
}
