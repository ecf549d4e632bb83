//! GlueSQL's planner and executor on this database.
//!
//! [`Storage`] implements GlueSQL's traits on what a connection sees: the
//! same tables, rows, indexes and transactions that the database's own engine
//! works on. Values, definitions and failures are converted at this border,
//! and every change goes through the database's own rules, so that no engine
//! can break what the other relies on.
//!
//! # Limits
//!
//! The language and the answers are GlueSQL's, its mistakes included: names
//! are case-sensitive, and most errors have no place in the text. Refused is
//! what a world could not repeat (chance), and what would write elsewhere than
//! it says (a list of columns before `INSERT … SELECT`, which GlueSQL ignores).

mod answer;
mod definition;
mod fill;
mod index;
mod read;
mod schema;
mod still;
mod storage;
mod value;
mod write;

use super::database::{Database, Run, Stop, pieces};
use super::error::{Result, error};
use super::parse;
use super::split::Piece;
use crate::base::What;
use gluesql_core::ast::Statement;
use gluesql_core::executor::execute;
use gluesql_core::sqlparser::dialect::PostgreSqlDialect;
use gluesql_core::sqlparser::parser::Parser;
use gluesql_core::store::Planner;
use gluesql_core::translate::translate;
use std::panic::{AssertUnwindSafe, catch_unwind};
use storage::Storage;

/// Runs a text on a connection. Several statements are one transaction, as
/// they are for the database's own engine.
pub(super) fn run(
    database: &mut Database,
    text: &str,
    run: &mut Run<'_>,
) -> std::result::Result<(), Stop> {
    let done = run_all(database, text, run);
    database.end_text(run.connection, done.is_ok());
    done
}

fn run_all(
    database: &mut Database,
    text: &str,
    run: &mut Run<'_>,
) -> std::result::Result<(), Stop> {
    if !run.params.is_empty() {
        return Err(error("0A000", "parameters are not supported with GlueSQL").into());
    }
    let mut statements = Vec::new();
    for piece in pieces(text)? {
        statements.extend(read(&piece, run.now_us)?);
    }
    for statement in statements {
        run.work.statements += 1;
        run_one(database, statement, run)?;
    }
    Ok(())
}

/// The statement of a piece; none when there are only comments.
fn read(piece: &Piece<'_>, now_us: i64) -> Result<Option<Statement>> {
    if piece.is_blank() {
        return Ok(None);
    }
    let source = parse::tokens(piece)?;
    let parsed = Parser::parse_sql(&PostgreSqlDialect {}, piece.text).map_err(|mistake| {
        let message = mistake.to_string();
        let at = source.place_in(&message);
        error("42601", message).at(at)
    })?;
    let Some(statement) = parsed.first() else {
        return Ok(None);
    };
    let statement = translate(statement).map_err(|failure| answer::failure(&failure))?;
    if !still::may_move(piece.text) {
        return Ok(Some(statement));
    }
    still::without_clock_and_chance(statement, now_us).map(Some)
}

fn run_one(
    database: &mut Database,
    statement: Statement,
    run: &mut Run<'_>,
) -> std::result::Result<(), Stop> {
    let tag = answer::tag(&statement);
    let mut storage = Storage::new(database, run, &statement)?;
    // GlueSQL panics on some input, such as SUBSTR of a text that isn't ASCII.
    // Where panics unwind it is a failure; where they abort, as in the browser,
    // the page starts the engine again.
    let work = AssertUnwindSafe(|| {
        storage
            .plan(statement.into())
            .and_then(|plan| storage.fill(plan))
            .and_then(|plan| execute(&mut storage, &plan))
    });
    let done = match catch_unwind(work) {
        Ok(done) => done,
        Err(_) => Err(storage.refuse(error("XX000", "GlueSQL broke down over this statement"))),
    };
    let (done, tag) = storage.close(done, tag);
    let rows = answer::rows(done?, &tag)?;
    super::session::note_rows(&rows, &mut run.work, &mut run.events);
    run.results.push(rows);
    Ok(())
}

/// Tells of the rows that were read.
fn tell_scans(run: &mut Run<'_>, scans: Vec<storage::Scan>) {
    for storage::Scan { table, index, rows } in scans {
        run.work.rows_scanned += rows;
        run.events.push(What::RowsScanned { table, rows, index });
    }
}
