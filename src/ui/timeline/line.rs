//! The line with its events and commands, and the hand on it.

use crate::base::System;
use crate::ui::model::facts::{system_key, title};
use crate::ui::model::timeline::{Stroke, Timeline, step_command};
use crate::ui::parts::size_of;
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::html::Div;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// A slider over all events; its right end is now.
#[component]
pub fn Line() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let node = NodeRef::<Div>::new();
    let size = size_of(node);
    let line = Memo::new(move |_| {
        let width = size.get().width;
        Arc::new(store.with_journal(|journal| Timeline::of(journal, width)))
    });
    let at = move || stage.shown_seq();
    let hand = move || line.with(|line| format!("left:{:.3}%", line.hand(at()) * 100.0));
    let seek = move |event: &web_sys::PointerEvent| {
        let Some(element) = node.get_untracked() else {
            return;
        };
        let rect = element.get_bounding_client_rect();
        let place = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
        match line.with_untracked(|line| line.event_at(place)) {
            Some(seq) => stage.go_to(seq),
            None => stage.now(),
        }
    };
    let held = StoredValue::new(false);
    let on_key = move |event: web_sys::KeyboardEvent| {
        let command = |by| {
            store.peek_journal(|journal| step_command(journal, store.cursor.get_untracked(), by))
        };
        match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => stage.step_all(-1),
            "ArrowRight" | "ArrowUp" => stage.step_all(1),
            "PageDown" => stage.go_or_now(command(-1)),
            "PageUp" => stage.go_or_now(command(1)),
            "Home" => {
                let first = store.peek_journal(|journal| journal.told().first().copied());
                stage.go_or_now(first);
            }
            "End" => stage.now(),
            _ => return,
        }
        event.prevent_default();
    };
    let text = move || {
        store.with_journal(|journal| match at() {
            None => "Now".to_owned(),
            Some(seq) => {
                let what = journal.event(seq).map_or("", |event| title(&event.what));
                format!("Event {seq}, {what}")
            }
        })
    };
    let paths = move || {
        line.with(|line| strokes(&line.strokes))
            .into_iter()
            .map(|(system, path)| {
                let key = system.map_or("log", system_key);
                view! { <path data-system=key d=path /> }
            })
            .collect_view()
    };
    let signs = move || {
        line.with(|line| line.signs.clone())
            .into_iter()
            .map(|sign| {
                let many = sign.commands > 1;
                view! {
                    <i class="sign" class:many=many style=format!("left:{:.3}%", sign.at * 100.0) title=sign.label></i>
                }
            })
            .collect_view()
    };
    view! {
        <div
            class="timeline-line"
            node_ref=node
            role="slider"
            tabindex="0"
            aria-label="Moment of this world"
            aria-valuemin=move || line.with(|line| line.first_seq.to_string())
            aria-valuemax=move || line.with(|line| line.next_seq.to_string())
            aria-valuenow=move || at().unwrap_or_else(|| line.with(|line| line.next_seq)).to_string()
            aria-valuetext=text
            on:keydown=on_key
            on:pointerdown=move |event| {
                if event.button() == 0 {
                    if let Some(element) = node.get_untracked() {
                        let _ = element.set_pointer_capture(event.pointer_id());
                    }
                    held.set_value(true);
                    seek(&event);
                }
            }
            on:pointermove=move |event| if held.get_value() { seek(&event) }
            on:pointerup=move |_| held.set_value(false)
            on:pointercancel=move |_| held.set_value(false)
        >
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">{paths}</svg>
            {signs}
            <div class="hand" style=hand></div>
        </div>
    }
}

/// One path per system: thousands of elements would be slow.
fn strokes(all: &[Stroke]) -> BTreeMap<Option<System>, String> {
    let mut paths: BTreeMap<Option<System>, String> = BTreeMap::new();
    for stroke in all {
        let path = paths.entry(stroke.system).or_default();
        let width = (stroke.width * 1_000.0 - 0.6).clamp(0.4, 6.0);
        let _ = write!(
            path,
            "M{:.2} 0h{width:.2}v10h-{width:.2}z",
            stroke.from * 1_000.0
        );
    }
    paths
}
