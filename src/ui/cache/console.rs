//! The cache's console, as redis-cli has it.

use crate::session::protocol::{Command, Outcome};
use crate::ui::model::console::recall;
use crate::ui::parts::Transcript;
use crate::ui::store::{ConsoleEntry, Store};
use leptos::prelude::*;
use std::sync::Arc;

/// One line to type a command in, with the replies to the ones before above it.
#[component]
pub fn CacheConsole() -> impl IntoView {
    let store = Store::get();
    let line = RwSignal::new(String::new());
    let recalled = RwSignal::new(None::<usize>);
    let run = move || {
        let typed = line.get_untracked();
        if typed.trim().is_empty() || !untrack(|| store.ready()) {
            return;
        }
        line.set(String::new());
        recalled.set(None);
        let command = Command::RunCache {
            line: typed.clone(),
        };
        store.run_in_console(store.cache_console, typed, command);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                event.stop_propagation();
                run();
                return;
            }
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        let texts: Vec<String> = store
            .cache_console
            .with_untracked(|entries| entries.iter().map(|entry| entry.text.clone()).collect());
        let to = recall(&texts, recalled.get_untracked(), by);
        recalled.set(to);
        line.set(to.and_then(|at| texts.get(at)).cloned().unwrap_or_default());
    };
    let entry = |entry: ConsoleEntry| {
        let came = entry.outcome.as_ref().map(came);
        view! {
            <pre class="asked">{entry.text}</pre>
            {came}
        }
    };
    view! {
        <div class="console cache-console" data-system="cache">
            <Transcript label="What ran in the cache's console" entries=store.cache_console entry />
            <div class="console-input">
                <span class="prompt" aria-hidden="true">"›"</span>
                <input
                    class="field code"
                    type="text"
                    aria-label="Cache command to run"
                    placeholder="GET key"
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    prop:value=move || line.get()
                    on:input=move |event| { recalled.set(None); line.set(event_target_value(&event)); }
                    on:keydown=on_key
                />
                <button
                    type="button"
                    class="button"
                    title="Run the command (Enter)"
                    disabled=move || line.with(|line| line.trim().is_empty()) || !store.ready()
                    on:click=move |_| run()
                >
                    "Run"
                </button>
            </div>
        </div>
    }
}

fn came(outcome: &Arc<Outcome>) -> impl IntoView + use<> {
    match &**outcome {
        Outcome::Cache { printed, reply } => {
            let failed = matches!(reply, crate::session::protocol::Reply::Error(_));
            let printed = printed.clone();
            view! { <pre class="reply" class:failed=failed>{printed}</pre> }.into_any()
        }
        Outcome::Refused { diagnostic } => {
            let (message, next) = (diagnostic.message.clone(), diagnostic.next_step.clone());
            view! { <p class="refused">{message}" "{next}</p> }.into_any()
        }
        _ => ().into_any(),
    }
}
