//! Doing what a key, a menu or the palette asks for.

use super::keep::Keep;
use super::model::keys::Action;
use super::store::{Column, Overlay, Panel, Store, Theme};
use crate::platform::focus;
use crate::session::protocol::Command;
use leptos::prelude::*;

/// Does it.
pub fn perform(store: Store, action: Action) {
    match action {
        Action::Send => store.send_request(),
        Action::Palette => store.overlay.set(Some(Overlay::Palette)),
        Action::StepBack => store.step(-1),
        Action::StepForth => store.step(1),
        Action::Now => store.now(),
        Action::ContinueHere => store.continue_from_here(),
        Action::FocusEditor => {
            store.column.set(Column::Code);
            request_animation_frame(|| focus::give(".editor [contenteditable], .editor textarea"));
        }
        Action::FocusRequest => {
            store.column.set(Column::World);
            request_animation_frame(|| focus::give("#request-url"));
        }
        Action::ShowTrace => show(store, Panel::Trace),
        Action::ShowDiagram => show(store, Panel::Diagram),
        Action::ShowDatabase => show(store, Panel::Database),
        Action::ShowCache => show(store, Panel::Cache),
        Action::ShowLog => show(store, Panel::Log),
        Action::Restart => {
            store.save_files();
            store.send(Command::Restart);
            store.notify("The server process has restarted.", None);
        }
        Action::StartOver => store.start_over(),
        Action::Reset => store.reset(),
        Action::Sessions => store.overlay.set(Some(Overlay::Sessions)),
        Action::Export => with_keep(store, Keep::export),
        Action::Import => with_keep(store, Keep::import),
        Action::Theme => {
            let next = match store.theme.get_untracked() {
                Theme::System => Theme::Light,
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::System,
            };
            store.theme.set(next);
        }
        Action::Shortcuts => store.overlay.set(Some(Overlay::Shortcuts)),
        Action::About => store.overlay.set(Some(Overlay::About)),
    }
}

/// Whether it can be done now; tracked.
pub fn possible(store: Store, action: Action) -> bool {
    match action {
        Action::Send | Action::Restart | Action::StartOver | Action::Reset => store.ready(),
        Action::Now | Action::ContinueHere => store.cursor.with(Option::is_some),
        Action::StepBack | Action::StepForth => store.trace.with(|mark| mark.next_seq > 0),
        _ => true,
    }
}

fn with_keep(store: Store, act: impl FnOnce(Keep)) {
    if let Some(keep) = store.keeper() {
        act(keep);
    }
}

fn show(store: Store, panel: Panel) {
    store.panel.set(panel);
    store.column.set(Column::World);
}
