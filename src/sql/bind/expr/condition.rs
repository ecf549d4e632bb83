//! Expressions that are true, false or unknown.

use super::{bare, operator_name};
use crate::sql::bind::operator::{comparison, op_name};
use crate::sql::bind::{Binder, Typed};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Cmp, Expr};
use crate::sql::types::Type;
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    /// Binary operators nest to the left as long as the chain is, so they
    /// are walked in a loop.
    pub(super) fn chain(&mut self, ast: &ast::Expr) -> Result<Typed> {
        let mut links = Vec::new();
        let mut first = ast;
        while let ast::Expr::BinaryOp { left, op, right } = first {
            links.push((left.as_ref(), op, right.as_ref()));
            first = left;
        }
        let mut typed = self.expr(first)?;
        let begins = typed.at;
        let mut first = Some(first);
        while let Some((left, op, right)) = links.pop() {
            let at = self
                .source
                .between(left.span(), right.span(), &op.to_string());
            typed = match op {
                ast::BinaryOperator::And | ast::BinaryOperator::Or => {
                    let name = if *op == ast::BinaryOperator::And {
                        "AND"
                    } else {
                        "OR"
                    };
                    let left = self.condition(typed, name)?;
                    let right = self.expr(right)?;
                    let right = self.condition(right, name)?;
                    Typed::of(
                        joined(*op == ast::BinaryOperator::And, left, right),
                        Type::Bool,
                        at,
                    )
                }
                _ => {
                    let name = operator_name(op);
                    let rows = (first.take().map(bare), bare(right), comparison(&name));
                    if let (Some(ast::Expr::Tuple(left)), ast::Expr::Tuple(right), Some(cmp)) = rows
                    {
                        self.compare_rows(cmp, left, right, at)?
                    } else {
                        let right = self.expr(right)?;
                        self.operate(&name, typed, right, at)?
                    }
                }
            };
            first = None;
        }
        typed.at = begins.or(typed.at);
        Ok(typed)
    }

    pub(super) fn compare_rows(
        &mut self,
        cmp: Cmp,
        left: &[ast::Expr],
        right: &[ast::Expr],
        at: Option<u32>,
    ) -> Result<Typed> {
        if left.len() != right.len() {
            return Err(error("42601", "unequal number of entries in row expressions").at(at));
        }
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        for (left, right) in left.iter().zip(right) {
            let (left, right) = (self.expr(left)?, self.expr(right)?);
            let (left, right) = self.comparable(op_name(cmp), left, right, at)?;
            lefts.push(left.expr);
            rights.push(right.expr);
        }
        let sides = Box::new((Expr::Row(lefts), Expr::Row(rights)));
        Ok(Typed::of(Expr::Compare(cmp, sides), Type::Bool, at))
    }

    pub(super) fn is_null(
        &mut self,
        inner: &ast::Expr,
        negated: bool,
        at: Option<u32>,
    ) -> Result<Typed> {
        let inner = self.expr(inner)?;
        if negated
            && inner.ty.base == Type::Record
            && let Expr::Row(items) = inner.expr
        {
            // A row is NOT NULL only when all its items are.
            let each = items
                .into_iter()
                .map(|item| Expr::Not(Box::new(Expr::IsNull(Box::new(item)))));
            return Ok(Typed::of(Expr::And(each.collect()), Type::Bool, at));
        }
        Ok(negate(
            Typed::of(Expr::IsNull(Box::new(inner.expr)), Type::Bool, at),
            negated,
        ))
    }

    pub(super) fn is(
        &mut self,
        inner: &ast::Expr,
        wanted: Option<bool>,
        negated: bool,
        what: &str,
    ) -> Result<Typed> {
        let inner = self.expr(inner)?;
        let at = inner.at;
        let inner = self.condition(inner, what)?;
        Ok(negate(
            Typed::of(Expr::Is(Box::new(inner), wanted), Type::Bool, at),
            negated,
        ))
    }

    pub(super) fn distinct(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        negated: bool,
    ) -> Result<Typed> {
        let at = self.source.after(left.span());
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        let (left, right) = self.comparable("=", left, right, at)?;
        let expr = Expr::Distinct(Box::new((left.expr, right.expr)));
        Ok(negate(Typed::of(expr, Type::Bool, at), negated))
    }

    pub(super) fn between(
        &mut self,
        expr: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        negated: bool,
    ) -> Result<Typed> {
        let at = self.source.after(expr.span());
        let value = self.expr(expr)?;
        let (low, high) = (self.expr(low)?, self.expr(high)?);
        let above = self.compare(Cmp::Ge, value.clone(), low, at)?;
        let below = self.compare(Cmp::Le, value, high, at)?;
        Ok(negate(
            Typed::of(Expr::And(vec![above.expr, below.expr]), Type::Bool, at),
            negated,
        ))
    }

    pub(super) fn like(
        &mut self,
        op: &str,
        negated: bool,
        expr: &ast::Expr,
        pattern: &ast::Expr,
        escape: Option<&ast::Expr>,
    ) -> Result<Typed> {
        let at = self.source.after(expr.span());
        let value = self.expr(expr)?;
        let mut pattern = self.expr(pattern)?;
        if let Some(escape) = escape {
            let escape = self.expr(escape)?;
            pattern = self.call_hidden("like_escape", vec![pattern, escape], at)?;
        }
        let name = if negated {
            format!("!{op}")
        } else {
            op.to_owned()
        };
        self.match_pattern(&name, value, pattern, at)
    }
}

pub(super) fn negate(typed: Typed, negated: bool) -> Typed {
    if negated {
        Typed {
            expr: Expr::Not(Box::new(typed.expr)),
            ..typed
        }
    } else {
        typed
    }
}

fn joined(and: bool, left: Expr, right: Expr) -> Expr {
    match (and, left) {
        (true, Expr::And(mut items)) => {
            items.push(right);
            Expr::And(items)
        }
        (false, Expr::Or(mut items)) => {
            items.push(right);
            Expr::Or(items)
        }
        (true, left) => Expr::And(vec![left, right]),
        (false, left) => Expr::Or(vec![left, right]),
    }
}
