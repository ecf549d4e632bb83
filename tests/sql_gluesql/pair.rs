//! One database, two engines.

use backlot::base::{Clock, Event, Parent, Scope, Trace};
use backlot::sql::{Database, Execution, SqlEngine, SqlError, SqlRows};

/// What a text came to.
pub type Answer = Result<Vec<SqlRows>, SqlError>;

/// A database and its first connection.
#[derive(Clone)]
pub struct Pair {
    pub database: Database,
    pub connection: u32,
}

impl Pair {
    /// A database made by these statements of our own engine.
    pub fn of(sql: &str) -> Self {
        let mut database = Database::default();
        let connection = database.connect();
        let mut pair = Self {
            database,
            connection,
        };
        pair.own(sql)
            .expect("the statements that make the database");
        pair
    }

    pub fn own(&mut self, sql: &str) -> Answer {
        self.run(SqlEngine::Postgres, sql).0
    }

    pub fn glue(&mut self, sql: &str) -> Answer {
        self.run(SqlEngine::GlueSql, sql).0
    }

    /// The answer with what was told meanwhile.
    pub fn run(&mut self, engine: SqlEngine, sql: &str) -> (Answer, Vec<Event>) {
        let mut trace = Trace::default();
        let mut scope = Scope {
            trace: &mut trace,
            clock: Clock::default(),
            parent: Parent::default(),
        };
        let done = self
            .database
            .execute_on(engine, self.connection, sql, &[], &mut scope);
        let answer = match done {
            Execution::Done { results, error, .. } => error.map_or(Ok(results), Err),
            Execution::Blocked { holder, .. } => Err(SqlError {
                message: format!("waits for {holder}"),
                ..SqlError::default()
            }),
        };
        (answer, trace.take())
    }

    /// Rows of the last result, values parted by commas.
    pub fn rows(answer: &Answer) -> Vec<String> {
        let results = answer.as_ref().expect("an answer");
        let rows = results.last().expect("a result").rows.iter();
        rows.map(|row| {
            let cells = row.iter().map(|cell| cell.as_deref().unwrap_or("∅"));
            cells.collect::<Vec<_>>().join(",")
        })
        .collect()
    }
}
