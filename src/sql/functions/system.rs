//! The session, the catalog, sequences and identifiers.

use super::math::arg;
use super::string::{s, text};
use super::{Entry, lenient, strict};
use crate::sql::error::{Result, error};
use crate::sql::execute::Exec;
use crate::sql::types::Type as T;
use crate::sql::value::Value;

/// What `version()` says.
const VERSION: &str = "PostgreSQL 15.18 (Backlot)";

pub(super) const FUNCTIONS: &[Entry] = &[
    lenient("version", &[], T::Text, |_, _, _| text(VERSION)),
    lenient("current_user", &[], T::Name, |_, _, _| text("backlot")),
    lenient("session_user", &[], T::Name, |_, _, _| text("backlot")),
    lenient("user", &[], T::Name, |_, _, _| text("backlot")),
    lenient("current_role", &[], T::Name, |_, _, _| text("backlot")),
    lenient("current_database", &[], T::Name, |_, _, _| text("backlot")),
    lenient("current_catalog", &[], T::Name, |_, _, _| text("backlot")),
    lenient("current_schema", &[], T::Name, |_, _, _| text("public")),
    lenient("pg_backend_pid", &[], T::Int4, |exec, _, _| {
        Ok(Value::Int(i64::from(exec.connection)))
    }),
    lenient("pg_typeof", &[T::Any], T::Regtype, |_, _, t| {
        text(t.first().copied().unwrap_or(T::Unknown).sql_name())
    }),
    lenient("gen_random_uuid", &[], T::Uuid, |exec, _, _| {
        let mut bytes = [0_u8; 16];
        for byte in &mut bytes {
            *byte = exec.chance.below(256) as u8;
        }
        // Version 4, variant 1 (RFC 9562).
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Ok(Value::Uuid(bytes))
    }),
    strict("nextval", &[T::Text], T::Int8, |exec, a, _| {
        exec.next_value(s(a, 0))
    }),
    strict("currval", &[T::Text], T::Int8, |exec, a, _| {
        exec.current_value(s(a, 0))
    }),
    lenient("lastval", &[], T::Int8, |exec, _, _| {
        let last = exec
            .settings
            .last_given
            .and_then(|oid| exec.settings.given.get(&oid));
        last.map(|n| Value::Int(*n))
            .ok_or_else(|| error("55000", "lastval is not yet defined in this session"))
    }),
    strict("setval", &[T::Text, T::Int8], T::Int8, |exec, a, _| {
        exec.set_value(s(a, 0), arg(a, 1).as_int(), true)
    }),
    strict(
        "setval",
        &[T::Text, T::Int8, T::Bool],
        T::Int8,
        |exec, a, _| exec.set_value(s(a, 0), arg(a, 1).as_int(), arg(a, 2).is_true()),
    ),
    strict(
        "pg_get_serial_sequence",
        &[T::Text, T::Text],
        T::Text,
        |exec, a, _| {
            let (table, column) = (s(a, 0).trim_start_matches("public."), s(a, 1));
            let found = exec.catalog.sequences.iter().find(|(_, sequence)| {
                sequence
                    .owner
                    .as_ref()
                    .is_some_and(|owner| owner.0 == table && owner.1 == column)
            });
            Ok(found.map_or(Value::Null, |(name, _)| {
                Value::text(format!("public.{}", crate::sql::names::quote(name)))
            }))
        },
    ),
    strict("format_type", &[T::Oid, T::Int4], T::Text, |_, a, _| {
        let ty = T::by_oid(arg(a, 0).as_int() as u32);
        text(ty.map_or_else(|| "???".to_owned(), T::sql_name))
    }),
    strict("to_regclass", &[T::Text], T::Regclass, |exec, a, _| {
        Ok(exec
            .relation_oid(s(a, 0))
            .map_or(Value::Null, |oid| Value::Int(i64::from(oid))))
    }),
    lenient("txid_current", &[], T::Int8, |exec, _, _| {
        Ok(Value::Int(exec.now / 1000))
    }),
    lenient("pg_is_in_recovery", &[], T::Bool, |_, _, _| {
        Ok(Value::Bool(false))
    }),
    strict("current_setting", &[T::Text], T::Text, |exec, a, _| {
        let name = s(a, 0).to_lowercase();
        crate::sql::settings::show(exec.settings, &name).map_or_else(
            || {
                Err(error(
                    "42704",
                    format!("unrecognized configuration parameter \"{name}\""),
                ))
            },
            text,
        )
    }),
];

