//! The timeline: everything since the start, and the moment looked at.

mod branches;
mod line;
mod wait;

use super::diagram::Sign;
use super::stage::Stage;
use super::store::Store;
use crate::ui::model::facts::title;
use crate::ui::model::time::{count, counted, moment};
use crate::ui::model::timeline::step_command;
use branches::Branches;
use leptos::prelude::*;
use line::Line;
use wait::Wait;

const FIRST: &str = "M3 3h1.5v10H3zM13.5 3v10L9 8zM9 3v10L4.5 8z";
const BACK: &str = "M11.5 3v10L4.5 8z";
const FORTH: &str = "M4.5 3v10l7-5z";
const LAST: &str = "M11.5 3H13v10h-1.5zM2.5 3v10L7 8zM7 3v10l4.5-5z";

/// The strip under the world's panels.
#[component]
pub fn Timeline() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let past = Memo::new(move |_| store.cursor.get().is_some());
    let nothing = Memo::new(move |_| store.with_journal(|journal| journal.told().is_empty()));
    let step_command = move |by| {
        let to =
            store.peek_journal(|journal| step_command(journal, store.cursor.get_untracked(), by));
        match to {
            Some(seq) => stage.go_to(seq),
            None => stage.now(),
        }
    };
    let at_end = move || nothing.get() || !past.get();
    view! {
        <section class="timeline" class:in-past=move || past.get() aria-label="Timeline">
            <div class="timeline-row">
                <div class="timeline-steps" role="group" aria-label="Step through time">
                    <Step label="The command before" strokes=FIRST off=nothing press=move || step_command(-1) />
                    <Step label="The event before ( , )" strokes=BACK off=nothing press=move || stage.step_all(-1) />
                    <Step label="The event after ( . )" strokes=FORTH off=Memo::new(move |_| at_end()) press=move || stage.step_all(1) />
                    <Step label="The command after" strokes=LAST off=Memo::new(move |_| at_end()) press=move || step_command(1) />
                </div>
                <Line />
            </div>
            <div class="timeline-row said">
                <p class="timeline-said figures" role="status">{move || said(store)}</p>
                <div class="timeline-actions">
                    <Branches />
                    <Show when=move || past.get() fallback=Wait>
                        <button type="button" class="button small" on:click=move |_| stage.now()>
                            "Back to now"
                        </button>
                        <button
                            type="button"
                            class="button small primary"
                            disabled=move || !store.ready()
                            on:click=move |_| store.continue_from_here()
                        >
                            "Continue from here"
                        </button>
                    </Show>
                </div>
            </div>
        </section>
    }
}

fn said(store: Store) -> String {
    store.with_journal(|journal| {
        let total = journal.len() as u64;
        match store.cursor.get() {
            Some(seq) => {
                let what = journal.event(seq).map_or("", |event| title(&event.what));
                format!(
                    "You are looking at the past: event {} of {}, {}. {what}.",
                    count(seq),
                    count(journal.next_seq().saturating_sub(1)),
                    moment(journal.at_us(Some(seq)))
                )
            }
            None if total == 0 => "Nothing has happened yet.".to_owned(),
            None => format!(
                "Now, at {} of virtual time. {} so far.",
                moment(journal.at_us(None)),
                counted(total, "event")
            ),
        }
    })
}

#[component]
fn Step(
    label: &'static str,
    strokes: &'static str,
    off: Memo<bool>,
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet small only-icon"
            aria-label=label
            title=label
            disabled=move || off.get()
            on:click=move |_| press()
        >
            <Sign strokes=Signal::stored(strokes) />
        </button>
    }
}
