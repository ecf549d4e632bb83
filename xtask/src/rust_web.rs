//! The wasm32 target of Rust's standard library.

use crate::step::{Done, output_of, run, step};
use crate::{debian, files, paths};
use std::path::PathBuf;
use std::process::Command;

/// The target that browsers run.
pub const WASM32: &str = "wasm32-unknown-unknown";

/// The name under which Debian's compiler is made known to rustup.
const DEBIAN_TOOLCHAIN: &str = "debian-web";

/// Which toolchain builds for the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// The one in use, with the target that rustup fetched.
    Rustup,
    /// Debian's, with a standard library built here.
    Debian,
}

impl Toolchain {
    /// A command of this toolchain's cargo.
    pub fn cargo(self) -> Command {
        let mut cargo = Command::new("cargo");
        self.choose(&mut cargo);
        cargo
    }

    /// Makes every cargo that `command` starts one of this toolchain.
    pub fn choose(self, command: &mut Command) {
        if self == Self::Debian {
            command.env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN);
            // Its standard library carries no bitcode for fat LTO.
            command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        }
    }
}

/// Installs the target, unless it is there: by rustup, else by way of
/// Debian's packages, for machines whose rustup can fetch nothing.
pub fn install() -> Done<Toolchain> {
    if has_target(&mut Command::new("rustc")) {
        return Ok(Toolchain::Rustup);
    }
    if has_target(Command::new("rustc").env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN)) {
        return Ok(Toolchain::Debian);
    }
    let fetched = step("Add the wasm32 target by rustup", || {
        run(Command::new("rustup").args(["target", "add", WASM32]))
    });
    match fetched {
        Ok(()) => Ok(Toolchain::Rustup),
        Err(trouble) => {
            println!("  {trouble}; trying Debian's packages instead");
            debian::require(&[
                "rustc-web",
                "cargo-web",
                "rust-web-src",
                "libstd-rust-web-dev",
            ])?;
            step("Build the standard library for wasm32 (once)", build_std)?;
            Ok(Toolchain::Debian)
        }
    }
}

/// Whether a compiler has the target's standard library.
fn has_target(rustc: &mut Command) -> bool {
    output_of(rustc.args(["--print", "target-libdir", "--target", WASM32]))
        .ok()
        .and_then(|dir| files::below(&PathBuf::from(dir)).ok())
        .is_some_and(|files| {
            files
                .iter()
                .any(|file| files::name_of(file).starts_with("libstd-"))
        })
}

/// Builds the standard library by Debian's compiler and puts it where that
/// compiler looks; gives it the linker that rustup's toolchain brings.
fn build_std() -> Done {
    let debian_rustc = || Command::new("/usr/bin/rustc");
    let version = output_of(debian_rustc().arg("-vV"))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("Debian's rustc names no host")?
        .to_owned();
    let empty = paths::root().join("target/wasm32-std");
    files::write(
        &empty.join("Cargo.toml"),
        b"[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    files::write(&empty.join("src/lib.rs"), b"")?;
    run(Command::new("/usr/bin/cargo")
        .args([
            "build",
            "--release",
            "-Zbuild-std=std,panic_abort,proc_macro",
        ])
        .args(["--target", WASM32])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env_remove("CARGO_TARGET_DIR")
        .current_dir(&empty))?;

    let libdir = output_of(debian_rustc().args(["--print", "target-libdir", "--target", WASM32]))?;
    let built = empty.join("target").join(WASM32).join("release/deps");
    for file in files::below(&built)? {
        if file
            .extension()
            .is_some_and(|extension| extension == "rlib")
        {
            files::write(
                &PathBuf::from(&libdir).join(files::name_of(&file)),
                &files::read(&file)?,
            )?;
        }
    }

    let linker =
        |sysroot: String| PathBuf::from(sysroot).join(format!("lib/rustlib/{host}/bin/rust-lld"));
    let debian_sysroot = output_of(debian_rustc().args(["--print", "sysroot"]))?;
    let ours = linker(output_of(
        Command::new("rustc").args(["--print", "sysroot"]),
    )?);
    let theirs = linker(debian_sysroot.clone());
    if !theirs.exists() {
        files::make_dir(theirs.parent().unwrap_or(&theirs))?;
        std::os::unix::fs::symlink(&ours, &theirs)
            .map_err(|trouble| format!("{}: {trouble}", theirs.display()))?;
    }
    run(Command::new("rustup").args(["toolchain", "link", DEBIAN_TOOLCHAIN, &debian_sysroot]))
}
