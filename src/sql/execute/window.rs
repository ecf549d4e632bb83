//! Window functions over rows kept whole.

use super::query::order_values;
use super::{Env, Exec};
use crate::sql::aggregate::State;
use crate::sql::error::{Result, error};
use crate::sql::plan::{Bound, Expr, FrameUnit, Window, WindowFunction as F};
use crate::sql::value::Value;
use std::cmp::Ordering;

/// The windows in the order PostgreSQL works on them, which shows in the order
/// of the rows: by what they sort by, what was named later in the query first,
/// and of two that begin alike the longer first.
pub(super) fn in_turn(windows: &[Window]) -> Vec<&Window> {
    let mut named: Vec<&Expr> = Vec::new();
    let mut keyed: Vec<(Vec<usize>, &Window)> = Vec::with_capacity(windows.len());
    for window in windows {
        let order = window.order.iter().map(|(key, _, _)| key);
        let keys = window.partition.iter().chain(order).map(|key| {
            let known = named.iter().position(|one| is_same_slot(one, key));
            known.unwrap_or_else(|| {
                named.push(key);
                named.len() - 1
            })
        });
        keyed.push((keys.collect(), window));
    }
    keyed.sort_by(|(a, _), (b, _)| b.cmp(a));
    keyed.into_iter().map(|(_, window)| window).collect()
}

fn is_same_slot(a: &Expr, b: &Expr) -> bool {
    matches!((a, b), (Expr::Slot(a), Expr::Slot(b)) if a == b)
}

/// One partition: the places of its rows, in the window's order.
struct Partition {
    places: Vec<usize>,
    /// The sort keys of each.
    keys: Vec<Vec<Value>>,
    /// For each row, the first and one past the last of its peers.
    peers: Vec<(usize, usize)>,
}

