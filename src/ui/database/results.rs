//! What statements gave: tables, tags, and PostgreSQL's own words.

use super::rows::{cell, is_number};
use crate::session::protocol::{SqlError, SqlRows};
use crate::ui::model::console::Caret;
use crate::ui::model::grid::width;
use crate::ui::parts::{ColumnHead, LongTable};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows in sight before a result scrolls by itself.
const TALL: usize = 8;
/// Rows looked at to choose the columns' widths.
const MEASURED: usize = 40;

/// One statement's result.
#[component]
pub fn Rows(
    /// The result.
    rows: SqlRows,
) -> impl IntoView {
    let tag = rows.tag.clone();
    let table = (!rows.fields.is_empty()).then(|| table(rows));
    view! {
        {table}
        <p class="tag figures">{tag}</p>
    }
}

fn table(rows: SqlRows) -> impl IntoView {
    let heads: Vec<ColumnHead> = rows
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let values = rows
                .rows
                .iter()
                .take(MEASURED)
                .filter_map(|row| row.get(at)?.as_deref());
            ColumnHead {
                width: width(&field.name, &field.type_name, values),
                name: field.name.clone(),
                note: field.type_name.clone(),
                title: String::new(),
                figures: is_number(&field.type_name),
                quiet: false,
            }
        })
        .collect();
    let figures: Vec<bool> = heads.iter().map(|head| head.figures).collect();
    let figures = StoredValue::new(figures);
    let total = rows.rows.len();
    let shown = total.clamp(1, TALL) + 1;
    let rows = StoredValue::new(Arc::new(rows.rows));
    let row = move |at: usize| {
        let figures = figures.get_value();
        rows.with_value(|rows| {
            rows.get(at).map(|row| {
                row.iter()
                    .zip(&figures)
                    .map(|(value, figures)| cell(value.as_deref(), *figures))
                    .collect_view()
            })
        })
    };
    view! {
        <div class="result" style=format!("height:calc({shown} * var(--row) + 2px)")>
            <LongTable
                label="Result".to_owned()
                columns=Signal::stored(heads)
                total=Signal::stored(total)
                row
            />
        </div>
    }
}

/// An error as PostgreSQL reports it, with the place marked in the text.
#[component]
pub fn Failure(
    /// The error.
    error: SqlError,
    /// The place in the text that it is about.
    place: Option<Caret>,
) -> impl IntoView {
    let place = place.map(|caret| {
        view! {
            <pre class="failure-line">
                <span class="line-number">{format!("LINE {}: ", caret.line)}</span>
                {caret.before}
                <mark>{if caret.word.is_empty() { " ".to_owned() } else { caret.word }}</mark>
                {caret.after}
            </pre>
        }
    });
    let part = |name: &'static str, words: Option<String>| {
        words.map(|words| view! { <p><span class="part">{name}</span>{words}</p> })
    };
    view! {
        <div class="failure" data-system="fault">
            <p class="failure-said">
                <span class="part">"ERROR"</span>
                {error.message}
                <code class="code-state" title="SQLSTATE">{error.code}</code>
            </p>
            {place}
            {part("DETAIL", error.detail)}
            {part("HINT", error.hint)}
        </div>
    }
}
