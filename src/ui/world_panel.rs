//! The right column: the world, one panel at a time.

use super::cache::CachePanel;
use super::database::DatabasePanel;
use super::diagram::DiagramPanel;
use super::log::LogPanel;
use super::parts::SystemIcon;
use super::store::{Panel, Store};
use super::timeline::Timeline;
use super::trace::TracePanel;
use crate::base::System;
use crate::platform::focus::{self, Move};
use leptos::html;
use leptos::prelude::*;

const PANELS: [(Panel, &str, Option<System>); 5] = [
    (Panel::Trace, "Trace", None),
    (Panel::Diagram, "Diagram", None),
    (Panel::Database, "Database", Some(System::Sql)),
    (Panel::Cache, "Cache", Some(System::Cache)),
    (Panel::Log, "Log", Some(System::Log)),
];

/// The right column.
#[component]
pub fn WorldPanel() -> impl IntoView {
    let store = Store::get();
    let strip = NodeRef::<html::Div>::new();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowRight" => Move::Next,
            "ArrowLeft" => Move::Back,
            "Home" => Move::First,
            "End" => Move::Last,
            _ => return,
        };
        event.prevent_default();
        let place = strip
            .get_untracked()
            .and_then(|strip| focus::shift(&strip, "[role=tab]", to));
        if let Some((panel, ..)) = place.and_then(|place| PANELS.get(place)) {
            store.panel.set(*panel);
        }
    };
    view! {
        <section class="sheet world" id="world" aria-label="The world">
            <div
                node_ref=strip
                class="tabs"
                role="tablist"
                aria-label="Panels of the world"
                on:keydown=on_key
            >
                {PANELS
                    .into_iter()
                    .map(|(panel, name, system)| {
                        let chosen = move || store.panel.get() == panel;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                id=tab_id(panel)
                                aria-controls="world-panel"
                                aria-selected=move || chosen().to_string()
                                tabindex=move || if chosen() { "0" } else { "-1" }
                                data-system=system.map(super::model::facts::system_key)
                                on:click=move |_| store.panel.set(panel)
                            >
                                {system.map(|system| view! { <SystemIcon system=system /> })}
                                {name}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div
                class="world-body"
                id="world-panel"
                role="tabpanel"
                aria-labelledby=move || tab_id(store.panel.get())
            >
                {move || shown(store.panel.get())}
            </div>
            <Timeline />
        </section>
    }
}

const fn tab_id(panel: Panel) -> &'static str {
    match panel {
        Panel::Trace => "tab-trace",
        Panel::Diagram => "tab-diagram",
        Panel::Database => "tab-database",
        Panel::Cache => "tab-cache",
        Panel::Log => "tab-log",
    }
}

fn shown(panel: Panel) -> AnyView {
    match panel {
        Panel::Trace => view! { <TracePanel /> }.into_any(),
        Panel::Diagram => view! { <DiagramPanel /> }.into_any(),
        Panel::Database => view! { <DatabasePanel /> }.into_any(),
        Panel::Cache => view! { <CachePanel /> }.into_any(),
        Panel::Log => view! { <LogPanel /> }.into_any(),
    }
}
