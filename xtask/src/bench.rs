//! `cargo xtask bench`: speed in headless Chromium, beside its peers.

use crate::build;
use crate::step::{Done, run};
use crate::{debian, npm, paths};
use std::process::{Command, ExitCode};

/// Builds the site for release and runs the benches over it.
pub fn bench() -> Done<ExitCode> {
    let benches = paths::root().join("benches/browser");
    let site = build::build()?;
    debian::install_browsers()?;
    npm::install(&benches)?;
    run(Command::new("node")
        .arg(benches.join("run.mjs"))
        .env("BACKLOT_SITE", site)
        .current_dir(paths::root()))?;
    Ok(ExitCode::SUCCESS)
}
