//! The stream in sentences.

use crate::base::Event;
use crate::base::trace::explain::sentence;
use crate::ui::model::around::around;
use crate::ui::model::facts::failed;
use crate::ui::model::time::duration;
use crate::ui::parts::SystemIcon;
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::html::Ol;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Sentences on the page at once; longer stories show those around the
/// current event.
const MOST: usize = 300;

/// One sentence per event, the current one marked.
#[component]
pub fn Sentences() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let list = NodeRef::<Ol>::new();
    let place = Memo::new(move |_| {
        let seq = stage.current.get()?;
        stage.told.with(|told| told.binary_search(&seq).ok())
    });
    let part = Memo::new(move |_| around(stage.told.with(|told| told.len()), place.get(), MOST));
    let seqs = move || {
        let part = part.get();
        stage
            .told
            .with(|told| told.get(part).map(<[u64]>::to_vec))
            .unwrap_or_default()
            .into_iter()
            .map(|seq| (stage.generation.get(), seq))
            .collect::<Vec<_>>()
    };
    // Moves the scroll position, which the browser owns, to the current event,
    // once its mark is drawn.
    Effect::new(move |_| {
        place.track();
        if let Some(list) = list.get() {
            request_animation_frame(move || show_current(&list));
        }
    });
    let from_us = move || stage.waterfall.with(|waterfall| waterfall.from_us);
    let hidden = move |before: bool| {
        let part = part.get();
        let total = stage.told.with(|told| told.len());
        let count = if before { part.start } else { total - part.end };
        (count > 0).then(|| {
            let word = if before { "earlier" } else { "later" };
            view! { <li class="more">{format!("{count} {word} events: step there with , and . or use the table.")}</li> }
        })
    };
    view! {
        <ol class="sentences" node_ref=list tabindex="0" aria-label="What happened, in sentences">
            {move || hidden(true)}
            <For each=seqs key=|row| *row let((_, seq))>
                {move || {
                    let told = store.peek_journal(|journal| {
                        let event = journal.event(seq)?;
                        Some((event.clone(), journal.system_of(event)))
                    });
                    told.map(|(event, system)| view! {
                        <Sentence event system from_us=from_us() />
                    })
                }}
            </For>
            {move || hidden(false)}
        </ol>
    }
}

fn show_current(list: &web_sys::HtmlElement) {
    let current = list.query_selector("[aria-current]").ok().flatten();
    let Some(item) = current.and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    let (top, bottom) = (item.offset_top(), item.offset_top() + item.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[component]
fn Sentence(event: Event, system: Option<crate::base::System>, from_us: u64) -> impl IntoView {
    let stage = Stage::get();
    let seq = event.seq;
    let current = move || stage.current.get() == Some(seq);
    view! {
        <li aria-current=move || current().then_some("step") class:bad=failed(&event.what)>
            <button type="button" on:click=move |_| stage.go_to(seq)>
                <span class="when figures">{duration(event.at_us.saturating_sub(from_us))}</span>
                {system.map(|system| view! { <SystemIcon system /> })}
                <span class="said">{sentence(&event)}</span>
            </button>
        </li>
    }
}
