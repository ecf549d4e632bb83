//! GROUP BY and aggregates.

use super::query::order_values;
use super::watch::Part;
use super::{Env, Exec, RowSink};
use crate::sql::aggregate::State;
use crate::sql::error::Result;
use crate::sql::plan::{Aggregate, Group, Select};
use crate::sql::value::{Value, ValueMap, ValueSet};

/// One group under way.
struct Gathered {
    /// Its first row, which shows the columns grouped by.
    row: Vec<Value>,
    states: Vec<Collected>,
}

/// One aggregate of one group.
struct Collected {
    state: State,
    seen: Option<ValueSet<Vec<Value>>>,
    /// Sort keys and arguments, when an order is asked for.
    ordered: Vec<(Vec<Value>, Vec<Value>)>,
}

impl Collected {
    fn new(aggregate: &Aggregate) -> Self {
        Self {
            state: State::new(aggregate.function),
            seen: aggregate.distinct.then(ValueSet::default),
            ordered: Vec::new(),
        }
    }
}

impl Exec<'_> {
    /// Pushes the rows of a SELECT, grouped when it groups.
    pub(super) fn grouped(
        &mut self,
        select: &Select,
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<()> {
        let mut row = vec![Value::Null; select.width];
        self.noted(select, Part::Rows, 0, 1);
        self.noted(select, Part::Group, 0, 1);
        let Some(group) = &select.group else {
            self.filtered(select, &mut row, env, &mut |exec, row| {
                exec.noted(select, Part::Rows, 1, 0);
                exec.noted(select, Part::Group, 1, 0);
                sink(exec, row)
            })?;
            return Ok(());
        };
        let mut groups: Vec<Vec<Gathered>> = group.sets.iter().map(|_| Vec::new()).collect();
        let mut places: Vec<ValueMap<Vec<Value>, usize>> =
            group.sets.iter().map(|_| ValueMap::default()).collect();
        self.filtered(select, &mut row, env, &mut |exec, row| {
            let keys = exec.eval_all(&group.keys, row, env)?;
            for ((set, groups), places) in group.sets.iter().zip(&mut groups).zip(&mut places) {
                let key: Vec<Value> = set.iter().filter_map(|at| keys.get(*at).cloned()).collect();
                let place = if let Some(place) = places.get(&key) {
                    *place
                } else {
                    exec.keep()?;
                    groups.push(Gathered {
                        row: shown(group, set, &keys, row),
                        states: group.aggregates.iter().map(Collected::new).collect(),
                    });
                    places.insert(key, groups.len() - 1);
                    groups.len() - 1
                };
                if let Some(gathered) = groups.get_mut(place) {
                    exec.gather(group, gathered, row, env)?;
                }
            }
            Ok(true)
        })?;
        for (set, mut groups) in group.sets.iter().zip(groups) {
            if groups.is_empty() && set.is_empty() {
                // Nothing grouped by: even no rows are one group.
                row.fill(Value::Null);
                groups.push(Gathered {
                    row: shown(group, set, &[], &row),
                    states: group.aggregates.iter().map(Collected::new).collect(),
                });
            }
            for gathered in groups {
                let mut row = gathered.row;
                for (aggregate, collected) in group.aggregates.iter().zip(gathered.states) {
                    let value = self.finished(aggregate, collected)?;
                    if let Some(slot) = row.get_mut(aggregate.slot) {
                        *slot = value;
                    }
                }
                if let Some(having) = &select.having
                    && !self.eval(having, &row, env)?.is_true()
                {
                    continue;
                }
                self.noted(select, Part::Group, 1, 0);
                if !sink(self, &mut row)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn filtered(
        &mut self,
        select: &Select,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        if !self.holds(&select.gate, row, env)? {
            return Ok(true);
        }
        match &select.from {
            Some(from) if select.filter.is_empty() => self.from(from, row, env, sink),
            Some(from) => self.from(from, row, env, &mut |exec, row| {
                if exec.holds(&select.filter, row, env)? {
                    sink(exec, row)
                } else {
                    Ok(true)
                }
            }),
            None if self.holds(&select.filter, row, env)? => sink(self, row),
            None => Ok(true),
        }
    }

    fn gather(
        &mut self,
        group: &Group,
        gathered: &mut Gathered,
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<()> {
        for (aggregate, collected) in group.aggregates.iter().zip(&mut gathered.states) {
            if let Some(filter) = &aggregate.filter
                && !self.eval(filter, row, env)?.is_true()
            {
                continue;
            }
            let args = self.eval_all(&aggregate.args, row, env)?;
            if aggregate.function.skips_null() && args.first().is_some_and(Value::is_null) {
                continue;
            }
            if let Some(seen) = &mut collected.seen
                && !seen.insert(args.clone())
            {
                continue;
            }
            if aggregate.order.is_empty() {
                collected.state.add(&args, &aggregate.types)?;
                continue;
            }
            self.keep()?;
            let mut keys = Vec::with_capacity(aggregate.order.len());
            for (key, _, _) in &aggregate.order {
                keys.push(self.eval(key, row, env)?);
            }
            collected.ordered.push((keys, args));
        }
        Ok(())
    }

    fn finished(&mut self, aggregate: &Aggregate, mut collected: Collected) -> Result<Value> {
        collected.ordered.sort_by(|a, b| {
            let pairs = a.0.iter().zip(&b.0).zip(&aggregate.order);
            let mut orders = pairs.map(|((a, b), key)| order_values(a, b, key.1, key.2));
            orders
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        for (_, args) in &collected.ordered {
            collected.state.add(args, &aggregate.types)?;
        }
        collected.state.finish(&aggregate.types)
    }
}

/// The first row of a group, with the keys its set leaves out as NULL.
fn shown(group: &Group, set: &[usize], keys: &[Value], row: &[Value]) -> Vec<Value> {
    let mut shown = row.to_vec();
    let mut mask = 0_i64;
    for (at, slot) in group.slots.iter().enumerate() {
        let inside = set.contains(&at);
        mask = mask << 1 | i64::from(!inside);
        if let Some(slot) = shown.get_mut(*slot) {
            *slot = if inside {
                keys.get(at).cloned().unwrap_or_default()
            } else {
                Value::Null
            };
        }
    }
    if let Some(slot) = group.mask.and_then(|slot| shown.get_mut(slot)) {
        *slot = Value::Int(mask);
    }
    shown
}
