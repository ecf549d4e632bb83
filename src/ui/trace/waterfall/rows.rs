//! The rows: a name, a bar with its events, and how long it took.

use super::Chart;
use crate::ui::model::facts::{failed, system_key, system_name};
use crate::ui::model::time::duration;
use crate::ui::model::waterfall::Row;
use crate::ui::model::window::{reveal, window};
use crate::ui::parts::{SystemIcon, size_of};
use crate::ui::store::Store;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The height of a row, in pixels.
const ROW_PX: f64 = 26.0;
/// Most events drawn on one bar; more would be one grey stroke.
const MARKS: usize = 60;
/// How far a pointer goes before it drags instead of pressing, in pixels.
const DRAG_PX: f64 = 4.0;

/// A tree with one row per span. One row is current; its element is named to
/// people who listen by `aria-activedescendant`, so that rows out of sight
/// need not be on the page.
#[component]
pub fn Rows(chart: Chart) -> impl IntoView {
    let scroller = NodeRef::<Div>::new();
    let size = size_of(scroller);
    let scroll = RwSignal::new(0.0);
    let shown = Memo::new(move |_| {
        let waterfall = chart.stage.waterfall.get();
        chart.collapsed.with(|collapsed| waterfall.shown(collapsed))
    });
    let current = Memo::new(move |_| chart.current_row());
    let sight = Memo::new(move |_| {
        let height = size.get().height.max(200.0);
        window(shown.with(Vec::len), ROW_PX, scroll.get(), height)
    });
    // Moves the scroll position, which the browser owns, to the current row.
    Effect::new(move |_| {
        let place = current
            .get()
            .and_then(|row| shown.with(|shown| shown.iter().position(|at| *at == row)));
        let (Some(place), Some(element)) = (place, scroller.get()) else {
            return;
        };
        let height = f64::from(element.client_height());
        let top = f64::from(element.scroll_top());
        if let Some(to) = reveal(shown.with_untracked(Vec::len), ROW_PX, top, height, place) {
            element.set_scroll_top(to as i32);
        }
    });
    let rows = move || {
        let places = sight.with(|sight| sight.rows.clone());
        shown.with(|shown| {
            places
                .filter_map(|place| shown.get(place).copied())
                .collect::<Vec<_>>()
        })
    };
    let drag = Drag::new(chart);
    view! {
        <div
            class="waterfall-rows"
            node_ref=scroller
            role="treegrid"
            tabindex="0"
            aria-label="Spans over virtual time"
            aria-rowcount=move || shown.with(Vec::len).to_string()
            aria-activedescendant=move || current.get().map(id_of)
            on:scroll=move |_| if let Some(element) = scroller.get_untracked() {
                scroll.set(f64::from(element.scroll_top()));
            }
            on:pointerdown=move |event| drag.hold(&event)
            on:pointermove=move |event| drag.move_to(&event)
            on:pointerup=move |_| drag.release()
            on:pointercancel=move |_| drag.release()
            on:keydown=move |event: web_sys::KeyboardEvent| if event.key() == "Enter" {
                event.prevent_default();
                focus_detail();
            }
        >
            <div class="waterfall-all" role="presentation" style=move || format!("height:{}px", sight.get().height_px)>
                <div role="presentation" style=move || format!("transform:translateY({}px)", sight.get().top_px)>
                    <For each=rows key=move |at| key(chart, *at) let(at)>
                        <RowView chart at current drag />
                    </For>
                </div>
                <div class="waterfall-over" aria-hidden="true">
                    <div class="hand" style=move || format!("left:{:.3}%", chart.percent(chart.stage.moment_us.get()))></div>
                </div>
            </div>
        </div>
    }
}

/// A row is drawn anew when its span has gone on.
fn key(chart: Chart, at: usize) -> (u32, usize, u32, usize, bool) {
    let generation = chart.stage.generation.get_untracked();
    chart.stage.waterfall.with_untracked(|waterfall| {
        waterfall
            .rows
            .get(at)
            .map_or((generation, at, 0, 0, false), |row| {
                (
                    generation,
                    at,
                    row.span.0,
                    row.marks.len() + row.children,
                    row.end_us.is_some(),
                )
            })
    })
}

fn id_of(row: usize) -> String {
    format!("trace-row-{row}")
}

fn focus_detail() {
    let detail = document().get_element_by_id("trace-detail");
    crate::ui::parts::focus(detail);
}

