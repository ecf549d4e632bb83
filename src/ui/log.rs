//! The log: what the processes wrote.

mod lines;

use super::parts::{CopyButton, Switch};
use super::stage::Stage;
use super::store::Store;
use crate::ui::model::journal::Strand;
use crate::ui::model::log::{Filter, Level, as_text, shown};
use crate::ui::model::time::counted;
use leptos::prelude::*;
use lines::Lines;
use std::sync::Arc;

const LEVELS: &[(Level, &str)] = &[
    (Level::Debug, "All"),
    (Level::Info, "Info"),
    (Level::Warn, "Warn"),
    (Level::Error, "Error"),
];

/// The lines up to the moment shown, filtered.
#[component]
pub fn LogPanel() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let level = RwSignal::new(Level::Debug);
    let text = RwSignal::new(String::new());
    let only_request = RwSignal::new(false);
    let request = Memo::new(move |_| match stage.strand.get() {
        Strand::Request(id) => Some(id),
        Strand::Elsewhere => None,
    });
    let lines = Memo::new(move |_| {
        let filter = Filter {
            level: level.get(),
            text: text.get(),
            request: only_request.get().then(|| request.get()).flatten(),
            upto: store.cursor.get(),
        };
        Arc::new(store.with_journal(|journal| shown(journal, &filter)))
    });
    let said = move || {
        let (some, all) = lines.with(|lines| (lines.seqs.len() as u64, lines.all as u64));
        if some == all {
            counted(all, "line")
        } else {
            format!("{some} of {}", counted(all, "line"))
        }
    };
    let copied = move || {
        let seqs = lines.with_untracked(|lines| lines.seqs.clone());
        store.peek_journal(|journal| as_text(journal, &seqs))
    };
    let nothing_at_all = Memo::new(move |_| lines.with(|lines| lines.all == 0));
    let nothing_left = Memo::new(move |_| lines.with(|lines| lines.seqs.is_empty()));
    let clear = move |_| {
        level.set(Level::Debug);
        text.set(String::new());
        only_request.set(false);
    };
    view! {
        <section class="log panel" aria-label="Log">
            <div class="panel-head">
                <input
                    class="field"
                    type="search"
                    aria-label="Lines that contain"
                    placeholder="Filter lines"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <Switch label="Lines at least this grave" choices=LEVELS chosen=level />
                <button
                    type="button"
                    class="button quiet small"
                    aria-pressed=move || only_request.get().to_string()
                    disabled=move || request.get().is_none()
                    on:click=move |_| only_request.update(|only| *only = !*only)
                >
                    {move || request.get().map_or("This request".to_owned(), |id| format!("Only #{}", id.0))}
                </button>
                <span class="panel-said figures" role="status">{said}</span>
                <CopyButton what="the lines shown" text=copied />
            </div>
            <Show when=move || nothing_at_all.get()>
                <div class="empty">
                    <h2>"Nothing has been logged yet"</h2>
                    <p>
                        "What your code writes with " <code>"console.log"</code>
                        " stands here, with the request it was written for. So do errors that nobody caught."
                    </p>
                </div>
            </Show>
            <Show when=move || nothing_left.get() && !nothing_at_all.get()>
                <div class="empty">
                    <h2>"No line passes the filter"</h2>
                    <p><button type="button" class="button small" on:click=clear>"Show all lines"</button></p>
                </div>
            </Show>
            <Lines lines />
        </section>
    }
}
