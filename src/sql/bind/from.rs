//! FROM: tables, subqueries, functions and joins.

mod function;
mod table;

use super::{Binder, Clause, Typed, Visible, refuse};
use crate::sql::cast::Reach;
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Cmp, Expr, JoinKind, Tree};
use crate::sql::types::Type;
use sqlparser::ast;
pub(super) use table::fields_of;
use table::renamed;

/// How deep views may read views.
const VIEW_DEPTH: usize = 20;

impl Binder<'_> {
    /// Everything in FROM; `None` when there's nothing.
    pub(super) fn from(&mut self, items: &[ast::TableWithJoins]) -> Result<Option<Tree>> {
        let mut tree = None;
        for item in items {
            let next = self.joined(item)?;
            tree = Some(match tree {
                None => next,
                Some(before) => Tree::Join {
                    kind: JoinKind::Inner,
                    sides: Box::new((before, next)),
                    on: Vec::new(),
                },
            });
        }
        let scope = self.scope();
        scope.table_width = scope.width;
        Ok(tree)
    }

    pub(super) fn joined(&mut self, item: &ast::TableWithJoins) -> Result<Tree> {
        let start = self.scope().visible.len();
        let first = self.scope().relations.len();
        let mut tree = self.factor(&item.relation)?;
        for join in &item.joins {
            if join.global {
                return Err(refuse("GLOBAL JOIN", None));
            }
            let middle = self.scope().visible.len();
            let right = self.factor(&join.relation)?;
            let outer = self.scope().join_from.replace((start, first));
            let joined = self.join(tree, right, &join.join_operator, (start, middle));
            self.scope().join_from = outer;
            tree = joined?;
        }
        Ok(tree)
    }

    fn join(
        &mut self,
        left: Tree,
        right: Tree,
        operator: &ast::JoinOperator,
        (start, middle): (usize, usize),
    ) -> Result<Tree> {
        use ast::JoinOperator as J;
        let (kind, swap, constraint) = match operator {
            J::Join(constraint) | J::Inner(constraint) => (JoinKind::Inner, false, constraint),
            J::CrossJoin(constraint) => (JoinKind::Inner, false, constraint),
            J::Left(constraint) | J::LeftOuter(constraint) => (JoinKind::Left, false, constraint),
            J::Right(constraint) | J::RightOuter(constraint) => (JoinKind::Left, true, constraint),
            J::FullOuter(constraint) => (JoinKind::Full, false, constraint),
            other => {
                return Err(refuse(
                    &format!("this join ({other:?})")
                        .split('(')
                        .next()
                        .map_or_else(
                            || "this join".to_owned(),
                            |_| "this kind of join".to_owned(),
                        ),
                    None,
                ));
            }
        };
        let cross = matches!(operator, J::CrossJoin(_));
        let on = match constraint {
            ast::JoinConstraint::On(condition) => {
                let clause = self.scope().clause;
                let typed = self.expr_in(Clause::JoinOn, condition)?;
                self.scope().clause = clause;
                vec![self.condition(typed, "JOIN/ON")?]
            }
            ast::JoinConstraint::Using(columns) => {
                let names = columns.iter().map(|name| match name.0.as_slice() {
                    [ast::ObjectNamePart::Identifier(name)] => {
                        Ok((fold(name), self.source.at(name.span)))
                    }
                    _ => Err(refuse("a qualified name in USING", None)),
                });
                let names = names.collect::<Result<Vec<_>>>()?;
                self.using(names, (start, middle), kind, swap)?
            }
            ast::JoinConstraint::Natural => {
                let scope = self.scope();
                let of = |range: &[Visible]| {
                    range
                        .iter()
                        .filter(|v| !v.hidden)
                        .map(|v| v.name.clone())
                        .collect::<Vec<_>>()
                };
                let right = of(scope.visible.get(middle..).unwrap_or_default());
                let shared = of(scope.visible.get(start..middle).unwrap_or_default());
                let shared = shared
                    .into_iter()
                    .filter(|name| right.contains(name))
                    .map(|name| (name, None))
                    .collect();
                self.using(shared, (start, middle), kind, swap)?
            }
            ast::JoinConstraint::None if cross => Vec::new(),
            ast::JoinConstraint::None => {
                return Err(error("42601", "syntax error: JOIN needs ON or USING"));
            }
        };
        let sides = if swap { (right, left) } else { (left, right) };
        Ok(Tree::Join {
            kind,
            sides: Box::new(sides),
            on,
        })
    }

    /// Columns of the same name are compared and merged into one.
    fn using(
        &mut self,
        names: Vec<(String, Option<u32>)>,
        (start, middle): (usize, usize),
        kind: JoinKind,
        swap: bool,
    ) -> Result<Vec<Expr>> {
        let visible = self.scope().visible.split_off(start);
        let (left, right) = visible.split_at(middle - start);
        let mut merged = Vec::new();
        let mut on = Vec::new();
        for (name, at) in &names {
            let find = |side: &[Visible], which: &str| {
                let mut found = side.iter().filter(|visible| visible.name == *name);
                match (found.next().cloned(), found.next()) {
                    (Some(_), Some(_)) => {
                        let message = format!(
                            "common column name \"{name}\" appears more than once in {which} table"
                        );
                        Err(error("42702", message).at(*at))
                    }
                    (Some(visible), None) => Ok(visible),
                    (None, _) => {
                        let message = format!(
                            "column \"{name}\" specified in USING clause does not exist in {which} table"
                        );
                        Err(error("42703", message))
                    }
                }
            };
            let (l, r) = (find(left, "left")?, find(right, "right")?);
            let (ltyped, rtyped) = (Typed::of(l.expr, l.ty, *at), Typed::of(r.expr, r.ty, *at));
            let equal = self.compare(Cmp::Eq, ltyped.clone(), rtyped.clone(), *at)?;
            on.push(equal.expr);
            let (exprs, ty) = self.unify(vec![ltyped, rtyped], "JOIN/USING")?;
            let expr = match (kind, swap) {
                (JoinKind::Full, _) => Expr::Coalesce(exprs),
                (_, true) => exprs.into_iter().nth(1).unwrap_or_else(Expr::truth),
                (_, false) => exprs.into_iter().next().unwrap_or_else(Expr::truth),
            };
            merged.push(Visible {
                name: name.clone(),
                expr,
                ty,
                relation: None,
                hidden: false,
            });
        }
        let is_merged = |visible: &&Visible| !names.iter().any(|(name, _)| *name == visible.name);
        let rest = visible.iter().filter(is_merged).cloned();
        merged.extend(rest);
        self.scope().visible.extend(merged);
        Ok(on)
    }

    /// The condition of WHERE, split.
    pub(super) fn conditions(&mut self, selection: Option<&ast::Expr>) -> Result<Vec<Expr>> {
        let mut conditions = Vec::new();
        if let Some(selection) = selection {
            let typed = self.expr_in(Clause::Where, selection)?;
            let condition = self.condition(typed, "WHERE")?;
            crate::sql::plan::conjuncts(condition, &mut conditions);
        }
        Ok(conditions)
    }

    /// The arguments' conversions reach no further than unasked ones.
    pub(super) fn converts(&self, typed: &Typed, to: Type) -> bool {
        matches!(
            self.convert(typed.clone(), to.into(), Reach::Implicit),
            Ok(Some(_))
        )
    }
}
