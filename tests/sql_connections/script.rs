//! Scripts: which connection says what, who waits, and what each is answered.
//!
//! A line `a: SQL` is a step of connection `a`; `setup:` runs before all;
//! `time: 1500` lets so many milliseconds pass. After `== level` stands the
//! transcript: each step, its answer, and whoever goes on by it. `levels:`
//! names the levels when not all matter. A line `!! reason` after the level is
//! a known difference, and turns the run red when it disappears.

use crate::postgres;
use crate::shown::shown;
use backlot::base::{Clock, Parent, Scope, Trace};
use backlot::sql::{Database, Execution, SqlError, SqlRows};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

const LEVELS: &[&str] = &["read committed", "repeatable read", "serializable"];

type Answer = (Vec<SqlRows>, Option<SqlError>);

/// What a step came to.
enum Reply {
    Done(Answer),
    /// It waits for these connections.
    Waits(Vec<String>),
}

/// A database that the scripts run on.
trait Server {
    fn open(&mut self, name: &str);
    fn run(&mut self, name: &str, sql: &str) -> Reply;
    /// Whether a connection that waited goes on.
    fn again(&mut self, name: &str) -> Option<Answer>;
    fn pass(&mut self, milliseconds: u64);
    /// Words that differ from run to run, made the same.
    fn plain(&self, text: &str) -> String;
}

/// Backlot's own database.
struct Ours {
    database: Database,
    clock: Clock,
    connections: BTreeMap<String, u32>,
    waiting: BTreeMap<String, String>,
}

impl Ours {
    fn name_of(&self, connection: u32) -> String {
        let found = self.connections.iter().find(|(_, n)| **n == connection);
        found.map_or_else(|| connection.to_string(), |(name, _)| name.clone())
    }
}

impl Server for Ours {
    fn open(&mut self, name: &str) {
        let number = self.database.connect();
        self.connections.insert(name.to_owned(), number);
    }

    fn run(&mut self, name: &str, sql: &str) -> Reply {
        let mut trace = Trace::default();
        let mut scope = Scope {
            trace: &mut trace,
            clock: self.clock,
            parent: Parent::default(),
        };
        let number = self.connections[name];
        match self.database.execute(number, sql, &[], &mut scope) {
            Execution::Done { results, error, .. } => {
                self.waiting.remove(name);
                Reply::Done((results, error))
            }
            Execution::Blocked { holder, .. } => {
                self.waiting.insert(name.to_owned(), sql.to_owned());
                Reply::Waits(vec![self.name_of(holder)])
            }
        }
    }

    fn again(&mut self, name: &str) -> Option<Answer> {
        let sql = self.waiting.get(name).cloned()?;
        match self.run(name, &sql) {
            Reply::Done(answer) => Some(answer),
            Reply::Waits(_) => None,
        }
    }

    fn pass(&mut self, milliseconds: u64) {
        self.clock.now_us += milliseconds * 1000;
    }

    fn plain(&self, text: &str) -> String {
        let processes = self.connections.iter().map(|(name, n)| (*n, name));
        plain(text, &processes.collect())
    }
}

/// A real PostgreSQL.
struct Theirs {
    address: String,
    monitor: postgres::Connection,
    connections: BTreeMap<String, postgres::Connection>,
}

impl Theirs {
    fn blockers(&mut self, name: &str) -> Vec<String> {
        let process = self.connections[name].process;
        let sql = format!("SELECT unnest(pg_blocking_pids({process}))");
        let (results, _) = self.monitor.query(&sql).expect("who blocks");
        let mut names: Vec<String> = results[0]
            .rows
            .iter()
            .filter_map(|row| row[0].as_ref()?.parse::<u32>().ok())
            .filter_map(|process| {
                let found = self.connections.iter().find(|one| one.1.process == process);
                found.map(|one| one.0.clone())
            })
            .collect();
        names.sort();
        names.dedup();
        names
    }

    fn settled(&mut self, name: &str) -> Reply {
        loop {
            let soon = self.connections.get_mut(name).expect("a connection").soon();
            if let Some(answer) = soon.expect("an answer") {
                return Reply::Done(answer);
            }
            let blockers = self.blockers(name);
            if !blockers.is_empty() {
                return Reply::Waits(blockers);
            }
        }
    }
}

impl Server for Theirs {
    fn open(&mut self, name: &str) {
        let connection = postgres::Connection::connect(&self.address).expect("the server");
        self.connections.insert(name.to_owned(), connection);
    }

    fn run(&mut self, name: &str, sql: &str) -> Reply {
        let connection = self.connections.get_mut(name).expect("a connection");
        connection.send(sql).expect("a question");
        self.settled(name)
    }

    fn again(&mut self, name: &str) -> Option<Answer> {
        match self.settled(name) {
            Reply::Done(answer) => Some(answer),
            Reply::Waits(_) => None,
        }
    }

    fn pass(&mut self, milliseconds: u64) {
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
    }

    fn plain(&self, text: &str) -> String {
        let processes = self.connections.iter().map(|(name, c)| (c.process, name));
        plain(text, &processes.collect())
    }
}

/// Numbers of processes become names, other numbers of the server `N`.
fn plain(text: &str, processes: &BTreeMap<u32, &String>) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut before = String::new();
    for word in text.split(' ') {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let rest = &word[digits.len()..];
        let number = digits.parse::<u32>().ok();
        let kept = match (before.as_str(), number) {
            (b, Some(number)) if b.to_lowercase().ends_with("process") => {
                let name = processes.get(&number).map_or("?", |name| name.as_str());
                format!("{name}{rest}")
            }
            ("transaction" | "relation" | "database" | "pivot", Some(_)) => format!("N{rest}"),
            _ => word.to_owned(),
        };
        word.trim_start_matches(|c: char| !c.is_alphabetic())
            .clone_into(&mut before);
        words.push(kept);
    }
    words.join(" ")
}

