//! Trunk and wasm-bindgen, in exactly the versions this project is built with.

use crate::step::{Done, output_of, run, step};
use crate::{files, paths};
use std::path::{Path, PathBuf};
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
    /// Puts the program under `target/tools`, by the shortest way there is.
    ///
    /// Clones of one machine share what was built once: Trunk alone takes
    /// about ten minutes on two cores.
    fn provide(&self) -> Done {
        let place = paths::tools().join("bin").join(self.program);
        let kept = cache_dir().map(|dir| {
            dir.join(format!("{}-{}", self.package, self.version))
                .join(self.program)
        });
        let named = format!("{} {}", self.program, self.version);
        if !self.is_at(&place) {
            match &kept {
                Some(kept) if self.is_at(kept) => {
                    return step(&format!("Take {named} from the cache"), || {
                        copy(kept, &place)
                    });
                }
                _ => step(&format!("Install {named} (once; slow)"), || self.install())?,
            }
        }
        if let Some(kept) = kept.filter(|kept| !kept.exists()) {
            // A cache that cannot be written costs time later, nothing else.
            if let Err(trouble) = copy(&place, &kept) {
                println!("  {named} is not kept for other clones: {trouble}");
            }
        }
        Ok(())
    }

    fn install(&self) -> Done {
        run(Command::new("cargo")
            .args(["install", self.package, "--version", &self.version])
            .args(["--force", "--quiet", "--root"])
            .arg(paths::tools())
            .args(self.flags))
    }

    /// Whether the program there runs and is of this version.
    fn is_at(&self, place: &Path) -> bool {
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
fn copy(from: &Path, to: &Path) -> Done {
    let dir = to.parent().unwrap_or(to);
    files::make_dir(dir)?;
    let partial = to.with_extension("partial");
    std::fs::copy(from, &partial)
        .and_then(|_| std::fs::rename(&partial, to))
        .map_err(|trouble| format!("{}: {trouble}", to.display()))
}
