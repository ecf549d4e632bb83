//! Sorted sets: ZADD, ZSCORE and their kin.

use super::random::Draw;
use super::scan::{Walk, walked, walked_nothing};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::number::{parse_float, print_float};
use crate::cache::refusal::{NOT_A_FLOAT, Refusal, SYNTAX, err};
use crate::cache::table::{GROWS, ONE, Spec, WRITE, row};
use crate::cache::value::SortedSet;

pub(super) const ROWS: &[Spec] = &[
    row("zadd", -4, WRITE | GROWS, ONE, zadd),
    row("zcard", 2, 0, ONE, zcard),
    row("zincrby", 4, WRITE | GROWS, ONE, zincrby),
    row("zmscore", -3, 0, ONE, zmscore),
    row("zpopmax", -2, WRITE, ONE, |call| zpop(call, true)),
    row("zpopmin", -2, WRITE, ONE, |call| zpop(call, false)),
    row("zrandmember", -2, 0, ONE, zrandmember),
    row("zrank", 3, 0, ONE, |call| zrank(call, false)),
    row("zrem", -3, WRITE, ONE, zrem),
    row("zrevrank", 3, 0, ONE, |call| zrank(call, true)),
    row("zscan", -3, 0, ONE, zscan),
    row("zscore", 3, 0, ONE, zscore),
];

pub(super) fn read(call: &mut Call<'_, '_>) -> Result<SortedSet, Refusal> {
    let found = call.read_as::<SortedSet>(call.arg(1))?;
    Ok(found.unwrap_or_default())
}

/// A score as a reply.
pub(super) fn score(score: f64) -> Reply {
    Reply::text(print_float(score))
}

/// Members one after another, each followed by its score if wanted.
pub(super) fn listed<'a>(
    members: impl Iterator<Item = (&'a Bytes, f64)>,
    with_scores: bool,
) -> Reply {
    let mut found = Vec::new();
    for (member, its) in members {
        found.push(Reply::bulk(member));
        found.extend(with_scores.then(|| score(its)));
    }
    Reply::Array(found)
}

/// ZADD's options.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are options")]
pub(super) struct Options {
    pub if_absent: bool,
    pub if_present: bool,
    pub if_greater: bool,
    pub if_less: bool,
    pub count_changes: bool,
    pub increment: bool,
}

impl Options {
    /// Reads the options from a place on; the place after them.
    pub(super) fn of(call: &Call<'_, '_>, mut at: usize) -> (Self, usize) {
        let mut found = Self::default();
        loop {
            let option = match call.arg(at).to_ascii_lowercase().as_slice() {
                b"nx" => &mut found.if_absent,
                b"xx" => &mut found.if_present,
                b"gt" => &mut found.if_greater,
                b"lt" => &mut found.if_less,
                b"ch" => &mut found.count_changes,
                b"incr" => &mut found.increment,
                _ => return (found, at),
            };
            *option = true;
            at += 1;
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.if_absent && self.if_present {
            return Err(err("XX and NX options at the same time are not compatible"));
        }
        let sided = self.if_greater || self.if_less;
        if (self.if_absent && sided) || (self.if_greater && self.if_less) {
            return Err(err(
                "GT, LT, and/or NX options at the same time are not compatible",
            ));
        }
        Ok(())
    }

    /// What becomes of a member: its new score, or none to leave it.
    fn decide(&self, old: Option<f64>, given: f64) -> Result<Option<f64>, Refusal> {
        let Some(old) = old else {
            return Ok((!self.if_present).then_some(given));
        };
        if self.if_absent {
            return Ok(None);
        }
        let new = if self.increment { old + given } else { given };
        if new.is_nan() {
            return Err(err("resulting score is not a number (NaN)"));
        }
        let left = (self.if_less && new >= old) || (self.if_greater && new <= old);
        Ok((!left).then_some(new))
    }
}

/// What ZADD did.
#[derive(Default)]
struct Done {
    added: usize,
    changed: usize,
    last: Option<f64>,
}

fn zadd(call: &mut Call<'_, '_>) -> Outcome {
    let (options, at) = Options::of(call, 2);
    let pairs = call.args_from(at);
    if pairs.is_empty() || !pairs.len().is_multiple_of(2) {
        return Err(SYNTAX);
    }
    options.check()?;
    if options.increment && pairs.len() > 2 {
        return Err(err("INCR option supports a single increment-element pair"));
    }
    let mut scored = Vec::new();
    for pair in pairs.chunks(2) {
        if let [score, member] = pair {
            let score = parse_float(&score.0).ok_or(NOT_A_FLOAT)?;
            scored.push((score, member.0.as_slice()));
        }
    }
    let done = add(call, call.arg(1), &options, &scored)?;
    Ok(if options.increment {
        done.last.map_or(Reply::Nil, score)
    } else if options.count_changes {
        Reply::count(done.added + done.changed)
    } else {
        Reply::count(done.added)
    })
}

fn add(
    call: &mut Call<'_, '_>,
    key: &[u8],
    options: &Options,
    scored: &[(f64, &[u8])],
) -> Result<Done, Refusal> {
    let mut done = Done::default();
    if call.edit::<SortedSet>(key)?.is_none() && options.if_present {
        return Ok(done);
    }
    let set = call.edit_or_new::<SortedSet>(key)?;
    let mut refused = None;
    let mut touched = false;
    for (given, member) in scored {
        let old = set.score(member);
        let new = match options.decide(old, *given) {
            Ok(new) => new,
            Err(refusal) => {
                refused = Some(refusal);
                break;
            }
        };
        done.last = new;
        let Some(new) = new else { continue };
        match old {
            None => done.added += 1,
            #[expect(
                clippy::float_cmp,
                reason = "a changed score is one that differs at all"
            )]
            Some(old) if old != new => done.changed += 1,
            // An equal score is left as it is.
            Some(_) => continue,
        }
        set.set(member, new);
        touched = true;
    }
    call.steps(scored.len());
    if touched {
        call.wrote(key);
    }
    refused.map_or(Ok(done), Err)
}

