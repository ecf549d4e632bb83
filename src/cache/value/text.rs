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
    made: Made,
}

/// How a string came to be, which decides how Redis keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Made {
    /// It was given, and is kept as compactly as can be.
    #[default]
    Given,
    /// It was written by a command, and is not looked at as a number.
    Written,
    /// It was computed or changed in place, and is kept as it is.
    Changed,
}

impl Text {
    /// A string of these bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: Arc::new(bytes.to_vec()),
            made: Made::Given,
        }
    }

    /// A string that was computed, which Redis does not keep compact.
    #[must_use]
    pub fn computed(bytes: Vec<u8>) -> Self {
        Self {
            bytes: Arc::new(bytes),
            made: Made::Changed,
        }
    }

    /// A string that a command wrote.
    #[must_use]
    pub fn written(bytes: &[u8]) -> Self {
        Self {
            made: Made::Written,
            ..Self::new(bytes)
        }
    }

    /// The bytes to change in place.
    pub fn edit(&mut self) -> &mut Vec<u8> {
        self.made = Made::Changed;
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
        match self.made {
            Made::Changed => "raw",
            Made::Given if self.integer().is_some() => "int",
            _ if self.len() <= EMBEDDED_BYTES => "embstr",
            _ => "raw",
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
