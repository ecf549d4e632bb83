//! A mistake, told so that it helps: what, where, in whose words, what next.

use super::icons::{Icon, icon};
use super::store::Store;
use crate::base::Diagnostic;
use leptos::prelude::*;

/// A mistake, told so that it helps.
#[component]
pub fn DiagnosticCard(
    /// The mistake.
    diagnostic: Diagnostic,
) -> impl IntoView {
    let store = Store::get();
    let place = diagnostic.place.clone().map(|place| {
        let known = store
            .files
            .with_untracked(|files| files.contains_key(&place.file));
        let words = if place.line == 0 {
            place.file.clone()
        } else {
            format!(
                "{}, line {}, column {}",
                place.file, place.line, place.column
            )
        };
        if known {
            view! {
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| store.jump_to(&place)
                >
                    {icon(Icon::Jump)}
                    {words}
                </button>
            }
            .into_any()
        } else {
            view! { <span class="diagnostic-place">{words}</span> }.into_any()
        }
    });
    view! {
        <div class="diagnostic" data-system="fault">
            {icon(Icon::Warning)}
            <div class="diagnostic-words">
                <p class="diagnostic-message">{diagnostic.message}</p>
                {diagnostic
                    .authentic
                    .map(|words| view! { <pre class="diagnostic-authentic">{words}</pre> })}
                <p class="diagnostic-next">{diagnostic.next_step}</p>
                <div class="diagnostic-foot">
                    {place} <code class="diagnostic-code">{diagnostic.code}</code>
                </div>
            </div>
        </div>
    }
}
