//! Fields of a form, as text for the wire and back.

use super::Field;

/// The fields as `application/x-www-form-urlencoded`
/// (URL Standard, "URL-encoded serializing").
pub(super) fn form_text(fields: &[Field]) -> String {
    let encode = |text: &str| {
        let mut out = String::new();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                    out.push(char::from(byte));
                }
                b' ' => out.push('+'),
                _ => {
                    out.push('%');
                    for half in [byte >> 4, byte & 15] {
                        out.extend(
                            char::from_digit(u32::from(half), 16)
                                .map(|digit| digit.to_ascii_uppercase()),
                        );
                    }
                }
            }
        }
        out
    };
    fields
        .iter()
        .filter(|field| field.on && !field.name.is_empty())
        .map(|field| format!("{}={}", encode(&field.name), encode(&field.value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// The fields of such a text; what is not encoded as it should be is kept as it is.
pub(super) fn form_fields(text: &str) -> Vec<Field> {
    let decode = |part: &str| {
        let mut out = Vec::with_capacity(part.len());
        let mut rest = part.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'+' => out.push(b' '),
                b'%' => {
                    let mut ahead = rest.clone();
                    let digits = (ahead.next(), ahead.next());
                    let value = |digit: Option<u8>| digit.and_then(|d| char::from(d).to_digit(16));
                    if let (Some(high), Some(low)) = (value(digits.0), value(digits.1)) {
                        out.push((high * 16 + low) as u8);
                        rest = ahead;
                    } else {
                        out.push(byte);
                    }
                }
                _ => out.push(byte),
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Field {
                on: true,
                name: decode(name),
                value: decode(value),
            }
        })
        .collect()
}
