//! Generated statements, ours beside a real PostgreSQL's.
//!
//! With `BACKLOT_POSTGRES` set to the address of a PostgreSQL 15 that lets
//! `postgres` in without a password (its schema `public` will be lost), this
//! many statements are compared: `BACKLOT_STATEMENTS`, 5,000 when left out,
//! from the seed `BACKLOT_SEED`, 1 when left out. Each data set is used for
//! some queries and changes, whose effects are compared as well.
//!
//! Rows are compared as a multiset, unless the query orders them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is test code, helpers included"
)]

#[path = "sql_differential/grammar.rs"]
mod grammar;
#[path = "sql_differential/known.rs"]
mod known;
#[allow(dead_code, reason = "the recorder of cases uses the rest")]
#[path = "sql_cases/postgres.rs"]
mod postgres;

use backlot::base::{Chance, Clock, Parent, Scope, Trace};
use backlot::sql::{Database, Execution, SqlError, SqlRows};
use grammar::Grammar;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rows in each table of a data set.
const ROWS: u64 = 12;
/// Queries for each data set; every fourth statement changes it.
const PER_SET: usize = 60;
/// Differences that are told in full.
const TOLD: usize = 60;

type Answer = (Vec<SqlRows>, Option<SqlError>);

fn setting<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    let set = std::env::var(name).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn generated_statements_get_the_answers_of_a_real_postgresql() {
    let Ok(address) = std::env::var("BACKLOT_POSTGRES") else {
        println!("sql differential: 1 skipped, BACKLOT_POSTGRES is not set");
        return;
    };
    let text = std::fs::read_to_string("tests/cases/sql/grammar").expect("the grammar is there");
    let grammar = Grammar::parse(&text);
    let mut chance = Chance::from_seed(setting("BACKLOT_SEED", 1));
    let total: usize = setting("BACKLOT_STATEMENTS", 5_000);
    let mut tally = Tally::default();
    while tally.done < total {
        let mut pair = Pair::open(&address);
        for statement in data_set(&grammar, &mut chance) {
            pair.run(&statement);
        }
        for number in 0..PER_SET {
            let changes = number % 4 == 3;
            let rule = match number % 4 {
                3 => "change",
                1 => "mistake",
                _ => "query",
            };
            let statement = grammar.make(rule, &mut chance);
            tally.compare(&mut pair, &statement);
            if changes {
                for table in ["t1", "t2", "t3"] {
                    tally.compare(&mut pair, &format!("SELECT * FROM {table}"));
                }
            }
        }
    }
    println!("{}", tally.summary());
    assert!(tally.different == 0, "{}", tally.report);
}

/// The statements that make a data set.
fn data_set(grammar: &Grammar, chance: &mut Chance) -> Vec<String> {
    let mut all = vec![grammar.make("table", chance)];
    for id in 1..=ROWS {
        all.push(format!(
            "INSERT INTO t1 VALUES ({id}, {})",
            grammar.make("row1", chance)
        ));
    }
    for id in 1..=ROWS {
        let parent = match chance.below(ROWS + 3) {
            0 => "NULL".to_owned(),
            parent => parent.to_string(),
        };
        let rest = grammar.make("row2", chance);
        all.push(format!("INSERT INTO t2 VALUES ({id}, {parent}, {rest})"));
    }
    for _ in 0..ROWS / 2 {
        all.push(format!(
            "INSERT INTO t3 VALUES ({})",
            grammar.make("row3", chance)
        ));
    }
    all
}

/// The two databases, in the same state.
struct Pair {
    ours: Database,
    connection: u32,
    theirs: postgres::Connection,
    /// What made the state, to tell with a difference.
    history: Vec<String>,
}

impl Pair {
    fn open(address: &str) -> Self {
        let mut ours = Database::default();
        let connection = ours.connect();
        let theirs = postgres::Connection::open(address).expect("the server lets us in");
        Self {
            ours,
            connection,
            theirs,
            history: Vec::new(),
        }
    }

    fn run(&mut self, statement: &str) -> (Answer, Answer) {
        let mut trace = Trace::default();
        let mut scope = Scope {
            trace: &mut trace,
            clock: Clock::default(),
            parent: Parent::default(),
        };
        let ours = match self
            .ours
            .execute(self.connection, statement, &[], &mut scope)
        {
            Execution::Done { results, error, .. } => (results, error),
            Execution::Blocked { .. } => panic!("nobody else is connected: {statement}"),
        };
        let theirs = self.theirs.query(statement).expect("an answer");
        if !statement.starts_with("SELECT") {
            self.history.push(statement.to_owned());
        }
        (ours, theirs)
    }
}

#[derive(Default)]
struct Tally {
    done: usize,
    refused: usize,
    different: usize,
    known: BTreeMap<&'static str, usize>,
    report: String,
}

impl Tally {
    fn compare(&mut self, pair: &mut Pair, statement: &str) {
        self.done += 1;
        let (ours, theirs) = pair.run(statement);
        self.refused += usize::from(theirs.1.is_some());
        let ordered = orders(statement);
        if shown(&ours, ordered) == shown(&theirs, ordered) {
            return;
        }
        if let Some(reason) = known::reason(statement, &ours, &theirs) {
            *self.known.entry(reason).or_default() += 1;
            return;
        }
        self.different += 1;
        if self.different <= TOLD {
            let _ = writeln!(
                self.report,
                "{statement};\n  postgresql: {}\n  ours:       {}\n",
                shown(&theirs, ordered),
                shown(&ours, ordered)
            );
            if self.different == 1 {
                let _ = writeln!(self.report, "after\n{};\n", pair.history.join(";\n"));
            }
        }
    }

    fn summary(&self) -> String {
        let mut out = format!(
            "sql differential: {} statements, {} refused alike, {} different",
            self.done, self.refused, self.different
        );
        for (reason, count) in &self.known {
            let _ = write!(out, "\n  {count} known: {reason}");
        }
        out
    }
}

/// Whether a query says in which order its rows come: not within brackets.
fn orders(statement: &str) -> bool {
    let mut depth = 0_i32;
    let mut outside = String::new();
    for part in statement.split_inclusive(['(', ')']) {
        if depth == 0 {
            outside.push_str(part);
        }
        depth += if part.ends_with('(') {
            1
        } else {
            -i32::from(part.ends_with(')'))
        };
    }
    outside.contains(" ORDER BY ")
}

/// What is compared of an answer: types, rows, tags; of an error all of it.
fn shown((results, error): &Answer, ordered: bool) -> String {
    if let Some(SqlError {
        code,
        message,
        position,
        detail,
        hint,
        ..
    }) = error
    {
        return format!("ERROR {code} {message:?} at {position:?}, {detail:?}, {hint:?}");
    }
    let mut out = String::new();
    for result in results {
        let fields = result.fields.iter();
        let fields: Vec<String> = fields
            .map(|f| format!("{}:{}", f.name, f.type_name))
            .collect();
        let rows = result.rows.iter();
        let mut rows: Vec<String> = rows
            .map(|row| {
                let cells = row.iter().map(|cell| cell.as_deref().unwrap_or("∅"));
                cells.collect::<Vec<_>>().join("|")
            })
            .collect();
        if !ordered {
            rows.sort();
        }
        let _ = write!(
            out,
            "{} [{}] {}",
            fields.join(","),
            rows.join("; "),
            result.tag
        );
    }
    out
}
