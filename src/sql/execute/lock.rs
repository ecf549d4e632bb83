//! `SELECT … FOR UPDATE` and its like: rows locked on their way out.

use super::{Env, Exec};
use crate::sql::error::Result;
use crate::sql::plan::{Locking, Select};
use crate::sql::transaction::Claim;
use crate::sql::value::Value;

impl Exec<'_> {
    /// Locks the rows behind a row of a result; gives the row as its newest
    /// versions make it, or `None` when it is passed over.
    pub(super) fn locked(
        &mut self,
        select: &Select,
        locking: &Locking,
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<Option<Vec<Value>>> {
        let Some(Value::Record(wide)) = row.get(locking.column) else {
            return Ok(Some(row.to_vec()));
        };
        let mut wide = wide.to_vec();
        let mut moved = false;
        for lock in &locking.tables {
            let Some(Value::Int(id)) = wide.get(lock.row_id) else {
                continue;
            };
            let id = *id as u64;
            let claim = self.claim_for(&lock.table, id, lock.strength, lock.patience, true)?;
            let Claim::Taken(now) = claim else {
                return Ok(None);
            };
            if now == id {
                continue;
            }
            moved = true;
            let newest = self.catalog.table(&lock.table)?.rows.get(&now).cloned();
            let newest = newest.iter().flat_map(|row| row.iter());
            for (slot, value) in wide.iter_mut().skip(lock.base).zip(newest) {
                slot.clone_from(value);
            }
        }
        if !moved {
            return Ok(Some(row.to_vec()));
        }
        if !self.holds(&locking.recheck, &wide, env)? {
            return Ok(None);
        }
        self.eval_all(&select.project, &wide, env).map(Some)
    }
}
