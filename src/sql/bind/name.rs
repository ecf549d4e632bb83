//! Column names to slots.

use super::{Binder, Ref, Typed};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::Expr;
use crate::sql::types::{ColumnType, Type};
use sqlparser::ast::Ident;

impl Binder<'_> {
    /// What a name of one or more parts means.
    pub(super) fn column(&mut self, parts: &[Ident]) -> Result<Typed> {
        let at = parts.first().and_then(|part| self.source.at(part.span));
        match parts {
            [name] => self.bare(&fold(name), at),
            [table, name] | [_, table, name] => self.qualified(&fold(table), &fold(name), at),
            _ => {
                let names: Vec<String> = parts.iter().map(fold).collect();
                let message = format!(
                    "improper qualified name (too many dotted names): {}",
                    names.join(".")
                );
                Err(error("42601", message).at(at))
            }
        }
    }

    fn bare(&mut self, name: &str, at: Option<u32>) -> Result<Typed> {
        for level in (0..self.scopes.len()).rev() {
            let Some(scope) = self.scopes.get(level).filter(|scope| !scope.hidden) else {
                continue;
            };
            let (first, _) = scope.join_from.unwrap_or_default();
            let visible = scope.visible.iter().skip(first);
            let mut found = visible.filter(|visible| visible.name == name);
            if let Some(visible) = found.next() {
                if found.next().is_some() {
                    let message = format!("column reference \"{name}\" is ambiguous");
                    return Err(error("42702", message).at(at));
                }
                let relation = visible.relation.and_then(|at| scope.relations.get(at));
                let full = relation.map_or_else(
                    || name.to_owned(),
                    |relation| format!("{}.{name}", relation.alias),
                );
                let (expr, ty) = (visible.expr.clone(), visible.ty);
                return Ok(self.found(level, expr, ty, &full, at));
            }
        }
        for level in (0..self.scopes.len()).rev() {
            let whole = self.scopes.get(level).and_then(|scope| {
                let (_, first) = scope.join_from.unwrap_or_default();
                let mut relations = scope.relations.iter().skip(first);
                let relation = relations.find(|relation| relation.alias == name)?;
                (!scope.hidden).then(|| relation.clone())
            });
            if let Some(relation) = whole {
                let slots = relation.base..relation.base + relation.columns.len();
                let row: Vec<Expr> = slots.map(Expr::Slot).collect();
                let up = self.scopes.len() - 1 - level;
                let written = format!("{:?}", raised(Expr::Row(row.clone()), up));
                self.rows.push((written, relation.columns.clone()));
                return Ok(self.found(level, Expr::Row(row), Type::Record.into(), name, at));
            }
        }
        let failure = error("42703", format!("column \"{name}\" does not exist")).at(at);
        if let Some(hint) = self.out_of_sight(name) {
            return Err(failure.hint(hint));
        }
        Err(match self.suggestion(None, name) {
            Some(hint) => failure.hint(hint),
            None => failure,
        })
    }

    /// Where a column is that stands in FROM, but not in the join whose ON
    /// names it.
    fn out_of_sight(&self, name: &str) -> Option<String> {
        let scope = self.scopes.iter().rev().find(|scope| !scope.hidden)?;
        let (_, first) = scope.join_from?;
        let mut before = scope.relations.iter().take(first);
        let relation = before.find(|one| one.columns.iter().any(|column| column.name == name))?;
        Some(format!(
            "There is a column named \"{name}\" in table \"{}\", but it cannot be referenced from this part of the query.",
            relation.alias
        ))
    }

    fn qualified(&mut self, table: &str, name: &str, at: Option<u32>) -> Result<Typed> {
        for level in (0..self.scopes.len()).rev() {
            let Some(scope) = self.scopes.get(level).filter(|scope| !scope.hidden) else {
                continue;
            };
            let (_, first) = scope.join_from.unwrap_or_default();
            let mut relations = scope.relations.iter().skip(first);
            let Some(relation) = relations.find(|relation| relation.alias == table) else {
                continue;
            };
            let place = relation
                .columns
                .iter()
                .position(|column| column.name == name);
            let Some((place, field)) = place.and_then(|at| Some((at, relation.columns.get(at)?)))
            else {
                let failure =
                    error("42703", format!("column {table}.{name} does not exist")).at(at);
                return Err(match self.suggestion(Some(table), name) {
                    Some(hint) => failure.hint(hint),
                    None => failure,
                });
            };
            let (slot, ty) = (relation.base + place, field.ty);
            return Ok(self.found(level, Expr::Slot(slot), ty, &format!("{table}.{name}"), at));
        }
        Err(self.no_table(table, at))
    }

    /// `missing FROM-clause entry for table …`, or why the table there can't
    /// be meant.
    pub(super) fn no_table(&self, table: &str, at: Option<u32>) -> Box<crate::sql::SqlError> {
        let mut relations = self.scopes.iter().flat_map(|scope| &scope.relations);
        if let Some(aliased) = relations.clone().find(|relation| {
            relation.alias != table && relation.table.as_ref().is_some_and(|t| t.name == table)
        }) {
            let message = format!("invalid reference to FROM-clause entry for table \"{table}\"");
            let hint = format!(
                "Perhaps you meant to reference the table alias \"{}\".",
                aliased.alias
            );
            return error("42P01", message).hint(hint).at(at);
        }
        if relations.any(|relation| relation.alias == table) {
            let message = format!("invalid reference to FROM-clause entry for table \"{table}\"");
            let detail = format!(
                "There is an entry for table \"{table}\", but it cannot be referenced from this part of the query."
            );
            return error("42P01", message).hint(detail).at(at);
        }
        error(
            "42P01",
            format!("missing FROM-clause entry for table \"{table}\""),
        )
        .at(at)
    }

    /// A reference to a scope so many levels out. Notes it on the way.
    fn found(
        &mut self,
        level: usize,
        expr: Expr,
        ty: ColumnType,
        name: &str,
        at: Option<u32>,
    ) -> Typed {
        let up = self.scopes.len() - 1 - level;
        for (inner, scope) in self.scopes.iter_mut().enumerate().skip(level + 1) {
            scope.reach = scope.reach.max(inner - level);
        }
        if let Some(scope) = self.scopes.get_mut(level)
            && !scope.in_aggregate
        {
            expr.slots(&mut |slot| {
                scope.refs.push(Ref {
                    slot,
                    name: name.to_owned(),
                    at,
                });
            });
        }
        Typed::of(raised(expr, up), ty, at)
    }

    /// `Perhaps you meant to reference the column "t.name".`
    fn suggestion(&self, table: Option<&str>, name: &str) -> Option<String> {
        let scope = self.scopes.iter().rev().find(|scope| !scope.hidden)?;
        let mut best: Vec<String> = Vec::new();
        let mut least = usize::MAX;
        for relation in &scope.relations {
            let away = table.map_or(0, |table| distance(table, &relation.alias));
            for column in &relation.columns {
                let distance = distance(name, &column.name) + away;
                if distance > 3 || distance > column.name.chars().count() / 2 {
                    continue;
                }
                if distance < least {
                    least = distance;
                    best.clear();
                }
                if distance == least {
                    best.push(format!("\"{}.{}\"", relation.alias, column.name));
                }
            }
        }
        match best.as_slice() {
            [one] => Some(format!("Perhaps you meant to reference the column {one}.")),
            [one, two] => Some(format!(
                "Perhaps you meant to reference the column {one} or the column {two}."
            )),
            _ => None,
        }
    }
}

/// The same expression, seen from `up` levels further in.
fn raised(expr: Expr, up: usize) -> Expr {
    match expr {
        _ if up == 0 => expr,
        Expr::Slot(slot) => Expr::Outer { up, slot },
        Expr::Row(items) => Expr::Row(items.into_iter().map(|item| raised(item, up)).collect()),
        Expr::Coalesce(items) => {
            Expr::Coalesce(items.into_iter().map(|item| raised(item, up)).collect())
        }
        Expr::Cast(mut cast) => {
            cast.expr = raised(cast.expr, up);
            Expr::Cast(cast)
        }
        other => other,
    }
}

/// How many letters must change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut before = i;
        let mut next = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(0);
            let left = next.last().copied().unwrap_or(0);
            let cost = before + usize::from(ca != *cb);
            next.push(cost.min(above + 1).min(left + 1));
            before = above;
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