/// The steps, without the setup.
fn steps(head: &str) -> Vec<(&str, &str)> {
    head.lines()
        .filter(|line| !line.starts_with("--") && !line.trim().is_empty())
        .filter_map(|line| line.split_once(": "))
        .collect()
}

fn answer(server: &impl Server, answer: &Answer) -> String {
    let text = shown(&answer.0, answer.1.as_ref());
    let mut out = String::new();
    for line in text.lines() {
        let line = server.plain(line.strip_prefix("-- ").unwrap_or(line));
        let _ = writeln!(out, "   {line}");
    }
    out
}

/// Runs a script at one level; gives its transcript.
fn play(server: &mut impl Server, head: &str, level: &str) -> String {
    let mut out = String::new();
    let steps = steps(head);
    let mut names: Vec<&str> = steps.iter().map(|step| step.0).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        if matches!(name, "time" | "levels") {
            continue;
        }
        server.open(name);
        if name != "setup" {
            let sql = format!("SET default_transaction_isolation = '{level}'");
            server.run(name, &sql);
        }
    }
    let mut waiting: Vec<&str> = Vec::new();
    for (name, sql) in steps {
        match name {
            "levels" => continue,
            "setup" => {
                if let Reply::Done((_, Some(error))) = server.run(name, sql) {
                    panic!("the setup fails: {}", error.message);
                }
                continue;
            }
            "time" => {
                let _ = writeln!(out, "time: {sql}");
                server.pass(sql.parse().expect("milliseconds"));
            }
            _ => {
                let _ = writeln!(out, "{name}: {sql}");
                match server.run(name, sql) {
                    Reply::Done(done) => out.push_str(&answer(server, &done)),
                    Reply::Waits(holders) => {
                        let _ = writeln!(out, "   waits for {}", holders.join(", "));
                        waiting.push(name);
                        continue;
                    }
                }
            }
        }
        // Whoever waited may go on, and by that others; which of them is
        // first to answer is chance.
        let mut ended: BTreeMap<usize, String> = BTreeMap::new();
        let mut going = true;
        while going {
            going = false;
            for (place, name) in waiting.iter().enumerate() {
                if ended.contains_key(&place) {
                    continue;
                }
                if let Some(done) = server.again(name) {
                    ended.insert(place, format!("{name} goes on:\n{}", answer(server, &done)));
                    going = true;
                }
            }
        }
        for place in ended.keys().rev() {
            waiting.remove(*place);
        }
        out.extend(ended.into_values());
    }
    for name in waiting {
        let _ = writeln!(out, "{name} still waits");
    }
    out
}

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sql/connections");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of scripts")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

#[test]
fn every_script_goes_as_with_postgresql() {
    let record = std::env::var("BACKLOT_RECORD").ok();
    let (mut passed, mut differing, mut wrong) = (0, 0, String::new());
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a script");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut parts = text.split("\n== ");
        let head = parts.next().unwrap_or_default().trim_end().to_owned();
        let mut recorded: BTreeMap<String, (Option<String>, String)> = BTreeMap::new();
        for part in parts {
            let (level, mut rest) = part.split_once('\n').unwrap_or((part, ""));
            let mut known = None;
            if let Some(after) = rest.strip_prefix("!! ") {
                let (reason, after) = after.split_once('\n').unwrap_or((after, ""));
                known = Some(reason.to_owned());
                rest = after;
            }
            recorded.insert(level.to_owned(), (known, rest.trim_end().to_owned()));
        }
        let wanted = steps(&head).into_iter().find(|step| step.0 == "levels");
        let levels: Vec<&str> = wanted.map_or_else(
            || LEVELS.to_vec(),
            |(_, levels)| levels.split(", ").collect(),
        );
        let mut written = format!("{head}\n");
        for level in levels {
            let (known, mut expected) = recorded.remove(level).unwrap_or_default();
            if let Some(address) = &record {
                let mut theirs = Theirs {
                    address: address.clone(),
                    monitor: postgres::Connection::open(address).expect("the server"),
                    connections: BTreeMap::new(),
                };
                expected = play(&mut theirs, &head, level).trim_end().to_owned();
            }
            let _ = writeln!(written, "\n== {level}");
            if let Some(reason) = &known {
                let _ = writeln!(written, "!! {reason}");
            }
            let _ = writeln!(written, "{expected}");
            let mut ours = Ours {
                database: Database::default(),
                clock: Clock::default(),
                connections: BTreeMap::new(),
                waiting: BTreeMap::new(),
            };
            let got = play(&mut ours, &head, level);
            match (known, got.trim_end() == expected) {
                (None, true) => passed += 1,
                (Some(_), false) => differing += 1,
                (Some(reason), true) => {
                    let _ = writeln!(wrong, "{name} at {level} no longer differs: {reason}");
                }
                (None, false) => {
                    let _ = writeln!(
                        wrong,
                        "{name} at {level}: expected:\n{expected}\ngot:\n{got}"
                    );
                }
            }
        }
        if record.is_some() {
            std::fs::write(&path, written).expect("the script to be written");
        }
    }
    println!("connection scripts: {passed} passed, {differing} known differences");
    assert!(wrong.is_empty(), "{wrong}");
}
