//! The strip at the top: which world this is, how the engine does, and what
//! concerns the page as a whole.

use super::actions::{perform, possible};
use super::icons::{Icon, icon};
use super::menu::{Menu, MenuItem};
use super::model::keys::Action;
use super::store::{EngineState, Store, Theme};
use super::worlds::Worlds;
use leptos::prelude::*;

/// The strip at the top.
#[component]
pub fn Header() -> impl IntoView {
    let store = Store::get();
    view! {
        <header class="header">
            <h1 class="unseen">"Backlot"</h1>
            <span class="brand" aria-hidden="true">{icon(Icon::Backlot)} <span>"Backlot"</span></span>
            <WorldMenu />
            <span class="spring"></span>
            <EngineLamp />
            <button
                type="button"
                class="button quiet search"
                on:click=move |_| perform(store, Action::Palette)
            >
                {icon(Icon::Find)}
                <span class="search-words">"Search commands"</span>
                <kbd>"Ctrl K"</kbd>
            </button>
            <ThemeMenu />
            <SessionMenu />
        </header>
    }
}

#[component]
fn WorldMenu() -> impl IntoView {
    let store = Store::get();
    let worlds = Worlds::get();
    let items = move |()| {
        let open = store.world.with_untracked(|world| world.id.clone());
        worlds
            .cards
            .get_untracked()
            .into_iter()
            .map(|card| {
                let chosen = card.id == open;
                let id = card.id.clone();
                MenuItem::new(card.title, move || Worlds::open(store, &id))
                    .note(card.summary)
                    .chosen(chosen)
            })
            .collect::<Vec<_>>()
    };
    let title = Memo::new(move |_| store.world.with(|world| world.title.clone()));
    view! {
        <Menu
            label=Signal::derive(move || format!("World: {}. Choose another", title.get()))
            class="button quiet world-button"
            items=items
        >
            <span class="world-title">
                {move || {
                    let title = title.get();
                    if title.is_empty() { "Worlds".to_owned() } else { title }
                }}
            </span>
            {icon(Icon::Down)}
        </Menu>
    }
}

/// A lamp that says what the engine is doing.
#[component]
fn EngineLamp() -> impl IntoView {
    let store = Store::get();
    let state = move || {
        store.engine.with(|engine| match engine {
            EngineState::Booting { stage, share } => {
                ("booting", format!("{stage} · {:.0} %", share * 100.0))
            }
            EngineState::Ready => ("ready", "Ready".to_owned()),
            EngineState::Busy => ("busy", "Running".to_owned()),
            EngineState::Failed(_) => ("failed", "Stopped".to_owned()),
        })
    };
    view! {
        <span class="lamp" data-state=move || state().0>
            <span class="lamp-light" aria-hidden="true"></span>
            <span class="lamp-words figures">{move || state().1}</span>
        </span>
    }
}

#[component]
fn ThemeMenu() -> impl IntoView {
    let store = Store::get();
    let choices = [
        (Theme::System, "As the system"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ];
    let items = move |()| {
        let now = store.theme.get_untracked();
        choices
            .into_iter()
            .map(|(theme, label)| {
                MenuItem::new(label, move || store.theme.set(theme)).chosen(theme == now)
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu label="Theme" class="button quiet only-icon" right=true items=items>
            {move || {
                icon(
                    match store.theme.get() {
                        Theme::System => Icon::Screen,
                        Theme::Light => Icon::Sun,
                        Theme::Dark => Icon::Moon,
                    },
                )
            }}
        </Menu>
    }
}

#[component]
fn SessionMenu() -> impl IntoView {
    let store = Store::get();
    let item = move |action: Action| {
        let mut item = MenuItem::new(action.label(), move || perform(store, action));
        item.keys = action.keys();
        item.enabled = untrack(|| possible(store, action));
        item
    };
    let items = move |()| {
        vec![
            item(Action::Restart).note("Its memory is lost; database and cache stay"),
            item(Action::StartOver).note("Fresh database and cache, and your files"),
            item(Action::Reset).note("Everything as it was at first; can be undone"),
            item(Action::Sessions)
                .apart()
                .note("What you did before, in this browser"),
            item(Action::Export),
            item(Action::Import),
            item(Action::Shortcuts).apart(),
            item(Action::About),
        ]
    };
    view! {
        <Menu label="Session" class="button quiet only-icon" right=true items=items>
            {icon(Icon::Menu)}
        </Menu>
    }
}
