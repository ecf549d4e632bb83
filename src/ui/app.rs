//! The whole page.

use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <main>
            <h1>"Backlot"</h1>
            <p>"A whole backend in a browser tab, to learn from and to break."</p>
        </main>
    }
}
