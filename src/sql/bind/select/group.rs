//! GROUP BY, with its grouping sets.

use super::GROUPING_SETS;
use crate::sql::bind::expr::bare;
use crate::sql::bind::{Binder, Clause, Scope, refuse};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Expr, Group};
use crate::sql::types::Type;
use sqlparser::ast::{self, Spanned};
use std::collections::BTreeSet;

impl Binder<'_> {
    /// Binds GROUP BY; `None` when there's none.
    pub(super) fn group_by(
        &mut self,
        select: &ast::Select,
    ) -> Result<Option<(Vec<Expr>, Vec<usize>, Vec<Vec<usize>>)>> {
        let ast::GroupByExpr::Expressions(items, modifiers) = &select.group_by else {
            return Err(refuse("GROUP BY ALL", None));
        };
        if !modifiers.is_empty() {
            return Err(refuse("WITH ROLLUP and its like", None)
                .hint("PostgreSQL writes GROUP BY ROLLUP (…)."));
        }
        if items.is_empty() {
            return Ok(None);
        }
        self.scope().clause = Clause::GroupBy;
        let (mut keys, mut slots): (Vec<Expr>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for item in items {
            let alternatives = self.grouping_element(item, select, &mut keys, &mut slots)?;
            let mut product = Vec::new();
            for set in &sets {
                for alternative in &alternatives {
                    let mut both = set.clone();
                    both.extend(alternative.iter().filter(|key| !set.contains(key)));
                    product.push(both);
                }
            }
            sets = product;
            if sets.len() > GROUPING_SETS {
                return Err(error(
                    "54011",
                    "too many grouping sets present (maximum 4096)",
                ));
            }
        }
        if sets.len() > 1 {
            let scope = self.scope();
            scope.grouping_mask = Some(scope.width);
            scope.width += 1;
        }
        self.scope().grouping_keys.clone_from(&keys);
        Ok(Some((keys, slots, sets)))
    }

    /// The sets of keys that one element of GROUP BY stands for.
    fn grouping_element(
        &mut self,
        item: &ast::Expr,
        select: &ast::Select,
        keys: &mut Vec<Expr>,
        slots: &mut Vec<usize>,
    ) -> Result<Vec<Vec<usize>>> {
        let mut groups = |binder: &mut Self, groups: &[Vec<ast::Expr>]| {
            let mut bound = Vec::new();
            for group in groups {
                let mut set = Vec::new();
                for expr in group {
                    let expr = match bare(expr) {
                        ast::Expr::Tuple(items) => items.iter().collect(),
                        _ => vec![expr],
                    };
                    for expr in expr {
                        set.push(binder.group_key(expr, select, keys, slots)?);
                    }
                }
                bound.push(set);
            }
            Ok(bound)
        };
        match item {
            ast::Expr::GroupingSets(sets) => groups(self, sets),
            ast::Expr::Rollup(parts) => {
                let parts = groups(self, parts)?;
                Ok((0..=parts.len())
                    .rev()
                    .map(|end| parts.iter().take(end).flatten().copied().collect())
                    .collect())
            }
            ast::Expr::Cube(parts) => {
                let parts = groups(self, parts)?;
                if parts.len() > 12 {
                    return Err(error("54011", "CUBE is limited to 12 elements"));
                }
                let masks = (0..1_usize << parts.len()).rev();
                Ok(masks
                    .map(|mask| {
                        let chosen = parts
                            .iter()
                            .enumerate()
                            .filter(|(at, _)| mask >> (parts.len() - 1 - at) & 1 == 1);
                        chosen.flat_map(|(_, part)| part.iter().copied()).collect()
                    })
                    .collect())
            }
            ast::Expr::Tuple(items) => groups(self, std::slice::from_ref(items)),
            _ => Ok(vec![vec![self.group_key(item, select, keys, slots)?]]),
        }
    }

    /// One expression grouped by; the same one is only kept once.
    fn group_key(
        &mut self,
        ast: &ast::Expr,
        select: &ast::Select,
        keys: &mut Vec<Expr>,
        slots: &mut Vec<usize>,
    ) -> Result<usize> {
        let at = self.source.at(ast.span());
        let meant = self.meant_by(ast, select)?;
        let typed = self.expr(meant)?;
        let typed = self.settle(typed)?;
        if typed.ty.base == Type::Json {
            return Err(error(
                "42883",
                "could not identify an equality operator for type json",
            )
            .at(at));
        }
        let written = format!("{:?}", typed.expr);
        if let Some(place) = keys.iter().position(|key| format!("{key:?}") == written) {
            return Ok(place);
        }
        let scope = self.scope();
        let slot = match &typed.expr {
            Expr::Slot(slot) if *slot < scope.table_width => *slot,
            _ => {
                scope.width += 1;
                scope.keys.push((written, scope.width - 1, typed.ty));
                scope.width - 1
            }
        };
        keys.push(typed.expr);
        slots.push(slot);
        Ok(keys.len() - 1)
    }

    /// GROUP BY may name a column of the result by its place or, if no table
    /// has one of that name, by its name.
    fn meant_by<'s>(
        &mut self,
        ast: &'s ast::Expr,
        select: &'s ast::Select,
    ) -> Result<&'s ast::Expr> {
        let at = self.source.at(ast.span());
        match bare(ast) {
            ast::Expr::Value(value) => {
                if let ast::Value::Number(digits, _) = &value.value {
                    let place: usize = digits.parse().unwrap_or(0);
                    let item = place
                        .checked_sub(1)
                        .and_then(|at| select.projection.get(at));
                    return match item {
                        Some(
                            ast::SelectItem::UnnamedExpr(expr)
                            | ast::SelectItem::ExprWithAlias { expr, .. },
                        ) => Ok(expr),
                        Some(_) => Err(refuse("a position in GROUP BY beside *", at)),
                        None => Err(error(
                            "42P10",
                            format!("GROUP BY position {digits} is not in select list"),
                        )
                        .at(at)),
                    };
                }
                Ok(ast)
            }
            ast::Expr::Identifier(name) => {
                let name = fold(name);
                if self
                    .scope()
                    .visible
                    .iter()
                    .any(|visible| visible.name == name)
                {
                    return Ok(ast);
                }
                let aliased = select.projection.iter().find_map(|item| match item {
                    ast::SelectItem::ExprWithAlias { expr, alias } if fold(alias) == name => {
                        Some(expr)
                    }
                    _ => None,
                });
                Ok(aliased.unwrap_or(ast))
            }
            _ => Ok(ast),
        }
    }

    /// After all expressions are bound: whether it groups, and whether every
    /// column is grouped by or in an aggregate.
    pub(super) fn finish_group(
        &mut self,
        grouping: Option<(Vec<Expr>, Vec<usize>, Vec<Vec<usize>>)>,
        having: bool,
    ) -> Result<Option<Group>> {
        let scope = self.scope();
        if grouping.is_none() && scope.aggregates.is_empty() && !having {
            return Ok(None);
        }
        let (keys, slots, sets) =
            grouping.unwrap_or_else(|| (Vec::new(), Vec::new(), vec![Vec::new()]));
        let shown: BTreeSet<usize> = slots.iter().copied().collect();
        let stray = scope.refs.iter().find(|column| {
            column.slot < scope.table_width
                && !shown.contains(&column.slot)
                && !depends_on_key(scope, column.slot, &shown)
        });
        if let Some(column) = stray {
            let message = format!(
                "column \"{}\" must appear in the GROUP BY clause or be used in an aggregate function",
                column.name
            );
            return Err(error("42803", message).at(column.at));
        }
        Ok(Some(Group {
            keys,
            slots,
            sets,
            aggregates: std::mem::take(&mut scope.aggregates),
            mask: scope.grouping_mask,
        }))
    }
}

/// A column whose table's primary key is grouped by can only have one value.
fn depends_on_key(scope: &Scope, slot: usize, shown: &BTreeSet<usize>) -> bool {
    let relation = scope
        .relations
        .iter()
        .find(|r| (r.base..r.base + r.columns.len()).contains(&slot));
    let Some((relation, table)) = relation.and_then(|r| Some((r, r.table.as_ref()?))) else {
        return false;
    };
    table.primary().is_some_and(|index| {
        index
            .columns
            .iter()
            .all(|column| shown.contains(&(relation.base + column)))
    })
}
