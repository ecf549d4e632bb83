//! What was typed into a console and what came of it, oldest first.

use crate::ui::store::ConsoleEntry;
use leptos::html::Div;
use leptos::prelude::*;

/// Entries on the page at once; the ones before stay in the history of the field.
const SHOWN: usize = 50;

/// Keeps the newest entry in sight.
#[component]
pub fn Transcript<V: IntoView + 'static>(
    /// What it is, for people who listen.
    label: &'static str,
    /// The entries.
    entries: RwSignal<Vec<ConsoleEntry>>,
    /// How to show one.
    entry: impl Fn(ConsoleEntry) -> V + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let list = NodeRef::<Div>::new();
    let shown = move || {
        entries.with(|entries| {
            let first = entries.len().saturating_sub(SHOWN);
            (first..entries.len()).collect::<Vec<_>>()
        })
    };
    // Moves the scroll position, which the browser owns, to the newest entry.
    Effect::new(move |_| {
        entries.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || list.set_scroll_top(list.scroll_height()));
        }
    });
    view! {
        <div
            class="transcript"
            node_ref=list
            role="log"
            aria-label=label
            tabindex="0"
            hidden=move || entries.with(Vec::is_empty)
        >
            <For each=shown key=|at| *at let(at)>
                <div class="entry">
                    {
                        let this = Memo::new(move |_| entries.with(|entries| entries.get(at).cloned()));
                        move || this.get().map(entry)
                    }
                </div>
            </For>
        </div>
    }
}
