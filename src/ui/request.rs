//! The client: the bar that a request is written in.

mod body;
mod curl;
mod fields;
mod raw;

use super::icons::{Icon, icon};
use super::menu::{Menu, MenuItem};
use super::model::request::{BodyKind, METHODS};
use super::store::{EngineState, Store};
use body::BodyForm;
use curl::CurlDialog;
use fields::Fields;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use raw::RawForm;

/// After how long a command can be stopped by hand, in milliseconds.
const LASTING_MS: u32 = 600;
/// How long Stop has to be there before it counts: a press that was meant for
/// Send, or the second half of a double click, stops nothing.
const ARMED_MS: u32 = 400;

/// A part of the request that can be opened below the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Headers,
    Body,
}

/// The bar that a request is written in.
#[component]
pub fn RequestBar() -> impl IntoView {
    let store = Store::get();
    let part = RwSignal::new(None::<Part>);
    let pasting = RwSignal::new(false);
    let raw = Memo::new(move |_| store.request.with(|form| form.raw.is_some()));
    view! {
        <form
            class="request"
            aria-label="Request"
            on:submit=move |event| {
                event.prevent_default();
                store.send_request();
            }
        >
            <div class="request-line">
                <Show when=move || !raw.get() fallback=move || view! { <RawTitle /> }>
                    <Method />
                    <Url />
                </Show>
                <SendButton />
            </div>
            <div class="request-parts">
                <Show when=move || !raw.get()>
                    <PartButton part=part which=Part::Headers />
                    <PartButton part=part which=Part::Body />
                </Show>
                <button
                    type="button"
                    class="button quiet small"
                    aria-pressed=move || raw.get().to_string()
                    on:click=move |_| raw::switch(store)
                >
                    {move || if raw.get() { "Back to fields" } else { "Raw HTTP" }}
                </button>
                <span class="spring"></span>
                <HistoryMenu />
                <CurlMenu pasting=pasting />
            </div>
            <Show when=move || raw.get()>
                <RawForm />
            </Show>
            <Show when=move || !raw.get() && part.get() == Some(Part::Headers)>
                <div class="request-part" id="request-headers">
                    <Fields
                        kind="header"
                        get=|form| &form.headers
                        get_mut=|form| &mut form.headers
                    />
                </div>
            </Show>
            <Show when=move || !raw.get() && part.get() == Some(Part::Body)>
                <div class="request-part" id="request-body">
                    <BodyForm />
                </div>
            </Show>
        </form>
        <Show when=move || pasting.get()>
            <CurlDialog open=pasting />
        </Show>
    }
}

#[component]
fn RawTitle() -> impl IntoView {
    view! { <span class="raw-title">"The bytes to send, as typed"</span> }
}

