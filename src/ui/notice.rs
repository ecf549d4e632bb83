//! What is said once, with a way back when there is one; and the live region
//! that says it to people who listen.

use super::icons::{Icon, icon};
use super::store::Store;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// How long a notice stays, in milliseconds; longer when it can be undone.
const STAYS_MS: u32 = 5_000;
const STAYS_WITH_UNDO_MS: u32 = 15_000;

/// The last notice.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let store = Store::get();
    let leaving = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let stays = store.notice.with(|notice| {
            notice.as_ref().map(|notice| match notice.undo {
                Some(_) => STAYS_WITH_UNDO_MS,
                None => STAYS_MS,
            })
        });
        leaving.set_value(stays.map(|stays| Timeout::new(stays, move || store.notice.set(None))));
    });
    view! {
        <div class="notice-place">
            {move || {
                store
                    .notice
                    .get()
                    .map(|notice| {
                        view! {
                            <div class="notice">
                                <span>{notice.text}</span>
                                {notice
                                    .undo
                                    .map(|undo| {
                                        view! {
                                            <button
                                                type="button"
                                                class="button small"
                                                on:click=move |_| {
                                                    store.notice.set(None);
                                                    undo.run();
                                                    store.announce("Undone.");
                                                }
                                            >
                                                {icon(Icon::Undo)}
                                                "Undo"
                                            </button>
                                        }
                                    })}
                                <button
                                    type="button"
                                    class="button quiet small only-icon"
                                    aria-label="Dismiss"
                                    on:click=move |_| store.notice.set(None)
                                >
                                    {icon(Icon::Close)}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
        <div class="unseen" role="status" aria-live="polite">
            {move || store.announcement.get()}
        </div>
    }
}
