//! The npm packages, exactly as locked.

use crate::step::{Done, run, step};
use crate::{files, paths};
use std::process::Command;

/// Installs the packages of the lock file, unless they are there already.
///
/// No package's install script is run: none of those we use needs it.
pub fn install() -> Done {
    let lock = files::read(&paths::js().join("package-lock.json"))?;
    // A copy of the lock file that was installed lies among the packages.
    let installed = paths::js().join("node_modules/.installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    step(
        "Install the npm packages of public/js/package-lock.json",
        || {
            run(Command::new("npm")
                .args([
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                ])
                .current_dir(paths::js()))?;
            files::write(&installed, &lock)
        },
    )
}
