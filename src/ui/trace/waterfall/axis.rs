//! The axis of virtual time, which a hand can scrub along.

use super::Chart;
use crate::ui::model::time::{duration, ticks};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Room that one label needs, in pixels.
const LABEL_PX: f64 = 72.0;

/// Round moments, and the hand that stands at the moment on stage.
#[component]
pub fn Axis(chart: Chart) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let lens = chart.lens();
        let width = chart.track_px.get().max(1.0);
        ticks(lens.from_us, lens.to_us, lens.span_us() * LABEL_PX / width)
            .into_iter()
            .map(|tick| (lens.place(tick.us) * 100.0, tick.label))
            .collect::<Vec<_>>()
    });
    let held = RwSignal::new(false);
    let press = move |event: web_sys::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        if let Some(element) = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        {
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        held.set(true);
        scrub(chart, &event);
    };
    let drag = move |event: web_sys::PointerEvent| {
        if held.get_untracked() {
            scrub(chart, &event);
        }
    };
    let release = move |_: web_sys::PointerEvent| {
        if held.get_untracked() {
            held.set(false);
            chart.stage.let_go();
        }
    };
    let place = move || chart.percent(chart.stage.moment_us.get());
    let hand = move || format!("left:{:.3}%", place());
    let since = move || {
        let from = chart.stage.waterfall.with(|waterfall| waterfall.from_us);
        (chart.stage.moment_us.get() - from as f64).max(0.0) as u64
    };
    let labels = move || {
        lines
            .get()
            .into_iter()
            .map(|(at, label)| {
                view! { <span class="tick figures" style=format!("left:{at:.3}%")>{label}</span> }
            })
            .collect_view()
    };
    view! {
        <div
            class="waterfall-scale"
            class:held=move || held.get()
            node_ref=chart.track
            aria-hidden="true"
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=release
        >
            {labels}
            <div class="hand" style=hand hidden=move || !(-0.5..=100.5).contains(&place())>
                <span class="hand-label figures" class:flip=move || { place() > 80.0 }>
                    {move || duration(since())}
                </span>
            </div>
        </div>
    }
}

fn scrub(chart: Chart, event: &web_sys::PointerEvent) {
    if let Some(us) = chart.moment(f64::from(event.client_x())) {
        chart.stage.scrub(us);
    }
}
