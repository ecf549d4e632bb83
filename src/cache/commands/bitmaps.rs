//! Bitmaps: strings seen as bits, the first byte's highest first.

use super::strings::check_len;
use crate::base::limits;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::number::parse_integer;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{GROWS, Keys, ONE, Spec, WRITE, row};
use crate::cache::value::{Kind, Text};

pub(super) const ROWS: &[Spec] = &[
    row("bitcount", -2, 0, ONE, bitcount),
    row("bitop", -4, WRITE | GROWS, Keys::Span(2, -1, 1), bitop),
    row("bitpos", -3, 0, ONE, bitpos),
    row("getbit", 3, 0, ONE, getbit),
    row("setbit", 4, WRITE | GROWS, ONE, setbit),
];

pub(super) fn bad_offset() -> Refusal {
    err("bit offset is not an integer or out of range")
}

/// A bit's place: its byte, and how far from that byte's lowest bit.
fn place(call: &Call<'_, '_>, at: usize) -> Result<(usize, u32), Refusal> {
    let offset = parse_integer(call.arg(at)).and_then(|offset| usize::try_from(offset).ok());
    let offset = offset.ok_or_else(bad_offset)?;
    if offset / 8 >= limits::CACHE_VALUE_BYTES {
        return Err(bad_offset());
    }
    Ok((offset / 8, 7 - (offset % 8) as u32))
}

fn read(call: &mut Call<'_, '_>) -> Result<Option<Text>, Refusal> {
    call.read_as::<Text>(call.arg(1))
}

fn getbit(call: &mut Call<'_, '_>) -> Outcome {
    let (byte, shift) = place(call, 2)?;
    let text = read(call)?.unwrap_or_default();
    let bit = text.get(byte).map_or(0, |byte| byte >> shift & 1);
    Ok(Reply::Integer(i64::from(bit)))
}

fn setbit(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let (byte, shift) = place(call, 2)?;
    let bit = match parse_integer(call.arg(3)) {
        Some(bit @ (0 | 1)) => bit == 1,
        _ => return Err(err("bit is not an integer or out of range")),
    };
    let bytes = call.edit_or_new::<Text>(key)?.edit();
    if bytes.len() <= byte {
        bytes.resize(byte + 1, 0);
    }
    let mut before = 0;
    if let Some(byte) = bytes.get_mut(byte) {
        before = *byte >> shift & 1;
        *byte = (*byte & !(1 << shift)) | (u8::from(bit) << shift);
    }
    call.wrote(key);
    Ok(Reply::Integer(i64::from(before)))
}

/// The bits from a first to a last, both included.
fn bits(text: &[u8], first: usize, last: usize) -> impl Iterator<Item = (usize, bool)> {
    let bit = |at: usize| {
        let byte = text.get(at / 8).copied().unwrap_or(0);
        (at, byte >> (7 - at % 8) & 1 == 1)
    };
    (first..=last).map(bit)
}

/// `BYTE` or `BIT`: how many bits a unit has.
fn unit(call: &Call<'_, '_>, at: usize) -> Result<usize, Refusal> {
    match call.args_from(at) {
        [] => Ok(8),
        [_] if call.is_word(at, "byte") => Ok(8),
        [_] if call.is_word(at, "bit") => Ok(1),
        _ => Err(SYNTAX),
    }
}

/// The bits that a range of units means; none when there are none.
fn bit_span(start: i64, end: i64, unit: usize, len: usize) -> Option<(usize, usize)> {
    let total = i64::try_from(len * 8 / unit).ok()?;
    if start < 0 && end < 0 && start > end {
        return None;
    }
    let from_end = |at: i64| {
        if at < 0 {
            (at.saturating_add(total)).max(0)
        } else {
            at
        }
    };
    let (start, end) = (from_end(start), from_end(end).min(total - 1));
    if start > end || total == 0 {
        return None;
    }
    let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
    Some((start * unit, end * unit + unit - 1))
}

/// BITCOUNT's range: its ends and their unit.
fn bounds(call: &Call<'_, '_>) -> Result<(i64, i64, usize), Refusal> {
    let (start, end) = (call.integer(2)?, call.integer(3)?);
    // Redis sees that such a range is empty before it looks at the unit.
    if start < 0 && end < 0 && start > end {
        return Ok((start, end, 8));
    }
    Ok((start, end, unit(call, 4)?))
}

fn bitcount(call: &mut Call<'_, '_>) -> Outcome {
    let range = match call.args.len() {
        2 => Ok(None),
        3 => Err(SYNTAX),
        _ => bounds(call).map(Some),
    };
    // A key that is not there answers before the range is looked at.
    let Some(text) = read(call)? else {
        return Ok(Reply::Integer(0));
    };
    call.steps(text.len() / 8);
    let Some((start, end, unit)) = range? else {
        let ones = text.iter().map(|byte| byte.count_ones() as usize);
        return Ok(Reply::count(ones.sum()));
    };
    let Some((first, last)) = bit_span(start, end, unit, text.len()) else {
        return Ok(Reply::Integer(0));
    };
    let ones = bits(&text, first, last).filter(|(_, one)| *one);
    Ok(Reply::count(ones.count()))
}

fn bitpos(call: &mut Call<'_, '_>) -> Outcome {
    let wanted = match call.integer(2)? {
        bit @ (0 | 1) => bit == 1,
        _ => return Err(err("The bit argument must be 1 or 0.")),
    };
    let Some(text) = read(call)? else {
        return Ok(Reply::Integer(if wanted { -1 } else { 0 }));
    };
    let start = match call.args.len() {
        3 => 0,
        _ => call.integer(3)?,
    };
    let unit = unit(call, 5)?;
    let open = call.args.len() < 5;
    let end = if open { -1 } else { call.integer(4)? };
    let Some((first, last)) = bit_span(start, end, unit, text.len()) else {
        return Ok(Reply::Integer(-1));
    };
    call.steps((last - first) / 64);
    let found = bits(&text, first, last).find(|(_, bit)| *bit == wanted);
    Ok(match found {
        Some((at, _)) => Reply::count(at),
        // Without an end the string goes on with zeros for ever.
        None if !wanted && open => Reply::count(text.len() * 8),
        None => Reply::Integer(-1),
    })
}

fn bitop(call: &mut Call<'_, '_>) -> Outcome {
    let how: fn(u8, u8) -> u8 = match call.arg(1).to_ascii_lowercase().as_slice() {
        b"and" => |a, b| a & b,
        b"or" => |a, b| a | b,
        b"xor" => |a, b| a ^ b,
        b"not" => |a, _| !a,
        _ => return Err(SYNTAX),
    };
    let (to, sources) = (call.arg(2), call.args_from(3));
    let invert = call.is_word(1, "not");
    if invert && sources.len() != 1 {
        return Err(err("BITOP NOT must be called with a single source key."));
    }
    let mut texts = Vec::new();
    for key in sources {
        texts.push(call.read_as::<Text>(&key.0)?.unwrap_or_default());
    }
    let len = texts.iter().map(|text| text.len()).max().unwrap_or(0);
    check_len(len)?;
    call.steps(len * texts.len() / 8);
    if len == 0 {
        call.delete(to);
        return Ok(Reply::Integer(0));
    }
    let byte = |at: usize| {
        let column = texts.iter().map(|text| text.get(at).copied().unwrap_or(0));
        let joined = column.reduce(how).unwrap_or(0);
        if invert { !joined } else { joined }
    };
    let result = Text::computed((0..len).map(byte).collect());
    call.put(to, result.into_value(), None);
    Ok(Reply::count(len))
}
