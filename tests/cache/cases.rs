//! Written cases: `tests/cases/cache/**/*.txt`.
//!
//! A line `> command` is typed; the lines after it are what must be printed.
//! `>~ command` is the same for a reply whose order means nothing. A line
//! `sleep 1.5` lets seconds pass. Each file begins with an empty cache;
//! `# …` is a comment, `---` empties the cache and goes on.

use crate::prompt::Prompt;
use backlot::cache::print_reply;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[test]
fn every_written_case_prints_what_it_says() {
    let mut files = Vec::new();
    collect(Path::new("tests/cases/cache"), &mut files);
    files.sort();
    assert!(!files.is_empty(), "no case files found");
    let mut failures = String::new();
    let mut count = 0;
    for file in &files {
        count += play(file, &mut failures);
    }
    println!("cache cases: {count} commands in {} files", files.len());
    assert!(failures.is_empty(), "{failures}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "txt") {
            files.push(path);
        }
    }
}

/// Plays a file; how many commands it has.
fn play(file: &Path, failures: &mut String) -> usize {
    let text = std::fs::read_to_string(file).expect("the file is text");
    let mut prompt = Prompt::default();
    let mut count = 0;
    let mut lines = text.lines().enumerate().peekable();
    while let Some((at, line)) = lines.next() {
        if let Some(seconds) = line.strip_prefix("sleep ") {
            let seconds: f64 = seconds.parse().expect("`sleep` has a number");
            prompt.pass_us((seconds * 1e6) as u64);
        } else if line == "---" {
            prompt = Prompt::default();
        } else if let Some(rest) = line.strip_prefix('>') {
            count += 1;
            let (any_order, command) = match rest.strip_prefix('~') {
                Some(rest) => (true, rest),
                None => (false, rest),
            };
            let mut expected = Vec::new();
            let says = |line: &str| !line.is_empty() && !line.starts_with(['>', '#']);
            let ends = |line: &str| line.starts_with("sleep ") || line == "---";
            while let Some((_, line)) = lines.next_if(|(_, line)| says(line) && !ends(line)) {
                expected.push(line.to_owned());
            }
            let printed = print_reply(&prompt.type_line(command));
            let mut got: Vec<String> = printed.lines().map(str::to_owned).collect();
            if any_order {
                unnumber(&mut got);
                unnumber(&mut expected);
            }
            if got != expected {
                let _ = writeln!(
                    failures,
                    "{}:{}: {}\n  expected {expected:#?}\n  got {got:#?}",
                    file.display(),
                    at + 1,
                    command.trim()
                );
            }
        }
    }
    count
}

/// Takes the numbers off the lines of an array and sorts them.
fn unnumber(lines: &mut [String]) {
    for line in lines.iter_mut() {
        let mut rest = line.as_str();
        while let Some((number, after)) = rest.split_once(") ")
            && number.trim_start().parse::<usize>().is_ok()
        {
            rest = after;
        }
        *line = rest.trim_start().to_owned();
    }
    lines.sort();
}
