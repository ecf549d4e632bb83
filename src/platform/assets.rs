//! The site's files, which carry a hash of their content in their names.

use std::collections::BTreeMap;

thread_local! {
    static MAP: BTreeMap<String, String> = read().unwrap_or_default();
}

/// Where a file of the site is, by its plain name such as `editor.js`.
#[must_use]
pub fn url(name: &str) -> String {
    known(name).unwrap_or_else(|| name.to_owned())
}

/// Where a file of the site is, if the site has it.
#[must_use]
pub fn known(name: &str) -> Option<String> {
    MAP.with(|map| map.get(name).cloned())
}

/// The map that the build puts into the page.
fn read() -> Option<BTreeMap<String, String>> {
    let element = gloo::utils::document().get_element_by_id("assets")?;
    serde_json::from_str(&element.text_content()?).ok()
}
