//! What is said when code or the engine had to be stopped.

use crate::base::Diagnostic;

const RESTORED: &str = "Everything else is as it was before; change the code and send again.";

/// Code that did not let go of its thread.
pub(super) fn silent() -> Diagnostic {
    Diagnostic::new(
        "STOP001",
        "The code kept its thread busy for two seconds and was stopped: most likely a loop that never ends.",
        format!("Look for a loop whose condition never changes. {RESTORED}"),
    )
}

/// A worker that ended by itself, which browsers do when memory runs out.
pub(super) fn crashed(why: &str) -> Diagnostic {
    Diagnostic::new(
        "STOP002",
        format!("The browser ended the code: {why}."),
        format!("Most likely it took too much memory. {RESTORED}"),
    )
    .authentic("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory")
}

/// A person pressed Stop.
pub(super) fn by_hand() -> Diagnostic {
    Diagnostic::new("STOP003", "The command was stopped.", RESTORED)
}

pub(super) fn not_restored(why: &Diagnostic) -> Diagnostic {
    Diagnostic::new(
        "ENGINE001",
        format!("The engine could not be brought back. {}", why.message),
        "Reload the page; your files are saved.",
    )
}

pub(super) fn not_loaded(why: &str) -> Diagnostic {
    Diagnostic::new(
        "ENGINE002",
        format!("The engine could not be loaded: {why}."),
        "Check the connection and reload the page.",
    )
}

/// The build that carries GlueSQL did not come, or does not run.
pub(super) fn no_gluesql(why: &str) -> Diagnostic {
    Diagnostic::new(
        "ENGINE005",
        format!("GlueSQL could not be loaded: {why}."),
        "PostgreSQL answers as before. Check the connection, then choose GlueSQL again.",
    )
}

/// GlueSQL panicked, which takes the worker with it.
pub(super) fn gluesql_broke() -> Diagnostic {
    Diagnostic::new(
        "STOP004",
        "GlueSQL broke down over this statement, and was started again.",
        "Everything is as it was before it. PostgreSQL's functions take what GlueSQL's did not.",
    )
}

pub(super) fn not_started(why: &str) -> Diagnostic {
    Diagnostic::new(
        "ENGINE003",
        format!("The browser did not start the engine: {why}."),
        "Use a browser of the last two years, with WebAssembly and workers allowed.",
    )
}

pub(super) fn broken(why: &str) -> Diagnostic {
    Diagnostic::new(
        "ENGINE004",
        format!("The engine failed: {why}."),
        "This is a defect of Backlot. Reload the page, and report what you did.",
    )
}
