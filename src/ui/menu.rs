//! A button that opens a list of things to do.

use super::icons::{Icon, icon};
use crate::platform::focus::{self, Move};
use leptos::html;
use leptos::prelude::*;

/// One thing to do.
#[derive(Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// A few words more.
    pub note: Option<String>,
    /// Its keys.
    pub keys: Option<&'static str>,
    /// Whether it is the one that is on, for a choice among several.
    pub chosen: Option<bool>,
    /// Whether a line stands before it.
    pub apart: bool,
    /// Whether it can be done now.
    pub enabled: bool,
    /// Does it.
    pub act: Callback<()>,
}

impl MenuItem {
    /// A plain item.
    pub fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            note: None,
            keys: None,
            chosen: None,
            apart: false,
            enabled: true,
            act: Callback::new(move |()| act()),
        }
    }

    /// The same with a line before it.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// The same with a few words more.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same as one choice among several.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = Some(chosen);
        self
    }
}

/// A button that opens a list of things to do. Arrow keys move, Escape closes.
#[component]
pub fn Menu(
    /// What the button is called for people who listen.
    #[prop(into)]
    label: Signal<String>,
    /// The button's classes.
    #[prop(default = "button quiet")]
    class: &'static str,
    /// Whether the list hangs from the button's right edge.
    #[prop(default = false)]
    right: bool,
    /// What can be done; asked for when the list opens.
    #[prop(into)]
    items: Callback<(), Vec<MenuItem>>,
    /// What the button shows.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let step = move |to: Move| {
        if let Some(list) = list.get_untracked() {
            focus::shift(&list, "[role^=menuitem]:not(:disabled)", to);
        }
    };
    let show = move |to: Move| {
        open.set(true);
        request_animation_frame(move || step(to));
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowDown" => Move::Next,
            "ArrowUp" => Move::Back,
            "Home" => Move::First,
            "End" => Move::Last,
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                event.stop_propagation();
                close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if open.get_untracked() {
            step(to);
        } else {
            show(to);
        }
    };
    // A list whose focus has gone elsewhere has served.
    let on_leave = move |event: leptos::ev::FocusEvent| {
        use leptos::wasm_bindgen::JsCast;
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<leptos::web_sys::Node>().ok())
            .is_some_and(|node| {
                list.get_untracked()
                    .is_some_and(|list| list.contains(Some(&node)))
                    || button
                        .get_untracked()
                        .is_some_and(|button| button.contains(Some(&node)))
            });
        if !inside {
            open.set(false);
        }
    };
    view! {
        <div class="menu" class:right=right on:keydown=on_key on:focusout=on_leave>
            <button
                node_ref=button
                type="button"
                class=class
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || label.get()
                title=move || label.get()
                on:click=move |_| if open.get_untracked() { close() } else { show(Move::First) }
            >
                {children()}
            </button>
            <Show when=move || open.get()>
                <div node_ref=list class="menu-list" role="menu" aria-label=move || label.get()>
                    {items
                        .run(())
                        .into_iter()
                        .map(|item| view_item(item, Callback::new(move |()| close())))
                        .collect_view()}
                </div>
            </Show>
        </div>
    }
}

fn view_item(item: MenuItem, close: Callback<()>) -> impl IntoView {
    let role = if item.chosen.is_some() {
        "menuitemradio"
    } else {
        "menuitem"
    };
    let act = item.act;
    view! {
        {item.apart.then(|| view! { <div class="menu-line" role="separator"></div> })}
        <button
            type="button"
            class="menu-item"
            role=role
            tabindex="-1"
            aria-checked=item.chosen.map(|chosen| chosen.to_string())
            disabled=!item.enabled
            on:click=move |_| {
                close.run(());
                act.run(());
            }
        >
            {item
                .chosen
                .map(|chosen| {
                    view! {
                        <span class="menu-mark">{chosen.then(|| icon(Icon::Check))}</span>
                    }
                })}
            <span class="menu-label">
                {item.label}
                {item.note.map(|note| view! { <small>{note}</small> })}
            </span>
            {item.keys.map(|keys| view! { <kbd>{keys}</kbd> })}
        </button>
    }
}
