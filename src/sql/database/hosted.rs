//! What the database offers to an engine other than its own: to see, to
//! change, to begin and to end.

#![cfg_attr(
    not(feature = "gluesql"),
    allow(dead_code, reason = "compiled always, so that it cannot rot")
)]

use super::control::connection_of;
use super::run::Doing;
use super::{Database, Run, Stop};
use crate::sql::SqlRows;
use crate::sql::catalog::Catalog;
use crate::sql::error::Result;
use crate::sql::parse::{Source, parse};
use crate::sql::session::Statement;
use crate::sql::split::Piece;
use crate::sql::transaction::Transaction;
use crate::sql::transaction::lock::Mode;

impl Database {
    /// Runs a text by another engine. One that must wait is undone as if it
    /// had not been made: it keeps no locks while it waits.
    pub(super) fn run_hosted(
        &mut self,
        text: &str,
        run: &mut Run<'_>,
    ) -> std::result::Result<(), Stop> {
        let before = self.clone();
        let done = crate::sql::engine::run_glue(self, text, run);
        if matches!(done, Err(Stop::Blocked(_))) {
            *self = before;
        }
        done
    }

    /// What a connection sees now.
    pub(in crate::sql) fn seen(&mut self, run: &mut Run<'_>) -> std::result::Result<Catalog, Stop> {
        self.join(run)?;
        self.check_usable(run.connection)?;
        let doing = Doing::default();
        self.run_in(&Source::default(), doing, run, |statement| {
            Ok(statement.catalog.clone())
        })
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
        self.join(run)?;
        self.check_usable(run.connection)?;
        let doing = Doing {
            several: true,
            verb: Some(verb.to_owned()),
            defines: match verb {
                "INSERT" | "UPDATE" | "DELETE" => None,
                "CREATE INDEX" => Some(Mode::ShareRowExclusive),
                _ => Some(Mode::AccessExclusive),
            },
        };
        self.run_in(source, doing, run, work)
    }

    /// Puts what follows in one transaction with the rest of the text.
    pub(in crate::sql) fn join(&mut self, run: &Run<'_>) -> Result<()> {
        let connection = connection_of(&mut self.connections, run.connection)?;
        if connection.transaction.is_none() {
            self.transactions += 1;
            let (level, read_only) = (connection.settings.level(), connection.settings.read_only());
            let open = Transaction::new(self.transactions, true, run.now_us, level, read_only);
            connection.transaction = Some(open);
        }
        Ok(())
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
        if !well || self.end_implicit(id).is_err() {
            self.fail(id);
        }
    }
}
