//! The database: its tables, their rows, and a console.

mod console;
mod definition;
mod engine;
mod results;
mod rows;

use super::parts::Switch;
use super::store::Store;
use crate::session::protocol::TableView;
use crate::session::protocol::{Question, View};
use crate::ui::model::time::{count, counted};
use console::SqlConsole;
use definition::Definition;
use leptos::prelude::*;
use rows::TableRows;
use std::sync::Arc;

/// What of a table is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Rows,
    Columns,
}

const SIDES: &[(Side, &str)] = &[(Side::Rows, "Rows"), (Side::Columns, "Columns")];

/// Tables above, console below.
#[component]
pub fn DatabasePanel() -> impl IntoView {
    let store = Store::get();
    let tables = tables(store);
    let chosen = RwSignal::new(None::<String>);
    let side = RwSignal::new(Side::Rows);
    let shown = Memo::new(move |_| {
        let name = chosen.get();
        tables.with(|tables| {
            let tables = tables.as_deref()?;
            let named = tables
                .iter()
                .find(|table| Some(&table.name) == name.as_ref());
            named.or_else(|| tables.first()).cloned()
        })
    });
    let list = move || {
        tables.with(|tables| {
            tables
                .iter()
                .flat_map(|tables| tables.iter())
                .map(|table| tab(table, shown, chosen))
                .collect_view()
        })
    };
    // A table that changes stays where it is scrolled to; another one begins anew.
    let which = Memo::new(move |_| {
        let name = shown.with(|shown| shown.as_ref().map(|table| table.name.clone()));
        (name, side.get())
    });
    let table = move || match which.get() {
        (None, _) => {
            view! { <NoTables known=Signal::derive(move || tables.with(Option::is_some)) /> }
                .into_any()
        }
        (Some(_), Side::Rows) => view! { <TableRows table=shown /> }.into_any(),
        (Some(_), Side::Columns) => view! { <Definition table=shown /> }.into_any(),
    };
    let some = move || shown.with(Option::is_some);
    view! {
        <section class="database panel" aria-label="Database">
            <Show when=some>
                <div class="panel-head">
                    <div class="table-list" role="group" aria-label="Tables">{list}</div>
                    <Switch label="What of the table is shown" choices=SIDES chosen=side />
                </div>
            </Show>
            <div class="table-body">{table}</div>
            <SqlConsole />
        </section>
    }
}

/// The tables at the moment shown; the last ones known while new ones come.
fn tables(store: Store) -> Memo<Option<Arc<Vec<TableView>>>> {
    let fresh = LocalResource::new(move || {
        let _ = store.moment();
        let answer = store.look(Question::Tables);
        async move {
            match answer.await {
                Some(View::Tables { tables }) => Some(Arc::new(tables)),
                _ => None,
            }
        }
    });
    Memo::new(move |last: Option<&Option<Arc<Vec<TableView>>>>| {
        fresh.get().flatten().or_else(|| last.cloned().flatten())
    })
}

fn tab(
    table: &TableView,
    shown: Memo<Option<TableView>>,
    chosen: RwSignal<Option<String>>,
) -> impl IntoView + use<> {
    let name = table.name.clone();
    let pressed = {
        let name = name.clone();
        move || {
            shown
                .with(|shown| shown.as_ref().is_some_and(|t| t.name == name))
                .to_string()
        }
    };
    let title = counted(table.rows, "row");
    let choose = {
        let name = name.clone();
        move |_| chosen.set(Some(name.clone()))
    };
    view! {
        <button type="button" class="table-tab" aria-pressed=pressed title=title on:click=choose>
            {name}
            <span class="count figures">{count(table.rows)}</span>
        </button>
    }
}

#[component]
fn NoTables(
    /// Whether the engine has said so.
    known: Signal<bool>,
) -> impl IntoView {
    let store = Store::get();
    let has_database = move || store.world.with(|world| world.sql.is_some());
    view! {
        <Show when=move || known.get()>
            <div class="empty">
                <Show
                    when=has_database
                    fallback=|| view! {
                        <h2>"This world has no database"</h2>
                        <p>"Its requests are answered without one. The bookshop has tables to look at."</p>
                    }
                >
                    <h2>"The database has no tables at this moment"</h2>
                    <p>"Make one in the console below, for example:"</p>
                    <pre>"CREATE TABLE notes (\n  id serial PRIMARY KEY,\n  text text NOT NULL\n);"</pre>
                </Show>
            </div>
        </Show>
    }
}
