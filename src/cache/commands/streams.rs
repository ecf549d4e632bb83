//! Streams: XADD, XRANGE, XREAD and their kin.
//!
//! # Limits
//! An approximate trim (`~`) removes whole hundreds of entries.

use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::refusal::{Refusal, SYNTAX, err, wrong_arity};
use crate::cache::table::{GROWS, Keys, ONE, Spec, WRITE, row};
use crate::cache::value::{Fields, Id, Stream};
use std::ops::RangeInclusive;

pub(super) const ROWS: &[Spec] = &[
    row("xadd", -5, WRITE | GROWS, ONE, xadd),
    row("xdel", -3, WRITE, ONE, xdel),
    row("xlen", 2, 0, ONE, xlen),
    row("xrange", -4, 0, ONE, |call| xrange(call, false)),
    row("xread", -4, 0, Keys::Streams, xread),
    row("xrevrange", -4, 0, ONE, |call| xrange(call, true)),
    row("xsetid", -3, WRITE | GROWS, ONE, xsetid),
    row("xtrim", -4, WRITE, ONE, xtrim),
];

/// How many entries Redis keeps in one node, which an approximate trim
/// removes as a whole.
const NODE_ENTRIES: usize = 100;

pub(super) fn bad_id() -> Refusal {
    err("Invalid stream ID specified as stream command argument")
}

/// The identifier in a word.
pub(super) fn id(word: &[u8]) -> Result<Id, Refusal> {
    Id::parse(word, 0).ok_or_else(bad_id)
}

pub(super) fn entry(id: &Id, fields: &Fields) -> Reply {
    let parts = fields.iter().map(|part| Reply::bulk(part)).collect();
    Reply::Array(vec![Reply::text(id.to_string()), parts])
}

/// Which entries a trim removes.
enum Bound {
    Length(usize),
    Least(Id),
}

/// A trim, as XADD and XTRIM ask for it.
struct Trim {
    bound: Bound,
    about: bool,
    limit: usize,
}

impl Trim {
    /// Reads the options from a place on; the place after them, and whether
    /// a stream that is not there is to be made.
    fn of(call: &Call<'_, '_>, mut at: usize) -> Result<(Option<Self>, usize, bool), Refusal> {
        let adding = call.spec.name == "xadd";
        let mut trim: Option<Self> = None;
        let (mut limited, mut make) = (false, true);
        while at < call.args.len() {
            let left = call.args.len() - at - 1;
            let by_length = call.is_word(at, "maxlen");
            if (by_length || call.is_word(at, "minid")) && left >= 1 {
                if trim.is_some() {
                    return Err(err(
                        "syntax error, MAXLEN and MINID options at the same time are not compatible",
                    ));
                }
                at += 1;
                let about = call.is_word(at, "~");
                if (about || call.is_word(at, "=")) && left >= 2 {
                    at += 1;
                }
                let bound = if by_length {
                    let len = call.integer(at)?;
                    let len = usize::try_from(len)
                        .map_err(|_| err("The MAXLEN argument must be >= 0."))?;
                    Bound::Length(len)
                } else {
                    Bound::Least(id(call.arg(at))?)
                };
                trim = Some(Self {
                    bound,
                    about,
                    limit: usize::MAX,
                });
            } else if call.is_word(at, "limit") && left >= 1 {
                at += 1;
                let limit = call.integer(at)?;
                let limit =
                    usize::try_from(limit).map_err(|_| err("The LIMIT argument must be >= 0."))?;
                limited = true;
                if let Some(trim) = &mut trim {
                    trim.limit = if limit == 0 { usize::MAX } else { limit };
                }
            } else if adding && call.is_word(at, "nomkstream") {
                make = false;
            } else if adding {
                break;
            } else {
                return Err(SYNTAX);
            }
            at += 1;
        }
        // Whether the identifier can be one is seen before the options.
        match call.arg(at).strip_suffix(b"-*").unwrap_or(call.arg(at)) {
            word if adding && at < call.args.len() && word != b"*" => drop(id(word)?),
            _ => {}
        }
        if limited && trim.is_none() {
            return Err(err(
                "syntax error, LIMIT cannot be used without specifying a trimming strategy",
            ));
        }
        if !adding && trim.is_none() {
            return Err(err(
                "syntax error, XTRIM must be called with either MAXLEN or MINID option",
            ));
        }
        if limited && !trim.as_ref().is_some_and(|trim| trim.about) {
            return Err(err(
                "syntax error, LIMIT cannot be used without the special ~ option",
            ));
        }
        Ok((trim, at, make))
    }

