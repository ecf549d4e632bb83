//! Consumer groups of streams: XGROUP, XREADGROUP, XACK and their kin.

use super::generic::family;
use super::streams::{Reading, entry, id, ids};
use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::refusal::{Refusal, SYNTAX, err, shown};
use crate::cache::table::{FAMILY, GROWS, Keys, ONE, Spec, WRITE, row};
use crate::cache::value::{Group, Id, Pending, Stream};

/// The key of a member of a family.
pub(super) const THIRD: Keys = Keys::Span(2, 2, 1);

pub(super) const ROWS: &[Spec] = &[
    row("xack", -4, WRITE, ONE, xack),
    row("xgroup", -2, FAMILY, Keys::None, family),
    row("xgroup|create", -5, WRITE | GROWS, THIRD, create),
    row(
        "xgroup|createconsumer",
        5,
        WRITE | GROWS,
        THIRD,
        create_consumer,
    ),
    row("xgroup|delconsumer", 5, WRITE, THIRD, delete_consumer),
    row("xgroup|destroy", 4, WRITE, THIRD, destroy),
    row("xgroup|setid", -5, WRITE, THIRD, set_id),
    row("xpending", -3, 0, ONE, xpending),
    row("xreadgroup", -7, WRITE, Keys::Streams, xreadgroup),
];

pub(super) fn all(bytes: &[u8]) -> String {
    shown(bytes, usize::MAX)
}

/// No such group, in the words of the commands that read.
pub(super) fn no_group(key: &[u8], group: &[u8], where_: &str) -> Refusal {
    let (key, group) = (all(key), all(group));
    Refusal::from(format!(
        "NOGROUP No such key '{key}' or consumer group '{group}'{where_}"
    ))
}

/// The stream of an XGROUP command, which must be there.
fn must_exist<'c>(call: &'c mut Call<'_, '_>, key: &[u8]) -> Result<&'c mut Stream, Refusal> {
    call.edit::<Stream>(key)?.ok_or_else(|| {
        err(
            "The XGROUP subcommand requires the key to exist. Note that for CREATE you may want \
             to use the MKSTREAM option to create an empty stream automatically.",
        )
    })
}

/// The group of an XGROUP command, which must be there.
fn group_of<'c>(
    call: &'c mut Call<'_, '_>,
    key: &[u8],
    name: &[u8],
) -> Result<&'c mut Group, Refusal> {
    let stream = must_exist(call, key)?;
    stream.groups.get_mut(name).ok_or_else(|| {
        Refusal::from(format!(
            "NOGROUP No such consumer group '{}' for key name '{}'",
            all(name),
            all(key)
        ))
    })
}

/// Where a group begins: an identifier, or `$` for the end.
fn start(word: &[u8], last: Id) -> Result<Id, Refusal> {
    if word == b"$" { Ok(last) } else { id(word) }
}

/// An option that XGROUP's members do not know.
fn bad_subcommand(call: &Call<'_, '_>) -> Refusal {
    err(format_args!(
        "unknown subcommand or wrong number of arguments for '{}'. Try XGROUP HELP.",
        all(call.arg(1))
    ))
}

fn create(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, word) = (call.arg(2), call.arg(3), call.arg(4));
    let mut make = false;
    let mut at = 5;
    while at < call.args.len() {
        if call.is_word(at, "mkstream") {
            make = true;
        } else if call.is_word(at, "entriesread") && at + 1 < call.args.len() {
            at += 1;
            call.integer(at)?;
        } else {
            return Err(bad_subcommand(call));
        }
        at += 1;
    }
    if call.edit::<Stream>(key)?.is_none() {
        if !make {
            must_exist(call, key)?;
        }
        start(word, Id::LEAST)?;
    }
    let stream = call.edit_or_new::<Stream>(key)?;
    let last = start(word, stream.last)?;
    if stream.groups.contains_key(name) {
        return Err(Refusal::from(
            "BUSYGROUP Consumer Group name already exists",
        ));
    }
    let group = Group {
        last,
        ..Group::default()
    };
    stream.groups.insert(Bytes::from(name), group);
    call.wrote(key);
    Ok(Reply::ok())
}

