//! Generated commands, ours beside a real Redis's.
//!
//! With `BACKLOT_REDIS_PORT` set to the port of a Redis 7.0 on this machine
//! (its data will be lost), this many commands are compared:
//! `BACKLOT_REDIS_COMMANDS`, 20,000 when left out, from the seed
//! `BACKLOT_REDIS_SEED`, 1 when left out. With `BACKLOT_REDIS_RECORD` set,
//! its replies are kept as cases, which every run plays.

use crate::grammar::Grammar;
use crate::prompt::Prompt;
use backlot::base::{Body, Chance, Clock};
use backlot::cache::{Reply, print_reply, read_reply, write_command};
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::TcpStream;

/// Commands between two flushes.
const SEQUENCE: usize = 250;
/// Sequences in the recorded cases.
const RECORDED: u32 = 10;

/// Commands whose arrays come in an order that means nothing.
const UNORDERED: &[&str] = &[
    "exec",
    "keys",
    "smembers",
    "sinter",
    "sunion",
    "sdiff",
    "hgetall",
    "hkeys",
    "hvals",
    "sscan",
    "hscan",
    "scan",
    "spop",
    "srandmember",
    "hrandfield",
    "zrandmember",
    "georadius",
    "georadius_ro",
    "georadiusbymember",
    "georadiusbymember_ro",
    "geosearch",
];

fn setting<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    let set = std::env::var(name).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn generated_commands_get_the_replies_of_a_real_redis() {
    let port: u16 = setting("BACKLOT_REDIS_PORT", 0);
    if port == 0 {
        println!("cache differential: 1 skipped, BACKLOT_REDIS_PORT is not set");
        return;
    }
    let text = std::fs::read_to_string("tests/cases/cache/grammar").expect("the grammar is there");
    let grammar = Grammar::parse(&text);
    let mut redis = Redis::connect(port);
    // The time is asked for elsewhere, or it would be part of transactions.
    let mut wall = Redis::connect(port);
    if std::env::var_os("BACKLOT_REDIS_RECORD").is_some() {
        record(&grammar, &mut redis);
        return;
    }
    let seed: u32 = setting("BACKLOT_REDIS_SEED", 1);
    let total: usize = setting("BACKLOT_REDIS_COMMANDS", 20_000);
    let mut chance = Chance::from_seed(seed);
    let mut report = String::new();
    let (mut different, mut refused) = (0, 0);
    let mut done = 0;
    while done < total {
        let mut ours = Prompt::default();
        redis.run(&[Body::from("RESET")]);
        redis.run(&[Body::from("FLUSHALL")]);
        let mut history: Vec<String> = Vec::new();
        for _ in 0..SEQUENCE.min(total - done) {
            done += 1;
            let command = grammar.command(&mut chance);
            if is_left_out(&command) {
                continue;
            }
            history.push(typed(&command));
            ours.clock = wall.clock();
            let theirs = redis.run(&command);
            let our = ours.run(&command);
            refused += usize::from(theirs.is_error());
            if !agree(&command, &our, &theirs) {
                different += 1;
                if different <= 25 {
                    explain(&mut report, &history, &command, &our, &theirs);
                }
                // One difference makes others.
                break;
            }
        }
    }
    println!("cache differential: {done} commands, {refused} refused alike, {different} different");
    assert!(different == 0, "{report}");
}

fn explain(out: &mut String, history: &[String], command: &[Body], our: &Reply, theirs: &Reply) {
    let _ = writeln!(out, "{}", typed(command));
    let keys: Vec<String> = command
        .iter()
        .skip(1)
        .map(|word| typed(std::slice::from_ref(word)))
        .collect();
    let before = history.iter().rev().skip(1);
    let related = before.filter(|line| keys.iter().any(|key| line.contains(key.as_str())));
    for line in related.take(6) {
        let _ = writeln!(out, "    after {line}");
    }
    let _ = writeln!(
        out,
        "  redis: {}\n  ours:  {}",
        print_reply(theirs),
        print_reply(our)
    );
}

/// Whether two replies say the same, for this command.
fn agree(command: &[Body], our: &Reply, theirs: &Reply) -> bool {
    if our == theirs || is_too_large_here(our) {
        return true;
    }
    let name = command
        .first()
        .map_or(String::new(), |name| name.text().to_lowercase());
    match (name.as_str(), our, theirs) {
        // The real clock went on between the two.
        ("ttl" | "expiretime", Reply::Integer(our), Reply::Integer(theirs)) => {
            *our > 0 && our.abs_diff(*theirs) <= 1
        }
        ("pttl" | "pexpiretime", Reply::Integer(our), Reply::Integer(theirs)) => {
            *our > 0 && our.abs_diff(*theirs) <= 1_000
        }
        ("hrandfield" | "srandmember" | "zrandmember", Reply::Array(our), Reply::Array(theirs)) => {
            our.len() == theirs.len()
        }
        ("exec", our, theirs) => sorted(our) == sorted(theirs),
        (name, our, theirs) if UNORDERED.contains(&name) => sorted(our) == sorted(theirs),
        _ => false,
    }
}

