//! The lines themselves, of which those in sight are on the page.

use crate::ui::model::log::{Level, Line, Shown, line};
use crate::ui::model::time::moment;
use crate::ui::parts::size_of;
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// How near its end a log must be to go on following it, in pixels.
const NEAR_PX: i32 = 40;

/// Keeps the newest line in sight while its end is.
#[component]
pub fn Lines(
    /// What passes the filter.
    lines: Memo<Arc<Shown>>,
) -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let scroller = NodeRef::<Div>::new();
    let size = size_of(scroller);
    let scroll = RwSignal::new(0.0);
    let follows = StoredValue::new(true);
    let sight = Memo::new(move |_| {
        let height = size.get().height.max(200.0);
        lines.with(|lines| lines.stack.window(scroll.get(), height))
    });
    let on_scroll = move |_| {
        let Some(element) = scroller.get_untracked() else {
            return;
        };
        let below = element.scroll_height() - element.scroll_top() - element.client_height();
        follows.set_value(below < NEAR_PX);
        scroll.set(f64::from(element.scroll_top()));
    };
    // Moves the scroll position, which the browser owns, to the newest line.
    Effect::new(move |_| {
        lines.track();
        if let Some(element) = scroller.get()
            && follows.get_value()
        {
            request_animation_frame(move || element.set_scroll_top(element.scroll_height()));
        }
    });
    let rows = move || {
        let places = sight.with(|sight| sight.rows.clone());
        let generation = stage.generation.get();
        lines.with(|lines| {
            places
                .filter_map(|place| Some((generation, *lines.seqs.get(place)?)))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div
            class="log-lines"
            node_ref=scroller
            on:scroll=on_scroll
            tabindex="0"
            role="region"
            aria-label="Lines of the log"
            hidden=move || lines.with(|lines| lines.seqs.is_empty())
        >
            <div class="log-all" style=move || sight.with(|s| format!("height:{}px", s.height_px))>
                <div role="list" style=move || sight.with(|s| format!("transform:translateY({}px)", s.top_px))>
                    <For each=rows key=|row| *row let((_, seq))>
                        {store.peek_journal(|journal| line(journal, seq)).map(|line| view! { <LineView line /> })}
                    </For>
                </div>
            </div>
        </div>
    }
}

#[component]
fn LineView(line: Line) -> impl IntoView {
    let stage = Stage::get();
    let seq = line.seq;
    let grave = match line.level {
        Level::Warn => Some("warn"),
        Level::Error => Some("error"),
        _ => None,
    };
    let request = line.request.map(|id| {
        let title = format!("Travel to request {}", id.0);
        view! {
            <button type="button" class="log-request figures" title=title on:click=move |_| stage.go_to(seq)>
                {format!("#{}", id.0)}
            </button>
        }
    });
    view! {
        <div class="log-line" role="listitem" data-level=line.level.word() data-system=grave.map(|_| "fault")>
            <span class="log-when figures">{moment(line.at_us)}</span>
            <span class="log-level">{line.level.word()}</span>
            <span class="log-process">{line.process}</span>
            <span class="log-for">{request}</span>
            <pre class="log-text">{line.text}</pre>
        </div>
    }
}
