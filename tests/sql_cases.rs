//! Statements with the answers of a real PostgreSQL 15 beside them.
//!
//! A case is a paragraph of `tests/cases/sql/*.sql`: a statement, then its
//! answer as comments. A paragraph that begins with `--! reason` is a known
//! difference, and turns the run red when it disappears. To record the
//! answers anew, start a PostgreSQL and run
//! `BACKLOT_RECORD=127.0.0.1:5432 cargo test --test sql_cases`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::type_complexity,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::write_with_newline,
    reason = "all of this is test code, helpers included"
)]

#[path = "sql_cases/case.rs"]
mod case;
#[path = "sql_cases/postgres.rs"]
mod postgres;
#[path = "sql_cases/shown.rs"]
mod shown;

use backlot::base::{Clock, Parent, Scope, Trace};
use backlot::sql::{Database, Execution};
use case::{files, read};
use shown::shown;
use std::fmt::Write as _;

fn ours(database: &mut Database, connection: u32, statement: &str) -> String {
    let mut trace = Trace::default();
    let mut scope = Scope {
        trace: &mut trace,
        clock: Clock::default(),
        parent: Parent::default(),
    };
    match database.execute(connection, statement, &[], &mut scope) {
        Execution::Done { results, error, .. } => shown(&results, error.as_ref()),
        Execution::Blocked { holder, .. } => format!("-- blocked by {holder}\n"),
    }
}

#[test]
fn every_case_answers_as_postgresql_did() {
    let server = std::env::var("BACKLOT_RECORD").ok();
    let (mut passed, mut differing, mut wrong) = (0, 0, String::new());
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a case file");
        let mut cases = read(&text);
        if let Some(server) = &server {
            let mut postgres = postgres::Connection::open(server).expect("the server");
            for case in &mut cases {
                let (results, error) = postgres.query(&case.statement).expect("an answer");
                case.answer = shown(&results, error.as_ref());
            }
        }
        let mut database = Database::default();
        let connection = database.connect();
        let mut written = String::new();
        for case in cases {
            let ours = ours(&mut database, connection, &case.statement);
            let same = ours == case.answer;
            match (&case.known, same) {
                (None, true) => passed += 1,
                (Some(_), false) => differing += 1,
                (Some(reason), true) => {
                    let _ = writeln!(wrong, "no longer different ({reason}):\n{}", case.statement);
                }
                (None, false) => {
                    let name = path
                        .file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned();
                    let _ = writeln!(
                        wrong,
                        "{name}: {}expected:\n{}got:\n{ours}",
                        case.statement, case.answer
                    );
                }
            }
            if let Some(reason) = &case.known {
                let _ = writeln!(written, "--! {reason}");
            }
            let _ = write!(written, "{}{}\n", case.statement, case.answer);
        }
        if server.is_some() {
            std::fs::write(&path, written).expect("the case file to be written");
        }
    }
    println!("sql cases: {passed} passed, {differing} known differences");
    assert!(wrong.is_empty(), "{wrong}");
}
