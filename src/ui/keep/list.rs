//! The list of kept sessions, and what can be done with each.

use super::Keep;
use super::record::{Head, Origin};
use crate::base::limits;
use crate::platform::moments;
use crate::ui::store::Store;
use leptos::html;
use leptos::prelude::*;

/// The kept sessions, the one changed last first.
#[component]
pub fn Sessions() -> impl IntoView {
    let store = Store::get();
    store.keeper().map(|keep| {
        let renaming = RwSignal::new(None::<String>);
        let heads = move || {
            let open = store.session.get();
            keep.sessions
                .get()
                .into_iter()
                .map(|head| {
                    let is_open = head.id == open;
                    let renamed = Memo::new({
                        let id = head.id.clone();
                        move |_| renaming.with(|renaming| renaming.as_ref() == Some(&id))
                    });
                    view! {
                        <li aria-current=is_open.then_some("true")>
                            {
                                let head = head.clone();
                                move || {
                                    if renamed.get() {
                                        view! { <Rename keep=keep head=head.clone() renaming=renaming /> }
                                            .into_any()
                                    } else {
                                        view! { <Facts head=head.clone() is_open=is_open /> }.into_any()
                                    }
                                }
                            }
                            <Deeds keep=keep head=head is_open=is_open renaming=renaming />
                        </li>
                    }
                })
                .collect_view()
        };
        let close = move || store.overlay.set(None);
        view! {
            <p class="session-facts">
                {format!(
                    "Everything you do is kept in this browser. The {} sessions used last stay; \
                     those you name stay until you delete them.",
                    limits::KEPT_SESSIONS,
                )}
            </p>
            <ul class="sessions">{heads}</ul>
            <div class="sessions-foot">
                <button
                    type="button"
                    class="button"
                    disabled=move || !store.ready()
                    on:click=move |_| {
                        close();
                        store.reset();
                    }
                >
                    "New session of this world"
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        close();
                        keep.export();
                    }
                >
                    "Export to a file"
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        close();
                        keep.import();
                    }
                >
                    "Import from a file"
                </button>
            </div>
        }
    })
}

/// What there is to know of a session.
#[component]
fn Facts(head: Head, is_open: bool) -> impl IntoView {
    let deeds = match head.deeds {
        0 => "just opened".to_owned(),
        1 => "1 step".to_owned(),
        many => format!("{many} steps"),
    };
    let origin = match head.origin {
        Origin::Opened => "",
        Origin::CopyOf(_) => " · a copy",
        Origin::After(_) => " · begun anew",
        Origin::Imported => " · from a file",
    };
    let open = if is_open { "Open now · " } else { "" };
    let when = moments::told(head.updated_ms);
    view! {
        <div>
            <div class="session-name">{head.name}</div>
            <div class="session-facts">{format!("{open}{when} · {deeds}{origin}")}</div>
        </div>
    }
}

/// What can be done with a session.
#[component]
fn Deeds(
    keep: Keep,
    head: Head,
    is_open: bool,
    renaming: RwSignal<Option<String>>,
) -> impl IntoView {
    let button = |what: &'static str, id: String, act: fn(Keep, &str)| {
        let label = format!("{what} “{}”", head.name);
        view! {
            <button
                type="button"
                class="button small"
                aria-label=label
                on:click=move |_| act(keep, &id)
            >
                {what}
            </button>
        }
    };
    let id = || head.id.clone();
    let rename = {
        let id = id();
        move |_| renaming.set(Some(id.clone()))
    };
    view! {
        <div class="session-deeds">
            {(!is_open)
                .then(|| button("Open", id(), |keep, id| {
                    keep.store.overlay.set(None);
                    keep.open(id);
                }))}
            <button
                type="button"
                class="button small"
                aria-label=format!("Rename “{}”", head.name)
                on:click=rename
            >
                "Rename"
            </button>
            {button("Duplicate", id(), Keep::duplicate)}
            {(!is_open).then(|| button("Delete", id(), Keep::delete))}
        </div>
    }
}

/// A field for a session's new name. Enter takes it, Escape does not.
#[component]
fn Rename(keep: Keep, head: Head, renaming: RwSignal<Option<String>>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let id = head.id.clone();
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            keep.rename(&id, &field.value());
        }
        renaming.set(None);
    };
    view! {
        <form class="session-rename" on:submit=take>
            <input
                node_ref=field
                class="field"
                aria-label=format!("New name of “{}”", head.name)
                maxlength=limits::NAME_CHARS.to_string()
                value=head.name
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        event.stop_propagation();
                        renaming.set(None);
                    }
                }
            />
            <button type="submit" class="button small primary">
                "Save"
            </button>
        </form>
    }
}
