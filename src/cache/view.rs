//! What a person sees of the cache from outside.

use crate::base::Body;
use serde::{Deserialize, Serialize};

/// A run of keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachePage {
    /// The first key's place, from 0.
    pub offset: usize,
    /// How many keys there are.
    pub total: usize,
    /// The keys.
    pub entries: Vec<CacheEntry>,
}

/// One key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheEntry {
    /// The key.
    pub key: Body,
    /// Its type as `TYPE` says it.
    pub type_name: String,
    /// Its value, or the beginning of it.
    pub preview: Body,
    /// The value's whole size.
    pub bytes: usize,
    /// What remains of its life, in milliseconds; none when it does not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl_ms: Option<u64>,
}
