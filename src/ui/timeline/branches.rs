//! The branches that were left behind, and the way back to them.

use super::wait::close_on_escape;
use crate::ui::model::time::count;
use crate::ui::store::Store;
use leptos::html::Details;
use leptos::prelude::*;

/// A menu of the branches; nothing while there is only one history.
#[component]
pub fn Branches() -> impl IntoView {
    let store = Store::get();
    let menu = NodeRef::<Details>::new();
    let some = Memo::new(move |_| store.branches.with(|branches| !branches.is_empty()));
    let list = move || {
        store
            .branches
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, branch)| {
                let go = move |_| {
                    if let Some(menu) = menu.get_untracked() {
                        menu.set_open(false);
                    }
                    store.go_to_branch(at);
                };
                view! {
                    <li>
                        <button type="button" class="branch" disabled=move || !store.ready() on:click=go>
                            <span class="branch-name">{branch.label.clone()}</span>
                            <span class="branch-said figures">
                                {format!("parted at event {}, has {} events", count(branch.parted_at), count(branch.events))}
                            </span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || some.get()>
            <details class="pop" node_ref=menu on:keydown=move |event| close_on_escape(&event, menu)>
                <summary class="button quiet small figures">
                    {move || format!("Branches {}", store.branches.with(Vec::len) + 1)}
                </summary>
                <div class="pop-box">
                    <p class="pop-said">"Histories you continued away from. Going back keeps this one in the list."</p>
                    <ul role="list">{list}</ul>
                </div>
            </details>
        </Show>
    }
}
