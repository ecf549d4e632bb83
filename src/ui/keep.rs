//! Nothing is ever lost: sessions are kept from keystroke to keystroke, found
//! again at the next visit, owned by one tab at a time, and carried out and in
//! as files.
//!
//! - [`record`]: what is kept of a session;
//! - [`ledger`]: what of the open session is written already;
//! - `rescue`: the last keystrokes before a page ends;
//! - [`outbox`]: changes on their way to the shelf;
//! - [`shelves`]: finding, copying and letting go of sessions on a shelf;
//! - [`format`]: older ways of keeping, brought up to date;
//! - [`saving`]: whether anything is kept, and what to say when not.
//!
//! **Invariant**: a change leaves the outbox only once the shelf has it, and
//! only the tab that owns a session writes to it.

pub mod format;
pub mod ledger;
pub mod outbox;
pub mod record;
pub mod saving;
pub mod shelves;

#[cfg(target_arch = "wasm32")]
mod carry;
#[cfg(target_arch = "wasm32")]
mod keeper;
#[cfg(target_arch = "wasm32")]
mod list;
#[cfg(target_arch = "wasm32")]
mod notices;
#[cfg(target_arch = "wasm32")]
mod rescue;
#[cfg(target_arch = "wasm32")]
mod sessions;

#[cfg(target_arch = "wasm32")]
pub use keeper::Keep;
#[cfg(target_arch = "wasm32")]
pub use list::Sessions;
#[cfg(target_arch = "wasm32")]
pub use notices::KeepNotices;

#[cfg(test)]
mod now;
