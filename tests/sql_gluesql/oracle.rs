//! GlueSQL beside our own executor, statement by statement, on one storage.
//!
//! Each statement begins with the database as our executor left it; GlueSQL
//! gets a copy. Compared are whether it runs, the rows it gives, and the rows
//! it leaves behind. Names and types of columns are not, nor how many digits
//! a number shows: there GlueSQL means to differ.

use crate::case;
use crate::pair::{Answer, Pair};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

type Kind = fn(&str, &str, &str) -> bool;

/// What GlueSQL answers otherwise, by name: whether a statement, with our
/// answer and its, is of that kind. The first that fits is the name.
const NAMES: &[(&str, Kind)] = &[
    (
        "an array is a list, and shows as JSON",
        |_, ours, theirs| ours.contains('{') && theirs.contains('['),
    ),
    (
        "OVER is ignored: a window function is an aggregate",
        |sql, _, _| sql.contains(" OVER "),
    ),
    ("FILTER is ignored", |sql, _, _| sql.contains(" FILTER ")),
    (
        "IN and NOT IN know no NULL: what is unknown is false or true",
        |sql, _, _| sql.contains(" IN ("),
    ),
    ("/ divides integers into fractions", |sql, _, _| {
        sql.contains('/')
    }),
];

/// How one file went.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Tally {
    /// Statements with one outcome.
    same: usize,
    /// What GlueSQL refuses and we answer, by its reason.
    refused: BTreeMap<String, usize>,
    /// What we refuse, as PostgreSQL does, and GlueSQL takes, by our code.
    taken: BTreeMap<String, usize>,
    /// Statements with two answers, ours, then GlueSQL's, by the name of the
    /// difference.
    otherwise: BTreeMap<String, BTreeMap<String, [String; 2]>>,
}

impl Tally {
    /// Compares one statement, and leaves the database as ours left it.
    fn compare(&mut self, pair: &mut Pair, sql: &str) {
        let mut copy = pair.clone();
        let own = pair.own(sql);
        let glue = catch_unwind(AssertUnwindSafe(|| copy.glue(sql)));
        let Ok(glue) = glue else {
            *self.refused.entry("panics".to_owned()).or_default() += 1;
            return;
        };
        match (&own, &glue) {
            (Err(_), Err(_)) => self.same += 1,
            (Ok(_), Err(error)) => {
                *self.refused.entry(reason(&error.message)).or_default() += 1;
            }
            (Err(error), Ok(_)) => *self.taken.entry(error.code.clone()).or_default() += 1,
            (Ok(_), Ok(_)) => {
                let ordered = sql.to_uppercase().contains("ORDER BY");
                let (ours, theirs) = (shown(&own, ordered), shown(&glue, ordered));
                let mut left = || contents(pair) == contents(&mut copy);
                if same(&ours, &theirs) && left() {
                    self.same += 1;
                } else if same(&ours, &theirs) {
                    self.note(sql, "rows left behind", "other rows left behind");
                } else {
                    self.note(sql, &ours.join("; "), &theirs.join("; "));
                }
            }
        }
    }

    fn note(&mut self, sql: &str, ours: &str, theirs: &str) {
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = |text: &str| text.chars().take(200).collect::<String>();
        let (ours, theirs) = (cut(ours), cut(theirs));
        let name = NAMES.iter().find(|(_, fits)| fits(&sql, &ours, &theirs));
        let name = name.map_or("unnamed", |(name, _)| *name);
        let kind = self.otherwise.entry(name.to_owned()).or_default();
        kind.insert(sql, [ours, theirs]);
    }
}

/// A refusal without the names in it.
fn reason(message: &str) -> String {
    let message = message.split(" at Line").next().unwrap_or_default();
    let head = message.split([':', '\'', '"', '(']).next();
    match head.unwrap_or_default().trim() {
        "" => message.to_owned(),
        head => head.to_owned(),
    }
}

/// Rows as lines, in order when the statement asks for one.
fn shown(answer: &Answer, ordered: bool) -> Vec<String> {
    let results = answer.as_ref().expect("an answer");
    let mut lines = Vec::new();
    for rows in results {
        let mut block: Vec<String> = rows
            .rows
            .iter()
            .map(|row| {
                let cells = row.iter().map(|cell| cell.as_deref().unwrap_or("∅"));
                cells.collect::<Vec<_>>().join(" | ")
            })
            .collect();
        if !ordered {
            block.sort();
        }
        lines.append(&mut block);
        let counts = ["INSERT", "UPDATE", "DELETE"];
        if rows.fields.is_empty() && counts.iter().any(|verb| rows.tag.starts_with(verb)) {
            lines.push(rows.tag.clone());
        }
    }
    lines
}

