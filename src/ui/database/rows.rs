//! A table's rows.

use crate::session::protocol::TableView;
use crate::session::protocol::{Question, View};
use crate::ui::model::grid::{Grid, width};
use crate::ui::model::time::count;
use crate::ui::parts::{ColumnHead, LongTable, paged};
use crate::ui::store::Store;
use leptos::prelude::*;
use std::sync::Arc;

type Cells = Vec<Option<String>>;

/// Rows looked at to choose the columns' widths.
const MEASURED: usize = 40;

/// The rows of the table chosen, in the order of its primary key.
#[component]
pub fn TableRows(
    /// The table.
    table: Memo<Option<TableView>>,
) -> impl IntoView {
    let store = Store::get();
    let seen = RwSignal::new(0..0);
    let name = Memo::new(move |_| {
        table.with(|table| table.as_ref().map(|t| t.name.clone()).unwrap_or_default())
    });
    let key = move || (name.get(), store.moment());
    let grid = paged(key, seen, move |(table, _), offset, limit| {
        let answer = store.look(Question::Rows {
            table,
            offset,
            limit,
        });
        async move {
            match answer.await {
                Some(View::Rows(page)) => Some((page.total as usize, page.rows)),
                _ => None,
            }
        }
    });
    let columns = Memo::new(move |_| {
        let table = table.get();
        grid.with(|grid| table.map(|table| heads(&table, grid)).unwrap_or_default())
    });
    let total = Signal::derive(move || grid.with(|grid| grid.total.unwrap_or(0)));
    let row = move |at: usize| {
        move || columns.with(|columns| grid.with(|grid| cells(at, grid.row(at), columns)))
    };
    view! {
        <LongTable
            label=Signal::derive(move || format!("Rows of {}", name.get()))
            columns
            total
            row
            seen
        />
        <Show when=move || grid.with(|grid| grid.total == Some(0))>
            <p class="no-rows">{move || format!("{} has no rows at this moment.", name.get())}</p>
        </Show>
    }
}

fn heads(table: &TableView, grid: &Arc<Grid<Cells>>) -> Vec<ColumnHead> {
    let number = ColumnHead {
        quiet: true,
        ..ColumnHead::figures("Row", count(table.rows).chars().count().max(2))
    };
    let columns = table.columns.iter().enumerate().map(|(at, column)| {
        let note = if column.primary_key {
            format!("{} key", column.type_name)
        } else {
            column.type_name.clone()
        };
        let values = (0..MEASURED).filter_map(|row| grid.row(row)?.get(at)?.as_deref());
        let mut title = vec![format!("{} {}", column.name, column.type_name)];
        if column.primary_key {
            title.push("primary key".to_owned());
        }
        if !column.nullable {
            title.push("not null".to_owned());
        }
        title.extend(
            column
                .references
                .as_ref()
                .map(|to| format!("refers to {to}")),
        );
        title.extend(column.default.as_ref().map(|d| format!("default {d}")));
        ColumnHead {
            width: width(&column.name, &note, values),
            name: column.name.clone(),
            note,
            title: title.join(", "),
            figures: is_number(&column.type_name),
            quiet: false,
        }
    });
    std::iter::once(number).chain(columns).collect()
}

/// Whether values of a type are figures, which end at the right.
pub fn is_number(type_name: &str) -> bool {
    const NUMBERS: [&str; 12] = [
        "int",
        "int2",
        "int4",
        "int8",
        "smallint",
        "integer",
        "bigint",
        "real",
        "float4",
        "float8",
        "double precision",
        "money",
    ];
    NUMBERS.contains(&type_name) || type_name.starts_with("numeric")
}

fn cells(at: usize, row: Option<&Cells>, columns: &[ColumnHead]) -> impl IntoView + use<> {
    let values = match row {
        Some(row) => row
            .iter()
            .zip(columns.iter().skip(1))
            .map(|(value, column)| cell(value.as_deref(), column.figures))
            .collect_view()
            .into_any(),
        // The page is on its way; the row keeps its place.
        None => (1..columns.len())
            .map(|_| view! { <td class="coming">"·"</td> })
            .collect_view()
            .into_any(),
    };
    view! {
        <td class="figures number">{count(at as u64 + 1)}</td>
        {values}
    }
}

/// A value; NULL is told from the text `NULL`.
pub fn cell(value: Option<&str>, figures: bool) -> impl IntoView + use<> {
    match value {
        Some(text) => {
            // The lines of a plan say by their blanks what belongs to what.
            let blanks = text.starts_with(' ') && !text.contains('\n');
            let (title, text) = (text.to_owned(), text.to_owned());
            view! { <td class:figures=figures class:blanks=blanks title=title>{text}</td> }
                .into_any()
        }
        None => view! { <td class="null" class:figures=figures>"NULL"</td> }.into_any(),
    }
}