pub(super) const HIDDEN: &[Entry] = &[
    strict(
        "to_regclass_strict",
        &[T::Text],
        T::Regclass,
        |exec, a, _| {
            exec.relation_oid(s(a, 0))
                .map(|oid| Value::Int(i64::from(oid)))
                .ok_or_else(|| crate::sql::catalog::no_relation(s(a, 0)))
        },
    ),
    strict(
        "grouping_bits",
        &[T::Int4, T::Array(&T::Int4)],
        T::Int4,
        |_, a, _| {
            let mask = arg(a, 0).as_int();
            let bits = match arg(a, 1) {
                Value::Array(array) => array
                    .items
                    .iter()
                    .fold(0, |bits, place| bits << 1 | (mask >> place.as_int() & 1)),
                _ => 0,
            };
            Ok(Value::Int(bits))
        },
    ),
];

impl Exec<'_> {
    /// The OID of a table, view or sequence.
    fn relation_oid(&self, name: &str) -> Option<u32> {
        let name = name.trim_start_matches("public.").trim_matches('"');
        let table = self.catalog.tables.get(name).map(|table| table.oid);
        let view = self.catalog.views.get(name).map(|view| view.oid);
        table.or(view).or_else(|| {
            self.catalog
                .sequences
                .get(name)
                .map(|sequence| sequence.oid)
        })
    }

    fn sequence(&self, name: &str) -> Result<std::sync::Arc<crate::sql::catalog::Sequence>> {
        let name = name.trim_start_matches("public.").trim_matches('"');
        self.catalog
            .sequences
            .get(name)
            .cloned()
            .ok_or_else(|| crate::sql::catalog::no_relation(name))
    }

    fn next_value(&mut self, name: &str) -> Result<Value> {
        let sequence = self.sequence(name)?;
        // A statement that waited is given the numbers it had before.
        if let Some((oid, given)) = self.peers.given.get(self.peers.taken).copied()
            && oid == sequence.oid
        {
            self.peers.taken += 1;
            self.settings.given.insert(oid, given);
            self.settings.last_given = Some(oid);
            return Ok(Value::Int(given));
        }
        let next = match self.sequences.get(&sequence.oid) {
            None => Some(sequence.start),
            Some(last) => last.checked_add(sequence.increment),
        };
        let within = |n: &i64| (sequence.least..=sequence.most).contains(n);
        let next = match next.filter(within) {
            Some(next) => next,
            None if sequence.cycle && sequence.increment > 0 => sequence.least,
            None if sequence.cycle => sequence.most,
            None => {
                let (which, bound) = if sequence.increment > 0 {
                    ("maximum", sequence.most)
                } else {
                    ("minimum", sequence.least)
                };
                let message =
                    format!("nextval: reached {which} value of sequence \"{name}\" ({bound})");
                return Err(error("2200H", message));
            }
        };
        self.sequences.insert(sequence.oid, next);
        if self.peers.tracked {
            self.peers.given.push((sequence.oid, next));
            self.peers.taken = self.peers.given.len();
        }
        self.settings.given.insert(sequence.oid, next);
        self.settings.last_given = Some(sequence.oid);
        Ok(Value::Int(next))
    }

    fn current_value(&mut self, name: &str) -> Result<Value> {
        let sequence = self.sequence(name)?;
        self.settings
            .given
            .get(&sequence.oid)
            .map(|n| Value::Int(*n))
            .ok_or_else(|| {
                error(
                    "55000",
                    format!("currval of sequence \"{name}\" is not yet defined in this session"),
                )
            })
    }

    fn set_value(&mut self, name: &str, to: i64, called: bool) -> Result<Value> {
        let sequence = self.sequence(name)?;
        if !(sequence.least..=sequence.most).contains(&to) {
            let message = format!(
                "setval: value {to} is out of bounds for sequence \"{name}\" ({}..{})",
                sequence.least, sequence.most
            );
            return Err(error("22003", message));
        }
        if called {
            self.sequences.insert(sequence.oid, to);
            self.settings.given.insert(sequence.oid, to);
        } else {
            self.sequences
                .insert(sequence.oid, to.saturating_sub(sequence.increment));
        }
        Ok(Value::Int(to))
    }
}
