//! One statement under way: what it may see and change.

use super::bind::Binder;
use super::catalog::{Catalog, Sequences};
use super::database::SqlWork;
use super::error::{Result, error, unsupported};
use super::parse::Source;
use super::plan::{Body, ChangeKind, Query};
use super::prepared::Prepared;
use super::transaction::lock::Mode;
use super::transaction::{Level, Peers};
use super::types::{ColumnType, Type};
use super::{SqlField, SqlRows};
use crate::base::{Chance, What, limits};
use sqlparser::ast;
use std::collections::BTreeMap;

/// A connection's settings, as `SET` changes and `SHOW` shows them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub values: BTreeMap<String, String>,
    /// The last number each sequence gave on this connection, by OID.
    pub given: BTreeMap<u32, i64>,
    /// The sequence that gave one last.
    pub last_given: Option<u32>,
    /// Statements kept by PREPARE.
    pub prepared: BTreeMap<String, Prepared>,
    /// The level of the transaction under way.
    pub current: Level,
}

/// One statement under way.
pub(crate) struct Statement<'a> {
    pub catalog: &'a mut Catalog,
    /// What it read before it waited, when it did.
    pub snapshot: Option<Catalog>,
    /// What it reads now.
    pub read: Option<Catalog>,
    pub sequences: &'a mut Sequences,
    pub settings: &'a mut Settings,
    pub chance: &'a mut Chance,
    pub source: &'a Source,
    pub params: &'a [Option<String>],
    /// The types declared for the first of them.
    pub param_types: Vec<ColumnType>,
    /// When its transaction began, in Unix microseconds.
    pub transaction_us: i64,
    /// Now, in Unix microseconds.
    pub now_us: i64,
    pub connection: u32,
    pub events: &'a mut Vec<What>,
    pub work: &'a mut SqlWork,
    pub peers: &'a mut Peers,
}

impl Statement<'_> {
    /// Runs it.
    pub fn run(&mut self, statement: &ast::Statement) -> Result<SqlRows> {
        let rows = match statement {
            ast::Statement::Query(_)
            | ast::Statement::Insert(_)
            | ast::Statement::Update(_)
            | ast::Statement::Delete(_) => self.run_query(statement)?,
            ast::Statement::ShowVariable { variable } => self.show(variable)?,
            ast::Statement::Set(set) => {
                super::settings::set(self.settings, set)?;
                tagged("SET")
            }
            ast::Statement::Reset(_) => {
                self.settings.values.clear();
                tagged("RESET")
            }
            ast::Statement::Explain { .. } => self.explain(statement)?,
            ast::Statement::Prepare {
                name,
                data_types,
                statement,
            } => self.prepare(name, data_types, statement)?,
            ast::Statement::Execute {
                name, parameters, ..
            } => self.execute_prepared(name.as_ref(), parameters)?,
            ast::Statement::Deallocate { name, .. } => self.deallocate(name)?,
            ast::Statement::Discard { .. } => tagged("DISCARD ALL"),
            ast::Statement::Analyze(_) => tagged("ANALYZE"),
            ast::Statement::Vacuum(_) => tagged("VACUUM"),
            ast::Statement::Lock(lock) => self.lock_tables(lock)?,
            other => match self.define(other)? {
                Some(tag) => tagged(&tag),
                None => return Err(unsupported(&verb(other))),
            },
        };
        note_rows(&rows, self.work, self.events);
        Ok(rows)
    }

    fn show(&self, variable: &[ast::Ident]) -> Result<SqlRows> {
        let words: Vec<&str> = variable.iter().map(|word| word.value.as_str()).collect();
        let name = words.join(" ");
        let value = super::settings::show(self.settings, &name).ok_or_else(|| {
            error(
                "42704",
                format!(
                    "unrecognized configuration parameter \"{}\"",
                    name.to_lowercase()
                ),
            )
        })?;
        Ok(SqlRows {
            tag: "SHOW".to_owned(),
            fields: vec![field(super::settings::shown_name(&name), Type::Text)],
            rows: vec![vec![Some(value)]],
        })
    }

    fn lock_tables(&mut self, lock: &ast::Lock) -> Result<SqlRows> {
        let mode = Mode::asked(lock.lock_mode.as_ref());
        for target in &lock.tables {
            let name = self.relation(&target.name)?;
            let oid = self.catalog.table(&name)?.oid;
            let patience = self.peers.lock_table(oid, mode);
            if lock.nowait && self.peers.wait.take().is_some() {
                let message = format!("could not obtain lock on relation \"{name}\"");
                return Err(error("55P03", message));
            }
            patience?;
        }
        Ok(tagged("LOCK TABLE"))
    }

    pub(super) fn run_query(&mut self, statement: &ast::Statement) -> Result<SqlRows> {
        let catalog = self.catalog.clone();
        let now = self.transaction_us - super::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, self.params, now);
        binder.param_types.clone_from(&self.param_types);
        let (query, verb) = if let ast::Statement::Query(query) = statement {
            let mut bound = binder.query(query)?;
            super::bind::settle(&mut bound);
            (bound, "SELECT")
        } else {
            let (change, fields) = binder.change(statement)?;
            (Query::of(Body::Change(Box::new(change)), fields), "SELECT")
        };
        let verb = match &query.body {
            Body::Change(change) => match change.kind {
                ChangeKind::Insert { .. } => "INSERT 0",
                ChangeKind::Update { .. } => "UPDATE",
                ChangeKind::Delete { .. } => "DELETE",
            },
            _ => verb,
        };
        for (oid, mode) in std::mem::take(&mut binder.tables) {
            self.peers.lock_table(oid, mode)?;
        }
        let changes = matches!(query.body, Body::Change(_));
        let counts = (binder.cte_count, binder.sub_count);
        let (rows, affected) = self.carry_out(&query, counts)?;
        let count = if changes { affected } else { rows.len() as u64 };
        Ok(SqlRows {
            tag: format!("{verb} {count}"),
            fields: query
                .fields
                .iter()
                .map(|own| field(own.name.clone(), own.ty.base))
                .collect(),
            rows,
        })
    }

    /// Runs what was bound and counts its work; gives its rows as text, and
    /// how many it changed. `counts` are those of CTEs and subqueries.
    pub(super) fn carry_out(
        &mut self,
        query: &Query,
        counts: (usize, usize),
    ) -> Result<(Vec<Vec<Option<String>>>, u64)> {
        let types: Vec<Type> = query.fields.iter().map(|field| field.ty.base).collect();
        let (rows, scanned, changed, affected) = self.with_exec(counts, |exec| {
            let mut rows: Vec<Vec<Option<String>>> = Vec::new();
            exec.query(query, None, &mut |_, row| {
                if rows.len() >= limits::RESULT_ROWS {
                    let most = limits::RESULT_ROWS;
                    return Err(error(
                        "54000",
                        format!("the result has more than {most} rows, the most Backlot returns"),
                    )
                    .hint("Ask for fewer with LIMIT."));
                }
                rows.push(
                    row.iter()
                        .zip(&types)
                        .map(|(value, ty)| super::output::show(value, *ty))
                        .collect(),
                );
                Ok(true)
            })?;
            let scanned = std::mem::take(&mut exec.scanned);
            Ok((
                rows,
                scanned,
                std::mem::take(&mut exec.changed),
                exec.affected,
            ))
        })?;
        for (table, index, rows) in scanned {
            self.work.rows_scanned += rows;
            self.events.push(What::RowsScanned { table, rows, index });
        }
        for (table, change) in changed {
            self.work.rows_changed += change.inserted + change.updated + change.deleted;
            self.events.push(What::RowsChanged {
                table,
                inserted: change.inserted,
                updated: change.updated,
                deleted: change.deleted,
            });
        }
        Ok((rows, affected))
    }
}

