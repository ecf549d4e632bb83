//! What an INSERT leaves out. Our defaults speak our language (a serial
//! column's counts a sequence up), so they are computed by our own engine and
//! given to GlueSQL as values.

use super::storage::{Answer, Storage};
use super::value::to_glue;
use crate::sql::catalog::{Identity, Table};
use crate::sql::error::error;
use crate::sql::parse::Source;
use gluesql_core::plan::{ExprPlan, QueryPlan, StatementPlan, ValuesPlan};
use std::sync::Arc;

impl Storage<'_, '_, '_> {
    /// The plan with the defaults of what it leaves out.
    pub(super) fn fill(&mut self, plan: StatementPlan) -> Answer<StatementPlan> {
        let StatementPlan::Insert {
            table_name,
            columns,
            source,
        } = plan
        else {
            return Ok(plan);
        };
        let rows = match source {
            QueryPlan::Values(ValuesPlan(rows)) => rows,
            source => {
                self.check_list(&table_name, &columns)?;
                return Ok(StatementPlan::Insert {
                    table_name,
                    columns,
                    source,
                });
            }
        };
        let (columns, rows) = match self.table(&table_name)?.map(Arc::clone) {
            Some(table) => self.fill_rows(&table, columns, rows)?,
            None => (columns, rows),
        };
        Ok(StatementPlan::Insert {
            table_name,
            columns,
            source: QueryPlan::Values(ValuesPlan(rows)),
        })
    }

    /// GlueSQL ignores the list before a query and fills from the left, which
    /// would write values into columns that nobody meant.
    fn check_list(&self, table: &str, columns: &[String]) -> Answer<()> {
        let Some(table) = self.table(table)? else {
            return Ok(());
        };
        let all = table.columns.iter().map(|column| &column.name);
        if columns.is_empty() || columns.iter().eq(all) {
            return Ok(());
        }
        let message = "GlueSQL ignores the list of columns before a query";
        let hint = "Leave it out, and give all columns in the table's order.";
        Err(self.refuse(error("0A000", message).hint(hint)))
    }

    fn fill_rows(
        &mut self,
        table: &Table,
        mut columns: Vec<String>,
        mut rows: Vec<Vec<ExprPlan>>,
    ) -> Answer<(Vec<String>, Vec<Vec<ExprPlan>>)> {
        let width = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != width) {
            return Ok((columns, rows));
        }
        if columns.is_empty() {
            let first = table.columns.iter().take(width);
            columns = first.map(|column| column.name.clone()).collect();
        }
        if columns.len() != width {
            return Ok((columns, rows));
        }
        let mut missing = Vec::new();
        for (place, column) in table.columns.iter().enumerate() {
            let given = columns.contains(&column.name);
            let always = column.generated || column.identity == Some(Identity::Always);
            if given && always {
                let message = format!(
                    "cannot insert a non-DEFAULT value into column \"{}\"",
                    column.name
                );
                return Err(self.refuse(error("428C9", message)));
            }
            if !given {
                missing.push(place);
            }
        }
        let has_default = |place: &usize| {
            let column = table.columns.get(*place);
            column.is_some_and(|column| column.default.is_some() && !column.generated)
        };
        missing.retain(has_default);
        if missing.is_empty() {
            return Ok((columns, rows));
        }
        let filled = self.change("INSERT", &Source::default(), |statement| {
            statement.defaults(&table.name, &missing, rows.len())
        })?;
        for (place, values) in filled {
            let Some(column) = table.columns.get(place) else {
                continue;
            };
            columns.push(column.name.clone());
            for (row, value) in rows.iter_mut().zip(values) {
                let value = self.told(to_glue(&value, column.ty.base))?;
                row.push(ExprPlan::Value(value));
            }
        }
        Ok((columns, rows))
    }
}
