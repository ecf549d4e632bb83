//! sqllogictest files, run against the engine; pass counts may only rise.
//!
//! The files stay outside the project (`../shared/conformance/sql`, or
//! `$BACKLOT_CONFORMANCE/sql`); without them the run is skipped and says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::type_complexity,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::write_with_newline,
    reason = "all of this is test code, helpers included"
)]

use backlot::base::{Clock, Parent, Scope, Trace};
use backlot::sql::{Database, Execution, SqlError, SqlRows};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where SQLite's answers are not PostgreSQL's, and why.
const EXCLUSIONS: &[(&str, fn(&str) -> bool)] = &[
    ("an empty list after IN", |sql| {
        sql.replace(' ', "").to_uppercase().contains("IN()")
    }),
    ("IN with a bare table name", |sql| {
        let words: Vec<&str> = sql.split_whitespace().collect();
        words
            .windows(2)
            .any(|pair| pair[0].eq_ignore_ascii_case("in") && !pair[1].starts_with('('))
    }),
];

/// What PostgreSQL refuses and SQLite answers: the code, and what it is.
const REFUSALS: &[(&str, &str)] = &[
    (
        "42803",
        "a column that is neither grouped by nor in an aggregate",
    ),
    ("22003", "an integer out of range"),
    ("22P02", "a string beside an integer"),
    ("0A000", "a bit string"),
];

/// Of a long file only one query in so many is run, unless `BACKLOT_ALL` is
/// set: all of them take minutes in a debug build.
const fn every(records: usize) -> usize {
    match records {
        0..1_200 => 1,
        1_200..5_000 => 8,
        _ => 25,
    }
}

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    excluded: BTreeMap<&'static str, usize>,
}

fn folder() -> PathBuf {
    match std::env::var_os("BACKLOT_CONFORMANCE") {
        Some(folder) => PathBuf::from(folder).join("sql"),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/sql"),
    }
}

struct Engine {
    database: Database,
    connection: u32,
}

impl Engine {
    fn new() -> Self {
        let mut database = Database::default();
        let connection = database.connect();
        Self {
            database,
            connection,
        }
    }

    fn run(&mut self, sql: &str) -> Result<Vec<SqlRows>, SqlError> {
        let mut trace = Trace::default();
        let mut scope = Scope {
            trace: &mut trace,
            clock: Clock::default(),
            parent: Parent::default(),
        };
        match self.database.execute(self.connection, sql, &[], &mut scope) {
            Execution::Done {
                results,
                error: None,
                ..
            } => Ok(results),
            Execution::Done {
                error: Some(error), ..
            } => Err(error),
            Execution::Blocked { .. } => Ok(Vec::new()),
        }
    }
}

/// A value as sqllogictest writes it.
fn shown(value: Option<&String>, kind: char) -> String {
    let Some(text) = value else {
        return "NULL".to_owned();
    };
    let number = match text.as_str() {
        "t" => Some(1.0),
        "f" => Some(0.0),
        text => text.parse::<f64>().ok(),
    };
    match (kind, number) {
        ('I', Some(number)) => format!("{}", number.trunc() as i64),
        ('R', Some(number)) => format!("{number:.3}"),
        _ if text.is_empty() => "(empty)".to_owned(),
        _ => text.clone(),
    }
}

fn values(rows: &SqlRows, kinds: &str, sort: &str) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = rows
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(kinds.chars())
                .map(|(value, kind)| shown(value.as_ref(), kind))
                .collect()
        })
        .collect();
    if sort == "rowsort" {
        rows.sort();
    }
    let mut values: Vec<String> = rows.into_iter().flatten().collect();
    if sort == "valuesort" {
        values.sort();
    }
    values
}

/// Whether the values are those expected, as a list or as a digest of it.
fn matches(values: &[String], expected: &[&str], engine: &mut Engine) -> bool {
    let hashed = match expected {
        [line] => line.split_once(" values hashing to "),
        _ => None,
    };
    let Some((count, digest)) = hashed else {
        return values
            .iter()
            .map(String::as_str)
            .eq(expected.iter().copied());
    };
    if count.parse() != Ok(values.len()) {
        return false;
    }
    let text: String = values.iter().map(|value| format!("{value}\n")).collect();
    let ours = engine.run(&format!("SELECT md5('{}')", text.replace('\'', "''")));
    ours.is_ok_and(|results| results[0].rows[0][0].as_deref() == Some(digest))
}

