//! The server: its size, its clock, emptying it.

use super::generic::{database, family};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::number::{parse_float, parse_integer};
use crate::cache::refusal::{NOT_A_FLOAT, Refusal, SYNTAX, err};
use crate::cache::table::{FAMILY, Keys, Spec, WRITE, row};

pub(super) const ROWS: &[Spec] = &[
    row("dbsize", 1, 0, Keys::None, dbsize),
    row("debug", -2, FAMILY, Keys::None, family),
    row("debug|sleep", 3, 0, Keys::None, sleep),
    row("flushall", -1, WRITE, Keys::None, flushall),
    row("flushdb", -1, WRITE, Keys::None, flushdb),
    row("swapdb", 3, WRITE, Keys::None, swapdb),
    row("time", 1, 0, Keys::None, time),
];

fn dbsize(call: &mut Call<'_, '_>) -> Outcome {
    Ok(Reply::count(call.keys().len()))
}

/// Both ways of flushing end in the same moment of virtual time.
fn check_flush(call: &Call<'_, '_>) -> Result<(), Refusal> {
    match call.args_from(1) {
        [] => Ok(()),
        [_] if call.is_word(1, "async") || call.is_word(1, "sync") => Ok(()),
        _ => Err(SYNTAX),
    }
}

fn flushdb(call: &mut Call<'_, '_>) -> Outcome {
    check_flush(call)?;
    call.flush(call.database);
    Ok(Reply::ok())
}

fn flushall(call: &mut Call<'_, '_>) -> Outcome {
    check_flush(call)?;
    let numbers: Vec<usize> = call.cache.databases().map(|(number, _)| number).collect();
    for number in numbers {
        call.flush(number);
    }
    Ok(Reply::ok())
}

fn swapdb(call: &mut Call<'_, '_>) -> Outcome {
    let number = |at, which| {
        let number = parse_integer(call.arg(at)).filter(|n| i32::try_from(*n).is_ok());
        number.ok_or_else(|| err(format_args!("invalid {which} DB index")))
    };
    let (one, other) = (number(1, "first")?, number(2, "second")?);
    let (one, other) = (database(one)?, database(other)?);
    call.cache.swap_databases(one, other);
    Ok(Reply::ok())
}

fn time(call: &mut Call<'_, '_>) -> Outcome {
    let clock = call.scope.clock;
    let us = u128::from(clock.start_unix_ms) * 1000 + u128::from(clock.now_us);
    Ok([us / 1_000_000, us % 1_000_000]
        .map(|part| Reply::text(part.to_string()))
        .into_iter()
        .collect())
}

/// Redis blocks everyone for so long; here the caller lets the time pass.
fn sleep(call: &mut Call<'_, '_>) -> Outcome {
    let seconds = parse_float(call.arg(2)).ok_or(NOT_A_FLOAT)?;
    call.work.sleep_us = (seconds.clamp(0.0, 1e9) * 1e6) as u64;
    Ok(Reply::ok())
}