fn set_id(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, word) = (call.arg(2), call.arg(3), call.arg(4));
    group_of(call, key, name)?;
    let last = must_exist(call, key)?.last;
    let last = match word {
        b"-" => Id::LEAST,
        b"+" => Id::GREATEST,
        word => start(word, last)?,
    };
    group_of(call, key, name)?.last = last;
    call.wrote(key);
    Ok(Reply::ok())
}

fn destroy(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name) = (call.arg(2), call.arg(3));
    let gone = must_exist(call, key)?.groups.remove(name).is_some();
    if gone {
        call.wrote(key);
    }
    Ok(Reply::flag(gone))
}

fn create_consumer(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, consumer, now) = (call.arg(2), call.arg(3), call.arg(4), call.now);
    let group = group_of(call, key, name)?;
    let new = !group.consumers.contains_key(consumer);
    if new {
        group.see(consumer, now);
        call.wrote(key);
    }
    Ok(Reply::flag(new))
}

fn delete_consumer(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, consumer) = (call.arg(2), call.arg(3), call.arg(4));
    let group = group_of(call, key, name)?;
    let held: Vec<Id> = group.pending_of(consumer).map(|(id, _)| *id).collect();
    for id in &held {
        group.pending.remove(id);
    }
    if group.consumers.remove(consumer).is_some() {
        call.wrote(key);
    }
    Ok(Reply::count(held.len()))
}

fn xreadgroup(call: &mut Call<'_, '_>) -> Outcome {
    let reading = Reading::of(call)?;
    let (group, consumer) = reading.group.unwrap_or_default();
    let (name, consumer) = (call.arg(group), call.arg(consumer));
    let asked = reading.keys..reading.keys + reading.streams;
    let mut from = Vec::new();
    for nth in asked {
        let (key, word) = (call.arg(nth), call.arg(nth + reading.streams));
        let stream = call.read_as::<Stream>(key)?;
        if !stream.is_some_and(|stream| stream.groups.contains_key(name)) {
            return Err(no_group(key, name, " in XREADGROUP with GROUP option"));
        }
        from.push((key, match word {
            b">" => None,
            b"$" => {
                return Err(err(
                    "The $ ID is meaningless in the context of XREADGROUP: you want to read the \
                     history of this consumer by specifying a proper ID, or use the > ID to get \
                     new messages. The $ ID would just return an empty result set.",
                ));
            }
            word => Some(id(word)?),
        }));
    }
    let mut found = Vec::new();
    for (key, after) in from {
        let entries = match after {
            None => deliver(call, key, name, consumer, &reading)?,
            Some(after) => Some(history(call, key, name, consumer, after, reading.count)?),
        };
        if let Some(entries) = entries {
            found.push(Reply::Array(vec![Reply::bulk(key), entries]));
        }
    }
    if found.is_empty() {
        call.work.wait_us = reading.wait_us;
        return Ok(Reply::NilArray);
    }
    Ok(Reply::Array(found))
}

/// Gives a consumer entries that nobody of its group was given.
fn deliver(
    call: &mut Call<'_, '_>,
    key: &[u8],
    name: &[u8],
    consumer: &[u8],
    reading: &Reading,
) -> Result<Option<Reply>, Refusal> {
    let now = call.now;
    let Some(stream) = call.edit::<Stream>(key)? else {
        return Ok(None);
    };
    let Some(mut group) = stream.groups.get(name).cloned() else {
        return Ok(None);
    };
    let new = group.see(consumer, now);
    let first = group.last.next().unwrap_or(Id::GREATEST);
    let mut entries = Vec::new();
    for (id, fields) in stream.range(first..=Id::GREATEST).take(reading.count) {
        entries.push(entry(id, fields));
        group.last = *id;
        if !reading.no_ack {
            group.pending.insert(
                *id,
                Pending {
                    consumer: Bytes::from(consumer),
                    delivered_ms: now,
                    times: 1,
                },
            );
        }
    }
    stream.groups.insert(Bytes::from(name), group);
    if new || !entries.is_empty() {
        call.wrote(key);
    }
    call.steps(entries.len());
    Ok((!entries.is_empty()).then_some(Reply::Array(entries)))
}

