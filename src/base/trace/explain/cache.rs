//! The words of the cache's events.

use super::numbers::{bytes, count, key as shown, short, time};
use super::reference::redis;
use super::{Explanation, Reference};
use crate::base::Body;

pub(super) fn command_received(args: &[Body]) -> Explanation {
    let words: Vec<String> = args
        .iter()
        .take(8)
        .map(|word| {
            short(&String::from_utf8_lossy(
                word.0.get(..400).unwrap_or(&word.0),
            ))
        })
        .collect();
    let name = words
        .first()
        .map_or("", String::as_str)
        .to_ascii_uppercase();
    let what = match name.as_str() {
        "" => "The cache received an empty command.".to_owned(),
        _ => format!("The cache received {}.", short(&words.join(" "))),
    };
    Explanation::new(
        what,
        format!(
            "{}The cache is one thread: it does one command after the other, each as a whole.",
            purpose(&name)
        ),
    )
    .see(command_page(&name))
}

/// What a common command is for, with a space behind it.
fn purpose(command: &str) -> &'static str {
    match command {
        "GET" => "GET reads the value of a key. ",
        "SET" => "SET writes the value of a key, whatever was there before. ",
        "DEL" | "UNLINK" => "It removes keys and counts those that were there. ",
        "EXISTS" => "EXISTS counts which of the keys are there. ",
        "INCR" | "DECR" | "INCRBY" | "DECRBY" | "INCRBYFLOAT" => {
            "It reads a number, adds to it and writes it back in one step, so that no two \
             clients can overwrite each other's. "
        }
        "EXPIRE" | "PEXPIRE" | "EXPIREAT" | "PEXPIREAT" => "It sets when a key ends its life. ",
        "TTL" | "PTTL" => "It asks how long a key has to live. ",
        "PERSIST" => "PERSIST lets a key live for ever again. ",
        "MGET" => "MGET reads several keys in one round trip. ",
        "MSET" => "MSET writes several keys in one round trip. ",
        "KEYS" => {
            "KEYS goes through every key there is and blocks the cache meanwhile; SCAN does so \
             in small steps. "
        }
        "SETEX" | "PSETEX" => "It writes a value and its life in one step. ",
        "SETNX" => "SETNX writes a value only where there is none: the simplest lock. ",
        "FLUSHALL" | "FLUSHDB" => "It removes every key. ",
        _ => "",
    }
}

/// Commands with a page of their own in Redis's documentation.
const COMMANDS: &str = " append auth bgsave bitcount bitop bitpos blpop brpop \
    copy dbsize decr decrby del discard dump echo eval evalsha exec exists expire \
    expireat expiretime flushall flushdb geoadd geodist geosearch get getbit getdel getex \
    getrange getset hdel hello hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset \
    hrandfield hscan hset hsetnx hstrlen hvals incr incrby incrbyfloat info keys lastsave lcs \
    lindex linsert llen lmove lmpop lpop lpos lpush lpushx lrange lrem lset ltrim mget move mset \
    msetnx multi persist pexpire pexpireat pexpiretime pfadd pfcount pfmerge ping psetex \
    psubscribe pttl publish quit randomkey rename renamenx restore rpop rpoplpush rpush rpushx \
    sadd scan scard sdiff sdiffstore select set setbit setex setnx setrange sinter sintercard \
    sinterstore sismember smembers smismember smove sort spop srandmember srem sscan strlen \
    subscribe substr sunion sunionstore time touch ttl type unlink unsubscribe unwatch wait watch \
    xack xadd xlen xrange xread xreadgroup xrevrange xtrim zadd zcard zcount zdiff zincrby zinter \
    zlexcount zmpop zmscore zpopmax zpopmin zrandmember zrange zrangebylex zrangebyscore \
    zrangestore zrank zrem zremrangebylex zremrangebyrank zremrangebyscore zrevrange \
    zrevrangebyscore zrevrank zscan zscore zunion zunionstore ";

