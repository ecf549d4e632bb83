//! A button that copies a text.

use crate::ui::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Copies what `text` gives when it is pressed, and says so.
#[component]
pub fn CopyButton(
    /// What is copied, such as `the log`.
    #[prop(into)]
    what: String,
    /// The text.
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let store = Store::get();
    let label = format!("Copy {what}");
    let copy = move |_| {
        let text = text();
        let what = what.clone();
        spawn_local(async move {
            let copied = wasm_bindgen_futures::JsFuture::from(
                leptos::prelude::window()
                    .navigator()
                    .clipboard()
                    .write_text(&text),
            )
            .await;
            match copied {
                Ok(_) => store.notify(format!("Copied {what}."), None),
                Err(_) => store.notify(
                    "The browser did not allow copying. Select the text and copy it by keyboard.",
                    None,
                ),
            }
        });
    };
    view! {
        <button type="button" class="button quiet small" title=label.clone() aria-label=label on:click=copy>
            "Copy"
        </button>
    }
}
