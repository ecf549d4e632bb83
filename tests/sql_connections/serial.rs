//! Any serializable transactions that commit come to what some order of them,
//! one after the other, comes to.

use backlot::base::{Chance, Clock, Parent, Scope, Trace};
use backlot::sql::{Database, Execution};

const SETUP: &str = "CREATE TABLE t (id int PRIMARY KEY, n int); \
                     INSERT INTO t VALUES (1, 1), (2, 2), (3, 3), (4, 4)";
/// As many as all orders of can be tried.
const TRANSACTIONS: usize = 4;
const SEEDS: u32 = 50;

/// A transaction's statements, what they answered, and how far it has come.
#[derive(Clone, Default)]
struct Work {
    statements: Vec<String>,
    answers: Vec<String>,
    connection: u32,
    ended: bool,
    committed: bool,
}

fn statement(chance: &mut Chance) -> String {
    let (a, b) = (chance.below(5) + 1, chance.below(5) + 1);
    match chance.below(9) {
        0 => "SELECT sum(n), count(*) FROM t".to_owned(),
        1 => format!("SELECT n FROM t WHERE id = {a}"),
        2 => format!("UPDATE t SET n = n + {b} WHERE id = {a} RETURNING n"),
        3 => format!("UPDATE t SET n = (SELECT sum(n) FROM t) WHERE id = {a} RETURNING n"),
        4 => format!(
            "UPDATE t SET n = (SELECT coalesce(max(n), 0) FROM t WHERE id = {b}) + 1 WHERE id = {a} RETURNING n"
        ),
        5 => format!(
            "INSERT INTO t SELECT {a}, count(*) FROM t WHERE n > {b} ON CONFLICT (id) DO UPDATE SET n = t.n + excluded.n RETURNING n"
        ),
        6 => format!("DELETE FROM t WHERE id = {a} RETURNING n"),
        7 => format!("SELECT id FROM t WHERE n > {b} ORDER BY id"),
        _ => format!("SELECT n FROM t WHERE id = {a} FOR UPDATE"),
    }
}

/// What a call answers: `None` when it waits, an error as `Err`.
fn call(
    database: &mut Database,
    connection: u32,
    sql: &str,
    now_us: u64,
) -> Option<Result<String, String>> {
    let mut trace = Trace::default();
    let clock = Clock {
        now_us,
        ..Clock::default()
    };
    let mut scope = Scope {
        trace: &mut trace,
        clock,
        parent: Parent::default(),
    };
    match database.execute(connection, sql, &[], &mut scope) {
        Execution::Blocked { .. } => None,
        Execution::Done {
            error: Some(error), ..
        } => {
            let known = matches!(error.code.as_str(), "40001" | "40P01" | "25P02" | "23505");
            assert!(known, "{sql}: {}", error.message);
            Some(Err(error.code))
        }
        Execution::Done { results, .. } => {
            let rows = results.iter().flat_map(|result| &result.rows);
            let rows = rows.map(|row| {
                let cells = row.iter().map(|cell| cell.clone().unwrap_or_default());
                cells.collect::<Vec<_>>().join(",")
            });
            Some(Ok(rows.collect::<Vec<_>>().join(";")))
        }
    }
}

fn state(database: &mut Database) -> String {
    let connection = database.connect();
    call(database, connection, "SELECT * FROM t ORDER BY id", 0)
        .expect("a plain read waits for nothing")
        .expect("and succeeds")
}

/// Runs transactions interleaved as chance has it.
fn interleaved(seed: u32) -> (Database, Vec<Work>) {
    let mut chance = Chance::from_seed(seed);
    let mut database = Database::default();
    let first = database.connect();
    call(&mut database, first, SETUP, 0);
    let mut works: Vec<Work> = Vec::new();
    for _ in 0..TRANSACTIONS {
        let connection = database.connect();
        let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE";
        call(&mut database, connection, begin, 0);
        let count = chance.below(3) + 1;
        works.push(Work {
            statements: (0..count).map(|_| statement(&mut chance)).collect(),
            connection,
            ..Work::default()
        });
    }
    let (mut now_us, mut stuck) = (0, 0);
    while works.iter().any(|work| !work.ended) {
        let at = chance.below(TRANSACTIONS as u64) as usize;
        let work = &mut works[at];
        if work.ended {
            continue;
        }
        let next = work.statements.get(work.answers.len()).cloned();
        let sql = next.clone().unwrap_or_else(|| "COMMIT".to_owned());
        match call(&mut database, work.connection, &sql, now_us) {
            None => {
                stuck += 1;
                assert!(stuck < 1_000, "seed {seed}: nobody gets further");
                // Time for those who wait for each other to find out.
                now_us += 100_000;
            }
            Some(Ok(answer)) => {
                stuck = 0;
                if next.is_none() {
                    (work.ended, work.committed) = (true, true);
                } else {
                    work.answers.push(answer);
                }
            }
            Some(Err(_)) => {
                stuck = 0;
                work.ended = true;
                call(&mut database, work.connection, "ROLLBACK", now_us);
            }
        }
    }
    (database, works)
}

/// Whether these, one after the other, answer the same and come to the same.
fn comes_to(order: &[&Work], end: &str) -> bool {
    let mut database = Database::default();
    let connection = database.connect();
    call(&mut database, connection, SETUP, 0);
    for work in order {
        for (sql, answer) in work.statements.iter().zip(&work.answers) {
            if call(&mut database, connection, sql, 0) != Some(Ok(answer.clone())) {
                return false;
            }
        }
    }
    state(&mut database) == end
}

fn some_order(rest: &[&Work], order: &[&Work], end: &str) -> bool {
    if rest.is_empty() {
        return comes_to(order, end);
    }
    (0..rest.len()).any(|at| {
        let (mut rest, mut order) = (rest.to_vec(), order.to_vec());
        order.push(rest.remove(at));
        some_order(&rest, &order, end)
    })
}

#[test]
fn serializable_transactions_have_an_order() {
    let (mut commits, mut failures) = (0, 0);
    for seed in 1..=SEEDS {
        let (mut database, works) = interleaved(seed);
        let end = state(&mut database);
        let committed: Vec<&Work> = works.iter().filter(|work| work.committed).collect();
        commits += committed.len();
        failures += works.len() - committed.len();
        let shown: Vec<_> = committed
            .iter()
            .map(|work| (&work.statements, &work.answers))
            .collect();
        assert!(
            some_order(&committed, &[], &end),
            "seed {seed}: no order gives {end}: {shown:#?}"
        );
    }
    println!("serializable: {commits} committed, {failures} had to fail");
    assert!(commits > failures, "most should commit");
}
