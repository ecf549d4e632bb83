//! Keys of any type: DEL, RENAME, COPY and their kin.

use crate::cache::Reply;
use crate::cache::call::{Call, Outcome, Use};
use crate::cache::engine::DATABASES;
use crate::cache::keyspace::Entry;
use crate::cache::refusal::{NO_SUCH_DATABASE, NO_SUCH_KEY, Refusal, SAME_OBJECT, SYNTAX, err};
use crate::cache::table::{ALL, FAMILY, GROWS, Keys, ONE, Spec, TWO, WRITE, row};

pub(super) const ROWS: &[Spec] = &[
    row("copy", -3, WRITE | GROWS, TWO, copy),
    row("del", -2, WRITE, ALL, del),
    row("exists", -2, 0, ALL, exists),
    row("move", 3, WRITE, ONE, move_key),
    row("object", -2, FAMILY, Keys::None, family),
    row("object|encoding", 3, 0, Keys::Span(2, 2, 1), encoding),
    row("object|freq", 3, 0, Keys::Span(2, 2, 1), freq),
    row("object|idletime", 3, 0, Keys::Span(2, 2, 1), idletime),
    row("object|refcount", 3, 0, Keys::Span(2, 2, 1), refcount),
    row("randomkey", 1, 0, Keys::None, randomkey),
    row("rename", 3, WRITE, TWO, rename),
    row("renamenx", 3, WRITE, TWO, renamenx),
    row("touch", -2, 0, ALL, touch),
    row("type", 2, 0, ONE, type_of),
    row("unlink", -2, WRITE, ALL, del),
];

/// The head of a family, which its arity never lets run alone.
pub(super) fn family(_: &mut Call<'_, '_>) -> Outcome {
    Err(SYNTAX)
}

/// How many of the words after the name have it so.
fn count_keys(
    call: &mut Call<'_, '_>,
    mut holds: impl FnMut(&mut Call<'_, '_>, &[u8]) -> bool,
) -> Outcome {
    let mut count = 0;
    for key in call.args_from(1) {
        count += usize::from(holds(call, &key.0));
    }
    Ok(Reply::count(count))
}

fn del(call: &mut Call<'_, '_>) -> Outcome {
    count_keys(call, |call, key| {
        call.work.keys_touched += 1;
        call.delete(key)
    })
}

fn exists(call: &mut Call<'_, '_>) -> Outcome {
    count_keys(call, |call, key| call.read(key, Use::Passes).is_some())
}

fn touch(call: &mut Call<'_, '_>) -> Outcome {
    count_keys(call, |call, key| call.read(key, Use::Counts).is_some())
}

fn type_of(call: &mut Call<'_, '_>) -> Outcome {
    let found = call.read(call.arg(1), Use::Passes);
    let name = found.map_or("none", |value| value.type_name());
    Ok(Reply::Status(name.to_owned()))
}

fn rename(call: &mut Call<'_, '_>) -> Outcome {
    let (from, to) = (call.arg(1), call.arg(2));
    let entry = call.look(from).cloned().ok_or(NO_SUCH_KEY)?;
    if from != to {
        call.delete(from);
        call.put(to, entry.value, entry.deadline);
    }
    Ok(Reply::ok())
}

fn renamenx(call: &mut Call<'_, '_>) -> Outcome {
    let (from, to) = (call.arg(1), call.arg(2));
    if call.look(from).is_none() {
        return Err(NO_SUCH_KEY);
    }
    if from == to || call.look(to).is_some() {
        return Ok(Reply::Integer(0));
    }
    rename(call)?;
    Ok(Reply::Integer(1))
}

/// A database's number.
pub(super) fn database(number: i64) -> Result<usize, Refusal> {
    usize::try_from(number)
        .ok()
        .filter(|number| *number < DATABASES)
        .ok_or(NO_SUCH_DATABASE)
}

/// A word that must be a whole number of 32 bits.
pub(super) fn small_integer(call: &Call<'_, '_>, at: usize) -> Result<i64, Refusal> {
    let number = call.integer(at)?;
    i32::try_from(number).map_err(|_| {
        err(format_args!(
            "value is out of range, value must between {} and {}",
            i32::MIN,
            i32::MAX
        ))
    })?;
    Ok(number)
}

