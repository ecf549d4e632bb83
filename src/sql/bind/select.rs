//! SELECT.

mod group;
mod item;
mod order;

use super::lock::inner_conditions;
use super::{Binder, Clause, refuse};
use crate::sql::error::{Result, error};
use crate::sql::plan::{self, Body, Distinct, Expr, Field, OrderKey, Select};
use crate::sql::types::Type;
pub(super) use order::named_output;
use sqlparser::ast::{self};

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
        let locks = self.take_locks();
        let mut tree = self.from(&select.from)?;
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
        let locks = self.row_locks(&locks, select, tree.as_mut())?;
        let mut recheck = Vec::new();
        if !locks.is_empty() {
            recheck.clone_from(&conditions);
            tree.iter()
                .for_each(|tree| inner_conditions(tree, &mut recheck));
        }
        let locking = self.locking(locks, recheck, &mut project);
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
            locking,
        };
        plan::keep_only_needed(&mut select);
        Ok((Body::Select(Box::new(select)), keys, fields))
    }
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
