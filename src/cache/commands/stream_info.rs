//! What is known about a stream: XINFO.

use super::generic::family;
use super::stream_groups::{THIRD, all};
use super::streams::entry;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::refusal::{NO_SUCH_KEY, Refusal, SYNTAX};
use crate::cache::table::{FAMILY, Keys, Spec, row};
use crate::cache::value::{Fields, Group, Id, Stream};

pub(super) const ROWS: &[Spec] = &[
    row("xinfo", -2, FAMILY, Keys::None, family),
    row("xinfo|consumers", 4, 0, THIRD, info_consumers),
    row("xinfo|groups", 3, 0, THIRD, info_groups),
    row("xinfo|stream", -3, 0, THIRD, info_stream),
];

/// The stream that XINFO asks about.
fn known(call: &mut Call<'_, '_>) -> Result<Stream, Refusal> {
    let found = call.read_as::<Stream>(call.arg(2))?;
    found.ok_or(NO_SUCH_KEY)
}

/// Names with what they say.
fn pairs<const N: usize>(pairs: [(&str, Reply); N]) -> Reply {
    pairs
        .into_iter()
        .flat_map(|(name, value)| [Reply::text(name), value])
        .collect()
}

/// # Limits
/// FULL is not known, and the nodes of the radix tree are not told.
fn info_stream(call: &mut Call<'_, '_>) -> Outcome {
    if call.args.len() > 3 {
        return Err(SYNTAX);
    }
    let stream = known(call)?;
    let edge = |found: Option<(&Id, &Fields)>| {
        found.map_or(Reply::NilArray, |(id, fields)| entry(id, fields))
    };
    let first = stream.first().unwrap_or_default();
    Ok(pairs([
        ("length", Reply::count(stream.len())),
        ("last-generated-id", Reply::text(stream.last.to_string())),
        (
            "max-deleted-entry-id",
            Reply::text(stream.last_deleted.to_string()),
        ),
        (
            "entries-added",
            Reply::Integer(i64::try_from(stream.added).unwrap_or(i64::MAX)),
        ),
        ("recorded-first-entry-id", Reply::text(first.to_string())),
        ("groups", Reply::count(stream.groups.len())),
        (
            "first-entry",
            edge(stream.range(Id::LEAST..=Id::GREATEST).next()),
        ),
        (
            "last-entry",
            edge(stream.range(Id::LEAST..=Id::GREATEST).next_back()),
        ),
    ]))
}

/// # Limits
/// The lag is always counted, where Redis sometimes cannot tell it.
fn info_groups(call: &mut Call<'_, '_>) -> Outcome {
    let stream = known(call)?;
    let about = |(name, group): (&Bytes, &Group)| {
        let unread = group.last.next();
        let lag = unread.map_or(0, |first| stream.range(first..=Id::GREATEST).count());
        pairs([
            ("name", Reply::bulk(name)),
            ("consumers", Reply::count(group.consumers.len())),
            ("pending", Reply::count(group.pending.len())),
            ("last-delivered-id", Reply::text(group.last.to_string())),
            ("lag", Reply::count(lag)),
        ])
    };
    Ok(stream.groups.iter().map(about).collect())
}

fn info_consumers(call: &mut Call<'_, '_>) -> Outcome {
    let (key, name, now) = (call.arg(2), call.arg(3), call.now);
    let stream = known(call)?;
    let group = stream.groups.get(name).ok_or_else(|| {
        Refusal::from(format!(
            "NOGROUP No such consumer group '{}' for key name '{}'",
            all(name),
            all(key)
        ))
    })?;
    let about = |(consumer, seen): (&Bytes, &i64)| {
        pairs([
            ("name", Reply::bulk(consumer)),
            ("pending", Reply::count(group.pending_of(consumer).count())),
            ("idle", Reply::Integer((now - seen).max(0))),
        ])
    };
    Ok(group.consumers.iter().map(about).collect())
}
