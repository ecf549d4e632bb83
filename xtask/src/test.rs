//! `cargo xtask test`: everything that must hold, part by part.

mod counts;
mod part;

use crate::build::{self, Profile};
use crate::engine::Carries;
use crate::rust_web::WASM32;
use crate::step::human;
use crate::{debian, npm, paths};
use part::{Part, Tally};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// How much to test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    All,
    /// What needs no browser, no wasm and no second SQL engine.
    Quick,
}

/// Runs the parts one after another, all of them even when one fails.
pub fn test(extent: Extent) -> ExitCode {
    let began = Instant::now();
    let mut tally = Tally::default();
    tally.add(Part::check("fmt", cargo(&["fmt", "--all", "--check"])));
    tally.add(Part::check(
        "clippy, native",
        cargo(&[
            "clippy",
            "--quiet",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    ));
    tally.add(Part::counted(
        "native tests",
        cargo(&[
            "test",
            "--quiet",
            "--locked",
            "--workspace",
            "--no-fail-fast",
        ]),
        counts::of_cargo,
    ));
    if extent == Extent::All {
        on_gluesql(&mut tally);
        in_the_browser(&mut tally);
    }
    tally.close(&human(began.elapsed()))
}

/// The parts that compile GlueSQL, which takes a minute that no other test
/// waits for.
fn on_gluesql(tally: &mut Tally) {
    tally.add(Part::check(
        "clippy, GlueSQL",
        cargo(&[
            "clippy",
            "--quiet",
            "--locked",
            "--features",
            "gluesql",
            "--lib",
            "--bins",
            "--test",
            "sql_gluesql",
            "--",
            "-D",
            "warnings",
        ]),
    ));
    tally.add(Part::counted(
        "GlueSQL on our storage",
        cargo(&[
            "test",
            "--quiet",
            "--locked",
            "--features",
            "gluesql",
            "--test",
            "sql_gluesql",
        ]),
        counts::of_cargo,
    ));
}

/// The parts that need the wasm32 target, Node's packages and browsers.
fn in_the_browser(tally: &mut Tally) {
    tally.add(Part::work("npm packages", || npm::install(&paths::js())));
    tally.add(Part::check("tsc", tsc("jsconfig.json")));
    tally.add(Part::check(
        "tsc, service worker",
        tsc("jsconfig.service-worker.json"),
    ));
    let mut prepared = None;
    tally.add(Part::work("tools and wasm32 target", || {
        prepared = Some(build::prepare()?);
        Ok(())
    }));
    if let Some(toolchain) = prepared {
        let mut clippy = toolchain.cargo();
        clippy
            .args([
                "clippy", "--quiet", "--locked", "--lib", "--bin", "page", "--bin", "worker",
            ])
            .args(["--target", WASM32, "--", "-D", "warnings"])
            .current_dir(paths::root());
        tally.add(Part::check("clippy, wasm32", clippy));
        tally.add(Part::work("release build", || {
            build::assemble(Profile::Release, build::BOTH, toolchain).map(drop)
        }));
    }
    tally.add(node_part("session tests in Node", "tests/node", 2));
    tally.add(Part::work("browsers", debian::install_browsers));
    // One flow at a time: two browsers on two cores time each other out.
    tally.add(node_part("browser flows", "tests/browser", 1));
}

fn cargo(words: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(words).current_dir(paths::root());
    cargo
}

fn tsc(project: &str) -> Command {
    let mut tsc = Command::new("tsc");
    tsc.args(["--project", project])
        .env("PATH", paths::search_path())
        .current_dir(paths::js());
    tsc
}

/// A part whose tests are the files `*.test.mjs` of a directory.
fn node_part(what: &'static str, dir: &str, at_once: u8) -> Part {
    let files = test_files(&paths::root().join(dir));
    if files.is_empty() {
        // A part without tests proves nothing, and must not look as if it did.
        return Part::failed(what, &format!("{dir} holds no *.test.mjs"));
    }
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"])
        .arg(format!("--test-concurrency={at_once}"))
        .args(files)
        .env("BACKLOT_SITE", paths::dist())
        .env(
            "BACKLOT_ENGINE",
            crate::engine::dir(Profile::Release, Carries::Own),
        )
        .env(
            "BACKLOT_GLUESQL",
            crate::engine::dir(Profile::Release, Carries::GlueSql),
        )
        .env("BACKLOT_SCRIPTS", build::scripts_dir(Profile::Release))
        .env("NO_COLOR", "1")
        .current_dir(paths::root());
    Part::counted(what, node, counts::of_node)
}

fn test_files(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    files
}