    /// Removes what is too much; how many entries went.
    fn run(&self, stream: &mut Stream) -> usize {
        let over = match self.bound {
            Bound::Length(len) => stream.len().saturating_sub(len),
            Bound::Least(bound) => match bound.previous() {
                Some(last) => stream.range(Id::LEAST..=last).count(),
                None => 0,
            },
        };
        let gone = if self.about {
            over.min(self.limit) / NODE_ENTRIES * NODE_ENTRIES
        } else {
            over
        };
        for _ in 0..gone {
            stream.pop_first();
        }
        gone
    }
}

/// The identifier of a new entry, as the word asks for it.
fn new_id(word: &[u8], last: Id, now: i64) -> Result<Id, Refusal> {
    let too_small =
        || err("The ID specified in XADD is equal or smaller than the target stream top item");
    if word == b"*" {
        let now = Id {
            ms: u64::try_from(now).unwrap_or(0),
            seq: 0,
        };
        return if now.ms > last.ms {
            Ok(now)
        } else {
            last.next().ok_or_else(too_small)
        };
    }
    let asked = match word.strip_suffix(b"-*") {
        Some(ms) => {
            let ms = Id::parse(ms, 0).ok_or_else(bad_id)?.ms;
            let seq = match ms.cmp(&last.ms) {
                std::cmp::Ordering::Less => return Err(too_small()),
                std::cmp::Ordering::Equal => last.seq.checked_add(1).ok_or_else(too_small)?,
                std::cmp::Ordering::Greater => 0,
            };
            Id { ms, seq }
        }
        None => id(word)?,
    };
    if asked == Id::LEAST {
        return Err(err("The ID specified in XADD must be greater than 0-0"));
    }
    if asked <= last {
        return Err(too_small());
    }
    Ok(asked)
}

fn xadd(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let (trim, at, make) = Trim::of(call, 2)?;
    let word = call.arg(at);
    let fields = call.args_from(at + 1);
    if fields.is_empty() || !fields.len().is_multiple_of(2) {
        return Err(wrong_arity(call.spec.name));
    }
    if word == b"0-0" || word == b"0" {
        return Err(err("The ID specified in XADD must be greater than 0-0"));
    }
    let last = match call.edit::<Stream>(key)? {
        Some(stream) => stream.last,
        None if make => Id::LEAST,
        None => return Ok(Reply::Nil),
    };
    let id = new_id(word, last, call.now)?;
    let stream = call.edit_or_new::<Stream>(key)?;
    stream.push(
        id,
        fields.iter().map(|part| Bytes::from(&*part.0)).collect(),
    );
    let gone = trim.map_or(0, |trim| trim.run(stream));
    call.steps(gone);
    call.wrote(key);
    Ok(Reply::text(id.to_string()))
}

fn xtrim(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let (trim, ..) = Trim::of(call, 2)?;
    let (Some(stream), Some(trim)) = (call.edit::<Stream>(key)?, trim) else {
        return Ok(Reply::Integer(0));
    };
    let gone = trim.run(stream);
    call.steps(gone);
    if gone > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(gone))
}

fn xdel(call: &mut Call<'_, '_>) -> Outcome {
    let (key, words) = (call.arg(1), call.args_from(2));
    let held = call.edit::<Stream>(key)?.is_some();
    if !held {
        return Ok(Reply::Integer(0));
    }
    let ids: Result<Vec<Id>, Refusal> = words.iter().map(|word| id(&word.0)).collect();
    let ids = ids?;
    let stream = call.edit_or_new::<Stream>(key)?;
    let gone = ids.iter().filter(|id| stream.remove(**id)).count();
    if gone > 0 {
        call.wrote(key);
    }
    Ok(Reply::count(gone))
}

