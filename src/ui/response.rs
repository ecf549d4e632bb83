//! The client: what came back.

mod body;
mod head;

use super::diagnostic::DiagnosticCard;
use super::icons::{Icon, icon};
use super::model::journal::{Journal, Strand};
use super::model::{self, time};
use super::store::{EngineState, Store};
use crate::base::{Body, Diagnostic, What};
use crate::platform::clipboard;
use crate::platform::focus::{self, Move};
use crate::session::protocol::Answer;
use body::BodyView;
use head::{Answers, StatusLine};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// A part of the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Body,
    Headers,
    Sent,
    Received,
}

const PARTS: [(Part, &str); 4] = [
    (Part::Body, "Body"),
    (Part::Headers, "Headers"),
    (Part::Sent, "Exact request"),
    (Part::Received, "Exact response"),
];

/// What came back.
#[component]
pub fn ResponseView() -> impl IntoView {
    let store = Store::get();
    let answer = Memo::new(move |_| store.answer().map(Shared));
    let part = RwSignal::new(Part::Body);
    let trouble = move || {
        store
            .trouble
            .get()
            .or_else(|| match store.engine.get() {
                EngineState::Failed(why) => Some(why),
                _ => None,
            })
            .map(|diagnostic| view! { <DiagnosticCard diagnostic=diagnostic /> })
    };
    view! {
        <div class="response" role="group" aria-label="Response">
            {trouble}
            {move || match answer.get() {
                None => view! { <Empty /> }.into_any(),
                Some(Shared(answer)) => {
                    view! {
                        <StatusLine answer=&answer />
                        <Parts part=part answer=answer />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// Answers are never changed: two are the same when they are one.
#[derive(Clone)]
struct Shared(Arc<Answer>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn Empty() -> impl IntoView {
    let store = Store::get();
    let words = move || {
        store.engine.with(|engine| match engine {
            EngineState::Booting { stage, share } => {
                format!("{stage} · {:.0} %", share * 100.0)
            }
            EngineState::Busy => "Running…".to_owned(),
            EngineState::Ready | EngineState::Failed(_) => {
                "Press Send. The response comes here, and every step on the way to it appears in the trace."
                    .to_owned()
            }
        })
    };
    view! { <p class="response-empty figures">{words}</p> }
}

#[component]
fn Parts(part: RwSignal<Part>, answer: Arc<Answer>) -> impl IntoView {
    let strip = NodeRef::<html::Div>::new();
    let headers = answer
        .response
        .as_ref()
        .map_or(0, |response| response.headers.len());
    let answered = answer.response.is_some();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowRight" => Move::Next,
            "ArrowLeft" => Move::Back,
            _ => return,
        };
        event.prevent_default();
        if let Some(strip) = strip.get_untracked() {
            focus::shift(&strip, "[role=tab]", to);
        }
    };
    let faults = faults(&answer);
    view! {
        {faults}
        <div class="response-strip">
        <div
            node_ref=strip
            class="tabs response-tabs"
            role="tablist"
            aria-label="Parts of the response"
            on:keydown=on_key
        >
            {PARTS
                .into_iter()
                .map(|(one, name)| {
                    view! {
                        <button
                            type="button"
                            role="tab"
                            aria-selected=move || (part.get() == one).to_string()
                            tabindex=move || if part.get() == one { "0" } else { "-1" }
                            aria-controls="response-part"
                            on:click=move |_| part.set(one)
                            on:focus=move |_| part.set(one)
                        >
                            {name}
                            {(one == Part::Headers && answered)
                                .then(|| view! { <span class="count">{headers}</span> })}
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <span class="spring"></span>
        <Answers />
        </div>
        <div class="response-part" id="response-part" role="tabpanel" aria-label="Response">
            {move || shown(part.get(), &answer)}
        </div>
    }
}

/// What went wrong in the code that answered, as the trace has it.
fn faults(answer: &Answer) -> Option<AnyView> {
    // An answer's events are all there when it comes, and never change.
    let journal = |read: &dyn Fn(&Journal) -> Vec<Diagnostic>| {
        untrack(|| Store::get().with_journal(|journal| read(journal)))
    };
    let found = journal(&|journal| {
        let events = journal.strand(Strand::Request(answer.request));
        let mut found = Vec::new();
        for event in events {
            if let What::HandlerFailed { diagnostic } = &event.what
                && !found.contains(diagnostic)
            {
                found.push(diagnostic.clone());
            }
        }
        found
    });
    (!found.is_empty()).then(|| {
        found
            .into_iter()
            .map(|diagnostic| view! { <DiagnosticCard diagnostic=diagnostic /> })
            .collect_view()
            .into_any()
    })
}

fn shown(part: Part, answer: &Arc<Answer>) -> AnyView {
    match (part, &answer.response) {
        (Part::Sent, _) => {
            view! { <Exact bytes=answer.request_bytes.text().into_owned() /> }.into_any()
        }
        (_, None) => match &answer.diagnostic {
            Some(diagnostic) => {
                view! { <DiagnosticCard diagnostic=diagnostic.clone() /> }.into_any()
            }
            None => view! { <p class="response-empty">"Nothing came back."</p> }.into_any(),
        },
        (Part::Body, Some(response)) => {
            let look = model::body::look(response);
            let diagnostic = answer
                .diagnostic
                .clone()
                .map(|diagnostic| view! { <DiagnosticCard diagnostic=diagnostic /> });
            if response.body.is_empty() {
                view! { {diagnostic} <p class="response-empty">"The body is empty."</p> }.into_any()
            } else {
                view! { {diagnostic} <BodyView body=response.body.clone() look=look /> }.into_any()
            }
        }
        (Part::Headers, Some(response)) => view! {
            <table class="headers">
                <thead class="unseen">
                    <tr>
                        <th>"Name"</th>
                        <th>"Value"</th>
                    </tr>
                </thead>
                <tbody>
                    {response
                        .headers
                        .iter()
                        .map(|(name, value)| {
                            view! {
                                <tr>
                                    <th scope="row">{name.clone()}</th>
                                    <td>{value.clone()}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        }
        .into_any(),
        (Part::Received, Some(_)) => {
            let bytes = Body(model::answer::received(answer));
            view! { <Exact bytes=bytes.text().into_owned() /> }.into_any()
        }
    }
}

/// The very bytes that went over the wire, with the ends of lines shown.
#[component]
fn Exact(bytes: String) -> impl IntoView {
    let store = Store::get();
    let (head, body) = match bytes.split_once("\r\n\r\n") {
        Some((head, body)) => (head.to_owned(), Some(body.to_owned())),
        None => (bytes.clone(), None),
    };
    let size = time::bytes(bytes.len());
    let copied = bytes.clone();
    view! {
        <div class="exact">
            <p class="exact-head">
                <span class="figures">{size}</span>
                <span class="spring"></span>
                <button
                    type="button"
                    class="button quiet small"
                    on:click=move |_| {
                        let text = copied.clone();
                        spawn_local(async move {
                            if clipboard::copy(&text).await {
                                store.notify("Copied.", None);
                            }
                        });
                    }
                >
                    {icon(Icon::Copy)}
                    "Copy"
                </button>
            </p>
            <pre tabindex="0" aria-label="Exact bytes">
                {head
                    .split("\r\n")
                    .map(|line| {
                        view! {
                            <span class="wire-line">{line.to_owned()}</span>
                            "\n"
                        }
                    })
                    .collect_view()}
                {body.map(|body| view! { <span class="wire-line"></span> {format!("\n{body}")} })}
            </pre>
        </div>
    }
}

/// The same words as the beginning of a sentence.
fn capitalised(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}
