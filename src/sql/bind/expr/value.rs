//! Expressions that make a value of others: CASE, arrays, intervals.

use crate::sql::bind::{Binder, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Cmp, Expr, SubKind};
use crate::sql::types::Type;
use crate::sql::value::Value;
use sqlparser::ast::{self};

impl Binder<'_> {
    pub(super) fn case(
        &mut self,
        operand: Option<&ast::Expr>,
        conditions: &[ast::CaseWhen],
        otherwise: Option<&ast::Expr>,
        at: Option<u32>,
    ) -> Result<Typed> {
        let operand = operand.map(|operand| self.expr(operand)).transpose()?;
        let mut whens = Vec::new();
        let mut results = Vec::new();
        for when in conditions {
            let condition = self.expr(&when.condition)?;
            whens.push(match &operand {
                Some(operand) => {
                    let position = condition.at;
                    self.compare(Cmp::Eq, operand.clone(), condition, position)?
                        .expr
                }
                None => self.condition(condition, "CASE/WHEN")?,
            });
            results.push(self.expr(&when.result)?);
        }
        // PostgreSQL looks at ELSE first when it decides the type.
        results.insert(
            0,
            match otherwise {
                Some(otherwise) => self.expr(otherwise)?,
                None => Typed::constant(Value::Null, Type::Unknown, at),
            },
        );
        let (mut exprs, ty) = self.unify(results, "CASE")?;
        let otherwise = exprs.remove(0);
        let whens = whens.into_iter().zip(exprs).collect();
        Ok(Typed::of(Expr::Case(whens, Box::new(otherwise)), ty, at))
    }

    pub(super) fn array(&mut self, items: &[ast::Expr], at: Option<u32>) -> Result<Typed> {
        if let [ast::Expr::Subquery(query)] = items {
            let (query, correlated) = self.subquery(query)?;
            let [field] = query.fields.as_slice() else {
                return Err(error("42601", "subquery must return only one column").at(at));
            };
            let ty = field
                .ty
                .base
                .array()
                .ok_or_else(|| refuse("an array of this type", at))?;
            return Ok(Typed::of(
                self.sub(SubKind::Array, query, correlated),
                ty,
                at,
            ));
        }
        if items.is_empty() {
            return Err(error("42P18", "cannot determine type of empty array")
                .hint("Explicitly cast to the desired type, for example ARRAY[]::integer[].")
                .at(at));
        }
        let items = items
            .iter()
            .map(|item| self.expr(item))
            .collect::<Result<Vec<_>>>()?;
        let (exprs, ty) = self.unify(items, "ARRAY")?;
        let array = match ty.base {
            Type::Array(_) => ty.base,
            base => base
                .array()
                .ok_or_else(|| refuse("an array of this type", at))?,
        };
        Ok(Typed::of(Expr::Array(exprs), array, at))
    }

    pub(super) fn interval(&mut self, interval: &ast::Interval, at: Option<u32>) -> Result<Typed> {
        if interval.last_field.is_some()
            || interval.leading_precision.is_some()
            || interval.fractional_seconds_precision.is_some()
        {
            return Err(refuse("an interval with a range of fields", at));
        }
        let inner = self.expr(&interval.value)?;
        let Some(field) = &interval.leading_field else {
            return self.implicit(inner, Type::Interval);
        };
        let unit = field.to_string().to_lowercase();
        match &inner.expr {
            Expr::Const(Value::Text(text)) if text.trim().parse::<f64>().is_ok() => {
                let text = Value::text(format!("{} {unit}", text.trim()));
                self.implicit(
                    Typed::constant(text, Type::Unknown, inner.at),
                    Type::Interval,
                )
            }
            Expr::Const(Value::Int(_)) => Err(error(
                "42601",
                "syntax error: an interval's value is a string, such as INTERVAL '1' DAY",
            )
            .at(at)),
            _ => self.implicit(inner, Type::Interval),
        }
    }

    pub(super) fn subscripts(
        &mut self,
        root: &ast::Expr,
        chain: &[ast::AccessExpr],
        at: Option<u32>,
    ) -> Result<Typed> {
        let mut typed = self.expr(root)?;
        let indexes = chain.iter().filter(|access| {
            matches!(
                access,
                ast::AccessExpr::Subscript(ast::Subscript::Index { .. })
            )
        });
        if indexes.count() == chain.len() && matches!(typed.ty.base, Type::Array(_)) {
            let Type::Array(item) = typed.ty.base else {
                return Ok(typed);
            };
            let mut args = vec![typed];
            for access in chain {
                if let ast::AccessExpr::Subscript(ast::Subscript::Index { index }) = access {
                    let index = self.expr(index)?;
                    args.push(self.implicit(index, Type::Int4)?);
                }
            }
            let mut found = self.call_hidden("array_subscript", args, at)?;
            found.ty = (*item).into();
            return Ok(found);
        }
        for access in chain {
            typed = match access {
                ast::AccessExpr::Subscript(ast::Subscript::Index { index })
                    if typed.ty.base == Type::Jsonb =>
                {
                    let index = self.expr(index)?;
                    self.operate("->", typed, index, at)?
                }
                ast::AccessExpr::Subscript(ast::Subscript::Slice {
                    lower_bound,
                    upper_bound,
                    stride: None,
                }) if matches!(typed.ty.base, Type::Array(_)) => {
                    let ty = typed.ty;
                    let mut args = vec![typed];
                    for bound in [lower_bound, upper_bound] {
                        let bound = match bound {
                            Some(bound) => self.expr(bound)?,
                            None => Typed::constant(Value::Null, Type::Unknown, at),
                        };
                        args.push(self.implicit(bound, Type::Int4)?);
                    }
                    let mut found = self.call_hidden("array_slice", args, at)?;
                    found.ty = ty;
                    found
                }
                _ => return Err(refuse("this subscript or field", at)),
            };
        }
        Ok(typed)
    }
}
