//! curl commands, in and out.

use crate::base::{Body, Diagnostic};
use crate::http::curl;
use crate::http::draft::Draft;
use crate::platform::clipboard;
use crate::session::protocol::RequestDraft;
use crate::ui::diagnostic::DiagnosticCard;
use crate::ui::dialog::Dialog;
use crate::ui::model::request::RequestForm;
use crate::ui::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Copies the request in the bar as a curl command.
pub fn copy(store: Store) {
    let host = store.world.with_untracked(|world| world.host.clone());
    let form = store.request.get_untracked();
    let draft = match form.draft() {
        Ok(RequestDraft::Parts {
            method,
            url,
            headers,
            body,
        }) => Draft {
            method,
            url,
            headers,
            body: body.0,
        },
        Ok(RequestDraft::Raw { .. }) => {
            store.notify(
                "Raw bytes have no curl command: curl writes its own. Go back to the fields first.",
                None,
            );
            return;
        }
        Err(diagnostic) => {
            store.trouble.set(Some(diagnostic));
            return;
        }
    };
    let command = curl::print(&draft, &host);
    spawn_local(async move {
        if clipboard::copy(&command).await {
            store.notify("Copied as a curl command.", None);
        } else {
            store.notify("The browser did not let the page use the clipboard.", None);
        }
    });
}

/// Takes a whole curl command; says whether the text was one.
pub fn taken(store: Store, text: &str) -> bool {
    text.trim_start().starts_with("curl ") && read(store, text).is_ok()
}

fn read(store: Store, text: &str) -> Result<(), Diagnostic> {
    let draft = curl::parse(text)?;
    store.load_request(RequestForm::of_draft(&RequestDraft::Parts {
        method: draft.method,
        url: draft.url,
        headers: draft.headers,
        body: Body(draft.body),
    }));
    Ok(())
}

/// Asks for a curl command.
#[component]
pub fn CurlDialog(
    /// Whether it is there.
    open: RwSignal<bool>,
) -> impl IntoView {
    let store = Store::get();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Diagnostic>);
    let done = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match read(store, &text.get_untracked()) {
            Ok(()) => open.set(false),
            Err(diagnostic) => {
                store.announce(diagnostic.message.clone());
                wrong.set(Some(diagnostic));
            }
        }
    };
    view! {
        <Dialog title="Read a curl command" on_close=move |()| open.set(false)>
            <form class="curl-form" on:submit=done>
                <textarea
                    class="field code"
                    aria-label="curl command"
                    rows="6"
                    spellcheck="false"
                    placeholder="curl -X POST http://shop.test/books -H 'Content-Type: application/json' -d '{\"title\":\"Emma\"}'"
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                {move || wrong.get().map(|diagnostic| view! { <DiagnosticCard diagnostic=diagnostic /> })}
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| open.set(false)>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary">
                        "Put it into the request bar"
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
