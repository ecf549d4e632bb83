//! A request as a command to paste into a terminal.

use crate::http::draft::Draft;
use crate::http::message::field_value;

/// The `curl` command that sends this request, over several lines, quoted for
/// a POSIX shell. A URL that starts with `/` or `?` is one of `default_host`.
///
/// # Limits
/// A body that is not text goes through `printf` and a pipe, which
/// [`parse`](super::parse) does not read back.
#[must_use]
pub fn print(draft: &Draft, default_host: &str) -> String {
    let url = match draft.url.as_bytes() {
        [b'/', b'/', ..] => draft.url.clone(),
        [b'/', ..] => format!("http://{default_host}{}", draft.url),
        [b'?', ..] => format!("http://{default_host}/{}", draft.url),
        _ => draft.url.clone(),
    };
    let has_body = !draft.body.is_empty();
    let mut pieces = vec!["curl".to_owned()];
    match (draft.method.as_str(), has_body) {
        ("GET", false) | ("POST", true) => {}
        ("HEAD", false) => pieces.push("--head".to_owned()),
        (method, _) => pieces.push(format!("--request {}", quoted(method))),
    }
    if url.contains(['[', ']', '{', '}']) {
        // Without this, curl takes brackets as a pattern for several URLs.
        pieces.push("--globoff".to_owned());
    }
    let option = if url.starts_with('-') { "--url " } else { "" };
    pieces.push(format!("{option}{}", quoted(&url)));
    for (name, value) in &draft.headers {
        let line = if value.is_empty() {
            format!("{name};")
        } else {
            format!("{name}: {value}")
        };
        pieces.push(format!("--header {}", quoted(&line)));
    }
    if has_body && field_value(&draft.headers, "content-type").is_none() {
        // Else curl claims that the body is a form.
        pieces.push("--header 'Content-Type:'".to_owned());
    }
    let mut before = String::new();
    if has_body {
        match std::str::from_utf8(&draft.body) {
            Ok(text) if !text.contains('\0') => {
                pieces.push(format!("--data-raw {}", quoted(text)));
            }
            _ => {
                before = format!("printf '{}' | ", octal(&draft.body));
                pieces.push("--data-binary @-".to_owned());
            }
        }
    }
    before + &joined(&pieces)
}

/// One line when it is short, else an option a line.
fn joined(pieces: &[String]) -> String {
    let line = pieces.join(" ");
    if line.len() <= 80 && !line.contains('\n') {
        return line;
    }
    pieces.join(" \\\n  ")
}

/// A word for a POSIX shell: as it is when nothing in it is special, else in
/// single quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,+@%".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Bytes for `printf`: what is not a plain character as `\ooo`.
fn octal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte {
            b'%' => "%%".to_owned(),
            b' '..=b'~' if !matches!(byte, b'\\' | b'\'') => char::from(*byte).to_string(),
            _ => format!("\\{byte:03o}"),
        })
        .collect()
}
