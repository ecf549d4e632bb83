//! Trunk and wasm-bindgen, in exactly the versions this project is built with.

use crate::step::{Done, output_of, run, step};
use crate::{files, paths};
use std::path::PathBuf;
use std::process::Command;

/// Trunk's version. Its own lock file builds; its stated Rust version is newer
/// than it needs.
const TRUNK: &str = "0.22.1";

/// A program that cargo installs.
struct Tool {
    /// The crate it comes from.
    package: &'static str,
    /// The program's name.
    program: &'static str,
    version: String,
    /// What `cargo install` is told besides.
    flags: &'static [&'static str],
}

/// Installs Trunk and wasm-bindgen under `target/tools`, unless they are there.
pub fn install() -> Done {
    let tools = [
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: wasm_bindgen_version()?,
            // With `--locked` its lock file of old does not build any more.
            flags: &[],
        },
        Tool {
            package: "trunk",
            program: "trunk",
            version: TRUNK.to_owned(),
            flags: &["--locked", "--ignore-rust-version"],
        },
    ];
    tools.iter().try_for_each(Tool::provide)
}

impl Tool {
    fn provide(&self) -> Done {
        let place = paths::tools().join("bin").join(self.program);
        if self.is_at(&place) {
            return Ok(());
        }
        // Clones of one machine share what was built once: Trunk alone takes
        // about ten minutes on two cores.
        let cache = cache_dir().map(|dir| dir.join(format!("{}-{}", self.package, self.version)));
        if let Some(kept) = cache.as_ref().map(|dir| dir.join(self.program))
            && self.is_at(&kept)
        {
            return step(
                &format!("Take {} {} from the cache", self.program, self.version),
                || copy(&kept, &place),
            );
        }
        step(
            &format!("Install {} {} (once; slow)", self.program, self.version),
            || {
                run(Command::new("cargo")
                    .args([
                        "install",
                        self.package,
                        "--version",
                        &self.version,
                        "--force",
                        "--quiet",
                    ])
                    .args(self.flags)
                    .arg("--root")
                    .arg(paths::tools()))
            },
        )?;
        if let Some(dir) = cache {
            // A cache that cannot be written costs time later, nothing else.
            if let Err(trouble) = copy(&place, &dir.join(self.program)) {
                println!("  not kept for other clones: {trouble}");
            }
        }
        Ok(())
    }

    /// Whether the program there runs and is of this version.
    fn is_at(&self, place: &std::path::Path) -> bool {
        output_of(Command::new(place).arg("--version"))
            .is_ok_and(|said| said.split_whitespace().nth(1) == Some(&self.version))
    }
}

/// The version of wasm-bindgen in `Cargo.lock`: the program that writes the
/// glue must be of the same one.
fn wasm_bindgen_version() -> Done<String> {
    let lock = files::read_text(&paths::root().join("Cargo.lock"))?;
    lock.split("[[package]]")
        .find(|package| package.contains("\nname = \"wasm-bindgen\"\n"))
        .and_then(|package| package.split("version = \"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .map(str::to_owned)
        .ok_or_else(|| "Cargo.lock names no wasm-bindgen".to_owned())
}

fn cache_dir() -> Option<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    Some(base.join("backlot-tools"))
}

/// Copies a program; the name appears only once the whole of it is there.
fn copy(from: &std::path::Path, to: &std::path::Path) -> Done {
    let dir = to.parent().unwrap_or(to);
    files::make_dir(dir)?;
    let partial = to.with_extension("partial");
    std::fs::copy(from, &partial)
        .and_then(|_| std::fs::rename(&partial, to))
        .map_err(|trouble| format!("{}: {trouble}", to.display()))
}