fn xlen(call: &mut Call<'_, '_>) -> Outcome {
    let stream = call.read_as::<Stream>(call.arg(1))?;
    Ok(Reply::count(stream.map_or(0, |stream| stream.len())))
}

/// The identifiers from the word at one place to the word at another.
pub(super) fn ids(
    call: &Call<'_, '_>,
    from: usize,
    to: usize,
) -> Result<RangeInclusive<Id>, Refusal> {
    let edge = |word: &[u8], missing: u64| -> Result<(Id, bool), Refusal> {
        match word {
            b"-" => Ok((Id::LEAST, false)),
            b"+" => Ok((Id::GREATEST, false)),
            [b'(', rest @ ..] => Ok((Id::parse(rest, missing).ok_or_else(bad_id)?, true)),
            _ => Ok((Id::parse(word, missing).ok_or_else(bad_id)?, false)),
        }
    };
    let (first, after) = edge(call.arg(from), 0)?;
    let (last, before) = edge(call.arg(to), u64::MAX)?;
    let first = if after { first.next() } else { Some(first) };
    let last = if before { last.previous() } else { Some(last) };
    let first = first.ok_or_else(|| err("invalid start ID for the interval"))?;
    let last = last.ok_or_else(|| err("invalid end ID for the interval"))?;
    Ok(first..=last)
}

fn xrange(call: &mut Call<'_, '_>, reversed: bool) -> Outcome {
    let ids = if reversed {
        ids(call, 3, 2)?
    } else {
        ids(call, 2, 3)?
    };
    let mut limit = None;
    for (nth, pair) in call.args_from(4).chunks(2).enumerate() {
        if pair.len() < 2 || !call.is_word(4 + nth * 2, "count") {
            return Err(SYNTAX);
        }
        limit = Some(usize::try_from(call.integer(5 + nth * 2)?).unwrap_or(0));
    }
    let Some(stream) = call.read_as::<Stream>(call.arg(1))? else {
        return Ok(Reply::Array(Vec::new()));
    };
    if limit == Some(0) {
        return Ok(Reply::NilArray);
    }
    let run = stream.range(ids);
    let show = |(id, fields): (&Id, &Fields)| entry(id, fields);
    let limit = limit.unwrap_or(usize::MAX);
    let found: Vec<Reply> = if reversed {
        run.rev().take(limit).map(show).collect()
    } else {
        run.take(limit).map(show).collect()
    };
    call.steps(found.len());
    Ok(Reply::Array(found))
}

/// What XREAD and XREADGROUP share.
pub(super) struct Reading {
    /// Most entries of each stream.
    pub count: usize,
    /// How long to wait, in microseconds, 0 for ever; none for not at all.
    pub wait_us: Option<u64>,
    /// Whether what is read need not be acknowledged.
    pub no_ack: bool,
    /// The places of the group's and the consumer's name.
    pub group: Option<(usize, usize)>,
    /// The place of the first key.
    pub keys: usize,
    /// How many keys, and identifiers after them.
    pub streams: usize,
}

