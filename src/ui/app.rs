//! The whole page: its frame, and what goes on in it from the start.

use super::actions::perform;
use super::editor::Editor;
use super::files::Files;
use super::header::Header;
use super::icons::{Icon, icon};
use super::keep::{Keep, KeepNotices};
use super::layout::Layout;
use super::model::keys::{Press, action};
use super::model::split::Split;
use super::notice::NoticeBar;
use super::overlay::Overlays;
use super::request::RequestBar;
use super::response::ResponseView;
use super::splitter::Splitter;
use super::stage::Stage;
use super::store::{Column, Store};
use super::task::Task;
use super::theme;
use super::world_panel::WorldPanel;
use super::worlds::Worlds;
use crate::platform::focus;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let store = Store::new();
    let worlds = Worlds::new();
    let layout = Layout::recall();
    provide_context(store);
    provide_context(Stage::new(store));
    provide_context(worlds);
    provide_context(layout);
    theme::start(store);
    store.start_engine();
    worlds.start(store, Keep::new(store));

    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let (key, code) = (event.key(), event.code());
        let press = Press {
            key: &key,
            code: &code,
            ctrl: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
            typing: focus::typing(event.target()),
        };
        let over = store.overlay.with_untracked(Option::is_some);
        if let Some(action) = action(press)
            && !event.default_prevented()
            && !over
        {
            event.prevent_default();
            perform(store, action);
        }
    });
    on_cleanup(move || keys.remove());

    view! {
        <div class="frame" data-column=move || column_name(store.column.get())>
            <div class="top">
                <Header />
                <KeepNotices />
            </div>
            <main class="bench" style=move || layout.style()>
                <Task />
                <Splitter split=Split::Task label="Width of the task" class="split-task" />
                <section class="sheet code" id="code" aria-label="Code">
                    <Files />
                    <Editor />
                </section>
                <Splitter split=Split::Code label="Height of the editor" class="split-code" />
                <section class="sheet client" id="client" aria-label="Client">
                    <RequestBar />
                    <ResponseView />
                </section>
                <Splitter split=Split::World label="Width of the world" class="split-world" />
                <Splitter split=Split::Half label="Width of the left half" class="split-half" />
                <WorldPanel />
            </main>
            <Columns />
            <Overlays />
            <NoticeBar />
        </div>
    }
}

const fn column_name(column: Column) -> &'static str {
    match column {
        Column::Task => "task",
        Column::Code => "code",
        Column::World => "world",
    }
}

/// On a narrow screen: which column is shown, and the one thing to do.
#[component]
fn Columns() -> impl IntoView {
    let store = Store::get();
    let line = Memo::new(move |_| store.request.with(super::model::request::RequestForm::line));
    view! {
        <nav class="columns" aria-label="Parts of the page">
            {[(Column::Task, "Task"), (Column::Code, "Code"), (Column::World, "World")]
                .into_iter()
                .map(|(column, name)| {
                    view! {
                        <button
                            type="button"
                            class="column-button"
                            aria-current=move || (store.column.get() == column).then_some("true")
                            on:click=move |_| store.column.set(column)
                        >
                            {name}
                        </button>
                    }
                })
                .collect_view()}
            <button
                type="button"
                class="button primary columns-send"
                aria-label=move || format!("Send {}", line.get())
                disabled=move || !store.ready()
                on:click=move |_| store.send_request()
            >
                <span>"Send"</span>
                {icon(Icon::Send)}
            </button>
        </nav>
    }
}
