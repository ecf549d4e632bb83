//! Files: reading, writing, listing and hashing, with trouble as a sentence.

use crate::step::Done;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below `dir`, in order of name; none when `dir` does not exist.
/// Directories called `node_modules` are left out.
pub fn below(dir: &Path) -> Done<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !dir.exists() {
        return Ok(files);
    }
    let entries = fs::read_dir(dir).map_err(|trouble| about(dir, &trouble))?;
    for entry in entries {
        let path = entry.map_err(|trouble| about(dir, &trouble))?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "node_modules") {
                files.extend(below(&path)?);
            }
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub fn read(path: &Path) -> Done<Vec<u8>> {
    fs::read(path).map_err(|trouble| about(path, &trouble))
}

pub fn read_text(path: &Path) -> Done<String> {
    fs::read_to_string(path).map_err(|trouble| about(path, &trouble))
}

/// Writes a file, and the directories above it.
pub fn write(path: &Path, content: &[u8]) -> Done {
    if let Some(dir) = path.parent() {
        make_dir(dir)?;
    }
    fs::write(path, content).map_err(|trouble| about(path, &trouble))
}

pub fn make_dir(path: &Path) -> Done {
    fs::create_dir_all(path).map_err(|trouble| about(path, &trouble))
}

/// Removes a directory and everything in it, if it is there.
pub fn remove_dir(path: &Path) -> Done {
    match fs::remove_dir_all(path) {
        Err(trouble) if trouble.kind() != std::io::ErrorKind::NotFound => {
            Err(about(path, &trouble))
        }
        _ => Ok(()),
    }
}

/// The name of a path's last part.
pub fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Sixteen hexadecimal digits that stand for this content in a file's name.
pub fn short_hash(bytes: &[u8]) -> String {
    use std::fmt::Write;
    sha256(bytes)
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Says which file the trouble is about.
fn about(path: &Path, trouble: &std::io::Error) -> String {
    format!("{}: {trouble}", path.display())
}
