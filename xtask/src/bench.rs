//! `cargo xtask bench`: speed in headless Chromium, beside its peers.

use crate::build::{self, Profile};
use crate::step::{Done, run};
use crate::{debian, paths};
use std::process::{Command, ExitCode};

/// Builds the site for release and runs the benches over it.
pub fn bench() -> Done<ExitCode> {
    let benches = paths::root().join("benches/browser/run.mjs");
    if !benches.exists() {
        eprintln!("xtask: benches/browser/run.mjs is missing: there is nothing to measure yet");
        return Ok(ExitCode::from(2));
    }
    let site = build::build(Profile::Release)?;
    debian::install_browsers()?;
    run(Command::new("node")
        .arg(benches)
        .env("BACKLOT_SITE", site)
        .current_dir(paths::root()))?;
    Ok(ExitCode::SUCCESS)
}