/// Rows of a result that its event shows.
const PREVIEW_ROWS: usize = 10;

/// Counts and tells a result.
pub(super) fn note_rows(rows: &SqlRows, work: &mut SqlWork, events: &mut Vec<What>) {
    work.rows_returned += rows.rows.len() as u64;
    let bytes = rows.rows.iter().flatten().flatten().map(String::len);
    work.bytes_returned += bytes.sum::<usize>() as u64;
    events.push(What::RowsReturned {
        tag: rows.tag.clone(),
        columns: rows.fields.iter().map(|field| field.name.clone()).collect(),
        rows: rows.rows.len() as u64,
        preview: rows.rows.iter().take(PREVIEW_ROWS).cloned().collect(),
    });
}

pub(super) fn tagged(tag: &str) -> SqlRows {
    SqlRows {
        tag: tag.to_owned(),
        ..SqlRows::default()
    }
}

pub(super) fn field(name: String, ty: Type) -> SqlField {
    SqlField {
        name,
        type_name: ty.internal_name(),
        type_oid: ty.oid(),
    }
}

/// Whether a statement may change the database.
pub(crate) fn writes(statement: &ast::Statement) -> bool {
    match statement {
        ast::Statement::Query(query) => query_writes(query),
        ast::Statement::Explain { .. } => super::explain::changes(statement),
        ast::Statement::Set(_)
        | ast::Statement::ShowVariable { .. }
        | ast::Statement::Reset(_)
        | ast::Statement::Prepare { .. }
        | ast::Statement::Execute { .. }
        | ast::Statement::Deallocate { .. }
        | ast::Statement::Analyze(_)
        | ast::Statement::Discard { .. } => false,
        _ => true,
    }
}

/// How the tables are locked whose definitions a statement changes, if it may
/// change any.
pub(crate) fn defines(statement: &ast::Statement) -> Option<Mode> {
    match statement {
        ast::Statement::Query(_)
        | ast::Statement::Insert(_)
        | ast::Statement::Update(_)
        | ast::Statement::Delete(_)
        | ast::Statement::Explain { .. }
        | ast::Statement::Lock(_) => None,
        ast::Statement::CreateIndex(_) => Some(Mode::ShareRowExclusive),
        other => writes(other).then_some(Mode::AccessExclusive),
    }
}

/// Whether a query locks rows or has a changing statement among its CTEs.
fn query_writes(query: &ast::Query) -> bool {
    fn body(set: &ast::SetExpr) -> bool {
        matches!(
            set,
            ast::SetExpr::Insert(_)
                | ast::SetExpr::Update(_)
                | ast::SetExpr::Delete(_)
                | ast::SetExpr::Merge(_)
        )
    }
    let with = query.with.iter().flat_map(|with| &with.cte_tables);
    !query.locks.is_empty()
        || body(&query.body)
        || with.into_iter().any(|cte| query_writes(&cte.query))
}

/// A statement's name, such as `CREATE TABLE`, from its own words.
pub(crate) fn verb(statement: &ast::Statement) -> String {
    let text = statement.to_string();
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_uppercase();
    match first.as_str() {
        "CREATE" | "DROP" | "ALTER" | "COMMENT" | "LOCK" => {
            let second = words
                .find(|word| {
                    !matches!(
                        word.to_uppercase().as_str(),
                        "OR" | "REPLACE" | "UNIQUE" | "TEMPORARY" | "TEMP"
                    )
                })
                .unwrap_or_default()
                .to_uppercase();
            format!("{first} {second}")
        }
        _ => first,
    }
}
