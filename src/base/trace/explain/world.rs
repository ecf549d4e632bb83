//! The words of events that belong to the world as a whole.

use super::Explanation;
use super::numbers::{short, system, time};
use super::reference::{node, opentelemetry};
use crate::base::System;

pub(super) fn span_started(of: System, name: &str) -> Explanation {
    let what = format!("Work began in {}: {}.", system(of), short(name));
    Explanation::new(
        what,
        "A span is one stretch of work of one system, from here to its end; the spans inside it \
         show what its time went into.",
    )
    .see(opentelemetry(
        "concepts/signals/traces/",
        "Traces and spans",
    ))
}

pub(super) fn span_ended(failed: bool) -> Explanation {
    let what = if failed {
        "This work ended in a failure."
    } else {
        "This work ended."
    };
    let why = if failed {
        "Something inside it went wrong; the events before this one say what."
    } else {
        "The time since its beginning is what it took, the work inside it included."
    };
    Explanation::new(what, why).see(opentelemetry(
        "concepts/signals/traces/",
        "Traces and spans",
    ))
}

pub(super) fn line_logged(level: &str, text: &str, process: &str) -> Explanation {
    let stream = match level {
        "error" | "warn" => "stderr",
        _ => "stdout",
    };
    Explanation::new(
        format!("{} logged ({level}): {}", short(process), short(text)),
        format!(
            "The code called console.{level}(), which writes a line to {stream}. Logs are for \
             those who run the server; the client never sees them."
        ),
    )
    .see(node("console.html", "Console"))
}

pub(super) fn file_changed(path: &str) -> Explanation {
    Explanation::new(
        format!("The file {} was changed.", short(path)),
        "A running process keeps the code it started with, so it is started anew with the new \
         file before the next request, and what it had in memory is gone.",
    )
    .see(node("cli.html#--watch", "node --watch"))
}

pub(super) fn time_passed(by_us: u64) -> Explanation {
    Explanation::new(
        format!("{} of the world's time passed.", time(by_us)),
        "Time here is the world's own: it stands still until something happens, or until you let \
         it pass. Timers fire and cached values expire in it.",
    )
}
