//! Expressions.

use super::operator::{comparison, op_name};
use super::{Binder, Clause, Typed, refuse};
use crate::sql::cast::Reach;
use crate::sql::error::{Result, error};
use crate::sql::plan::{Cmp, Expr, Sub, SubKind};
use crate::sql::types::Type;
use crate::sql::value::{Value, ValueSet};
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

/// Longer lists of constants become sets.
const LIST_AS_SET: usize = 4;

impl Binder<'_> {
    /// Binds an expression.
    pub(super) fn expr(&mut self, ast: &ast::Expr) -> Result<Typed> {
        let mark = self.scopes.last().map_or(0, |scope| scope.refs.len());
        let typed = self.expr_inner(ast)?;
        if let Some(scope) = self.scopes.last_mut()
            && !scope.in_aggregate
            && !scope.keys.is_empty()
            && !matches!(typed.expr, Expr::Const(_) | Expr::Slot(_))
        {
            let written = format!("{:?}", typed.expr);
            if let Some((_, slot, ty)) = scope.keys.iter().find(|key| key.0 == written) {
                let (slot, ty) = (*slot, *ty);
                scope.refs.truncate(mark);
                return Ok(Typed::of(Expr::Slot(slot), ty, typed.at));
            }
        }
        Ok(typed)
    }

    fn expr_inner(&mut self, ast: &ast::Expr) -> Result<Typed> {
        let at = self.source.at(ast.span());
        match ast {
            ast::Expr::Identifier(name) => self.column(std::slice::from_ref(name)),
            ast::Expr::CompoundIdentifier(parts) => self.column(parts),
            ast::Expr::Value(value) => self.literal(value),
            ast::Expr::TypedString(string) => {
                let text = ast::Expr::Value(string.value.clone());
                self.written_cast(&text, &string.data_type, at)
            }
            ast::Expr::Nested(inner) => self.expr(inner),
            ast::Expr::BinaryOp { .. } => self.chain(ast),
            ast::Expr::UnaryOp { op, expr } => match op {
                ast::UnaryOperator::Not => {
                    let inner = self.expr(expr)?;
                    let inner = self.condition(inner, "NOT")?;
                    Ok(Typed::of(Expr::Not(Box::new(inner)), Type::Bool, at))
                }
                _ => {
                    let position = self.source.before(expr.span()).or(at);
                    let inner = self.expr(expr)?;
                    self.prefix(&op.to_string(), inner, position)
                }
            },
            ast::Expr::IsNull(inner) => self.is_null(inner, false, at),
            ast::Expr::IsNotNull(inner) => self.is_null(inner, true, at),
            ast::Expr::IsTrue(inner) => self.is(inner, Some(true), false, "IS TRUE"),
            ast::Expr::IsNotTrue(inner) => self.is(inner, Some(true), true, "IS NOT TRUE"),
            ast::Expr::IsFalse(inner) => self.is(inner, Some(false), false, "IS FALSE"),
            ast::Expr::IsNotFalse(inner) => self.is(inner, Some(false), true, "IS NOT FALSE"),
            ast::Expr::IsUnknown(inner) => self.is(inner, None, false, "IS UNKNOWN"),
            ast::Expr::IsNotUnknown(inner) => self.is(inner, None, true, "IS NOT UNKNOWN"),
            ast::Expr::IsDistinctFrom(left, right) => self.distinct(left, right, false),
            ast::Expr::IsNotDistinctFrom(left, right) => self.distinct(left, right, true),
            ast::Expr::InList {
                expr,
                list,
                negated,
            } => self.in_list(expr, list, *negated, at),
            ast::Expr::InSubquery {
                expr,
                subquery,
                negated,
            } => {
                let position = self.source.after(expr.span());
                let found = self.quantified(Cmp::Eq, false, expr, subquery, position)?;
                Ok(negate(found, *negated))
            }
            ast::Expr::Between {
                expr,
                negated,
                low,
                high,
            } => self.between(expr, low, high, *negated),
            ast::Expr::Like {
                negated,
                any: false,
                expr,
                pattern,
                escape_char,
            } => self.like("~~", *negated, expr, pattern, escape_char.as_deref()),
            ast::Expr::ILike {
                negated,
                any: false,
                expr,
                pattern,
                escape_char,
            } => self.like("~~*", *negated, expr, pattern, escape_char.as_deref()),
            ast::Expr::SimilarTo {
                negated,
                expr,
                pattern,
                escape_char: None,
            } => {
                let args = vec![self.expr(expr)?, self.expr(pattern)?];
                let found = self.call_hidden("similar_to", args, at)?;
                Ok(negate(found, *negated))
            }
            ast::Expr::AnyOp {
                left,
                compare_op,
                right,
                ..
            } => self.any_or_all(left, compare_op, right, false),
            ast::Expr::AllOp {
                left,
                compare_op,
                right,
            } => self.any_or_all(left, compare_op, right, true),
            ast::Expr::Cast {
                expr,
                data_type,
                format: None,
                kind,
            } => match kind {
                ast::CastKind::Cast | ast::CastKind::DoubleColon => {
                    let position = match kind {
                        ast::CastKind::DoubleColon => self.source.after(expr.span()),
                        _ => at,
                    };
                    self.written_cast(expr, data_type, position)
                }
                _ => Err(refuse("TRY_CAST", at)),
            },
            ast::Expr::Case {
                operand,
                conditions,
                else_result,
                ..
            } => self.case(operand.as_deref(), conditions, else_result.as_deref(), at),
            ast::Expr::Exists { subquery, negated } => {
                let (query, correlated) = self.subquery(subquery)?;
                let found = self.sub(SubKind::Exists, query, correlated);
                Ok(negate(Typed::of(found, Type::Bool, at), *negated))
            }
            ast::Expr::Subquery(subquery) => {
                let (query, correlated) = self.subquery(subquery)?;
                let [field] = query.fields.as_slice() else {
                    return Err(error("42601", "subquery must return only one column").at(at));
                };
                let ty = field.ty;
                Ok(Typed::of(
                    self.sub(SubKind::Scalar, query, correlated),
                    ty,
                    at,
                ))
            }
            ast::Expr::Tuple(items) => {
                let items = items
                    .iter()
                    .map(|item| self.expr(item).and_then(|item| self.settle(item)));
                let items = items.collect::<Result<Vec<_>>>()?;
                let row = items.into_iter().map(|item| item.expr).collect();
                Ok(Typed::of(Expr::Row(row), Type::Record, at))
            }
            ast::Expr::Array(array) => self.array(&array.elem, at),
            ast::Expr::Collate { expr, collation } => match collation.to_string().trim_matches('"')
            {
                "C" | "POSIX" | "default" | "pg_catalog.default" => self.expr(expr),
                other => Err(refuse(&format!("the collation {other}"), at)),
            },
            ast::Expr::Interval(interval) => self.interval(interval, at),
            ast::Expr::AtTimeZone {
                timestamp,
                time_zone,
            } => {
                let args = vec![self.expr(time_zone)?, self.expr(timestamp)?];
                self.call_named("timezone", args, at)
            }
            ast::Expr::CompoundFieldAccess { root, access_chain } => {
                self.subscripts(root, access_chain, at)
            }
            ast::Expr::Function(function) => self.function(function, at),
            _ => self.spelled(ast, at),
        }
    }

    /// Calls that have a syntax of their own.
    fn spelled(&mut self, ast: &ast::Expr, at: Option<u32>) -> Result<Typed> {
        match ast {
            ast::Expr::Extract { field, expr, .. } => {
                let field = Typed::constant(
                    Value::text(field.to_string().to_lowercase()),
                    Type::Text,
                    at,
                );
                let args = vec![field, self.expr(expr)?];
                self.call_named("extract", args, at)
            }
            ast::Expr::Ceil {
                expr,
                field: ast::CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime),
            } => {
                let args = vec![self.expr(expr)?];
                self.call_named("ceil", args, at)
            }
            ast::Expr::Floor {
                expr,
                field: ast::CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime),
            } => {
                let args = vec![self.expr(expr)?];
                self.call_named("floor", args, at)
            }
            ast::Expr::Position { expr, r#in } => {
                let args = vec![self.expr(r#in)?, self.expr(expr)?];
                self.call_named("position", args, at)
            }
            ast::Expr::Substring {
                expr,
                substring_from,
                substring_for,
                ..
            } => {
                let mut args = vec![self.expr(expr)?];
                match substring_from {
                    Some(from) => args.push(self.expr(from)?),
                    None => args.push(Typed::constant(Value::Int(1), Type::Int4, at)),
                }
                if let Some(length) = substring_for {
                    args.push(self.expr(length)?);
                }
                self.call_named("substring", args, at)
            }
            ast::Expr::Trim {
                trim_where,
                trim_what,
                expr,
                trim_characters,
            } => {
                let mut args = vec![self.expr(expr)?];
                let more = trim_what
                    .as_deref()
                    .into_iter()
                    .chain(trim_characters.iter().flatten());
                for what in more {
                    args.push(self.expr(what)?);
                }
                let name = match trim_where {
                    Some(ast::TrimWhereField::Leading) => "ltrim",
                    Some(ast::TrimWhereField::Trailing) => "rtrim",
                    _ => "btrim",
                };
                self.call_named(name, args, at)
            }
            ast::Expr::Overlay {
                expr,
                overlay_what,
                overlay_from,
                overlay_for,
            } => {
                let mut args = vec![
                    self.expr(expr)?,
                    self.expr(overlay_what)?,
                    self.expr(overlay_from)?,
                ];
                if let Some(length) = overlay_for {
                    args.push(self.expr(length)?);
                }
                self.call_named("overlay", args, at)
            }
            other => {
                let text = other.to_string();
                let shown: String = text.chars().take(60).collect();
                Err(refuse(&format!("the expression {shown}"), at))
            }
        }
    }

    /// Binary operators nest to the left as long as the chain is, so they
    /// are walked in a loop.
    fn chain(&mut self, ast: &ast::Expr) -> Result<Typed> {
        let mut links = Vec::new();
        let mut first = ast;
        while let ast::Expr::BinaryOp { left, op, right } = first {
            links.push((left.as_ref(), op, right.as_ref()));
            first = left;
        }
        let mut typed = self.expr(first)?;
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
        Ok(typed)
    }

    fn compare_rows(
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

    fn is_null(&mut self, inner: &ast::Expr, negated: bool, at: Option<u32>) -> Result<Typed> {
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

    fn is(
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

    fn distinct(&mut self, left: &ast::Expr, right: &ast::Expr, negated: bool) -> Result<Typed> {
        let at = self.source.after(left.span());
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        let (left, right) = self.comparable("=", left, right, at)?;
        let expr = Expr::Distinct(Box::new((left.expr, right.expr)));
        Ok(negate(Typed::of(expr, Type::Bool, at), negated))
    }

    fn in_list(
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

    fn between(
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

    fn like(
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

    fn any_or_all(
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

    fn quantified(
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
        super::query::convert_columns(&mut query, &types);
        Ok(Typed::of(
            self.sub(SubKind::Quantified(cmp, all, exprs), query, correlated),
            Type::Bool,
            at,
        ))
    }

    /// A subquery in an expression, and whether it refers outside.
    pub(super) fn subquery(
        &mut self,
        query: &ast::Query,
    ) -> Result<(crate::sql::plan::Query, bool)> {
        let query = self.query(query)?;
        let correlated = query.outer >= 1;
        Ok((query, correlated))
    }

    pub(super) fn sub(
        &mut self,
        kind: SubKind,
        query: crate::sql::plan::Query,
        correlated: bool,
    ) -> Expr {
        let id = self.sub_count;
        self.sub_count += 1;
        Expr::Sub(Box::new(Sub {
            kind,
            query,
            correlated,
            id,
        }))
    }

    fn written_cast(
        &mut self,
        expr: &ast::Expr,
        to: &ast::DataType,
        at: Option<u32>,
    ) -> Result<Typed> {
        let to = self.type_of(to).map_err(|failure| failure.at(at))?;
        // An empty array takes its type from the cast.
        if let (ast::Expr::Array(array), Type::Array(_)) = (expr, to.base)
            && array.elem.is_empty()
        {
            return Ok(Typed::of(Expr::Const(Value::array(Vec::new())), to, at));
        }
        let inner = self.expr(expr)?;
        let from = inner.ty;
        if to.base == Type::Regclass {
            let text = self.settle(inner)?;
            return self.call_hidden("to_regclass_strict", vec![text], at);
        }
        let cast = self.convert(inner, to, Reach::Explicit)?;
        cast.ok_or_else(|| {
            let (from, to) = (from.base.sql_name(), to.base.sql_name());
            error("42846", format!("cannot cast type {from} to {to}")).at(at)
        })
    }

    fn case(
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

    fn array(&mut self, items: &[ast::Expr], at: Option<u32>) -> Result<Typed> {
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

    fn interval(&mut self, interval: &ast::Interval, at: Option<u32>) -> Result<Typed> {
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

    fn subscripts(
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

    /// Binds an expression that stands in a clause.
    pub(super) fn expr_in(&mut self, clause: Clause, ast: &ast::Expr) -> Result<Typed> {
        self.scope().clause = clause;
        self.expr(ast)
    }
}

/// An operator as PostgreSQL names it.
fn operator_name(op: &ast::BinaryOperator) -> String {
    match op {
        ast::BinaryOperator::PGLikeMatch => "~~".to_owned(),
        ast::BinaryOperator::PGILikeMatch => "~~*".to_owned(),
        ast::BinaryOperator::PGNotLikeMatch => "!~~".to_owned(),
        ast::BinaryOperator::PGNotILikeMatch => "!~~*".to_owned(),
        other => other.to_string(),
    }
}

/// An expression without parentheses around it.
pub(super) fn bare(mut ast: &ast::Expr) -> &ast::Expr {
    while let ast::Expr::Nested(inner) = ast {
        ast = inner;
    }
    ast
}

fn negate(typed: Typed, negated: bool) -> Typed {
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
