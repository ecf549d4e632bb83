//! The rules that keep the project in order. A failure names its rule.
//!
//! What the layers are and why is told in `ARCHITECTURE.md`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "all of this is test code, helpers included"
)]

#[path = "tidy/source.rs"]
mod source;

use source::{Source, names, paths_from, sources};
use std::path::Path;

/// The simulated systems: they do not know each other.
const SYSTEMS: &[&str] = &[
    "http",
    "net",
    "server",
    "handler",
    "sql",
    "cache",
    "document",
    "web_server",
    "os",
    "git",
];

/// Each layer above the systems, with the layers it may name besides itself.
/// `systems` stands for all of them.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("world", &["base", "systems"]),
    ("lesson", &["base", "systems", "world"]),
    ("session", &["base", "systems", "world", "lesson"]),
    ("worker", &["base", "session"]),
    ("platform", &["base", "session"]),
    // `http` turns text into text and knows no state: what a status means, how
    // curl would say a request.
    ("ui", &["base", "http", "lesson", "session", "platform"]),
];

/// Crates that only the browser has.
const BROWSER: &[&str] = &[
    "web_sys",
    "js_sys",
    "gloo",
    "leptos",
    "wasm_bindgen",
    "wasm_bindgen_futures",
];

/// The most lines a file may have; the median shall be far lower.
const MOST_LINES: usize = 500;

/// Files that are longer, each with the reason. One that no longer is must
/// leave this list.
const LONGER: &[(&str, &str)] = &[];

/// Limits that nothing names yet, each with the reason. One that is named
/// must leave this list.
const UNUSED_LIMITS: &[(&str, &str)] = &[];

/// Bounds that are part of what a real system's type is, and stand beside it.
const BOUNDS_OF_TYPES: &[(&str, &str)] = &[("src/sql/numeric.rs", "PostgreSQL's numeric")];

/// The layer of a file under `src/`, if it is in one: programs are above all.
fn layer_of(path: &str) -> Option<&str> {
    let below = path.strip_prefix("src/")?;
    let first = below.split('/').next()?.trim_end_matches(".rs");
    (!matches!(first, "lib" | "bin")).then_some(first)
}

/// Fails with the rule and every place that breaks it.
#[track_caller]
fn hold(rule: &str, broken: &[String]) {
    assert!(
        broken.is_empty(),
        "\nRule: {rule}\nBroken by:\n  {}\n",
        broken.join("\n  ")
    );
}

fn rust() -> Vec<Source> {
    sources(&["src"], &["rs"])
}

#[test]
fn layers_know_only_those_below_them() {
    let mut broken = Vec::new();
    for source in rust() {
        let Some(layer) = layer_of(&source.path) else {
            continue;
        };
        let is_system = SYSTEMS.contains(&layer);
        let known = LAYERS
            .iter()
            .find(|(name, _)| *name == layer)
            .map(|(_, known)| *known);
        let Some(known) = known.or(is_system.then_some(&["base"])) else {
            broken.push(format!(
                "{}: {layer} is in no layer; tests/tidy.rs lists them",
                source.path
            ));
            continue;
        };
        let depth = source.path.matches('/').count();
        let mut paths = paths_from(&source.code, "crate::");
        // As many `super` as the file lies deep lead to the crate's root.
        let root_by_super = "super::".repeat(depth);
        paths.extend(
            paths_from(&source.code, &root_by_super)
                .into_iter()
                .filter(|path| path.first().is_some_and(|first| is_layer(first))),
        );
        for path in paths {
            let Some(named) = path.first() else { continue };
            let allowed = named == layer
                || known.contains(&named.as_str())
                || (known.contains(&"systems") && SYSTEMS.contains(&named.as_str()));
            if is_layer(named) && !allowed {
                broken.push(format!(
                    "{}: {layer} names crate::{}",
                    source.path,
                    path.join("::")
                ));
            }
        }
    }
    hold(
        "a layer knows only those below it, systems do not know each other, and the page \
         reaches systems by what base and session::protocol give out (ARCHITECTURE.md)",
        &broken,
    );
}

fn is_layer(name: &str) -> bool {
    SYSTEMS.contains(&name) || LAYERS.iter().any(|(layer, _)| *layer == name)
}

#[test]
fn only_page_and_programs_know_the_browser() {
    let broken: Vec<String> = rust()
        .iter()
        .filter(|source| !matches!(layer_of(&source.path), None | Some("ui" | "platform")))
        .flat_map(|source| {
            let named = BROWSER.iter().filter(|name| names(&source.code, name));
            named
                .map(|name| format!("{}: {name}", source.path))
                .collect::<Vec<_>>()
        })
        .collect();
    hold(
        "only ui, platform and the programs name the browser's crates",
        &broken,
    );
}

#[test]
fn only_the_clock_knows_time() {
    let mut broken = Vec::new();
    for source in rust()
        .iter()
        .filter(|source| source.path != "src/base/clock.rs")
    {
        let in_page = matches!(layer_of(&source.path), Some("ui" | "platform"));
        for name in ["std::time", "Instant", "SystemTime"] {
            // A browser's timers take the plain length of time.
            let code = if in_page {
                source.code.replace("std::time::Duration", "")
            } else {
                source.code.clone()
            };
            if names(&code, name) {
                broken.push(format!("{}: {name}", source.path));
            }
        }
    }
    hold(
        "only base::clock knows time; everything else is given it",
        &broken,
    );
}

