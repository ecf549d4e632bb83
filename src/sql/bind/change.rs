//! INSERT, UPDATE and DELETE.

mod assign;
mod conflict;
mod insert;

use super::{Binder, Clause, Scope, Typed, refuse};
use crate::sql::catalog::Table;
use crate::sql::error::{Result, error};
use crate::sql::plan::{self, Change, ChangeKind, Expr, Field, JoinKind, Tree};
use crate::sql::transaction::lock::Mode;
use crate::sql::types::{ColumnType, Type};
use assign::is_default;
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

impl Binder<'_> {
    /// Binds a changing statement, with the columns that RETURNING gives.
    pub(crate) fn change(&mut self, statement: &ast::Statement) -> Result<(Change, Vec<Field>)> {
        let depth = self.scopes.len();
        self.scopes.push(Scope::default());
        let bound = match statement {
            ast::Statement::Insert(insert) => self.insert(insert),
            ast::Statement::Update(update) => self.update(update),
            ast::Statement::Delete(delete) => self.delete(delete),
            _ => Err(refuse("this statement here", None)),
        };
        self.scopes.truncate(depth);
        bound
    }

    fn target(&mut self, name: &ast::ObjectName) -> Result<Arc<Table>> {
        let at = self.source.at(name.span());
        let (schema, table) = super::query::relation_name(name, at)?;
        if self.catalog.views.contains_key(&table) {
            return Err(refuse(
                &format!("changing rows through the view \"{table}\""),
                at,
            ));
        }
        if schema.as_deref().is_some_and(|schema| schema != "public") {
            let full = format!("{}.{table}", schema.unwrap_or_default());
            return Err(crate::sql::catalog::no_relation(&full).at(at));
        }
        let table = self
            .catalog
            .table(&table)
            .map_err(|failure| failure.at(at))?;
        self.tables.push((table.oid, Mode::RowExclusive));
        Ok(Arc::clone(table))
    }

    /// Binds something that was written elsewhere and sees no columns here.
    fn apart<T>(&mut self, clause: Clause, bind: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let scopes = std::mem::take(&mut self.scopes);
        let bound = self.scoped(clause, bind);
        self.scopes = scopes;
        let (bound, _) = bound.map_err(|mut failure| {
            if !self.defining {
                failure.position = None;
            }
            failure
        })?;
        Ok(bound)
    }

    /// Makes a table's columns known without reading it.
    fn relation(&mut self, alias: &str, table: &Arc<Table>, bare: bool) {
        let columns = super::from::fields_of(table);
        self.scope()
            .show(alias.to_owned(), columns, Some(Arc::clone(table)), bare);
    }

    fn hide(&mut self, alias: &str) {
        self.scope()
            .relations
            .retain(|relation| relation.alias != alias);
    }

    fn update(&mut self, update: &ast::Update) -> Result<(Change, Vec<Field>)> {
        if update.or.is_some()
            || update.output.is_some()
            || !update.order_by.is_empty()
            || update.limit.is_some()
        {
            return Err(refuse("this form of UPDATE", None)
                .hint("PostgreSQL's UPDATE has neither ORDER BY nor LIMIT."));
        }
        if !update.table.joins.is_empty() {
            return Err(error("42601", "syntax error: UPDATE takes one table")
                .hint("Write UPDATE … SET … FROM other WHERE …."));
        }
        let (table, tree) = self.changed_table(&update.table.relation)?;
        let from = match &update.from {
            None => &[][..],
            Some(ast::UpdateTableFromKind::AfterSet(from)) => from.as_slice(),
            Some(ast::UpdateTableFromKind::BeforeSet(_)) => {
                return Err(refuse("FROM before SET", None));
            }
        };
        let (from, filter, recheck, row_id) =
            self.rows_of(tree, from, update.selection.as_ref())?;
        let set = self.assignments(&update.assignments, &table)?;
        let (returning, fields) = self.returning(update.returning.as_deref())?;
        let width = self.scope().width;
        self.finish(
            &table,
            ChangeKind::Update {
                from,
                filter,
                recheck,
                set,
                row_id,
            },
            width,
            returning,
            fields,
        )
    }

    fn delete(&mut self, delete: &ast::Delete) -> Result<(Change, Vec<Field>)> {
        if !delete.tables.is_empty()
            || delete.output.is_some()
            || !delete.order_by.is_empty()
            || delete.limit.is_some()
        {
            return Err(refuse("this form of DELETE", None)
                .hint("PostgreSQL's DELETE has neither ORDER BY nor LIMIT."));
        }
        let ast::FromTable::WithFromKeyword(tables) = &delete.from else {
            return Err(error("42601", "syntax error: DELETE needs FROM"));
        };
        let [ast::TableWithJoins { relation, joins }] = tables.as_slice() else {
            return Err(refuse("DELETE from several tables", None));
        };
        if !joins.is_empty() {
            return Err(error("42601", "syntax error: DELETE takes one table")
                .hint("Write DELETE FROM … USING other WHERE …."));
        }
        let (table, tree) = self.changed_table(relation)?;
        let using = delete.using.as_deref().unwrap_or_default();
        let (from, filter, recheck, row_id) =
            self.rows_of(tree, using, delete.selection.as_ref())?;
        let (returning, fields) = self.returning(delete.returning.as_deref())?;
        let width = self.scope().width;
        self.finish(
            &table,
            ChangeKind::Delete {
                from,
                filter,
                recheck,
                row_id,
            },
            width,
            returning,
            fields,
        )
    }

    fn changed_table(&mut self, factor: &ast::TableFactor) -> Result<(Arc<Table>, Tree)> {
        let ast::TableFactor::Table {
            name,
            alias,
            args: None,
            ..
        } = factor
        else {
            return Err(refuse("this target", None));
        };
        let table = self.target(name)?;
        let (tree, _) = self.table(&table, alias.as_ref())?;
        Ok((table, tree))
    }

    /// The rows to change, joined with the other tables, under a condition.
    fn rows_of(
        &mut self,
        mut tree: Tree,
        others: &[ast::TableWithJoins],
        selection: Option<&ast::Expr>,
    ) -> Result<(plan::From, Vec<Expr>, Vec<Expr>, usize)> {
        let scope = self.scope();
        let row_id = scope.width;
        scope.width += 1;
        if let Tree::Leaf {
            from: plan::From::Table(scan),
            slots,
        } = &mut tree
        {
            scan.row_id = Some(row_id);
            slots.push(row_id);
        }
        for other in others {
            let next = self.joined(other)?;
            tree = Tree::Join {
                kind: JoinKind::Inner,
                sides: Box::new((tree, next)),
                on: Vec::new(),
            };
        }
        let conditions = self.conditions(selection)?;
        let whole = conditions.clone();
        let (gate, conditions): (Vec<Expr>, Vec<Expr>) =
            conditions.into_iter().partition(|condition| {
                let mut free = true;
                condition.slots(&mut |_| free = false);
                free
            });
        let from = plan::arrange(tree, conditions, self.catalog);
        Ok((from, gate, whole, row_id))
    }

    fn returning(&mut self, items: Option<&[ast::SelectItem]>) -> Result<(Vec<Expr>, Vec<Field>)> {
        self.scope().clause = Clause::Returning;
        let (mut exprs, mut fields) = (Vec::new(), Vec::new());
        for item in items.unwrap_or_default() {
            for (typed, name) in self.item(item)? {
                let typed = self.settle(typed)?;
                fields.push(Field { name, ty: typed.ty });
                exprs.push(typed.expr);
            }
        }
        Ok((exprs, fields))
    }

    fn finish(
        &mut self,
        table: &Arc<Table>,
        kind: ChangeKind,
        width: usize,
        returning: Vec<Expr>,
        fields: Vec<Field>,
    ) -> Result<(Change, Vec<Field>)> {
        let (generated, checks) = self.rules(table)?;
        let width = width.max(self.scope().width);
        let mut change = Change {
            table: table.name.clone(),
            kind,
            width,
            generated,
            checks,
            returning,
        };
        plan::keep_only_needed_of(&mut change);
        Ok((change, fields))
    }

    /// A table's generated columns and checks, over a row of its own.
    pub(crate) fn rules(
        &mut self,
        table: &Arc<Table>,
    ) -> Result<(Vec<(usize, Expr)>, Vec<(String, Expr)>)> {
        let (mut generated, mut checks) = (Vec::new(), Vec::new());
        for (place, column) in table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.generated)
        {
            if let Some(default) = &column.default {
                let typed = self.apart(Clause::Default, |binder| {
                    binder.relation(&table.name, table, true);
                    binder.expr(&default.expr)
                })?;
                generated.push((place, self.assign(typed, column.ty, &column.name)?.expr));
            }
        }
        for check in table.checks.iter() {
            let condition = self.apart(Clause::Check, |binder| {
                binder.relation(&table.name, table, true);
                let typed = binder.expr(&check.expr)?;
                binder.condition(typed, "CHECK")
            })?;
            checks.push((check.name.clone(), condition));
        }
        Ok((generated, checks))
    }
}

