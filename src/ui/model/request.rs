//! The request bar's contents, and the request they stand for.

use crate::base::{Body, Diagnostic, limits};
use crate::session::protocol::Trial;
use crate::session::protocol::{Command, RequestDraft};
use serde::{Deserialize, Serialize};

/// The methods offered in the menu. Any other token can be typed.
pub const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// How the body is typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// No body.
    #[default]
    None,
    /// JSON text.
    Json,
    /// Fields of a form, percent-encoded.
    Form,
    /// Plain text.
    Text,
    /// Text sent as typed, without a `Content-Type` of ours.
    Raw,
}

impl BodyKind {
    /// Every kind, in the order shown.
    pub const ALL: [Self; 5] = [Self::None, Self::Json, Self::Form, Self::Text, Self::Raw];

    /// What the switch says.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Json => "JSON",
            Self::Form => "Form",
            Self::Text => "Text",
            Self::Raw => "Raw",
        }
    }

    /// The `Content-Type` that goes with it, unless the person wrote one.
    #[must_use]
    pub const fn content_type(self) -> Option<&'static str> {
        match self {
            Self::None | Self::Raw => None,
            Self::Json => Some("application/json"),
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::Text => Some("text/plain; charset=utf-8"),
        }
    }
}

/// A name and a value that can be switched off without being lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Whether it is sent.
    pub on: bool,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What stands in the request bar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestForm {
    /// Method.
    pub method: String,
    /// Path or URL.
    pub url: String,
    /// Header fields.
    pub headers: Vec<Field>,
    /// How the body is typed.
    pub body_kind: BodyKind,
    /// The body's text, for every kind but the form.
    pub body: String,
    /// The form's fields.
    pub form: Vec<Field>,
    /// The bytes typed by hand, when the request is raw HTTP.
    pub raw: Option<String>,
}

impl RequestForm {
    /// `GET /`, the plainest request there is.
    #[must_use]
    pub fn get(url: &str) -> Self {
        Self {
            method: "GET".to_owned(),
            url: url.to_owned(),
            ..Self::default()
        }
    }

    /// The form of a thing to try.
    #[must_use]
    pub fn of_trial(trial: &Trial) -> Self {
        let draft = RequestDraft::Parts {
            method: trial.method.clone(),
            url: trial.url.clone(),
            headers: trial.headers.clone(),
            body: Body::from(trial.body.as_str()),
        };
        Self::of_draft(&draft)
    }

    /// The form that would send this draft.
    #[must_use]
    pub fn of_draft(draft: &RequestDraft) -> Self {
        match draft {
            RequestDraft::Raw { bytes, .. } => Self {
                method: "GET".to_owned(),
                url: "/".to_owned(),
                raw: Some(bytes.text().into_owned()),
                ..Self::default()
            },
            RequestDraft::Parts {
                method,
                url,
                headers,
                body,
            } => {
                let body = body.text().into_owned();
                let kind = kind_of(headers, &body);
                let implied = kind.content_type();
                Self {
                    method: if method.is_empty() {
                        "GET".to_owned()
                    } else {
                        method.clone()
                    },
                    url: url.clone(),
                    headers: headers
                        .iter()
                        .filter(|(name, value)| {
                            !(name.eq_ignore_ascii_case("content-type")
                                && Some(value.as_str()) == implied)
                        })
                        .map(|(name, value)| Field {
                            on: true,
                            name: name.clone(),
                            value: value.clone(),
                        })
                        .collect(),
                    body_kind: kind,
                    form: if kind == BodyKind::Form {
                        form_fields(&body)
                    } else {
                        Vec::new()
                    },
                    body: if kind == BodyKind::Form {
                        String::new()
                    } else {
                        body
                    },
                    raw: None,
                }
            }
        }
    }

