//! Queries: WITH, set operations, VALUES, ORDER BY and LIMIT.

mod set;
mod with;

use super::{Binder, Clause, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Body, Expr, Field, From, OrderKey, Query};
use crate::sql::types::Type;
pub(super) use set::fit_same;
pub(crate) use set::{convert_columns, settle};
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    /// Binds a query.
    pub(crate) fn query(&mut self, query: &ast::Query) -> Result<Query> {
        let depth = self.ctes.len();
        let bound = self.query_inner(query);
        self.ctes.truncate(depth);
        bound
    }

    fn query_inner(&mut self, query: &ast::Query) -> Result<Query> {
        if query.for_clause.is_some()
            || query.settings.is_some()
            || query.format_clause.is_some()
            || !query.pipe_operators.is_empty()
        {
            return Err(refuse("this clause after a query", None));
        }
        let mut ctes = Vec::new();
        let mut outer = 0;
        let first_cte = self.ctes.len();
        if let Some(with) = &query.with {
            for cte in &with.cte_tables {
                self.check_cte_name(cte, first_cte)?;
                let bound = self.cte(cte, with.recursive)?;
                outer = outer.max(bound.query.outer);
                ctes.push(bound);
            }
        }
        let order: &[ast::OrderByExpr] = match &query.order_by {
            None => &[],
            Some(order) => match &order.kind {
                ast::OrderByKind::Expressions(keys) if order.interpolate.is_none() => keys,
                _ => return Err(refuse("ORDER BY ALL", None)),
            },
        };
        let locks = match query.body.as_ref() {
            ast::SetExpr::Select(_) => &query.locks[..],
            ast::SetExpr::Values(_) => {
                self.refuse_locks(&query.locks, "cannot be applied to VALUES")?;
                &[]
            }
            _ => {
                let what = "is not allowed with UNION/INTERSECT/EXCEPT";
                self.refuse_locks(&query.locks, what)?;
                &[]
            }
        };
        self.locks = locks.to_vec();
        let (body, order, fields, reach) = self.body(&query.body, order)?;
        outer = outer.max(reach);
        let ((limit, offset, with_ties), reach) =
            self.scoped(Clause::Limit, |binder| binder.limits(query))?;
        outer = outer.max(reach);
        let mut body = body;
        for cte in &mut ctes {
            let named = self.ctes.get(first_cte..).unwrap_or_default().iter();
            let uses = named
                .filter(|named| named.id == cte.id)
                .map(|named| named.uses)
                .sum::<usize>();
            cte.needed = uses > 0 || matches!(cte.query.body, Body::Change(_));
            // Read once, in order: its rows need not be kept, and LIMIT may
            // stop one that has no end.
            if uses == 1
                && cte.query.outer == 0
                && let (Body::Recursive { .. }, Body::Select(select)) = (&cte.query.body, &mut body)
                && let Some(From::Cte {
                    id,
                    alias,
                    base,
                    filter,
                    ..
                }) = &mut select.from
                && *id == cte.id
            {
                let (query, base, filter) =
                    (Box::new(cte.query.clone()), *base, std::mem::take(filter));
                let alias = std::mem::take(alias);
                select.from = Some(From::Query {
                    alias,
                    query,
                    base,
                    filter,
                });
                cte.needed = false;
            }
        }
        if with_ties && order.is_empty() {
            return Err(error(
                "42601",
                "WITH TIES cannot be specified without ORDER BY clause",
            ));
        }
        Ok(Query {
            ctes,
            body,
            order,
            limit,
            with_ties,
            offset,
            fields,
            outer,
        })
    }

    fn limits(&mut self, query: &ast::Query) -> Result<(Option<Expr>, Option<Expr>, bool)> {
        let mut count = |expr: &ast::Expr, what: &str| -> Result<Expr> {
            let typed = self.expr(expr)?;
            let at = typed.at;
            let ty = typed.ty.base.sql_name();
            let typed = self.convert(
                typed,
                Type::Int8.into(),
                crate::sql::cast::Reach::Assignment,
            )?;
            let typed = typed.ok_or_else(|| {
                error(
                    "42804",
                    format!("argument of {what} must be type bigint, not type {ty}"),
                )
                .at(at)
            })?;
            Ok(typed.expr)
        };
        let (mut limit, mut offset, mut ties) = (None, None, false);
        match &query.limit_clause {
            None => {}
            Some(ast::LimitClause::LimitOffset {
                limit: most,
                offset: skip,
                limit_by,
            }) => {
                if !limit_by.is_empty() {
                    return Err(refuse("LIMIT BY", None));
                }
                if let Some(most) = most {
                    limit = Some(count(most, "LIMIT")?);
                }
                if let Some(skip) = skip {
                    offset = Some(count(&skip.value, "OFFSET")?);
                }
            }
            Some(ast::LimitClause::OffsetCommaLimit { .. }) => {
                return Err(error("42601", "LIMIT #,# syntax is not supported")
                    .hint("Use separate LIMIT and OFFSET clauses."));
            }
        }
        if let Some(fetch) = &query.fetch {
            if fetch.percent {
                return Err(refuse("FETCH … PERCENT", None));
            }
            ties = fetch.with_ties;
            limit = Some(match &fetch.quantity {
                Some(quantity) => count(quantity, "LIMIT")?,
                None => Expr::Const(crate::sql::value::Value::Int(1)),
            });
        }
        Ok((limit, offset, ties))
    }

    /// A body with its ORDER BY: rows, order, columns, and how far out it refers.
    fn body(
        &mut self,
        body: &ast::SetExpr,
        order: &[ast::OrderByExpr],
    ) -> Result<(Body, Vec<OrderKey>, Vec<Field>, usize)> {
        match body {
            ast::SetExpr::Select(select) => {
                let ((body, keys, fields), reach) =
                    self.scoped(Clause::From, |binder| binder.select(select, order))?;
                Ok((body, keys, fields, reach))
            }
            ast::SetExpr::Values(values) => {
                let ((rows, fields), reach) =
                    self.scoped(Clause::Values, |binder| binder.values(values))?;
                let keys = self.plain_order(order, &fields)?;
                Ok((Body::Values(rows), keys, fields, reach))
            }
            ast::SetExpr::SetOperation {
                left,
                op,
                set_quantifier,
                right,
            } => {
                let query = self.set_operation(left, *op, *set_quantifier, right)?;
                let keys = self.plain_order(order, &query.fields)?;
                Ok((query.body, keys, query.fields, query.outer))
            }
            ast::SetExpr::Query(query) => {
                let query = self.query(query)?;
                if order.is_empty()
                    && query.order.is_empty()
                    && query.limit.is_none()
                    && query.offset.is_none()
                    && query.ctes.is_empty()
                {
                    return Ok((query.body, Vec::new(), query.fields, query.outer));
                }
                let keys = self.plain_order(order, &query.fields)?;
                let (fields, outer) = (query.fields.clone(), query.outer);
                Ok((Body::Nested(Box::new(query)), keys, fields, outer))
            }
            ast::SetExpr::Table(table) => {
                let name = table.table_name.clone().unwrap_or_default().to_lowercase();
                let select = format!("SELECT * FROM {}", crate::sql::names::quote(&name));
                Err(refuse("TABLE as a query", None).hint(format!("Write {select}.")))
            }
            ast::SetExpr::Insert(statement)
            | ast::SetExpr::Update(statement)
            | ast::SetExpr::Delete(statement) => {
                let (change, fields) = self.change(statement)?;
                Ok((Body::Change(Box::new(change)), Vec::new(), fields, 0))
            }
            ast::SetExpr::Merge(_) => Err(refuse("MERGE", None)),
        }
    }

    /// ORDER BY over a set operation can only name columns of the result.
    fn plain_order(
        &mut self,
        order: &[ast::OrderByExpr],
        fields: &[Field],
    ) -> Result<Vec<OrderKey>> {
        let mut keys = Vec::new();
        for key in order {
            let (descending, nulls_first) = direction(&key.options);
            let at = self.source.at(key.expr.span());
            let named = super::select::named_output(
                self,
                super::expr::bare(&key.expr),
                fields,
                &[],
                "ORDER BY",
            )?;
            let column = match (named, &key.expr) {
                (Some(column), _) => column,
                (None, ast::Expr::Identifier(name)) => {
                    return Err(error(
                        "42703",
                        format!("column \"{}\" does not exist", fold(name)),
                    )
                    .at(at));
                }
                _ => {
                    return Err(error("0A000", "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
                        .detail("Only result column names can be used, not expressions or functions.")
                        .hint("Add the expression/function to every SELECT, or move the UNION into a FROM clause.")
                        .at(at));
                }
            };
            keys.push(OrderKey {
                column,
                descending,
                nulls_first,
            });
        }
        Ok(keys)
    }

    fn values(&mut self, values: &ast::Values) -> Result<(Vec<Vec<Expr>>, Vec<Field>)> {
        let mut rows: Vec<Vec<Typed>> = Vec::new();
        for row in &values.rows {
            let row = row
                .iter()
                .map(|expr| self.expr(expr))
                .collect::<Result<Vec<_>>>()?;
            if rows.first().is_some_and(|first| first.len() != row.len()) {
                return Err(error("42601", "VALUES lists must all be the same length")
                    .at(row.first().and_then(|typed| typed.at)));
            }
            rows.push(row);
        }
        let count = rows.first().map_or(0, Vec::len);
        let mut columns = Vec::new();
        for place in 0..count {
            let column: Vec<Typed> = rows
                .iter()
                .filter_map(|row| row.get(place).cloned())
                .collect();
            let all_unknown = column.iter().all(|typed| typed.ty.base == Type::Unknown);
            columns.push(if all_unknown {
                (
                    column.into_iter().map(|typed| typed.expr).collect(),
                    Type::Unknown.into(),
                )
            } else {
                self.unify(column, "VALUES")?
            });
        }
        let fields = columns
            .iter()
            .enumerate()
            .map(|(at, (_, ty))| Field {
                name: format!("column{}", at + 1),
                ty: *ty,
            })
            .collect();
        let mut columns: Vec<_> = columns
            .into_iter()
            .map(|(exprs, _)| exprs.into_iter())
            .collect();
        let rows = rows
            .iter()
            .map(|_| columns.iter_mut().filter_map(Iterator::next).collect())
            .collect();
        Ok((rows, fields))
    }
}

/// The first column of a SELECT.
fn first_item(body: &ast::SetExpr) -> Option<&ast::SelectItem> {
    match body {
        ast::SetExpr::Select(select) => select.projection.first(),
        _ => None,
    }
}

/// Ascending or descending, and where NULLs go.
pub(super) fn direction(options: &ast::OrderByOptions) -> (bool, bool) {
    let descending = matches!(options.sort, Some(ast::OrderBySort::Desc));
    (descending, options.nulls_first.unwrap_or(descending))
}

/// A relation's schema, if written, and name.
pub(super) fn relation_name(
    name: &ast::ObjectName,
    at: Option<u32>,
) -> Result<(Option<String>, String)> {
    match name.0.as_slice() {
        [ast::ObjectNamePart::Identifier(table)] => Ok((None, fold(table))),
        [
            ast::ObjectNamePart::Identifier(schema),
            ast::ObjectNamePart::Identifier(table),
        ] => Ok((Some(fold(schema)), fold(table))),
        _ => Err(error(
            "0A000",
            format!("cross-database references are not implemented: \"{name}\""),
        )
        .at(at)),
    }
}