/// Does something in another database, then comes back.
fn in_database<T>(
    call: &mut Call<'_, '_>,
    number: usize,
    act: impl FnOnce(&mut Call<'_, '_>) -> T,
) -> T {
    let own = std::mem::replace(&mut call.database, number);
    let result = act(call);
    call.database = own;
    result
}

/// Puts an entry at `to` in a database unless something is there already.
fn place(call: &mut Call<'_, '_>, number: usize, to: &[u8], entry: Entry, replace: bool) -> bool {
    in_database(call, number, |call| {
        if call.look(to).is_some() && !replace {
            return false;
        }
        call.put(to, entry.value, entry.deadline);
        true
    })
}

fn copy(call: &mut Call<'_, '_>) -> Outcome {
    let (from, to) = (call.arg(1), call.arg(2));
    let (mut number, mut replace, mut at) = (call.database, false, 3);
    while at < call.args.len() {
        if call.is_word(at, "replace") {
            replace = true;
        } else if call.is_word(at, "db") && at + 1 < call.args.len() {
            at += 1;
            number = database(small_integer(call, at)?)?;
        } else {
            return Err(SYNTAX);
        }
        at += 1;
    }
    if number == call.database && from == to {
        return Err(SAME_OBJECT);
    }
    let Some(entry) = call.look(from).cloned() else {
        return Ok(Reply::Integer(0));
    };
    Ok(Reply::flag(place(call, number, to, entry, replace)))
}

fn move_key(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let number = database(small_integer(call, 2)?)?;
    if number == call.database {
        return Err(SAME_OBJECT);
    }
    let Some(entry) = call.look(key).cloned() else {
        return Ok(Reply::Integer(0));
    };
    let moved = place(call, number, key, entry, false);
    if moved {
        call.delete(key);
    }
    Ok(Reply::flag(moved))
}

fn randomkey(call: &mut Call<'_, '_>) -> Outcome {
    let mut chance = call.cache.chance.clone();
    let now = call.now;
    // A dead key drawn is drawn again, as in Redis; where all are dead the
    // draws end.
    let drawn = (0..100).find_map(|_| {
        let (key, entry) = call.keys().random(&mut chance)?;
        (!entry.is_dead(now)).then(|| key.clone())
    });
    call.cache.chance = chance;
    Ok(Reply::bulk_or_nil(drawn.as_deref()))
}

/// The entry that OBJECT asks about; looking at it is no use of it.
fn object(call: &mut Call<'_, '_>) -> Result<Option<Entry>, Refusal> {
    let found = call.look(call.arg(2)).cloned();
    Ok(found)
}

fn encoding(call: &mut Call<'_, '_>) -> Outcome {
    let found = object(call)?;
    let name = found
        .as_ref()
        .map(|entry| entry.value.encoding().as_bytes());
    Ok(Reply::bulk_or_nil(name))
}

/// What OBJECT says where eviction does not keep what it asks for.
const OTHER_POLICY: &str = "Please note that when switching between policies at runtime \
                            LRU and LFU data will take some time to adjust.";

fn idletime(call: &mut Call<'_, '_>) -> Outcome {
    let Some(entry) = object(call)? else {
        return Ok(Reply::Nil);
    };
    if call.cache.config.policy.counts_uses() {
        return Err(err(format_args!(
            "An LFU maxmemory policy is selected, idle time not tracked. {OTHER_POLICY}"
        )));
    }
    Ok(Reply::Integer((call.now - entry.used_ms).max(0) / 1000))
}

fn freq(call: &mut Call<'_, '_>) -> Outcome {
    let Some(entry) = object(call)? else {
        return Ok(Reply::Nil);
    };
    if !call.cache.config.policy.counts_uses() {
        return Err(err(format_args!(
            "An LFU maxmemory policy is not selected, access frequency not tracked. {OTHER_POLICY}"
        )));
    }
    Ok(Reply::Integer(i64::from(call.uses(&entry))))
}

fn refcount(call: &mut Call<'_, '_>) -> Outcome {
    let found = object(call)?;
    Ok(found.map_or(Reply::Nil, |_| Reply::Integer(1)))
}
