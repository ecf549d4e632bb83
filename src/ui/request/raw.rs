//! The request as bytes, typed by hand.

use crate::http::draft::compose;
use crate::session::protocol::RequestDraft;
use crate::ui::store::Store;
use leptos::prelude::*;

/// Turns the fields into the bytes they stand for, or goes back to the fields.
pub fn switch(store: Store) {
    let form = store.request.get_untracked();
    let raw = if form.raw.is_some() {
        None
    } else {
        let host = store.world.with_untracked(|world| world.host.clone());
        let bytes = match form.draft() {
            Ok(RequestDraft::Parts {
                method,
                url,
                headers,
                body,
            }) => compose(&method, &url, &headers, &body.0, &host).ok(),
            _ => None,
        };
        Some(bytes.map_or_else(
            || format!("GET / HTTP/1.1\nHost: {host}\n\n"),
            |composed| String::from_utf8_lossy(&composed.bytes).replace("\r\n", "\n"),
        ))
    };
    store.request.update(|form| form.raw = raw);
}

/// The request as bytes.
#[component]
pub fn RawForm() -> impl IntoView {
    let store = Store::get();
    let raw = Memo::new(move |_| {
        store
            .request
            .with(|form| form.raw.clone().unwrap_or_default())
    });
    view! {
        <div class="request-part">
            <textarea
                class="field code body-text"
                aria-label="The bytes to send"
                aria-describedby="raw-note"
                spellcheck="false"
                rows="8"
                prop:value=move || raw.get()
                on:input=move |event| {
                    let text = event_target_value(&event);
                    store.request.update(|form| form.raw = Some(text));
                }
            ></textarea>
            <p id="raw-note" class="body-type">
                "Sent byte for byte; lines end in CR LF. Leave something out and see what the server says."
            </p>
        </div>
    }
}
