//! `cargo xtask serve`: build, serve, and with `--watch` build again.

mod http;
mod watch;

use crate::build::{self, Engines, Profile};
use crate::step::Done;
use std::net::TcpListener;
use std::process::ExitCode;

/// What `serve` was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    profile: Profile,
    engines: Engines,
    watch: bool,
    port: u16,
}

impl Options {
    /// Reads the words after `serve`.
    pub fn parse(words: &[&str]) -> Done<Self> {
        let mut options = Self {
            profile: Profile::Dev,
            engines: build::ONE,
            watch: false,
            port: 8080,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--release" => {
                    options.profile = Profile::Release;
                    options.engines = build::BOTH;
                }
                "--gluesql" => options.engines = build::BOTH,
                "--watch" => options.watch = true,
                "--port" => {
                    options.port = words
                        .next()
                        .and_then(|port| port.parse().ok())
                        .ok_or("--port wants a number from 0 to 65535")?;
                }
                other => return Err(format!("serve knows no {other}; see cargo xtask --help")),
            }
        }
        Ok(options)
    }
}

/// Builds and serves until the program is stopped.
pub fn serve(options: Options) -> Done<ExitCode> {
    // Taken before the build, so that a port in use is known at once.
    let listener = TcpListener::bind(("127.0.0.1", options.port)).map_err(|trouble| {
        format!(
            "port {} of 127.0.0.1: {trouble}; --port N takes another",
            options.port
        )
    })?;
    let toolchain = build::prepare()?;
    let before = watch::Snapshot::take()?;
    let site = build::assemble(options.profile, options.engines, toolchain)?;
    let address = listener
        .local_addr()
        .map_err(|trouble| trouble.to_string())?;

    let server = std::thread::spawn(move || http::serve(&listener, &site));
    println!("\nBacklot is at http://{address}/ (Ctrl+C ends)");
    if options.watch {
        println!("Sources are watched: reload the page after a change.");
        watch::forever(before, || {
            build::assemble(options.profile, options.engines, toolchain).map(drop)
        });
    }
    server.join().map_err(|_| "the server stopped".to_owned())?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_may_come_in_any_order() {
        let options = Options::parse(&["--port", "9000", "--watch", "--release"]).unwrap();
        assert_eq!(
            options,
            Options {
                profile: Profile::Release,
                engines: build::BOTH,
                watch: true,
                port: 9000
            }
        );
    }

    #[test]
    fn unknown_flag_is_named() {
        assert!(Options::parse(&["--fast"]).unwrap_err().contains("--fast"));
    }
}
