//! Who answers in the SQL console.

use crate::platform::engine::Engine;
use crate::session::protocol::SqlEngine;
use crate::ui::store::{EngineState, GlueSql, Store};
use leptos::prelude::*;

/// The choice between Backlot's own engine and GlueSQL, with what that means.
/// A site that was built without the second engine has no such choice.
#[component]
pub fn EngineChoice() -> impl IntoView {
    let store = Store::get();
    let choose = move |event| {
        let engine = match event_target_value(&event).as_str() {
            "gluesql" => SqlEngine::GlueSql,
            _ => SqlEngine::Postgres,
        };
        store.choose_sql_engine(engine);
    };
    let chosen = move || match store.sql_engine.get() {
        SqlEngine::Postgres => "postgres",
        SqlEngine::GlueSql => "gluesql",
    };
    let gone = move || matches!(store.engine.get(), EngineState::Failed(_));
    Engine::has_gluesql().then(|| {
        view! {
            <div class="console-engine">
                <label>
                    "Engine"
                    <select class="field" prop:value=chosen on:change=choose disabled=gone>
                        <option value="postgres">"PostgreSQL (Backlot\u{2019}s own)"</option>
                        <option value="gluesql">"GlueSQL"</option>
                    </select>
                </label>
                <p role="status">{move || told(store)}</p>
            </div>
        }
    })
}

/// What the choice means, or why it could not be had.
fn told(store: Store) -> String {
    match (store.gluesql.get(), store.sql_engine.get()) {
        (GlueSql::Failed(why), _) => format!("{} {}", why.message, why.next_step),
        (GlueSql::Loading, _) => {
            "Loading GlueSQL. The engine then starts again and replays your session.".to_owned()
        }
        (GlueSql::Here, SqlEngine::GlueSql) => {
            "GlueSQL plans and executes on the same tables, in its own language and with its \
             own answers: 1 NOT IN (2, NULL) is true here."
                .to_owned()
        }
        _ => String::new(),
    }
}
