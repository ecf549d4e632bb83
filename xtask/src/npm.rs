//! The npm packages, exactly as locked.

use crate::step::{Done, run, step};
use crate::{files, paths, site};
use std::path::Path;
use std::process::Command;

/// Installs the packages of the lock file in a directory, unless they are
/// there already.
///
/// No package's install script is run: none of those we use needs it.
pub fn install(dir: &Path) -> Done {
    let lock = files::read(&dir.join("package-lock.json"))?;
    // A copy of the lock file that was installed lies among the packages.
    let installed = dir.join("node_modules/.installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    let shown = site::relative(&paths::root(), dir);
    step(&format!("Install the npm packages of {shown}"), || {
        run(Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--loglevel=error")
            .current_dir(dir))?;
        files::write(&installed, &lock)
    })
}
