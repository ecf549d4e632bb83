//! Letting virtual time pass.

use crate::session::protocol::Command;
use crate::ui::model::time::duration;
use crate::ui::model::timeline::parse_length_us;
use crate::ui::store::Store;
use leptos::html::Details;
use leptos::prelude::*;

const LENGTHS: [(&str, u64); 4] = [
    ("1 s", 1_000_000),
    ("10 s", 10_000_000),
    ("1 min", 60_000_000),
    ("1 h", 3_600_000_000),
];

/// A small menu of lengths, and a field for any other.
#[component]
pub fn Wait() -> impl IntoView {
    let store = Store::get();
    let menu = NodeRef::<Details>::new();
    let typed = RwSignal::new(String::new());
    let wrong =
        move || typed.with(|typed| !typed.trim().is_empty() && parse_length_us(typed).is_none());
    let pass = move |by_us: u64| {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
        store.send(Command::Advance { by_us });
        store.announce(format!("{} of virtual time passed.", duration(by_us)));
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(by_us) = typed.with_untracked(|typed| parse_length_us(typed)) {
            pass(by_us);
        }
    };
    let buttons = LENGTHS
        .iter()
        .map(|(name, by_us)| {
            view! {
                <button type="button" class="button small" disabled=move || !store.ready() on:click=move |_| pass(*by_us)>
                    {*name}
                </button>
            }
        })
        .collect_view();
    view! {
        <details class="pop" node_ref=menu on:keydown=move |event| close_on_escape(&event, menu)>
            <summary class="button quiet small">"Let time pass"</summary>
            <div class="pop-box">
                <p class="pop-said">"Moves the world's clock. Keys expire and timers fire as if you had waited."</p>
                <div class="pop-choices">{buttons}</div>
                <form on:submit=submit>
                    <input
                        class="field"
                        type="text"
                        aria-label="Another length of time"
                        placeholder="5 min"
                        aria-invalid=move || wrong().to_string()
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <button type="submit" class="button small" disabled=move || !store.ready() || wrong() || typed.with(|t| t.trim().is_empty())>
                        "Pass"
                    </button>
                </form>
                <p class="pop-wrong" role="status">
                    {move || wrong().then_some("A number and a unit: 250 ms, 90 s, 5 min, 2 h, 1 d.")}
                </p>
            </div>
        </details>
    }
}

/// Escape closes a menu and gives the keyboard back to its button.
pub fn close_on_escape(event: &web_sys::KeyboardEvent, menu: NodeRef<Details>) {
    if event.key() != "Escape" {
        return;
    }
    if let Some(menu) = menu
        .get_untracked()
        .filter(web_sys::HtmlDetailsElement::open)
    {
        event.stop_propagation();
        menu.set_open(false);
        crate::ui::parts::focus(menu.query_selector("summary").ok().flatten());
    }
}
