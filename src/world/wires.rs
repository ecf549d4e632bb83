//! How many bytes a call to a service is on its link.
//!
//! The cache's are those of RESP 2. The database's are those of PostgreSQL's
//! protocol 3.0 as the package `pg` speaks it: a text without parameters is a
//! Query message, one with parameters is Parse, Bind, Describe, Execute and
//! Sync with an unnamed statement, and values go as text.
//!
//! # Limits
//! These links have a latency and no bandwidth, so size takes no time on them.
//! Opening a database connection, which takes several messages each way, is
//! not counted; nor are the fields of an error that name PostgreSQL's source.

use super::World;
use super::turn::{CallResult, ServiceCall};
use crate::base::{Parent, System, What};
use crate::cache::command_len;
use crate::sql::{SqlError, SqlRows};

/// A message's kind and length.
const HEAD: usize = 5;
/// `ParseComplete` and `BindComplete`.
const PARSED_AND_BOUND: usize = 2 * HEAD;
/// `ReadyForQuery`.
const READY: usize = HEAD + 1;
/// What a column says of itself beside its name.
const COLUMN: usize = 18;

impl World {
    /// One way between the process and a service.
    pub(super) fn link_us(&self, service: System) -> u64 {
        match service {
            System::Sql => self.file.latency.sql_us,
            _ => self.file.latency.cache_us,
        }
    }

    /// Says that bytes crossed the link between the process and a service.
    pub(super) fn note_transfer(
        &mut self,
        parent: Parent,
        service: System,
        out: bool,
        bytes: usize,
    ) {
        let latency_us = self.link_us(service);
        let (from, to) = if out {
            (System::Handler, service)
        } else {
            (service, System::Handler)
        };
        let what = What::BytesTransferred {
            from,
            to,
            bytes,
            latency_us,
            transfer_us: 0,
        };
        self.record(parent, what);
    }

    /// The same for a call that leaves the process; one that opens a
    /// connection or goes elsewhere has no size of its own.
    pub(super) fn note_call(&mut self, parent: Parent, service: &ServiceCall) {
        match service {
            ServiceCall::SqlQuery { text, params, .. } => {
                self.note_transfer(parent, System::Sql, true, query_len(text, params));
            }
            ServiceCall::SqlClose { .. } => self.note_transfer(parent, System::Sql, true, HEAD),
            ServiceCall::Cache { args, .. } => {
                self.note_transfer(parent, System::Cache, true, command_len(args));
            }
            ServiceCall::SqlConnect { .. }
            | ServiceCall::CacheClose { .. }
            | ServiceCall::Fetch { .. } => {}
        }
    }
}

/// How long the database's answer is.
pub(super) fn answer_len(extended: bool, result: &CallResult) -> usize {
    let own = READY + if extended { PARSED_AND_BOUND } else { 0 };
    match result {
        CallResult::Sql { results } => {
            let rows = results.iter().map(|rows| rows_len(rows, extended));
            own + rows.sum::<usize>()
        }
        CallResult::SqlError(error) => own + error_len(error),
        _ => own,
    }
}

fn query_len(text: &str, params: &[Option<String>]) -> usize {
    let text = text.len() + 1;
    if params.is_empty() {
        return HEAD + text;
    }
    // Each value with its format and its length.
    let value = |value: &Option<String>| 2 + 4 + value.as_ref().map_or(0, String::len);
    let parse = HEAD + 1 + text + 2;
    let bind = HEAD + 2 + 2 + 2 + params.iter().map(value).sum::<usize>() + 4;
    let describe = HEAD + 2;
    let execute = HEAD + 1 + 4;
    let sync = HEAD;
    parse + bind + describe + execute + sync
}

fn rows_len(result: &SqlRows, extended: bool) -> usize {
    let value = |value: &Option<String>| 4 + value.as_ref().map_or(0, String::len);
    let row = |row: &Vec<Option<String>>| HEAD + 2 + row.iter().map(value).sum::<usize>();
    let columns = result
        .fields
        .iter()
        .map(|field| field.name.len() + 1 + COLUMN);
    let described = match (result.fields.is_empty(), extended) {
        (false, _) => HEAD + 2 + columns.sum::<usize>(),
        // NoData.
        (true, true) => HEAD,
        (true, false) => 0,
    };
    let complete = HEAD + result.tag.len() + 1;
    described + result.rows.iter().map(row).sum::<usize>() + complete
}

fn error_len(error: &SqlError) -> usize {
    let field = |text: &str| 1 + text.len() + 1;
    let named = [
        &error.detail,
        &error.hint,
        &error.table,
        &error.column,
        &error.constraint,
    ];
    let named: usize = named.into_iter().flatten().map(|text| field(text)).sum();
    let position = error.position.map_or(0, |at| field(&at.to_string()));
    // The severity goes twice, once translated.
    let fixed = 2 * field("ERROR") + field(&error.code) + field(&error.message);
    HEAD + fixed + named + position + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::SqlField;

    fn rows() -> SqlRows {
        SqlRows {
            tag: "SELECT 1".to_owned(),
            fields: vec![SqlField {
                name: "id".to_owned(),
                type_name: "int4".to_owned(),
                type_oid: 23,
            }],
            rows: vec![vec![Some("7".to_owned())]],
        }
    }

    #[test]
    fn messages_are_as_long_as_postgresqls() {
        // Counted in what a PostgreSQL 15 was sent and sent back: 20 and 60
        // bytes, 73 and 70, and 37 for an INSERT with a parameter.
        assert_eq!(query_len("SELECT 7 AS id", &[]), 20);
        assert_eq!(rows_len(&rows(), false) + READY, 28 + 12 + 14 + 6);
        let inserted = SqlRows {
            tag: "INSERT 0 1".to_owned(),
            ..SqlRows::default()
        };
        assert_eq!(rows_len(&inserted, true) + READY + PARSED_AND_BOUND, 37);
        let one = [Some("7".to_owned())];
        assert_eq!(
            query_len("SELECT $1::int AS id", &one),
            29 + 22 + 7 + 10 + 5
        );
    }
}
