//! A line between two parts of the page that a hand or a key can move.

use super::layout::Layout;
use super::model::split::Split;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// A line between two parts of the page.
#[component]
pub fn Splitter(
    /// What it gives space to.
    split: Split,
    /// What moving it does, for people who listen.
    label: &'static str,
    /// Its class, which places it.
    class: &'static str,
) -> impl IntoView {
    let layout = Layout::get();
    let held = RwSignal::new(false);
    let (least, most) = split.range();
    let drag = move |event: leptos::ev::PointerEvent| {
        if !held.get_untracked() {
            return;
        }
        let Some(bench) = event
            .current_target()
            .and_then(|line| line.dyn_into::<leptos::web_sys::Element>().ok())
            .and_then(|line| line.parent_element())
        else {
            return;
        };
        let area = bench.get_bounding_client_rect();
        let (at, from, size) = if split.upright() {
            (f64::from(event.client_x()), area.left(), area.width())
        } else {
            (f64::from(event.client_y()), area.top(), area.height())
        };
        let share = 100.0 * (at - from) / size.max(1.0);
        let share = if split == Split::World {
            100.0 - share
        } else {
            share
        };
        layout.set(layout.shares.get_untracked().with(split, share));
    };
    let grip = move |event: leptos::ev::PointerEvent| {
        let line = event
            .current_target()
            .and_then(|line| line.dyn_into::<leptos::web_sys::Element>().ok());
        if let Some(line) = line {
            let _ = line.set_pointer_capture(event.pointer_id());
            held.set(true);
        }
    };
    view! {
        <div
            class=format!("splitter {class}")
            class:upright=split.upright()
            class:held=move || held.get()
            role="separator"
            tabindex="0"
            aria-label=label
            aria-orientation=if split.upright() { "vertical" } else { "horizontal" }
            aria-valuemin=least.to_string()
            aria-valuemax=most.to_string()
            aria-valuenow=move || format!("{:.0}", layout.shares.with(|shares| shares.of(split)))
            title=format!("{label}: drag, or use the arrow keys. Enter puts it back.")
            on:pointerdown=grip
            on:pointermove=drag
            on:pointerup=move |_| held.set(false)
            on:pointercancel=move |_| held.set(false)
            on:dblclick=move |_| {
                layout
                    .set(
                        layout
                            .shares
                            .get_untracked()
                            .after_key(split, "Enter")
                            .unwrap_or_default(),
                    );
            }
            on:keydown=move |event| {
                if let Some(shares) = layout.shares.get_untracked().after_key(split, &event.key()) {
                    event.prevent_default();
                    layout.set(shares);
                }
            }
        ></div>
    }
}
