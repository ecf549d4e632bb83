//! UNION, INTERSECT and EXCEPT: two queries whose columns become alike.

use super::first_item;
use crate::sql::bind::{Binder, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::plan::{Body, Cast, Expr, Query, SetOp};
use crate::sql::types::{ColumnType, Type};
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    pub(super) fn set_side(&mut self, side: &ast::SetExpr) -> Result<Query> {
        let (body, order, fields, outer) = self.body(side, &[])?;
        Ok(Query {
            ctes: Vec::new(),
            body,
            order,
            limit: None,
            with_ties: false,
            offset: None,
            fields,
            outer,
        })
    }

    /// A chain of set operations nests to the left; it is walked in a loop.
    pub(super) fn set_operation(
        &mut self,
        left: &ast::SetExpr,
        op: ast::SetOperator,
        quantifier: ast::SetQuantifier,
        right: &ast::SetExpr,
    ) -> Result<Query> {
        let mut links = vec![(op, quantifier, right)];
        let mut first = left;
        while let ast::SetExpr::SetOperation {
            left,
            op,
            set_quantifier,
            right,
        } = first
        {
            links.push((*op, *set_quantifier, right));
            first = left;
        }
        let mut query = self.set_side(first)?;
        while let Some((op, quantifier, right)) = links.pop() {
            let at = first_item(right).and_then(|item| self.source.at(item.span()));
            let right = self.set_side(right)?;
            query = self
                .combine(query, op, quantifier, right)
                .map_err(|failure| failure.at(at))?;
        }
        Ok(query)
    }

    fn combine(
        &mut self,
        mut left: Query,
        op: ast::SetOperator,
        quantifier: ast::SetQuantifier,
        mut right: Query,
    ) -> Result<Query> {
        let (name, op) = match op {
            ast::SetOperator::Union => ("UNION", SetOp::Union),
            ast::SetOperator::Intersect => ("INTERSECT", SetOp::Intersect),
            ast::SetOperator::Except => ("EXCEPT", SetOp::Except),
            ast::SetOperator::Minus => {
                return Err(refuse("MINUS", None).hint("PostgreSQL calls it EXCEPT."));
            }
        };
        let all = match quantifier {
            ast::SetQuantifier::All => true,
            ast::SetQuantifier::None | ast::SetQuantifier::Distinct => false,
            _ => return Err(refuse("BY NAME", None)),
        };
        if left.fields.len() != right.fields.len() {
            return Err(error(
                "42601",
                format!("each {name} query must have the same number of columns"),
            ));
        }
        let mut types = Vec::new();
        for (l, r) in left.fields.iter().zip(&right.fields) {
            let pair = [l, r].map(|field| Typed::of(Expr::Coalesce(Vec::new()), field.ty, None));
            let common = self.common(&pair, name)?;
            types.push(if l.ty == r.ty { l.ty } else { common.into() });
        }
        for (place, ty) in types.iter_mut().enumerate() {
            if ty.base == Type::Unknown {
                *ty = Type::Text.into();
            }
            let unhashable = ty.base == Type::Json && !all;
            if unhashable {
                return Err(error(
                    "42883",
                    format!(
                        "could not identify an equality operator for type json (column {})",
                        place + 1
                    ),
                ));
            }
        }
        convert_columns(&mut left, &types);
        convert_columns(&mut right, &types);
        let (fields, outer) = (left.fields.clone(), left.outer.max(right.outer));
        Ok(Query {
            ctes: Vec::new(),
            body: Body::Set {
                op,
                all,
                sides: Box::new((left, right)),
            },
            order: Vec::new(),
            limit: None,
            with_ties: false,
            offset: None,
            fields,
            outer,
        })
    }
}

/// Literals whose type nothing decided are text.
pub(crate) fn settle(query: &mut Query) {
    let types: Vec<ColumnType> = query
        .fields
        .iter()
        .map(|field| {
            if field.ty.base == Type::Unknown {
                Type::Text.into()
            } else {
                field.ty
            }
        })
        .collect();
    convert_columns(query, &types);
}

/// Converts a query's columns to these types.
pub(crate) fn convert_columns(query: &mut Query, types: &[ColumnType]) {
    for (place, to) in types.iter().enumerate() {
        let Some(field) = query.fields.get_mut(place) else {
            continue;
        };
        let from = field.ty.base;
        field.ty = *to;
        if from == to.base {
            continue;
        }
        cast_column(query, place, from, *to);
    }
    match &mut query.body {
        Body::Set { sides, .. } | Body::Recursive { sides, .. } => {
            convert_columns(&mut sides.0, types);
            convert_columns(&mut sides.1, types);
        }
        Body::Nested(inner) => convert_columns(inner, types),
        _ => {}
    }
}

/// Fits columns whose base type stays the same to a modifier.
pub(in crate::sql::bind) fn fit_same(query: &mut Query, from: &[Type], types: &[ColumnType]) {
    for (place, (from, to)) in from.iter().zip(types).enumerate() {
        if *from != to.base || to.modifier.is_none() {
            continue;
        }
        cast_column(query, place, *from, *to);
    }
    match &mut query.body {
        Body::Set { sides, .. } => {
            fit_same(&mut sides.0, from, types);
            fit_same(&mut sides.1, from, types);
        }
        Body::Nested(inner) => fit_same(inner, from, types),
        _ => {}
    }
}

/// Wraps what a body's own rows have in one column in a cast.
fn cast_column(query: &mut Query, place: usize, from: Type, to: ColumnType) {
    let wrap = |expr: &mut Expr| {
        let inner = std::mem::replace(expr, Expr::Const(crate::sql::value::Value::Null));
        *expr = Expr::Cast(Box::new(Cast {
            expr: inner,
            from,
            to,
            explicit: false,
        }));
    };
    match &mut query.body {
        Body::Select(select) => select.project.get_mut(place).into_iter().for_each(wrap),
        Body::Values(rows) => rows
            .iter_mut()
            .filter_map(|row| row.get_mut(place))
            .for_each(wrap),
        Body::Set { .. } | Body::Recursive { .. } | Body::Change(_) | Body::Nested(_) => {}
    }
}
