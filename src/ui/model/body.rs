//! A response's body, as it can be shown.

use crate::session::protocol::Response;

/// What a body is, by its `Content-Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyLook {
    /// JSON.
    Json,
    /// A page.
    Html,
    /// A picture of this media type.
    Image(&'static str),
    /// Any other text.
    Text,
    /// Bytes that are not text.
    Binary,
}

/// The longest body that is formatted, in bytes. Longer ones show as they are.
const PRETTY_BYTES: usize = 1024 * 1024;

const IMAGES: [&str; 6] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/svg+xml",
];

/// The first value of a header field, whatever its spelling.
#[must_use]
pub fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// How a response's body can be looked at.
#[must_use]
pub fn look(response: &Response) -> BodyLook {
    let media = header(&response.headers, "content-type")
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if let Some(image) = IMAGES.into_iter().find(|image| *image == media) {
        return BodyLook::Image(image);
    }
    if media == "application/json" || media.ends_with("+json") {
        BodyLook::Json
    } else if media == "text/html" {
        BodyLook::Html
    } else if std::str::from_utf8(&response.body.0).is_ok() {
        BodyLook::Text
    } else {
        BodyLook::Binary
    }
}

/// A piece of JSON text, for colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// `key`, `string`, `number`, `word`, or empty for what is between.
    pub class: &'static str,
    /// Its text.
    pub text: String,
}

/// JSON with a line for each member, in pieces for colours; none when it is
/// not JSON or too long.
#[must_use]
pub fn pretty_json(body: &[u8]) -> Option<Vec<Piece>> {
    if body.len() > PRETTY_BYTES {
        return None;
    }
    serde_json::from_slice::<serde::de::IgnoredAny>(body).ok()?;
    std::str::from_utf8(body).ok().map(layout)
}

/// Lays valid JSON out without changing a character of its values: numbers
/// keep their digits and keys their order.
fn layout(json: &str) -> Vec<Piece> {
    let mut out = Layout::default();
    let mut rest = json.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        match c {
            '"' => {
                let mut escaped = false;
                let mut end = json.len();
                for (at, c) in rest.by_ref() {
                    if escaped {
                        escaped = false;
                    } else if c == '\\' {
                        escaped = true;
                    } else if c == '"' {
                        end = at + 1;
                        break;
                    }
                }
                let text = json.get(start..end).unwrap_or_default();
                let after = json.get(end..).unwrap_or_default().trim_start();
                out.push(
                    if after.starts_with(':') {
                        "key"
                    } else {
                        "string"
                    },
                    text,
                );
            }
            '{' | '[' => {
                let close = if c == '{' { '}' } else { ']' };
                out.push("", &c.to_string());
                while rest.next_if(|(_, c)| c.is_ascii_whitespace()).is_some() {}
                if rest.next_if(|(_, c)| *c == close).is_some() {
                    out.push("", &close.to_string());
                } else {
                    out.depth += 1;
                    out.line();
                }
            }
            '}' | ']' => {
                out.depth = out.depth.saturating_sub(1);
                out.line();
                out.push("", &c.to_string());
            }
            ',' => {
                out.push("", ",");
                out.line();
            }
            ':' => out.push("", ": "),
            c if c.is_ascii_whitespace() => {}
            _ => {
                let mut end = start + c.len_utf8();
                while let Some((at, c)) =
                    rest.next_if(|(_, c)| !matches!(c, ',' | '}' | ']') && !c.is_ascii_whitespace())
                {
                    end = at + c.len_utf8();
                }
                let class = if c.is_ascii_alphabetic() {
                    "word"
                } else {
                    "number"
                };
                out.push(class, json.get(start..end).unwrap_or_default());
            }
        }
    }
    out.pieces
}

#[derive(Default)]
struct Layout {
    pieces: Vec<Piece>,
    depth: usize,
}

impl Layout {
    fn push(&mut self, class: &'static str, text: &str) {
        if let Some(last) = self.pieces.last_mut()
            && last.class == class
            && class.is_empty()
        {
            last.text.push_str(text);
            return;
        }
        self.pieces.push(Piece {
            class,
            text: text.to_owned(),
        });
    }

    fn line(&mut self) {
        let indent = format!("\n{}", "  ".repeat(self.depth));
        self.push("", &indent);
    }
}

/// The page that shows an HTML body without letting it do anything: a policy
/// stands before it that allows no script and no network.
#[must_use]
pub fn html_preview(body: &str) -> String {
    format!(
        "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:; font-src data:\"><meta name=\"color-scheme\" \
         content=\"light\">{body}"
    )
}

/// The page that shows a picture, likewise.
#[must_use]
pub fn image_preview(media: &str, body: &[u8]) -> String {
    html_preview(&format!(
        "<style>body{{margin:0;display:grid;place-items:center;min-height:100vh}}\
         img{{max-width:100%}}</style><img alt=\"The response's picture\" \
         src=\"data:{media};base64,{}\">",
        base64(body)
    ))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .chain(std::iter::repeat(&0))
            .take(3)
            .fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
        for place in 0..4 {
            let digit = (word >> (18 - 6 * place)) & 63;
            let known = DIGITS.get(digit as usize).copied().map_or('=', char::from);
            out.push(if place <= chunk.len() { known } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> String {
        pretty_json(json.as_bytes())
            .expect("is JSON")
            .into_iter()
            .map(|piece| piece.text)
            .collect()
    }

    #[test]
    fn json_keeps_its_digits_and_its_order() {
        assert_eq!(
            text("{\"b\":1.00,\"a\":[ ],\"c\":[12345678901234567890,\"x\\\"y\"]}"),
            "{\n  \"b\": 1.00,\n  \"a\": [],\n  \"c\": [\n    12345678901234567890,\n    \"x\\\"y\"\n  ]\n}"
        );
        assert_eq!(text("  {} "), "{}");
        assert_eq!(text("null"), "null");
    }

    #[test]
    fn pieces_know_keys_from_strings() {
        let classes: Vec<_> = pretty_json(b"{\"a\":\"b\",\"c\":true,\"d\":-1}")
            .expect("is JSON")
            .into_iter()
            .map(|piece| piece.class)
            .filter(|class| !class.is_empty())
            .collect();
        assert_eq!(classes, ["key", "string", "key", "word", "key", "number"]);
    }

    #[test]
    fn what_is_not_json_is_not_laid_out() {
        assert_eq!(pretty_json(b"{"), None);
        assert_eq!(pretty_json(b"\xff"), None);
    }

    #[test]
    fn previews_forbid_everything_before_the_body() {
        let page = html_preview("<script>alert(1)</script>");
        let policy = page.find("default-src 'none'").expect("has a policy");
        assert!(policy < page.find("<script>").expect("has the body"));
    }

    #[test]
    fn base64_pads_as_it_must() {
        for (bytes, want) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v")] {
            assert_eq!(base64(bytes.as_bytes()), want);
        }
    }
}
