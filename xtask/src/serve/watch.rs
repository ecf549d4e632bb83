//! Watching the sources by looking at them: no system-specific interface, and
//! a few hundred files take a millisecond.

use crate::step::{Done, human};
use crate::{files, paths};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

/// What the site is built from.
const SOURCES: &[&str] = &["src", "public", "lessons", "worlds"];
const SOURCE_FILES: &[&str] = &["index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];

/// How often to look.
const PAUSE: Duration = Duration::from_millis(400);

/// When each source was last changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<PathBuf, SystemTime>);

impl Snapshot {
    pub fn take() -> Done<Self> {
        let root = paths::root();
        let mut all: Vec<PathBuf> = SOURCE_FILES.iter().map(|file| root.join(file)).collect();
        for dir in SOURCES {
            all.extend(files::below(&root.join(dir))?);
        }
        let changed = |path: &PathBuf| path.metadata().and_then(|data| data.modified()).ok();
        Ok(Self(
            all.into_iter()
                .filter_map(|path| changed(&path).map(|at| (path, at)))
                .collect(),
        ))
    }
}

/// Runs `build` after every change, from the state `before` on.
pub fn forever(mut before: Snapshot, build: impl Fn() -> Done) {
    loop {
        std::thread::sleep(PAUSE);
        // A file that vanished while we looked is seen on the next look.
        let Ok(now) = Snapshot::take() else { continue };
        if now != before {
            before = now;
            let began = Instant::now();
            match build() {
                Ok(()) => println!(
                    "Built again in {}; reload the page.",
                    human(began.elapsed())
                ),
                Err(trouble) => println!("{trouble}\nThe page is served as it was before."),
            }
        }
    }
}
