//! IN, ANY and ALL, over lists, arrays and queries.

use super::{LIST_AS_SET, bare, negate};
use crate::sql::bind::operator::{comparison, op_name};
use crate::sql::bind::{Binder, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Cmp, Expr, SubKind};
use crate::sql::types::Type;
use crate::sql::value::{Value, ValueSet};
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

impl Binder<'_> {
    pub(super) fn in_list(
        &mut self,
        expr: &ast::Expr,
        list: &[ast::Expr],
        negated: bool,
        at: Option<u32>,
    ) -> Result<Typed> {
        let position = self.source.after(expr.span());
        if list.is_empty() {
            return Err(error("42601", "syntax error at or near \")\"").at(position));
        }
        if let ast::Expr::Tuple(left) = bare(expr) {
            let mut any = Vec::new();
            for item in list {
                let ast::Expr::Tuple(right) = bare(item) else {
                    return Err(refuse(
                        "IN with a row and something that is no row",
                        position,
                    ));
                };
                any.push(self.compare_rows(Cmp::Eq, left, right, position)?.expr);
            }
            return Ok(negate(Typed::of(Expr::Or(any), Type::Bool, at), negated));
        }
        let left = self.expr(expr)?;
        let items = list
            .iter()
            .map(|item| self.expr(item))
            .collect::<Result<Vec<_>>>()?;
        let mut all = vec![left.clone()];
        all.extend(items.iter().cloned());
        let Ok(common) = self.common(&all, "IN") else {
            // Types that don't go together: PostgreSQL looks for each `=`.
            let mut any = Vec::new();
            for item in items {
                any.push(self.compare(Cmp::Eq, left.clone(), item, position)?.expr);
            }
            return Ok(negate(Typed::of(Expr::Or(any), Type::Bool, at), negated));
        };
        let mut exprs = Vec::new();
        let mut left_expr = None;
        for item in items {
            let side = Typed {
                ty: left.ty,
                expr: left.expr.clone(),
                at: left.at,
            };
            let to = if common == Type::Bpchar {
                Type::Text
            } else {
                common
            };
            let (side, item) = (
                self.implicit(self.implicit(side, common)?, to)?,
                self.implicit(self.implicit(item, common)?, to)?,
            );
            left_expr.get_or_insert(side.expr);
            exprs.push(item.expr);
        }
        if common == Type::Json {
            return Err(Self::no_operator("=", Type::Json, Type::Json, position));
        }
        let left = left_expr.unwrap_or(Expr::Const(Value::Null));
        let constants: Vec<&Value> = exprs
            .iter()
            .filter_map(|expr| match expr {
                Expr::Const(value) => Some(value),
                _ => None,
            })
            .collect();
        let expr = if exprs.len() > LIST_AS_SET && constants.len() == exprs.len() {
            let has_null = constants.iter().any(|value| value.is_null());
            let set: ValueSet<Value> = constants
                .into_iter()
                .filter(|value| !value.is_null())
                .cloned()
                .collect();
            Expr::InSet(Box::new(left), Arc::new(set), has_null)
        } else {
            Expr::InList(Box::new(left), exprs)
        };
        Ok(negate(Typed::of(expr, Type::Bool, at), negated))
    }

    pub(super) fn any_or_all(
        &mut self,
        left: &ast::Expr,
        op: &ast::BinaryOperator,
        right: &ast::Expr,
        all: bool,
    ) -> Result<Typed> {
        let at = self.source.after(left.span());
        let name = operator_name(op);
        let Some(cmp) = comparison(&name) else {
            return Err(refuse(&format!("{name} with ANY or ALL"), at));
        };
        if let ast::Expr::Subquery(query) = bare(right) {
            return self.quantified(cmp, all, left, query, at);
        }
        let left = self.expr(left)?;
        let right = self.expr(right)?;
        let right = match right.ty.base {
            Type::Array(_) => right,
            Type::Unknown => {
                let item = if left.ty.base == Type::Unknown {
                    Type::Text
                } else {
                    left.ty.base
                };
                let array = item
                    .array()
                    .ok_or_else(|| refuse("ANY over this type", at))?;
                self.implicit(right, array)?
            }
            _ => {
                return Err(
                    error("42809", "op ANY/ALL (array) requires array on right side").at(at),
                );
            }
        };
        let Type::Array(item) = right.ty.base else {
            return Err(error("42809", "op ANY/ALL (array) requires array on right side").at(at));
        };
        let sample = Typed::of(Expr::Coalesce(Vec::new()), *item, right.at);
        let (left, sample) = self.comparable(op_name(cmp), left, sample, at)?;
        let array = sample.ty.base.array().unwrap_or(right.ty.base);
        let right = self.implicit(right, array)?;
        let expr = Expr::Quantified(cmp, all, Box::new((left.expr, right.expr)));
        Ok(Typed::of(expr, Type::Bool, at))
    }

    pub(super) fn quantified(
        &mut self,
        cmp: Cmp,
        all: bool,
        left: &ast::Expr,
        query: &ast::Query,
        at: Option<u32>,
    ) -> Result<Typed> {
        let lefts = match bare(left) {
            ast::Expr::Tuple(items) => items
                .iter()
                .map(|item| self.expr(item))
                .collect::<Result<Vec<_>>>()?,
            one => vec![self.expr(one)?],
        };
        let (mut query, correlated) = self.subquery(query)?;
        if lefts.len() != query.fields.len() {
            let few = if lefts.len() < query.fields.len() {
                "many"
            } else {
                "few"
            };
            return Err(error("42601", format!("subquery has too {few} columns")).at(at));
        }
        let mut exprs = Vec::new();
        let mut types = Vec::new();
        for (left, field) in lefts.into_iter().zip(&query.fields) {
            let sample = Typed::of(Expr::Coalesce(Vec::new()), field.ty, at);
            let (left, sample) = self.comparable(op_name(cmp), left, sample, at)?;
            exprs.push(left.expr);
            types.push(sample.ty);
        }
        crate::sql::bind::query::convert_columns(&mut query, &types);
        Ok(Typed::of(
            self.sub(SubKind::Quantified(cmp, all, exprs), query, correlated),
            Type::Bool,
            at,
        ))
    }
}

/// An operator as PostgreSQL names it.
pub(super) fn operator_name(op: &ast::BinaryOperator) -> String {
    match op {
        ast::BinaryOperator::PGLikeMatch => "~~".to_owned(),
        ast::BinaryOperator::PGILikeMatch => "~~*".to_owned(),
        ast::BinaryOperator::PGNotLikeMatch => "!~~".to_owned(),
        ast::BinaryOperator::PGNotILikeMatch => "!~~*".to_owned(),
        other => other.to_string(),
    }
}
