//! Requests as `curl` command lines, which is how people hand them around:
//! browsers copy them, documentation prints them.

mod multipart;
mod options;
mod print;
mod words;

use crate::base::Diagnostic;
use crate::http::draft::{Draft, base64};
use crate::http::message::field_value;
use options::{Effect, Options};
pub use print::{print, quoted};

/// Reads a command line as a POSIX shell and curl would. What only concerns
/// how curl shows or saves the answer is passed over (`-s`, `-o file`, …), and
/// so is what follows in a pipe.
///
/// # Errors
/// A [`Diagnostic`] (HTTP070 to HTTP084) that names what cannot be done here:
/// reading files, proxies, certificates, shell variables.
///
/// # Limits
/// - `-H 'Accept:'`, which keeps curl from sending its own `Accept`, is
///   passed over; only for `Content-Type` it has an effect.
/// - Redirects are not followed (`-L`), and URLs are not globbed.
pub fn parse(text: &str) -> Result<Draft, Diagnostic> {
    let words = words::split(text)?;
    let mut words = words.into_iter();
    match words.next() {
        Some(first) if first == b"curl" => {}
        Some(first) => {
            return Err(Diagnostic::new(
                "HTTP070",
                format!(
                    "The command is {:?}, not curl.",
                    String::from_utf8_lossy(&first)
                ),
                "Paste a command that begins with curl.",
            ));
        }
        None => {
            return Err(Diagnostic::new(
                "HTTP070",
                "There is no command.",
                "Paste a command such as: curl http://shop.test/books",
            ));
        }
    }
    draft_of(options::read(words)?)
}

/// What the options come to.
fn draft_of(options: Options) -> Result<Draft, Diagnostic> {
    let mut draft = Draft::default();
    let mut urls = Vec::new();
    let mut data: Option<Vec<u8>> = None;
    let mut parts = Vec::new();
    let mut added = Vec::new();
    let mut content_type = None;
    let mut method = None;
    let (mut to_query, mut head, mut no_type) = (false, false, false);
    for effect in options.effects {
        match effect {
            Effect::Url(url) => urls.push(url),
            Effect::Method(name) => method = Some(name),
            Effect::Field(name, value) => draft.headers.push((name, value)),
            Effect::NoField(name) => no_type |= name.eq_ignore_ascii_case("content-type"),
            Effect::OwnField(name, value) => added.push((name.to_owned(), value)),
            Effect::User(user) => {
                let credentials = if user.contains(':') {
                    user
                } else {
                    format!("{user}:")
                };
                let encoded = base64::encode(credentials.as_bytes());
                added.push(("Authorization".to_owned(), format!("Basic {encoded}")));
            }
            Effect::Data(more) => {
                content_type.get_or_insert("application/x-www-form-urlencoded");
                join(&mut data, &more, b"&");
            }
            Effect::Json(more) => {
                content_type = Some("application/json");
                join(&mut data, &more, b"");
            }
            Effect::Part(part) => parts.push(part),
            Effect::ToQuery => to_query = true,
            Effect::Head => head = true,
        }
    }
    let mut urls = urls.into_iter();
    draft.url = urls.next().ok_or_else(no_url)?;
    if let Some(second) = urls.next() {
        return Err(Diagnostic::new(
            "HTTP071",
            format!("There is a second URL, {second:?}."),
            "Paste one request at a time; quote what belongs to one word.",
        ));
    }
    if usize::from(head) + usize::from(data.is_some() && !to_query) + usize::from(!parts.is_empty())
        > 1
    {
        return Err(Diagnostic::new(
            "HTTP072",
            "The options ask for more than one kind of request (of -I, -d and -F).",
            "Keep one of them.",
        )
        .authentic("Warning: You can only select one HTTP request method!"));
    }

    for (name, value) in added {
        if field_value(&draft.headers, &name).is_none() {
            draft.headers.push((name, value));
        }
    }
    let has_type = field_value(&draft.headers, "content-type").is_some() || no_type;
    if content_type == Some("application/json") && field_value(&draft.headers, "accept").is_none() {
        let accept = ("Accept".to_owned(), "application/json".to_owned());
        draft.headers.push(accept);
    }
    let mut usual = "GET";
    if !parts.is_empty() {
        usual = "POST";
        let (boundary, body) = multipart::encode(&parts);
        let value = format!("multipart/form-data; boundary={boundary}");
        if !has_type {
            draft.headers.push(("Content-Type".to_owned(), value));
        }
        draft.body = body;
    } else if let (Some(data), false) = (&data, to_query) {
        usual = "POST";
        draft.body.clone_from(data);
        if let (Some(content_type), false) = (content_type, has_type) {
            let field = ("Content-Type".to_owned(), content_type.to_owned());
            draft.headers.push(field);
        }
    } else if let Some(data) = data {
        draft.url = with_query(&draft.url, &String::from_utf8_lossy(&data));
    }
    if head {
        usual = "HEAD";
    }
    draft.method = method.unwrap_or_else(|| usual.to_owned());
    Ok(draft)
}

fn join(data: &mut Option<Vec<u8>>, more: &[u8], between: &[u8]) {
    match data {
        Some(data) => {
            data.extend_from_slice(between);
            data.extend_from_slice(more);
        }
        None => *data = Some(more.to_vec()),
    }
}

fn with_query(url: &str, query: &str) -> String {
    let (url, fragment) = match url.split_once('#') {
        Some((url, fragment)) => (url, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}{query}{fragment}")
}

fn no_url() -> Diagnostic {
    Diagnostic::new(
        "HTTP073",
        "The command names no URL.",
        "Add the URL, in quotes when it holds &, ? or spaces.",
    )
    .authentic("curl: no URL specified!")
}
