//! A response's body: laid out, as it is, or as a browser would show it.

use crate::base::Body;
use crate::ui::model::body::{self, BodyLook};
use crate::ui::model::wire;
use leptos::prelude::*;
use std::sync::Arc;

/// The longest text shown as it is, in bytes; the rest is counted.
const SHOWN_BYTES: usize = 512 * 1024;

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Pretty,
    Raw,
    Preview,
}

impl Way {
    const fn label(self) -> &'static str {
        match self {
            Self::Pretty => "Pretty",
            Self::Raw => "Raw",
            Self::Preview => "Preview",
        }
    }
}

/// A response's body.
#[component]
pub fn BodyView(
    /// The body.
    body: Body,
    /// What it is.
    look: BodyLook,
) -> impl IntoView {
    let ways: &'static [Way] = match look {
        BodyLook::Json => &[Way::Pretty, Way::Raw],
        BodyLook::Html | BodyLook::Image(_) => &[Way::Preview, Way::Raw],
        BodyLook::Text | BodyLook::Binary => &[Way::Raw],
    };
    let way = RwSignal::new(ways.first().copied().unwrap_or(Way::Raw));
    let body = Arc::new(body);
    view! {
        {(ways.len() > 1)
            .then(|| {
                view! {
                    <div class="switch body-ways" role="radiogroup" aria-label="How the body is shown">
                        {ways
                            .iter()
                            .map(|one| {
                                let one = *one;
                                view! {
                                    <button
                                        type="button"
                                        role="radio"
                                        aria-checked=move || (way.get() == one).to_string()
                                        on:click=move |_| way.set(one)
                                    >
                                        {one.label()}
                                    </button>
                                }
                            })
                            .collect_view()}
                    </div>
                }
            })}
        {move || shown(way.get(), look, &body)}
    }
}

fn shown(way: Way, look: BodyLook, body: &Body) -> AnyView {
    match (way, look) {
        (Way::Preview, BodyLook::Image(media)) => frame(&body::image_preview(media, &body.0)),
        (Way::Preview, _) => frame(&body::html_preview(&body.text())),
        (Way::Pretty, _) => match body::pretty_json(&body.0) {
            Some(pieces) => view! {
                <pre class="body-shown" tabindex="0" aria-label="Body">
                    {pieces
                        .into_iter()
                        .map(|piece| {
                            if piece.class.is_empty() {
                                piece.text.into_any()
                            } else {
                                view! { <span class=format!("json-{}", piece.class)>{piece.text}</span> }
                                    .into_any()
                            }
                        })
                        .collect_view()}
                </pre>
            }
            .into_any(),
            None => raw(body),
        },
        (Way::Raw, BodyLook::Binary | BodyLook::Image(_)) => view! {
            <pre class="body-shown" tabindex="0" aria-label="Body">
                {wire::hex(&body.0, 4096)}
            </pre>
        }
        .into_any(),
        (Way::Raw, _) => raw(body),
    }
}

fn raw(body: &Body) -> AnyView {
    let text = body.text();
    let mut end = text.len().min(SHOWN_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = text.len() - end;
    view! {
        <pre class="body-shown" tabindex="0" aria-label="Body">
            {text.get(..end).unwrap_or_default().to_owned()}
        </pre>
        {(rest > 0)
            .then(|| {
                view! {
                    <p class="body-rest">
                        {format!("{} more are not shown.", crate::ui::model::time::bytes(rest))}
                    </p>
                }
            })}
    }
    .into_any()
}

/// A frame in which nothing can run and from which nothing can be fetched.
fn frame(page: &str) -> AnyView {
    view! {
        <iframe class="preview" title="Preview of the response" sandbox="" srcdoc=page.to_owned()></iframe>
    }
    .into_any()
}
