//! The two consoles, which speak to the world directly.

use super::{ConsoleEntry, GlueSql, Stop, Store};
use crate::base::Diagnostic;
use crate::session::protocol::{Command, Outcome, SqlEngine};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Entries a console keeps; the oldest are let go first.
const KEPT: usize = 200;

impl Store {
    /// Chooses who answers in the SQL console. GlueSQL is in another build of
    /// the engine, which is loaded when it is first chosen.
    pub fn choose_sql_engine(&self, engine: SqlEngine) {
        self.sql_engine.set(engine);
        let here = self.gluesql.with_untracked(|state| *state == GlueSql::Here);
        if engine == SqlEngine::GlueSql
            && !here
            && let Some(link) = self.link.get_value()
        {
            self.gluesql.set(GlueSql::Loading);
            link.carry_gluesql();
        }
    }

    /// Whether GlueSQL can be had came out.
    pub(super) fn carries(&self, result: Result<(), Diagnostic>) {
        match result {
            Ok(()) => self.gluesql.set(GlueSql::Here),
            Err(why) => {
                self.sql_engine.set(SqlEngine::Postgres);
                self.gluesql.set(GlueSql::Failed(why));
            }
        }
        self.settle();
    }

    /// Runs what was typed into a console, now, and keeps what came of it.
    pub fn run_in_console(
        &self,
        console: RwSignal<Vec<ConsoleEntry>>,
        text: String,
        command: Command,
    ) {
        self.now();
        let gluesql = SqlEngine::GlueSql;
        let entry = ConsoleEntry {
            by_gluesql: matches!(&command, Command::RunSql { engine, .. } if *engine == gluesql),
            text,
            outcome: None,
        };
        let waiting = entry.clone();
        console.update(|entries| {
            if entries.len() >= KEPT {
                entries.remove(0);
            }
            entries.push(entry);
        });
        let answer = self.ask(command);
        spawn_local(async move {
            let outcome = match answer.await {
                Ok(outcome) => outcome,
                Err(Stop::Stopped(diagnostic)) => Arc::new(Outcome::Refused { diagnostic }),
                Err(Stop::Gone) => return,
            };
            console.try_update(|entries| {
                let entry = entries.iter_mut().rfind(|entry| **entry == waiting);
                if let Some(entry) = entry {
                    entry.outcome = Some(outcome);
                }
            });
        });
    }
}
