//! The engine: the program `worker`, as WebAssembly with its glue.
//!
//! There are two builds of it: the one that everybody loads, and one that
//! carries GlueSQL beside Backlot's own SQL engine, loaded when it is chosen.

use crate::build::Profile;
use crate::rust_web::{Toolchain, WASM32};
use crate::step::{Done, run, step};
use crate::{files, paths};
use std::path::PathBuf;
use std::process::Command;

/// What the engine carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// Backlot's own SQL engine.
    Own,
    /// GlueSQL beside it.
    GlueSql,
}

impl Carries {
    const fn dir(self) -> &'static str {
        match self {
            Self::Own => "engine",
            Self::GlueSql => "engine-gluesql",
        }
    }

    const fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Own => &[],
            Self::GlueSql => &["--features", "gluesql"],
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Own => "the engine",
            Self::GlueSql => "the engine with GlueSQL",
        }
    }
}

/// Where `engine.js` (the glue) and `engine_bg.wasm` are.
pub fn dir(profile: Profile, carries: Carries) -> PathBuf {
    paths::target().join(carries.dir()).join(profile.dir())
}

/// Builds the engine.
pub fn build(profile: Profile, carries: Carries, toolchain: Toolchain) -> Done {
    let label = carries.label();
    step(&format!("Build {label} ({})", profile.dir()), || {
        run(toolchain
            .cargo()
            .args([
                "build", "--quiet", "--locked", "--bin", "worker", "--target", WASM32,
            ])
            .args(carries.flags())
            .args(profile.flags())
            .current_dir(paths::root()))?;
        let wasm = paths::target()
            .join(WASM32)
            .join(profile.dir())
            .join("worker.wasm");
        let out = dir(profile, carries);
        files::remove_dir(&out)?;
        run(Command::new("wasm-bindgen")
            .args(["--target", "web", "--out-name", "engine", "--out-dir"])
            .arg(&out)
            .arg(wasm)
            .env("PATH", paths::search_path()))
    })?;
    if profile == Profile::Release {
        step(&format!("Shrink {label} by wasm-opt"), || {
            optimise(&dir(profile, carries).join("engine_bg.wasm"))
        })?;
    }
    Ok(())
}

/// Runs Binaryen over a file. It reads which features the program uses from
/// the file itself: naming them here gave programs that fail at start.
fn optimise(wasm: &std::path::Path) -> Done {
    run(Command::new("wasm-opt")
        .arg("-Oz")
        .arg(wasm)
        .arg("-o")
        .arg(wasm)
        .env("PATH", paths::search_path()))
}