#[component]
fn Method() -> impl IntoView {
    let store = Store::get();
    let method = Memo::new(move |_| store.request.with(|form| form.method.clone()));
    let custom = RwSignal::new(false);
    let other = move || custom.get() || method.with(|method| !METHODS.contains(&method.as_str()));
    let set = move |text: String| store.request.update(|form| form.method = text);
    view! {
        <Show
            when=other
            fallback=move || {
                view! {
                    <select
                        class="field code method"
                        aria-label="Method"
                        prop:value=move || method.get()
                        on:change=move |event| {
                            let value = event_target_value(&event);
                            if value.is_empty() { custom.set(true) } else { set(value) }
                        }
                    >
                        {METHODS
                            .into_iter()
                            .map(|name| {
                                view! {
                                    <option value=name selected=move || method.get() == name>
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()}
                        <option value="">"Other…"</option>
                    </select>
                }
            }
        >
            <input
                class="field code method"
                aria-label="Method"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || method.get()
                on:input=move |event| set(event_target_value(&event))
                on:blur=move |_| custom.set(false)
            />
        </Show>
    }
}

#[component]
fn Url() -> impl IntoView {
    let store = Store::get();
    let url = Memo::new(move |_| store.request.with(|form| form.url.clone()));
    view! {
        <input
            id="request-url"
            class="field code url"
            aria-label="URL or path"
            placeholder="/books?page=1"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            prop:value=move || url.get()
            on:input=move |event| {
                let text = event_target_value(&event);
                // A whole curl command pasted here is meant as one.
                if !curl::taken(store, &text) {
                    store.request.update(|form| form.url = text);
                }
            }
        />
    }
}

#[component]
fn SendButton() -> impl IntoView {
    let store = Store::get();
    // Most requests take a few milliseconds: only what lasts can be stopped,
    // so that the button does not flicker.
    let lasting = RwSignal::new(false);
    let armed = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let busy = store.engine.with(|engine| *engine == EngineState::Busy);
        timer.set_value(Some(Timeout::new(
            if busy { LASTING_MS } else { 0 },
            move || lasting.set(busy && store.can_stop()),
        )));
    });
    let arming = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        armed.set(false);
        arming.set_value(
            lasting
                .get()
                .then(|| Timeout::new(ARMED_MS, move || armed.set(true))),
        );
    });
    view! {
        <Show
            when=move || lasting.get()
            fallback=move || {
                view! {
                    <button
                        type="submit"
                        class="button primary send"
                        title="Send the request (Ctrl or Cmd and Enter)"
                        disabled=move || !store.ready()
                    >
                        <span>"Send"</span>
                        {icon(Icon::Send)}
                    </button>
                }
            }
        >
            <button
                type="button"
                class="button send"
                title="End what is running; the session stands as before it"
                on:click=move |_| {
                    if armed.get_untracked() {
                        store.stop();
                    }
                }
            >
                <span>"Stop"</span>
                {icon(Icon::Close)}
            </button>
        </Show>
    }
}

#[component]
fn PartButton(part: RwSignal<Option<Part>>, which: Part) -> impl IntoView {
    let store = Store::get();
    let open = move || part.get() == Some(which);
    let words = move || {
        store.request.with(|form| match which {
            Part::Headers => {
                let on = form
                    .headers
                    .iter()
                    .filter(|field| field.on && !field.name.is_empty());
                match on.count() {
                    0 => "Headers".to_owned(),
                    n => format!("Headers · {n}"),
                }
            }
            Part::Body => match form.body_kind {
                BodyKind::None => "Body".to_owned(),
                kind => format!("Body · {}", kind.label()),
            },
        })
    };
    let controls = match which {
        Part::Headers => "request-headers",
        Part::Body => "request-body",
    };
    view! {
        <button
            type="button"
            class="button quiet small"
            aria-expanded=move || open().to_string()
            aria-controls=controls
            on:click=move |_| part.set(if open() { None } else { Some(which) })
        >
            {words}
        </button>
    }
}

#[component]
fn HistoryMenu() -> impl IntoView {
    let store = Store::get();
    let items = move |()| {
        let history = store.history.get_untracked();
        if history.is_empty() {
            let mut none = MenuItem::new("Requests you send are kept here", || ());
            none.enabled = false;
            return vec![none];
        }
        history
            .into_iter()
            .take(15)
            .map(|form| {
                let line: String = form.line().chars().take(60).collect();
                MenuItem::new(line, move || store.load_request(form.clone()))
            })
            .collect()
    };
    view! {
        <Menu label="History of requests" class="button quiet small" right=true items=items>
            {icon(Icon::History)}
            <span>"History"</span>
        </Menu>
    }
}

#[component]
fn CurlMenu(pasting: RwSignal<bool>) -> impl IntoView {
    let store = Store::get();
    let items = move |()| {
        vec![
            MenuItem::new("Copy as a curl command", move || curl::copy(store)),
            MenuItem::new("Read a curl command…", move || pasting.set(true)),
        ]
    };
    view! {
        <Menu label="curl" class="button quiet small" right=true items=items>
            <span>"curl"</span>
            {icon(Icon::Down)}
        </Menu>
    }
}
