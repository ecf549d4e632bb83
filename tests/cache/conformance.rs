//! Cases written by others, with the replies of a real Redis 7.0.
//!
//! They lie beside the project, or where `BACKLOT_CONFORMANCE` says; without
//! them the test says that it was skipped. How many pass may only rise.

use crate::prompt::Prompt;
use backlot::base::Body;
use backlot::cache::{Reply, split_line};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What the ratchet file holds.
#[derive(Deserialize)]
struct Ratchet {
    /// Cases that pass.
    passed: usize,
    /// Words that a case's commands begin with, and why such a case does not
    /// apply.
    excluded: BTreeMap<String, String>,
    /// Cases that fail, by their commands, and why.
    failing: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Case {
    command: Vec<String>,
    binary: bool,
    sort: bool,
    reply: Vec<Value>,
}

#[test]
fn conformance_cases_get_the_replies_of_a_real_redis() {
    let folder = std::env::var_os("BACKLOT_CONFORMANCE")
        .map_or_else(|| PathBuf::from("../shared/conformance"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("redis/cases.json")) else {
        println!("redis: 1 suite skipped, its cases are not on this machine");
        return;
    };
    let cases: Vec<Case> = serde_json::from_str(&text).expect("the cases can be read");
    let ratchet = std::fs::read_to_string("tests/ratchets/redis.json").expect("it is there");
    let ratchet: Ratchet = serde_json::from_str(&ratchet).expect("the ratchet can be read");
    let mut excluded: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failed = BTreeMap::new();
    let mut passed = 0;
    for case in &cases {
        if let Some(why) = exclusion(case, &ratchet) {
            *excluded.entry(why).or_default() += 1;
            continue;
        }
        match play(case) {
            Ok(()) => passed += 1,
            Err(difference) => drop(failed.insert(case.command.join("; "), difference)),
        }
    }
    let left_out: usize = excluded.values().sum();
    println!(
        "redis: {passed} / {} / {}",
        cases.len() - left_out,
        cases.len()
    );
    for (why, count) in &excluded {
        println!("  {count} left out: {why}");
    }
    let known: BTreeSet<&String> = ratchet.failing.keys().collect();
    let unknown: Vec<_> = failed
        .iter()
        .filter(|(case, _)| !known.contains(case))
        .collect();
    assert!(unknown.is_empty(), "fail and should not: {unknown:#?}");
    let healed: Vec<_> = known
        .iter()
        .filter(|case| !failed.contains_key(**case))
        .collect();
    assert!(healed.is_empty(), "pass and are said to fail: {healed:#?}");
    assert!(
        passed >= ratchet.passed,
        "{passed} pass where {} did",
        ratchet.passed
    );
    assert!(
        passed <= ratchet.passed,
        "{passed} pass now: raise `passed` in tests/ratchets/redis.json"
    );
}

fn exclusion<'a>(case: &Case, ratchet: &'a Ratchet) -> Option<&'a str> {
    let begins = |command: &String, words: &str| {
        let command = command.to_lowercase();
        command == words || command.starts_with(&format!("{words} "))
    };
    let found = ratchet
        .excluded
        .iter()
        .find(|(words, _)| case.command.iter().any(|command| begins(command, words)));
    found.map(|(_, why)| why.as_str())
}

fn play(case: &Case) -> Result<(), String> {
    let mut prompt = Prompt::default();
    for (line, expected) in case.command.iter().zip(&case.reply) {
        let args = words(line, case.binary);
        let mut got = json_of(&prompt.run(&args));
        let mut expected = expected.clone();
        if case.sort {
            sort(&mut got);
            sort(&mut expected);
        }
        if got != expected {
            return Err(format!("{line}: expected {expected}, got {got}"));
        }
    }
    Ok(())
}

/// The words of a line; in a binary one escapes count outside quotes too.
fn words(line: &str, binary: bool) -> Vec<Body> {
    let quoted = |word: &str| format!("\"{}\"", word.replace('"', "\\\""));
    let line = if binary {
        line.split(' ').map(quoted).collect::<Vec<_>>().join(" ")
    } else {
        line.to_owned()
    };
    split_line(&line).expect("the line is well-formed")
}

fn sort(value: &mut Value) {
    if let Value::Array(items) = value {
        items.sort_by_key(ToString::to_string);
    }
}

fn json_of(reply: &Reply) -> Value {
    match reply {
        Reply::Status(text) => serde_json::json!({ "status": text }),
        Reply::Error(text) => serde_json::json!({ "error": text }),
        Reply::Integer(number) => (*number).into(),
        Reply::Bulk(bytes) => bytes.text().into(),
        Reply::Nil | Reply::NilArray => Value::Null,
        Reply::Array(items) => items.iter().map(json_of).collect(),
    }
}
