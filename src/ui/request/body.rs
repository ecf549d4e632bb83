//! The request's body, in the kind of text it is.

use super::fields::Fields;
use crate::ui::model::request::{BodyKind, RequestForm};
use crate::ui::model::time;
use crate::ui::store::Store;
use leptos::prelude::*;

/// The request's body.
#[component]
pub fn BodyForm() -> impl IntoView {
    let store = Store::get();
    let kind = Memo::new(move |_| store.request.with(|form| form.body_kind));
    let body = Memo::new(move |_| store.request.with(|form| form.body.clone()));
    let wrong = Memo::new(move |_| {
        store.request.with(|form| {
            form.json_error().map(|diagnostic| {
                let line = diagnostic.place.map_or(0, |place| place.line);
                format!("Line {line}: {}", diagnostic.message)
            })
        })
    });
    let size = move || {
        store
            .request
            .with(|form| time::bytes(form.body_text().len()))
    };
    view! {
        <div class="body-head">
            <div class="switch" role="radiogroup" aria-label="Kind of body">
                {BodyKind::ALL
                    .into_iter()
                    .map(|one| {
                        view! {
                            <button
                                type="button"
                                role="radio"
                                aria-checked=move || (kind.get() == one).to_string()
                                on:click=move |_| store.request.update(|form| form.set_body_kind(one))
                            >
                                {one.label()}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <span class="body-type">
                {move || match kind.get() {
                    BodyKind::None => String::new(),
                    kind => {
                        format!(
                            "{} · {}",
                            kind.content_type().unwrap_or("no Content-Type of its own"),
                            size(),
                        )
                    }
                }}
            </span>
            <span class="spring"></span>
            <Show when=move || kind.get() == BodyKind::Json>
                <button
                    type="button"
                    class="button quiet small"
                    disabled=move || wrong.with(Option::is_some)
                    on:click=move |_| store.request.update(RequestForm::tidy_json)
                >
                    "Format"
                </button>
            </Show>
        </div>
        {move || match kind.get() {
            BodyKind::None => {
                view! {
                    <p class="body-none">
                        "No body. Choose a kind to write one; POST, PUT and PATCH usually have one."
                    </p>
                }
                    .into_any()
            }
            BodyKind::Form => {
                view! {
                    <Fields kind="field" get=|form| &form.form get_mut=|form| &mut form.form />
                }
                    .into_any()
            }
            BodyKind::Json | BodyKind::Text | BodyKind::Raw => {
                view! {
                    <textarea
                        class="field code body-text"
                        aria-label="Body"
                        spellcheck="false"
                        rows="6"
                        aria-invalid=move || wrong.with(Option::is_some).to_string()
                        aria-describedby="body-wrong"
                        prop:value=move || body.get()
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            store.request.update(|form| form.body = text);
                        }
                    ></textarea>
                    <p id="body-wrong" class="body-wrong" data-system="fault">
                        {move || wrong.get()}
                    </p>
                }
                    .into_any()
            }
        }}
    }
}
