//! The page: the program `page`, built by Trunk.

use crate::build::Profile;
use crate::paths;
use crate::rust_web::Toolchain;
use crate::step::{Done, run, step};
use std::path::PathBuf;
use std::process::Command;

/// Where Trunk writes the page.
pub fn dir(profile: Profile) -> PathBuf {
    paths::target().join("page").join(profile.dir())
}

/// Builds the page.
pub fn build(profile: Profile, toolchain: Toolchain) -> Done {
    step(
        &format!("Build the page by Trunk ({})", profile.dir()),
        || {
            let mut trunk = Command::new(paths::tools().join("bin/trunk"));
            trunk
                .args(["--quiet", "build", "--dist"])
                .arg(dir(profile))
                .args(profile.flags())
                .env("PATH", paths::search_path())
                // Trunk takes only `true` and `false` here; people set 1.
                .env_remove("NO_COLOR")
                .current_dir(paths::root());
            toolchain.choose(&mut trunk);
            run(&mut trunk)
        },
    )
}
