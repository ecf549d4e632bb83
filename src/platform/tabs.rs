//! Which tab owns what. A name is owned by one tab at a time, by the
//! browser's locks (Web Locks API) where there are any, else by a record that
//! the owner renews.

pub mod lease;

#[cfg(target_arch = "wasm32")]
mod claim;
#[cfg(target_arch = "wasm32")]
mod locks;
#[cfg(target_arch = "wasm32")]
mod renewal;

#[cfg(target_arch = "wasm32")]
pub use claim::{Claim, claim, on_asked, take};
