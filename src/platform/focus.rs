//! Where the keyboard's attention is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where to move among siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// To the next, or from the last to the first.
    Next,
    /// To the one before, or from the first to the last.
    Back,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Moves the focus among the elements inside `container` that `selector`
/// finds, and says which has it now.
#[expect(clippy::must_use_candidate, reason = "it is done for its effect")]
pub fn shift(container: &Element, selector: &str, to: Move) -> Option<usize> {
    let found = container.query_selector_all(selector).ok()?;
    let all: Vec<HtmlElement> = (0..found.length())
        .filter_map(|place| found.get(place)?.dyn_into().ok())
        .collect();
    let active = gloo::utils::document().active_element();
    let now = all
        .iter()
        .position(|element| active.as_ref() == Some(element.as_ref()));
    let count = all.len();
    if count == 0 {
        return None;
    }
    let place = match (to, now) {
        (Move::First, _) | (Move::Next, None) => 0,
        (Move::Last, _) | (Move::Back, None) => count - 1,
        (Move::Next, Some(now)) => (now + 1) % count,
        (Move::Back, Some(now)) => (now + count - 1) % count,
    };
    all.get(place)?.focus().ok()?;
    Some(place)
}

/// Gives the focus to the first element that a selector finds on the page.
pub fn give(selector: &str) {
    let element = gloo::utils::document()
        .query_selector(selector)
        .ok()
        .flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls no further than it takes to have an element in sight.
pub fn reveal(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether text is being typed where an event happened.
#[must_use]
pub fn typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.is_content_editable()
}
