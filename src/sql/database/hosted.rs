//! What the database offers to an engine other than its own: to see, to
//! change, to begin and to end.

#![cfg_attr(
    not(feature = "gluesql"),
    allow(dead_code, reason = "compiled always, so that it cannot rot")
)]

use super::{Database, Run, Stop};
use crate::sql::SqlRows;
use crate::sql::catalog::Catalog;
use crate::sql::error::{Result, error};
use crate::sql::parse::{Source, parse};
use crate::sql::session::Statement;
use crate::sql::split::Piece;

impl Database {
    /// What a connection sees now.
    pub(in crate::sql) fn seen(&mut self, run: &mut Run<'_>) -> std::result::Result<Catalog, Stop> {
        self.check_usable(run.connection)?;
        let seen = self.run_in_catalog(&Source::default(), false, run, |statement| {
            Ok(statement.catalog.clone())
        });
        Ok(seen?)
    }

    /// Changes something as part of the text under way, which is one
    /// transaction; `verb` names the statement, such as `INSERT`.
    pub(in crate::sql) fn change<T>(
        &mut self,
        verb: &str,
        source: &Source,
        run: &mut Run<'_>,
        work: impl FnOnce(&mut Statement<'_>) -> Result<T>,
    ) -> std::result::Result<T, Stop> {
        let id = run.connection;
        self.join(run)?;
        self.check_usable(id)?;
        self.check_turn(id, verb)?;
        Ok(self.run_in_catalog(source, true, run, work)?)
    }

    /// Puts what follows in one transaction with the rest of the text.
    pub(in crate::sql) fn join(&mut self, run: &Run<'_>) -> Result<()> {
        match self.connections.get_mut(&run.connection) {
            Some(connection) => {
                connection.join(run.now_us);
                Ok(())
            }
            None => Err(error("08003", "connection does not exist")),
        }
    }

    /// Runs a statement about transactions, such as `COMMIT`.
    pub(in crate::sql) fn transact(
        &mut self,
        text: &str,
        run: &mut Run<'_>,
    ) -> std::result::Result<SqlRows, Stop> {
        let parsed = parse(&Piece {
            text,
            start: 0,
            ended: false,
        })?;
        self.run_one(&parsed, false, run)
    }

    /// Ends the transaction of a text, as all of it went well or not.
    pub(in crate::sql) fn end_text(&mut self, id: u32, well: bool) {
        if well {
            self.end_implicit(id);
        } else {
            self.fail(id);
        }
    }
}
