//! The server: its size, its clock, its settings, emptying it.

use super::connection::VERSION;
use super::generic::{database, family};
use crate::base::{Body, limits};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::number::{parse_float, parse_integer};
use crate::cache::refusal::{NOT_A_FLOAT, Refusal, SYNTAX, err};
use crate::cache::table::{self, FAMILY, Keys, Spec, WRITE, row};
use std::fmt::Write;

pub(super) const ROWS: &[Spec] = &[
    row("command", -1, FAMILY, Keys::None, command),
    row("command|count", 2, 0, Keys::None, command_count),
    row("command|getkeys", -4, 0, Keys::None, command_getkeys),
    row("command|list", -2, 0, Keys::None, command_list),
    row("config", -2, FAMILY, Keys::None, family),
    row("config|get", -3, 0, Keys::None, config_get),
    row("config|resetstat", 2, 0, Keys::None, config_resetstat),
    row("config|set", -4, 0, Keys::None, config_set),
    row("dbsize", 1, 0, Keys::None, dbsize),
    row("debug", -2, FAMILY, Keys::None, family),
    row("debug|sleep", 3, 0, Keys::None, sleep),
    row("flushall", -1, WRITE, Keys::None, flushall),
    row("flushdb", -1, WRITE, Keys::None, flushdb),
    row("info", -1, 0, Keys::None, info),
    row("memory", -2, FAMILY, Keys::None, family),
    row("memory|usage", -3, 0, Keys::Span(2, 2, 1), memory_usage),
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
    let parts = [us / 1_000_000, us % 1_000_000];
    Ok(parts
        .map(|part| Reply::text(part.to_string()))
        .into_iter()
        .collect())
}

/// Redis blocks everyone for so long; here the caller lets the time pass.
fn sleep(call: &mut Call<'_, '_>) -> Outcome {
    let seconds = parse_float(call.arg(2)).ok_or(NOT_A_FLOAT)?;
    let longest = limits::VIRTUAL_US_PER_COMMAND as f64;
    call.work.sleep_us = (seconds * 1e6).clamp(0.0, longest) as u64;
    Ok(Reply::ok())
}

fn config_get(call: &mut Call<'_, '_>) -> Outcome {
    let patterns: Vec<&[u8]> = call.args_from(2).iter().map(|word| &*word.0).collect();
    let found = call.cache.config.matching(&patterns).into_iter();
    let pair = |(name, value): (&str, String)| [Reply::text(name), Reply::text(value)];
    Ok(found.flat_map(pair).collect())
}

fn config_set(call: &mut Call<'_, '_>) -> Outcome {
    let pairs = call.args_from(2);
    if !pairs.len().is_multiple_of(2) {
        return Err(SYNTAX);
    }
    // All or none.
    let mut config = call.cache.config.clone();
    for pair in pairs.chunks(2) {
        if let [name, value] = pair {
            config.set(&name.0, &value.0)?;
        }
    }
    call.cache.config = config;
    call.make_room()?;
    Ok(Reply::ok())
}

fn config_resetstat(call: &mut Call<'_, '_>) -> Outcome {
    call.cache.stats = crate::cache::engine::Stats::default();
    Ok(Reply::ok())
}

fn memory_usage(call: &mut Call<'_, '_>) -> Outcome {
    match call.args_from(3) {
        [] => {}
        [_, _] if call.is_word(3, "samples") => {
            call.integer(4)?;
        }
        _ => return Err(SYNTAX),
    }
    let found = call
        .look(call.arg(2))
        .map(|entry| Reply::count(entry.charged()));
    Ok(found.unwrap_or(Reply::Nil))
}

/// A line of INFO for each fact.
fn facts(title: &str, facts: &[(&str, String)]) -> String {
    let mut out = format!("# {title}\r\n");
    for (name, value) in facts {
        // Writing to a String cannot fail.
        let _ = write!(out, "{name}:{value}\r\n");
    }
    out
}

