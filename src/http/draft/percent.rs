//! Percent-encoding (RFC 3986 §2.1).

/// Writes text with spaces, controls, what is beyond ASCII and what `special`
/// names percent-encoded. Existing escapes stay.
pub(super) fn percent_encode(text: &str, special: impl Fn(u8) -> bool, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !special(byte) {
            out.push(char::from(byte));
        } else {
            let digit =
                |half: u32| char::from_digit(half, 16).map_or('0', |c| c.to_ascii_uppercase());
            out.push('%');
            out.push(digit(u32::from(byte >> 4)));
            out.push(digit(u32::from(byte & 15)));
        }
    }
}

/// The bytes of a text with its escapes such as `%20` undone; what is no escape
/// stays.
#[must_use]
pub fn percent_decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = text
            .get(at + 1..at + 3)
            .filter(|hex| *byte == b'%' && hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(escaped) = escaped {
            out.push(escaped);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}
