//! What the cache knows about one connection.

use super::dict::Bytes;
use crate::base::Body;
use crate::base::SmallSet;
use imbl::Vector;

/// What a connection listens to.
#[derive(Debug, Clone, Default)]
pub struct Listening {
    /// Channels.
    pub channels: SmallSet<Bytes>,
    /// Patterns of channels.
    pub patterns: SmallSet<Bytes>,
    /// Channels of a shard.
    pub shards: SmallSet<Bytes>,
}

impl Listening {
    /// Whether it is anything.
    #[must_use]
    pub fn is_any(&self) -> bool {
        !(self.channels.is_empty() && self.patterns.is_empty() && self.shards.is_empty())
    }
}

/// What the cache knows about one connection.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Its database.
    pub database: usize,
    /// Its name, as it gave it.
    pub name: Option<Bytes>,
    /// The commands since MULTI, if it is in a transaction.
    pub queue: Option<Vector<Vec<Body>>>,
    /// Whether one of them was refused.
    pub spoiled: bool,
    /// The keys it watches, with their databases.
    pub watched: Vector<(usize, Bytes)>,
    /// Whether one of them has changed.
    pub overtaken: bool,
    /// What it listens to.
    pub listening: Listening,
}
