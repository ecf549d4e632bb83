//! A table of names and values, with an empty line at its end to write in.

use crate::ui::icons::{Icon, icon};
use crate::ui::model::request::{Field, RequestForm};
use crate::ui::store::Store;
use leptos::prelude::*;

/// Header names worth offering.
const KNOWN_HEADERS: [&str; 14] = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "Cookie",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "User-Agent",
    "X-Request-Id",
];

/// A table of names and values.
#[component]
pub fn Fields(
    /// What one of them is called.
    kind: &'static str,
    /// The fields of the request.
    get: fn(&RequestForm) -> &Vec<Field>,
    /// The same, to change.
    get_mut: fn(&mut RequestForm) -> &mut Vec<Field>,
) -> impl IntoView {
    let store = Store::get();
    let count = Memo::new(move |_| store.request.with(|form| get(form).len()));
    let at = move |place: usize| {
        store
            .request
            .with(|form| get(form).get(place).cloned())
            .unwrap_or(Field {
                on: true,
                ..Field::default()
            })
    };
    let change = move |place: usize, change: &dyn Fn(&mut Field)| {
        store.request.update(|form| {
            let fields = get_mut(form);
            if place >= fields.len() {
                fields.push(Field {
                    on: true,
                    ..Field::default()
                });
            }
            if let Some(field) = fields.get_mut(place) {
                change(field);
            }
        });
    };
    let remove = move |place: usize| {
        store.request.update(|form| {
            let fields = get_mut(form);
            if place < fields.len() {
                fields.remove(place);
            }
        });
    };
    view! {
        <datalist id="known-headers">
            {KNOWN_HEADERS.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
        </datalist>
        <ul role="list" class="fields">
            <For each=move || 0..=count.get() key=|place| *place let:place>
                <li class="field-row">
                    <input
                        type="checkbox"
                        aria-label=format!("Send {kind} {}", place + 1)
                        prop:checked=move || at(place).on
                        disabled={move || place >= count.get()}
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            change(place, &|field| field.on = on);
                        }
                    />
                    <input
                        class="field code"
                        aria-label=format!("Name of {kind} {}", place + 1)
                        placeholder=if kind == "header" { "Name" } else { "name" }
                        list={(kind == "header").then_some("known-headers")}
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || at(place).name
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            change(place, &|field| field.name.clone_from(&text));
                        }
                    />
                    <input
                        class="field code"
                        aria-label=format!("Value of {kind} {}", place + 1)
                        placeholder=if kind == "header" { "Value" } else { "value" }
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || at(place).value
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            change(place, &|field| field.value.clone_from(&text));
                        }
                    />
                    <button
                        type="button"
                        class="button quiet small only-icon"
                        aria-label=format!("Remove {kind} {}", place + 1)
                        disabled={move || place >= count.get()}
                        on:click=move |_| remove(place)
                    >
                        {icon(Icon::Close)}
                    </button>
                </li>
            </For>
        </ul>
    }
}
