//! The SQL console.

use super::engine::EngineChoice;
use super::results::{Failure, Rows};
use crate::session::protocol::{Command, Outcome};
use crate::ui::model::console::{caret, recall};
use crate::ui::parts::Transcript;
use crate::ui::store::{ConsoleEntry, Store};
use leptos::html::Textarea;
use leptos::prelude::*;
use std::sync::Arc;

/// A field for statements, with what came of the ones before above it.
#[component]
pub fn SqlConsole() -> impl IntoView {
    let store = Store::get();
    let text = RwSignal::new(String::new());
    let recalled = RwSignal::new(None::<usize>);
    let field = NodeRef::<Textarea>::new();
    let lines = move || {
        text.with(|text| text.lines().count().clamp(2, 10))
            .to_string()
    };
    let run = move || {
        let typed = text.get_untracked();
        if typed.trim().is_empty() || !untrack(|| store.ready()) {
            return;
        }
        text.set(String::new());
        recalled.set(None);
        let command = Command::RunSql {
            text: typed.clone(),
            engine: store.sql_engine.get_untracked(),
        };
        store.run_in_console(store.sql_console, typed, command);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let key = event.key();
        if key == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            // The page's own shortcut sends the request; here it runs the SQL.
            event.stop_propagation();
            run();
            return;
        }
        let by = match key.as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        // Arrows move in the text; at its edge, or with Alt, through what ran.
        let Some(field) = field.get_untracked() else {
            return;
        };
        let at = field.selection_start().ok().flatten().unwrap_or(0) as usize;
        let value = field.value();
        let utf16: Vec<u16> = value.encode_utf16().collect();
        let newline = u16::from(b'\n');
        let inside = if by < 0 {
            utf16.iter().take(at).any(|unit| *unit == newline)
        } else {
            utf16.iter().skip(at).any(|unit| *unit == newline)
        };
        if inside && !event.alt_key() {
            return;
        }
        let texts = store.sql_console.with_untracked(|entries| texts(entries));
        let to = recall(&texts, recalled.get_untracked(), by);
        if to == recalled.get_untracked() {
            return;
        }
        event.prevent_default();
        recalled.set(to);
        text.set(to.and_then(|at| texts.get(at)).cloned().unwrap_or_default());
    };
    let entry = move |entry: ConsoleEntry| {
        let outcome = entry.outcome.clone();
        let by = entry
            .by_gluesql
            .then(|| view! { <span class="answered-by">"GlueSQL"</span> });
        view! {
            <pre class="asked">{by}{entry.text.clone()}</pre>
            {outcome.map(|outcome| came(&outcome, &entry.text))}
        }
    };
    view! {
        <div class="console sql-console" data-system="sql">
            <Transcript label="What ran in the SQL console" entries=store.sql_console entry />
            <EngineChoice />
            <div class="console-input">
                <textarea
                    class="field code"
                    node_ref=field
                    aria-label="SQL to run"
                    aria-keyshortcuts="Control+Enter"
                    placeholder="SELECT …"
                    spellcheck="false"
                    autocapitalize="off"
                    rows=lines
                    prop:value=move || text.get()
                    on:input=move |event| { recalled.set(None); text.set(event_target_value(&event)); }
                    on:keydown=on_key
                ></textarea>
                <button
                    type="button"
                    class="button"
                    title="Run the SQL (Ctrl or Cmd + Enter)"
                    disabled=move || text.with(|text| text.trim().is_empty()) || !store.ready()
                    on:click=move |_| run()
                >
                    "Run"
                </button>
            </div>
        </div>
    }
}

fn texts(entries: &[ConsoleEntry]) -> Vec<String> {
    entries.iter().map(|entry| entry.text.clone()).collect()
}

fn came(outcome: &Arc<Outcome>, text: &str) -> impl IntoView + use<> {
    match &**outcome {
        Outcome::Sql { results, error } => {
            let results = results
                .iter()
                .map(|rows| view! { <Rows rows=rows.clone() /> })
                .collect_view();
            let failure = error.clone().map(|error| {
                let place = error.position.and_then(|position| caret(text, position));
                view! { <Failure error place /> }
            });
            view! {
                {results}
                {failure}
            }
            .into_any()
        }
        Outcome::Refused { diagnostic } => {
            let (message, next) = (diagnostic.message.clone(), diagnostic.next_step.clone());
            view! { <p class="refused">{message}" "{next}</p> }.into_any()
        }
        _ => ().into_any(),
    }
}
