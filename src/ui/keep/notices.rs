//! Calm bars that say what a person should know about what is kept.

use super::Keep;
use super::saving::{Saving, Why};
use crate::ui::store::Store;
use leptos::prelude::*;

/// Every bar there is something to say in, the most pressing first.
#[component]
pub fn KeepNotices() -> impl IntoView {
    let keep = Store::get().keeper();
    keep.map(|keep| {
        view! {
            <div class="bars" data-kept=move || keep.settled.get().to_string()>
                <HeldNotice keep=keep />
                <ElsewhereNotice keep=keep />
                <StorageNotice keep=keep />
                <UpdateNotice keep=keep />
            </div>
        }
    })
}

/// A session that came from a file is shown and waits to be run.
#[component]
fn HeldNotice(keep: Keep) -> impl IntoView {
    let held = Memo::new(move |_| {
        keep.store.held.with(|held| {
            held.as_ref()
                .map(|held| (held.name.clone(), held.past.deeds()))
        })
    });
    move || {
        held.get().map(|(name, deeds)| {
            let steps = match deeds {
                0 => String::new(),
                1 => " Running it repeats its 1 step.".to_owned(),
                many => format!(" Running it repeats its {many} steps."),
            };
            view! {
                <section class="bar" aria-label="Session from a file">
                    <p>
                        <strong>{format!("“{name}” came from a file; its code has not run.")}</strong>
                        {format!(" Read it first: it is in the editor.{steps}")}
                    </p>
                    <button
                        type="button"
                        class="button primary small"
                        on:click=move |_| keep.run_held()
                    >
                        "Run this session"
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| keep.drop_held()
                    >
                        "Go back"
                    </button>
                </section>
            }
        })
    }
}

/// The session that is wanted is open in another tab.
#[component]
fn ElsewhereNotice(keep: Keep) -> impl IntoView {
    move || {
        keep.elsewhere.get().map(|head| {
            view! {
                <section class="bar" aria-label="Session open in another tab" role="alert">
                    <p>
                        <strong>{format!("“{}” is open in another tab.", head.name)}</strong>
                        " One tab at a time works on a session, so that neither overwrites the other."
                    </p>
                    <button
                        type="button"
                        class="button primary small"
                        on:click=move |_| keep.open_copy()
                    >
                        "Open a copy"
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| keep.take_over()
                    >
                        "Take it over"
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| keep.only_look()
                    >
                        "Only look"
                    </button>
                    <button
                        type="button"
                        class="button quiet small"
                        on:click=move |_| keep.leave_elsewhere()
                    >
                        "Neither"
                    </button>
                </section>
            }
        })
    }
}

/// What is done is not kept, and why.
#[component]
fn StorageNotice(keep: Keep) -> impl IntoView {
    // Said once: a person who has read it need not read it again.
    let read = RwSignal::new(None::<String>);
    move || {
        let saving = keep.saving.get();
        let told = saving.told()?;
        if read.with(|read| read.as_ref() == Some(&told.code)) {
            return None;
        }
        let elsewhere = matches!(saving, Saving::Off(Why::Elsewhere));
        let foreign = elsewhere || matches!(saving, Saving::Off(Why::OnlyLooking));
        let code = told.code.clone();
        Some(view! {
            <section class="bar" aria-label="Keeping your work" title=told.authentic>
                <p>
                    <strong>{told.message}</strong>
                    " "
                    {told.next_step}
                </p>
                {foreign
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button primary small"
                                on:click=move |_| keep.go_on_with_copy()
                            >
                                "Work on a copy"
                            </button>
                        }
                    })}
                {elsewhere
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button small"
                                on:click=move |_| keep.take_back()
                            >
                                "Take it back"
                            </button>
                        }
                    })}
                {(!foreign)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button small"
                                on:click=move |_| keep.export()
                            >
                                "Export session"
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="button quiet small"
                    on:click=move |_| read.set(Some(code.clone()))
                >
                    "Dismiss"
                </button>
            </section>
        })
    }
}

/// A newer version is ready.
#[component]
fn UpdateNotice(keep: Keep) -> impl IntoView {
    move || {
        keep.update.get().then(|| {
            view! {
                <section class="bar" aria-label="New version">
                    <p>
                        <strong>"A new version of Backlot is ready."</strong>
                        " Your session is kept; this page goes on as it is until you reload."
                    </p>
                    <button
                        type="button"
                        class="button primary small"
                        on:click=move |_| keep.use_update()
                    >
                        "Reload to update"
                    </button>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| keep.update.set(false)
                    >
                        "Later"
                    </button>
                </section>
            }
        })
    }
}
