//! `cargo xtask sizes`: what travels, compressed, against the budgets.

use crate::build;
use crate::step::{Done, output_of};
use crate::{files, paths, site};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// One line of the table: what it is, its budget in kB (1000 bytes), and which
/// files it counts.
struct Budget {
    what: &'static str,
    kilobytes: u32,
    counts: fn(&str) -> bool,
}

/// The budgets, in brotli, of the default path.
const BUDGETS: &[Budget] = &[
    Budget {
        what: "page and style",
        kilobytes: 60,
        counts: is_page,
    },
    Budget {
        what: "UI wasm and JS",
        kilobytes: 350,
        counts: is_ui,
    },
    Budget {
        what: "engine wasm",
        kilobytes: 700,
        counts: is_engine,
    },
    Budget {
        what: "editor",
        kilobytes: 130,
        counts: is_editor,
    },
    Budget {
        what: "JS runtime with Express",
        kilobytes: 120,
        counts: is_runtime,
    },
    Budget {
        what: "until the first answer",
        kilobytes: 1350,
        counts: is_default_path,
    },
];

fn is_page(name: &str) -> bool {
    name == "index.html" || has_extension(name, "css")
}

fn is_ui(name: &str) -> bool {
    name.starts_with("page-") || name.starts_with("snippets/")
}

fn is_engine(name: &str) -> bool {
    name.starts_with("engine") && has_extension(name, "wasm")
}

fn is_editor(name: &str) -> bool {
    name.starts_with("editor")
}

/// The second engine and its runtime, which travel only when chosen.
fn is_gluesql(name: &str) -> bool {
    name.starts_with("gluesql-")
}

fn is_runtime(name: &str) -> bool {
    !is_ui(name)
        && !is_gluesql(name)
        && !is_editor(name)
        && name != "service-worker.js"
        && (has_extension(name, "js") || name.starts_with("frame"))
}

/// Everything that a first visit loads: all but what installing asks for.
fn is_default_path(name: &str) -> bool {
    has_extension(name, "woff2")
        || is_page(name)
        || is_ui(name)
        || is_engine(name)
        || is_editor(name)
        || is_runtime(name)
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, found)| found == extension)
}

/// Builds the site for release, prints the table, and fails over budget.
pub fn sizes() -> Done<ExitCode> {
    let dist = build::build()?;
    let sizes = compressed(&dist)?;
    println!(
        "\n{:<26}{:>12}{:>12}  files",
        "brotli, quality 11", "size", "budget"
    );
    let mut over = false;
    for budget in BUDGETS {
        let counted: Vec<u64> = sizes
            .iter()
            .filter(|(name, _)| (budget.counts)(name))
            .map(|(_, size)| *size)
            .collect();
        let size: u64 = counted.iter().sum();
        let exceeded = size > u64::from(budget.kilobytes) * 1000;
        let verdict = match exceeded {
            true => "  EXCEEDED",
            false if counted.is_empty() => "  (not built yet)",
            false => "",
        };
        println!(
            "{:<26}{:>9.1} kB{:>9} kB  {}{verdict}",
            budget.what,
            size as f64 / 1000.0,
            budget.kilobytes,
            counted.len()
        );
        over |= exceeded;
    }
    let second = sizes.iter().filter(|(name, _)| is_gluesql(name));
    let second: u64 = second.map(|(_, size)| *size).sum();
    println!(
        "{:<26}{:>9.1} kB            when it is chosen",
        "GlueSQL with its runtime",
        second as f64 / 1000.0
    );
    println!("\nEvery file:");
    for (name, size) in &sizes {
        println!("{:>9.1} kB  {name}", *size as f64 / 1000.0);
    }
    Ok(if over {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The compressed size of every file of the site, by name.
fn compressed(dist: &Path) -> Done<BTreeMap<String, u64>> {
    let all: Vec<PathBuf> = files::below(dist)?;
    // Node is there anyway and carries the encoder that servers use. Formats
    // that are compressed already travel as they are.
    let program = "
        const { brotliCompressSync, constants } = require('node:zlib');
        const { readFileSync } = require('node:fs');
        for (const file of process.argv.slice(1)) {
            const bytes = readFileSync(file);
            const size = /\\.(png|woff2|br|gz)$/.test(file) ? bytes.length : brotliCompressSync(bytes, { params: {
                [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22,
                [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
            console.log(size);
        }";
    let said = output_of(
        Command::new("node")
            .args(["--eval", program, "--"])
            .args(&all)
            .current_dir(paths::root()),
    )?;
    let sizes = said
        .lines()
        .map(|line| line.parse::<u64>().map_err(|trouble| trouble.to_string()));
    all.iter()
        .zip(sizes)
        .map(|(file, size)| Ok((site::relative(dist, file), size?)))
        .collect()
}
