//! Something that lies over the page until it is done with.

use super::icons::{Icon, icon};
use leptos::html;
use leptos::prelude::*;

/// A dialog, open as long as it is there. Escape closes it, and the focus
/// goes back where it was.
#[component]
pub fn Dialog(
    /// Takes it away again.
    #[prop(into)]
    on_close: Callback<()>,
    /// What it is about.
    title: &'static str,
    /// Its class.
    #[prop(default = "dialog")]
    class: &'static str,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    // Closing the element first lets the browser give the focus back.
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        // A click on the veil lands on the dialog itself.
        let on_veil = dialog.get_untracked().is_some_and(|dialog| {
            event.target().as_ref() == Some::<&leptos::web_sys::EventTarget>(dialog.as_ref())
        });
        if on_veil {
            close();
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-label=title
            on:close=move |_| on_close.run(())
            on:click=on_click
        >
            <div class="dialog-body">
                <div class="dialog-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="button quiet only-icon"
                        aria-label="Close"
                        on:click=move |_| close()
                    >
                        {icon(Icon::Close)}
                    </button>
                </div>
                {children()}
            </div>
        </dialog>
    }
}
