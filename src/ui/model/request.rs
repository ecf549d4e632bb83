//! The request bar's contents, and the request they stand for.

mod form;

use crate::base::{Body, Diagnostic, limits};
use crate::session::protocol::{Command, RequestDraft, Trial};
use form::{form_fields, form_text};
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

    /// Chooses another kind of body. What was typed stays, as far as it can be
    /// meant in the new kind.
    pub fn set_body_kind(&mut self, kind: BodyKind) {
        if kind == BodyKind::Form && self.form.is_empty() && self.body.contains('=') {
            self.form = form_fields(&self.body);
        }
        if self.body_kind == BodyKind::Form && self.body.is_empty() {
            self.body = form_text(&self.form);
        }
        self.body_kind = kind;
    }

    /// Lays the JSON body out with a line for each member, if it is JSON.
    pub fn tidy_json(&mut self) {
        if let Some(pieces) = super::body::pretty_json(self.body.as_bytes()) {
            self.body = pieces.into_iter().map(|piece| piece.text).collect();
        }
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
        Command::RunSql { text, .. } | Command::RunCache { line: text } => {
            let line = text.lines().next().unwrap_or_default();
            line.chars().take(60).collect()
        }
        Command::ResetDatabase => "Reset the database".to_owned(),
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

/// A mistake in as few words as fit the foot of the editor.
#[must_use]
pub fn short_error(diagnostic: &Diagnostic) -> String {
    match &diagnostic.place {
        Some(place) => format!("Line {}: {}", place.line, diagnostic.message),
        None => diagnostic.message.clone(),
    }
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

#[cfg(test)]
mod tests;
