//! Strings: SET, GET and their kin.

use super::lifetime::{Unit, deadline_from};
use crate::base::limits;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome, Use};
use crate::cache::refusal::{Refusal, SYNTAX, TOO_LONG, err, wrong_arity};
use crate::cache::table::{ALL, GROWS, Keys, ONE, Spec, WRITE, row};
use crate::cache::value::{Kind, Text, Value};

/// MSET's keys: every second word.
const PAIRS: Keys = Keys::Span(1, -1, 2);

pub(super) const ROWS: &[Spec] = &[
    row("append", 3, WRITE | GROWS, ONE, append),
    row("get", 2, 0, ONE, get),
    row("getdel", 2, WRITE, ONE, getdel),
    row("getex", -2, WRITE, ONE, getex),
    row("getrange", 4, 0, ONE, getrange),
    row("getset", 3, WRITE | GROWS, ONE, getset),
    row("mget", -2, 0, ALL, mget),
    row("mset", -3, WRITE | GROWS, PAIRS, mset),
    row("msetnx", -3, WRITE | GROWS, PAIRS, msetnx),
    row("psetex", 4, WRITE | GROWS, ONE, psetex),
    row("set", -3, WRITE | GROWS, ONE, set),
    row("setex", 4, WRITE | GROWS, ONE, setex),
    row("setnx", 3, WRITE | GROWS, ONE, setnx),
    row("setrange", 4, WRITE | GROWS, ONE, setrange),
    row("strlen", 2, 0, ONE, strlen),
    row("substr", 4, 0, ONE, getrange),
];

/// The options that SET and GETEX share.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are options")]
struct Options {
    if_absent: bool,
    if_present: bool,
    get: bool,
    keep: bool,
    persist: bool,
    /// The unit, whether it is an instant, and the place of the number.
    expire: Option<(Unit, bool, usize)>,
}

/// Reads SET's options from a place on, or GETEX's.
fn options(call: &Call<'_, '_>, from: usize, getex: bool) -> Result<Options, Refusal> {
    let mut found = Options::default();
    let mut at = from;
    while at < call.args.len() {
        let word = call.arg(at).to_ascii_lowercase();
        let expire = match word.as_slice() {
            b"ex" => Some((Unit::Seconds, false)),
            b"px" => Some((Unit::Milliseconds, false)),
            b"exat" => Some((Unit::Seconds, true)),
            b"pxat" => Some((Unit::Milliseconds, true)),
            _ => None,
        };
        match (word.as_slice(), expire) {
            (_, Some((unit, instant))) => {
                // The same option twice is allowed, as in Redis; the last holds.
                let clashes = found
                    .expire
                    .is_some_and(|(other, at, _)| (other, at) != (unit, instant));
                if clashes || found.keep || found.persist || at + 1 >= call.args.len() {
                    return Err(SYNTAX);
                }
                at += 1;
                found.expire = Some((unit, instant, at));
            }
            (b"nx", _) if !getex && !found.if_present => found.if_absent = true,
            (b"xx", _) if !getex && !found.if_absent => found.if_present = true,
            (b"get", _) if !getex => found.get = true,
            (b"keepttl", _) if !getex && found.expire.is_none() => found.keep = true,
            (b"persist", _) if getex && found.expire.is_none() => found.persist = true,
            _ => return Err(SYNTAX),
        }
        at += 1;
    }
    Ok(found)
}

/// The instant at which the key is to die, by the options of this call.
fn deadline(call: &Call<'_, '_>, options: &Options) -> Result<Option<i64>, Refusal> {
    let Some((unit, instant, at)) = options.expire else {
        return Ok(None);
    };
    let from = if instant { 0 } else { call.now };
    positive_deadline(call, at, unit, from).map(Some)
}

