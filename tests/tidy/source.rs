//! Reading Rust sources well enough to see what they name.

use std::fs;
use std::path::{Path, PathBuf};

/// One file of the project.
pub struct Source {
    /// Its path below the project's directory, with `/`.
    pub path: String,
    /// Its text as it is.
    pub text: String,
    /// Its text without comments and string literals.
    pub code: String,
}

/// All files with this extension below some directories, in order of path.
pub fn sources(dirs: &[&str], extensions: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for dir in dirs {
        collect(&root.join(dir), &mut files);
    }
    files.sort();
    files
        .iter()
        .filter(|file| {
            let extension = file.extension().unwrap_or_default();
            extensions.iter().any(|wanted| extension == *wanted)
        })
        .map(|file| {
            let text = fs::read_to_string(file).unwrap();
            Source {
                path: file
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/"),
                code: code_of(&text),
                text,
            }
        })
        .collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if !path.is_dir() {
            files.push(path);
        } else if path.file_name().is_some_and(|name| name != "node_modules") {
            collect(&path, files);
        }
    }
}

/// Text without comments and without the content of string literals. Lines
/// stay lines.
pub fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| literal(rest, code.chars().last()));
        let length = skipped.unwrap_or(first.len_utf8());
        let (taken, after) = rest.split_at(length);
        match skipped {
            None => code.push_str(taken),
            Some(_) => code.extend(taken.chars().filter(|c| *c == '\n').chain([' '])),
        }
        rest = after;
    }
    code
}

/// The length of the comment that `text` starts with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        Some(text.find('\n').unwrap_or(text.len()))
    } else if text.starts_with("/*") {
        Some(text.find("*/").map_or(text.len(), |end| end + 2))
    } else {
        None
    }
}

/// The length of the string or character literal that `text` starts with.
fn literal(text: &str, before: Option<char>) -> Option<usize> {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(raw) = text
        .strip_prefix('r')
        .filter(|_| !in_word || before == Some('b'))
    {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(hashes));
        let inner = raw.trim_start_matches('#').strip_prefix('"')?;
        let length = inner.find(&end)?;
        return Some(1 + hashes + 1 + length + end.len());
    }
    let quote = text.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at + 1),
            // A quote that nothing ends soon is that of a lifetime.
            _ if quote == '\'' && at > 1 && !text.starts_with("'\\") => return None,
            _ => {}
        }
    }
    None
}

/// Every path in `code` that starts with `start` (such as `crate::`), without
/// that start, with groups written out.
pub fn paths_from(code: &str, start: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(start) {
        let in_word = rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        rest = &rest[at + start.len()..];
        if !in_word {
            tree(rest, &mut Vec::new(), &mut paths);
        }
    }
    paths
}

/// Reads one use tree: a path, or a group of trees in braces.
fn tree<'a>(text: &'a str, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            if rest.is_empty() {
                return rest;
            }
            rest = tree(rest, &mut prefix.clone(), paths);
            // Past `as name`, to the comma or the end of the group.
            let end = rest.find([',', '}']).unwrap_or(rest.len());
            rest = rest[end..].trim_start_matches(',');
        }
    }
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if word.is_empty() {
        paths.push(prefix.clone());
        return rest;
    }
    prefix.push(word.to_owned());
    if let Some(after) = rest.strip_prefix("::") {
        tree(after, prefix, paths)
    } else {
        paths.push(prefix.clone());
        rest
    }
}

/// Whether `code` names `word` as a whole word.
pub fn names(code: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(is_word) && !code[at + word.len()..].starts_with(is_word)
    })
}

#[test]
fn groups_are_written_out() {
    let code = "use crate::{base::{Body, Clock as C}, sql::*};\nlet x = crate::http::parse(1);";
    let paths: Vec<String> = paths_from(code, "crate::")
        .iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(paths, ["base::Body", "base::Clock", "sql", "http::parse"]);
}

#[test]
fn comments_and_literals_are_no_code() {
    let text = "a /* b */ \"c // d\" r#\"e \" f\"# 'g' '\\'' &'h i // j\nk";
    let code = code_of(text);
    for word in ["b", "c", "d", "e", "f", "g", "j"] {
        assert!(!names(&code, word), "{word} in {code}");
    }
    for word in ["a", "h", "i", "k"] {
        assert!(names(&code, word), "{word} not in {code}");
    }
}
