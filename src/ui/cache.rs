//! The cache: its keys, what remains of their lives, and a console.

mod console;
mod keys;

use console::CacheConsole;
use keys::Keys;
use leptos::prelude::*;

/// Keys above, console below.
#[component]
pub fn CachePanel() -> impl IntoView {
    view! {
        <section class="cache panel" aria-label="Cache">
            <div class="table-body">
                <Keys />
            </div>
            <CacheConsole />
        </section>
    }
}
