//! Sorted sets combined: union, intersection, difference.

use super::sorted_ranges::put_or_delete;
use super::sorted_sets::listed;
use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome, Use};
use crate::cache::number::parse_float;
use crate::cache::refusal::{Refusal, SYNTAX, WRONG_TYPE, err};
use crate::cache::table::{GROWS, Keys, ONE, Spec, WRITE, row};
use crate::cache::value::{SortedSet, Value};

pub(super) const ROWS: &[Spec] = &[
    row("zdiff", -3, 0, COUNTED, |call| {
        combine(call, How::Difference)
    }),
    row("zdiffstore", -4, WRITE | GROWS, ONE, |call| {
        store(call, How::Difference)
    }),
    row("zinter", -3, 0, COUNTED, |call| {
        combine(call, How::Intersection)
    }),
    row("zintercard", -3, 0, COUNTED, zintercard),
    row("zinterstore", -4, WRITE | GROWS, ONE, |call| {
        store(call, How::Intersection)
    }),
    row("zunion", -3, 0, COUNTED, |call| combine(call, How::Union)),
    row("zunionstore", -4, WRITE | GROWS, ONE, |call| {
        store(call, How::Union)
    }),
];

const COUNTED: Keys = Keys::Counted(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Union,
    Intersection,
    Difference,
}

/// How the scores of a member in several sets become one.
#[derive(Debug, Clone, Copy)]
enum Merge {
    Sum,
    Least,
    Greatest,
}

impl Merge {
    fn of(self, one: f64, other: f64) -> f64 {
        match self {
            // Opposite infinities would not be a number; Redis says zero.
            Self::Sum if (one + other).is_nan() => 0.0,
            Self::Sum => one + other,
            Self::Least => one.min(other),
            Self::Greatest => one.max(other),
        }
    }
}

/// One of these commands, read.
struct Algebra {
    sets: Vec<SortedSet>,
    weights: Vec<f64>,
    merge: Merge,
    with_scores: bool,
    limit: usize,
}

impl Algebra {
    /// Reads the count of keys at `at`, their sets, and what follows.
    fn of(call: &mut Call<'_, '_>, at: usize, how: How, storing: bool) -> Result<Self, Refusal> {
        let count = call.integer(at)?;
        let Some(count) = usize::try_from(count).ok().filter(|count| *count > 0) else {
            return Err(err(format_args!(
                "at least 1 input key is needed for '{}' command",
                call.spec.name
            )));
        };
        let keys = call.args_from(at + 1).get(..count).ok_or(SYNTAX)?;
        let card = call.spec.name == "zintercard";
        let mut found = Self {
            sets: read_all(call, keys)?,
            weights: vec![1.0; count],
            merge: Merge::Sum,
            with_scores: false,
            limit: usize::MAX,
        };
        let weighs = how != How::Difference && !card;
        let mut next = at + 1 + count;
        while next < call.args.len() {
            let left = call.args.len() - next - 1;
            if weighs && call.is_word(next, "weights") && left >= count {
                for (weight, word) in found.weights.iter_mut().zip(call.args_from(next + 1)) {
                    *weight =
                        parse_float(&word.0).ok_or_else(|| err("weight value is not a float"))?;
                }
                next += count;
            } else if weighs && call.is_word(next, "aggregate") && left >= 1 {
                next += 1;
                found.merge = match call.arg(next).to_ascii_lowercase().as_slice() {
                    b"sum" => Merge::Sum,
                    b"min" => Merge::Least,
                    b"max" => Merge::Greatest,
                    _ => return Err(SYNTAX),
                };
            } else if !storing && !card && call.is_word(next, "withscores") {
                found.with_scores = true;
            } else if card && call.is_word(next, "limit") && left >= 1 {
                next += 1;
                let limit = call.integer_from(next, 0, "LIMIT can't be negative")?;
                found.limit = match usize::try_from(limit) {
                    Ok(limit) if limit > 0 => limit,
                    _ => usize::MAX,
                };
            } else {
                return Err(SYNTAX);
            }
            next += 1;
        }
        Ok(found)
    }

    fn result(&self, how: How) -> SortedSet {
        let sets = &self.sets;
        let mut result = SortedSet::default();
        let weighted = |score: f64, weight: f64| {
            let score = score * weight;
            if score.is_nan() { 0.0 } else { score }
        };
        match how {
            How::Union => {
                for (set, weight) in sets.iter().zip(&self.weights) {
                    for (member, score) in set.iter() {
                        let score = weighted(score, *weight);
                        let held = result.score(member);
                        let score = held.map_or(score, |held| self.merge.of(held, score));
                        result.set(member, score);
                    }
                }
            }
            How::Intersection => {
                let Some(least) = sets.iter().min_by_key(|set| set.len()) else {
                    return result;
                };
                for (member, _) in least.iter() {
                    let scores = sets.iter().zip(&self.weights);
                    let scores =
                        scores.map(|(set, weight)| Some(weighted(set.score(member)?, *weight)));
                    let scores: Option<Vec<f64>> = scores.collect();
                    let merged = scores.unwrap_or_default().into_iter();
                    if let Some(score) = merged.reduce(|one, other| self.merge.of(one, other)) {
                        result.set(member, score);
                    }
                }
            }
            How::Difference => {
                let (first, others) = match sets.split_first() {
                    Some((first, others)) => (first.iter(), others),
                    None => return result,
                };
                for (member, score) in first {
                    if !others.iter().any(|set| set.score(member).is_some()) {
                        result.set(member, score);
                    }
                }
            }
        }
        result
    }
}

/// The sets of all keys; one that is not there is empty, and the members of a
/// plain set all score 1.
fn read_all(call: &mut Call<'_, '_>, keys: &[Body]) -> Result<Vec<SortedSet>, Refusal> {
    let mut sets = Vec::new();
    for key in keys {
        sets.push(match call.read(&key.0, Use::Counts) {
            None => SortedSet::default(),
            Some(Value::SortedSet(set)) => set,
            Some(Value::Set(set)) => {
                let mut scored = SortedSet::default();
                for member in set.iter() {
                    scored.set(&member, 1.0);
                }
                scored
            }
            Some(_) => return Err(WRONG_TYPE),
        });
    }
    let visited = sets.iter().map(SortedSet::len).sum();
    call.steps(visited);
    Ok(sets)
}

fn combine(call: &mut Call<'_, '_>, how: How) -> Outcome {
    let algebra = Algebra::of(call, 1, how, false)?;
    let result = algebra.result(how);
    Ok(listed(result.iter(), algebra.with_scores))
}

fn store(call: &mut Call<'_, '_>, how: How) -> Outcome {
    let algebra = Algebra::of(call, 2, how, true)?;
    let result = algebra.result(how);
    Ok(put_or_delete(call, call.arg(1), result))
}

fn zintercard(call: &mut Call<'_, '_>) -> Outcome {
    let algebra = Algebra::of(call, 1, How::Intersection, false)?;
    let len = algebra.result(How::Intersection).len();
    Ok(Reply::count(len.min(algebra.limit)))
}
