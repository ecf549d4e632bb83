//! Bytes that are text most of the time, and readable in JSON when they are.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use std::borrow::Cow;
use std::fmt;

/// A run of bytes: a request body, a message on the wire, a cached value.
///
/// In JSON it is a string when the bytes are UTF-8, else
/// `{"hex": "00ff…"}`; both read back to the same bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Body(pub Vec<u8>);

impl Body {
    /// The bytes as text; what is not UTF-8 shows as U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// How many bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.text())
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(text) = std::str::from_utf8(&self.0) {
            return serializer.serialize_str(text);
        }
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        let hex: String = self
            .0
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect();
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("hex", &hex)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Body;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("text, or {\"hex\": …}")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Body, E> {
                Ok(Body::from(text))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Body, A::Error> {
                match map.next_entry::<String, String>()? {
                    Some((key, hex)) if key == "hex" => bytes_of_hex(&hex)
                        .map(Body)
                        .ok_or_else(|| de::Error::custom("`hex` holds an odd or non-hex digit")),
                    _ => Err(de::Error::custom("expected the one key `hex`")),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

fn bytes_of_hex(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = hex
        .chars()
        .map(|c| c.to_digit(16).map(|d| d as u8))
        .collect();
    let digits = digits?;
    let pairs = digits.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    Some(
        pairs
            .map(|pair| pair.iter().fold(0, |byte, d| (byte << 4) | d))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_read_back_as_they_were() {
        for bytes in [&b"plain"[..], b"", b"\x00\xff\xfe", "naïve".as_bytes()] {
            let body = Body(bytes.to_vec());
            let json = serde_json::to_string(&body).expect("a body serialises");
            assert_eq!(
                serde_json::from_str::<Body>(&json).expect("and reads back"),
                body
            );
        }
    }

    #[test]
    fn bad_hex_is_refused() {
        for json in [r#"{"hex":"0"}"#, r#"{"hex":"zz"}"#, r#"{"base64":"aa"}"#] {
            assert!(serde_json::from_str::<Body>(json).is_err());
        }
    }
}
