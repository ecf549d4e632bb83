//! Tables, subqueries and functions in FROM, and joins of them.

use super::{Env, Exec, RowSink};
use crate::sql::error::Result;
use crate::sql::plan::{Expr, From, Join, JoinKind, SetCall};
use crate::sql::value::{Value, ValueMap};

/// The rows of a join's right side, kept, and where each key's are.
struct Built {
    rows: Vec<Vec<Value>>,
    places: ValueMap<Vec<Value>, Vec<usize>>,
}

impl Exec<'_> {
    /// Pushes the rows that `from` gives, each in its slots of `row`;
    /// answers whether more are wanted.
    pub(super) fn tables_unwatched(
        &mut self,
        from: &From,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        match from {
            From::Table(scan) => self.scan(scan, row, env, sink),
            From::Join(join) => self.join(join, row, env, sink),
            From::Query {
                query,
                base,
                filter,
                ..
            } => {
                // The subquery sees the row as it is now: the tables to its left.
                let around = row.to_vec();
                let inside = Env {
                    row: &around,
                    parent: env,
                };
                let mut more = true;
                self.query(query, Some(&inside), &mut |exec, found| {
                    more = exec.place(found, *base, filter, row, env, sink)?;
                    Ok(more)
                })?;
                Ok(more)
            }
            From::Cte {
                id, base, filter, ..
            } => {
                let rows = self.ctes.get(*id).cloned().flatten();
                for found in rows.iter().flat_map(|rows| rows.iter()) {
                    self.step()?;
                    if !self.place(found, *base, filter, row, env, sink)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            From::Function {
                calls,
                base,
                ordinality,
                filter,
                ..
            } => self.functions(calls, *base, *ordinality, filter, row, env, sink),
        }
    }

    fn place(
        &mut self,
        found: &[Value],
        base: usize,
        filter: &[Expr],
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        for (slot, value) in row.iter_mut().skip(base).zip(found) {
            slot.clone_from(value);
        }
        if self.holds(filter, row, env)? {
            sink(self, row)
        } else {
            Ok(true)
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the fields of one variant, and where rows go"
    )]
    fn functions(
        &mut self,
        calls: &[SetCall],
        base: usize,
        ordinality: Option<usize>,
        filter: &[Expr],
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        let mut number = 0;
        if let [call] = calls {
            let args = self.eval_all(&call.args, row, env)?;
            let mut more = true;
            (call.native)(self, &args, &call.types, &mut |exec, found| {
                exec.step()?;
                number += 1;
                if let Some(slot) = ordinality.and_then(|slot| row.get_mut(slot)) {
                    *slot = Value::Int(number);
                }
                more = exec.place(found, base, filter, row, env, sink)?;
                Ok(more)
            })?;
            return Ok(more);
        }
        // Several run side by side; the longest decides.
        let mut results: Vec<Vec<Vec<Value>>> = Vec::with_capacity(calls.len());
        for call in calls {
            let args = self.eval_all(&call.args, row, env)?;
            let mut rows = Vec::new();
            (call.native)(self, &args, &call.types, &mut |exec, found| {
                exec.keep()?;
                rows.push(found.to_vec());
                Ok(true)
            })?;
            results.push(rows);
        }
        let longest = results.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..longest {
            number += 1;
            if let Some(slot) = ordinality.and_then(|slot| row.get_mut(slot)) {
                *slot = Value::Int(number);
            }
            let mut found = Vec::new();
            for (call, rows) in calls.iter().zip(&results) {
                match rows.get(at) {
                    Some(values) => found.extend(values.iter().cloned()),
                    None => found.extend(std::iter::repeat_n(Value::Null, call.columns)),
                }
            }
            if !self.place(&found, base, filter, row, env, sink)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn join(
        &mut self,
        join: &Join,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        if join.dependent {
            return self.dependent(join, row, env, sink);
        }
        let built = self.build(join, row, env)?;
        let mut met = vec![
            false;
            if join.kind == JoinKind::Full {
                built.rows.len()
            } else {
                0
            }
        ];
        let all: Vec<usize> = if join.keys.is_empty() {
            (0..built.rows.len()).collect()
        } else {
            Vec::new()
        };
        if built.rows.is_empty() && join.kind == JoinKind::Inner {
            return Ok(true);
        }
        let more = self.from(&join.left, row, env, &mut |exec, row| {
            let places: &[usize] = if join.keys.is_empty() {
                &all
            } else {
                exec.key(join.keys.iter().map(|key| &key.0), row, env)?
                    .and_then(|key| built.places.get(&key))
                    .map_or(&[], Vec::as_slice)
            };
            let mut found = false;
            for place in places {
                exec.step()?;
                let Some(right) = built.rows.get(*place) else {
                    continue;
                };
                fill(row, &join.right_slots, right);
                if !exec.holds(&join.on, row, env)? {
                    continue;
                }
                found = true;
                if let Some(met) = met.get_mut(*place) {
                    *met = true;
                }
                if exec.holds(&join.filter, row, env)? && !sink(exec, row)? {
                    return Ok(false);
                }
            }
            if found || join.kind == JoinKind::Inner {
                return Ok(true);
            }
            exec.alone(&join.right_slots, &join.filter, row, env, sink)
        })?;
        if !more {
            return Ok(false);
        }
        for (right, _) in built.rows.iter().zip(&met).filter(|(_, met)| !**met) {
            fill(row, &join.right_slots, right);
            if !self.alone(&join.left_slots, &join.filter, row, env, sink)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A row that met no other: the other side's slots are NULL.
    fn alone(
        &mut self,
        absent: &[usize],
        filter: &[Expr],
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        for slot in absent {
            if let Some(slot) = row.get_mut(*slot) {
                *slot = Value::Null;
            }
        }
        if self.holds(filter, row, env)? {
            sink(self, row)
        } else {
            Ok(true)
        }
    }

    fn dependent(
        &mut self,
        join: &Join,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        self.from(&join.left, row, env, &mut |exec, row| {
            let mut found = false;
            let more = exec.from(&join.right, row, env, &mut |exec, row| {
                exec.step()?;
                let keys = join.keys.iter();
                for (left, right) in keys {
                    let left = exec.eval(left, row, env)?;
                    let right = exec.eval(right, row, env)?;
                    if left.is_null() || left != right {
                        return Ok(true);
                    }
                }
                if !exec.holds(&join.on, row, env)? {
                    return Ok(true);
                }
                found = true;
                if exec.holds(&join.filter, row, env)? {
                    sink(exec, row)
                } else {
                    Ok(true)
                }
            })?;
            if !more || found || join.kind == JoinKind::Inner {
                return Ok(more);
            }
            exec.alone(&join.right_slots, &join.filter, row, env, sink)
        })
    }

    fn build(&mut self, join: &Join, row: &mut [Value], env: Option<&Env<'_>>) -> Result<Built> {
        let mut built = Built {
            rows: Vec::new(),
            places: ValueMap::default(),
        };
        self.from(&join.right, row, env, &mut |exec, row| {
            exec.keep()?;
            let place = built.rows.len();
            if !join.keys.is_empty() {
                match exec.key(join.keys.iter().map(|key| &key.1), row, env)? {
                    Some(key) => built.places.entry(key).or_default().push(place),
                    // NULL equals nothing; only a full join shows the row.
                    None if join.kind != JoinKind::Full => return Ok(true),
                    None => {}
                }
            }
            let kept = join
                .right_slots
                .iter()
                .map(|slot| row.get(*slot).cloned().unwrap_or_default());
            built.rows.push(kept.collect());
            Ok(true)
        })?;
        Ok(built)
    }

    /// The values of a key; `None` when one is NULL.
    fn key<'e>(
        &mut self,
        exprs: impl Iterator<Item = &'e Expr>,
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<Option<Vec<Value>>> {
        let mut key = Vec::new();
        for expr in exprs {
            let value = self.eval(expr, row, env)?;
            if value.is_null() {
                return Ok(None);
            }
            key.push(value);
        }
        Ok(Some(key))
    }
}

/// Puts values in their slots.
fn fill(row: &mut [Value], slots: &[usize], values: &[Value]) {
    for (slot, value) in slots.iter().zip(values) {
        if let Some(slot) = row.get_mut(*slot) {
            slot.clone_from(value);
        }
    }
}
