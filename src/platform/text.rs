//! Text, in the ways that need to know all of Unicode.

/// The text in small letters, as searching compares it. In a browser it is
/// the browser's own table that is asked: a second one would weigh a fiftieth
/// of the whole page.
#[must_use]
pub fn lower(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        js_sys::JsString::from(text).to_lower_case().into()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        text.to_lowercase()
    }
}
