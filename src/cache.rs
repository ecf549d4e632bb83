//! The cache: Redis's commands, replies and errors, in virtual time.

mod reply;
mod view;

pub use reply::Reply;
pub use view::{CacheEntry, CachePage};
