//! Light, dark, or as the system says.

use super::store::{Store, Theme};
use crate::platform::storage;
use leptos::prelude::*;

/// Recalls the theme, and keeps the document with it from now on.
pub fn start(store: Store) {
    let kept = storage::recall::<String>("theme");
    store.theme.set(match kept.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    });
    Effect::new(move |_| {
        let name = match store.theme.get() {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        if let Some(root) = gloo::utils::document().document_element() {
            let _ = root.set_attribute("data-theme", name);
        }
        storage::keep("theme", &name);
    });
}
