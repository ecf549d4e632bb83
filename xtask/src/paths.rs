//! Where things are.

use std::path::{Path, PathBuf};

/// The project's directory.
pub fn root() -> PathBuf {
    // xtask's manifest lies one level below it.
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target directory.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The directory of `package.json`.
pub fn js() -> PathBuf {
    root().join("public/js")
}

/// The static site that `build` makes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Programs that this project installs for itself.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// `PATH` with the project's own programs first.
pub fn search_path() -> std::ffi::OsString {
    let mut dirs = vec![tools().join("bin"), js().join("node_modules/.bin")];
    if let Some(path) = std::env::var_os("PATH") {
        dirs.extend(std::env::split_paths(&path));
    }
    std::env::join_paths(dirs).unwrap_or_default()
}
