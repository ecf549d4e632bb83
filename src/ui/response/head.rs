//! The response's first line: its status and what that means, time and size.

use crate::session::protocol::Answer;
use crate::ui::icons::{Icon, icon};
use crate::ui::model::{self, time};
use crate::ui::store::Store;
use leptos::prelude::*;

/// The response's first line.
#[component]
pub fn StatusLine<'a>(
    /// The answer.
    answer: &'a Answer,
) -> impl IntoView + use<> {
    let took = time::duration(answer.ended_at_us.saturating_sub(answer.sent_at_us));
    let status = answer.response.as_ref().map(|response| response.status);
    let class = match status {
        Some(100..=199) => "informs",
        Some(200..=299) => "succeeds",
        Some(300..=399) => "redirects",
        Some(400..=499) => "refuses",
        _ => "fails",
    };
    let words = answer.response.as_ref().map_or_else(
        || "No response".to_owned(),
        |response| format!("{} {}", response.status, response.reason),
    );
    let size = answer
        .response
        .as_ref()
        .map(|response| time::bytes(response.body.len()));
    view! {
        <div class="status-line">
            <strong class="status figures" data-class=class>
                {words}
            </strong>
            {status.map(said)}
            <span class="spring"></span>
            <span class="status-fact figures" title="Virtual time from sending to the last byte">
                {took}
            </span>
            {size
                .map(|size| {
                    view! {
                        <span class="status-fact figures" title="Size of the body">
                            {size}
                        </span>
                    }
                })}
        </div>
        {model::answer::notes(answer)
            .into_iter()
            .map(|note| view! { <p class="status-note figures">{note}</p> })
            .collect_view()}
    }
}

/// What a status says, and where that is written.
fn said(status: u16) -> AnyView {
    let meaning = crate::http::status::meaning(status);
    view! {
        <span class="status-meaning">
            {super::capitalised(meaning.words)} " "
            <a href=meaning.reference.url target="_blank" rel="noopener" class="status-source">
                {meaning.reference.label}
            </a>
        </span>
    }
    .into_any()
}

/// Goes through the answers of this session.
#[component]
pub fn Answers() -> impl IntoView {
    let store = Store::get();
    let count = Memo::new(move |_| store.answers.with(Vec::len));
    let place = move || {
        store
            .shown_answer
            .get()
            .unwrap_or_else(|| count.get().saturating_sub(1))
    };
    view! {
        <Show when=move || { count.get() > 1 }>
            <span class="answers">
                <button
                    type="button"
                    class="button quiet small only-icon"
                    aria-label="The answer before"
                    title="The answer before"
                    disabled=move || place() == 0
                    on:click=move |_| store.shown_answer.set(Some(place().saturating_sub(1)))
                >
                    {icon(Icon::Back)}
                </button>
                <span class="figures">{move || format!("{} of {}", place() + 1, count.get())}</span>
                <button
                    type="button"
                    class="button quiet small only-icon"
                    aria-label="The answer after"
                    title="The answer after"
                    disabled={move || place() + 1 >= count.get()}
                    on:click=move |_| store.shown_answer.set(Some(place() + 1))
                >
                    {icon(Icon::Forth)}
                </button>
            </span>
        </Show>
    }
}
