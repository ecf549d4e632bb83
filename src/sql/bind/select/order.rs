//! ORDER BY and DISTINCT ON, which may name columns of the result.

use crate::sql::bind::Binder;
use crate::sql::bind::expr::bare;
use crate::sql::bind::query::direction;
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Distinct, Expr, Field, OrderKey};
use crate::sql::types::Type;
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    /// Binds ORDER BY; what isn't a column of the result joins `project`.
    pub(super) fn order_keys(
        &mut self,
        order: &[ast::OrderByExpr],
        fields: &[Field],
        project: &mut Vec<Expr>,
        distinct: bool,
    ) -> Result<Vec<OrderKey>> {
        let mut keys = Vec::new();
        for key in order {
            let (descending, nulls_first) = direction(&key.options);
            let column = self.output_column(&key.expr, fields, project, "ORDER BY")?;
            if distinct && column >= fields.len() {
                return Err(error(
                    "42P10",
                    "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                )
                .at(self.source.at(key.expr.span())));
            }
            keys.push(OrderKey {
                column,
                descending,
                nulls_first,
            });
        }
        Ok(keys)
    }

    /// The column of the result that an expression means, added when it's
    /// none of those yet.
    fn output_column(
        &mut self,
        ast: &ast::Expr,
        fields: &[Field],
        project: &mut Vec<Expr>,
        clause: &str,
    ) -> Result<usize> {
        if let Some(column) = named_output(self, bare(ast), fields, project, clause)? {
            return Ok(column);
        }
        let typed = self.expr(ast)?;
        let typed = self.settle(typed)?;
        if typed.ty.base == Type::Json {
            return Err(error(
                "42883",
                "could not identify an ordering operator for type json",
            )
            .hint("Use an explicit ordering operator or modify the query.")
            .at(typed.at));
        }
        let written = format!("{:?}", typed.expr);
        let known = project
            .iter()
            .position(|expr| format!("{expr:?}") == written);
        Ok(known.unwrap_or_else(|| {
            project.push(typed.expr);
            project.len() - 1
        }))
    }

    pub(super) fn distinct_on(
        &mut self,
        exprs: &[ast::Expr],
        fields: &[Field],
        project: &mut Vec<Expr>,
        keys: &[OrderKey],
    ) -> Result<Distinct> {
        let mut columns = Vec::new();
        for expr in exprs {
            columns.push(self.output_column(expr, fields, project, "SELECT DISTINCT ON")?);
        }
        let leading = keys.iter().take(columns.len());
        if leading
            .into_iter()
            .any(|key| !columns.contains(&key.column))
        {
            return Err(error(
                "42P10",
                "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
            )
            .at(exprs.first().and_then(|expr| self.source.at(expr.span()))));
        }
        Ok(Distinct::On(columns))
    }
}

/// A place or a name of the result.
pub(in crate::sql::bind) fn named_output(
    binder: &Binder<'_>,
    ast: &ast::Expr,
    fields: &[Field],
    project: &[Expr],
    clause: &str,
) -> Result<Option<usize>> {
    let at = binder.source.at(ast.span());
    match ast {
        ast::Expr::Value(value) => match &value.value {
            ast::Value::Number(digits, _) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                let place = digits.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                match place.filter(|place| *place < fields.len()) {
                    Some(place) => Ok(Some(place)),
                    None => Err(error(
                        "42P10",
                        format!("{clause} position {digits} is not in select list"),
                    )
                    .at(at)),
                }
            }
            ast::Value::Null | ast::Value::Placeholder(_) => Ok(None),
            _ => Err(error("42601", format!("non-integer constant in {clause}")).at(at)),
        },
        ast::Expr::Identifier(name) => {
            let name = fold(name);
            let found: Vec<usize> = (0..fields.len())
                .filter(|at| fields.get(*at).is_some_and(|field| field.name == name))
                .collect();
            let Some(first) = found.first() else {
                return Ok(None);
            };
            let written = |at: &usize| project.get(*at).map(|expr| format!("{expr:?}"));
            if found.iter().any(|at| written(at) != written(first)) {
                return Err(error("42702", format!("{clause} \"{name}\" is ambiguous")).at(at));
            }
            Ok(Some(*first))
        }
        _ => Ok(None),
    }
}