/// What a consumer was given and has not acknowledged.
fn history(
    call: &mut Call<'_, '_>,
    key: &[u8],
    name: &[u8],
    consumer: &[u8],
    after: Id,
    count: usize,
) -> Result<Reply, Refusal> {
    let now = call.now;
    let Some(stream) = call.edit::<Stream>(key)? else {
        return Ok(Reply::Array(Vec::new()));
    };
    let Some(mut group) = stream.groups.get(name).cloned() else {
        return Ok(Reply::Array(Vec::new()));
    };
    group.see(consumer, now);
    let held = group.pending_of(consumer).map(|(id, _)| *id);
    let held: Vec<Id> = held.filter(|id| *id > after).take(count).collect();
    for id in held.iter().filter(|id| stream.get(**id).is_some()) {
        if let Some(pending) = group.pending.get_mut(id) {
            pending.delivered_ms = now;
            pending.times += 1;
        }
    }
    stream.groups.insert(Bytes::from(name), group);
    let show = |id: &Id| match stream.get(*id) {
        Some(fields) => entry(id, fields),
        // It was deleted in the meantime.
        None => Reply::Array(vec![Reply::text(id.to_string()), Reply::NilArray]),
    };
    Ok(held.iter().map(show).collect())
}

/// The identifiers in these words.
pub(super) fn parse_ids(words: &[Body]) -> Result<Vec<Id>, Refusal> {
    words.iter().map(|word| id(&word.0)).collect()
}

fn xack(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, words) = (call.arg(1), call.arg(2), call.args_from(3));
    let group = call
        .edit::<Stream>(key)?
        .and_then(|stream| stream.groups.get_mut(name));
    let Some(group) = group else {
        return Ok(Reply::Integer(0));
    };
    let ids = parse_ids(words)?;
    let done = ids
        .iter()
        .filter(|id| group.pending.remove(*id).is_some())
        .count();
    if done > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(done))
}

fn xpending(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name) = (call.arg(1), call.arg(2));
    let summary = call.args.len() == 3;
    let idle = if call.is_word(3, "idle") {
        Some(call.integer(4)?)
    } else {
        None
    };
    let first = if idle.is_some() { 5 } else { 3 };
    let words = call.args.len().saturating_sub(first);
    if !summary && !(3..=4).contains(&words) {
        return Err(SYNTAX);
    }
    let range = if summary {
        None
    } else {
        let count = call.integer(first + 2)?;
        let ids = ids(call, first, first + 1)?;
        Some((ids, usize::try_from(count).unwrap_or(0)))
    };
    let stream = call.read_as::<Stream>(key)?;
    let group = stream.as_ref().and_then(|stream| stream.groups.get(name));
    let group = group.ok_or_else(|| no_group(key, name, ""))?;
    let Some((ids, count)) = range else {
        return Ok(summary_of(group));
    };
    let consumer = (words == 4).then(|| call.arg(first + 3));
    let now = call.now;
    let held = group.pending.range(ids).filter(|(_, held)| {
        consumer.is_none_or(|consumer| *held.consumer == *consumer)
            && idle.is_none_or(|idle| now - held.delivered_ms >= idle)
    });
    let show = |(id, held): (&Id, &Pending)| {
        Reply::Array(vec![
            Reply::text(id.to_string()),
            Reply::bulk(&held.consumer),
            Reply::Integer((now - held.delivered_ms).max(0)),
            Reply::Integer(held.times),
        ])
    };
    Ok(held.take(count).map(show).collect())
}

fn summary_of(group: &Group) -> Reply {
    let (Some((first, _)), Some((last, _))) = (group.pending.get_min(), group.pending.get_max())
    else {
        return Reply::Array(vec![
            Reply::Integer(0),
            Reply::Nil,
            Reply::Nil,
            Reply::NilArray,
        ]);
    };
    let counts = group.consumers.keys().filter_map(|consumer| {
        let count = group.pending_of(consumer).count();
        (count > 0)
            .then(|| Reply::Array(vec![Reply::bulk(consumer), Reply::text(count.to_string())]))
    });
    Reply::Array(vec![
        Reply::count(group.pending.len()),
        Reply::text(first.to_string()),
        Reply::text(last.to_string()),
        counts.collect(),
    ])
}
