//! Counters: strings that are numbers.

use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::long_double::LongDouble;
use crate::cache::refusal::{NOT_A_FLOAT, NOT_AN_INTEGER, NOT_FINITE, OVERFLOW, err};
use crate::cache::table::{GROWS, ONE, Spec, WRITE, row};
use crate::cache::value::{Kind, Text};

pub(super) const ROWS: &[Spec] = &[
    row("decr", 2, WRITE | GROWS, ONE, |call| add(call, -1)),
    row("decrby", 3, WRITE | GROWS, ONE, decrby),
    row("incr", 2, WRITE | GROWS, ONE, |call| add(call, 1)),
    row("incrby", 3, WRITE | GROWS, ONE, incrby),
    row("incrbyfloat", 3, WRITE | GROWS, ONE, incrbyfloat),
];

fn add(call: &mut Call<'_, '_>, by: i64) -> Outcome {
    let key = call.arg(1);
    let (before, deadline) = match call.look(key) {
        None => (0, None),
        Some(entry) => {
            let text = Text::expect_of(&entry.value)?;
            (text.integer().ok_or(NOT_AN_INTEGER)?, entry.deadline)
        }
    };
    let after = before.checked_add(by).ok_or(OVERFLOW)?;
    let text = Text::new(after.to_string().as_bytes());
    call.put(key, text.into_value(), deadline);
    Ok(Reply::Integer(after))
}

fn incrby(call: &mut Call<'_, '_>) -> Outcome {
    let by = call.integer(2)?;
    add(call, by)
}

fn decrby(call: &mut Call<'_, '_>) -> Outcome {
    let by = call.integer(2)?;
    let by = by
        .checked_neg()
        .ok_or_else(|| err("decrement would overflow"))?;
    add(call, by)
}

fn incrbyfloat(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let (before, deadline) = match call.look(key) {
        None => (LongDouble::ZERO, None),
        Some(entry) => {
            let text = Text::expect_of(&entry.value)?;
            let number = LongDouble::parse(text).ok_or(NOT_A_FLOAT)?;
            (number, entry.deadline)
        }
    };
    let by = LongDouble::parse(call.arg(2)).ok_or(NOT_A_FLOAT)?;
    let after = before.add(by).ok_or(NOT_FINITE)?.to_string();
    let text = Text::written(after.as_bytes());
    call.put(key, text.into_value(), deadline);
    Ok(Reply::text(after))
}