/// A deadline that must lie after its beginning.
fn positive_deadline(
    call: &Call<'_, '_>,
    at: usize,
    unit: Unit,
    from: i64,
) -> Result<i64, Refusal> {
    let number = call.integer(at)?;
    let refusal = || crate::cache::refusal::invalid_expire(call.spec.name);
    if number <= 0 {
        return Err(refusal());
    }
    deadline_from(number, unit, from).ok_or_else(refusal)
}

fn set(call: &mut Call<'_, '_>) -> Outcome {
    let options = options(call, 3, false)?;
    let deadline = deadline(call, &options)?;
    let (key, value) = (call.arg(1), call.arg(2));
    check_len(value.len())?;
    let before = if options.get {
        get_text(call, key)?
    } else {
        None
    };
    let reply = |otherwise: Reply| {
        if options.get {
            Reply::bulk_or_nil(before.as_deref())
        } else {
            otherwise
        }
    };
    let (present, old_deadline) = match call.look(key) {
        Some(entry) => (true, entry.deadline),
        None => (false, None),
    };
    if (options.if_absent && present) || (options.if_present && !present) {
        return Ok(reply(Reply::Nil));
    }
    let deadline = if options.keep { old_deadline } else { deadline };
    call.put(key, Text::new(value).into_value(), deadline);
    Ok(reply(Reply::ok()))
}

fn set_for(call: &mut Call<'_, '_>, unit: Unit) -> Outcome {
    let deadline = positive_deadline(call, 2, unit, call.now)?;
    let (key, value) = (call.arg(1), call.arg(3));
    check_len(value.len())?;
    call.put(key, Text::new(value).into_value(), Some(deadline));
    Ok(Reply::ok())
}

fn setex(call: &mut Call<'_, '_>) -> Outcome {
    set_for(call, Unit::Seconds)
}

fn psetex(call: &mut Call<'_, '_>) -> Outcome {
    set_for(call, Unit::Milliseconds)
}

fn setnx(call: &mut Call<'_, '_>) -> Outcome {
    let (key, value) = (call.arg(1), call.arg(2));
    check_len(value.len())?;
    if call.look(key).is_some() {
        return Ok(Reply::Integer(0));
    }
    call.put(key, Text::new(value).into_value(), None);
    Ok(Reply::Integer(1))
}

fn get_text(call: &mut Call<'_, '_>, key: &[u8]) -> Result<Option<Text>, Refusal> {
    call.read_as::<Text>(key)
}

fn get(call: &mut Call<'_, '_>) -> Outcome {
    let text = get_text(call, call.arg(1))?;
    Ok(Reply::bulk_or_nil(text.as_deref()))
}

fn getset(call: &mut Call<'_, '_>) -> Outcome {
    let (key, value) = (call.arg(1), call.arg(2));
    check_len(value.len())?;
    let before = get_text(call, key)?;
    call.put(key, Text::new(value).into_value(), None);
    Ok(Reply::bulk_or_nil(before.as_deref()))
}

fn getdel(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let before = get_text(call, key)?;
    if before.is_some() {
        call.delete(key);
    }
    Ok(Reply::bulk_or_nil(before.as_deref()))
}

fn getex(call: &mut Call<'_, '_>) -> Outcome {
    let options = options(call, 2, true)?;
    let key = call.arg(1);
    let Some(text) = get_text(call, key)? else {
        return Ok(Reply::Nil);
    };
    match deadline(call, &options)? {
        Some(deadline) if deadline <= call.now => {
            call.delete(key);
        }
        Some(deadline) => call.set_deadline(key, Some(deadline)),
        None if options.persist => call.set_deadline(key, None),
        None => {}
    }
    Ok(Reply::bulk(&text))
}

fn mget(call: &mut Call<'_, '_>) -> Outcome {
    let mut replies = Vec::new();
    for key in call.args_from(1) {
        let found = call.read(&key.0, Use::Counts);
        replies.push(match found {
            Some(Value::Text(text)) => Reply::bulk(&text),
            // A key of another type is as good as none to MGET.
            _ => Reply::Nil,
        });
    }
    Ok(Reply::Array(replies))
}

