//! A file as it was at the moment that is looked at, when it was another.

use crate::session::protocol::{Question, View};
use crate::ui::model::time::count;
use crate::ui::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

/// What the open file was like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastText {
    seq: u64,
    path: String,
    /// Its text; none when there was no such file.
    text: Option<String>,
}

/// The open file at the moment that is looked at, when it differs from what
/// is in the editor.
pub fn past_text(store: Store) -> Memo<Option<PastText>> {
    let seen = RwSignal::new(None::<(u64, BTreeMap<String, String>)>);
    Effect::new(move |_| {
        let Some(seq) = store.cursor.get() else {
            return;
        };
        let look = store.look(Question::Files);
        spawn_local(async move {
            if let Some(View::Files { files }) = look.await {
                seen.set(Some((seq, files)));
            }
        });
    });
    Memo::new(move |_| {
        let seq = store.cursor.get()?;
        let path = store.open_file.get()?;
        let now = store.files.with(|files| files.get(&path).cloned());
        seen.with(|seen| {
            let (_, files) = seen.as_ref().filter(|(at, _)| *at == seq)?;
            let text = files.get(&path).cloned();
            (text != now).then_some(PastText { seq, path, text })
        })
    })
}

/// Such a file, to read only.
#[component]
pub fn PastFile(past: PastText) -> impl IntoView {
    let PastText { seq, path, text } = past;
    let words = match text {
        Some(_) => format!(
            "{path} as it was at event {}, to read only. Go back to now to edit it.",
            count(seq)
        ),
        None => format!("There was no {path} at event {}.", count(seq)),
    };
    view! {
        <div class="past-file">
            <div class="schema-bar">
                <p>{words}</p>
            </div>
            {text
                .map(|text| {
                    view! {
                        <pre
                            class="past-text"
                            tabindex="0"
                            role="region"
                            aria-label=format!("{path} at event {seq}")
                        >
                            {text}
                        </pre>
                    }
                })}
        </div>
    }
}
