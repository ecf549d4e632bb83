//! The cache as a whole: time, copies, connections, the trace.

use super::*;
use crate::base::{Parent, Trace};
use crate::cache::split_line;

/// A cache at a prompt.
#[derive(Default)]
struct Prompt {
    cache: Cache,
    clock: Clock,
    trace: Trace,
}

impl Prompt {
    fn run(&mut self, line: &str) -> String {
        self.run_over(0, line)
    }

    fn run_over(&mut self, connection: u32, line: &str) -> String {
        let mut scope = Scope {
            trace: &mut self.trace,
            clock: self.clock,
            parent: Parent::default(),
        };
        let args = split_line(line).expect("the line is well-formed");
        print_reply(&self.cache.execute(connection, &args, &mut scope).reply)
    }

    fn pass(&mut self, ms: u64) {
        self.clock.advance_to(self.clock.now_us + ms * 1000);
    }

    fn kinds(&mut self) -> Vec<String> {
        let name = |event: &crate::base::Event| {
            let json = serde_json::to_value(event).expect("an event serialises");
            json["kind"].as_str().expect("it has a kind").to_owned()
        };
        self.trace.take().iter().map(name).collect()
    }
}

#[test]
fn the_trace_tells_a_write_a_hit_and_a_miss() {
    let mut prompt = Prompt::default();
    prompt.run("SET k v EX 10");
    prompt.run("GET k");
    prompt.run("GET other");
    assert_eq!(
        prompt.kinds(),
        [
            "command_received",
            "key_written",
            "reply_sent",
            "command_received",
            "cache_hit",
            "reply_sent",
            "command_received",
            "cache_missed",
            "reply_sent",
        ]
    );
}

#[test]
fn expired_entry_is_a_miss() {
    let mut prompt = Prompt::default();
    prompt.run("SET k v PX 500");
    prompt.pass(500);
    prompt.trace.take();
    assert_eq!(prompt.run("GET k"), "(nil)");
    let missed = What::CacheMissed {
        key: Body::from("k"),
        expired: true,
    };
    assert!(prompt.trace.take().iter().any(|event| event.what == missed));
}

#[test]
fn dead_keys_nobody_asks_for_go_within_a_tenth_of_a_second() {
    let mut prompt = Prompt::default();
    prompt.run("SET k v PX 250");
    prompt.pass(260);
    assert_eq!(prompt.run("DBSIZE"), "(integer) 1");
    prompt.pass(40);
    assert_eq!(prompt.run("DBSIZE"), "(integer) 0");
}

#[test]
fn a_copy_goes_its_own_way() {
    let mut prompt = Prompt::default();
    prompt.run("SET k one");
    let copy = prompt.cache.clone();
    prompt.run("SET k two");
    assert_eq!(prompt.run("GET k"), "\"two\"");
    prompt.cache = copy;
    assert_eq!(prompt.run("GET k"), "\"one\"");
}

#[test]
fn a_page_holds_live_keys_in_order() {
    let mut prompt = Prompt::default();
    for n in (0..30).rev() {
        prompt.run(&format!("SET key:{n:02} {n}"));
    }
    prompt.run("SET dead x PX 1");
    prompt.pass(1);
    let page = prompt.cache.page(prompt.clock, 10, 3);
    let keys: Vec<_> = page.entries.iter().map(|entry| entry.key.text()).collect();
    assert_eq!(
        (page.total, keys),
        (30, vec!["key:10".into(), "key:11".into(), "key:12".into()])
    );
    assert_eq!(prompt.cache.page(prompt.clock, 30, 3).entries, []);
    assert_eq!(prompt.cache.page(prompt.clock, 28, 9).entries.len(), 2);
    assert_eq!(prompt.cache.page(prompt.clock, 99, 9).total, 30);
}

#[test]
fn a_message_reaches_all_who_listen() {
    let mut prompt = Prompt::default();
    assert_eq!(
        prompt.run_over(1, "SUBSCRIBE news"),
        "1) \"subscribe\"\n2) \"news\"\n3) (integer) 1"
    );
    prompt.run_over(2, "PSUBSCRIBE n*");
    assert!(
        prompt
            .run_over(1, "GET k")
            .starts_with("(error) ERR Can't execute 'get'")
    );
    assert_eq!(prompt.run_over(3, "PUBLISH news hello"), "(integer) 2");
    let told: Vec<u32> = prompt
        .cache
        .take_messages()
        .iter()
        .map(|told| told.0)
        .collect();
    assert_eq!(told, [1, 2]);
    prompt.run_over(1, "UNSUBSCRIBE");
    assert_eq!(prompt.run_over(3, "PUBLISH news hello"), "(integer) 1");
    assert_eq!(prompt.run_over(1, "GET k"), "(nil)");
}

#[test]
fn another_connection_can_overtake_a_transaction() {
    let mut prompt = Prompt::default();
    prompt.run_over(1, "WATCH k");
    prompt.run_over(2, "SET k theirs");
    prompt.run_over(1, "MULTI");
    prompt.run_over(1, "SET k mine");
    assert_eq!(prompt.run_over(1, "EXEC"), "(nil)");
    assert_eq!(prompt.run_over(2, "GET k"), "\"theirs\"");
}

#[test]
fn any_words_get_a_reply() {
    let mut prompt = Prompt::default();
    for line in [
        "\"\"",
        "\"\\x00\\xff\"",
        "object",
        "object x",
        "set a",
        "get a b",
    ] {
        assert!(prompt.run(line).starts_with("(error) ERR "), "{line}");
    }
    let mut scope = Scope {
        trace: &mut prompt.trace,
        clock: prompt.clock,
        parent: Parent::default(),
    };
    assert!(prompt.cache.execute(0, &[], &mut scope).reply.is_error());
}