    /// The request this stands for.
    ///
    /// # Errors
    /// A diagnostic when the body is beyond [`limits::REQUEST_BODY_BYTES`].
    /// Everything else, however wrong, is sent: what a server says to it is
    /// what there is to learn.
    pub fn draft(&self) -> Result<RequestDraft, Diagnostic> {
        if let Some(raw) = &self.raw {
            within_limit(raw.len())?;
            return Ok(RequestDraft::Raw {
                host: String::new(),
                bytes: Body::from(raw.replace("\r\n", "\n").replace('\n', "\r\n")),
            });
        }
        let body = self.body_text();
        within_limit(body.len())?;
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|field| field.on && !(field.name.is_empty() && field.value.is_empty()))
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect();
        let typed = headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if let (false, Some(value)) = (typed, self.body_kind.content_type()) {
            headers.push(("Content-Type".to_owned(), value.to_owned()));
        }
        Ok(RequestDraft::Parts {
            method: self.method.trim().to_owned(),
            url: self.url.trim().to_owned(),
            headers,
            body: Body::from(body),
        })
    }

    /// The body's text as it would be sent.
    #[must_use]
    pub fn body_text(&self) -> String {
        match self.body_kind {
            BodyKind::None => String::new(),
            BodyKind::Form => form_text(&self.form),
            BodyKind::Json | BodyKind::Text | BodyKind::Raw => self.body.clone(),
        }
    }

    /// What is wrong with the JSON body, with its place, if anything is.
    #[must_use]
    pub fn json_error(&self) -> Option<Diagnostic> {
        if self.body_kind != BodyKind::Json || self.body.trim().is_empty() {
            return None;
        }
        let error = serde_json::from_str::<serde::de::IgnoredAny>(&self.body).err()?;
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        Some(
            Diagnostic::new(
                "JSON001",
                format!("This is not JSON yet: {what}."),
                "Correct it there, or send it as it is to see what the server says.",
            )
            .at(
                "the request's body",
                u32::try_from(error.line()).unwrap_or(0),
                u32::try_from(error.column()).unwrap_or(0),
            ),
        )
    }

    /// One line that names this request, such as `POST /books`.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.raw {
            Some(raw) => raw.lines().next().unwrap_or_default().to_owned(),
            None => format!("{} {}", self.method, self.url),
        }
    }
}

/// What a command is called on the timeline; none for those that only look
/// or that leave no mark of their own.
#[must_use]
pub fn command_label(command: &Command) -> Option<String> {
    Some(match command {
        Command::Open { .. } => "Start".to_owned(),
        Command::Send { requests } => match requests.as_slice() {
            [one] => format!("Send {}", RequestForm::of_draft(one).line()),
            many => format!("Send {} requests", many.len()),
        },
        Command::SaveFile { path, .. } => format!("Save {path}"),
        Command::RemoveFile { path } => format!("Delete {path}"),
        Command::RunSql { text } | Command::RunCache { line: text } => {
            let line = text.lines().next().unwrap_or_default();
            line.chars().take(60).collect()
        }
        Command::Restart => "Restart".to_owned(),
        Command::Advance { by_us } => format!("Wait {}", super::time::duration(*by_us)),
        Command::Continue
        | Command::PauseAt { .. }
        | Command::Look { .. }
        | Command::Fork { .. } => {
            return None;
        }
    })
}

/// Adds to the history: newest first, without repeating, at most `most`.
pub fn remember(history: &mut Vec<RequestForm>, form: RequestForm, most: usize) {
    history.retain(|earlier| *earlier != form);
    history.insert(0, form);
    history.truncate(most);
}

fn within_limit(size: usize) -> Result<(), Diagnostic> {
    if size <= limits::REQUEST_BODY_BYTES {
        return Ok(());
    }
    Err(Diagnostic::new(
        "HTTP413",
        format!(
            "This body has {}, and at most {} can be sent.",
            super::time::bytes(size),
            super::time::bytes(limits::REQUEST_BODY_BYTES)
        ),
        "Shorten it. Real servers have such a limit too: nginx takes 1 MB unless told otherwise.",
    )
    .authentic("413 Content Too Large"))
}

fn kind_of(headers: &[(String, String)], body: &str) -> BodyKind {
    let content_type = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map_or("", |(_, value)| value.as_str());
    if body.is_empty() {
        BodyKind::None
    } else if content_type.contains("json") {
        BodyKind::Json
    } else if content_type.contains("x-www-form-urlencoded") {
        BodyKind::Form
    } else if content_type.starts_with("text/plain") {
        BodyKind::Text
    } else {
        BodyKind::Raw
    }
}

