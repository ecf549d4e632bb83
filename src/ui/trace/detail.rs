//! The event on stage, opened.

use super::payload::Payload;
use crate::base::trace::explain::{Reference, explain};
use crate::base::{Event, System};
use crate::ui::model::facts::{failed, system_key, title};
use crate::ui::model::time::{duration, moment};
use crate::ui::parts::SystemName;
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::prelude::*;

/// What happened, why, by which rule, and the bytes or rows of it.
#[component]
pub fn Detail() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let shown = Memo::new(move |_| {
        let seq = stage.current.get()?;
        store.with_journal(|journal| {
            let event = journal.event(seq)?;
            Some((event.clone(), journal.system_of(event)))
        })
    });
    let place = Memo::new(move |_| {
        let seq = stage.current.get();
        stage.told.with(|told| {
            let at = seq.and_then(|seq| told.binary_search(&seq).ok());
            (at.map_or(0, |at| at + 1), told.len())
        })
    });
    let from_us = move || stage.waterfall.with(|waterfall| waterfall.from_us);
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => stage.step(-1),
        "ArrowRight" => stage.step(1),
        _ => {}
    };
    view! {
        <section class="detail" id="trace-detail" tabindex="-1" aria-label="The event on stage" on:keydown=key>
            <div class="detail-steps">
                <button
                    type="button"
                    class="button quiet small only-icon"
                    aria-label="The event before"
                    title="The event before"
                    disabled=move || { place.get().0 <= 1 }
                    on:click=move |_| stage.step(-1)
                >
                    "‹"
                </button>
                <span class="figures">{move || format!("{} of {}", place.get().0, place.get().1)}</span>
                <button
                    type="button"
                    class="button quiet small only-icon"
                    aria-label="The event after"
                    title="The event after"
                    disabled=move || { place.get().0 >= place.get().1 }
                    on:click=move |_| stage.step(1)
                >
                    "›"
                </button>
            </div>
            {move || {
                let from = from_us();
                shown.get().map(|(event, system)| view! { <Opened event system from_us=from /> })
            }}
        </section>
    }
}

#[component]
fn Opened(event: Event, system: Option<System>, from_us: u64) -> impl IntoView {
    let bad = failed(&event.what);
    let explained = explain(&event);
    let since = duration(event.at_us.saturating_sub(from_us));
    let time = format!(
        "{since} after it began, at {} of virtual time. Event {}.",
        moment(event.at_us),
        event.seq
    );
    view! {
        <div class="opened" class:bad=bad data-system=system.map(system_key)>
            <header>
                {system.map(|system| view! { <SystemName system /> })}
                <h2>{title(&event.what)}</h2>
                <span class="when figures" title=time>{since}</span>
            </header>
            <p class="said">{explained.what}</p>
            <p class="why">{explained.why}</p>
            {explained.reference.map(rule)}
            <Payload event />
        </div>
    }
}

/// Where the rule is written down.
fn rule(reference: Reference) -> impl IntoView {
    view! {
        <p class="rule">
            <a href=reference.url target="_blank" rel="noopener noreferrer">
                {reference.label}
            </a>
        </p>
    }
}