#[component]
fn RowView(chart: Chart, at: usize, current: Memo<Option<usize>>, drag: Drag) -> impl IntoView {
    let waterfall = chart.stage.waterfall.get_untracked();
    let row = waterfall.rows.get(at).cloned()?;
    let now_us = waterfall.to_us;
    let took = row.duration_us(now_us);
    let span = row.span;
    let open = move || chart.collapsed.with(|collapsed| !collapsed.contains(&span));
    let toggle = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        chart.collapsed.update(|collapsed| {
            if !collapsed.insert(span) {
                collapsed.remove(&span);
            }
        });
    };
    let has_children = row.children > 0;
    let indent = format!(
        "padding-left:calc({} * var(--space-3) + var(--space-1))",
        row.depth.min(12)
    );
    let said = format!(
        "{}, {}, took {}",
        row.name,
        system_name(row.system),
        duration(took)
    );
    let twist = has_children.then(|| {
        view! {
            <button type="button" class="twist" tabindex="-1" aria-hidden="true" on:click=toggle>
                {move || if open() { "▾" } else { "▸" }}
            </button>
        }
    });
    let system = if row.failed {
        "fault"
    } else {
        system_key(row.system)
    };
    Some(view! {
        <div
            class="waterfall-row"
            id=id_of(at)
            role="row"
            attr:aria-level=(row.depth + 1).to_string()
            aria-expanded=move || has_children.then(|| open().to_string())
            aria-selected=move || (current.get() == Some(at)).to_string()
            aria-label=said
            class:failed=row.failed
            on:click=move |_| if !drag.dragged() { chart.choose_row(at) }
        >
            <div class="span-name" role="gridcell" style=indent title=row.name.clone()>
                <span class="twist-room">{twist}</span>
                <SystemIcon system=row.system />
                <span class="name">{row.name.clone()}</span>
            </div>
            <div class="span-track" role="gridcell">
                <Bar chart row=row.clone() now_us system />
            </div>
            <div class="span-took figures" role="gridcell">{duration(took)}</div>
        </div>
    })
}

#[component]
fn Bar(chart: Chart, row: Row, now_us: u64, system: &'static str) -> impl IntoView {
    let store = Store::get();
    let (start, end) = (row.start_us as f64, row.end_us.unwrap_or(now_us) as f64);
    let place = move || {
        let (from, to) = (chart.percent(start), chart.percent(end));
        format!("left:{from:.3}%;width:{:.3}%", (to - from).max(0.0))
    };
    let inner: Vec<_> = row
        .marks
        .iter()
        .copied()
        .filter(|mark| {
            store.peek_journal(|journal| {
                journal
                    .event(mark.seq)
                    .is_some_and(|e| crate::ui::model::facts::tells(&e.what))
            })
        })
        .collect();
    let every = inner.len().div_ceil(MARKS).max(1);
    let marks = inner
        .into_iter()
        .step_by(every)
        .map(|mark| {
            let bad = store
                .peek_journal(|journal| journal.event(mark.seq).is_some_and(|e| failed(&e.what)));
            view! {
                <i
                    class="mark"
                    class:bad=bad
                    class:on=move || chart.stage.current.get() == Some(mark.seq)
                    style=move || format!("left:{:.3}%", chart.percent(mark.at_us as f64))
                    on:click=move |event: web_sys::MouseEvent| {
                        event.stop_propagation();
                        chart.stage.go_to(mark.seq);
                    }
                ></i>
            }
        })
        .collect_view();
    view! {
        <div class="span-bar" data-system=system class:open=row.end_us.is_none() style=place></div>
        <span data-system=system>{marks}</span>
    }
}

/// Dragging the chart sideways, which only a chart that is zoomed in can be.
#[derive(Clone, Copy)]
struct Drag {
    chart: Chart,
    from_x: StoredValue<Option<f64>>,
    moved: StoredValue<bool>,
}

impl Drag {
    fn new(chart: Chart) -> Self {
        Self {
            chart,
            from_x: StoredValue::new(None),
            moved: StoredValue::new(false),
        }
    }

    fn hold(&self, event: &web_sys::PointerEvent) {
        self.moved.set_value(false);
        let near = self.chart.lens.with_untracked(Option::is_some);
        let mouse = event.button() == 0 && event.pointer_type() == "mouse";
        self.from_x
            .set_value((near && mouse).then(|| f64::from(event.client_x())));
    }

    fn move_to(&self, event: &web_sys::PointerEvent) {
        let Some(from) = self.from_x.get_value() else {
            return;
        };
        let by = f64::from(event.client_x()) - from;
        if !self.moved.get_value() && by.abs() < DRAG_PX {
            return;
        }
        if !self.moved.get_value() {
            self.moved.set_value(true);
            if let Some(element) = event
                .current_target()
                .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
        }
        self.from_x.set_value(Some(f64::from(event.client_x())));
        self.chart
            .pan(-by / self.chart.track_px.get_untracked().max(1.0));
    }

    fn release(&self) {
        self.from_x.set_value(None);
    }

    /// Whether the press that ends now was a drag.
    fn dragged(&self) -> bool {
        self.moved.get_value()
    }
}
