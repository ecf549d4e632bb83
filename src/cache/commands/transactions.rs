//! Transactions: MULTI, EXEC, WATCH.

use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::engine::resolve;
use crate::cache::refusal::{Refusal, err};
use crate::cache::table::{ALL, IMMEDIATE, Keys, Spec, row};
use imbl::Vector;

pub(super) const ROWS: &[Spec] = &[
    row("discard", 1, IMMEDIATE, Keys::None, discard),
    row("exec", 1, IMMEDIATE, Keys::None, exec),
    row("multi", 1, IMMEDIATE, Keys::None, multi),
    row("unwatch", 1, 0, Keys::None, unwatch),
    row("watch", -2, IMMEDIATE, ALL, watch),
];

fn multi(call: &mut Call<'_, '_>) -> Outcome {
    let client = call.cache.client_mut(call.connection);
    if client.queue.is_some() {
        return Err(err("MULTI calls can not be nested"));
    }
    client.queue = Some(Vector::new());
    client.spoiled = false;
    Ok(Reply::ok())
}

fn discard(call: &mut Call<'_, '_>) -> Outcome {
    let client = call.cache.client_mut(call.connection);
    if client.queue.take().is_none() {
        return Err(err("DISCARD without MULTI"));
    }
    call.cache.unwatch(call.connection);
    Ok(Reply::ok())
}

fn exec(call: &mut Call<'_, '_>) -> Outcome {
    let connection = call.connection;
    let client = call.cache.client_mut(connection);
    let Some(queue) = client.queue.take() else {
        return Err(err("EXEC without MULTI"));
    };
    let spoiled = std::mem::take(&mut client.spoiled);
    // A watched key that has died since has changed, too.
    let watched = client.watched.clone();
    let (own, now) = (call.database, call.now);
    let dead = watched.iter().any(|(database, key)| {
        call.database = *database;
        call.keys().get(key).is_some_and(|entry| entry.is_dead(now))
    });
    call.database = own;
    let overtaken = dead || call.cache.client(connection).overtaken;
    call.cache.unwatch(connection);
    if spoiled {
        let text = "EXECABORT Transaction discarded because of previous errors.";
        return Err(Refusal::from(text));
    }
    if overtaken {
        return Ok(Reply::NilArray);
    }
    let mut replies = Vec::new();
    for args in &queue {
        let outcome = resolve(args).and_then(|spec| {
            let work = &mut call.work;
            call.cache.run(spec, connection, args, call.scope, work)
        });
        replies.push(outcome.unwrap_or_else(|refusal| Reply::Error(refusal.into_owned())));
    }
    // Nothing waits inside of a transaction.
    call.work.wait_us = None;
    Ok(Reply::Array(replies))
}

fn watch(call: &mut Call<'_, '_>) -> Outcome {
    if call.cache.client(call.connection).queue.is_some() {
        return Err(err("WATCH inside MULTI is not allowed"));
    }
    let database = call.database;
    for key in call.args_from(1) {
        // What has died already is not there, and its going changes nothing.
        call.look(&key.0);
        call.cache.watch(call.connection, database, &key.0);
    }
    Ok(Reply::ok())
}

fn unwatch(call: &mut Call<'_, '_>) -> Outcome {
    call.cache.unwatch(call.connection);
    Ok(Reply::ok())
}
