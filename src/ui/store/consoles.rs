//! The two consoles, which speak to the world directly.

use super::{ConsoleEntry, Stop, Store};
use crate::session::protocol::{Command, Outcome};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Entries a console keeps; the oldest are let go first.
const KEPT: usize = 200;

impl Store {
    /// Runs what was typed into a console, now, and keeps what came of it.
    pub fn run_in_console(
        &self,
        console: RwSignal<Vec<ConsoleEntry>>,
        text: String,
        command: Command,
    ) {
        self.now();
        let entry = ConsoleEntry {
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
