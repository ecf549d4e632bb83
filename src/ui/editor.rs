//! The editor. CodeMirror takes over when it has arrived; until then, and if
//! it never does, a plain field does the work.

mod past;

use super::model::request::short_error;
use super::store::Store;
use crate::platform::script;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use past::{PastFile, past_text};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An editor of `public/js/editor/editor.js`.
    #[derive(Clone)]
    type Handle;

    #[wasm_bindgen(js_namespace = backlotEditor)]
    fn create(parent: &web_sys::HtmlElement, hears: &js_sys::Object) -> Handle;
    #[wasm_bindgen(method)]
    fn open(this: &Handle, name: &str, text: &str);
    #[wasm_bindgen(method)]
    fn replace(this: &Handle, text: &str);
    #[wasm_bindgen(method)]
    fn forget(this: &Handle);
    #[wasm_bindgen(method)]
    fn mark(this: &Handle, json: &str);
    #[wasm_bindgen(method)]
    fn reveal(this: &Handle, line: u32, column: u32);
    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

#[derive(Serialize)]
struct Mark<'a> {
    line: u32,
    column: u32,
    message: &'a str,
}

/// The editor of the open file.
#[component]
pub fn Editor() -> impl IntoView {
    let store = Store::get();
    let host = NodeRef::<html::Div>::new();
    let handle = RwSignal::new_local(None::<Handle>);
    let missing = RwSignal::new(false);
    spawn_local(async move {
        if script::load("editor.js").await.is_err() {
            missing.set(true);
            return;
        }
        if let Some(host) = host.get_untracked() {
            handle.set(Some(create(&host, &hears(store))));
        }
    });
    on_cleanup(move || {
        if let Some(handle) = handle.try_get_untracked().flatten() {
            handle.destroy();
        }
    });
    follow(store, handle);

    let text = move || {
        let open = store.open_file.get()?;
        store.files.with(|files| files.get(&open).cloned())
    };
    let past = past_text(store);
    let is_past = move || past.with(Option::is_some);
    view! {
        <div class="editor" id="editor" role="tabpanel" aria-label="Editor">
            {move || past.get().map(|past| view! { <PastFile past /> })}
            <div
                node_ref=host
                class="editor-host"
                hidden=move || handle.with(Option::is_none) || is_past()
            ></div>
            <Show when=move || handle.with(Option::is_none) && !is_past()>
                <textarea
                    class="editor-plain"
                    spellcheck="false"
                    aria-label=move || format!("Text of {}", store.open_file.get().unwrap_or_default())
                    prop:value=move || text().unwrap_or_default()
                    on:input=move |event| {
                        if let Some(open) = store.open_file.get_untracked() {
                            store.edit_file(&open, event_target_value(&event));
                        }
                    }
                ></textarea>
            </Show>
            <Show when=move || store.open_file.with(Option::is_none)>
                <p class="editor-empty">
                    "This project has no files. Add one with + above: "
                    <code>"server.js"</code> " is where the server starts."
                </p>
            </Show>
        </div>
        <p class="editor-foot">
            <span>
                {move || {
                    if missing.get() {
                        "The editor could not be loaded; this plain field saves all the same."
                    } else {
                        "Tab indents. Esc, then Tab, leaves the editor."
                    }
                }}
            </span>
            <span class="spring"></span>
            <span>{move || state(store)}</span>
        </p>
    }
}

/// What stands at the right of the editor's foot.
fn state(store: Store) -> String {
    let wrong = store.open_file.get().and_then(|open| {
        store.diagnostics.with(|all| {
            all.get(&open)
                .and_then(|list| list.first())
                .map(short_error)
        })
    });
    wrong.unwrap_or_else(
        || match store.unsaved.with(std::collections::BTreeSet::len) {
            0 => "Running as shown".to_owned(),
            1 => "1 changed file runs at the next Send".to_owned(),
            n => format!("{n} changed files run at the next Send"),
        },
    )
}

/// What the editor is given to tell the page.
fn hears(store: Store) -> js_sys::Object {
    let changed = Closure::<dyn Fn(String, String)>::new(move |path: String, text: String| {
        store.edit_file(&path, text);
    });
    let run = Closure::<dyn Fn()>::new(move || store.send_request());
    let hears = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&hears, &"changed".into(), &changed.into_js_value());
    let _ = js_sys::Reflect::set(&hears, &"run".into(), &run.into_js_value());
    hears
}

/// Keeps the editor with what the store says: the open file, its text when
/// someone else changes it, what is wrong with it, and where to go.
fn follow(store: Store, handle: RwSignal<Option<Handle>, LocalStorage>) {
    let generation = Memo::new(move |_| store.trace.get().generation);
    let shown = StoredValue::new(None::<(u32, String)>);
    Effect::new(move |_| {
        let generation = generation.get();
        let Some(handle) = handle.get() else { return };
        let Some(open) = store.open_file.get() else {
            return;
        };
        let Some(text) = store.files.with(|files| files.get(&open).cloned()) else {
            return;
        };
        let now = (generation, open);
        let before = shown.get_value();
        if before.as_ref() == Some(&now) {
            handle.replace(&text);
            return;
        }
        if before.is_some_and(|(before, _)| before != generation) {
            handle.forget();
        }
        handle.open(&now.1, &text);
        shown.set_value(Some(now));
    });
    Effect::new(move |_| {
        let Some(handle) = handle.get() else { return };
        let Some(open) = store.open_file.get() else {
            return;
        };
        let json = store.diagnostics.with(|all| {
            let marks: Vec<Mark> = all
                .get(&open)
                .into_iter()
                .flatten()
                .filter_map(|diagnostic| {
                    let place = diagnostic.place.as_ref()?;
                    Some(Mark {
                        line: place.line,
                        column: place.column,
                        message: &diagnostic.message,
                    })
                })
                .collect();
            serde_json::to_string(&marks)
        });
        if let Ok(json) = json {
            handle.mark(&json);
        }
    });
    Effect::new(move |before: Option<u32>| {
        let jump = store.jump.get();
        if let Some(handle) = handle.get()
            && before.unwrap_or(0) != jump.count
        {
            handle.reveal(jump.line, jump.column);
        }
        jump.count
    });
}
