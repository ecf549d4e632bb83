//! Small settings that outlive the page. A browser may refuse to keep them;
//! everything works without.

use gloo::storage::{LocalStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

/// What was kept under a name; none when nothing was, or it cannot be read.
#[must_use]
pub fn recall<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(key(name)).ok()
}

/// Keeps a value under a name. A refusal is no trouble: the setting lasts as
/// long as the page then.
pub fn keep<T: Serialize>(name: &str, value: &T) {
    let _ = LocalStorage::set(key(name), value);
}

/// Lets go of what was kept under a name.
pub fn forget(name: &str) {
    LocalStorage::delete(key(name));
}

fn key(name: &str) -> String {
    format!("backlot.{name}")
}