/// Sets all pairs; the keys lose what life they had.
fn set_pairs(call: &mut Call<'_, '_>) {
    for pair in call.args_from(1).chunks(2) {
        if let [key, value] = pair {
            call.put(&key.0, Text::new(&value.0).into_value(), None);
        }
    }
}

fn check_pairs(call: &Call<'_, '_>) -> Result<(), Refusal> {
    if call.args.len().is_multiple_of(2) {
        return Err(wrong_arity(call.spec.name));
    }
    call.args_from(1)
        .iter()
        .try_for_each(|word| check_len(word.len()))
}

fn mset(call: &mut Call<'_, '_>) -> Outcome {
    check_pairs(call)?;
    set_pairs(call);
    Ok(Reply::ok())
}

fn msetnx(call: &mut Call<'_, '_>) -> Outcome {
    check_pairs(call)?;
    for key in call.args_from(1).iter().step_by(2) {
        if call.look(&key.0).is_some() {
            return Ok(Reply::Integer(0));
        }
    }
    set_pairs(call);
    Ok(Reply::Integer(1))
}

/// Refuses a string longer than may be kept.
pub(super) fn check_len(len: usize) -> Result<(), Refusal> {
    if len > limits::CACHE_VALUE_BYTES {
        Err(TOO_LONG)
    } else {
        Ok(())
    }
}

fn append(call: &mut Call<'_, '_>) -> Outcome {
    let (key, more) = (call.arg(1), call.arg(2));
    let Some(text) = call.edit::<Text>(key)? else {
        check_len(more.len())?;
        call.put(key, Text::new(more).into_value(), None);
        return Ok(Reply::count(more.len()));
    };
    let len = text.len() + more.len();
    check_len(len)?;
    text.edit().extend_from_slice(more);
    call.wrote(key);
    Ok(Reply::count(len))
}

fn strlen(call: &mut Call<'_, '_>) -> Outcome {
    let text = get_text(call, call.arg(1))?;
    Ok(Reply::count(text.map_or(0, |text| text.len())))
}

/// The run of `len` elements that `start..=end` means, where negative numbers
/// count from the end; none when it is empty.
pub(super) fn span(start: i64, end: i64, len: usize) -> Option<(usize, usize)> {
    let total = i64::try_from(len).unwrap_or(i64::MAX);
    let place = |at: i64| {
        if at < 0 {
            (at.saturating_add(total)).max(0)
        } else {
            at
        }
    };
    if start < 0 && end < 0 && start > end {
        return None;
    }
    let (start, end) = (place(start), place(end).min(total - 1));
    if start > end || total == 0 {
        return None;
    }
    Some((usize::try_from(start).ok()?, usize::try_from(end).ok()?))
}

fn getrange(call: &mut Call<'_, '_>) -> Outcome {
    let (start, end) = (call.integer(2)?, call.integer(3)?);
    let text = get_text(call, call.arg(1))?.unwrap_or_default();
    let run = span(start, end, text.len()).and_then(|(start, end)| text.get(start..=end));
    Ok(Reply::bulk(run.unwrap_or(&[])))
}

fn setrange(call: &mut Call<'_, '_>) -> Outcome {
    let (key, patch) = (call.arg(1), call.arg(3));
    let offset = call.integer(2)?;
    let offset = usize::try_from(offset).map_err(|_| err("offset is out of range"))?;
    let present = match call.look(key) {
        None => None,
        Some(entry) => Some(Text::expect_of(&entry.value)?.len()),
    };
    if patch.is_empty() {
        return Ok(Reply::count(present.unwrap_or(0)));
    }
    let end = offset.saturating_add(patch.len());
    check_len(end)?;
    let text = call.edit_or_new::<Text>(key)?;
    let bytes = text.edit();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    if let Some(place) = bytes.get_mut(offset..end) {
        place.copy_from_slice(patch);
    }
    let len = bytes.len();
    call.wrote(key);
    Ok(Reply::count(len))
}
