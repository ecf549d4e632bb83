//! Sets: SADD, SINTER and their kin.

use super::random::Draw;
use super::scan::{Walk, walked, walked_nothing};
use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{ALL, GROWS, Keys, ONE, Spec, TWO, WRITE, row};
use crate::cache::value::{Kind, Set};

pub(super) const ROWS: &[Spec] = &[
    row("sadd", -3, WRITE | GROWS, ONE, sadd),
    row("scard", 2, 0, ONE, scard),
    row("sdiff", -2, 0, ALL, |call| combine(call, difference)),
    row("sdiffstore", -3, WRITE | GROWS, ALL, |call| {
        store(call, difference)
    }),
    row("sinter", -2, 0, ALL, |call| combine(call, intersection)),
    row("sintercard", -3, 0, Keys::Counted(1), sintercard),
    row("sinterstore", -3, WRITE | GROWS, ALL, |call| {
        store(call, intersection)
    }),
    row("sismember", 3, 0, ONE, sismember),
    row("smembers", 2, 0, ONE, smembers),
    row("smismember", -3, 0, ONE, smismember),
    row("smove", 4, WRITE, TWO, smove),
    row("spop", -2, WRITE, ONE, spop),
    row("srandmember", -2, 0, ONE, srandmember),
    row("srem", -3, WRITE, ONE, srem),
    row("sscan", -3, 0, ONE, sscan),
    row("sunion", -2, 0, ALL, |call| combine(call, union)),
    row("sunionstore", -3, WRITE | GROWS, ALL, |call| {
        store(call, union)
    }),
];

fn read(call: &mut Call<'_, '_>) -> Result<Set, Refusal> {
    let found = call.read_as::<Set>(call.arg(1))?;
    Ok(found.unwrap_or_default())
}

fn members(set: &Set) -> Reply {
    set.iter().map(|member| Reply::bulk(&member)).collect()
}

fn sadd(call: &mut Call<'_, '_>) -> Outcome {
    let (key, more) = (call.arg(1), call.args_from(2));
    let set = call.edit_or_new::<Set>(key)?;
    let new = more.iter().filter(|member| set.add(&member.0)).count();
    call.steps(more.len());
    if new > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(new))
}

fn srem(call: &mut Call<'_, '_>) -> Outcome {
    let (key, less) = (call.arg(1), call.args_from(2));
    let Some(set) = call.edit::<Set>(key)? else {
        return Ok(Reply::Integer(0));
    };
    let gone = less.iter().filter(|member| set.remove(&member.0)).count();
    if gone > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(gone))
}

fn smove(call: &mut Call<'_, '_>) -> Outcome {
    let (from, to, member) = (call.arg(1), call.arg(2), call.arg(3));
    let Some(set) = call.edit::<Set>(from)? else {
        return Ok(Reply::Integer(0));
    };
    let held = set.contains(member);
    if let Some(entry) = call.look(to) {
        Set::expect_of(&entry.value)?;
    }
    if held && from != to {
        if let Some(set) = call.edit::<Set>(from)? {
            set.remove(member);
        }
        call.wrote(from);
        call.edit_or_new::<Set>(to)?.add(member);
        call.wrote(to);
    }
    Ok(Reply::flag(held))
}

fn sismember(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call)?;
    Ok(Reply::flag(set.contains(call.arg(2))))
}

fn smismember(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call)?;
    let asked = call.args_from(2).iter();
    Ok(asked
        .map(|member| Reply::flag(set.contains(&member.0)))
        .collect())
}

fn scard(call: &mut Call<'_, '_>) -> Outcome {
    read(call).map(|set| Reply::count(set.len()))
}

fn smembers(call: &mut Call<'_, '_>) -> Outcome {
    let set = read(call)?;
    call.steps(set.len());
    Ok(members(&set))
}

fn spop(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let count = match call.args_from(2) {
        [] => None,
        [_] => Some(call.count(2)?),
        _ => return Err(SYNTAX),
    };
    let Some(set) = call.edit::<Set>(key)?.map(|set| set.clone()) else {
        return Ok(count.map_or(Reply::Nil, |_| Reply::Array(Vec::new())));
    };
    let mut chance = call.cache.chance.clone();
    let drawn: Vec<_> = match count {
        None => set.random(&mut chance).into_iter().collect(),
        Some(count) => {
            let all: Vec<_> = set.iter().collect();
            let places = Draw::of_distinct(count).places(all.len(), &mut chance);
            places
                .into_iter()
                .filter_map(|at| all.get(at).cloned())
                .collect()
        }
    };
    call.cache.chance = chance;
    // The copy must be gone, or every removal would copy the set.
    drop(set);
    if let Some(set) = call.edit::<Set>(key)? {
        for member in &drawn {
            set.remove(member);
        }
    }
    call.steps(drawn.len());
    if !drawn.is_empty() {
        call.wrote(key);
    }
    let mut replies: Vec<_> = drawn.iter().map(|member| Reply::bulk(member)).collect();
    Ok(match count {
        None => replies.pop().unwrap_or(Reply::Nil),
        Some(_) => Reply::Array(replies),
    })
}

