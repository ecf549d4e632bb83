//! The diagram: the systems of this world, with the request moving along.

mod controls;
mod picture;

use super::stage::Stage;
use super::trace::Sentences;
use controls::Controls;
pub use controls::Sign;
use leptos::prelude::*;
use picture::Picture;

/// The world as a picture, the playing of virtual time, and the story beside it.
#[component]
pub fn DiagramPanel() -> impl IntoView {
    let stage = Stage::get();
    let empty = Memo::new(move |_| stage.told.with(|told| told.is_empty()));
    view! {
        <section class="diagram panel" aria-label="Diagram">
            <Picture />
            <Controls />
            <Show
                when=move || !empty.get()
                fallback=|| view! {
                    <div class="empty">
                        <h2>"These are the systems of this world"</h2>
                        <p>
                            "Send a request and watch it travel: from the client over the network to \
                             your process, on to the cache and the database, and back. Play slows \
                             virtual time down until it can be followed."
                        </p>
                    </div>
                }
            >
                <Sentences />
            </Show>
        </section>
    }
}
