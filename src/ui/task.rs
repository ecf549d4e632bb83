//! The left column: what this world is, and things to try.

use super::model::facts::system_key;
use super::model::request::RequestForm;
use super::parts::SystemName;
use super::prose::{Prose, sentence};
use super::store::Store;
use crate::base::System;
use crate::session::protocol::Trial;
use leptos::prelude::*;

/// The left column.
#[component]
pub fn Task() -> impl IntoView {
    let store = Store::get();
    let title = Memo::new(move |_| store.world.with(|world| world.title.clone()));
    let about = Memo::new(move |_| store.world.with(|world| world.about.clone()));
    let trials = Memo::new(move |_| store.world.with(|world| world.try_these.clone()));
    view! {
        <section class="sheet task" id="task" aria-label="This world">
            <div class="task-scroll" tabindex="0" role="group" aria-label="About this world">
                <h2 class="task-title">{move || title.get()}</h2>
                <Prose text=about />
                <h2 class="eyebrow">"Things to try"</h2>
                <ol role="list" class="trials">
                    {move || {
                        trials
                            .get()
                            .into_iter()
                            .map(|trial| view! { <TrialButton trial=trial /> })
                            .collect_view()
                    }}
                </ol>
                <h2 class="eyebrow">"What a request meets here"</h2>
                <Systems />
            </div>
        </section>
    }
}

#[component]
fn TrialButton(trial: Trial) -> impl IntoView {
    let store = Store::get();
    let form = RequestForm::of_trial(&trial);
    let loaded = {
        let form = form.clone();
        Memo::new(move |_| store.request.with(|request| *request == form))
    };
    let line = form.line();
    let watch = trial.watch.clone();
    let label = trial.label.clone();
    view! {
        <li>
            <button
                type="button"
                class="trial"
                aria-pressed=move || loaded.get().to_string()
                on:click=move |_| store.load_trial(&trial)
            >
                <span class="trial-label">{label}</span>
                <code class="trial-line">{line}</code>
                {(!watch.is_empty()).then(|| view! { <span class="trial-watch">{sentence(&watch)}</span> })}
            </button>
        </li>
    }
}

/// The systems of this world, in the order a request meets them.
#[component]
fn Systems() -> impl IntoView {
    let store = Store::get();
    let systems = Memo::new(move |_| {
        store.world.with(|world| {
            let mut systems = vec![
                System::Client,
                System::Network,
                System::Server,
                System::Handler,
            ];
            if world.cache.is_some() {
                systems.push(System::Cache);
            }
            if world.sql.is_some() {
                systems.push(System::Sql);
            }
            systems.push(System::Log);
            systems
        })
    });
    view! {
        <ul role="list" class="systems">
            {move || {
                systems
                    .get()
                    .into_iter()
                    .map(|system| {
                        view! {
                            <li data-system=system_key(system)>
                                <SystemName system=system />
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}
