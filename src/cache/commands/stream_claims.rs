//! Entries of a stream that go from one consumer to another.

use super::stream_groups::{all, no_group, parse_ids};
use super::streams::{entry, id, ids};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::number::parse_integer;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{ONE, Spec, WRITE, row};
use crate::cache::value::{Id, Pending, Stream};

pub(super) const ROWS: &[Spec] = &[
    row("xautoclaim", -6, WRITE, ONE, xautoclaim),
    row("xclaim", -6, WRITE, ONE, xclaim),
];

/// How XCLAIM changes what it claims.
struct Claim {
    delivered_ms: i64,
    times: Option<i64>,
    force: bool,
    ids_only: bool,
    last: Id,
}

impl Claim {
    fn of(call: &Call<'_, '_>, mut at: usize) -> Result<Self, Refusal> {
        let mut found = Self {
            delivered_ms: call.now,
            times: None,
            force: false,
            ids_only: false,
            last: Id::LEAST,
        };
        while at < call.args.len() {
            let left = call.args.len() - at - 1;
            let word = call.arg(at).to_ascii_lowercase();
            match word.as_slice() {
                b"force" => found.force = true,
                b"justid" => found.ids_only = true,
                b"idle" if left >= 1 => {
                    at += 1;
                    let idle = parse_integer(call.arg(at))
                        .ok_or_else(|| err("Invalid IDLE option argument for XCLAIM"))?;
                    found.delivered_ms = call.now.saturating_sub(idle.max(0));
                }
                b"time" if left >= 1 => {
                    at += 1;
                    let time = parse_integer(call.arg(at))
                        .ok_or_else(|| err("Invalid TIME option argument for XCLAIM"))?;
                    found.delivered_ms = time.min(call.now);
                }
                b"retrycount" if left >= 1 => {
                    at += 1;
                    let times = parse_integer(call.arg(at))
                        .ok_or_else(|| err("Invalid RETRYCOUNT option argument for XCLAIM"))?;
                    found.times = Some(times);
                }
                b"lastid" if left >= 1 => {
                    at += 1;
                    found.last = id(call.arg(at))?;
                }
                _ => {
                    return Err(err(format_args!(
                        "Unrecognized XCLAIM option '{}'",
                        all(call.arg(at))
                    )));
                }
            }
            at += 1;
        }
        Ok(found)
    }
}

fn xclaim(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, consumer, now) = (call.arg(1), call.arg(2), call.arg(3), call.now);
    let held = call
        .edit::<Stream>(key)?
        .is_some_and(|stream| stream.groups.contains_key(name));
    if !held {
        return Err(no_group(key, name, ""));
    }
    let least_idle = parse_integer(call.arg(4))
        .ok_or_else(|| err("Invalid min-idle-time argument for XCLAIM"))?
        .max(0);
    let words = call.args_from(5);
    let count = words
        .iter()
        .take_while(|word| Id::parse(&word.0, 0).is_some())
        .count();
    let wanted = parse_ids(words.get(..count).unwrap_or(&[]))?;
    let claim = Claim::of(call, 5 + count)?;
    let stream = call.edit_or_new::<Stream>(key)?;
    let Some(mut group) = stream.groups.get(name).cloned() else {
        return Ok(Reply::Array(Vec::new()));
    };
    group.last = group.last.max(claim.last);
    group.see(consumer, now);
    let mut claimed = Vec::new();
    for id in wanted {
        let Some(fields) = stream.get(id) else {
            // What was deleted needs no one any more.
            group.pending.remove(&id);
            continue;
        };
        let before = group.pending.get(&id).cloned();
        let times = match &before {
            None if !claim.force => continue,
            Some(held) if now - held.delivered_ms < least_idle => continue,
            Some(held) => held.times,
            None => 0,
        };
        let times = claim.times.unwrap_or(times + i64::from(!claim.ids_only));
        group.pending.insert(
            id,
            Pending {
                consumer: Bytes::from(consumer),
                delivered_ms: claim.delivered_ms,
                times,
            },
        );
        claimed.push(if claim.ids_only {
            Reply::text(id.to_string())
        } else {
            entry(&id, fields)
        });
    }
    stream.groups.insert(Bytes::from(name), group);
    call.wrote(key);
    Ok(Reply::Array(claimed))
}

fn xautoclaim(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, consumer, now) = (call.arg(1), call.arg(2), call.arg(3), call.now);
    let least_idle = parse_integer(call.arg(4))
        .ok_or_else(|| err("Invalid min-idle-time argument for XAUTOCLAIM"))?
        .max(0);
    let first = *ids(call, 5, 5)?.start();
    let (mut count, mut ids_only) = (100, false);
    let mut at = 6;
    while at < call.args.len() {
        if call.is_word(at, "count") && at + 1 < call.args.len() {
            at += 1;
            let number = call.integer_from(at, 1, "COUNT must be > 0")?;
            count = usize::try_from(number).unwrap_or(usize::MAX);
        } else if call.is_word(at, "justid") {
            ids_only = true;
        } else {
            return Err(SYNTAX);
        }
        at += 1;
    }
    let held = call
        .edit::<Stream>(key)?
        .is_some_and(|stream| stream.groups.contains_key(name));
    if !held {
        return Err(no_group(key, name, ""));
    }
    let stream = call.edit_or_new::<Stream>(key)?;
    let Some(mut group) = stream.groups.get(name).cloned() else {
        return Ok(Reply::Array(Vec::new()));
    };
    group.see(consumer, now);
    let (mut claimed, mut deleted, mut cursor) = (Vec::new(), Vec::new(), Id::LEAST);
    // Redis looks at ten times as many as it may claim.
    let mut attempts = count.saturating_mul(10);
    let all: Vec<(Id, Pending)> = group
        .pending
        .range(first..)
        .map(|(id, held)| (*id, held.clone()))
        .collect();
    for (id, held) in all {
        if attempts == 0 || count == 0 {
            cursor = id;
            break;
        }
        attempts -= 1;
        let Some(fields) = stream.get(id) else {
            group.pending.remove(&id);
            deleted.push(Reply::text(id.to_string()));
            count -= 1;
            continue;
        };
        if now - held.delivered_ms < least_idle {
            continue;
        }
        group.pending.insert(
            id,
            Pending {
                consumer: Bytes::from(consumer),
                delivered_ms: now,
                times: held.times + i64::from(!ids_only),
            },
        );
        claimed.push(if ids_only {
            Reply::text(id.to_string())
        } else {
            entry(&id, fields)
        });
        count -= 1;
    }
    stream.groups.insert(Bytes::from(name), group);
    call.wrote(key);
    Ok(Reply::Array(vec![
        Reply::text(cursor.to_string()),
        Reply::Array(claimed),
        Reply::Array(deleted),
    ]))
}
