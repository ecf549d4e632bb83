//! The chart: bars over virtual time.

mod axis;
mod rows;

use crate::base::SpanId;
use crate::ui::model::waterfall::{Lens, Move};
use crate::ui::parts::size_of;
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use axis::Axis;
use leptos::html::Div;
use leptos::prelude::*;
use rows::Rows;
use std::collections::BTreeSet;

/// What a person did to the chart, and where its tracks are on the screen.
#[derive(Clone, Copy)]
struct Chart {
    stage: Stage,
    /// The stretch chosen; all of it when none.
    lens: RwSignal<Option<Lens>>,
    collapsed: RwSignal<BTreeSet<SpanId>>,
    /// The box whose width the time has.
    track: NodeRef<Div>,
    track_px: Signal<f64>,
}

impl Chart {
    fn length_us(&self) -> u64 {
        self.stage.waterfall.with(|waterfall| waterfall.length_us())
    }

    /// The stretch shown; tracked.
    fn lens(&self) -> Lens {
        let length = self.length_us();
        match self.lens.get() {
            // What was chosen for a longer request may not fit this one.
            Some(lens) if lens.to_us <= length as f64 => lens,
            _ => Lens::whole(length),
        }
    }

    /// Where a moment of virtual time stands, in per cent of the track.
    fn percent(&self, at_us: f64) -> f64 {
        let from = self.stage.waterfall.with(|waterfall| waterfall.from_us);
        self.lens().place(at_us - from as f64) * 100.0
    }

    /// The moment under a pointer.
    fn moment(&self, client_x: f64) -> Option<f64> {
        let rect = self.track.get_untracked()?.get_bounding_client_rect();
        let place = (client_x - rect.left()) / rect.width().max(1.0);
        let from = self
            .stage
            .waterfall
            .with_untracked(|waterfall| waterfall.from_us);
        let lens = untrack(|| self.lens());
        let to = self
            .stage
            .waterfall
            .with_untracked(|waterfall| waterfall.to_us);
        Some((from as f64 + lens.moment(place)).clamp(from as f64, to as f64))
    }

    fn zoom(&self, factor: f64, place: f64) {
        let length = untrack(|| self.length_us());
        let lens = untrack(|| self.lens()).zoom(factor, place, length);
        self.lens.set((lens != Lens::whole(length)).then_some(lens));
    }

    /// Nearer or farther around the moment on stage, when it is in sight.
    fn zoom_here(&self, factor: f64) {
        let here = untrack(|| self.percent(self.stage.moment_us.get())) / 100.0;
        let place = if (0.0..=1.0).contains(&here) {
            here
        } else {
            0.5
        };
        self.zoom(factor, place);
    }

    fn pan(&self, by: f64) {
        let length = untrack(|| self.length_us());
        self.lens
            .update(|lens| *lens = lens.map(|lens| lens.pan(by, length)));
    }

    /// The row of the event on stage; tracked.
    fn current_row(&self) -> Option<usize> {
        let store = Store::get();
        let seq = self.stage.current.get()?;
        let span = store.with_journal(|journal| journal.event(seq).and_then(|e| e.span));
        self.stage
            .waterfall
            .with(|waterfall| waterfall.row_of(span))
    }

    /// Travels to the first event of a row that is worth stepping to.
    fn choose_row(&self, row: usize) {
        let told = self.stage.told.get_untracked();
        let seq = self.stage.waterfall.with_untracked(|waterfall| {
            let row = waterfall.rows.get(row)?;
            let marks = || row.marks.iter().map(|mark| mark.seq);
            marks()
                .find(|seq| told.binary_search(seq).is_ok())
                .or_else(|| marks().next())
        });
        if let Some(seq) = seq {
            self.stage.go_to(seq);
        }
    }

    fn walk(&self, step: Move) {
        let here = untrack(|| self.current_row());
        let waterfall = self.stage.waterfall.get_untracked();
        let mut to = None;
        self.collapsed
            .update(|collapsed| to = waterfall.step(here, collapsed, step));
        if let Some(row) = to.filter(|row| Some(*row) != here) {
            self.choose_row(row);
        }
    }
}

/// The waterfall of the strand on stage.
#[component]
pub fn WaterfallChart() -> impl IntoView {
    let stage = Stage::get();
    let track = NodeRef::<Div>::new();
    let size = size_of(track);
    let chart = Chart {
        stage,
        lens: RwSignal::new(None),
        collapsed: RwSignal::default(),
        track,
        track_px: Signal::derive(move || size.get().width),
    };
    let on_wheel = move |event: web_sys::WheelEvent| {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            let factor = (-event.delta_y() / 300.0).exp();
            let rect = track.get_untracked().map(|t| t.get_bounding_client_rect());
            let place = rect.map_or(0.5, |rect| {
                (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0)
            });
            chart.zoom(factor, place.clamp(0.0, 1.0));
        } else if event.shift_key() || event.delta_x().abs() > event.delta_y().abs() {
            event.prevent_default();
            let by = if event.shift_key() {
                event.delta_y()
            } else {
                event.delta_x()
            };
            chart.pan(by / chart.track_px.get_untracked().max(1.0));
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => chart.zoom_here(1.6),
            "-" => chart.zoom_here(1.0 / 1.6),
            "0" => chart.lens.set(None),
            key => match Move::of_key(key) {
                Some(step) => chart.walk(step),
                None => return,
            },
        }
        event.prevent_default();
    };
    let near = move || chart.lens.get().is_some();
    view! {
        <div class="waterfall" on:wheel=on_wheel on:keydown=on_key>
            <div class="waterfall-axis">
                <div class="waterfall-tools" role="group" aria-label="Zoom">
                    <ToolButton label="Farther (−)" text="−" off=Signal::derive(move || !near()) press=move || chart.zoom_here(1.0 / 1.6) />
                    <ToolButton label="Nearer (+)" text="+" off=Signal::derive(|| false) press=move || chart.zoom_here(1.6) />
                    <ToolButton label="Fit the whole request (0)" text="Fit" off=Signal::derive(move || !near()) press=move || chart.lens.set(None) />
                </div>
                <Axis chart />
                <div class="waterfall-took-head">"Took"</div>
            </div>
            <Rows chart />
        </div>
    }
}

#[component]
fn ToolButton(
    label: &'static str,
    text: &'static str,
    off: Signal<bool>,
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet small"
            aria-label=label
            title=label
            disabled=move || off.get()
            on:click=move |_| press()
        >
            {text}
        </button>
    }
}
