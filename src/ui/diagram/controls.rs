//! Playing virtual time.

use crate::ui::model::playback::{PACES, Pace};
use crate::ui::model::time::duration;
use crate::ui::stage::Stage;
use leptos::prelude::*;

const BACK: &str = "M4 3h1.5v10H4zM13 3v10L6.5 8z";
const FORTH: &str = "M10.5 3H12v10h-1.5zM3 3l6.5 5L3 13z";
const PLAY: &str = "M4.5 2.5v11l9-5.5z";
const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";

/// Play and pause, step, a slider over the request's time, and the pace.
#[component]
pub fn Controls() -> impl IntoView {
    let stage = Stage::get();
    let none = move || stage.told.with(|told| told.is_empty());
    let edges = Memo::new(move |_| {
        stage
            .waterfall
            .with(|waterfall| (waterfall.from_us as f64, waterfall.to_us as f64))
    });
    let since = move || (stage.moment_us.get() - edges.get().0).max(0.0);
    let length = move || (edges.get().1 - edges.get().0).max(0.0);
    let said = move || {
        format!(
            "{} of {}",
            duration(since() as u64),
            duration(length() as u64)
        )
    };
    let slide = move |event| {
        let us = event_target::<web_sys::HtmlInputElement>(&event).value_as_number();
        if us.is_finite() {
            stage.scrub(edges.get_untracked().0 + us);
        }
    };
    let choose_pace = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        stage.pace.set(chosen.and_then(|at| PACES.get(at)).copied());
    };
    let paces = PACES
        .iter()
        .enumerate()
        .map(|(at, pace)| {
            let pace: Pace = *pace;
            view! {
                <option value=at.to_string() selected=move || stage.pace() == pace>
                    {pace.label()}
                </option>
            }
        })
        .collect_view();
    let play_label = move || {
        if stage.playing() {
            "Pause"
        } else {
            "Play virtual time"
        }
    };
    view! {
        <div class="play" role="group" aria-label="Virtual time">
            <button
                type="button"
                class="button quiet only-icon"
                aria-label="The event before"
                title="The event before"
                disabled=none
                on:click=move |_| stage.step(-1)
            >
                <Sign strokes=Signal::derive(|| BACK) />
            </button>
            <button
                type="button"
                class="button only-icon"
                aria-label=play_label
                title=play_label
                disabled=none
                on:click=move |_| stage.toggle()
            >
                <Sign strokes=Signal::derive(move || if stage.playing() { PAUSE } else { PLAY }) />
            </button>
            <button
                type="button"
                class="button quiet only-icon"
                aria-label="The event after"
                title="The event after"
                disabled=none
                on:click=move |_| stage.step(1)
            >
                <Sign strokes=Signal::derive(|| FORTH) />
            </button>
            <input
                class="slider play-slider"
                type="range"
                min="0"
                step="any"
                aria-label="Moment of this request"
                aria-valuetext=said
                prop:max=move || length().max(1.0).to_string()
                prop:value=move || since().to_string()
                disabled=none
                on:input=slide
                on:change=move |_| stage.let_go()
            />
            <output class="play-time figures">{said}</output>
            <select class="field" aria-label="Pace" on:change=choose_pace disabled=none>
                {paces}
            </select>
        </div>
    }
}

/// A filled sign of a player.
#[component]
pub fn Sign(
    /// Its outline in a box of 16 by 16.
    strokes: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path fill="currentColor" d=move || strokes.get() />
        </svg>
    }
}
