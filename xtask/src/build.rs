//! The whole build: engine, scripts, page, and the site made of them.

use crate::rust_web::Toolchain;
use crate::step::{Done, run, step};
use crate::{engine, npm, page, paths, rust_web, site, tools};
use std::path::PathBuf;
use std::process::Command;

/// How a build is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Small and fast, with a service worker: what people get.
    Release,
}

impl Profile {
    /// Cargo's name for its output directory.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }

    /// The flag that cargo, Trunk and `build.mjs` all take.
    pub const fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &[],
            Self::Release => &["--release"],
        }
    }
}

/// Installs what is missing, builds everything, and returns the site's
/// directory.
pub fn build(profile: Profile) -> Done<PathBuf> {
    let toolchain = prepare()?;
    assemble(profile, toolchain)
}

/// Installs what a build needs.
pub fn prepare() -> Done<Toolchain> {
    let toolchain = rust_web::install()?;
    tools::install()?;
    npm::install(&paths::js())?;
    Ok(toolchain)
}

/// Builds everything, with everything installed.
pub fn assemble(profile: Profile, toolchain: Toolchain) -> Done<PathBuf> {
    engine::build(profile, toolchain)?;
    scripts(profile)?;
    page::build(profile, toolchain)?;
    site::assemble(profile)
}

/// Where the bundled scripts are.
pub fn scripts_dir(profile: Profile) -> PathBuf {
    paths::target().join("scripts").join(profile.dir())
}

/// Bundles the JavaScript, the engine's glue with it.
fn scripts(profile: Profile) -> Done {
    step("Bundle the scripts and styles", || {
        run(Command::new("node")
            .arg(paths::js().join("build.mjs"))
            .arg("--out")
            .arg(scripts_dir(profile))
            .arg("--engine")
            .arg(engine::dir(profile))
            .args(profile.flags())
            .current_dir(paths::root()))
    })
}