#[test]
fn only_seeded_chance_decides() {
    let mut broken = Vec::new();
    for source in rust() {
        for name in ["rand", "getrandom", "oorandom", "RandomState", "thread_rng"] {
            if source.path != "src/base/clock.rs" && names(&source.code, name) {
                broken.push(format!("{}: {name}", source.path));
            }
        }
    }
    hold(
        "only base::clock knows chance; everything else is given it",
        &broken,
    );
}

#[test]
fn bounds_live_in_limits() {
    let mut broken = Vec::new();
    for source in rust()
        .iter()
        .filter(|source| source.path != "src/base/limits.rs")
    {
        if BOUNDS_OF_TYPES.iter().any(|(path, _)| *path == source.path) {
            continue;
        }
        for line in source.code.lines() {
            let Some(name) = constant(line) else { continue };
            if name
                .split('_')
                .any(|word| matches!(word, "MAX" | "LIMIT" | "MAXIMUM"))
            {
                broken.push(format!("{}: {name}", source.path));
            }
        }
    }
    hold(
        "every bound lives in src/base/limits.rs, with its unit and its meaning",
        &broken,
    );
}

/// The name of the constant that a line declares.
fn constant(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("const ")?;
    let declares = before.trim().is_empty() || before.trim().starts_with("pub");
    rest.split_once(':')
        .map(|(name, _)| name.trim())
        .filter(|_| declares)
}

#[test]
fn files_are_short() {
    let all = sources(
        &["src", "xtask/src", "tests", "public/js", "benches"],
        &["rs", "js", "mjs"],
    );
    let mut lengths: Vec<usize> = all
        .iter()
        .map(|source| source.text.lines().count())
        .collect();
    lengths.sort_unstable();
    println!(
        "{} files, median {} lines",
        lengths.len(),
        lengths[lengths.len() / 2]
    );
    let long: Vec<&str> = all
        .iter()
        .filter(|source| source.text.lines().count() > MOST_LINES)
        .map(|source| source.path.as_str())
        .collect();
    hold(
        "a file has at most 500 lines (about 150 is usual); LONGER lists the exceptions, no others",
        &differing(&long, LONGER),
    );
}

#[test]
fn nothing_is_left_for_later() {
    // Written in two parts, so that this file does not break its own rule.
    let marks: &[(&str, &str)] = &[
        ("todo", "!"),
        ("unimplemented", "!"),
        ("#[ig", "nore"),
        ("#[should_", "panic"),
        ("TO", "DO"),
        ("FIX", "ME"),
        (".on", "ly("),
    ];
    let all = sources(
        &["src", "xtask/src", "tests", "public/js", "benches"],
        &["rs", "js", "mjs"],
    );
    let mut broken = Vec::new();
    for source in &all {
        for mark in marks.iter().map(|(one, two)| format!("{one}{two}")) {
            let in_page_tests = mark.starts_with('.') && !source.path.ends_with(".test.mjs");
            if source.text.contains(&mark) && !in_page_tests {
                broken.push(format!("{}: {mark}", source.path));
            }
        }
    }
    hold(
        "nothing is left for later, and no test is switched off",
        &broken,
    );
}

#[test]
fn every_limit_is_used() {
    let all = sources(&["src"], &["rs"]);
    let limits = all
        .iter()
        .find(|source| source.path == "src/base/limits.rs")
        .unwrap();
    let unused: Vec<&str> = limits
        .code
        .lines()
        .filter_map(constant)
        .filter(|name| {
            !all.iter()
                .any(|source| source.path != limits.path && names(&source.code, name))
        })
        .collect();
    hold(
        "every limit bounds something: it is named outside src/base/limits.rs; UNUSED_LIMITS \
         lists the exceptions, no others",
        &differing(&unused, UNUSED_LIMITS),
    );
}

/// What was found without being listed, and what is listed without need.
fn differing(found: &[&str], listed: &[(&str, &str)]) -> Vec<String> {
    let known = |name: &str| listed.iter().any(|(known, _)| *known == name);
    let unlisted = found
        .iter()
        .filter(|name| !known(name))
        .map(|name| (*name).to_owned());
    let needless = listed
        .iter()
        .filter(|(name, _)| !found.contains(name))
        .map(|(name, _)| format!("{name}: listed without need"));
    unlisted.chain(needless).collect()
}

#[test]
fn every_path_in_the_architecture_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    // Between backquotes, with a slash or a known ending, and nothing but a path.
    let broken: Vec<String> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            let plain = word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            let inside = [
                "src/", "tests/", "public/", "xtask/", "benches/", "lessons/", "worlds/", ".ci/",
            ];
            plain && inside.iter().any(|start| word.starts_with(start))
        })
        .filter(|path| !root.join(path).exists())
        .map(str::to_owned)
        .collect();
    hold("every path that ARCHITECTURE.md names exists", &broken);
}

#[test]
fn every_module_has_an_invariant() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let mut modules: Vec<String> = rust()
        .iter()
        .filter_map(|source| layer_of(&source.path).map(str::to_owned))
        .collect();
    modules.sort();
    modules.dedup();
    let broken: Vec<String> = modules
        .into_iter()
        .filter(|module| {
            let heading = format!("### `{module}`");
            !text.split_once(&heading).is_some_and(|(_, rest)| {
                rest.split("\n#")
                    .next()
                    .unwrap_or("")
                    .contains("**Invariant")
            })
        })
        .collect();
    hold(
        "ARCHITECTURE.md has a heading ### `module` for every top-level module, and under it \
         a paragraph that starts with **Invariant:**",
        &broken,
    );
}
