//! The engine: the program `worker`, as WebAssembly with its glue.

use crate::build::Profile;
use crate::rust_web::{Toolchain, WASM32};
use crate::step::{Done, run, step};
use crate::{files, paths};
use std::path::PathBuf;
use std::process::Command;

/// Where `engine.js` (the glue) and `engine_bg.wasm` are.
pub fn dir(profile: Profile) -> PathBuf {
    paths::target().join("engine").join(profile.dir())
}

/// Builds the engine.
pub fn build(profile: Profile, toolchain: Toolchain) -> Done {
    step(&format!("Build the engine ({})", profile.dir()), || {
        run(toolchain
            .cargo()
            .args([
                "build", "--quiet", "--locked", "--bin", "worker", "--target", WASM32,
            ])
            .args(profile.flags())
            .current_dir(paths::root()))?;
        let wasm = paths::target()
            .join(WASM32)
            .join(profile.dir())
            .join("worker.wasm");
        let out = dir(profile);
        files::remove_dir(&out)?;
        run(Command::new("wasm-bindgen")
            .args(["--target", "web", "--out-name", "engine", "--out-dir"])
            .arg(&out)
            .arg(wasm)
            .env("PATH", paths::search_path()))
    })?;
    if profile == Profile::Release {
        step("Shrink the engine by wasm-opt", || {
            optimise(&dir(profile).join("engine_bg.wasm"))
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
