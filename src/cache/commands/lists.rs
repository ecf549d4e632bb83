//! Lists: LPUSH, LRANGE and their kin.

use super::strings::span;
use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::refusal::{NO_SUCH_KEY, Refusal, SYNTAX, WRONG_TYPE, err, wrong_arity};
use crate::cache::table::{GROWS, ONE, Spec, TWO, WRITE, row};
use crate::cache::value::End::{Left, Right};
use crate::cache::value::{End, Kind, List};

pub(super) const ROWS: &[Spec] = &[
    row("lindex", 3, 0, ONE, lindex),
    row("linsert", 5, WRITE | GROWS, ONE, linsert),
    row("llen", 2, 0, ONE, llen),
    row("lmove", 5, WRITE | GROWS, TWO, lmove),
    row("lpop", -2, WRITE, ONE, |call| pop(call, Left)),
    row("lpos", -3, 0, ONE, lpos),
    row("lpush", -3, WRITE | GROWS, ONE, |call| push(call, Left)),
    row("lpushx", -3, WRITE | GROWS, ONE, |call| {
        push_if_there(call, Left)
    }),
    row("lrange", 4, 0, ONE, lrange),
    row("lrem", 4, WRITE, ONE, lrem),
    row("lset", 4, WRITE | GROWS, ONE, lset),
    row("ltrim", 4, WRITE, ONE, ltrim),
    row("rpop", -2, WRITE, ONE, |call| pop(call, Right)),
    row("rpoplpush", 3, WRITE | GROWS, TWO, rpoplpush),
    row("rpush", -3, WRITE | GROWS, ONE, |call| push(call, Right)),
    row("rpushx", -3, WRITE | GROWS, ONE, |call| {
        push_if_there(call, Right)
    }),
];

fn read(call: &mut Call<'_, '_>) -> Result<List, Refusal> {
    let found = call.read_as::<List>(call.arg(1))?;
    Ok(found.unwrap_or_default())
}

fn push(call: &mut Call<'_, '_>, end: End) -> Outcome {
    let (key, items) = (call.arg(1), call.args_from(2));
    let list = call.edit_or_new::<List>(key)?;
    for item in items {
        list.push(end, &item.0);
    }
    let len = list.len();
    call.wrote(key);
    Ok(Reply::count(len))
}

fn push_if_there(call: &mut Call<'_, '_>, end: End) -> Outcome {
    if call.edit::<List>(call.arg(1))?.is_none() {
        return Ok(Reply::Integer(0));
    }
    push(call, end)
}

fn pop(call: &mut Call<'_, '_>, end: End) -> Outcome {
    let key = call.arg(1);
    let count = match call.args_from(2) {
        [] => None,
        [_] => Some(call.count(2)?),
        _ => return Err(wrong_arity(call.spec.name)),
    };
    let Some(list) = call.edit::<List>(key)? else {
        let nothing = count.map_or(Reply::Nil, |_| Reply::NilArray);
        return Ok(nothing);
    };
    let Some(count) = count else {
        let item = list.pop(end);
        call.wrote(key);
        return Ok(Reply::bulk_or_nil(item.as_deref()));
    };
    let popped = pop_many(list, end, count);
    if count > 0 {
        call.wrote(key);
    }
    Ok(popped)
}

/// Takes up to `count` elements from an end.
pub(super) fn pop_many(list: &mut List, end: End, count: usize) -> Reply {
    let count = count.min(list.len());
    let items = (0..count).filter_map(|_| list.pop(end));
    items.map(|item| Reply::bulk(&item)).collect()
}

fn llen(call: &mut Call<'_, '_>) -> Outcome {
    read(call).map(|list| Reply::count(list.len()))
}

fn lindex(call: &mut Call<'_, '_>) -> Outcome {
    let Some(list) = call.read_as::<List>(call.arg(1))? else {
        return Ok(Reply::Nil);
    };
    let at = list.place(call.integer(2)?);
    let item = at.and_then(|at| list.get(at));
    Ok(Reply::bulk_or_nil(item.map(|item| &**item)))
}

fn lset(call: &mut Call<'_, '_>) -> Outcome {
    let (key, item) = (call.arg(1), call.arg(3));
    let place = call.integer(2);
    let list = call.edit::<List>(key)?.ok_or(NO_SUCH_KEY)?;
    let at = list.place(place?);
    list.set(at.ok_or_else(|| err("index out of range"))?, item);
    call.wrote(key);
    Ok(Reply::ok())
}

fn lrange(call: &mut Call<'_, '_>) -> Outcome {
    let (start, end) = (call.integer(2)?, call.integer(3)?);
    let list = read(call)?;
    let Some((start, end)) = list_span(start, end, list.len()) else {
        return Ok(Reply::Array(Vec::new()));
    };
    call.steps(end - start + 1);
    let run = list.run(start, end);
    Ok(run.map(|item| Reply::bulk(item)).collect())
}

/// The run of a list that `start..=end` means; none when it is empty.
pub(super) fn list_span(start: i64, end: i64, len: usize) -> Option<(usize, usize)> {
    let total = i64::try_from(len).ok()?;
    let end = if end < 0 {
        end.checked_add(total)?
    } else {
        end
    };
    if end < 0 {
        return None;
    }
    span(start, end, len)
}

fn ltrim(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let (start, end) = (call.integer(2)?, call.integer(3)?);
    let Some(list) = call.edit::<List>(key)? else {
        return Ok(Reply::ok());
    };
    match list_span(start, end, list.len()) {
        Some((start, end)) => list.keep(start, end),
        None => *list = List::default(),
    }
    call.wrote(key);
    Ok(Reply::ok())
}

