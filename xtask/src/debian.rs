//! Programs that come from the system's packages.

use crate::step::{Done, output_of, run, step};
use std::process::Command;

/// A program, by any of its names, and the Debian package that brings it.
struct Program {
    names: &'static [&'static str],
    package: &'static str,
}

/// What the browser tests drive.
const BROWSERS: &[Program] = &[
    Program {
        names: &["chromium"],
        package: "chromium",
    },
    Program {
        names: &["firefox-esr"],
        package: "firefox-esr",
    },
    Program {
        names: &["WebKitWebDriver"],
        package: "webkit2gtk-driver",
    },
    Program {
        names: &["Xvfb"],
        package: "xvfb",
    },
];

/// Installs the browsers that are missing. Does nothing but say so when this
/// user may not: the tests then say which browser they did not find.
pub fn install_browsers() -> Done {
    let missing: Vec<&str> = BROWSERS
        .iter()
        .filter(|program| !program.names.iter().any(|name| on_path(name)))
        .map(|program| program.package)
        .collect();
    require(&missing)
}

/// Installs packages. Says what to do instead when this user may not.
pub fn require(packages: &[&str]) -> Done {
    if packages.is_empty() {
        return Ok(());
    }
    if !on_path("apt-get") || output_of(Command::new("id").arg("-u"))? != "0" {
        return Err(format!(
            "missing: {0}. Install them, for example by `sudo apt-get install {0}`",
            packages.join(" ")
        ));
    }
    step(
        &format!("Install {} from Debian", packages.join(", ")),
        || {
            run(apt().args(["update", "-qq"]))?;
            run(apt()
                .args(["install", "-y", "-qq", "--no-install-recommends"])
                .args(packages))
        },
    )
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn on_path(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else {
        return false;
    };
    std::env::split_paths(&path).any(|dir| dir.join(name).is_file())
}
