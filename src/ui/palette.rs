//! Every command, found by a few of its letters.

use super::actions::{perform, possible};
use super::model::keys::Action;
use super::model::palette::filter;
use super::store::Store;
use super::worlds::Worlds;
use crate::platform::focus;
use leptos::html;
use leptos::prelude::*;

/// Something the palette can do.
#[derive(Clone)]
struct Entry {
    label: String,
    note: String,
    keys: Option<&'static str>,
    act: Callback<()>,
}

/// Most entries shown at once.
const SHOWN: usize = 60;

/// The palette's inside: a field and the commands that fit it.
#[component]
pub fn Palette() -> impl IntoView {
    let store = Store::get();
    let entries = StoredValue::new(untrack(|| entries(store, Worlds::get())));
    let typed = RwSignal::new(String::new());
    let fitting = Memo::new(move |_| {
        entries.with_value(|entries| {
            let mut places = filter(
                &typed.get(),
                entries.iter().map(|entry| entry.label.as_str()),
            );
            places.truncate(SHOWN);
            places
        })
    });
    let chosen = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let run = move |place: usize| {
        let act = fitting
            .with_untracked(|places| places.get(place).copied())
            .and_then(|place| {
                entries.with_value(|entries| entries.get(place).map(|entry| entry.act))
            });
        if let Some(act) = act {
            store.overlay.set(None);
            act.run(());
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = fitting.with_untracked(Vec::len);
        if event.key() == "Enter" {
            event.prevent_default();
            run(chosen.get_untracked());
        } else if let Some(to) = after_key(&event.key(), chosen.get_untracked(), count) {
            event.prevent_default();
            chosen.set(to);
            request_animation_frame(move || reveal(to));
        }
    };
    view! {
        <input
            node_ref=field
            class="palette-field"
            role="combobox"
            aria-label="Search commands"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-activedescendant=move || entry_id(chosen.get())
            placeholder="What do you want to do?"
            autocomplete="off"
            spellcheck="false"
            on:input=move |event| {
                typed.set(event_target_value(&event));
                chosen.set(0);
            }
            on:keydown=on_key
        />
        <ul id="palette-list" class="palette-list" role="listbox" aria-label="Commands">
            {move || {
                fitting
                    .get()
                    .into_iter()
                    .enumerate()
                    .filter_map(|(at, place)| {
                        let entry = entries.with_value(|entries| entries.get(place).cloned())?;
                        Some(
                            view! {
                                <li
                                    id=entry_id(at)
                                    role="option"
                                    class="palette-entry"
                                    aria-selected=move || (chosen.get() == at).to_string()
                                    on:pointermove=move |_| {
                                        if chosen.get_untracked() != at {
                                            chosen.set(at);
                                        }
                                    }
                                    on:click=move |_| run(at)
                                >
                                    <span>{entry.label}</span>
                                    <small>{entry.note}</small>
                                    <span class="spring"></span>
                                    {entry.keys.map(|keys| view! { <kbd>{keys}</kbd> })}
                                </li>
                            },
                        )
                    })
                    .collect_view()
            }}
        </ul>
        <Show when=move || fitting.with(Vec::is_empty)>
            <p class="palette-none">"No command fits. Try a word such as trace, theme or reset."</p>
        </Show>
    }
}

/// Which entry a key moves to; none when it is not a key that moves.
fn after_key(key: &str, now: usize, count: usize) -> Option<usize> {
    let count = count.max(1);
    Some(match key {
        "ArrowDown" => (now + 1) % count,
        "ArrowUp" => (now + count - 1) % count,
        "PageDown" => (now + 8).min(count - 1),
        "PageUp" => now.saturating_sub(8),
        _ => return None,
    })
}

/// Scrolls so far that an entry is in sight.
fn reveal(place: usize) {
    let entry = gloo::utils::document().get_element_by_id(&entry_id(place));
    if let Some(entry) = entry {
        focus::reveal(&entry);
    }
}

fn entry_id(place: usize) -> String {
    format!("palette-{place}")
}

fn entries(store: Store, worlds: Worlds) -> Vec<Entry> {
    let mut all: Vec<Entry> = Action::ALL
        .into_iter()
        .filter(|action| *action != Action::Palette && possible(store, *action))
        .map(|action| Entry {
            label: action.label().to_owned(),
            note: String::new(),
            keys: action.keys(),
            act: Callback::new(move |()| perform(store, action)),
        })
        .collect();
    for trial in &store.world.get().try_these {
        let loads = trial.clone();
        all.push(Entry {
            label: format!("Try: {}", trial.label),
            note: format!("{} {}", trial.method, trial.url),
            keys: None,
            act: Callback::new(move |()| store.load_trial(&loads)),
        });
    }
    for path in store.files.get().into_keys() {
        let opens = path.clone();
        all.push(Entry {
            label: format!("Open file: {path}"),
            note: String::new(),
            keys: None,
            act: Callback::new(move |()| {
                store.open_file.set(Some(opens.clone()));
                perform(store, Action::FocusEditor);
            }),
        });
    }
    for card in worlds.cards.get() {
        let id = card.id.clone();
        all.push(Entry {
            label: format!("Open world: {}", card.title),
            note: card.summary,
            keys: None,
            act: Callback::new(move |()| Worlds::open(store, &id)),
        });
    }
    all
}