impl Binder<'_> {
    /// How a column's values become those of another type.
    pub(crate) fn conversion(
        &mut self,
        table: &Arc<Table>,
        place: usize,
        to: ColumnType,
        using: Option<&ast::Expr>,
    ) -> Result<Expr> {
        let column = table
            .columns
            .get(place)
            .map(|column| (column.name.clone(), column.ty));
        let (name, from) = column.unwrap_or_else(|| (String::new(), Type::Text.into()));
        let (typed, _) = self.scoped(Clause::Default, |binder| {
            binder.relation(&table.name, table, true);
            match using {
                Some(using) => binder.expr(using),
                None => Ok(Typed::of(Expr::Slot(place), from, None)),
            }
        })?;
        let given = typed.ty.base.sql_name();
        let converted = self.convert(typed, to, crate::sql::cast::Reach::Assignment)?;
        converted.map(|typed| typed.expr).ok_or_else(|| {
            let to = to.base.sql_name();
            if using.is_some() {
                error("42804", format!("result of USING clause for column \"{name}\" cannot be cast automatically to type {to}"))
                    .hint(format!("You might need to add an explicit cast from {given}."))
            } else {
                error("42804", format!("column \"{name}\" cannot be cast automatically to type {to}"))
                    .hint(format!("You might need to specify \"USING {name}::{to}\"."))
            }
        })
    }
}
