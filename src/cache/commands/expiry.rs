//! When keys die: EXPIRE, TTL, PERSIST and their kin.

use super::lifetime::{Unit, deadline_from};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome, Use};
use crate::cache::refusal::{Refusal, err, invalid_expire, shown};
use crate::cache::table::{ONE, Spec, WRITE, row};
use Unit::{Milliseconds, Seconds};

pub(super) const ROWS: &[Spec] = &[
    row("expire", -3, WRITE, ONE, |call| expire_in(call, Seconds)),
    row("expireat", -3, WRITE, ONE, |call| expire(call, Seconds, 0)),
    row("expiretime", 2, 0, ONE, |call| instant(call, Seconds)),
    row("persist", 2, WRITE, ONE, persist),
    row("pexpire", -3, WRITE, ONE, |call| {
        expire_in(call, Milliseconds)
    }),
    row("pexpireat", -3, WRITE, ONE, |call| {
        expire(call, Milliseconds, 0)
    }),
    row("pexpiretime", 2, 0, ONE, |call| instant(call, Milliseconds)),
    row("pttl", 2, 0, ONE, |call| remaining(call, Milliseconds)),
    row("ttl", 2, 0, ONE, |call| remaining(call, Seconds)),
];

/// On which condition the new life is taken.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are four options")]
struct Condition {
    if_immortal: bool,
    if_mortal: bool,
    if_later: bool,
    if_sooner: bool,
}

impl Condition {
    fn of(call: &Call<'_, '_>) -> Result<Self, Refusal> {
        let mut found = Self::default();
        for word in call.args_from(3) {
            match word.0.to_ascii_lowercase().as_slice() {
                b"nx" => found.if_immortal = true,
                b"xx" => found.if_mortal = true,
                b"gt" => found.if_later = true,
                b"lt" => found.if_sooner = true,
                _ => {
                    let option = shown(&word.0, usize::MAX);
                    return Err(err(format_args!("Unsupported option {option}")));
                }
            }
        }
        if found.if_immortal && (found.if_mortal || found.if_later || found.if_sooner) {
            return Err(err(
                "NX and XX, GT or LT options at the same time are not compatible",
            ));
        }
        if found.if_later && found.if_sooner {
            return Err(err("GT and LT options at the same time are not compatible"));
        }
        Ok(found)
    }

    /// Whether `to` may take the place of `from`. To live for ever is later
    /// than any instant.
    fn allows(&self, from: Option<i64>, to: i64) -> bool {
        match from {
            None => !self.if_mortal && !self.if_later,
            Some(from) => {
                !self.if_immortal && (!self.if_later || to > from) && (!self.if_sooner || to < from)
            }
        }
    }
}

fn expire_in(call: &mut Call<'_, '_>, unit: Unit) -> Outcome {
    expire(call, unit, call.now)
}

fn expire(call: &mut Call<'_, '_>, unit: Unit, from: i64) -> Outcome {
    let key = call.arg(1);
    let condition = Condition::of(call)?;
    let number = call.integer(2)?;
    let deadline =
        deadline_from(number, unit, from).ok_or_else(|| invalid_expire(call.spec.name))?;
    let Some(entry) = call.look(key) else {
        return Ok(Reply::Integer(0));
    };
    if !condition.allows(entry.deadline, deadline) {
        return Ok(Reply::Integer(0));
    }
    if deadline <= call.now {
        call.delete(key);
    } else {
        call.set_deadline(key, Some(deadline));
    }
    Ok(Reply::Integer(1))
}

fn persist(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let mortal = call.look(key).is_some_and(|entry| entry.deadline.is_some());
    if mortal {
        call.set_deadline(key, None);
    }
    Ok(Reply::flag(mortal))
}

/// Milliseconds in a unit, seconds rounded to the nearest.
const fn in_unit(ms: i64, unit: Unit) -> i64 {
    match unit {
        Seconds => ms.saturating_add(500) / 1000,
        Milliseconds => ms,
    }
}

/// The deadline of a key by `said`; -1 when it does not die, -2 when it is
/// not there.
fn life(call: &mut Call<'_, '_>, said: impl FnOnce(i64) -> i64) -> Outcome {
    let key = call.arg(1);
    if call.read(key, Use::Passes).is_none() {
        return Ok(Reply::Integer(-2));
    }
    let deadline = call.keys().get(key).and_then(|entry| entry.deadline);
    Ok(Reply::Integer(deadline.map_or(-1, said)))
}

fn remaining(call: &mut Call<'_, '_>, unit: Unit) -> Outcome {
    let now = call.now;
    life(call, |deadline| in_unit((deadline - now).max(0), unit))
}

fn instant(call: &mut Call<'_, '_>, unit: Unit) -> Outcome {
    life(call, |deadline| in_unit(deadline, unit))
}
