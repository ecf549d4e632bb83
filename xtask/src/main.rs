//! Backlot's own commands, run as `cargo xtask <command>`.
//!
//! Everything that is missing is installed first: inside the project where
//! that is possible, by the system's package manager where it is not.

mod bench;
mod build;
mod debian;
mod engine;
mod files;
mod npm;
mod page;
mod paths;
mod prerender;
mod rust_web;
mod serve;
mod service_worker;
mod site;
mod sizes;
mod step;
mod test;
mod tools;
mod worlds;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--release] [--gluesql] [--watch] [--port N]
                     build, and serve on http://127.0.0.1:8080; a release has
                     the second engine, GlueSQL, a build for development only
                     with --gluesql
  build              the static site, in dist/
  test [--quick]     everything; --quick: native only
  bench              speed, in headless Chromium beside its peers
  sizes              brotli sizes of dist/ against the budgets
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["serve", flags @ ..] => serve::Options::parse(flags).and_then(serve::serve),
        ["build"] => build::build().map(|_| ExitCode::SUCCESS),
        ["test"] => Ok(test::test(test::Extent::All)),
        ["test", "--quick"] => Ok(test::test(test::Extent::Quick)),
        ["bench"] => bench::bench(),
        ["sizes"] => sizes::sizes(),
        ["--help" | "-h" | "help"] => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprint!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    };
    done.unwrap_or_else(|trouble| {
        eprintln!("xtask: {trouble}");
        ExitCode::FAILURE
    })
}