fn run(text: &str) -> Count {
    let mut count = Count::default();
    let mut engine = Engine::new();
    let records: Vec<&str> = text.split("\n\n").collect();
    let all = std::env::var_os("BACKLOT_ALL").is_some();
    let every = if all { 1 } else { every(records.len()) };
    for (place, record) in records.into_iter().enumerate() {
        let mut lines: Vec<&str> = record
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        let mut skipped = false;
        while let Some(first) = lines.first().copied() {
            let mut words = first.split_whitespace();
            match (words.next(), words.next()) {
                (Some("onlyif"), Some(name)) => skipped |= name != "sqlite",
                (Some("skipif"), Some(name)) => skipped |= name == "sqlite",
                (None, _) => {}
                _ => break,
            }
            lines.remove(0);
        }
        let Some((head, body)) = lines.split_first() else {
            continue;
        };
        let words: Vec<&str> = head.split_whitespace().collect();
        if skipped || !matches!(words.first(), Some(&("statement" | "query"))) {
            continue;
        }
        if words[0] == "query" && place % every != 0 {
            continue;
        }
        let cut = body
            .iter()
            .position(|line| *line == "----")
            .unwrap_or(body.len());
        let sql = body[..cut].join("\n");
        if let Some((reason, _)) = EXCLUSIONS.iter().find(|(_, applies)| applies(&sql)) {
            *count.excluded.entry(reason).or_default() += 1;
            if words[0] == "query" {
                continue;
            }
        }
        let result = engine.run(&sql);
        let passed = match (words[0], result) {
            ("statement", result) => result.is_ok() == (words[1] == "ok"),
            (_, Ok(results)) => {
                let sort = words.get(2).copied().unwrap_or("nosort");
                let values = values(&results[0], words[1], sort);
                let expected = body.get(cut + 1..).unwrap_or_default();
                matches(&values, expected, &mut engine)
            }
            (_, Err(error)) => {
                if let Some((_, reason)) = REFUSALS.iter().find(|(code, _)| *code == error.code) {
                    *count.excluded.entry(reason).or_default() += 1;
                    continue;
                }
                false
            }
        };
        if passed {
            count.passed += 1;
        } else {
            count.failed += 1;
            if std::env::var_os("BACKLOT_SHOW_FAILURES").is_some() {
                println!(
                    "FAILED {head}: {sql}\n  {:?}",
                    engine.run(&sql).map(|r| r.first().map(|r| r.rows.clone()))
                );
            }
        }
    }
    count
}

#[test]
fn sqllogictest_passes_as_much_as_ever() {
    let folder = folder();
    if !folder.is_dir() {
        println!(
            "sql conformance: 1 skipped ({} isn't there)",
            folder.display()
        );
        return;
    }
    let ratchet = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ratchets/sql.json");
    let known: BTreeMap<String, usize> = serde_json::from_str(
        &std::fs::read_to_string(&ratchet).unwrap_or_else(|_| "{}".to_owned()),
    )
    .expect("the ratchet");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".test"))
        .filter(|name| std::env::var("BACKLOT_ONLY").map_or(true, |only| name.contains(&only)))
        .collect();
    names.sort();
    let runs: Vec<_> = names
        .into_iter()
        .map(|name| {
            let path = folder.join(&name);
            (
                name,
                std::thread::spawn(move || run(&std::fs::read_to_string(path).expect("a file"))),
            )
        })
        .collect();
    let kind = if std::env::var_os("BACKLOT_ALL").is_some() {
        "all"
    } else {
        "sample"
    };
    let mut now = known.clone();
    let mut worse = Vec::new();
    for (name, run) in runs {
        let key = format!("{name}, {kind}");
        let count = run.join().expect("a run without panic");
        println!(
            "sql {name}: {} / {} / {}",
            count.passed,
            count.passed + count.failed,
            count.passed + count.failed + count.excluded.values().sum::<usize>()
        );
        for (reason, excluded) in &count.excluded {
            println!("  {excluded} excluded: {reason}");
        }
        if count.passed < known.get(&key).copied().unwrap_or(0) {
            worse.push(name.clone());
        }
        now.insert(key, count.passed);
    }
    if std::env::var_os("BACKLOT_RATCHET").is_some() {
        let text = serde_json::to_string_pretty(&now).expect("counts");
        std::fs::write(ratchet, text + "\n").expect("the ratchet to be written");
    }
    assert!(worse.is_empty(), "fewer pass than before: {worse:?}");
}
