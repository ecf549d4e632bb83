//! What can lie over the page: the palette, the list of shortcuts, and what
//! Backlot is.

use super::dialog::Dialog;
use super::keep::Sessions;
use super::model::keys::Action;
use super::palette::Palette;
use super::store::{Overlay, Store};
use leptos::prelude::*;

/// Whatever lies over the page.
#[component]
pub fn Overlays() -> impl IntoView {
    view! {
        <Over which=Overlay::Palette title="Commands" class="dialog palette">
            <Palette />
        </Over>
        <Over which=Overlay::Shortcuts title="Keyboard shortcuts">
            <Shortcuts />
        </Over>
        <Over which=Overlay::Sessions title="Sessions">
            <Sessions />
        </Over>
        <Over which=Overlay::About title="About Backlot">
            <About />
        </Over>
    }
}

#[component]
fn Over(
    which: Overlay,
    title: &'static str,
    #[prop(default = "dialog")] class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let store = Store::get();
    let shown = Memo::new(move |_| store.overlay.get() == Some(which));
    let children = StoredValue::new(children);
    view! {
        <Show when=move || shown.get()>
            <Dialog
                title=title
                class=class
                on_close=Callback::new(move |()| {
                    if shown.get_untracked() {
                        store.overlay.set(None);
                    }
                })
            >
                {children.with_value(|children| children())}
            </Dialog>
        </Show>
    }
}

#[component]
fn Shortcuts() -> impl IntoView {
    let mac = gloo::utils::window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac"));
    view! {
        <table class="shortcuts">
            <thead class="unseen">
                <tr>
                    <th>"Action"</th>
                    <th>"Keys"</th>
                </tr>
            </thead>
            <tbody>
                {Action::ALL
                    .into_iter()
                    .filter_map(|action| {
                        let keys = action.keys()?;
                        Some(
                            view! {
                                <tr>
                                    <th scope="row">{action.label()}</th>
                                    <td>
                                        {keys
                                            .split(' ')
                                            .map(|key| {
                                                let key = match (key, mac) {
                                                    ("Ctrl", true) => "⌘",
                                                    ("Alt", true) => "⌥",
                                                    _ => key,
                                                };
                                                view! { <kbd>{key}</kbd> " " }
                                            })
                                            .collect_view()}
                                    </td>
                                </tr>
                            },
                        )
                    })
                    .collect_view()}
            </tbody>
        </table>
        <p class="dialog-note">
            "Keys without Ctrl or Alt work outside of text fields. In the editor, Tab indents; Esc, then Tab, leaves it."
        </p>
    }
}

#[component]
fn About() -> impl IntoView {
    view! {
        <div class="prose about">
            <p>
                "Backlot is a whole backend in this tab: a client, a network, a server that runs your code, a database and a cache. A request really travels through all of them, byte by byte, in virtual time, and nothing of it leaves your computer."
            </p>
            <h3>"Where it differs from the real thing"</h3>
            <ul>
                <li>
                    "Time is virtual. What things cost follows a model, so a run is the same every time; it is not a benchmark of your machine."
                </li>
                <li>
                    "Your code runs in a sealed frame without network or storage. Of npm's packages there are "
                    <code>"express"</code> ", " <code>"pg"</code> " and " <code>"redis"</code> "."
                </li>
                <li>
                    "The database speaks PostgreSQL's language and the cache speaks Redis's; both are Backlot's own and know the larger part of it, not all."
                </li>
                <li>"One process, one machine each: no disks fail here unless a world says so."</li>
            </ul>
            <p class="dialog-note">
                {concat!("Version ", env!("CARGO_PKG_VERSION"), ". MIT or Apache-2.0.")}
            </p>
        </div>
    }
}
