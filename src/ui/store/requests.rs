//! Sending what stands in the request bar, and the answers.

use super::{Column, Panel, Store};
use crate::session::protocol::Trial;
use crate::session::protocol::{Answer, Command, Outcome};
use crate::ui::model::request::{RequestForm, remember};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Requests kept in the history.
const HISTORY: usize = 50;

impl Store {
    /// Sends the request in the bar, with every file as typed.
    pub fn send_request(&self) {
        if !untrack(|| self.ready()) {
            return;
        }
        let form = self.request.get_untracked();
        match form.draft() {
            Err(diagnostic) => {
                self.announce(diagnostic.message.clone());
                self.trouble.set(Some(diagnostic));
            }
            Ok(draft) => {
                self.now();
                self.save_files();
                self.history
                    .update(|history| remember(history, form, HISTORY));
                self.column.set(Column::World);
                self.send(Command::Send {
                    requests: vec![draft],
                });
            }
        }
    }

    /// Makes the database again from its file, as typed.
    pub fn reset_database(&self) {
        if !self.ready() {
            return;
        }
        self.now();
        self.save_files();
        let reset = self.ask(Command::ResetDatabase);
        let store = *self;
        spawn_local(async move {
            if matches!(reset.await.ok().as_deref(), Some(Outcome::Done)) {
                store.notify("The database is as schema.sql makes it.", None);
            }
        });
    }

    /// Puts a request into the bar.
    pub fn load_request(&self, form: RequestForm) {
        self.announce(format!("Loaded {}. Press Send.", form.line()));
        self.request.set(form);
    }

    /// Puts a thing to try into the bar.
    pub fn load_trial(&self, trial: &Trial) {
        self.load_request(RequestForm::of_trial(trial));
    }

    /// The answer that is shown; tracked.
    #[must_use]
    pub fn answer(&self) -> Option<Arc<Answer>> {
        let shown = self.shown_answer.get();
        self.answers.with(|answers| {
            shown
                .map_or_else(|| answers.last(), |place| answers.get(place))
                .cloned()
        })
    }

    pub(super) fn answered(&self, answers: &[Answer]) {
        self.answers
            .update(|all| all.extend(answers.iter().cloned().map(Arc::new)));
        self.shown_answer.set(None);
        if let ([answer], Panel::Diagram) = (answers, self.panel.get_untracked())
            && !crate::ui::parts::calm_motion()
        {
            self.play(answer.sent_at_us as f64);
        }
        if let Some(answer) = answers.last() {
            self.announce(crate::ui::model::answer::sentence(answer));
        }
    }
}
