//! A table of any length, of which the rows in sight are on the page.

use super::{Size, size_of};
use crate::ui::model::window::{Window, reveal, window};
use leptos::html::Div;
use leptos::prelude::*;
use std::ops::Range;

/// The height of a row, in pixels; `--row` of the tokens.
pub const ROW_PX: f64 = 28.0;

/// The room of one letter, and that around a cell's text, in pixels.
const LETTER_PX: f64 = 6.8;
const AROUND_PX: f64 = 20.0;

/// The head of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnHead {
    /// Its name.
    pub name: String,
    /// What stands small beside the name, such as its type.
    pub note: String,
    /// What stands in a tip, such as its constraints.
    pub title: String,
    /// How wide it is, in characters.
    pub width: usize,
    /// Whether figures stand in it, which end at the right.
    pub figures: bool,
    /// Whether its name is only for people who listen.
    pub quiet: bool,
}

impl ColumnHead {
    /// A column of text.
    #[must_use]
    pub fn text(name: &str, width: usize) -> Self {
        Self {
            name: name.to_owned(),
            note: String::new(),
            title: String::new(),
            width,
            figures: false,
            quiet: false,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(name: &str, width: usize) -> Self {
        Self {
            figures: true,
            ..Self::text(name, width)
        }
    }
}

/// A table with a head that stays in sight. Rows are asked for as they come
/// into sight; `row` gives a row's cells.
#[component]
pub fn LongTable<R, V>(
    /// What it shows, for people who listen.
    #[prop(into)]
    label: Signal<String>,
    /// Its columns; widths that stay keep the table from jumping.
    #[prop(into)]
    columns: Signal<Vec<ColumnHead>>,
    /// How many rows it has.
    #[prop(into)]
    total: Signal<usize>,
    /// A row's cells, `<td>` by `<td>`.
    row: R,
    /// The row that is current.
    #[prop(into, optional)]
    current: Signal<Option<usize>>,
    /// What a click on a row does.
    #[prop(into, optional)]
    on_row: Option<Callback<usize>>,
    /// Told of the rows in sight.
    #[prop(optional)]
    seen: Option<RwSignal<Range<usize>>>,
) -> impl IntoView
where
    R: Fn(usize) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let scroller = NodeRef::<Div>::new();
    let size = size_of(scroller);
    let scroll = RwSignal::new(0.0);
    let shown = Memo::new(move |_| in_sight(total.get(), scroll.get(), size.get()));
    let on_scroll = move |_| {
        let Some(element) = scroller.get_untracked() else {
            return;
        };
        scroll.set(f64::from(element.scroll_top()));
        if let Some(seen) = seen {
            let rows = shown.get_untracked().rows;
            if seen.get_untracked() != rows {
                seen.set(rows);
            }
        }
    };
    // Moves the scroll position, which the browser owns, to the current row.
    Effect::new(move |_| {
        let (Some(at), Some(element)) = (current.get(), scroller.get()) else {
            return;
        };
        let (top, height) = (element.scroll_top(), element.client_height());
        // The head covers the first row's height.
        let inner = f64::from(height) - ROW_PX;
        let total = total.get_untracked();
        if let Some(to) = reveal(total, ROW_PX, f64::from(top), inner, at) {
            element.set_scroll_top(to as i32);
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        let Some(on_row) = on_row else { return };
        let last = total.get_untracked().saturating_sub(1);
        let here = current.get_untracked();
        let to = match (event.key().as_str(), here) {
            ("ArrowDown", here) => here.map_or(0, |here| (here + 1).min(last)),
            ("ArrowUp", here) => here.map_or(0, |here| here.saturating_sub(1)),
            ("Home", _) => 0,
            ("End", _) => last,
            _ => return,
        };
        event.prevent_default();
        on_row.run(to);
    };
    let rows = move || shown.with(|shown| shown.rows.clone());
    let above = move || shown.with(|shown| format!("height:{:.1}px", shown.top_px));
    let below = move || {
        shown.with(|shown| {
            let bottom = shown.top_px + shown.rows.len() as f64 * ROW_PX;
            format!("height:{:.1}px", (shown.height_px - bottom).max(0.0))
        })
    };
    view! {
        <div
            class="long-table"
            node_ref=scroller
            on:scroll=on_scroll
            on:keydown=on_key
            role="region"
            aria-label=move || label.get()
            tabindex="0"
        >
            <table aria-label=move || label.get() aria-rowcount=move || (total.get() + 1).to_string()>
                <colgroup>
                    <For each=move || columns.get().into_iter().enumerate() key=|(at, column)| (*at, column.width) let((_, column))>
                        <col style=format!("width:{:.0}px", column.width as f64 * LETTER_PX + AROUND_PX) />
                    </For>
                    <col />
                </colgroup>
                <thead>
                    <tr aria-rowindex="1">
                        {move || columns.get().into_iter().map(head).collect_view()}
                        <td class="rest" aria-hidden="true"></td>
                    </tr>
                </thead>
                <tbody>
                    <tr class="spacer" aria-hidden="true"><td style=above></td></tr>
                    <For each=rows key=|at| *at let(at)>
                        <tr
                            aria-rowindex=(at + 2).to_string()
                            class:odd=at % 2 == 1
                            class:current=move || current.get() == Some(at)
                            aria-current=move || (current.get() == Some(at)).then_some("true")
                            class:pressable=on_row.is_some()
                            on:click=move |_| if let Some(on_row) = on_row { on_row.run(at) }
                        >
                            {row(at)}
                            <td class="rest" aria-hidden="true"></td>
                        </tr>
                    </For>
                    <tr class="spacer" aria-hidden="true"><td style=below></td></tr>
                </tbody>
            </table>
        </div>
    }
}

fn in_sight(total: usize, scroll: f64, size: Size) -> Window {
    // Before the size is known, a screenful is a fair guess.
    let height = if size.height > 0.0 {
        size.height
    } else {
        400.0
    };
    window(total, ROW_PX, scroll, height)
}

fn head(column: ColumnHead) -> impl IntoView {
    // The rows' own numbers need no head but for people who listen.
    let name = if column.quiet { "unseen" } else { "name" };
    let note = (!column.note.is_empty()).then(|| view! { <span class="note">{column.note}</span> });
    view! {
        <th scope="col" class:figures=column.figures title=column.title>
            <span class=name>{column.name}</span>
            {note}
        </th>
    }
}
