//! A server of static files, as plain as the hosts that Backlot is made for.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest request head that is read.
const HEAD_BYTES: u64 = 64 * 1024;

/// Answers every connection, each in a thread of its own.
pub fn serve(listener: &TcpListener, site: &Path) {
    for stream in listener.incoming().flatten() {
        let site = site.to_path_buf();
        // A browser that goes away in the middle is no trouble of ours.
        std::thread::spawn(move || drop(answer(stream, &site)));
    }
}

fn answer(mut stream: TcpStream, site: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = BufReader::new(stream.try_clone()?.take(HEAD_BYTES)).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    // The rest of the head says nothing that changes the answer.
    for line in head {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let found =
        file_of(site, target).and_then(|path| Some((mime(&path), std::fs::read(path).ok()?)));
    let (status, mime, body) = match (method, found) {
        ("GET" | "HEAD", Some((mime, body))) => ("200 OK", mime, body),
        ("GET" | "HEAD", None) => (
            "404 Not Found",
            "text/plain; charset=utf-8",
            b"Not found\n".to_vec(),
        ),
        _ => (
            "405 Method Not Allowed",
            "text/plain; charset=utf-8",
            b"GET or HEAD\n".to_vec(),
        ),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The file that a request's target means; none outside the site.
fn file_of(site: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    // Our own file names need no percent-encoding, so none is decoded.
    let plain = path
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains(['\\', '\0']));
    let file = if path.is_empty() || path.ends_with('/') {
        site.join(path).join("index.html")
    } else {
        site.join(path)
    };
    (plain && file.starts_with(site) && file.is_file()).then_some(file)
}

fn mime(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::file_of;
    use crate::paths;

    #[test]
    fn files_are_found_by_path() {
        let found = file_of(&paths::root(), "/xtask/Cargo.toml?version=2");
        assert_eq!(found, Some(paths::root().join("xtask/Cargo.toml")));
    }

    #[test]
    fn nothing_outside_the_site_is_served() {
        let site = paths::root().join("xtask");
        for target in [
            "/../Cargo.toml",
            "//etc/passwd",
            "/src/../../Cargo.toml",
            "Cargo.toml",
            "/.cargo",
        ] {
            assert_eq!(file_of(&site, target), None, "{target}");
        }
    }
}
