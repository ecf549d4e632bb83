//! The npm packages, exactly as locked.

use crate::step::{Done, run, step};
use crate::{files, paths};
use std::path::Path;
use std::process::Command;

/// Installs what the site and its tests need.
pub fn install() -> Done {
    install_in(&paths::js())
}

/// Installs the packages of a folder's lock file, unless they are there already.
///
/// No package's install script is run: none of those we use needs it.
pub fn install_in(folder: &Path) -> Done {
    let lock = files::read(&folder.join("package-lock.json"))?;
    // A copy of the lock file that was installed lies among the packages.
    let installed = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    let shown = folder
        .strip_prefix(paths::root())
        .unwrap_or(folder)
        .display();
    step(
        &format!("Install the npm packages of {shown}/package-lock.json"),
        || {
            run(Command::new("npm")
                .args([
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                ])
                .current_dir(folder))?;
            files::write(&installed, &lock)
        },
    )
}
