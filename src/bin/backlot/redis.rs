//! `backlot redis`: a prompt like redis-cli's, on a cache of its own.
//!
//! Virtual time stands still but for `DEBUG SLEEP seconds`.

use backlot::base::{Body, Clock, Parent, Scope, Trace};
use backlot::cache::{Cache, Reply, print_reply, split_line};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::ExitCode;

/// What `backlot redis --help` prints.
pub const USAGE: &str = "\
Usage: backlot redis [--json] [file]

Reads a cache command a line from the file, or from standard input, and prints
its reply as redis-cli does. A line of spaces only is passed over.

Options:
  --json    print a reply a line as JSON: an integer as a number, a bulk
            string as a string, nil as null, an array as an array, a status as
            {\"status\":\"OK\"}, an error as {\"error\":\"ERR …\"}, and bytes that are
            not UTF-8 as {\"hex\":\"00ff…\"}
";

/// Runs with the words after `redis`.
pub fn main(args: impl Iterator<Item = String>) -> ExitCode {
    let mut as_json = false;
    let mut path = None;
    for arg in args {
        match arg.as_str() {
            "--json" => as_json = true,
            "--help" => {
                print!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            flag if flag.starts_with("--") => {
                eprint!("backlot redis: no option is called {flag}\n\n{USAGE}");
                return ExitCode::from(2);
            }
            _ => path = Some(arg),
        }
    }
    let done = match path {
        None => {
            let stdin = io::stdin();
            let prompt = (stdin.is_terminal() && !as_json).then_some("cache> ");
            run(stdin.lock(), as_json, prompt)
        }
        Some(path) => match File::open(&path) {
            Ok(file) => run(BufReader::new(file), as_json, None),
            Err(error) => {
                eprintln!("backlot redis: {path}: {error}");
                return ExitCode::FAILURE;
            }
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has gone; there is nobody left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("backlot redis: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut lines: impl BufRead, as_json: bool, prompt: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut console = Console::default();
    let mut line = Vec::new();
    loop {
        if let Some(prompt) = prompt {
            write!(out, "{prompt}")?;
            out.flush()?;
        }
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        if let Some(reply) = console.answer(text.trim_end_matches(['\n', '\r'])) {
            let messages = console.cache.take_messages().into_iter();
            for told in std::iter::once(reply).chain(messages.map(|(_, message)| message)) {
                let printed = if as_json {
                    json_of(&told).to_string()
                } else {
                    print_reply(&told)
                };
                writeln!(out, "{printed}")?;
            }
        }
    }
}

/// A cache and its clock.
#[derive(Default)]
struct Console {
    cache: Cache,
    clock: Clock,
}

impl Console {
    /// The reply to a line; none when there is no word on it.
    fn answer(&mut self, line: &str) -> Option<Reply> {
        let args = match split_line(line) {
            Ok(args) if args.is_empty() => return None,
            Ok(args) => args,
            Err(mistake) => {
                let said = mistake.authentic.unwrap_or(mistake.message);
                return Some(Reply::Error(said));
            }
        };
        Some(self.execute(&args))
    }

    fn execute(&mut self, args: &[Body]) -> Reply {
        let mut scope = Scope {
            trace: &mut Trace::default(),
            clock: self.clock,
            parent: Parent::default(),
        };
        let done = self.cache.execute(0, args, &mut scope);
        let now_us = self
            .clock
            .now_us
            .saturating_add(done.work.sleep_us + done.work.wait_us.unwrap_or_default());
        self.clock.advance_to(now_us);
        done.reply
    }
}

fn json_of(reply: &Reply) -> Value {
    match reply {
        Reply::Status(text) => json!({ "status": text }),
        Reply::Error(text) => json!({ "error": text }),
        Reply::Integer(number) => json!(number),
        Reply::Bulk(bytes) => json!(bytes),
        Reply::Nil | Reply::NilArray => Value::Null,
        Reply::Array(items) => items.iter().map(json_of).collect(),
    }
}
