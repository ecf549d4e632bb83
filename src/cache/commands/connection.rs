//! The connection: PING, ECHO, SELECT, QUIT.

use super::generic::{database, small_integer};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::refusal::wrong_arity;
use crate::cache::table::{Keys, PUBSUB, Spec, row};

pub(super) const ROWS: &[Spec] = &[
    row("echo", 2, 0, Keys::None, echo),
    row("ping", -1, PUBSUB, Keys::None, ping),
    row("quit", -1, PUBSUB, Keys::None, quit),
    row("select", 2, 0, Keys::None, select),
];

fn ping(call: &mut Call<'_, '_>) -> Outcome {
    match call.args_from(1) {
        [] => Ok(Reply::Status("PONG".to_owned())),
        [word] => Ok(Reply::bulk(&word.0)),
        _ => Err(wrong_arity(call.spec.name)),
    }
}

fn echo(call: &mut Call<'_, '_>) -> Outcome {
    Ok(Reply::bulk(call.arg(1)))
}

fn quit(call: &mut Call<'_, '_>) -> Outcome {
    call.cache.forget_client(call.connection);
    Ok(Reply::ok())
}

fn select(call: &mut Call<'_, '_>) -> Outcome {
    let number = database(small_integer(call, 1)?)?;
    call.cache.client_mut(call.connection).database = number;
    Ok(Reply::ok())
}
