//! One part of the tests, and the sum of them.

use super::counts::Counts;
use crate::step::{Done, human, run};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// How long the tests of one part may take in all.
const PATIENCE: Duration = Duration::from_mins(20);

/// A part that ran.
#[derive(Debug)]
pub struct Part {
    what: &'static str,
    counts: Counts,
    took: Duration,
}

impl Part {
    /// A program that either succeeds or not: one test.
    pub fn check(what: &'static str, mut program: Command) -> Self {
        Self::one(what, 1, || run(&mut program))
    }

    /// Work that the tests need done: no test, but a failure if it fails.
    pub fn work(what: &'static str, work: impl FnOnce() -> Done) -> Self {
        Self::one(what, 0, work)
    }

    fn one(what: &'static str, worth: u64, work: impl FnOnce() -> Done) -> Self {
        println!("\n━━ {what}");
        let began = Instant::now();
        let result = work();
        if let Err(trouble) = &result {
            println!("{trouble}");
        }
        let counts = Counts {
            passed: if result.is_ok() { worth } else { 0 },
            failed: u64::from(result.is_err()),
            skipped: 0,
        };
        Self::closed(what, counts, began.elapsed())
    }

    /// A program that runs tests and prints how many.
    pub fn counted(what: &'static str, mut program: Command, read: fn(&str) -> Counts) -> Self {
        println!("\n━━ {what}");
        let began = Instant::now();
        let (printed, succeeded) = match run_and_keep(&mut program) {
            Ok(ran) => ran,
            Err(trouble) => return Self::failed(what, &trouble),
        };
        let mut counts = read(&printed);
        // A runner that failed without a failing test (it did not compile, it
        // crashed), or that ran nothing, is a failure too.
        if (!succeeded && counts.failed == 0) || counts.total() == 0 {
            counts.failed += 1;
        }
        Self::closed(what, counts, began.elapsed())
    }

    /// A part that could not run.
    pub fn failed(what: &'static str, trouble: &str) -> Self {
        println!("\n━━ {what}\n{trouble}");
        Self::closed(
            what,
            Counts {
                failed: 1,
                ..Counts::default()
            },
            Duration::ZERO,
        )
    }

    fn closed(what: &'static str, counts: Counts, took: Duration) -> Self {
        println!("{what}: {counts} in {}", human(took));
        Self { what, counts, took }
    }
}

/// Runs a program, showing its standard output and keeping it. One that does
/// not come to an end is ended.
fn run_and_keep(program: &mut Command) -> Done<(String, bool)> {
    let mut child = program
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|trouble| format!("cannot start: {trouble}"))?;
    let stdout = child.stdout.take().ok_or("its output cannot be read")?;
    let reader = std::thread::spawn(move || show_and_keep(stdout));
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|trouble| trouble.to_string())? {
            break status;
        }
        if Instant::now() > deadline {
            // It may have ended by itself in this moment: all the same.
            let _ = child.kill();
            println!("stopped: not done after {}", human(PATIENCE));
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    let printed = reader.join().map_err(|_| "its output cannot be read")?;
    Ok((printed, status.success()))
}

/// Copies what a program prints to our own output, and returns it.
fn show_and_keep(stdout: std::process::ChildStdout) -> String {
    let mut printed = String::new();
    let mut lines = BufReader::new(stdout);
    let mut line = Vec::new();
    while lines
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        // Whoever reads us may be gone; the tests go on.
        let _ = std::io::stdout().write_all(&line);
        printed.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    printed
}

/// All parts so far.
#[derive(Debug, Default)]
pub struct Tally(Vec<Part>);

impl Tally {
    pub fn add(&mut self, part: Part) {
        self.0.push(part);
    }

    /// Prints a line per part and the sum, and gives the exit code.
    pub fn close(&self, took: &str) -> ExitCode {
        println!("\n━━ summary, after {took}");
        for Part { what, counts, took } in &self.0 {
            let sign = if counts.failed > 0 { "✗" } else { "✓" };
            println!("{sign} {what:<26} {counts} ({})", human(*took));
        }
        let sum = self
            .0
            .iter()
            .map(|part| part.counts)
            .fold(Counts::default(), Counts::plus);
        println!("{sum}");
        if sum.failed > 0 {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}
