//! The connection: PING, SELECT, HELLO, CLIENT and their kin.

use super::generic::{database, family, small_integer};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::number::parse_integer;
use crate::cache::refusal::{Refusal, err, shown, wrong_arity};
use crate::cache::table::{FAMILY, IMMEDIATE, Keys, PUBSUB, Spec, row};

/// The version of Redis whose replies these are.
pub(super) const VERSION: &str = "7.0.15";

pub(super) const ROWS: &[Spec] = &[
    row("auth", -2, IMMEDIATE, Keys::None, auth),
    row("client", -2, FAMILY, Keys::None, family),
    row("client|getname", 2, 0, Keys::None, getname),
    row("client|id", 2, 0, Keys::None, id),
    row("client|info", 2, 0, Keys::None, info),
    row("client|list", -2, 0, Keys::None, list),
    row("client|setname", 3, 0, Keys::None, setname),
    row("echo", 2, 0, Keys::None, echo),
    row("hello", -1, 0, Keys::None, hello),
    row("ping", -1, PUBSUB, Keys::None, ping),
    row("quit", -1, PUBSUB | IMMEDIATE, Keys::None, quit),
    row("reset", 1, PUBSUB | IMMEDIATE, Keys::None, reset),
    row("select", 2, 0, Keys::None, select),
];

fn ping(call: &mut Call<'_, '_>) -> Outcome {
    if call.args.len() <= 2 && call.cache.client(call.connection).listening.is_any() {
        // One who listens is told everything as a message.
        return Ok(Reply::Array(vec![
            Reply::text("pong"),
            Reply::bulk(call.arg(1)),
        ]));
    }
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

fn reset(call: &mut Call<'_, '_>) -> Outcome {
    call.cache.forget_client(call.connection);
    Ok(Reply::Status("RESET".to_owned()))
}

fn select(call: &mut Call<'_, '_>) -> Outcome {
    let number = database(small_integer(call, 1)?)?;
    call.cache.client_mut(call.connection).database = number;
    Ok(Reply::ok())
}

/// Nobody has set a password.
fn auth(call: &mut Call<'_, '_>) -> Outcome {
    match call.args_from(1) {
        [_] => Err(err(
            "AUTH <password> called without any password configured for the default user. \
             Are you sure your configuration is correct?",
        )),
        [user, _] if user.0 == b"default" => Ok(Reply::ok()),
        [_, _] => Err(Refusal::from(
            "WRONGPASS invalid username-password pair or user is disabled.",
        )),
        _ => Err(crate::cache::refusal::SYNTAX),
    }
}

fn hello(call: &mut Call<'_, '_>) -> Outcome {
    let mut at = 1;
    if at < call.args.len() {
        let version = parse_integer(call.arg(1))
            .ok_or_else(|| err("Protocol version is not an integer or out of range"))?;
        if version != 2 {
            return Err(Refusal::from("NOPROTO unsupported protocol version"));
        }
        at += 1;
    }
    let mut name = None;
    while at < call.args.len() {
        let left = call.args.len() - at - 1;
        if call.is_word(at, "auth") && left >= 2 {
            at += 3;
        } else if call.is_word(at, "setname") && left >= 1 {
            name = Some(checked_name(call.arg(at + 1))?);
            at += 2;
        } else {
            let option = shown(call.arg(at), usize::MAX);
            return Err(err(format_args!("Syntax error in HELLO option '{option}'")));
        }
    }
    if let Some(name) = name {
        call.cache.client_mut(call.connection).name = Some(name);
    }
    Ok(Reply::Array(vec![
        Reply::text("server"),
        Reply::text("redis"),
        Reply::text("version"),
        Reply::text(VERSION),
        Reply::text("proto"),
        Reply::Integer(2),
        Reply::text("id"),
        Reply::Integer(i64::from(call.connection)),
        Reply::text("mode"),
        Reply::text("standalone"),
        Reply::text("role"),
        Reply::text("master"),
        Reply::text("modules"),
        Reply::Array(Vec::new()),
    ]))
}

fn checked_name(name: &[u8]) -> Result<Bytes, Refusal> {
    if name.iter().all(u8::is_ascii_graphic) {
        Ok(Bytes::from(name))
    } else {
        Err(err(
            "Client names cannot contain spaces, newlines or special characters.",
        ))
    }
}

fn setname(call: &mut Call<'_, '_>) -> Outcome {
    let name = checked_name(call.arg(2))?;
    let client = call.cache.client_mut(call.connection);
    client.name = Some(name).filter(|name| !name.is_empty());
    Ok(Reply::ok())
}

fn getname(call: &mut Call<'_, '_>) -> Outcome {
    let client = call.cache.client(call.connection);
    Ok(Reply::bulk_or_nil(client.name.as_deref()))
}

fn id(call: &mut Call<'_, '_>) -> Outcome {
    Ok(Reply::Integer(i64::from(call.connection)))
}

/// A connection on one line, with the fields that mean something here.
fn line(call: &Call<'_, '_>, connection: u32) -> String {
    let client = call.cache.client(connection);
    let name = client.name.as_deref().map(|name| shown(name, usize::MAX));
    let queued = client.queue.as_ref().map(|queue| queue.len().to_string());
    format!(
        "id={connection} name={} db={} multi={} watch={}\n",
        name.unwrap_or_default(),
        client.database,
        queued.as_deref().unwrap_or("-1"),
        client.watched.len(),
    )
}

fn info(call: &mut Call<'_, '_>) -> Outcome {
    Ok(Reply::text(line(call, call.connection)))
}

fn list(call: &mut Call<'_, '_>) -> Outcome {
    let all = call.cache.connections();
    let lines: String = all.iter().map(|number| line(call, *number)).collect();
    Ok(Reply::text(lines))
}
