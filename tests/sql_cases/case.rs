//! The files under `tests/cases/sql`: a statement, then its answer as comments.

use std::fmt::Write as _;
use std::path::PathBuf;

/// A statement, what it should answer, and why it doesn't if that is known.
pub struct Case {
    pub known: Option<String>,
    pub statement: String,
    pub answer: String,
}

/// The cases of a file.
pub fn read(text: &str) -> Vec<Case> {
    text.split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty())
        .map(|paragraph| {
            let (mut known, mut statement, mut answer) = (None, String::new(), String::new());
            for line in paragraph.trim_matches('\n').lines() {
                if let Some(reason) = line.strip_prefix("--! ") {
                    known = Some(reason.to_owned());
                } else if line.starts_with("-- ") || line == "--" {
                    let _ = writeln!(answer, "{line}");
                } else {
                    let _ = writeln!(statement, "{line}");
                }
            }
            Case {
                known,
                statement,
                answer,
            }
        })
        .collect()
}

/// The files of cases, by name.
pub fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sql");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    files.sort();
    files
}
