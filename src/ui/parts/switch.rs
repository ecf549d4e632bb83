//! A few choices in a row, one of which is on.

use leptos::prelude::*;

/// Arrow keys move between the choices, as in any group of radio buttons.
#[component]
pub fn Switch<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen, for people who listen.
    label: &'static str,
    /// The choices and their names.
    choices: &'static [(T, &'static str)],
    /// The one that is on.
    chosen: RwSignal<T>,
) -> impl IntoView {
    let group = NodeRef::<leptos::html::Div>::new();
    let step = move |key: &str| {
        let here = choices
            .iter()
            .position(|(value, _)| *value == chosen.get_untracked())?;
        let to = match key {
            "ArrowLeft" | "ArrowUp" => here.checked_sub(1).unwrap_or(choices.len() - 1),
            "ArrowRight" | "ArrowDown" => (here + 1) % choices.len(),
            _ => return None,
        };
        chosen.set(choices.get(to)?.0);
        Some(to)
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let Some(to) = step(&event.key()) else { return };
        event.prevent_default();
        let buttons = group.get_untracked().map(|group| group.children());
        super::size::focus(buttons.and_then(|all| all.item(to as u32)));
    };
    let buttons = choices
        .iter()
        .map(|(value, name)| {
            let on = move || chosen.get() == *value;
            view! {
                <button
                    type="button"
                    role="radio"
                    aria-checked=move || on().to_string()
                    tabindex=move || if on() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(*value)
                >
                    {*name}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="switch" role="radiogroup" aria-label=label node_ref=group on:keydown=on_key>
            {buttons}
        </div>
    }
}
