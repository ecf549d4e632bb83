//! The trace: what happened to one request, as a waterfall, a table or in
//! sentences, and any event of it opened.

mod detail;
mod payload;
mod picker;
mod sentences;
mod table;
mod waterfall;

use super::parts::Switch;
use super::stage::Stage;
use detail::Detail;
use leptos::prelude::*;
use picker::Picker;
pub use sentences::Sentences;
use table::EventTable;
use waterfall::WaterfallChart;

/// How the stream is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Waterfall,
    Table,
    Sentences,
}

const SHAPES: &[(Shape, &str)] = &[
    (Shape::Waterfall, "Waterfall"),
    (Shape::Table, "Table"),
    (Shape::Sentences, "Sentences"),
];

/// The trace of the request that is on stage.
#[component]
pub fn TracePanel() -> impl IntoView {
    let stage = Stage::get();
    let shape = RwSignal::new(Shape::Waterfall);
    let empty = Memo::new(move |_| stage.told.with(|told| told.is_empty()));
    let chart = move || match shape.get() {
        Shape::Waterfall => view! { <WaterfallChart /> }.into_any(),
        Shape::Table => view! { <EventTable /> }.into_any(),
        Shape::Sentences => view! { <Sentences /> }.into_any(),
    };
    view! {
        <section class="trace panel" aria-label="Trace">
            <Show when=move || !empty.get() fallback=Nothing>
                <div class="panel-head">
                    <Picker />
                    <Switch label="How the trace is shown" choices=SHAPES chosen=shape />
                </div>
                <div class="trace-body">{chart}</div>
                <Detail />
            </Show>
        </section>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>"Nothing has happened yet"</h2>
            <p>
                "Send a request. Everything that happens to it, in the client, on the network, in \
                 your code, in the cache and in the database, is drawn here over virtual time."
            </p>
            <p>
                <kbd>","</kbd>" and "<kbd>"."</kbd>
                " then step through its events, one at a time."
            </p>
        </div>
    }
}