fn command_page(name: &str) -> Reference {
    let page = name.to_ascii_lowercase();
    let known = !page.is_empty()
        && page.bytes().all(|byte| byte.is_ascii_lowercase())
        && COMMANDS.contains(&format!(" {page} "));
    if known {
        redis(&format!("commands/{page}"), name)
    } else {
        redis("commands", "Commands")
    }
}

fn life(ttl_ms: Option<u64>) -> String {
    match ttl_ms {
        Some(ms) => format!("for another {}", time(ms.saturating_mul(1_000))),
        None => "until it is removed".to_owned(),
    }
}

pub(super) fn hit(key: &Body, size: usize, ttl_ms: Option<u64>) -> Explanation {
    Explanation::new(
        format!("The key {} was there, with {}.", shown(key), bytes(size)),
        format!(
            "A hit: the answer comes from memory, and whatever the value was made from need not \
             be asked. It stays {}.",
            life(ttl_ms)
        ),
    )
    .see(redis("commands/get", "GET"))
}

pub(super) fn missed(key: &Body, expired: bool) -> Explanation {
    if expired {
        return Explanation::new(
            format!("The key {} was there, but its life had ended.", shown(key)),
            "A miss: the cache answers nil for a key past its time, as if it had never been. \
             The code makes the value anew, and usually stores it again.",
        )
        .see(redis("commands/expire", "EXPIRE"));
    }
    Explanation::new(
        format!("The key {} was not there.", shown(key)),
        "A miss: nobody has written this key, or it was removed. The code gets the value where it \
         comes from, and usually stores it here for the next time (cache-aside).",
    )
    .see(redis("commands/get", "GET"))
}

pub(super) fn key_written(key: &Body, size: usize, ttl_ms: Option<u64>) -> Explanation {
    let why = match ttl_ms {
        Some(ms) => format!(
            "It will be gone after {}: a copy that can grow stale should not live for ever.",
            time(ms.saturating_mul(1_000))
        ),
        None => "It has no end of life, so it stays until someone removes it. For a copy of \
                 something that changes, give it one (EX)."
            .to_owned(),
    };
    Explanation::new(
        format!("The key {} was written, with {}.", shown(key), bytes(size)),
        why,
    )
    .see(redis("commands/set", "SET"))
}

pub(super) fn key_removed(key: &Body, reason: &str) -> Explanation {
    let (why, reference) = match reason {
        "deleted" => (
            "A command asked for it. After a change in the database this keeps readers from an \
             old copy (invalidation).",
            redis("commands/del", "DEL"),
        ),
        "expired" => (
            "Its life was over. Redis removes such keys when someone asks for them, and now and \
             then in the background.",
            redis("commands/expire", "EXPIRE: how Redis expires keys"),
        ),
        "flushed" => (
            "A command emptied the whole cache.",
            redis("commands/flushall", "FLUSHALL"),
        ),
        "evicted" => (
            "The cache was full, and its policy chose this key to make room.",
            redis("develop/reference/eviction", "Key eviction"),
        ),
        _ => (
            "A key is removed by a command, by the end of its life, or to make room.",
            redis("commands/del", "DEL"),
        ),
    };
    let what = match reason {
        "" => format!("The key {} was removed.", shown(key)),
        _ => format!("The key {} was removed: {}.", shown(key), short(reason)),
    };
    Explanation::new(what, why).see(reference)
}

pub(super) fn reply_sent(reply: &str, failed: bool) -> Explanation {
    let lines = reply.lines().count() as u64;
    let first = short(reply.lines().next().unwrap_or_default());
    let more = match lines {
        0 | 1 => String::new(),
        _ => format!(", and {}", count(lines - 1, "more line")),
    };
    if failed {
        return Explanation::new(
            format!("The cache replied with an error: {first}{more}."),
            "The command was not done; nothing changed. The first word is the error's kind. \
             The client library throws it as an error.",
        )
        .see(redis(
            "develop/reference/protocol-spec",
            "Protocol: simple errors",
        ));
    }
    Explanation::new(
        format!("The cache replied: {first}{more}."),
        "Every command gets one reply: a status such as OK, a number, a value, nil for nothing, \
         or a list of these.",
    )
    .see(redis("develop/reference/protocol-spec", "Protocol"))
}