/// Our strings are bounded at 16 MB, Redis's at 512.
fn is_too_large_here(our: &Reply) -> bool {
    let bounds = ["bit offset is not", "string exceeds maximum", "LCS exceeds"];
    matches!(our, Reply::Error(text) if bounds.iter().any(|bound| text.contains(bound)))
}

fn sorted(reply: &Reply) -> Vec<String> {
    let mut lines = match reply {
        Reply::Array(items) => items.iter().flat_map(sorted).collect(),
        other => vec![print_reply(other)],
    };
    lines.sort();
    lines
}

/// A command as it would be typed.
fn typed(command: &[Body]) -> String {
    let plain = |word: &Body| {
        !word.is_empty()
            && word
                .0
                .iter()
                .all(|b| b.is_ascii_graphic() && !b"\"'\\".contains(b))
    };
    let word = |word: &Body| {
        if plain(word) {
            word.text().into_owned()
        } else {
            print_reply(&Reply::Bulk(word.clone()))
        }
    };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Keeps a real Redis's replies as cases.
fn record(grammar: &Grammar, redis: &mut Redis) {
    for seed in 0..RECORDED {
        let mut chance = Chance::from_seed(1_000 + seed);
        let mut out = String::from("# Recorded from Redis 7.0.15.\n");
        redis.run(&[Body::from("RESET")]);
        redis.run(&[Body::from("FLUSHALL")]);
        let mut kept = 0;
        while kept < SEQUENCE {
            let command = grammar.command(&mut chance);
            if tells_the_time(&command) || is_left_out(&command) {
                continue;
            }
            kept += 1;
            let reply = redis.run(&command);
            let name = command[0].text().to_lowercase();
            let order = if UNORDERED.contains(&name.as_str()) {
                "~"
            } else {
                ""
            };
            let _ = writeln!(out, ">{order} {}\n{}", typed(&command), print_reply(&reply));
        }
        let path = format!("tests/cases/cache/recorded/{seed:02}.txt");
        std::fs::create_dir_all("tests/cases/cache/recorded").expect("a folder can be made");
        std::fs::write(path, out).expect("a file can be written");
    }
}

/// Whether the reply depends on the real time.
fn tells_the_time(command: &[Body]) -> bool {
    let name = command[0].text().to_lowercase();
    ["ttl", "pttl", "expiretime", "pexpiretime", "time"].contains(&name.as_str())
}

/// Whether a real Redis might wait longer than a moment, or go its own way.
fn is_left_out(command: &[Body]) -> bool {
    let name = command[0].text().to_lowercase();
    if name == "spop" {
        // What chance takes out differs.
        let counts = ["100", "0", "-1", "x"];
        return !matches!(command, [_, _, count] if counts.contains(&&*count.text()));
    }
    if name == "scan" {
        // Cursors are our own.
        let small = ["0", "1", "2", "3", "5", "10", "100"];
        return command
            .iter()
            .skip(2)
            .any(|word| small.contains(&&*word.text()));
    }
    if name == "hello" {
        // It tells the connection's number.
        return true;
    }
    if name == "config" {
        // Redis has more settings than mean something here.
        return command
            .iter()
            .any(|word| word.text().contains(['*', '[', '?']));
    }
    if ["setbit", "setrange", "bitfield"].contains(&name.as_str()) {
        // Our strings are bounded at 16 MB, Redis's at 512.
        let words = command
            .iter()
            .filter_map(|word| word.text().parse::<u64>().ok());
        return words
            .into_iter()
            .any(|number| (1 << 24..1 << 32).contains(&number));
    }
    let time = match name.as_str() {
        "blpop" | "brpop" | "blmove" | "brpoplpush" | "bzpopmin" | "bzpopmax" => command.last(),
        "blmpop" | "bzmpop" => command.get(1),
        _ => return false,
    };
    !time.is_some_and(|time| ["0.01", "-1", "x"].contains(&&*time.text()))
}

/// A connection to a real Redis.
struct Redis {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl Redis {
    fn connect(port: u16) -> Self {
        Self {
            stream: TcpStream::connect(("127.0.0.1", port)).expect("Redis is listening"),
            unread: Vec::new(),
        }
    }

    fn run(&mut self, command: &[Body]) -> Reply {
        let bytes = write_command(command);
        self.stream.write_all(&bytes).expect("Redis reads");
        loop {
            if let Ok((reply, len)) = read_reply(&self.unread) {
                self.unread.drain(..len);
                return reply;
            }
            let mut bytes = [0; 8_192];
            let len = self.stream.read(&mut bytes).expect("Redis answers");
            assert!(
                len > 0,
                "Redis has closed the connection after {}",
                typed(command)
            );
            self.unread.extend_from_slice(&bytes[..len]);
        }
    }

    /// The clock of the real world.
    fn clock(&mut self) -> Clock {
        let Reply::Array(parts) = self.run(&[Body::from("TIME")]) else {
            panic!("TIME gives two numbers");
        };
        let number = |part: &Reply| match part {
            Reply::Bulk(text) => text.text().parse::<u64>().expect("it is a number"),
            other => panic!("{other:?} is not a number"),
        };
        let (seconds, us) = (number(&parts[0]), number(&parts[1]));
        Clock {
            start_unix_ms: seconds * 1_000,
            now_us: us,
        }
    }
}
