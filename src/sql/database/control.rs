//! BEGIN, COMMIT, ROLLBACK and savepoints.

use super::{Database, Run, changed};
use crate::base::SmallMap;
use crate::sql::SqlError;
use crate::sql::error::{Result, error, unsupported};
use crate::sql::transaction::{Connection, Level, Savepoint, Transaction};
use sqlparser::ast::{Statement, TransactionMode};

impl Database {
    pub(super) fn check_usable(&self, id: u32) -> Result<()> {
        let open = self
            .connections
            .get(&id)
            .and_then(|c| c.transaction.as_ref());
        if open.is_some_and(|open| open.failed) {
            return Err(error(
                "25P02",
                "current transaction is aborted, commands ignored until end of transaction block",
            ));
        }
        Ok(())
    }

    /// Statements about transactions; `None` for all others.
    pub(super) fn control(
        &mut self,
        statement: &Statement,
        run: &mut Run<'_>,
    ) -> Result<Option<&'static str>> {
        let id = run.connection;
        let connection = connection_of(&mut self.connections, id)?;
        match statement {
            Statement::StartTransaction { modes, begin, .. } => {
                let tag = if *begin { "BEGIN" } else { "START TRANSACTION" };
                self.check_usable(id)?;
                self.begin(modes, run);
                Ok(Some(tag))
            }
            Statement::Commit { chain, .. } => {
                let committed = self.end(true, run)?;
                if *chain {
                    self.begin(&[], run);
                }
                Ok(Some(if committed { "COMMIT" } else { "ROLLBACK" }))
            }
            Statement::Rollback {
                savepoint: Some(name),
                ..
            } => {
                rollback_to(connection, &folded(name))?;
                Ok(Some("ROLLBACK"))
            }
            Statement::Rollback { chain, .. } => {
                self.end(false, run)?;
                if *chain {
                    self.begin(&[], run);
                }
                Ok(Some("ROLLBACK"))
            }
            Statement::Savepoint { name } => {
                self.check_usable(id)?;
                let open = in_block(self.connections.get_mut(&id), "SAVEPOINT")?;
                open.savepoints.push(Savepoint {
                    name: folded(name),
                    view: open.view.clone(),
                    own: open.own.clone(),
                });
                Ok(Some("SAVEPOINT"))
            }
            Statement::ReleaseSavepoint { name } => {
                self.check_usable(id)?;
                let open = in_block(self.connections.get_mut(&id), "RELEASE SAVEPOINT")?;
                let at = find_savepoint(open, &folded(name))?;
                open.savepoints.truncate(at);
                Ok(Some("RELEASE"))
            }
            Statement::Set(sqlparser::ast::Set::SetTransaction {
                modes,
                snapshot,
                session,
            }) => {
                if snapshot.is_some() {
                    return Err(unsupported("SET TRANSACTION SNAPSHOT"));
                }
                self.check_usable(id)?;
                if *session {
                    let mut wanted = Transaction::new(0, true, 0, Level::default(), false);
                    wanted.set(modes);
                    let values = &mut connection_of(&mut self.connections, id)?.settings.values;
                    let name = "default_transaction_isolation".to_owned();
                    values.insert(name, wanted.level.name().to_owned());
                    return Ok(Some("SET"));
                }
                if let Some(open) = self
                    .connections
                    .get_mut(&id)
                    .and_then(|c| c.transaction.as_mut())
                {
                    if open.view.is_some() {
                        return Err(error(
                            "25001",
                            "SET TRANSACTION ISOLATION LEVEL must be called before any query",
                        ));
                    }
                    open.set(modes);
                }
                Ok(Some("SET"))
            }
            _ => Ok(None),
        }
    }

    fn begin(&mut self, modes: &[TransactionMode], run: &mut Run<'_>) {
        let Some(connection) = self.connections.get_mut(&run.connection) else {
            return;
        };
        if connection.transaction.is_none() {
            self.transactions += 1;
        }
        let (number, level) = (self.transactions, connection.settings.level());
        let fresh = connection
            .transaction
            .as_ref()
            .is_none_or(|open| open.implicit);
        let open = connection
            .transaction
            .get_or_insert_with(|| Transaction::new(number, false, run.now_us, level, false));
        // BEGIN among other statements takes those before it into its block.
        open.implicit = false;
        open.set(modes);
        if fresh {
            run.events.push(changed(run.connection, "BEGIN"));
        }
    }
}

pub(super) fn connection_of(
    connections: &mut SmallMap<u32, Connection>,
    id: u32,
) -> Result<&mut Connection> {
    connections
        .get_mut(&id)
        .ok_or_else(|| error("08003", "connection does not exist"))
}

fn folded(name: &sqlparser::ast::Ident) -> String {
    crate::sql::names::fold(name)
}

fn in_block<'a>(connection: Option<&'a mut Connection>, what: &str) -> Result<&'a mut Transaction> {
    connection
        .and_then(|connection| connection.transaction.as_mut())
        .filter(|open| !open.implicit)
        .ok_or_else(|| not_in_block(what))
}

fn not_in_block(what: &str) -> Box<SqlError> {
    error(
        "25P01",
        format!("{what} can only be used in transaction blocks"),
    )
}

fn find_savepoint(open: &Transaction, name: &str) -> Result<usize> {
    open.savepoints
        .iter()
        .rposition(|savepoint| savepoint.name == name)
        .ok_or_else(|| error("3B001", format!("savepoint \"{name}\" does not exist")))
}

fn rollback_to(connection: &mut Connection, name: &str) -> Result<()> {
    let open = in_block(Some(connection), "ROLLBACK TO SAVEPOINT")?;
    let at = find_savepoint(open, name)?;
    open.savepoints.truncate(at + 1);
    open.give_up();
    open.failed = false;
    Ok(())
}
