//! Hashes: HSET, HGET and their kin.

use super::random::Draw;
use super::scan::{Walk, walked, walked_nothing};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::long_double::LongDouble;
use crate::cache::number::parse_integer;
use crate::cache::refusal::{NOT_A_FLOAT, NOT_FINITE, OVERFLOW, Refusal, err, wrong_arity};
use crate::cache::table::{GROWS, ONE, Spec, WRITE, row};
use crate::cache::value::Hash;

pub(super) const ROWS: &[Spec] = &[
    row("hdel", -3, WRITE, ONE, hdel),
    row("hexists", 3, 0, ONE, hexists),
    row("hget", 3, 0, ONE, hget),
    row("hgetall", 2, 0, ONE, |call| list(call, true, true)),
    row("hincrby", 4, WRITE | GROWS, ONE, hincrby),
    row("hincrbyfloat", 4, WRITE | GROWS, ONE, hincrbyfloat),
    row("hkeys", 2, 0, ONE, |call| list(call, true, false)),
    row("hlen", 2, 0, ONE, hlen),
    row("hmget", -3, 0, ONE, hmget),
    row("hmset", -4, WRITE | GROWS, ONE, hmset),
    row("hrandfield", -2, 0, ONE, hrandfield),
    row("hscan", -3, 0, ONE, hscan),
    row("hset", -4, WRITE | GROWS, ONE, hset),
    row("hsetnx", 4, WRITE | GROWS, ONE, hsetnx),
    row("hstrlen", 3, 0, ONE, hstrlen),
    row("hvals", 2, 0, ONE, |call| list(call, false, true)),
];

fn read(call: &mut Call<'_, '_>) -> Result<Hash, Refusal> {
    let found = call.read_as::<Hash>(call.arg(1))?;
    Ok(found.unwrap_or_default())
}

fn bulk(value: Option<&Bytes>) -> Reply {
    Reply::bulk_or_nil(value.map(|value| &**value))
}

/// Sets all pairs; how many fields are new.
fn set_pairs(call: &mut Call<'_, '_>) -> Result<usize, Refusal> {
    if !call.args.len().is_multiple_of(2) {
        return Err(wrong_arity(call.spec.name));
    }
    let (key, pairs) = (call.arg(1), call.args_from(2));
    let hash = call.edit_or_new::<Hash>(key)?;
    let mut new = 0;
    for pair in pairs.chunks(2) {
        if let [field, value] = pair {
            new += usize::from(hash.set(&field.0, &value.0));
        }
    }
    call.steps(pairs.len() / 2);
    call.wrote(key);
    Ok(new)
}

fn hset(call: &mut Call<'_, '_>) -> Outcome {
    set_pairs(call).map(Reply::count)
}

fn hmset(call: &mut Call<'_, '_>) -> Outcome {
    set_pairs(call).map(|_| Reply::ok())
}

fn hsetnx(call: &mut Call<'_, '_>) -> Outcome {
    let (key, field, value) = (call.arg(1), call.arg(2), call.arg(3));
    let hash = call.edit::<Hash>(key)?;
    if hash.is_some_and(|hash| hash.get(field).is_some()) {
        return Ok(Reply::Integer(0));
    }
    call.edit_or_new::<Hash>(key)?.set(field, value);
    call.wrote(key);
    Ok(Reply::Integer(1))
}

fn hget(call: &mut Call<'_, '_>) -> Outcome {
    let hash = read(call)?;
    Ok(bulk(hash.get(call.arg(2))))
}

fn hmget(call: &mut Call<'_, '_>) -> Outcome {
    let hash = read(call)?;
    let fields = call.args_from(2).iter();
    Ok(fields.map(|field| bulk(hash.get(&field.0))).collect())
}

fn list(call: &mut Call<'_, '_>, fields: bool, values: bool) -> Outcome {
    let hash = read(call)?;
    let mut found = Vec::new();
    for (field, value) in hash.iter() {
        found.extend(fields.then(|| Reply::bulk(field)));
        found.extend(values.then(|| Reply::bulk(value)));
    }
    call.steps(hash.len());
    Ok(Reply::Array(found))
}