impl Reading {
    pub(super) fn of(call: &Call<'_, '_>) -> Result<Self, Refusal> {
        let grouped = call.spec.name == "xreadgroup";
        let mut found = Self {
            count: usize::MAX,
            wait_us: None,
            no_ack: false,
            group: None,
            keys: 0,
            streams: 0,
        };
        let mut at = 1;
        while at < call.args.len() && found.keys == 0 {
            let left = call.args.len() - at - 1;
            if call.is_word(at, "block") && left >= 1 {
                at += 1;
                let ms = crate::cache::number::parse_integer(call.arg(at))
                    .ok_or_else(|| err("timeout is not an integer or out of range"))?;
                let ms = u64::try_from(ms).map_err(|_| err("timeout is negative"))?;
                found.wait_us = Some(ms.saturating_mul(1_000));
            } else if call.is_word(at, "count") && left >= 1 {
                at += 1;
                found.count = match usize::try_from(call.integer(at)?) {
                    Ok(count) if count > 0 => count,
                    _ => usize::MAX,
                };
            } else if call.is_word(at, "group") && left >= 2 {
                if !grouped {
                    return Err(err(
                        "The GROUP option is only supported by XREADGROUP. You called XREAD instead.",
                    ));
                }
                found.group = Some((at + 1, at + 2));
                at += 2;
            } else if call.is_word(at, "noack") {
                if !grouped {
                    return Err(err(
                        "The NOACK option is only supported by XREADGROUP. You called XREAD instead.",
                    ));
                }
                found.no_ack = true;
            } else if call.is_word(at, "streams") && left >= 1 {
                if !left.is_multiple_of(2) {
                    return Err(err(
                        "Unbalanced XREAD list of streams: for each stream key \
                         an ID or '$' must be specified.",
                    ));
                }
                found.keys = at + 1;
                found.streams = left / 2;
            } else {
                return Err(SYNTAX);
            }
            at += 1;
        }
        if found.keys == 0 {
            return Err(SYNTAX);
        }
        if grouped && found.group.is_none() {
            return Err(err("Missing GROUP option for XREADGROUP"));
        }
        Ok(found)
    }
}

fn xread(call: &mut Call<'_, '_>) -> Outcome {
    let reading = Reading::of(call)?;
    let mut asked = Vec::new();
    let mut again = call.args.to_vec();
    for nth in reading.keys..reading.keys + reading.streams {
        let (key, word) = (call.arg(nth), call.arg(nth + reading.streams));
        let stream = call.read_as::<Stream>(key)?;
        let after = match word {
            b"$" => stream.as_ref().map_or(Id::LEAST, |stream| stream.last),
            b">" => {
                return Err(err(
                    "The > ID can be specified only when calling XREADGROUP using the GROUP \
                     <group> <consumer> option.",
                ));
            }
            word => id(word)?,
        };
        // What is newest now stays the place to read from.
        if let Some(word) = again.get_mut(nth + reading.streams) {
            *word = Body::from(after.to_string());
        }
        asked.push((key, stream, after));
    }
    let mut found = Vec::new();
    for (key, stream, after) in asked {
        let (Some(stream), Some(first)) = (stream, after.next()) else {
            continue;
        };
        let run = stream.range(first..=Id::GREATEST).take(reading.count);
        let entries: Vec<Reply> = run.map(|(id, fields)| entry(id, fields)).collect();
        call.steps(entries.len());
        if !entries.is_empty() {
            found.push(Reply::Array(vec![Reply::bulk(key), Reply::Array(entries)]));
        }
    }
    if found.is_empty() {
        call.work.wait_us = reading.wait_us;
        call.cache.again = Some(again);
        return Ok(Reply::NilArray);
    }
    Ok(Reply::Array(found))
}

fn xsetid(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let last = id(call.arg(2))?;
    let (mut added, mut deleted) = (None, None);
    let mut at = 3;
    while at < call.args.len() {
        let left = call.args.len() - at - 1;
        if call.is_word(at, "entriesadded") && left >= 1 {
            let count = call.integer(at + 1)?;
            let count = u64::try_from(count).map_err(|_| err("entries_added must be positive"))?;
            added = Some(count);
        } else if call.is_word(at, "maxdeletedid") && left >= 1 {
            let id = id(call.arg(at + 1))?;
            if last < id {
                return Err(err(
                    "The ID specified in XSETID is smaller than the provided max_deleted_entry_id",
                ));
            }
            deleted = Some(id);
        } else {
            return Err(SYNTAX);
        }
        at += 2;
    }
    let stream = call
        .edit::<Stream>(key)?
        .ok_or(crate::cache::refusal::NO_SUCH_KEY)?;
    let top = stream
        .range(Id::LEAST..=Id::GREATEST)
        .next_back()
        .map(|(id, _)| *id);
    if top.is_some_and(|top| last < top) {
        return Err(err(
            "The ID specified in XSETID is smaller than the target stream top item",
        ));
    }
    stream.last = last;
    stream.added = added.unwrap_or(stream.added);
    stream.last_deleted = deleted.unwrap_or(stream.last_deleted);
    call.wrote(key);
    Ok(Reply::ok())
}