fn srandmember(call: &mut Call<'_, '_>) -> Outcome {
    let draw = match call.args_from(2) {
        [] => None,
        [_] => Some(Draw::of(call, 2, false)?),
        _ => return Err(SYNTAX),
    };
    let set = read(call)?;
    let chance = &mut call.cache.chance;
    let Some(draw) = draw else {
        return Ok(Reply::bulk_or_nil(set.random(chance).as_deref()));
    };
    let all: Vec<_> = set.iter().collect();
    let drawn = draw.places(all.len(), chance).into_iter();
    let found = drawn.filter_map(|at| all.get(at));
    Ok(found.map(|member| Reply::bulk(member)).collect())
}

fn sscan(call: &mut Call<'_, '_>) -> Outcome {
    let Some((walk, set)) = Walk::over::<Set>(call)? else {
        return Ok(walked_nothing());
    };
    let mut found = Vec::new();
    let cursor = set.scan(walk.cursor, walk.count, |member| {
        found.extend(walk.wants(member).then(|| Reply::bulk(member)));
    });
    call.steps(found.len());
    Ok(walked(cursor, found))
}

fn union(sets: &[Set]) -> Set {
    let mut result = Set::default();
    for member in sets.iter().flat_map(Set::iter) {
        result.add(&member);
    }
    result
}

fn intersection(sets: &[Set]) -> Set {
    let mut result = Set::default();
    let Some(least) = sets.iter().min_by_key(|set| set.len()) else {
        return result;
    };
    for member in least.iter() {
        if sets.iter().all(|set| set.contains(&member)) {
            result.add(&member);
        }
    }
    result
}

fn difference(sets: &[Set]) -> Set {
    let mut result = Set::default();
    let Some((first, others)) = sets.split_first() else {
        return result;
    };
    for member in first.iter() {
        if !others.iter().any(|set| set.contains(&member)) {
            result.add(&member);
        }
    }
    result
}

/// The sets of all keys; one that is not there is empty.
fn read_all(call: &mut Call<'_, '_>, keys: &[Body]) -> Result<Vec<Set>, Refusal> {
    let mut sets = Vec::new();
    for key in keys {
        sets.push(call.read_as::<Set>(&key.0)?.unwrap_or_default());
    }
    let visited = sets.iter().map(Set::len).sum();
    call.steps(visited);
    Ok(sets)
}

fn combine(call: &mut Call<'_, '_>, how: fn(&[Set]) -> Set) -> Outcome {
    let sets = read_all(call, call.args_from(1))?;
    Ok(members(&how(&sets)))
}

fn store(call: &mut Call<'_, '_>, how: fn(&[Set]) -> Set) -> Outcome {
    let to = call.arg(1);
    let sets = read_all(call, call.args_from(2))?;
    let result = how(&sets);
    let len = result.len();
    if len == 0 {
        call.delete(to);
    } else {
        call.put(to, result.into_value(), None);
    }
    Ok(Reply::count(len))
}

/// The keys that a count at `at` announces, and the place after them.
pub(super) fn counted_keys<'a>(
    call: &Call<'a, '_>,
    at: usize,
) -> Result<(&'a [Body], usize), Refusal> {
    let count = call.integer_from(at, 1, "numkeys should be greater than 0")?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let rest = call.args_from(at + 1);
    let keys = rest
        .get(..count)
        .ok_or_else(|| err("Number of keys can't be greater than number of args"))?;
    Ok((keys, at + 1 + count))
}

fn sintercard(call: &mut Call<'_, '_>) -> Outcome {
    let (keys, after) = counted_keys(call, 1)?;
    let mut limit = 0;
    let mut at = after;
    while at < call.args.len() {
        if !call.is_word(at, "limit") || at + 1 >= call.args.len() {
            return Err(SYNTAX);
        }
        limit = call.integer_from(at + 1, 0, "LIMIT can't be negative")?;
        at += 2;
    }
    let sets = read_all(call, keys)?;
    let len = intersection(&sets).len();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(Reply::count(if limit == 0 { len } else { len.min(limit) }))
}
