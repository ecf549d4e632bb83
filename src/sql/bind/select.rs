//! SELECT.

use super::expr::bare;
use super::query::direction;
use super::{Binder, Clause, Scope, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{self, Body, Distinct, Expr, Field, Group, OrderKey, Select};
use crate::sql::types::Type;
use sqlparser::ast::{self, Spanned};
use std::collections::BTreeSet;

/// Grouping sets at most, as in PostgreSQL.
const GROUPING_SETS: usize = 4096;

impl Binder<'_> {
    /// Binds a SELECT with the ORDER BY that follows it. A scope is around.
    pub(super) fn select(
        &mut self,
        select: &ast::Select,
        order: &[ast::OrderByExpr],
    ) -> Result<(Body, Vec<OrderKey>, Vec<Field>)> {
        check_plain(select)?;
        let tree = self.from(&select.from)?;
        self.scope().named_windows.clone_from(&select.named_window);
        let conditions = self.conditions(select.selection.as_ref())?;
        let grouping = self.group_by(select)?;
        self.scope().clause = Clause::Columns;
        // Only from here on must columns be grouped by.
        self.scope().refs.clear();
        let (mut project, mut fields) = (Vec::new(), Vec::new());
        for item in &select.projection {
            for (typed, name) in self.item(item)? {
                fields.push(Field { name, ty: typed.ty });
                project.push(typed.expr);
            }
        }
        let having = match &select.having {
            Some(having) => {
                let typed = self.expr_in(Clause::Having, having)?;
                Some(self.condition(typed, "HAVING")?)
            }
            None => None,
        };
        self.scope().clause = Clause::OrderBy;
        let distinct_plain = matches!(select.distinct, Some(ast::Distinct::Distinct));
        let keys = self.order_keys(order, &fields, &mut project, distinct_plain)?;
        let distinct = match &select.distinct {
            None | Some(ast::Distinct::All) => None,
            Some(ast::Distinct::Distinct) => {
                no_equality(&fields)?;
                Some(Distinct::Visible)
            }
            Some(ast::Distinct::On(exprs)) => {
                Some(self.distinct_on(exprs, &fields, &mut project, &keys)?)
            }
        };
        let group = self.finish_group(grouping, having.is_some())?;
        let scope = self.scope();
        let (width, windows, expand) = (
            scope.width,
            std::mem::take(&mut scope.windows),
            std::mem::take(&mut scope.expand),
        );
        let (gate, conditions): (Vec<Expr>, Vec<Expr>) =
            conditions.into_iter().partition(|condition| {
                let mut free = true;
                condition.slots(&mut |_| free = false);
                free
            });
        let from = tree.map(|tree| plan::arrange(tree, conditions.clone(), self.catalog));
        let filter = if from.is_none() {
            conditions
        } else {
            Vec::new()
        };
        let mut select = Select {
            from,
            width,
            gate,
            filter,
            group,
            having,
            windows,
            expand,
            project,
            distinct,
        };
        plan::keep_only_needed(&mut select);
        Ok((Body::Select(Box::new(select)), keys, fields))
    }

    /// The columns one item of the list gives.
    pub(super) fn item(&mut self, item: &ast::SelectItem) -> Result<Vec<(Typed, String)>> {
        match item {
            ast::SelectItem::UnnamedExpr(expr) => {
                let typed = self.expr(expr)?;
                Ok(vec![(typed, column_name(expr))])
            }
            ast::SelectItem::ExprWithAlias { alias, expr } if alias.quote_style == Some('\'') => {
                // Two strings side by side; only on two lines are they one.
                let words = alias.to_string();
                Err(
                    error("42601", format!("syntax error at or near \"{words}\""))
                        .at(self.source.at(alias.span)),
                )
            }
            ast::SelectItem::ExprWithAlias { expr, alias } => {
                Ok(vec![(self.expr(expr)?, fold(alias))])
            }
            ast::SelectItem::Wildcard(options) => {
                plain_wildcard(options)?;
                let at = self.source.at(item.span());
                if self.scope().relations.is_empty() {
                    return Err(
                        error("42601", "SELECT * with no tables specified is not valid").at(at),
                    );
                }
                let visible: Vec<_> = self
                    .scope()
                    .visible
                    .iter()
                    .filter(|v| !v.hidden)
                    .cloned()
                    .collect();
                Ok(visible
                    .into_iter()
                    .map(|visible| self.star(visible.expr, visible.ty, visible.name, at))
                    .collect())
            }
            ast::SelectItem::QualifiedWildcard(
                ast::SelectItemQualifiedWildcardKind::ObjectName(name),
                options,
            ) => {
                plain_wildcard(options)?;
                let at = self.source.at(item.span());
                let (_, table) = super::query::relation_name(name, at)?;
                let found = self
                    .scope()
                    .relations
                    .iter()
                    .find(|relation| relation.alias == table)
                    .cloned();
                let relation = found.ok_or_else(|| self.no_table(&table, at))?;
                let columns = relation.columns.into_iter().enumerate();
                Ok(columns
                    .map(|(offset, column)| {
                        self.star(
                            Expr::Slot(relation.base + offset),
                            column.ty,
                            column.name,
                            at,
                        )
                    })
                    .collect())
            }
            other => Err(refuse(
                "this form of a column",
                self.source.at(other.span()),
            )),
        }
    }

    fn star(
        &mut self,
        expr: Expr,
        ty: crate::sql::types::ColumnType,
        name: String,
        at: Option<u32>,
    ) -> (Typed, String) {
        let scope = self.scope();
        let mut slots = Vec::new();
        expr.slots(&mut |slot| slots.push(slot));
        for slot in slots {
            let alias = scope
                .relations
                .iter()
                .find(|r| (r.base..r.base + r.columns.len()).contains(&slot));
            let full = alias.map_or_else(
                || name.clone(),
                |relation| format!("{}.{name}", relation.alias),
            );
            scope.refs.push(super::Ref {
                slot,
                name: full,
                at,
            });
        }
        (Typed::of(expr, ty, at), name)
    }

    /// Binds GROUP BY; `None` when there's none.
    fn group_by(
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
    fn finish_group(
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

    /// Binds ORDER BY; what isn't a column of the result joins `project`.
    fn order_keys(
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

    fn distinct_on(
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
pub(super) fn named_output(
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

fn no_equality(fields: &[Field]) -> Result<()> {
    match fields.iter().find(|field| field.ty.base == Type::Json) {
        Some(_) => Err(error(
            "42883",
            "could not identify an equality operator for type json",
        )),
        None => Ok(()),
    }
}

fn plain_wildcard(options: &ast::WildcardAdditionalOptions) -> Result<()> {
    let plain = options.opt_ilike.is_none()
        && options.opt_exclude.is_none()
        && options.opt_except.is_none()
        && options.opt_replace.is_none()
        && options.opt_rename.is_none()
        && options.opt_alias.is_none();
    if plain {
        Ok(())
    } else {
        Err(refuse("an option after *", None))
    }
}

/// Refuses what other dialects put in a SELECT.
fn check_plain(select: &ast::Select) -> Result<()> {
    let strange = [
        (select.top.is_some(), "TOP"),
        (select.exclude.is_some(), "EXCLUDE"),
        (select.into.is_some(), "SELECT INTO"),
        (!select.lateral_views.is_empty(), "LATERAL VIEW"),
        (select.prewhere.is_some(), "PREWHERE"),
        (!select.connect_by.is_empty(), "CONNECT BY"),
        (!select.cluster_by.is_empty(), "CLUSTER BY"),
        (!select.distribute_by.is_empty(), "DISTRIBUTE BY"),
        (!select.sort_by.is_empty(), "SORT BY"),
        (select.qualify.is_some(), "QUALIFY"),
        (select.value_table_mode.is_some(), "SELECT AS VALUE"),
        (select.select_modifiers.is_some(), "this word after SELECT"),
        (
            select.flavor != ast::SelectFlavor::Standard,
            "FROM before SELECT",
        ),
    ];
    match strange.iter().find(|(found, _)| *found) {
        Some((_, name)) => Err(refuse(name, None)),
        None => Ok(()),
    }
}

/// The name PostgreSQL gives a column without an alias.
pub(super) fn column_name(ast: &ast::Expr) -> String {
    name_of(ast).0.unwrap_or_else(|| "?column?".to_owned())
}

/// A name, and whether it is a good one.
fn name_of(ast: &ast::Expr) -> (Option<String>, bool) {
    let good = |name: String| (Some(name), true);
    let fair = |name: &str| (Some(name.to_owned()), false);
    match ast {
        ast::Expr::Identifier(name) => good(fold(name)),
        ast::Expr::CompoundIdentifier(parts) => match parts.last() {
            Some(name) => good(fold(name)),
            None => (None, false),
        },
        ast::Expr::Nested(inner) => name_of(inner),
        ast::Expr::Collate { expr, .. } => name_of(expr),
        ast::Expr::CompoundFieldAccess { root, .. } => name_of(root),
        ast::Expr::Cast {
            expr, data_type, ..
        } => match name_of(expr) {
            (Some(name), true) => good(name),
            _ => match super::types::column_type(data_type) {
                Ok(ty) => {
                    let base = if let Type::Array(item) = ty.base {
                        *item
                    } else {
                        ty.base
                    };
                    (Some(base.internal_name()), false)
                }
                Err(_) => (None, false),
            },
        },
        ast::Expr::TypedString(string) => match super::types::column_type(&string.data_type) {
            Ok(ty) => (Some(ty.base.internal_name()), false),
            Err(_) => (None, false),
        },
        ast::Expr::Function(function) => match function.name.0.last() {
            Some(ast::ObjectNamePart::Identifier(name)) => good(fold(name)),
            _ => (None, false),
        },
        ast::Expr::Case { else_result, .. } => match else_result.as_deref().map(name_of) {
            Some((Some(name), true)) => good(name),
            _ => fair("case"),
        },
        ast::Expr::Exists { negated: false, .. } => good("exists".to_owned()),
        ast::Expr::Subquery(query) => match query.body.as_ref() {
            ast::SetExpr::Select(select) => match select.projection.first() {
                Some(ast::SelectItem::ExprWithAlias { alias, .. }) => good(fold(alias)),
                Some(ast::SelectItem::UnnamedExpr(expr)) => name_of(expr),
                _ => (None, false),
            },
            _ => (None, false),
        },
        ast::Expr::Array(_) => good("array".to_owned()),
        ast::Expr::Interval(_) => fair("interval"),
        ast::Expr::Extract { .. } => good("extract".to_owned()),
        ast::Expr::AtTimeZone { .. } => good("timezone".to_owned()),
        ast::Expr::Ceil { .. } => good("ceil".to_owned()),
        ast::Expr::Floor { .. } => good("floor".to_owned()),
        ast::Expr::Position { .. } => good("position".to_owned()),
        ast::Expr::Substring { shorthand, .. } => {
            good(if *shorthand { "substr" } else { "substring" }.to_owned())
        }
        ast::Expr::Overlay { .. } => good("overlay".to_owned()),
        ast::Expr::Trim { trim_where, .. } => good(
            match trim_where {
                Some(ast::TrimWhereField::Leading) => "ltrim",
                Some(ast::TrimWhereField::Trailing) => "rtrim",
                _ => "btrim",
            }
            .to_owned(),
        ),
        ast::Expr::Tuple(_) => fair("row"),
        _ => (None, false),
    }
}
