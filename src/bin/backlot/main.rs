//! Backlot without a browser: everything but the learner's JavaScript.

mod redis;
mod session;
mod sql;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: backlot <command>

Commands:
  session  the session protocol: a JSON message a line in, a step a line out
  redis    a prompt like redis-cli's, on a cache of its own
  sql      a prompt like psql's, and a runner of scripts
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("redis") => return redis::main(args),
        Some("session") => return session::main(),
        Some("sql") => return sql::main(args),
        Some("--version") => println!("backlot {}", env!("CARGO_PKG_VERSION")),
        Some("--help") => print!("{USAGE}"),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
