//! The service worker: its template with the list of files of this version.

use crate::step::Done;
use crate::{files, paths, site};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// What stands in the template where the list belongs.
const PLACE: &str = r#"{"version":"","files":{}}"#;

/// What a site for development has in its place: a browser that knows a
/// release from the same address would go on showing that.
const REMOVAL: &str = "\
// Built for development: removes the service worker of a release served here before.
self.addEventListener(\"install\", () => self.skipWaiting());
self.addEventListener(\"activate\", (event) => event.waitUntil(remove()));

async function remove() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
  for (const page of await self.clients.matchAll({ type: \"window\" })) void page.navigate(page.url);
}
";

/// Writes the service worker that ends all others into a site.
pub fn write_removal(site: &Path) -> Done {
    files::write(&site.join("service-worker.js"), REMOVAL.as_bytes())
}

/// Writes `service-worker.js` into a site that is otherwise complete.
///
/// The list gives the SHA-256 of every file, which the browser checks as it
/// fetches, so that a host in the middle of an update cannot mix two versions.
pub fn write(site: &Path) -> Done {
    let template = files::read_text(&paths::js().join("service-worker.js"))?;
    if template.matches(PLACE).count() != 1 {
        return Err(format!(
            "public/js/service-worker.js must hold {PLACE} once"
        ));
    }
    let mut list = BTreeMap::new();
    for file in files::below(site)? {
        let content = files::read(&file)?;
        list.insert(
            site::relative(site, &file),
            format!("sha256-{}", base64(&files::sha256(&content))),
        );
    }
    let version = files::short_hash(json!(list).to_string().as_bytes());
    let filled = json!({ "version": version, "files": list }).to_string();
    files::write(
        &site.join("service-worker.js"),
        template.replace(PLACE, &filled).as_bytes(),
    )
}

/// Base64 with padding, as integrity attributes have it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) & 63;
            if place <= chunk.len() {
                text.extend(DIGITS.get(digit as usize).map(|digit| char::from(*digit)));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_to_four_digits() {
        let said: Vec<_> = ["", "f", "fo", "foo", "foob"]
            .map(|text| base64(text.as_bytes()))
            .into();
        assert_eq!(said, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }
}
