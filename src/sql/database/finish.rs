//! How transactions end: commit, rollback and failure.

use super::{Database, Run, changed};
use crate::sql::error::Result;
use crate::sql::transaction::{Level, Transaction, merge};

impl Database {
    /// Ends the transaction; says whether it was committed.
    pub(super) fn end(&mut self, commit: bool, run: &mut Run<'_>) -> Result<bool> {
        let id = run.connection;
        let taken = self
            .connections
            .get_mut(&id)
            .and_then(|c| c.transaction.take());
        let Some(open) = taken else {
            return Ok(commit);
        };
        let commit = commit && !open.failed;
        let explicit = !open.implicit;
        let finished = self.finish(id, open, commit);
        if explicit {
            let committed = commit && finished.is_ok();
            let to = if committed { "COMMIT" } else { "ROLLBACK" };
            run.events.push(changed(id, to));
        }
        finished.map(|()| commit)
    }

    /// Commits or forgets what a transaction did. A transaction that can't
    /// be committed is forgotten.
    pub(super) fn finish(&mut self, id: u32, open: Transaction, commit: bool) -> Result<()> {
        if !commit {
            self.serial.forget(open.number);
            self.forget();
            return Ok(());
        }
        if open.level == Level::Serializable
            && let Err(failure) = self.serial.commit(open.number)
        {
            self.serial.forget(open.number);
            self.forget();
            return Err(failure);
        }
        if let Some(view) = &open.view
            && !open.own.is_clean()
        {
            self.committed = if view.seen == self.commits {
                view.catalog.clone()
            } else {
                merge(&self.committed, view, &open.own)
            };
            self.commits += 1;
            self.pass_on(id, &open);
        }
        self.forget();
        Ok(())
    }

    /// Tells other transactions what became of the rows they may see: their
    /// locks go over to the new versions.
    fn pass_on(&mut self, id: u32, open: &Transaction) {
        let others: Vec<u32> = self
            .connections
            .iter()
            .filter(|(other, connection)| **other != id && connection.transaction.is_some())
            .map(|(other, _)| *other)
            .collect();
        if others.is_empty() {
            return;
        }
        for (oid, writes) in &open.own.writes {
            for (row, next) in &writes.removed {
                self.fates.remember(self.commits, (*oid, *row), *next);
            }
        }
        for other in others {
            let Some(theirs) = self
                .connections
                .get_mut(&other)
                .and_then(|connection| connection.transaction.as_mut())
            else {
                continue;
            };
            for (oid, writes) in &open.own.writes {
                for (row, next) in &writes.removed {
                    if let (Some(next), Some(held)) =
                        (next, theirs.own.rows.get(&(*oid, *row)).copied())
                    {
                        theirs.own.lock_row((*oid, *next), held);
                    }
                }
            }
        }
    }

    /// Forgets what became of rows that nobody sees any more.
    pub(super) fn forget(&mut self) {
        let oldest = self
            .connections
            .values()
            .filter_map(|connection| connection.transaction.as_ref())
            .map(|open| open.view.as_ref().map_or(self.commits, |view| view.seen))
            .min();
        self.fates.forget(oldest.unwrap_or(u64::MAX));
    }

    /// After the last statement of a text.
    pub(super) fn end_implicit(&mut self, id: u32) -> Result<()> {
        let implicit = self
            .connections
            .get_mut(&id)
            .and_then(|connection| connection.transaction.take_if(|open| open.implicit));
        match implicit {
            Some(open) => self.finish(id, open, true),
            None => Ok(()),
        }
    }

    /// After a failure: an implicit transaction is undone, an explicit one
    /// gives up its locks, back to its last savepoint, and waits for its
    /// ROLLBACK.
    pub(super) fn fail(&mut self, id: u32) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        if let Some(open) = connection.transaction.take_if(|open| open.implicit) {
            self.serial.forget(open.number);
        } else if let Some(open) = connection.transaction.as_mut() {
            open.failed = true;
            open.give_up();
            if open.savepoints.is_empty() {
                self.serial.forget(open.number);
            }
        }
        self.forget();
    }
}
