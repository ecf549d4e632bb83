//! A table's columns and indexes.

use crate::session::protocol::{Column, TableView};
use leptos::prelude::*;

/// What `\d` shows, as a table.
#[component]
pub fn Definition(
    /// The table.
    table: Memo<Option<TableView>>,
) -> impl IntoView {
    move || table.get().map(shown)
}

fn shown(table: TableView) -> impl IntoView {
    let columns = table.columns.into_iter().map(column).collect_view();
    let indexes = (!table.indexes.is_empty()).then(|| {
        let lines = table
            .indexes
            .into_iter()
            .map(|index| view! { <li><code>{index}</code></li> })
            .collect_view();
        view! {
            <h2 class="eyebrow">"Indexes"</h2>
            <ul role="list" class="indexes">{lines}</ul>
        }
    });
    view! {
        <div class="definition" tabindex="0" role="region" aria-label=format!("Columns of {}", table.name)>
            <table class="small-table">
                <thead>
                    <tr>
                        <th scope="col">"Column"</th>
                        <th scope="col">"Type"</th>
                        <th scope="col">"NULL"</th>
                        <th scope="col">"Default"</th>
                        <th scope="col">"Key"</th>
                    </tr>
                </thead>
                <tbody>{columns}</tbody>
            </table>
            {indexes}
        </div>
    }
}

fn column(column: Column) -> impl IntoView {
    let key = match (column.primary_key, &column.references) {
        (true, Some(to)) => format!("primary key, refers to {to}"),
        (true, None) => "primary key".to_owned(),
        (false, Some(to)) => format!("refers to {to}"),
        (false, None) => String::new(),
    };
    view! {
        <tr>
            <th scope="row">{column.name}</th>
            <td>{column.type_name}</td>
            <td>{if column.nullable { "may be" } else { "never" }}</td>
            <td class="mono">{column.default}</td>
            <td>{key}</td>
        </tr>
    }
}