impl Exec<'_> {
    /// Fills a window function's slot in every row, and leaves the rows in the
    /// window's order, as PostgreSQL does when nothing else orders them.
    pub(super) fn window(
        &mut self,
        window: &Window,
        rows: &mut Vec<Vec<Value>>,
        env: Option<&Env<'_>>,
    ) -> Result<()> {
        let mut sorted: Vec<(Vec<Value>, Vec<Value>, usize)> = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let partition = self.eval_all(&window.partition, row, env)?;
            let mut keys = Vec::with_capacity(window.order.len());
            for (key, _, _) in &window.order {
                keys.push(self.eval(key, row, env)?);
            }
            sorted.push((partition, keys, place));
        }
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| order_keys(window, &a.1, &b.1)));
        for part in sorted.chunk_by(|a, b| a.0 == b.0) {
            let partition = Partition {
                places: part.iter().map(|row| row.2).collect(),
                keys: part.iter().map(|row| row.1.clone()).collect(),
                peers: peers(part.len(), |a, b| match (part.get(a), part.get(b)) {
                    (Some(a), Some(b)) => order_keys(window, &a.1, &b.1).is_eq(),
                    _ => false,
                }),
            };
            let values = self.window_values(window, &partition, rows, env)?;
            for (place, value) in partition.places.iter().zip(values) {
                if let Some(slot) = rows
                    .get_mut(*place)
                    .and_then(|row| row.get_mut(window.slot))
                {
                    *slot = value;
                }
            }
        }
        *rows = sorted
            .iter()
            .filter_map(|(_, _, place)| rows.get_mut(*place).map(std::mem::take))
            .collect();
        Ok(())
    }

    fn window_values(
        &mut self,
        window: &Window,
        part: &Partition,
        rows: &[Vec<Value>],
        env: Option<&Env<'_>>,
    ) -> Result<Vec<Value>> {
        let count = part.places.len();
        let mut dense = 0;
        let mut values = Vec::with_capacity(count);
        let mut running = Running::default();
        for at in 0..count {
            self.step()?;
            let (first_peer, end_peer) = part.peers.get(at).copied().unwrap_or((at, at + 1));
            if first_peer == at {
                dense += 1;
            }
            let row = part
                .places
                .get(at)
                .and_then(|place| rows.get(*place))
                .map_or(&[][..], Vec::as_slice);
            values.push(match window.function {
                F::RowNumber => Value::Int(at as i64 + 1),
                F::Rank => Value::Int(first_peer as i64 + 1),
                F::DenseRank => Value::Int(dense),
                F::PercentRank if count == 1 => Value::Float(0.0),
                F::PercentRank => Value::Float(first_peer as f64 / (count - 1) as f64),
                F::CumeDist => Value::Float(end_peer as f64 / count as f64),
                F::Ntile => self.ntile(window, row, at, count, env)?,
                F::Lag | F::Lead => self.neighbour(window, part, rows, at, row, env)?,
                F::FirstValue | F::LastValue | F::NthValue | F::Aggregate(_) => {
                    let (start, end) = self.frame(window, part, at, row, env)?;
                    self.over_frame(window, part, rows, (start, end), row, &mut running, env)?
                }
            });
        }
        Ok(values)
    }

    fn ntile(
        &mut self,
        window: &Window,
        row: &[Value],
        at: usize,
        count: usize,
        env: Option<&Env<'_>>,
    ) -> Result<Value> {
        let buckets = match self.eval_all(&window.args, row, env)?.first() {
            Some(Value::Int(n)) => *n,
            _ => return Ok(Value::Null),
        };
        if buckets <= 0 {
            return Err(error(
                "22014",
                "argument of ntile must be greater than zero",
            ));
        }
        let (at, count) = (at as i64, count as i64);
        let (size, larger) = (count / buckets, count % buckets);
        let bucket = if at < larger * (size + 1) {
            at / (size + 1)
        } else {
            larger + (at - larger * (size + 1)) / size.max(1)
        };
        Ok(Value::Int(bucket + 1))
    }

    fn neighbour(
        &mut self,
        window: &Window,
        part: &Partition,
        rows: &[Vec<Value>],
        at: usize,
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<Value> {
        let offset = match window.args.get(1) {
            Some(offset) => match self.eval(offset, row, env)? {
                Value::Int(n) => n,
                _ => return Ok(Value::Null),
            },
            None => 1,
        };
        let offset = if window.function == F::Lag {
            -offset
        } else {
            offset
        };
        let other = (at as i64)
            .checked_add(offset)
            .and_then(|at| usize::try_from(at).ok());
        let found = other
            .and_then(|at| part.places.get(at))
            .and_then(|place| rows.get(*place));
        match (found, window.args.first(), window.args.get(2)) {
            (Some(found), Some(arg), _) => self.eval(arg, found, env),
            (None, _, Some(default)) => self.eval(default, row, env),
            _ => Ok(Value::Null),
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one frame, and what is known of the one before"
    )]
    fn over_frame(
        &mut self,
        window: &Window,
        part: &Partition,
        rows: &[Vec<Value>],
        (start, end): (usize, usize),
        row: &[Value],
        running: &mut Running,
        env: Option<&Env<'_>>,
    ) -> Result<Value> {
        let at = |place: usize| part.places.get(place).and_then(|place| rows.get(*place));
        let wanted = match window.function {
            F::FirstValue => Some(start),
            F::LastValue => end.checked_sub(1),
            F::NthValue => match window
                .args
                .get(1)
                .map(|n| self.eval(n, row, env))
                .transpose()?
            {
                Some(Value::Int(n)) if n > 0 => Some(start + n as usize - 1),
                Some(Value::Int(_)) => {
                    return Err(error(
                        "22016",
                        "argument of nth_value must be greater than zero",
                    ));
                }
                _ => return Ok(Value::Null),
            },
            _ => None,
        };
        let F::Aggregate(function) = window.function else {
            let found = wanted
                .filter(|place| (start..end).contains(place))
                .and_then(at);
            return match (found, window.args.first()) {
                (Some(found), Some(arg)) => self.eval(arg, found, env),
                _ => Ok(Value::Null),
            };
        };
        // A frame that only grows goes on from where the last one ended.
        let grows = running.state.is_some() && running.start == start && running.end <= end;
        let mut state = running
            .state
            .take()
            .filter(|_| grows)
            .unwrap_or_else(|| State::new(function));
        let from = if grows { running.end } else { start };
        for place in from..end {
            self.step()?;
            let Some(found) = at(place) else { continue };
            if let Some(filter) = &window.filter
                && !self.eval(filter, found, env)?.is_true()
            {
                continue;
            }
            let args = self.eval_all(&window.args, found, env)?;
            if !(function.skips_null() && args.first().is_some_and(Value::is_null)) {
                state.add(&args, &window.types)?;
            }
        }
        let value = state.clone().finish(&window.types)?;
        *running = Running {
            state: Some(state),
            start,
            end,
        };
        Ok(value)
    }

    /// The first row of a frame, and one past its last.
    fn frame(
        &mut self,
        window: &Window,
        part: &Partition,
        at: usize,
        row: &[Value],
        env: Option<&Env<'_>>,
    ) -> Result<(usize, usize)> {
        let count = part.places.len();
        let start = self.edge(window, &window.frame.start, part, at, row, false, env)?;
        let end = self.edge(window, &window.frame.end, part, at, row, true, env)?;
        let end = end.min(count);
        Ok((start.min(end), end))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one edge of one frame of one row"
    )]
    fn edge(
        &mut self,
        window: &Window,
        bound: &Bound,
        part: &Partition,
        at: usize,
        row: &[Value],
        is_end: bool,
        env: Option<&Env<'_>>,
    ) -> Result<usize> {
        let count = part.places.len();
        let (first, end) = part.peers.get(at).copied().unwrap_or((at, at + 1));
        let (offset, forward) = match bound {
            Bound::UnboundedPreceding => return Ok(0),
            Bound::UnboundedFollowing => return Ok(count),
            Bound::CurrentRow => {
                return Ok(match (window.frame.unit, is_end) {
                    (FrameUnit::Rows, false) => at,
                    (FrameUnit::Rows, true) => at + 1,
                    (_, false) => first,
                    (_, true) => end,
                });
            }
            Bound::Preceding(offset) => (offset, false),
            Bound::Following(offset) => (offset, true),
        };
        let offset = self.eval(offset, row, env)?;
        let what = if is_end { "ending" } else { "starting" };
        if offset.is_null() {
            return Err(error(
                "22004",
                format!("frame {what} offset must not be null"),
            ));
        }
        if matches!(offset, Value::Int(n) if n < 0) {
            return Err(error(
                "22013",
                format!("frame {what} offset must not be negative"),
            ));
        }
        match window.frame.unit {
            FrameUnit::Rows => {
                let n = usize::try_from(offset.as_int()).unwrap_or(usize::MAX);
                let edge = if forward {
                    at.saturating_add(n)
                } else {
                    at.wrapping_sub(n)
                };
                let before_all = !forward && n > at;
                Ok(match (before_all, is_end) {
                    (true, _) => 0,
                    (false, false) => edge,
                    (false, true) => edge.saturating_add(1),
                })
            }
            FrameUnit::Groups => Ok(group_edge(part, at, offset.as_int(), forward, is_end)),
            FrameUnit::Range => self.range_edge(window, part, at, &offset, forward, is_end),
        }
    }

    fn range_edge(
        &mut self,
        window: &Window,
        part: &Partition,
        at: usize,
        offset: &Value,
        forward: bool,
        is_end: bool,
    ) -> Result<usize> {
        let ([(_, descending, _)], Some(ty)) =
            (window.order.as_slice(), window.order_types.first())
        else {
            return Ok(at);
        };
        let (first, end) = part.peers.get(at).copied().unwrap_or((at, at + 1));
        let key = |at: usize| {
            part.keys
                .get(at)
                .and_then(|keys| keys.first())
                .cloned()
                .unwrap_or_default()
        };
        let own = key(at);
        if own.is_null() {
            return Ok(if is_end { end } else { first });
        }
        let edge =
            super::super::functions::operator::shift(&own, offset, forward != *descending, *ty)?;
        let within = |value: &Value| {
            let order = if *descending {
                edge.order(value)
            } else {
                value.order(&edge)
            };
            if is_end { order.is_le() } else { order.is_lt() }
        };
        let mut place = 0;
        for other in 0..part.places.len() {
            let value = key(other);
            if !value.is_null() && within(&value) {
                place = other + 1;
            } else if value.is_null() && window.order.first().is_some_and(|order| order.2) {
                place = place.max(other + 1);
            }
        }
        Ok(place)
    }
}

/// An aggregate over a frame that grows.
#[derive(Default)]
struct Running {
    state: Option<State>,
    start: usize,
    end: usize,
}

fn order_keys(window: &Window, a: &[Value], b: &[Value]) -> Ordering {
    let mut orders = a
        .iter()
        .zip(b)
        .zip(&window.order)
        .map(|((a, b), key)| order_values(a, b, key.1, key.2));
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn peers(count: usize, same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut peers = Vec::with_capacity(count);
    let mut first = 0;
    while first < count {
        let mut end = first + 1;
        while end < count && same(first, end) {
            end += 1;
        }
        peers.extend(std::iter::repeat_n((first, end), end - first));
        first = end;
    }
    peers
}

fn group_edge(part: &Partition, at: usize, offset: i64, forward: bool, is_end: bool) -> usize {
    let count = part.places.len();
    let (mut first, mut end) = part.peers.get(at).copied().unwrap_or((at, at + 1));
    for _ in 0..offset {
        let next = if forward {
            part.peers.get(end)
        } else {
            first.checked_sub(1).and_then(|at| part.peers.get(at))
        };
        match next {
            Some(next) => (first, end) = *next,
            None if forward => return count,
            None => return 0,
        }
    }
    if is_end { end } else { first }
}
