//! Expressions.

mod condition;
mod list;
mod value;

use super::{Binder, Clause, Typed, refuse};
use crate::sql::cast::Reach;
use crate::sql::error::{Result, error};
use crate::sql::plan::{Cmp, Expr, Sub, SubKind};
use crate::sql::types::Type;
use crate::sql::value::Value;
use condition::negate;
use list::operator_name;
use sqlparser::ast::{self, Spanned};

/// Longer lists of constants become sets.
const LIST_AS_SET: usize = 4;

impl Binder<'_> {
    /// Binds an expression.
    pub(super) fn expr(&mut self, ast: &ast::Expr) -> Result<Typed> {
        let mark = self.scopes.last().map_or(0, |scope| scope.refs.len());
        let mut typed = self.expr_inner(ast)?;
        // What is said of an expression as a whole is said of where it begins.
        let begins = self.source.at(ast.span());
        if begins.is_some_and(|begins| typed.at.is_some_and(|at| begins < at)) {
            typed.at = begins;
        }
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
                self.written_cast(&text, &string.data_type, at, at)
            }
            ast::Expr::Nested(inner) => self.expr(inner),
            ast::Expr::BinaryOp { .. } => self.chain(ast),
            ast::Expr::UnaryOp { op, expr } => {
                if op == &ast::UnaryOperator::Not {
                    let inner = self.expr(expr)?;
                    let inner = self.condition(inner, "NOT")?;
                    let at = self.source.word_before(expr.span(), &["not"]).or(at);
                    Ok(Typed::of(Expr::Not(Box::new(inner)), Type::Bool, at))
                } else {
                    let position = self.source.before(expr.span()).or(at);
                    let inner = self.expr(expr)?;
                    let typed = self.prefix(&op.to_string(), inner, position)?;
                    Ok(Typed {
                        at: position,
                        ..typed
                    })
                }
            }
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
                        ast::CastKind::DoubleColon => {
                            self.source.cast_after(expr.span(), casts_within(expr))
                        }
                        _ => at,
                    };
                    let named = match kind {
                        ast::CastKind::DoubleColon => position,
                        _ => self.source.after(expr.span()),
                    };
                    let named = named.and_then(|at| self.source.following(at));
                    self.written_cast(expr, data_type, position, named)
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
                let word = if *negated { "not" } else { "exists" };
                let at = self.source.word_before(subquery.span(), &[word]).or(at);
                let (query, correlated) = self.subquery(subquery)?;
                let found = self.sub(SubKind::Exists, query, correlated);
                Ok(negate(Typed::of(found, Type::Bool, at), *negated))
            }
            ast::Expr::Subquery(subquery) => {
                let at = self.source.opening(subquery.span());
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
            _ => {
                let keyword = self.source.word_before(ast.span(), keywords(ast));
                self.spelled(ast, keyword.or(at))
            }
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
                shorthand,
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
                let name = if *shorthand { "substr" } else { "substring" };
                self.call_named(name, args, at)
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
        named: Option<u32>,
    ) -> Result<Typed> {
        let to = self.type_of(to).map_err(|failure| failure.at(named))?;
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
        let begins = inner.at;
        let cast = self.convert(inner, to, Reach::Explicit)?;
        let cast = cast.map(|cast| Typed {
            at: begins.or(cast.at),
            ..cast
        });
        cast.ok_or_else(|| {
            let (from, to) = (from.base.sql_name(), to.base.sql_name());
            error("42846", format!("cannot cast type {from} to {to}")).at(at)
        })
    }

    /// Binds an expression that stands in a clause.
    pub(super) fn expr_in(&mut self, clause: Clause, ast: &ast::Expr) -> Result<Typed> {
        self.scope().clause = clause;
        self.expr(ast)
    }
}

/// The names of a call with a syntax of its own.
fn keywords(ast: &ast::Expr) -> &'static [&'static str] {
    match ast {
        ast::Expr::Extract { .. } => &["extract"],
        ast::Expr::Ceil { .. } => &["ceil", "ceiling"],
        ast::Expr::Floor { .. } => &["floor"],
        ast::Expr::Position { .. } => &["position"],
        ast::Expr::Substring { .. } => &["substring", "substr"],
        ast::Expr::Trim { .. } => &["trim"],
        ast::Expr::Overlay { .. } => &["overlay"],
        _ => &[],
    }
}

/// How many casts `::` follow each other at the end of an expression.
fn casts_within(mut ast: &ast::Expr) -> usize {
    let mut count = 0;
    while let ast::Expr::Cast {
        expr,
        kind: ast::CastKind::DoubleColon,
        ..
    } = ast
    {
        count += 1;
        ast = expr;
    }
    count
}

/// An expression without parentheses around it.
pub(super) fn bare(mut ast: &ast::Expr) -> &ast::Expr {
    while let ast::Expr::Nested(inner) = ast {
        ast = inner;
    }
    ast
}
