//! Pops from the first of several keys, and their waiting forms.
//!
//!
//! A waiting form that finds nothing answers as if its time were up, and says
//! how long that is: the world undoes that, and tries again when another
//! connection may have put something there.

use super::lists::{end, first_held, move_item, pop_many};
use super::sets::counted_keys;
use super::sorted_sets::score;
use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::number::parse_float;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{GROWS, Keys, Spec, TWO, WRITE, row};
use crate::cache::value::End::{Left, Right};
use crate::cache::value::{End, List, SortedSet};

/// All words between the name and the time.
const BUT_LAST: Keys = Keys::Span(1, -2, 1);

pub(super) const ROWS: &[Spec] = &[
    row("blmove", 6, WRITE | GROWS, TWO, blmove),
    row("blmpop", -5, WRITE, Keys::Counted(2), |call| {
        waiting(call, 1, |call| lmpop(call, 2))
    }),
    row("blpop", -3, WRITE, BUT_LAST, |call| bpop(call, Left)),
    row("brpop", -3, WRITE, BUT_LAST, |call| bpop(call, Right)),
    row("brpoplpush", 4, WRITE | GROWS, TWO, brpoplpush),
    row("bzmpop", -5, WRITE, Keys::Counted(2), |call| {
        waiting(call, 1, |call| zmpop(call, 2))
    }),
    row("bzpopmax", -3, WRITE, BUT_LAST, |call| bzpop(call, true)),
    row("bzpopmin", -3, WRITE, BUT_LAST, |call| bzpop(call, false)),
    row("lmpop", -4, WRITE, Keys::Counted(1), |call| lmpop(call, 1)),
    row("zmpop", -4, WRITE, Keys::Counted(1), |call| zmpop(call, 1)),
];

/// Runs a command's form that does not wait; where it finds nothing, the wait
/// that the word at `at` asks for is noted.
fn waiting(
    call: &mut Call<'_, '_>,
    at: usize,
    act: impl FnOnce(&mut Call<'_, '_>) -> Outcome,
) -> Outcome {
    let seconds = parse_float(call.arg(at))
        .filter(|seconds| seconds.is_finite() && *seconds < 9e15)
        .ok_or_else(|| err("timeout is not a float or out of range"))?;
    if seconds < 0.0 {
        return Err(err("timeout is negative"));
    }
    let reply = act(call)?;
    if reply == Reply::NilArray {
        call.work.wait_us = Some((seconds * 1e6) as u64);
    }
    Ok(reply)
}

fn bpop(call: &mut Call<'_, '_>, end: End) -> Outcome {
    let time = call.args.len() - 1;
    waiting(call, time, |call| {
        let keys = call.args.get(1..time).unwrap_or(&[]);
        let Some(key) = first_held::<List>(call, keys)? else {
            return Ok(Reply::NilArray);
        };
        let item = call.edit::<List>(key)?.and_then(|list| list.pop(end));
        call.wrote(key);
        let item = Reply::bulk_or_nil(item.as_deref());
        Ok(Reply::Array(vec![Reply::bulk(key), item]))
    })
}

fn bzpop(call: &mut Call<'_, '_>, greatest: bool) -> Outcome {
    let time = call.args.len() - 1;
    waiting(call, time, |call| {
        let keys = call.args.get(1..time).unwrap_or(&[]);
        let Some(key) = first_held::<SortedSet>(call, keys)? else {
            return Ok(Reply::NilArray);
        };
        let popped = call
            .edit::<SortedSet>(key)?
            .and_then(|set| set.pop(greatest));
        call.wrote(key);
        Ok(popped.map_or(Reply::NilArray, |(member, its)| {
            Reply::Array(vec![Reply::bulk(key), Reply::bulk(&member), score(its)])
        }))
    })
}

fn blmove(call: &mut Call<'_, '_>) -> Outcome {
    let (from, to) = (end(call.arg(3))?, end(call.arg(4))?);
    waiting(call, 5, |call| {
        Ok(move_item(call, from, to)?.unwrap_or(Reply::NilArray))
    })
}

fn brpoplpush(call: &mut Call<'_, '_>) -> Outcome {
    waiting(call, 3, |call| {
        Ok(move_item(call, Right, Left)?.unwrap_or(Reply::NilArray))
    })
}

/// What LMPOP and ZMPOP share: keys, which end, how many.
fn many<'a, T>(
    call: &Call<'a, '_>,
    at: usize,
    side: impl FnOnce(&[u8]) -> Result<T, Refusal>,
) -> Result<(&'a [Body], T, usize), Refusal> {
    let count = call.integer_from(at, 1, "numkeys should be greater than 0")?;
    let enough = usize::try_from(count).is_ok_and(|count| at + 1 + count < call.args.len());
    if !enough {
        return Err(SYNTAX);
    }
    let (keys, after) = counted_keys(call, at)?;
    let side = side(call.arg(after))?;
    let mut next = after + 1;
    let mut count = None;
    while next < call.args.len() {
        if count.is_some() || !call.is_word(next, "count") || next + 1 >= call.args.len() {
            return Err(SYNTAX);
        }
        let number = call.integer_from(next + 1, 1, "count should be greater than 0")?;
        count = usize::try_from(number).ok();
        next += 2;
    }
    Ok((keys, side, count.unwrap_or(1)))
}

fn lmpop(call: &mut Call<'_, '_>, at: usize) -> Outcome {
    let (keys, end, count) = many(call, at, end)?;
    let Some(key) = first_held::<List>(call, keys)? else {
        return Ok(Reply::NilArray);
    };
    let popped = call
        .edit::<List>(key)?
        .map(|list| pop_many(list, end, count));
    call.wrote(key);
    let items = popped.unwrap_or(Reply::NilArray);
    Ok(Reply::Array(vec![Reply::bulk(key), items]))
}

fn zmpop(call: &mut Call<'_, '_>, at: usize) -> Outcome {
    let (keys, greatest, count) = many(call, at, |word| {
        match word.to_ascii_lowercase().as_slice() {
            b"min" => Ok(false),
            b"max" => Ok(true),
            _ => Err(SYNTAX),
        }
    })?;
    let Some(key) = first_held::<SortedSet>(call, keys)? else {
        return Ok(Reply::NilArray);
    };
    let mut popped = Vec::new();
    if let Some(set) = call.edit::<SortedSet>(key)? {
        for _ in 0..count.min(set.len()) {
            popped.extend(set.pop(greatest));
        }
    }
    call.wrote(key);
    let pairs = popped.iter();
    let pairs = pairs.map(|(member, its)| Reply::Array(vec![Reply::bulk(member), score(*its)]));
    Ok(Reply::Array(vec![Reply::bulk(key), pairs.collect()]))
}
