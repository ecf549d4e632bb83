//! BITFIELD: whole numbers of any width at any bit of a string.

use super::bitmaps::bad_offset;
use crate::base::limits;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::number::parse_integer;
use crate::cache::refusal::{NOT_AN_INTEGER, Refusal, SYNTAX, err};
use crate::cache::table::{GROWS, ONE, Spec, WRITE, row};
use crate::cache::value::Text;

pub(super) const ROWS: &[Spec] = &[
    row("bitfield", -2, WRITE | GROWS, ONE, bitfield),
    row("bitfield_ro", -2, 0, ONE, bitfield),
];

/// What happens to a number that does not fit.
#[derive(Debug, Clone, Copy)]
enum Overflow {
    Wrap,
    Saturate,
    Fail,
}

/// A kind of number: `i8`, `u63` and so on.
#[derive(Debug, Clone, Copy)]
struct Kind {
    signed: bool,
    bits: u32,
}

impl Kind {
    fn of(word: &[u8]) -> Result<Self, Refusal> {
        let signed = word.first() == Some(&b'i');
        let known = matches!(word.first(), Some(b'i' | b'u'));
        let bits = word.get(1..).and_then(parse_integer);
        let most = if signed { 64 } else { 63 };
        match bits {
            Some(bits) if known && (1..=most).contains(&bits) => Ok(Self {
                signed,
                bits: bits as u32,
            }),
            _ => Err(err("Invalid bitfield type. Use something like i16 u8. \
                 Note that u64 is not supported but i64 is.")),
        }
    }

    /// The least and greatest number of this kind.
    const fn range(self) -> (i128, i128) {
        if self.signed {
            let half = 1_i128 << (self.bits - 1);
            (-half, half - 1)
        } else {
            (0, (1_i128 << self.bits) - 1)
        }
    }

    /// A number made to fit; none when it does not and must not be made to.
    fn fit(self, number: i128, overflow: Overflow) -> Option<i128> {
        let (least, most) = self.range();
        if (least..=most).contains(&number) {
            return Some(number);
        }
        match overflow {
            Overflow::Wrap => Some(self.number_of(number as u128)),
            Overflow::Saturate => Some(number.clamp(least, most)),
            Overflow::Fail => None,
        }
    }

    /// The number that the lowest bits of `raw` are.
    fn number_of(self, raw: u128) -> i128 {
        let raw = (raw & ((1 << self.bits) - 1)).cast_signed();
        if raw > self.range().1 {
            raw - (1 << self.bits)
        } else {
            raw
        }
    }
}

enum Action {
    Get,
    Set(i128),
    Add(i128),
}

struct Step {
    kind: Kind,
    offset: usize,
    action: Action,
    overflow: Overflow,
}

/// A bit's place, also as `#n`: the n-th number of this width.
fn offset(word: &[u8], kind: Kind) -> Result<usize, Refusal> {
    let (word, unit) = match word {
        [b'#', rest @ ..] => (rest, i64::from(kind.bits)),
        _ => (word, 1),
    };
    let offset = parse_integer(word).and_then(|at| at.checked_mul(unit));
    let offset = offset.and_then(|at| usize::try_from(at).ok());
    let fits = |at: &usize| at / 8 < limits::CACHE_VALUE_BYTES;
    offset.filter(fits).ok_or_else(bad_offset)
}

fn steps(call: &Call<'_, '_>) -> Result<Vec<Step>, Refusal> {
    let mut steps = Vec::new();
    let mut overflow = Overflow::Wrap;
    let mut at = 2;
    while at < call.args.len() {
        let left = call.args.len() - at - 1;
        let name = call.arg(at).to_ascii_lowercase();
        let takes = match name.as_slice() {
            b"get" if left >= 2 => 2,
            b"set" | b"incrby" if left >= 3 => 3,
            b"overflow" if left >= 1 => {
                overflow = match call.arg(at + 1).to_ascii_lowercase().as_slice() {
                    b"wrap" => Overflow::Wrap,
                    b"sat" => Overflow::Saturate,
                    b"fail" => Overflow::Fail,
                    _ => return Err(err("Invalid OVERFLOW type specified")),
                };
                at += 2;
                continue;
            }
            _ => return Err(SYNTAX),
        };
        let kind = Kind::of(call.arg(at + 1))?;
        let offset = offset(call.arg(at + 2), kind)?;
        let number = || parse_integer(call.arg(at + 3)).ok_or(NOT_AN_INTEGER);
        let action = match name.as_slice() {
            b"get" => Action::Get,
            b"set" => Action::Set(i128::from(number()?)),
            _ => Action::Add(i128::from(number()?)),
        };
        steps.push(Step {
            kind,
            offset,
            action,
            overflow,
        });
        at += takes + 1;
    }
    Ok(steps)
}

fn bit_get(bytes: &[u8], step: &Step) -> i128 {
    let mut raw = 0_u128;
    for at in step.offset..step.offset + step.kind.bits as usize {
        let byte = bytes.get(at / 8).copied().unwrap_or(0);
        raw = raw << 1 | u128::from(byte >> (7 - at % 8) & 1);
    }
    step.kind.number_of(raw)
}

fn bit_put(bytes: &mut [u8], step: &Step, number: i128) {
    let bits = step.kind.bits as usize;
    for nth in 0..bits {
        let at = step.offset + nth;
        let bit = (number >> (bits - 1 - nth) & 1) as u8;
        if let Some(byte) = bytes.get_mut(at / 8) {
            let shift = 7 - at % 8;
            *byte = (*byte & !(1 << shift)) | (bit << shift);
        }
    }
}

fn bitfield(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let steps = steps(call)?;
    call.steps(steps.len());
    let writes = |step: &&Step| !matches!(step.action, Action::Get);
    let end = |step: &Step| (step.offset + step.kind.bits as usize).div_ceil(8);
    if call.spec.name == "bitfield_ro" && steps.iter().any(|step| writes(&step)) {
        return Err(err("BITFIELD_RO only supports the GET subcommand"));
    }
    let Some(needed) = steps.iter().filter(writes).map(end).max() else {
        let text = call.read_as::<Text>(key)?.unwrap_or_default();
        let read = |step: &Step| Reply::Integer(bit_get(&text, step) as i64);
        return Ok(steps.iter().map(read).collect());
    };
    let bytes = call.edit_or_new::<Text>(key)?.edit();
    if bytes.len() < needed {
        bytes.resize(needed, 0);
    }
    let mut replies = Vec::new();
    for step in &steps {
        let before = bit_get(bytes, step);
        let (wanted, said) = match step.action {
            Action::Get => (None, Some(before)),
            Action::Set(number) => {
                let fitted = step.kind.fit(number, step.overflow);
                (fitted, fitted.map(|_| before))
            }
            Action::Add(number) => {
                let fitted = step.kind.fit(before + number, step.overflow);
                (fitted, fitted)
            }
        };
        if let Some(number) = wanted {
            bit_put(bytes, step, number);
        }
        replies.push(said.map_or(Reply::Nil, |number| Reply::Integer(number as i64)));
    }
    call.wrote(key);
    Ok(Reply::Array(replies))
}
