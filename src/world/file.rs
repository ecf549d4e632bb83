//! The file that a world is made from.

use crate::base::clock::DEFAULT_START_UNIX_MS;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The newest version of the world file that this engine reads.
pub const WORLD_VERSION: u32 = 1;

/// A world as it is before anything happened. `world.toml` and the files
/// beside it compile to this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorldFile {
    /// Version of this format; [`WORLD_VERSION`] is the newest.
    pub version: u32,
    /// The world's name in addresses and storage, such as `bookshop`.
    pub id: String,
    /// Its title on the screen.
    pub title: String,
    /// What this world is, in Markdown.
    pub about: String,
    /// Things to try, in order.
    pub try_these: Vec<Trial>,
    /// The seed of all chance.
    pub seed: u32,
    /// Unix milliseconds at virtual time zero.
    pub start_unix_ms: u64,
    /// The application's host name, such as `shop.test`.
    pub host: String,
    /// The project's files, by path.
    pub files: BTreeMap<String, String>,
    /// The module that is evaluated first.
    pub entry: String,
    /// `process.env`.
    pub env: BTreeMap<String, String>,
    /// SQL that the database has run before anything happens; no database
    /// when left out.
    pub sql: Option<String>,
    /// Cache commands run before anything happens, a line each; no cache
    /// when left out.
    pub cache: Option<String>,
    /// How long things take.
    pub latency: Latency,
}

/// Something worth trying, as a button: a request to load.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Trial {
    /// What the button says.
    pub label: String,
    /// Method.
    pub method: String,
    /// Path or URL.
    pub url: String,
    /// Fields in order.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: String,
    /// What to watch for, a sentence.
    pub watch: String,
}

/// How long the links of a world take, in virtual microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Latency {
    /// One way between client and application.
    pub client_us: u64,
    /// One way between client and its name server.
    pub dns_us: u64,
    /// One way between application and database.
    pub sql_us: u64,
    /// One way between application and cache.
    pub cache_us: u64,
    /// Bytes per second between client and application.
    pub client_bytes_per_s: u64,
}

impl Default for Latency {
    fn default() -> Self {
        Self {
            client_us: 12_000,
            dns_us: 8_000,
            sql_us: 300,
            cache_us: 150,
            client_bytes_per_s: 2_500_000,
        }
    }
}

impl Default for WorldFile {
    fn default() -> Self {
        Self {
            version: WORLD_VERSION,
            id: String::new(),
            title: String::new(),
            about: String::new(),
            try_these: Vec::new(),
            seed: 1,
            start_unix_ms: DEFAULT_START_UNIX_MS,
            host: "app.test".to_owned(),
            files: BTreeMap::new(),
            entry: "server.js".to_owned(),
            env: BTreeMap::new(),
            sql: None,
            cache: None,
            latency: Latency::default(),
        }
    }
}
