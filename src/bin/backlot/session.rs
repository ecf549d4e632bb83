//! `backlot session`: the protocol as JSON lines on stdin and stdout.

use backlot::session::Session;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

/// Speaks the protocol until the input ends.
pub fn main() -> ExitCode {
    match run(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that went away, as `head` does, is no failure of ours.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("backlot session: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads a message a line (`{"run": …}` or `{"resume": …}`) and writes a step
/// a line; what is not a message gets `{"error": …}`, and the session goes on.
fn run(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut session = Session::new();
    for line in input.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let reply = session
            .exchange(&line)
            .unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string());
        writeln!(output, "{reply}")?;
        output.flush()?;
    }
    Ok(())
}
