//! Names that no other tab gives: the page's own chance, which nothing in the
//! engine ever sees.

/// A name made by chance, such as `4f1c09ab22d07e35`.
#[must_use]
pub fn name() -> String {
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u32;
    format!("{:08x}{:08x}", half(), half())
}