fn same(ours: &[String], theirs: &[String]) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same_line(a, b))
}

fn same_line(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(" | ").collect(), b.split(" | ").collect());
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| same_cell(a, b))
}

fn same_cell(a: &str, b: &str) -> bool {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => a == b || (x - y).abs() <= 1e-9 * x.abs().max(y.abs()).max(1.0),
        _ => a.trim_end() == b.trim_end(),
    }
}

/// Every row of every table, as the connection sees them.
fn contents(pair: &mut Pair) -> Vec<String> {
    let names: Vec<String> = pair
        .database
        .tables()
        .into_iter()
        .map(|table| table.name)
        .collect();
    let mut all = Vec::new();
    for name in names {
        match pair.own(&format!("SELECT * FROM \"{name}\"")) {
            Ok(rows) => all.extend(shown(&Ok(rows), false)),
            Err(error) => all.push(error.message),
        }
    }
    all
}

/// The statements of a sqllogictest file that are meant for PostgreSQL too.
fn records(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for record in text.split("\n\n") {
        let lines = record.lines().filter(|line| !line.starts_with('#'));
        let mut lines = lines.skip_while(|line| line.starts_with("skipif") || line.is_empty());
        let Some(head) = lines.next() else { continue };
        if head.starts_with("query") || head.starts_with("statement ok") {
            let sql: Vec<&str> = lines.take_while(|line| *line != "----").collect();
            found.push(sql.join("\n"));
        }
    }
    found
}

fn conformance() -> PathBuf {
    match std::env::var_os("BACKLOT_CONFORMANCE") {
        Some(folder) => PathBuf::from(folder).join("sql"),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/sql"),
    }
}

#[test]
fn glue_answers_as_we_do_but_for_what_is_recorded() {
    let mut files: Vec<(String, Vec<String>)> = Vec::new();
    for path in case::files() {
        let text = std::fs::read_to_string(&path).expect("a case file");
        let cases = case::read(&text).into_iter();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((name, cases.map(|case| case.statement).collect()));
    }
    for name in ["in1.test", "in2.test", "select1.test"] {
        match std::fs::read_to_string(conformance().join(name)) {
            Ok(text) => files.push((name.to_owned(), records(&text))),
            Err(_) => println!("gluesql {name}: 1 skipped (the file isn't there)"),
        }
    }
    let ratchet = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ratchets/gluesql.json");
    let known = std::fs::read_to_string(&ratchet).unwrap_or_else(|_| "{}".to_owned());
    let mut known: BTreeMap<String, Tally> = serde_json::from_str(&known).expect("the ratchet");
    let record = std::env::var_os("BACKLOT_RATCHET").is_some();
    let mut trouble = Vec::new();
    for (name, statements) in files {
        let mut tally = Tally::default();
        let mut pair = Pair::of("");
        for statement in &statements {
            tally.compare(&mut pair, statement);
        }
        println!(
            "gluesql {name}: {} of {} the same, {} refused, {} taken, {} answered otherwise",
            tally.same,
            statements.len(),
            tally.refused.values().sum::<usize>(),
            tally.taken.values().sum::<usize>(),
            tally.otherwise.values().map(BTreeMap::len).sum::<usize>()
        );
        for (kind, statements) in &tally.otherwise {
            println!("  {} answered otherwise: {kind}", statements.len());
        }
        let before = known.entry(name.clone()).or_default();
        if tally.same < before.same {
            trouble.push(format!(
                "{name}: {} the same, {} before",
                tally.same, before.same
            ));
        }
        if tally.otherwise.contains_key("unnamed") {
            let unnamed = &tally.otherwise["unnamed"];
            trouble.push(format!("{name}: answers without a name: {unnamed:#?}"));
        }
        // New cases may add statements of a kind that has a name; those that
        // are recorded must stay as they are, or be recorded anew.
        for (kind, statements) in &before.otherwise {
            let now = tally.otherwise.get(kind);
            for (sql, answers) in statements {
                if now.and_then(|now| now.get(sql)) != Some(answers) {
                    trouble.push(format!("{name}: no longer answered so: {sql}"));
                }
            }
        }
        *before = tally;
    }
    if record {
        let text = serde_json::to_string_pretty(&known).expect("the tallies");
        std::fs::write(ratchet, text + "\n").expect("the ratchet to be written");
        return;
    }
    assert!(
        trouble.is_empty(),
        "{}\nTo record: BACKLOT_RATCHET=1 cargo test --features gluesql --test sql_gluesql",
        trouble.join("\n")
    );
}
