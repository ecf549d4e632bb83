//! Backlot without a browser: everything but the learner's JavaScript.

use std::process::ExitCode;

const USAGE: &str = "\
Usage: backlot <command>

Commands:
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("--version") => println!("backlot {}", env!("CARGO_PKG_VERSION")),
        Some("--help") => print!("{USAGE}"),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
