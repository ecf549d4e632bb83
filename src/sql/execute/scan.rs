//! Reads tables, whole or through an index.

use super::watch::Part;
use super::{Env, Exec, RowSink};
use crate::sql::catalog::{Index, Key, RowId, Table};
use crate::sql::error::Result;
use crate::sql::plan::{Access, Expr, Scan};
use crate::sql::transaction::Level;
use crate::sql::transaction::serial::Range;
use crate::sql::value::{Row, Value};
use std::ops::Bound;
use std::sync::Arc;

impl Exec<'_> {
    /// Pushes the rows of a table that pass its filter; answers whether more
    /// are wanted.
    pub(super) fn scan(
        &mut self,
        scan: &Scan,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        let table = Arc::clone(self.snapshot.table(&scan.table)?);
        // What follows a row may read other rows before the next.
        let around = std::mem::take(&mut self.reading);
        let (more, index) = match &scan.access {
            Access::All => {
                self.reads(&table, None)?;
                let mut more = true;
                for (id, stored) in &table.rows {
                    if !self.offer(scan, *id, stored, row, env, sink)? {
                        more = false;
                        break;
                    }
                }
                (more, None)
            }
            Access::Index {
                index,
                equal,
                low,
                high,
            } => {
                let Some(index) = table.indexes.get(*index) else {
                    return Ok(true);
                };
                let equal = self.eval_all(equal, row, env)?;
                self.reads(&table, Some((index, &equal)))?;
                let low = self.bound(low.as_ref(), row, env)?;
                let high = self.bound(high.as_ref(), row, env)?;
                let never = |bound: &Option<(Value, bool)>| {
                    bound.as_ref().is_some_and(|(value, _)| value.is_null())
                };
                let more = if equal.iter().any(Value::is_null) || never(&low) || never(&high) {
                    true
                } else {
                    self.range(scan, &table, index, &equal, low, high, row, env, sink)?
                };
                (more, Some(index))
            }
            Access::Each { index, values } => {
                let Some(index) = table.indexes.get(*index) else {
                    return Ok(true);
                };
                let mut values = self.eval_all(values, row, env)?;
                values.retain(|value| !value.is_null());
                values.sort();
                values.dedup();
                let mut more = true;
                for value in values {
                    self.reads(&table, Some((index, std::slice::from_ref(&value))))?;
                    more = self.range(scan, &table, index, &[value], None, None, row, env, sink)?;
                    if !more {
                        break;
                    }
                }
                (more, Some(index))
            }
        };
        let rows = std::mem::replace(&mut self.reading, around);
        self.noted(scan, Part::Read, rows, 1);
        self.note_scan(&scan.table, index.map(|index| index.name.as_str()), rows);
        Ok(more)
    }

    /// Tells a serializable transaction's peers what it reads.
    fn reads(&mut self, table: &Table, by: Option<(&Index, &[Value])>) -> Result<()> {
        if self.peers.level != Level::Serializable || !self.peers.tracked {
            return Ok(());
        }
        let range = by.filter(|(_, values)| !values.is_empty());
        let range = range.map(|(index, values)| Range {
            columns: index.columns.iter().take(values.len()).copied().collect(),
            values: values.to_vec(),
        });
        let number = self.peers.number;
        self.peers.serial.read(number, table.oid, range)
    }

    fn bound(
        &mut self,
        bound: Option<&(Expr, bool)>,
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<Option<(Value, bool)>> {
        match bound {
            Some((expr, inclusive)) => Ok(Some((self.eval(expr, row, env)?, *inclusive))),
            None => Ok(None),
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one range, and where its rows go"
    )]
    fn range(
        &mut self,
        scan: &Scan,
        table: &Table,
        index: &Index,
        equal: &[Value],
        low: Option<(Value, bool)>,
        high: Option<(Value, bool)>,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        let mut from = equal.to_vec();
        from.extend(low.iter().map(|(value, _)| value.clone()));
        let start = Bound::Included((Key::of(from), 0));
        let next = equal.len();
        for (key, id) in index.keys.range((start, Bound::Unbounded)) {
            let values = key.values();
            if !values.starts_with(equal) {
                break;
            }
            let value = values.get(next);
            if let (Some((low, false)), Some(value)) = (&low, value)
                && low == value
            {
                continue;
            }
            if low.is_some() || high.is_some() {
                // NULL stands last and is within no bounds.
                let Some(value) = value.filter(|value| !value.is_null()) else {
                    break;
                };
                if let Some((high, inclusive)) = &high {
                    let order = value.order(high);
                    if order.is_gt() || (order.is_eq() && !inclusive) {
                        break;
                    }
                }
            }
            if let Some(stored) = table.rows.get(id)
                && !self.offer(scan, *id, stored, row, env, sink)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn offer(
        &mut self,
        scan: &Scan,
        id: RowId,
        stored: &Row,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        self.count_scanned()?;
        self.reading += 1;
        for column in &scan.needed {
            if let (Some(slot), Some(value)) =
                (row.get_mut(scan.base + column), stored.get(*column))
            {
                slot.clone_from(value);
            }
        }
        if let Some(slot) = scan.row_id.and_then(|slot| row.get_mut(slot)) {
            *slot = Value::Int(id as i64);
        }
        if self.holds(&scan.filter, row, env)? {
            sink(self, row)
        } else {
            Ok(true)
        }
    }
}