/// The fields as `application/x-www-form-urlencoded`
/// (URL Standard, "URL-encoded serializing").
fn form_text(fields: &[Field]) -> String {
    let encode = |text: &str| {
        let mut out = String::new();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                    out.push(char::from(byte));
                }
                b' ' => out.push('+'),
                _ => {
                    out.push_str("%");
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

fn form_fields(text: &str) -> Vec<Field> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(form: &RequestForm) -> (Vec<(String, String)>, String) {
        match form.draft().expect("within the limits") {
            RequestDraft::Parts { headers, body, .. } => (headers, body.text().into_owned()),
            RequestDraft::Raw { .. } => panic!("not raw"),
        }
    }

    #[test]
    fn json_body_brings_its_content_type() {
        let mut form = RequestForm::get("/books");
        form.body_kind = BodyKind::Json;
        form.body = "{}".to_owned();
        let (headers, body) = parts(&form);
        assert_eq!(
            headers,
            [("Content-Type".to_owned(), "application/json".to_owned())]
        );
        assert_eq!(body, "{}");
    }

    #[test]
    fn typed_content_type_wins() {
        let mut form = RequestForm::get("/books");
        form.body_kind = BodyKind::Json;
        form.headers = vec![Field {
            on: true,
            name: "content-type".to_owned(),
            value: "text/csv".to_owned(),
        }];
        assert_eq!(parts(&form).0.len(), 1);
    }

    #[test]
    fn header_that_is_off_is_not_sent() {
        let mut form = RequestForm::get("/");
        form.headers = vec![Field {
            on: false,
            name: "X-Test".to_owned(),
            value: "1".to_owned(),
        }];
        assert!(parts(&form).0.is_empty());
    }

    #[test]
    fn form_fields_survive_encoding() {
        let mut form = RequestForm::get("/");
        form.body_kind = BodyKind::Form;
        form.form = vec![Field {
            on: true,
            name: "full name".to_owned(),
            value: "Ada & Löwe 100%".to_owned(),
        }];
        let (_, body) = parts(&form);
        assert_eq!(body, "full+name=Ada+%26+L%C3%B6we+100%25");
        assert_eq!(form_fields(&body), form.form);
        assert_eq!(form_fields("a=%zz"), form_fields("a=%25zz"));
    }

    #[test]
    fn draft_and_form_say_the_same() {
        let trial = Trial {
            method: "POST".to_owned(),
            url: "/books".to_owned(),
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: "{\"title\":\"Emma\"}".to_owned(),
            ..Trial::default()
        };
        let form = RequestForm::of_trial(&trial);
        assert_eq!(form.body_kind, BodyKind::Json);
        assert!(form.headers.is_empty());
        assert_eq!(RequestForm::of_draft(&form.draft().expect("fits")), form);
    }

    #[test]
    fn raw_lines_end_as_http_wants() {
        let mut form = RequestForm::get("/");
        form.raw = Some("GET / HTTP/1.1\nHost: a\r\n\n".to_owned());
        match form.draft().expect("fits") {
            RequestDraft::Raw { bytes, .. } => {
                assert_eq!(bytes.text(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            RequestDraft::Parts { .. } => panic!("raw"),
        }
    }

    #[test]
    fn body_beyond_the_limit_says_so() {
        let mut form = RequestForm::get("/");
        form.body_kind = BodyKind::Text;
        form.body = "x".repeat(limits::REQUEST_BODY_BYTES + 1);
        assert_eq!(form.draft().expect_err("too long").code, "HTTP413");
    }

    #[test]
    fn json_error_names_its_place() {
        let mut form = RequestForm::get("/");
        form.body_kind = BodyKind::Json;
        form.body = "{\n  \"a\": 1,\n}".to_owned();
        let error = form.json_error().expect("not JSON");
        assert_eq!(error.place.expect("has a place").line, 3);
        form.body = "{}".to_owned();
        assert_eq!(form.json_error(), None);
    }

    #[test]
    fn history_keeps_the_newest_once() {
        let mut history = Vec::new();
        for url in ["/a", "/b", "/a", "/c"] {
            remember(&mut history, RequestForm::get(url), 2);
        }
        let urls: Vec<_> = history.iter().map(|form| form.url.as_str()).collect();
        assert_eq!(urls, ["/c", "/a"]);
    }
}