fn hlen(call: &mut Call<'_, '_>) -> Outcome {
    read(call).map(|hash| Reply::count(hash.len()))
}

fn hstrlen(call: &mut Call<'_, '_>) -> Outcome {
    let hash = read(call)?;
    let len = hash.get(call.arg(2)).map_or(0, |value| value.len());
    Ok(Reply::count(len))
}

fn hexists(call: &mut Call<'_, '_>) -> Outcome {
    let hash = read(call)?;
    Ok(Reply::flag(hash.get(call.arg(2)).is_some()))
}

fn hdel(call: &mut Call<'_, '_>) -> Outcome {
    let (key, fields) = (call.arg(1), call.args_from(2));
    let Some(hash) = call.edit::<Hash>(key)? else {
        return Ok(Reply::Integer(0));
    };
    let gone = fields.iter().filter(|field| hash.remove(&field.0)).count();
    if gone > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(gone))
}

fn hincrby(call: &mut Call<'_, '_>) -> Outcome {
    let (key, field) = (call.arg(1), call.arg(2));
    let by = call.integer(3)?;
    let held = call.edit::<Hash>(key)?.and_then(|hash| hash.get(field));
    let before = match held {
        None => 0,
        Some(value) => parse_integer(value).ok_or_else(|| err("hash value is not an integer"))?,
    };
    let after = before.checked_add(by).ok_or(OVERFLOW)?;
    call.edit_or_new::<Hash>(key)?
        .set(field, after.to_string().as_bytes());
    call.wrote(key);
    Ok(Reply::Integer(after))
}

fn hincrbyfloat(call: &mut Call<'_, '_>) -> Outcome {
    let (key, field) = (call.arg(1), call.arg(2));
    let by = LongDouble::parse(call.arg(3)).ok_or(NOT_A_FLOAT)?;
    if by.is_infinite() {
        return Err(err("value is NaN or Infinity"));
    }
    let held = call.edit::<Hash>(key)?.and_then(|hash| hash.get(field));
    let before = match held {
        None => LongDouble::ZERO,
        Some(value) => LongDouble::parse(value).ok_or_else(|| err("hash value is not a float"))?,
    };
    let after = before.add(by).ok_or(NOT_FINITE)?.to_string();
    call.edit_or_new::<Hash>(key)?.set(field, after.as_bytes());
    call.wrote(key);
    Ok(Reply::text(after))
}

fn hscan(call: &mut Call<'_, '_>) -> Outcome {
    let Some((walk, hash)) = Walk::over::<Hash>(call)? else {
        return Ok(walked_nothing());
    };
    let mut found = Vec::new();
    let cursor = hash.scan(walk.cursor, walk.count, |field, value| {
        if walk.wants(field) {
            found.extend([Reply::bulk(field), Reply::bulk(value)]);
        }
    });
    call.steps(found.len());
    Ok(walked(cursor, found))
}

fn hrandfield(call: &mut Call<'_, '_>) -> Outcome {
    let (draw, with_values) = match call.args.len() {
        2 => (None, false),
        _ => Draw::with_parts(call, 2, "withvalues")?,
    };
    let hash = read(call)?;
    let fields: Vec<_> = hash.iter().collect();
    let chance = &mut call.cache.chance;
    let Some(draw) = draw else {
        let at = chance.below(fields.len() as u64) as usize;
        return Ok(bulk(fields.get(at).map(|(field, _)| *field)));
    };
    let drawn = draw.places(fields.len(), chance).into_iter();
    let mut found = Vec::new();
    for (field, value) in drawn.filter_map(|at| fields.get(at)) {
        found.push(Reply::bulk(field));
        found.extend(with_values.then(|| Reply::bulk(value)));
    }
    Ok(Reply::Array(found))
}