/// Adds members as ZADD with `options` does; how many are new, or changed
/// too when those count.
pub(super) fn add_members(
    call: &mut Call<'_, '_>,
    key: &[u8],
    options: &Options,
    scored: &[(f64, &[u8])],
) -> Outcome {
    options.check()?;
    let done = add(call, key, options, scored)?;
    let changed = if options.count_changes {
        done.changed
    } else {
        0
    };
    Ok(Reply::count(done.added + changed))
}

fn zincrby(call: &mut Call<'_, '_>) -> Outcome {
    let by = call.float(2)?;
    let options = Options {
        increment: true,
        ..Options::default()
    };
    let done = add(call, call.arg(1), &options, &[(by, call.arg(3))])?;
    Ok(done.last.map_or(Reply::Nil, score))
}

fn zrem(call: &mut Call<'_, '_>) -> Outcome {
    let (key, less) = (call.arg(1), call.args_from(2));
    let Some(set) = call.edit::<SortedSet>(key)? else {
        return Ok(Reply::Integer(0));
    };
    let gone = less
        .iter()
        .filter(|member| set.remove(&member.0).is_some())
        .count();
    if gone > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(gone))
}

fn zcard(call: &mut Call<'_, '_>) -> Outcome {
    read(call).map(|set| Reply::count(set.len()))
}

fn zscore(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call)?;
    Ok(set.score(call.arg(2)).map_or(Reply::Nil, score))
}

fn zmscore(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call)?;
    let asked = call.args_from(2).iter();
    let of = |member: &crate::base::Body| set.score(&member.0).map_or(Reply::Nil, score);
    Ok(asked.map(of).collect())
}

fn zrank(call: &mut Call<'_, '_>, from_greatest: bool) -> Outcome {
    let set = read(call)?;
    let Some(rank) = set.rank(call.arg(2)) else {
        return Ok(Reply::Nil);
    };
    call.steps(set.len().ilog2() as usize + 1);
    Ok(Reply::count(if from_greatest {
        set.len() - 1 - rank
    } else {
        rank
    }))
}

fn zpop(call: &mut Call<'_, '_>, greatest: bool) -> Outcome {
    let key = call.arg(1);
    let count = match call.args_from(2) {
        [] => 1,
        [_] => call.count(2)?,
        _ => return Err(SYNTAX),
    };
    let Some(set) = call.edit::<SortedSet>(key)? else {
        return Ok(Reply::Array(Vec::new()));
    };
    let count = count.min(set.len());
    let popped: Vec<_> = (0..count).filter_map(|_| set.pop(greatest)).collect();
    if count > 0 {
        call.wrote(key);
    }
    Ok(listed(
        popped.iter().map(|(member, its)| (member, *its)),
        true,
    ))
}

fn zscan(call: &mut Call<'_, '_>) -> Outcome {
    let Some((walk, set)) = Walk::over::<SortedSet>(call)? else {
        return Ok(walked_nothing());
    };
    let mut found = Vec::new();
    let cursor = set.scan(walk.cursor, walk.count, |member, its| {
        if walk.wants(member) {
            found.extend([Reply::bulk(member), score(its)]);
        }
    });
    call.steps(found.len());
    Ok(walked(cursor, found))
}

fn zrandmember(call: &mut Call<'_, '_>) -> Outcome {
    let (draw, with_scores) = match call.args.len() {
        2 => (None, false),
        _ => Draw::with_parts(call, 2, "withscores")?,
    };
    let set = read(call)?;
    let chance = &mut call.cache.chance;
    let Some(draw) = draw else {
        let drawn = set.random(chance);
        return Ok(drawn.map_or(Reply::Nil, |(member, _)| Reply::bulk(&member)));
    };
    let all: Vec<_> = set.iter().collect();
    let drawn = draw.places(all.len(), chance).into_iter();
    Ok(listed(
        drawn.filter_map(|at| all.get(at).copied()),
        with_scores,
    ))
}
