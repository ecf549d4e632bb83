//! Messages: SUBSCRIBE, PUBLISH and their kin.
//!
//! A command has one reply; what else a connection is told, messages of
//! others and further confirmations of its own, lies in the cache's outbox
//! until [`Cache::take_messages`](crate::cache::Cache::take_messages).

use super::generic::family;
use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::client::Listening;
use crate::cache::dict::Bytes;
use crate::cache::glob::matches;
use crate::cache::table::{FAMILY, Keys, PUBSUB, Spec, row};

pub(super) const ROWS: &[Spec] = &[
    row("psubscribe", -2, PUBSUB, Keys::None, |call| {
        subscribe(call, Kind::Pattern)
    }),
    row("publish", 3, 0, Keys::None, publish),
    row("pubsub", -2, FAMILY, Keys::None, family),
    row("pubsub|channels", -2, 0, Keys::None, channels),
    row("pubsub|numpat", 2, 0, Keys::None, numpat),
    row("pubsub|numsub", -2, 0, Keys::None, numsub),
    row("punsubscribe", -1, PUBSUB, Keys::None, |call| {
        unsubscribe(call, Kind::Pattern)
    }),
    row("spublish", 3, 0, Keys::None, spublish),
    row("ssubscribe", -2, PUBSUB, Keys::None, |call| {
        subscribe(call, Kind::Shard)
    }),
    row("subscribe", -2, PUBSUB, Keys::None, |call| {
        subscribe(call, Kind::Channel)
    }),
    row("sunsubscribe", -1, PUBSUB, Keys::None, |call| {
        unsubscribe(call, Kind::Shard)
    }),
    row("unsubscribe", -1, PUBSUB, Keys::None, |call| {
        unsubscribe(call, Kind::Channel)
    }),
];

/// What one listens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Channel,
    Pattern,
    Shard,
}

impl Kind {
    const fn of(self, listening: &mut Listening) -> &mut crate::base::SmallSet<Bytes> {
        match self {
            Self::Channel => &mut listening.channels,
            Self::Pattern => &mut listening.patterns,
            Self::Shard => &mut listening.shards,
        }
    }

    /// How many subscriptions a confirmation counts: those to shards apart.
    fn count(self, listening: &Listening) -> usize {
        match self {
            Self::Shard => listening.shards.len(),
            _ => listening.channels.len() + listening.patterns.len(),
        }
    }
}

/// The first of several replies; the others go to the outbox.
fn first_of(call: &mut Call<'_, '_>, replies: Vec<Reply>) -> Outcome {
    let mut replies = replies.into_iter();
    let first = replies.next().unwrap_or(Reply::NilArray);
    for reply in replies {
        call.cache.tell(call.connection, reply);
    }
    Ok(first)
}

fn subscribe(call: &mut Call<'_, '_>, kind: Kind) -> Outcome {
    let mut replies = Vec::new();
    for name in call.args_from(1) {
        let listening = &mut call.cache.client_mut(call.connection).listening;
        kind.of(listening).insert(Bytes::from(&*name.0));
        let count = kind.count(listening);
        replies.push(confirmation(call, Some(&name.0), count));
    }
    first_of(call, replies)
}

fn confirmation(call: &Call<'_, '_>, name: Option<&[u8]>, count: usize) -> Reply {
    Reply::Array(vec![
        Reply::text(call.spec.name),
        Reply::bulk_or_nil(name),
        Reply::count(count),
    ])
}

fn unsubscribe(call: &mut Call<'_, '_>, kind: Kind) -> Outcome {
    let mut names: Vec<Bytes> = call
        .args_from(1)
        .iter()
        .map(|name| Bytes::from(&*name.0))
        .collect();
    if call.args.len() == 1 {
        let mut listening = call.cache.client(call.connection).listening;
        names = kind.of(&mut listening).iter().cloned().collect();
        if names.is_empty() {
            let count = kind.count(&listening);
            return Ok(confirmation(call, None, count));
        }
    }
    let mut replies = Vec::new();
    for name in names {
        let listening = &mut call.cache.client_mut(call.connection).listening;
        kind.of(listening).remove(&name);
        let count = kind.count(listening);
        replies.push(confirmation(call, Some(&name), count));
    }
    first_of(call, replies)
}

/// Sends a message to all who listen; how many they are.
fn publish(call: &mut Call<'_, '_>) -> Outcome {
    let (channel, message) = (call.arg(1), call.arg(2));
    let mut told = 0;
    for connection in call.cache.connections() {
        let listening = call.cache.client(connection).listening;
        if listening.channels.contains(channel) {
            told += 1;
            let parts = [&b"message"[..], channel, message];
            call.cache
                .tell(connection, parts.map(Reply::bulk).into_iter().collect());
        }
        for pattern in listening
            .patterns
            .iter()
            .filter(|pattern| matches(pattern, channel, false))
        {
            told += 1;
            let parts = [&b"pmessage"[..], pattern, channel, message];
            call.cache
                .tell(connection, parts.map(Reply::bulk).into_iter().collect());
        }
    }
    Ok(Reply::count(told))
}

fn spublish(call: &mut Call<'_, '_>) -> Outcome {
    let (channel, message) = (call.arg(1), call.arg(2));
    let mut told = 0;
    for connection in call.cache.connections() {
        if call
            .cache
            .client(connection)
            .listening
            .shards
            .contains(channel)
        {
            told += 1;
            let parts = [&b"smessage"[..], channel, message];
            call.cache
                .tell(connection, parts.map(Reply::bulk).into_iter().collect());
        }
    }
    Ok(Reply::count(told))
}

/// What all connections listen to.
fn everyone(call: &Call<'_, '_>) -> Vec<Listening> {
    let all = call.cache.connections().into_iter();
    all.map(|connection| call.cache.client(connection).listening)
        .collect()
}

fn channels(call: &mut Call<'_, '_>) -> Outcome {
    let pattern = call.args.get(2).map(|pattern| pattern.0.as_slice());
    let mut names: Vec<Bytes> = everyone(call)
        .iter()
        .flat_map(|listening| listening.channels.iter().cloned())
        .filter(|name| pattern.is_none_or(|pattern| matches(pattern, name, false)))
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(names.iter().map(|name| Reply::bulk(name)).collect())
}

fn numpat(call: &mut Call<'_, '_>) -> Outcome {
    let mut patterns: Vec<Bytes> = everyone(call)
        .iter()
        .flat_map(|listening| listening.patterns.iter().cloned())
        .collect();
    patterns.sort_unstable();
    patterns.dedup();
    Ok(Reply::count(patterns.len()))
}

fn numsub(call: &mut Call<'_, '_>) -> Outcome {
    let all = everyone(call);
    let count = |name: &Body| {
        let listeners = all
            .iter()
            .filter(|listening| listening.channels.contains(&*name.0));
        [Reply::bulk(&name.0), Reply::count(listeners.count())]
    };
    Ok(call.args_from(2).iter().flat_map(count).collect())
}
