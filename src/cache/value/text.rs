//! A string: bytes that may grow at the end or change in the middle.

use crate::cache::number::parse_integer;
use std::ops::Deref;
use std::sync::Arc;

/// The longest string Redis keeps in one piece with its header, in bytes.
const EMBEDDED_BYTES: usize = 44;

/// A string value.
#[derive(Debug, Clone, Default)]
pub struct Text {
    bytes: Arc<Vec<u8>>,
    /// Whether it was changed in place, which Redis never keeps compact.
    changed: bool,
}

impl Text {
    /// A string of these bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: Arc::new(bytes.to_vec()),
            changed: false,
        }
    }

    /// The bytes to change in place.
    pub fn edit(&mut self) -> &mut Vec<u8> {
        self.changed = true;
        Arc::make_mut(&mut self.bytes)
    }

    /// Its value as a whole number, if it has that form.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        parse_integer(&self.bytes)
    }

    /// How Redis would keep it.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        if self.changed {
            "raw"
        } else if self.integer().is_some() {
            "int"
        } else if self.len() <= EMBEDDED_BYTES {
            "embstr"
        } else {
            "raw"
        }
    }
}

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_follows_content_and_history() {
        assert_eq!(Text::new(b"12").encoding(), "int");
        assert_eq!(Text::new(b"012").encoding(), "embstr");
        assert_eq!(Text::new(&[b'a'; 45]).encoding(), "raw");
        let mut grown = Text::new(b"1");
        grown.edit().push(b'2');
        assert_eq!(grown.encoding(), "raw");
    }
}
