//! How large something is on the screen, as it changes.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A size in CSS pixels; zero before it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Size {
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// The size of a box; tracked.
#[must_use]
pub fn size_of(node: NodeRef<Div>) -> Signal<Size> {
    let size = RwSignal::new(Size::default());
    let watcher = StoredValue::new_local(None);
    node.on_load(move |element| {
        let told = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let Ok(entry) = entries.get(0).dyn_into::<web_sys::ResizeObserverEntry>() else {
                return;
            };
            let rect = entry.content_rect();
            size.try_set(Size {
                width: rect.width(),
                height: rect.height(),
            });
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(told.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watcher.set_value(Some((observer, told)));
        }
    });
    on_cleanup(move || {
        watcher.try_update_value(|watcher| {
            if let Some((observer, _)) = watcher.take() {
                observer.disconnect();
            }
        });
    });
    size.into()
}

/// Moves the keyboard to an element, if it can have it.
pub fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the person asked for little motion.
#[must_use]
pub fn calm_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