fn lrem(call: &mut Call<'_, '_>) -> Outcome {
    let (key, item) = (call.arg(1), call.arg(3));
    let count = call.integer(2)?;
    let Some(list) = call.edit::<List>(key)? else {
        return Ok(Reply::Integer(0));
    };
    let end = if count < 0 { Right } else { Left };
    let limit = match count {
        0 => usize::MAX,
        count => usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX),
    };
    let visited = list.len();
    let gone = list.remove(end, item, limit);
    call.steps(visited);
    if gone > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(gone))
}

fn linsert(call: &mut Call<'_, '_>) -> Outcome {
    let (key, pivot, item) = (call.arg(1), call.arg(3), call.arg(4));
    let after = match (call.is_word(2, "after"), call.is_word(2, "before")) {
        (true, _) => 1,
        (_, true) => 0,
        _ => return Err(SYNTAX),
    };
    let Some(list) = call.edit::<List>(key)? else {
        return Ok(Reply::Integer(0));
    };
    let Some(at) = list.iter().position(|held| **held == *pivot) else {
        return Ok(Reply::Integer(-1));
    };
    list.insert(at + after, item);
    let len = list.len();
    call.steps(at);
    call.wrote(key);
    Ok(Reply::count(len))
}

fn lpos(call: &mut Call<'_, '_>) -> Outcome {
    let (mut rank, mut count, mut most) = (1_i64, None, 0);
    for (nth, pair) in call.args_from(3).chunks(2).enumerate() {
        let value = 4 + nth * 2;
        let [_, _] = pair else { return Err(SYNTAX) };
        if call.is_word(value - 1, "rank") {
            rank = call.integer(value)?;
            if rank == 0 {
                return Err(err(
                    "RANK can't be zero: use 1 to start from the first match, \
                     2 from the second ... or use negative to start from the end of the list",
                ));
            }
            if rank == i64::MIN {
                return Err(err(format_args!(
                    "value is out of range, value must between {} and {}",
                    -i64::MAX,
                    i64::MAX
                )));
            }
        } else if call.is_word(value - 1, "count") {
            count = Some(call.integer_from(value, 0, "COUNT can't be negative")?);
        } else if call.is_word(value - 1, "maxlen") {
            most = call.integer_from(value, 0, "MAXLEN can't be negative")?;
        } else {
            return Err(SYNTAX);
        }
    }
    let Some(list) = call.read_as::<List>(call.arg(1))? else {
        return Ok(count.map_or(Reply::Nil, |_| Reply::Array(Vec::new())));
    };
    let size = |number: i64| usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
    let compared = if most == 0 { usize::MAX } else { size(most) };
    let wanted = match count {
        None => 1,
        Some(0) => usize::MAX,
        Some(count) => size(count),
    };
    let item = call.arg(2);
    let find = |places: &mut dyn Iterator<Item = (usize, &crate::cache::dict::Bytes)>| {
        let hits = places.take(compared).filter(|(_, held)| ***held == *item);
        let hits = hits.skip(size(rank) - 1).take(wanted);
        hits.map(|(at, _)| Reply::count(at)).collect::<Vec<_>>()
    };
    let len = list.len();
    call.steps(len);
    let mut found = if rank < 0 {
        find(
            &mut list
                .iter()
                .rev()
                .enumerate()
                .map(|(at, held)| (len - 1 - at, held)),
        )
    } else {
        find(&mut list.iter().enumerate())
    };
    Ok(match count {
        Some(_) => Reply::Array(found),
        None => found.pop().unwrap_or(Reply::Nil),
    })
}

/// `LEFT` or `RIGHT`.
pub(super) fn end(word: &[u8]) -> Result<End, Refusal> {
    match word.to_ascii_lowercase().as_slice() {
        b"left" => Ok(Left),
        b"right" => Ok(Right),
        _ => Err(SYNTAX),
    }
}

/// Takes an element from one list and puts it on another, perhaps the same;
/// none when there is nothing to take.
pub(super) fn move_item(
    call: &mut Call<'_, '_>,
    from_end: End,
    to_end: End,
) -> Result<Option<Reply>, Refusal> {
    let (from, to) = (call.arg(1), call.arg(2));
    if call.edit::<List>(from)?.is_none() {
        return Ok(None);
    }
    // Both types are looked at before anything changes.
    if let Some(entry) = call.look(to) {
        List::expect_of(&entry.value)?;
    }
    let Some(item) = call.edit::<List>(from)?.and_then(|list| list.pop(from_end)) else {
        return Ok(None);
    };
    if from == to {
        call.edit_or_new::<List>(to)?.push(to_end, &item);
        call.wrote(to);
    } else {
        call.wrote(from);
        call.edit_or_new::<List>(to)?.push(to_end, &item);
        call.wrote(to);
    }
    Ok(Some(Reply::bulk(&item)))
}

fn lmove(call: &mut Call<'_, '_>) -> Outcome {
    let (from, to) = (end(call.arg(3))?, end(call.arg(4))?);
    Ok(move_item(call, from, to)?.unwrap_or(Reply::Nil))
}

fn rpoplpush(call: &mut Call<'_, '_>) -> Outcome {
    Ok(move_item(call, Right, Left)?.unwrap_or(Reply::Nil))
}

/// The first of `keys` that holds something of one type, if any does.
///
/// Any key before it that holds another type refuses the command.
pub(super) fn first_held<'a, K: Kind>(
    call: &mut Call<'_, '_>,
    keys: &'a [Body],
) -> Result<Option<&'a [u8]>, Refusal> {
    for key in keys {
        match call.look(&key.0) {
            None => {}
            Some(entry) if K::of(&entry.value).is_some() => return Ok(Some(&key.0)),
            Some(_) => return Err(WRONG_TYPE),
        }
    }
    Ok(None)
}
