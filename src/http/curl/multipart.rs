//! Forms in parts (RFC 7578), as `-F` sends them.

use crate::base::Diagnostic;

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    name: String,
    value: Vec<u8>,
    content_type: Option<String>,
    filename: Option<String>,
}

impl Part {
    /// A part whose value is taken as it stands (`--form-string`).
    pub(super) fn literal(text: &str) -> Result<Self, Diagnostic> {
        let (name, value) = text.split_once('=').ok_or_else(|| no_name(text))?;
        Ok(Self {
            name: name.to_owned(),
            value: value.as_bytes().to_vec(),
            content_type: None,
            filename: None,
        })
    }

    /// A part as `-F` takes it, with `;type=` and `;filename=` behind it.
    pub(super) fn parse(text: &str) -> Result<Self, Diagnostic> {
        let mut part = Self::literal(text)?;
        let (_, value) = text.split_once('=').unwrap_or_default();
        if value.starts_with(['@', '<']) {
            return Err(super::options::needs_file("-F", value));
        }
        let rest = if let Some(quoted) = value.strip_prefix('"') {
            let (value, rest) = until_quote(quoted);
            let value = value.replace("\\\"", "\"").replace("\\\\", "\\");
            part.value = value.into_bytes();
            rest
        } else {
            let (value, rest) = value.split_at(value.find(';').unwrap_or(value.len()));
            part.value = value.as_bytes().to_vec();
            rest
        };
        for parameter in rest.split(';').map(str::trim) {
            match parameter.split_once('=') {
                Some(("type", value)) => part.content_type = Some(value.to_owned()),
                Some(("filename", value)) => {
                    part.filename = Some(value.trim_matches('"').to_owned());
                }
                _ => {}
            }
        }
        Ok(part)
    }
}

/// Up to the quote that is not escaped, and what is behind it.
fn until_quote(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => {
                let (value, rest) = text.split_at(at);
                return (value, rest.get(1..).unwrap_or_default());
            }
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    (text, "")
}

fn no_name(text: &str) -> Diagnostic {
    Diagnostic::new(
        "HTTP077",
        format!("The form field {text:?} has no value."),
        "Write -F name=value.",
    )
    .authentic("Warning: Illegally formatted input field!")
}

/// The boundary and the body of a form. The boundary is grown from the parts
/// (FNV-1a), so that the same command always gives the same bytes.
pub(super) fn encode(parts: &[Part]) -> (String, Vec<u8>) {
    let mut seed: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.name.bytes().chain(part.value.iter().copied()) {
            seed = (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    loop {
        let boundary = format!("------------------------{seed:016x}");
        let inside = |part: &Part| {
            part.value
                .windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        if !parts.iter().any(inside) {
            return (boundary.clone(), body(parts, &boundary));
        }
        seed = seed.wrapping_add(1);
    }
}

/// The type curl says a file has, by the end of its name.
fn type_of_file(filename: &str) -> &'static str {
    let extension = filename
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "gif" => "image/gif",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain",
        "htm" | "html" => "text/html",
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

fn body(parts: &[Part], boundary: &str) -> Vec<u8> {
    let escaped = |text: &str| {
        text.replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let mut out = Vec::new();
    for part in parts {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            escaped(&part.name)
        );
        if let Some(filename) = &part.filename {
            head.push_str("; filename=\"");
            head.push_str(&escaped(filename));
            head.push('"');
        }
        if let Some(content_type) = &part.content_type {
            head.push_str("\r\nContent-Type: ");
            head.push_str(content_type);
        } else if let Some(filename) = &part.filename {
            head.push_str("\r\nContent-Type: ");
            head.push_str(type_of_file(filename));
        }
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(b"\r\n\r\n");
        out.extend_from_slice(&part.value);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    out
}
