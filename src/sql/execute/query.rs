//! Queries: their named queries, body, order and limits.

use super::watch::Part;
use super::window::in_turn;
use super::{Env, Exec, Rows};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Body, Distinct, Expand, Expr, OrderKey, Query, Select, SetOp, Sink};
use crate::sql::value::{Value, ValueMap, ValueSet};
use std::cmp::Ordering;
use std::rc::Rc;

impl Exec<'_> {
    /// Pushes the rows of a query.
    pub(super) fn query_unwatched(
        &mut self,
        query: &Query,
        env: Option<&Env<'_>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        for cte in query.ctes.iter().filter(|cte| cte.needed) {
            // The command tag counts what the statement's own verb changes.
            let affected = self.affected;
            let rows = self.collect(&cte.query, env)?;
            self.affected = affected;
            self.set_cte(cte.id, Some(rows));
        }
        if env.is_some() && query.ctes.iter().any(|cte| cte.needed) {
            // Answers may rest on the rows these names had before.
            self.answers.fill(None);
        }
        let offset = self
            .count_of(query.offset.as_ref(), env, "OFFSET", "2201X")?
            .unwrap_or(0);
        let limit = self.count_of(query.limit.as_ref(), env, "LIMIT", "2201W")?;
        let visible = query.fields.len();
        if limit == Some(0) {
            return Ok(());
        }
        let distinct_on = match &query.body {
            Body::Select(select) => match &select.distinct {
                Some(Distinct::On(columns)) => Some(columns),
                _ => None,
            },
            _ => None,
        };
        let locking = match &query.body {
            Body::Select(select) => select
                .locking
                .as_deref()
                .map(|locking| (&**select, locking)),
            _ => None,
        };
        if query.order.is_empty() && distinct_on.is_none() {
            let (mut seen, mut given) = (0, 0);
            return self.body(query, env, &mut |exec, row| {
                let locked;
                let mut row = row;
                if let Some((select, locking)) = locking {
                    match exec.locked(select, locking, row, env)? {
                        Some(newest) => locked = newest,
                        None => return Ok(true),
                    }
                    row = &locked;
                }
                seen += 1;
                if seen <= offset {
                    return Ok(true);
                }
                given += 1;
                let more = sink(exec, row.get(..visible).unwrap_or(row))?;
                Ok(more && limit.is_none_or(|limit| given < limit))
            });
        }
        let whole = query.with_ties || distinct_on.is_some() || locking.is_some();
        let keep = limit
            .filter(|_| !whole)
            .map(|limit| limit.saturating_add(offset));
        let mut rows = self.sorted(query, keep, env)?;
        if let Some(columns) = distinct_on {
            let mut seen: ValueSet<Vec<Value>> = ValueSet::default();
            rows.retain(|row| {
                let key = columns
                    .iter()
                    .filter_map(|column| row.get(*column).cloned());
                seen.insert(key.collect())
            });
        }
        if let Some((select, locking)) = locking {
            // Rows are locked in their order, no more than are asked for.
            let most = limit.map_or(usize::MAX, |limit| limit.saturating_add(offset));
            let mut kept = Vec::new();
            for row in rows {
                if kept.len() >= most {
                    break;
                }
                kept.extend(self.locked(select, locking, &row, env)?);
            }
            rows = kept;
        }
        let mut end = limit.map_or(rows.len(), |limit| {
            rows.len().min(limit.saturating_add(offset))
        });
        if query.with_ties && end > 0 {
            while let (Some(last), Some(next)) = (rows.get(end - 1), rows.get(end)) {
                if order_rows(&query.order, last, next).is_ne() {
                    break;
                }
                end += 1;
            }
        }
        for row in rows.get(offset..end).unwrap_or_default() {
            if !sink(self, row.get(..visible).unwrap_or(row))? {
                break;
            }
        }
        Ok(())
    }

    /// All rows of a query.
    pub fn collect(&mut self, query: &Query, env: Option<&Env<'_>>) -> Result<Rows> {
        let mut rows = Vec::new();
        self.query(query, env, &mut |exec, row| {
            exec.keep()?;
            rows.push(row.to_vec());
            Ok(true)
        })?;
        Ok(Rc::new(rows))
    }

    fn set_cte(&mut self, id: usize, rows: Option<Rows>) {
        if let Some(place) = self.ctes.get_mut(id) {
            *place = rows;
        }
    }

    fn count_of(
        &mut self,
        expr: Option<&Expr>,
        env: Option<&Env<'_>>,
        what: &str,
        code: &str,
    ) -> Result<Option<usize>> {
        let Some(expr) = expr else { return Ok(None) };
        match self.eval(expr, &[], env)? {
            Value::Int(n) if n < 0 => Err(error(code, format!("{what} must not be negative"))),
            Value::Int(n) => Ok(Some(usize::try_from(n).unwrap_or(usize::MAX))),
            _ => Ok(None),
        }
    }

    /// The rows in order; only the first `keep`, when given.
    fn sorted(
        &mut self,
        query: &Query,
        keep: Option<usize>,
        env: Option<&Env<'_>>,
    ) -> Result<Vec<Vec<Value>>> {
        let mut rows: Vec<Vec<Value>> = Vec::new();
        let order = &query.order;
        // Enough is kept that sorting now and then costs little.
        let most = keep.map(|keep| keep.saturating_mul(2).max(1024));
        self.body(query, env, &mut |exec, row| {
            if most.is_none() {
                exec.keep()?;
            }
            rows.push(row.to_vec());
            if most.is_some_and(|most| rows.len() >= most) {
                rows.sort_by(|a, b| order_rows(order, a, b));
                rows.truncate(keep.unwrap_or(usize::MAX));
            }
            Ok(true)
        })?;
        rows.sort_by(|a, b| order_rows(order, a, b));
        rows.truncate(keep.unwrap_or(usize::MAX));
        Ok(rows)
    }

    fn body(&mut self, query: &Query, env: Option<&Env<'_>>, sink: &mut Sink<'_>) -> Result<()> {
        match &query.body {
            Body::Select(select) => self.select(select, query.fields.len(), env, sink),
            Body::Values(rows) => {
                for row in rows {
                    let row = self.eval_all(row, &[], env)?;
                    if !sink(self, &row)? {
                        break;
                    }
                }
                Ok(())
            }
            Body::Nested(inner) => self.query(inner, env, sink),
            Body::Set { op, all, sides } => self.set_operation(*op, *all, sides, env, sink),
            Body::Recursive { id, all, sides } => self.recursive(*id, *all, sides, env, sink),
            Body::Change(change) => {
                for row in self.change(change)? {
                    if !sink(self, &row)? {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    fn select(
        &mut self,
        select: &Select,
        visible: usize,
        env: Option<&Env<'_>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        self.noted(select, Part::Select, 0, 1);
        let mut seen: ValueSet<Vec<Value>> = ValueSet::default();
        let mut output = |exec: &mut Exec<'_>, row: &mut [Value]| -> Result<bool> {
            exec.expanded(&select.expand, row, env, &mut |exec, row| {
                let values = exec.eval_all(&select.project, row, env)?;
                let fresh = match &select.distinct {
                    None => true,
                    Some(Distinct::Visible) => {
                        exec.keep()?;
                        seen.insert(values.get(..visible).unwrap_or(&values).to_vec())
                    }
                    // Rows arrive sorted later; the first of each is taken then.
                    Some(Distinct::On(_)) => true,
                };
                if fresh {
                    exec.noted(select, Part::Select, 1, 0);
                    sink(exec, &values)
                } else {
                    Ok(true)
                }
            })
        };
        if select.windows.is_empty() {
            return self.grouped(select, env, &mut output);
        }
        let mut rows = Vec::new();
        self.grouped(select, env, &mut |exec, row| {
            exec.keep()?;
            rows.push(row.to_vec());
            Ok(true)
        })?;
        for window in in_turn(&select.windows) {
            self.window(window, &mut rows, env)?;
        }
        for row in &mut rows {
            if !output(self, row)? {
                break;
            }
        }
        Ok(())
    }

    /// Functions that give several rows run side by side; the longest
    /// decides, the others give NULL when they are through.
    fn expanded(
        &mut self,
        expand: &[Expand],
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowOut<'_>,
    ) -> Result<bool> {
        if expand.is_empty() {
            return sink(self, row);
        }
        let mut columns = Vec::with_capacity(expand.len());
        for one in expand {
            let args = self.eval_all(&one.call.args, row, env)?;
            let mut values = Vec::new();
            (one.call.native)(self, &args, &one.call.types, &mut |exec, found| {
                exec.keep()?;
                values.push(match found {
                    [only] => only.clone(),
                    several => Value::Record(several.into()),
                });
                Ok(true)
            })?;
            columns.push(values);
        }
        let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..longest {
            for (one, values) in expand.iter().zip(&columns) {
                if let Some(slot) = row.get_mut(one.slot) {
                    *slot = values.get(at).cloned().unwrap_or_default();
                }
            }
            if !sink(self, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn set_operation(
        &mut self,
        op: SetOp,
        all: bool,
        sides: &(Query, Query),
        env: Option<&Env<'_>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        let (left, right) = sides;
        if op == SetOp::Union {
            let mut seen: ValueSet<Vec<Value>> = ValueSet::default();
            let mut going = true;
            for side in [left, right] {
                self.query(side, env, &mut |exec, row| {
                    if !all {
                        exec.keep()?;
                        if !seen.insert(row.to_vec()) {
                            return Ok(true);
                        }
                    }
                    going = sink(exec, row)?;
                    Ok(going)
                })?;
                if !going {
                    break;
                }
            }
            return Ok(());
        }
        let mut counts: ValueMap<Vec<Value>, usize> = ValueMap::default();
        self.query(right, env, &mut |exec, row| {
            exec.keep()?;
            *counts.entry(row.to_vec()).or_default() += 1;
            Ok(true)
        })?;
        let mut seen: ValueSet<Vec<Value>> = ValueSet::default();
        self.query(left, env, &mut |exec, row| {
            let found = match counts.get_mut(row) {
                Some(count) if *count > 0 => {
                    if all {
                        *count -= 1;
                    }
                    true
                }
                _ => false,
            };
            if found != (op == SetOp::Intersect) {
                return Ok(true);
            }
            if !all && !seen.insert(row.to_vec()) {
                return Ok(true);
            }
            sink(exec, row)
        })
    }

    fn recursive(
        &mut self,
        id: usize,
        all: bool,
        sides: &(Query, Query),
        env: Option<&Env<'_>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        let mut seen: ValueSet<Vec<Value>> = ValueSet::default();
        let mut going = true;
        let mut working = Vec::new();
        let mut side = &sides.0;
        loop {
            let mut fresh = Vec::new();
            self.query(side, env, &mut |exec, row| {
                exec.keep()?;
                if !all && !seen.insert(row.to_vec()) {
                    return Ok(true);
                }
                fresh.push(row.to_vec());
                going = sink(exec, row)?;
                Ok(going)
            })?;
            std::mem::swap(&mut working, &mut fresh);
            if working.is_empty() || !going {
                return Ok(());
            }
            side = &sides.1;
            // Subqueries of the step may refer to the rows of the step before.
            self.answers.fill(None);
            self.set_cte(id, Some(Rc::new(working.clone())));
        }
    }
}

type RowOut<'s> = dyn FnMut(&mut Exec<'_>, &[Value]) -> Result<bool> + 's;

/// The order of two rows by these keys.
pub(super) fn order_rows(keys: &[OrderKey], a: &[Value], b: &[Value]) -> Ordering {
    for key in keys {
        let (Some(a), Some(b)) = (a.get(key.column), b.get(key.column)) else {
            continue;
        };
        let order = order_values(a, b, key.descending, key.nulls_first);
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

/// The order of two values in one direction.
pub(super) fn order_values(a: &Value, b: &Value, descending: bool, nulls_first: bool) -> Ordering {
    match (a.is_null(), b.is_null()) {
        (true, true) => Ordering::Equal,
        (true, false) if nulls_first => Ordering::Less,
        (true, false) => Ordering::Greater,
        (false, true) if nulls_first => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) if descending => b.order(a),
        (false, false) => a.order(b),
    }
}
