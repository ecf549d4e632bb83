//! INSERT: its columns, its source, and what the other columns become.

use super::is_default;
use crate::sql::bind::{Binder, Clause, Scope, Typed, refuse};
use crate::sql::catalog::{Identity, Table};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Body, Change, ChangeKind, Expr, Field, Query};
use crate::sql::types::{ColumnType, Type};
use crate::sql::value::Value;
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    pub(super) fn insert(&mut self, insert: &ast::Insert) -> Result<(Change, Vec<Field>)> {
        let strange = insert.or.is_some()
            || insert.ignore
            || insert.overwrite
            || insert.replace_into
            || insert.partitioned.is_some()
            || !insert.after_columns.is_empty()
            || !insert.assignments.is_empty()
            || insert.output.is_some()
            || insert.priority.is_some()
            || insert.insert_alias.is_some()
            || insert.settings.is_some()
            || insert.format_clause.is_some()
            || insert.multi_table_insert_type.is_some();
        if strange {
            return Err(refuse("this form of INSERT", None));
        }
        let ast::TableObject::TableName(name) = &insert.table else {
            return Err(refuse("this target of INSERT", None));
        };
        let table = self.target(name)?;
        let columns = self.insert_columns(&table, &insert.columns)?;
        let source = self.insert_source(&table, &columns, insert)?;
        let (source, columns, mut given) = source;
        let mut defaults = Vec::new();
        for (place, column) in table.columns.iter().enumerate() {
            if !columns.contains(&place) && !column.generated {
                given.push(place);
                if let Some(expr) = self.default_of(&table, place)? {
                    defaults.push((place, expr));
                }
            }
        }
        // Slots: the table's row, then the row that was to be inserted.
        let alias = insert
            .table_alias
            .as_ref()
            .map_or_else(|| table.name.clone(), |alias| fold(&alias.alias));
        self.relation(&alias, &table, true);
        let excluded = table.columns.len();
        let conflict = match &insert.on {
            None => None,
            Some(ast::OnInsert::OnConflict(conflict)) => {
                Some(self.on_conflict(conflict, &table, excluded)?)
            }
            Some(_) => {
                return Err(refuse("ON DUPLICATE KEY UPDATE", None)
                    .hint("PostgreSQL writes ON CONFLICT (…) DO UPDATE SET …."));
            }
        };
        self.hide("excluded");
        let (returning, fields) = self.returning(insert.returning.as_deref())?;
        let kind = ChangeKind::Insert {
            source,
            columns,
            defaults,
            conflict,
        };
        self.finish(&table, kind, excluded * 2, returning, fields)
    }

    /// The places of the columns written after the table, or of all.
    fn insert_columns(&self, table: &Table, names: &[ast::ObjectName]) -> Result<Vec<usize>> {
        if names.is_empty() {
            return Ok((0..table.columns.len()).collect());
        }
        let mut columns = Vec::new();
        for name in names {
            let at = self.source.at(name.span());
            let [ast::ObjectNamePart::Identifier(name)] = name.0.as_slice() else {
                return Err(refuse("a qualified column name here", at));
            };
            let name = fold(name);
            let place = table.column(&name).ok_or_else(|| {
                let message = format!(
                    "column \"{name}\" of relation \"{}\" does not exist",
                    table.name
                );
                error("42703", message).at(at)
            })?;
            if columns.contains(&place) {
                return Err(error(
                    "42701",
                    format!("column \"{name}\" specified more than once"),
                )
                .at(at));
            }
            columns.push(place);
        }
        Ok(columns)
    }

    /// The rows to insert, converted to the columns' types.
    fn insert_source(
        &mut self,
        table: &Table,
        columns: &[usize],
        insert: &ast::Insert,
    ) -> Result<(Query, Vec<usize>, Vec<usize>)> {
        let Some(source) = &insert.source else {
            let body = Body::Values(vec![Vec::new()]);
            return Ok((Query::of(body, Vec::new()), Vec::new(), Vec::new()));
        };
        let named = !insert.columns.is_empty();
        // The table isn't in sight of the rows inserted into it.
        let mut query = match source.body.as_ref() {
            ast::SetExpr::Values(values)
                if source.with.is_none()
                    && source.order_by.is_none()
                    && source.limit_clause.is_none() =>
            {
                self.insert_values(table, columns, values, named)?
            }
            _ => self.query(source)?,
        };
        let count = query.fields.len();
        if count > columns.len() {
            let at = source_item(self, source, columns.len());
            return Err(error("42601", "INSERT has more expressions than target columns").at(at));
        }
        if count < columns.len() && named {
            let at = insert
                .columns
                .get(count)
                .and_then(|name| self.source.at(name.span()));
            return Err(error("42601", "INSERT has more target columns than expressions").at(at));
        }
        let columns: Vec<usize> = columns.iter().take(count).copied().collect();
        let mut types = Vec::new();
        for (place, field) in columns.iter().zip(&query.fields) {
            let Some(column) = table.columns.get(*place) else {
                continue;
            };
            let overridden = match source.body.as_ref() {
                ast::SetExpr::Values(_) => false,
                _ => column.generated || column.identity == Some(Identity::Always),
            };
            if overridden {
                return Err(always(table, &column.name, column.generated));
            }
            let sample = Typed::of(Expr::Coalesce(Vec::new()), field.ty, None);
            self.assign(sample, column.ty, &column.name)?;
            types.push(column.ty);
        }
        if !matches!(query.body, Body::Values(_)) {
            fit_columns(&mut query, &types);
        }
        Ok((query, columns, Vec::new()))
    }

    /// VALUES whose expressions may be DEFAULT and take the columns' types.
    fn insert_values(
        &mut self,
        table: &Table,
        columns: &[usize],
        values: &ast::Values,
        named: bool,
    ) -> Result<Query> {
        let first = values.rows.first().map_or(0, |row| row.len());
        let mut rows = Vec::new();
        self.scopes.push(Scope {
            clause: Clause::Values,
            ..Scope::default()
        });
        for row in &values.rows {
            if row.len() != first {
                let at = row.first().and_then(|expr| self.source.at(expr.span()));
                return Err(error("42601", "VALUES lists must all be the same length").at(at));
            }
            if row.len() > columns.len() {
                let at = row
                    .get(columns.len())
                    .and_then(|expr| self.source.at(expr.span()));
                return Err(
                    error("42601", "INSERT has more expressions than target columns").at(at),
                );
            }
            let mut exprs = Vec::new();
            for (expr, place) in row.iter().zip(columns) {
                let Some(column) = table.columns.get(*place) else {
                    continue;
                };
                if is_default(expr) {
                    let default = if column.generated {
                        None
                    } else {
                        self.default_of(table, *place)?
                    };
                    exprs.push(default.unwrap_or(Expr::Const(Value::Null)));
                    continue;
                }
                if column.generated || column.identity == Some(Identity::Always) {
                    return Err(always(table, &column.name, column.generated));
                }
                let typed = self.expr(expr)?;
                exprs.push(self.assign(typed, column.ty, &column.name)?.expr);
            }
            rows.push(exprs);
        }
        self.scopes.pop();
        let fields = columns
            .iter()
            .take(first)
            .filter_map(|place| table.columns.get(*place))
            .map(|column| Field {
                name: column.name.clone(),
                ty: column.ty,
            })
            .collect();
        let _ = named;
        Ok(Query::of(Body::Values(rows), fields))
    }

    /// What a column becomes when nothing is given for it.
    pub(crate) fn default_of(&mut self, table: &Table, place: usize) -> Result<Option<Expr>> {
        let Some(column) = table.columns.get(place) else {
            return Ok(None);
        };
        let Some(default) = column.default.as_ref().filter(|_| !column.generated) else {
            return Ok(None);
        };
        let typed = self.apart(Clause::Default, |binder| binder.expr(&default.expr))?;
        Ok(Some(self.assign(typed, column.ty, &column.name)?.expr))
    }
}

