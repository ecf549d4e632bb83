//! The whole build: engine, scripts, page, and the site made of them.

use crate::engine::Carries;
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

/// The builds of the engine that a site has, the one that everybody loads
/// first.
pub type Engines = &'static [Carries];

/// What people get.
pub const BOTH: Engines = &[Carries::Own, Carries::GlueSql];

/// What a site for development has unless it is asked for more: a second
/// engine would double every build, for what few changes touch.
pub const ONE: Engines = &[Carries::Own];

/// Installs what is missing, builds everything for release, and returns the
/// site's directory.
pub fn build() -> Done<PathBuf> {
    let toolchain = prepare()?;
    assemble(Profile::Release, BOTH, toolchain)
}

/// Installs what a build needs.
pub fn prepare() -> Done<Toolchain> {
    let toolchain = rust_web::install()?;
    tools::install()?;
    npm::install(&paths::js())?;
    Ok(toolchain)
}

/// Builds everything, with everything installed.
pub fn assemble(profile: Profile, engines: Engines, toolchain: Toolchain) -> Done<PathBuf> {
    for carries in engines {
        engine::build(profile, *carries, toolchain)?;
    }
    scripts(profile, engines)?;
    page::build(profile, toolchain)?;
    site::assemble(profile, engines)
}

/// Where the bundled scripts are.
pub fn scripts_dir(profile: Profile) -> PathBuf {
    paths::target().join("scripts").join(profile.dir())
}

/// Bundles the JavaScript, the engine's glue with it.
fn scripts(profile: Profile, engines: Engines) -> Done {
    step("Bundle the scripts and styles", || {
        let mut bundle = Command::new("node");
        bundle
            .arg(paths::js().join("build.mjs"))
            .arg("--out")
            .arg(scripts_dir(profile))
            .arg("--engine")
            .arg(engine::dir(profile, Carries::Own));
        if engines.contains(&Carries::GlueSql) {
            bundle
                .arg("--gluesql")
                .arg(engine::dir(profile, Carries::GlueSql));
        }
        run(bundle.args(profile.flags()).current_dir(paths::root()))
    })
}
