//! The project's files: a strip of names above the editor, with what can be
//! done to them.

use super::icons::{Icon, icon};
use super::menu::{Menu, MenuItem};
use super::store::Store;
use crate::platform::focus::{self, Move};
use crate::session::protocol::SCHEMA_FILE;
use leptos::html;
use leptos::prelude::*;

/// What is being named.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Naming {
    New,
    Rename(String),
}

/// The strip of files.
#[component]
pub fn Files() -> impl IntoView {
    let store = Store::get();
    // The file that the process starts with comes first.
    let paths = Memo::new(move |_| {
        let entry = store.world.with(|world| world.entry.clone());
        let mut paths: Vec<String> = store.files.with(|files| files.keys().cloned().collect());
        paths.sort_by_key(|path| *path != entry);
        paths
    });
    let naming = RwSignal::new(None::<Naming>);
    let strip = NodeRef::<html::Div>::new();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowRight" => Move::Next,
            "ArrowLeft" => Move::Back,
            "Home" => Move::First,
            "End" => Move::Last,
            "F2" => {
                if let Some(open) = store.open_file.get_untracked() {
                    naming.set(Some(Naming::Rename(open)));
                }
                return;
            }
            "Delete" => {
                if let Some(open) = store.open_file.get_untracked() {
                    store.remove_file(&open);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let place = strip
            .get_untracked()
            .and_then(|strip| focus::shift(&strip, "[role=tab]", to));
        if let Some(path) =
            place.and_then(|place| paths.with_untracked(|all| all.get(place).cloned()))
        {
            store.open_file.set(Some(path));
        }
    };
    view! {
        <div class="files">
            <div
                node_ref=strip
                class="tabs"
                role="tablist"
                aria-label="Files of the project"
                on:keydown=on_key
            >
                <For each=move || paths.get() key=Clone::clone let:path>
                    <FileTab path=path />
                </For>
            </div>
            <button
                type="button"
                class="button quiet only-icon"
                aria-label="Add a file"
                title="Add a file"
                on:click=move |_| naming.set(Some(Naming::New))
            >
                {icon(Icon::Add)}
            </button>
            <span class="spring"></span>
            <FileMenu naming=naming />
        </div>
        {move || naming.get().map(|what| view! { <NameForm what=what naming=naming /> })}
        <SchemaBar />
    }
}

/// Above the file that the database was made from: how to make it again.
#[component]
fn SchemaBar() -> impl IntoView {
    let store = Store::get();
    let shown = Memo::new(move |_| {
        store.world.with(|world| world.sql.is_some())
            && store
                .open_file
                .with(|open| open.as_deref() == Some(SCHEMA_FILE))
    });
    let reset = move |_| {
        store.reset_database();
    };
    view! {
        <Show when=move || shown.get()>
            <div class="schema-bar">
                <p>"The database was made from this file. Reset it to apply a change; its rows are lost."</p>
                <button type="button" class="button small" disabled=move || !store.ready() on:click=reset>
                    "Reset the database"
                </button>
            </div>
        </Show>
    }
}

#[component]
fn FileTab(path: String) -> impl IntoView {
    let store = Store::get();
    let open = {
        let path = path.clone();
        Memo::new(move |_| {
            store
                .open_file
                .with(|open| open.as_deref() == Some(path.as_str()))
        })
    };
    let unsaved = {
        let path = path.clone();
        Memo::new(move |_| store.unsaved.with(|unsaved| unsaved.contains(&path)))
    };
    let wrong = {
        let path = path.clone();
        Memo::new(move |_| {
            store
                .diagnostics
                .with(|all| all.get(&path).is_some_and(|list| !list.is_empty()))
        })
    };
    let tab = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(tab) = tab.get()
            && open.get()
        {
            focus::reveal(&tab);
        }
    });
    let (folder, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (Some(format!("{folder}/")), name.to_owned()),
        None => (None, path.clone()),
    };
    view! {
        <button
            node_ref=tab
            type="button"
            role="tab"
            aria-selected=move || open.get().to_string()
            tabindex=move || if open.get() { "0" } else { "-1" }
            aria-controls="editor"
            on:click=move |_| store.open_file.set(Some(path.clone()))
        >
            <span class="file-name">
                {folder.map(|folder| view! { <span class="file-folder">{folder}</span> })} {name}
            </span>
            {move || {
                wrong
                    .get()
                    .then(|| {
                        view! {
                            <span class="file-wrong" data-system="fault" title="Something is wrong here">
                                {icon(Icon::Warning)} <span class="unseen">"has an error"</span>
                            </span>
                        }
                    })
            }}
            {move || {
                unsaved
                    .get()
                    .then(|| {
                        view! {
                            <span class="file-unsaved" title="Runs at the next Send">
                                <span class="unseen">"changed, runs at the next Send"</span>
                            </span>
                        }
                    })
            }}
        </button>
    }
}

#[component]
fn FileMenu(naming: RwSignal<Option<Naming>>) -> impl IntoView {
    let store = Store::get();
    let items = move |()| {
        let Some(path) = store.open_file.get_untracked() else {
            return vec![MenuItem::new("Add a file", move || {
                naming.set(Some(Naming::New));
            })];
        };
        let (rename, delete, revert) = (path.clone(), path.clone(), path.clone());
        let mut rename = MenuItem::new(format!("Rename {path}"), move || {
            naming.set(Some(Naming::Rename(rename.clone())));
        });
        rename.keys = Some("F2");
        let mut back = MenuItem::new(format!("Put {path} back as it was at first"), move || {
            store.put_back(&revert);
        });
        back.enabled = store
            .world
            .with_untracked(|world| world.files.contains_key(&path))
            && store.differs_from_world(&path);
        vec![
            MenuItem::new("Add a file", move || naming.set(Some(Naming::New))),
            rename,
            back,
            MenuItem::new(format!("Delete {path}"), move || store.remove_file(&delete)).apart(),
        ]
    };
    view! {
        <Menu label="What to do with files" class="button quiet only-icon" right=true items=items>
            {icon(Icon::More)}
        </Menu>
    }
}

#[component]
fn NameForm(what: Naming, naming: RwSignal<Option<Naming>>) -> impl IntoView {
    let store = Store::get();
    let (label, verb, first) = match &what {
        Naming::New => ("Name of the new file", "Add", String::new()),
        Naming::Rename(path) => ("New name", "Rename", path.clone()),
    };
    let text = RwSignal::new(first.clone());
    let trouble = RwSignal::new(None::<String>);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let done = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = text.get_untracked().trim().to_owned();
        let result = match &what {
            Naming::New => store.add_file(&name),
            Naming::Rename(from) => store.rename_file(from, &name),
        };
        match result {
            Ok(()) => naming.set(None),
            Err(why) => {
                store.announce(why.clone());
                trouble.set(Some(why));
            }
        }
    };
    view! {
        <form
            class="name-form"
            on:submit=done
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    naming.set(None);
                }
            }
        >
            <label for="file-name">{label}</label>
            <input
                node_ref=field
                id="file-name"
                class="field code"
                autocomplete="off"
                spellcheck="false"
                placeholder="routes/books.js"
                prop:value=first
                aria-invalid=move || trouble.with(Option::is_some).to_string()
                aria-describedby="file-name-trouble"
                on:input=move |event| text.set(event_target_value(&event))
            />
            <button type="submit" class="button">{verb}</button>
            <button type="button" class="button quiet" on:click=move |_| naming.set(None)>
                "Cancel"
            </button>
            <p id="file-name-trouble" class="name-trouble" data-system="fault">
                {move || trouble.get()}
            </p>
        </form>
    }
}