fn always(table: &Table, column: &str, generated: bool) -> Box<crate::sql::SqlError> {
    let _ = table;
    let failure = error(
        "428C9",
        format!("cannot insert a non-DEFAULT value into column \"{column}\""),
    );
    if generated {
        failure.detail(format!("Column \"{column}\" is a generated column."))
    } else {
        failure
            .detail(format!(
                "Column \"{column}\" is an identity column defined as GENERATED ALWAYS."
            ))
            .hint("Use OVERRIDING SYSTEM VALUE to override.")
    }
}

/// Where the expression at a place of the source stands.
fn source_item(binder: &Binder<'_>, source: &ast::Query, place: usize) -> Option<u32> {
    match source.body.as_ref() {
        ast::SetExpr::Select(select) => select
            .projection
            .get(place)
            .and_then(|item| binder.source.at(item.span())),
        ast::SetExpr::Values(values) => values
            .rows
            .first()
            .and_then(|row| row.get(place))
            .and_then(|expr| binder.source.at(expr.span())),
        _ => None,
    }
}

/// Converts columns to the types of the table's, lengths included.
fn fit_columns(query: &mut Query, types: &[ColumnType]) {
    let bases: Vec<ColumnType> = types.to_vec();
    let modified = query
        .fields
        .iter()
        .zip(&bases)
        .any(|(field, to)| field.ty != *to && to.modifier.is_some());
    if !modified {
        crate::sql::bind::query::convert_columns(query, &bases);
        return;
    }
    // A conversion that keeps the base type only fits the value.
    let from: Vec<Type> = query.fields.iter().map(|field| field.ty.base).collect();
    crate::sql::bind::query::convert_columns(query, &bases);
    crate::sql::bind::query::fit_same(query, &from, &bases);
}
