//! Several connections on one database.
//!
//! What connections do to each other is told by scripts in
//! `tests/cases/sql/connections`, each with the transcript of a real
//! PostgreSQL 15 at every isolation level. To record them anew, start a
//! PostgreSQL and run
//! `BACKLOT_RECORD=127.0.0.1:5432 cargo test --test sql_connections`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::type_complexity,
    reason = "all of this is test code, helpers included"
)]

#[path = "sql_cases/postgres.rs"]
mod postgres;
#[path = "sql_connections/script.rs"]
mod script;
#[path = "sql_connections/serial.rs"]
mod serial;
#[path = "sql_cases/shown.rs"]
mod shown;

use backlot::base::{Clock, Event, Parent, Scope, Trace, What};
use backlot::sql::{Database, Execution, SqlError};

/// Runs a text; gives its rows as text, or the holder it waits for.
fn run(
    database: &mut Database,
    connection: u32,
    text: &str,
    params: &[&str],
) -> (Result<String, SqlError>, Option<u32>, Vec<Event>) {
    let mut trace = Trace::default();
    let mut scope = Scope {
        trace: &mut trace,
        clock: Clock::default(),
        parent: Parent::default(),
    };
    let params: Vec<Option<String>> = params
        .iter()
        .map(|param| Some((*param).to_owned()))
        .collect();
    match database.execute(connection, text, &params, &mut scope) {
        Execution::Blocked { holder, .. } => (Ok(String::new()), Some(holder), trace.take()),
        Execution::Done {
            error: Some(error), ..
        } => (Err(error), None, trace.take()),
        Execution::Done { results, .. } => {
            let rows = results.iter().flat_map(|result| &result.rows).flatten();
            let text = rows
                .map(|cell| cell.clone().unwrap_or_default())
                .collect::<Vec<_>>()
                .join(" ");
            (Ok(text), None, trace.take())
        }
    }
}

fn two_connections() -> (Database, u32, u32) {
    let mut database = Database::default();
    let (a, b) = (database.connect(), database.connect());
    let setup = "CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20)";
    run(&mut database, a, setup, &[]).0.expect("the table");
    (database, a, b)
}

#[test]
fn a_change_is_unseen_until_it_is_committed() {
    let (mut database, a, b) = two_connections();
    run(&mut database, a, "BEGIN", &[]).0.expect("begin");
    run(&mut database, a, "UPDATE t SET n = 11 WHERE id = 1", &[])
        .0
        .expect("update");
    let seen = |database: &mut Database, connection| {
        run(database, connection, "SELECT n FROM t WHERE id = 1", &[]).0
    };
    assert_eq!(seen(&mut database, a).as_deref(), Ok("11"));
    assert_eq!(seen(&mut database, b).as_deref(), Ok("10"));
    run(&mut database, a, "COMMIT", &[]).0.expect("commit");
    assert_eq!(seen(&mut database, b).as_deref(), Ok("11"));
}

#[test]
fn a_writer_waits_for_another_and_leaves_no_trace_of_waiting() {
    let (mut database, a, b) = two_connections();
    run(&mut database, a, "BEGIN; UPDATE t SET n = 0", &[])
        .0
        .expect("update");
    let (_, holder, events) = run(
        &mut database,
        b,
        "UPDATE t SET n = n + 1 WHERE id = $1",
        &["2"],
    );
    assert_eq!(holder, Some(a));
    assert!(events.is_empty());
    run(&mut database, a, "ROLLBACK", &[]).0.expect("rollback");
    let (result, holder, events) = run(
        &mut database,
        b,
        "UPDATE t SET n = n + 1 WHERE id = $1 RETURNING n",
        &["2"],
    );
    assert_eq!((result.as_deref(), holder), (Ok("21"), None));
    let scanned = events.iter().find_map(|event| match &event.what {
        What::RowsScanned { rows, index, .. } => Some((*rows, index.clone())),
        _ => None,
    });
    assert_eq!(scanned, Some((1, Some("t_pkey".to_owned()))));
}

#[test]
fn several_statements_are_one_transaction() {
    let (mut database, a, _) = two_connections();
    let failed = run(
        &mut database,
        a,
        "INSERT INTO t VALUES (3, 30); INSERT INTO t VALUES (1, 1)",
        &[],
    )
    .0;
    assert_eq!(failed.expect_err("a duplicate").code, "23505");
    assert_eq!(
        run(&mut database, a, "SELECT count(*) FROM t", &[])
            .0
            .as_deref(),
        Ok("2")
    );
    let refused = run(&mut database, a, "SELECT 1; SELECT $1", &["1"])
        .0
        .expect_err("two commands");
    assert_eq!(
        refused.message,
        "cannot insert multiple commands into a prepared statement"
    );
}

#[test]
fn a_closed_connection_gives_up_what_it_began() {
    let (mut database, a, b) = two_connections();
    run(&mut database, a, "BEGIN; DELETE FROM t", &[])
        .0
        .expect("delete");
    let mut trace = Trace::default();
    let mut scope = Scope {
        trace: &mut trace,
        clock: Clock::default(),
        parent: Parent::default(),
    };
    database.close(a, &mut scope);
    assert_eq!(
        run(
            &mut database,
            b,
            "DELETE FROM t WHERE id = 1 RETURNING n",
            &[]
        )
        .0
        .as_deref(),
        Ok("10")
    );
}

#[test]
fn a_copy_of_a_database_goes_its_own_way() {
    let (mut database, a, _) = two_connections();
    let mut copy = database.clone();
    run(&mut copy, a, "DELETE FROM t", &[]).0.expect("delete");
    assert_eq!(
        run(&mut database, a, "SELECT count(*) FROM t", &[])
            .0
            .as_deref(),
        Ok("2")
    );
    assert_eq!(
        run(&mut copy, a, "SELECT count(*) FROM t", &[])
            .0
            .as_deref(),
        Ok("0")
    );
}

#[test]
fn deep_and_long_expressions_are_refused_and_do_no_harm() {
    let (mut database, a, _) = two_connections();
    for text in [
        format!("SELECT {}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("SELECT {}1", "- ".repeat(5_000)),
        format!("SELECT 1{}", " + 1".repeat(50_000)),
        format!("SELECT 1{}", " UNION SELECT 1".repeat(50_000)),
    ] {
        let code = run(&mut database, a, &text, &[])
            .0
            .expect_err("too deep")
            .code;
        assert!(matches!(code.as_str(), "54001" | "54000"), "{code}");
    }
}
