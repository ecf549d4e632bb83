//! Rows written by their places, for an engine that found them itself.

#![cfg_attr(
    not(feature = "gluesql"),
    allow(dead_code, reason = "compiled always, so that it cannot rot")
)]

use super::bind::{Binder, Typed};
use super::catalog::{RowId, Table};
use super::datetime::EPOCH_MICROS;
use super::error::Result;
use super::plan::{Body, Change, ChangeKind, Expr, Field, From, Query};
use super::session::Statement;
use super::transaction::lock::Mode;
use super::types::{ColumnType, Type};
use super::value::Value;
use std::sync::Arc;

/// What becomes of rows. Values are of the columns' types and stand in the
/// table's order; those of generated columns are computed anew.
#[derive(Debug)]
pub(crate) enum Rows {
    Insert(Vec<Vec<Value>>),
    Update(Vec<(RowId, Vec<Value>)>),
    Delete(Vec<RowId>),
}

impl Statement<'_> {
    /// Writes rows under all of the table's rules, as a statement of our own
    /// language would: lengths, NOT NULL, checks, unique and foreign keys.
    pub fn write(&mut self, table: &str, rows: Rows) -> Result<()> {
        let catalog = self.catalog.clone();
        let table = Arc::clone(catalog.table(table)?);
        self.peers.lock_table(table.oid, Mode::RowExclusive)?;
        let now = self.transaction_us - EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, self.params, now);
        let (generated, checks) = binder.rules(&table)?;
        let plain: Vec<usize> = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !column.generated)
            .map(|(place, _)| place)
            .collect();
        let base = table.columns.len();
        let kind = match rows {
            Rows::Insert(rows) => ChangeKind::Insert {
                source: insertion(&binder, &table, &plain, rows)?,
                columns: plain,
                defaults: Vec::new(),
                conflict: None,
            },
            Rows::Update(rows) => {
                let rows = rows.into_iter().map(|(id, values)| {
                    let id = Value::Int(id as i64);
                    std::iter::once(id).chain(values).collect()
                });
                let mut set = Vec::new();
                for place in plain {
                    let slot = Expr::Slot(base + 1 + place);
                    set.push((place, fitted(&binder, &table, place, slot)?));
                }
                ChangeKind::Update {
                    from: given(rows, base),
                    filter: Vec::new(),
                    recheck: Vec::new(),
                    set,
                    row_id: base,
                }
            }
            Rows::Delete(ids) => ChangeKind::Delete {
                from: given(ids.into_iter().map(|id| vec![Value::Int(id as i64)]), base),
                filter: Vec::new(),
                recheck: Vec::new(),
                row_id: base,
            },
        };
        let change = Change {
            table: table.name.clone(),
            kind,
            // The row itself, its place, and the row that it becomes.
            width: base * 2 + 1,
            generated,
            checks,
            returning: Vec::new(),
        };
        let counts = (binder.cte_count, binder.sub_count);
        self.carry_out(
            &Query::of(Body::Change(Box::new(change)), Vec::new()),
            counts,
        )?;
        Ok(())
    }

    /// What columns become that a statement does not name: for each of them,
    /// a value for each row. Columns without a default are left out.
    pub fn defaults(
        &mut self,
        table: &str,
        columns: &[usize],
        rows: usize,
    ) -> Result<Vec<(usize, Vec<Value>)>> {
        let catalog = self.catalog.clone();
        let table = catalog.table(table)?;
        let now = self.transaction_us - EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, self.params, now);
        let mut bound = Vec::new();
        for place in columns {
            if let Some(default) = binder.default_of(table, *place)? {
                bound.push((*place, default));
            }
        }
        let counts = (binder.cte_count, binder.sub_count);
        self.with_exec(counts, |exec| {
            let each = |(place, default): (usize, Expr)| {
                let values = (0..rows).map(|_| exec.eval(&default, &[], None));
                Ok((place, values.collect::<Result<_>>()?))
            };
            bound.into_iter().map(each).collect()
        })
    }
}

fn insertion(
    binder: &Binder<'_>,
    table: &Table,
    plain: &[usize],
    rows: Vec<Vec<Value>>,
) -> Result<Query> {
    let mut bound = Vec::with_capacity(rows.len());
    for row in rows {
        let mut exprs = Vec::with_capacity(plain.len());
        for place in plain {
            let value = row.get(*place).cloned().unwrap_or_default();
            exprs.push(fitted(binder, table, *place, Expr::Const(value))?);
        }
        bound.push(exprs);
    }
    Ok(values(bound))
}

/// An expression of a column's type, held to the column's length and scale.
fn fitted(binder: &Binder<'_>, table: &Table, place: usize, expr: Expr) -> Result<Expr> {
    let Some(column) = table.columns.get(place) else {
        return Ok(expr);
    };
    let typed = Typed {
        expr,
        ty: ColumnType::from(column.ty.base),
        at: None,
    };
    Ok(binder.assign(typed, column.ty, &column.name)?.expr)
}

/// Rows that are given, in the slots from `base`.
fn given(rows: impl Iterator<Item = Vec<Value>>, base: usize) -> From {
    let rows = rows.map(|row| row.into_iter().map(Expr::Const).collect());
    From::Query {
        alias: String::new(),
        query: Box::new(values(rows.collect())),
        base,
        filter: Vec::new(),
    }
}

fn values(rows: Vec<Vec<Expr>>) -> Query {
    let width = rows.first().map_or(0, Vec::len);
    let field = Field {
        name: String::new(),
        ty: Type::Any.into(),
    };
    Query::of(Body::Values(rows), vec![field; width])
}