/// The sections of INFO that mean something here.
fn info(call: &mut Call<'_, '_>) -> Outcome {
    const ALL: [&str; 5] = ["server", "clients", "memory", "stats", "keyspace"];
    let (cache, clock) = (&*call.cache, call.scope.clock);
    let asked = |section: &str| {
        let whole = ["all", "everything", "default"];
        let mut words = call
            .args_from(1)
            .iter()
            .map(|word| word.text().to_lowercase());
        call.args.len() == 1 || words.any(|word| word == section || whole.contains(&&*word))
    };
    let stats = cache.stats;
    let section = |name: &str| match name {
        "server" => {
            let seconds = clock.now_us / 1_000_000;
            facts(
                "Server",
                &[
                    ("redis_version", VERSION.to_owned()),
                    ("redis_mode", "standalone".to_owned()),
                    ("uptime_in_seconds", seconds.to_string()),
                    ("hz", "10".to_owned()),
                ],
            )
        }
        "clients" => {
            let count = cache.connections().len().max(1);
            facts("Clients", &[("connected_clients", count.to_string())])
        }
        "memory" => facts(
            "Memory",
            &[
                ("used_memory", cache.charged().to_string()),
                ("used_memory_dataset", cache.charged().to_string()),
                ("maxmemory", cache.config.max_memory.to_string()),
                ("maxmemory_policy", cache.config.policy.name().to_owned()),
            ],
        ),
        "stats" => facts(
            "Stats",
            &[
                ("total_commands_processed", stats.commands.to_string()),
                ("expired_keys", stats.expired.to_string()),
                ("evicted_keys", stats.evicted.to_string()),
                ("keyspace_hits", stats.hits.to_string()),
                ("keyspace_misses", stats.misses.to_string()),
            ],
        ),
        _ => {
            let lines = cache.databases().filter(|(_, keys)| keys.len() > 0);
            let lines = lines.map(|(number, keys)| {
                let ttl = keys.mean_ttl_ms(call.now);
                format!(
                    "db{number}:keys={},expires={},avg_ttl={ttl}\r\n",
                    keys.len(),
                    keys.len_mortal()
                )
            });
            "# Keyspace\r\n".to_owned() + &lines.collect::<String>()
        }
    };
    let sections: Vec<String> = ALL
        .into_iter()
        .filter(|name| asked(name))
        .map(section)
        .collect();
    Ok(Reply::text(sections.join("\r\n")))
}

/// The commands that are not members of a family.
fn commands() -> impl Iterator<Item = &'static &'static Spec> {
    table::all().iter().filter(|spec| !spec.name.contains('|'))
}

/// Redis gives much about each command here; the names must do.
fn command(_: &mut Call<'_, '_>) -> Outcome {
    let about = |spec: &&'static Spec| {
        let arity = i64::try_from(spec.arity).unwrap_or(0);
        let nature = if spec.is(WRITE) { "write" } else { "readonly" };
        let (first, last, step) = match spec.keys {
            Keys::Span(first, last, step) => (first, last as i64, step),
            _ => (0, 0, 0),
        };
        Reply::Array(vec![
            Reply::text(spec.name),
            Reply::Integer(arity),
            Reply::Array(vec![Reply::Status(nature.to_owned())]),
            Reply::count(first),
            Reply::Integer(last),
            Reply::count(step),
        ])
    };
    Ok(commands().map(about).collect())
}

fn command_count(_: &mut Call<'_, '_>) -> Outcome {
    Ok(Reply::count(commands().count()))
}

fn command_list(_: &mut Call<'_, '_>) -> Outcome {
    Ok(commands().map(|spec| Reply::text(spec.name)).collect())
}

fn command_getkeys(call: &mut Call<'_, '_>) -> Outcome {
    let words: &[Body] = call.args_from(2);
    let Some(spec) = table::find(call.arg(2)) else {
        return Err(err("Invalid command specified"));
    };
    if spec.keys == Keys::None {
        return Err(err("The command has no key arguments"));
    }
    if !spec.takes(words.len()) {
        return Err(err("Invalid number of arguments specified for command"));
    }
    Ok(spec.keys_of(words).into_iter().map(Reply::bulk).collect())
}
