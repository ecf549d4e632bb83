//! The sessions of `tests/cases/session`, natively: what the JavaScript runtime
//! did in each turn was recorded in Node, and played again it must give the
//! very trace that the shipped engine gave there. The browser tests play the
//! same cases a third time.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use backlot::base::tagged;
use backlot::session::Session;
use backlot::session::protocol::{Command, Step};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/session");

#[test]
fn the_trace_is_the_same_natively_as_in_node() {
    let mut played = 0;
    for entry in fs::read_dir(CASES).expect("there are cases") {
        play(&entry.expect("a case").path());
        played += 1;
    }
    assert!(played > 0, "no case in {CASES}");
}

fn play(case: &Path) {
    let name = case.display();
    let mut turns = read(&case.join("turns.jsonl"));
    turns.reverse();
    let mut session = Session::new();
    let mut trace = Vec::new();
    for command in commands(case) {
        let mut step = session.run(command).expect("the session takes it");
        loop {
            let Step { events, need, .. } = step;
            trace.extend(events);
            if need.is_none() {
                break;
            }
            let done = turns
                .pop()
                .unwrap_or_else(|| panic!("{name}: more turns than recorded"));
            let done = serde_json::from_str(&done).expect("a recorded turn");
            step = session
                .resume(done)
                .expect("it answers the turn that is out");
        }
    }
    assert!(turns.is_empty(), "{name}: fewer turns than recorded");
    let trace: Vec<String> = trace
        .iter()
        .map(|event| serde_json::to_string(event).expect("an event serialises"))
        .collect();
    for (number, (now, then)) in trace
        .iter()
        .zip(read(&case.join("trace.jsonl")))
        .enumerate()
    {
        assert_eq!(*now, then, "{name}: event {number}");
    }
    assert_eq!(
        trace.len(),
        read(&case.join("trace.jsonl")).len(),
        "{name}: events"
    );
}

/// The case's commands, the first of which opens its world.
fn commands(case: &Path) -> Vec<Command> {
    let text = fs::read_to_string(case.join("case.json")).expect("a case has case.json");
    let mut value: Value = serde_json::from_str(&text).expect("case.json is JSON");
    let files: BTreeMap<String, String> = fs::read_dir(case.join("files"))
        .expect("a case has files")
        .map(|file| {
            let file = file.expect("a file").path();
            let name = file
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&file).expect("text"))
        })
        .collect();
    value["world"]["files"] = serde_json::to_value(files).expect("text by name");
    let open = serde_json::json!({ "command": "open", "world": value["world"] });
    let rest = value["commands"]
        .as_array()
        .expect("commands")
        .iter()
        .cloned();
    std::iter::once(open)
        .chain(rest)
        .map(|command| tagged::from_json(&command.to_string()).expect("a command"))
        .collect()
}

fn read(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}
