//! INSERT, UPDATE and DELETE.

use super::{Binder, Clause, Relation, Scope, Typed, Visible, refuse};
use crate::sql::catalog::{Identity, Table};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{
    self, Body, Change, ChangeKind, Conflict, Expr, Field, JoinKind, Query, Tree,
};
use crate::sql::types::{ColumnType, Type};
use crate::sql::value::Value;
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

    fn target(&self, name: &ast::ObjectName) -> Result<Arc<Table>> {
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
        self.catalog
            .table(&table)
            .map(Arc::clone)
            .map_err(|failure| failure.at(at))
    }

    fn insert(&mut self, insert: &ast::Insert) -> Result<(Change, Vec<Field>)> {
        let strange = insert.or.is_some()
            || insert.ignore
            || insert.overwrite
            || insert.replace_into
            || insert.partitioned.is_some()
            || !insert.after_columns.is_empty()
            || !insert.assignments.is_empty()
            || insert.output.is_some()
            || insert.priority.is_some()
            || insert.insert_alias.is_some()
            || insert.settings.is_some()
            || insert.format_clause.is_some()
            || insert.multi_table_insert_type.is_some();
        if strange {
            return Err(refuse("this form of INSERT", None));
        }
        let ast::TableObject::TableName(name) = &insert.table else {
            return Err(refuse("this target of INSERT", None));
        };
        let table = self.target(name)?;
        let columns = self.insert_columns(&table, &insert.columns)?;
        let source = self.insert_source(&table, &columns, insert)?;
        let (source, columns, mut given) = source;
        let mut defaults = Vec::new();
        for (place, column) in table.columns.iter().enumerate() {
            if !columns.contains(&place) && !column.generated {
                given.push(place);
                if let Some(expr) = self.default_of(&table, place)? {
                    defaults.push((place, expr));
                }
            }
        }
        // Slots: the table's row, then the row that was to be inserted.
        let alias = insert
            .table_alias
            .as_ref()
            .map_or_else(|| table.name.clone(), |alias| fold(&alias.alias));
        self.relation(&alias, &table, true);
        let excluded = table.columns.len();
        let conflict = match &insert.on {
            None => None,
            Some(ast::OnInsert::OnConflict(conflict)) => {
                Some(self.on_conflict(conflict, &table, excluded)?)
            }
            Some(_) => {
                return Err(refuse("ON DUPLICATE KEY UPDATE", None)
                    .hint("PostgreSQL writes ON CONFLICT (…) DO UPDATE SET …."));
            }
        };
        self.hide("excluded");
        let (returning, fields) = self.returning(insert.returning.as_deref())?;
        let kind = ChangeKind::Insert {
            source,
            columns,
            defaults,
            conflict,
        };
        self.finish(&table, kind, excluded * 2, returning, fields)
    }

    /// The places of the columns written after the table, or of all.
    fn insert_columns(&self, table: &Table, names: &[ast::ObjectName]) -> Result<Vec<usize>> {
        if names.is_empty() {
            return Ok((0..table.columns.len()).collect());
        }
        let mut columns = Vec::new();
        for name in names {
            let at = self.source.at(name.span());
            let [ast::ObjectNamePart::Identifier(name)] = name.0.as_slice() else {
                return Err(refuse("a qualified column name here", at));
            };
            let name = fold(name);
            let place = table.column(&name).ok_or_else(|| {
                let message = format!(
                    "column \"{name}\" of relation \"{}\" does not exist",
                    table.name
                );
                error("42703", message).at(at)
            })?;
            if columns.contains(&place) {
                return Err(error(
                    "42701",
                    format!("column \"{name}\" specified more than once"),
                )
                .at(at));
            }
            columns.push(place);
        }
        Ok(columns)
    }

    /// The rows to insert, converted to the columns' types.
    fn insert_source(
        &mut self,
        table: &Table,
        columns: &[usize],
        insert: &ast::Insert,
    ) -> Result<(Query, Vec<usize>, Vec<usize>)> {
        let Some(source) = &insert.source else {
            let body = Body::Values(vec![Vec::new()]);
            return Ok((constant_query(body, Vec::new()), Vec::new(), Vec::new()));
        };
        let named = !insert.columns.is_empty();
        // The table isn't in sight of the rows inserted into it.
        let mut query = match source.body.as_ref() {
            ast::SetExpr::Values(values)
                if source.with.is_none()
                    && source.order_by.is_none()
                    && source.limit_clause.is_none() =>
            {
                self.insert_values(table, columns, values, named)?
            }
            _ => self.query(source)?,
        };
        let count = query.fields.len();
        if count > columns.len() {
            let at = source_item(self, source, columns.len());
            return Err(error("42601", "INSERT has more expressions than target columns").at(at));
        }
        if count < columns.len() && named {
            let at = insert
                .columns
                .get(count)
                .and_then(|name| self.source.at(name.span()));
            return Err(error("42601", "INSERT has more target columns than expressions").at(at));
        }
        let columns: Vec<usize> = columns.iter().take(count).copied().collect();
        let mut types = Vec::new();
        for (place, field) in columns.iter().zip(&query.fields) {
            let Some(column) = table.columns.get(*place) else {
                continue;
            };
            let overridden = match source.body.as_ref() {
                ast::SetExpr::Values(_) => false,
                _ => column.generated || column.identity == Some(Identity::Always),
            };
            if overridden {
                return Err(always(table, &column.name, column.generated));
            }
            let sample = Typed::of(Expr::Coalesce(Vec::new()), field.ty, None);
            self.assign(sample, column.ty, &column.name)?;
            types.push(column.ty);
        }
        if !matches!(query.body, Body::Values(_)) {
            fit_columns(&mut query, &types);
        }
        Ok((query, columns, Vec::new()))
    }

    /// VALUES whose expressions may be DEFAULT and take the columns' types.
    fn insert_values(
        &mut self,
        table: &Table,
        columns: &[usize],
        values: &ast::Values,
        named: bool,
    ) -> Result<Query> {
        let first = values.rows.first().map_or(0, |row| row.len());
        let mut rows = Vec::new();
        self.scopes.push(Scope {
            clause: Clause::Values,
            ..Scope::default()
        });
        for row in &values.rows {
            if row.len() != first {
                let at = row.first().and_then(|expr| self.source.at(expr.span()));
                return Err(error("42601", "VALUES lists must all be the same length").at(at));
            }
            if row.len() > columns.len() {
                let at = row
                    .get(columns.len())
                    .and_then(|expr| self.source.at(expr.span()));
                return Err(
                    error("42601", "INSERT has more expressions than target columns").at(at),
                );
            }
            let mut exprs = Vec::new();
            for (expr, place) in row.iter().zip(columns) {
                let Some(column) = table.columns.get(*place) else {
                    continue;
                };
                if is_default(expr) {
                    let default = if column.generated {
                        None
                    } else {
                        self.default_of(table, *place)?
                    };
                    exprs.push(default.unwrap_or(Expr::Const(Value::Null)));
                    continue;
                }
                if column.generated || column.identity == Some(Identity::Always) {
                    return Err(always(table, &column.name, column.generated));
                }
                let typed = self.expr(expr)?;
                exprs.push(self.assign(typed, column.ty, &column.name)?.expr);
            }
            rows.push(exprs);
        }
        self.scopes.pop();
        let fields = columns
            .iter()
            .take(first)
            .filter_map(|place| table.columns.get(*place))
            .map(|column| Field {
                name: column.name.clone(),
                ty: column.ty,
            })
            .collect();
        let _ = named;
        Ok(constant_query(Body::Values(rows), fields))
    }

    /// What a column becomes when nothing is given for it.
    pub(crate) fn default_of(&mut self, table: &Table, place: usize) -> Result<Option<Expr>> {
        let Some(column) = table.columns.get(place) else {
            return Ok(None);
        };
        let Some(default) = column.default.as_ref().filter(|_| !column.generated) else {
            return Ok(None);
        };
        let typed = self.apart(Clause::Default, |binder| binder.expr(&default.expr))?;
        Ok(Some(self.assign(typed, column.ty, &column.name)?.expr))
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

    fn on_conflict(
        &mut self,
        conflict: &ast::OnConflict,
        table: &Arc<Table>,
        excluded: usize,
    ) -> Result<Conflict> {
        let index = match &conflict.conflict_target {
            None => None,
            Some(ast::ConflictTarget::Columns(names)) => {
                let mut places = Vec::new();
                for name in names {
                    let at = self.source.at(name.span);
                    let name = fold(name);
                    places.push(table.column(&name).ok_or_else(|| {
                        error("42703", format!("column \"{name}\" does not exist")).at(at)
                    })?);
                }
                let index = table.unique_over(&places).ok_or_else(|| {
                    error("42P10", "there is no unique or exclusion constraint matching the ON CONFLICT specification")
                })?;
                Some(index.name.clone())
            }
            Some(ast::ConflictTarget::OnConstraint(name)) => {
                let (_, name) = super::query::relation_name(name, None)?;
                let found = table
                    .indexes
                    .iter()
                    .any(|index| index.constraint && index.name == name);
                if !found {
                    let message = format!(
                        "constraint \"{name}\" for table \"{}\" does not exist",
                        table.name
                    );
                    return Err(error("42704", message));
                }
                Some(name)
            }
        };
        let update = match &conflict.action {
            ast::OnConflictAction::DoNothing => None,
            ast::OnConflictAction::DoUpdate(update) => {
                if index.is_none() {
                    return Err(error(
                        "42601",
                        "ON CONFLICT DO UPDATE requires inference specification or constraint name",
                    )
                    .hint("For example, ON CONFLICT (column_name)."));
                }
                self.relation("excluded", table, false);
                let set = self.assignments(&update.assignments, table)?;
                let condition = match &update.selection {
                    Some(selection) => {
                        let typed = self.expr_in(Clause::Where, selection)?;
                        Some(self.condition(typed, "WHERE")?)
                    }
                    None => None,
                };
                Some((set, condition))
            }
        };
        if update.is_none() {
            // Its slots are there whether or not anything refers to them.
            self.relation("excluded", table, false);
        }
        Ok(Conflict {
            index,
            update,
            excluded,
        })
    }

    /// Makes a table's columns known without reading it.
    fn relation(&mut self, alias: &str, table: &Arc<Table>, bare: bool) {
        let scope = self.scope();
        let (base, place) = (scope.width, scope.relations.len());
        let columns: Vec<Field> = table
            .columns
            .iter()
            .map(|column| Field {
                name: column.name.clone(),
                ty: column.ty,
            })
            .collect();
        for (offset, column) in columns.iter().enumerate().filter(|_| bare) {
            scope.visible.push(Visible {
                name: column.name.clone(),
                expr: Expr::Slot(base + offset),
                ty: column.ty,
                relation: Some(place),
                hidden: false,
            });
        }
        scope.width += columns.len();
        scope.relations.push(Relation {
            alias: alias.to_owned(),
            columns,
            base,
            table: Some(Arc::clone(table)),
        });
    }

    fn hide(&mut self, alias: &str) {
        self.scope()
            .relations
            .retain(|relation| relation.alias != alias);
    }

    fn assignments(
        &mut self,
        assignments: &[ast::Assignment],
        table: &Table,
    ) -> Result<Vec<(usize, Expr)>> {
        self.scope().clause = Clause::Set;
        let mut set: Vec<(usize, Expr)> = Vec::new();
        for assignment in assignments {
            let pairs: Vec<(&ast::ObjectName, &ast::Expr)> =
                match (&assignment.target, super::expr::bare(&assignment.value)) {
                    (ast::AssignmentTarget::ColumnName(name), _) => vec![(name, &assignment.value)],
                    (ast::AssignmentTarget::Tuple(names), ast::Expr::Tuple(values))
                        if names.len() == values.len() =>
                    {
                        names.iter().zip(values).collect()
                    }
                    (ast::AssignmentTarget::Tuple(names), value) if names.len() == 1 => {
                        names.iter().map(|name| (name, value)).collect()
                    }
                    (ast::AssignmentTarget::Tuple(_), ast::Expr::Tuple(_)) => {
                        return Err(error(
                            "42601",
                            "number of columns does not match number of values",
                        ));
                    }
                    _ => return Err(refuse("a subquery for several columns at once", None)),
                };
            for (name, value) in pairs {
                let at = self.source.at(name.span());
                let column = match name.0.as_slice() {
                    [ast::ObjectNamePart::Identifier(column)] => fold(column),
                    [ast::ObjectNamePart::Identifier(first), ..] => {
                        let first = fold(first);
                        let message = format!(
                            "column \"{first}\" of relation \"{}\" does not exist",
                            table.name
                        );
                        return Err(error("42703", message)
                            .hint("SET target columns cannot be qualified with the relation name.")
                            .at(at));
                    }
                    _ => return Err(refuse("this target of SET", at)),
                };
                let place = table.column(&column).ok_or_else(|| {
                    let message = format!(
                        "column \"{column}\" of relation \"{}\" does not exist",
                        table.name
                    );
                    error("42703", message).at(at)
                })?;
                if set.iter().any(|(own, _)| *own == place) {
                    return Err(error(
                        "42601",
                        format!("multiple assignments to same column \"{column}\""),
                    ));
                }
                let Some(definition) = table.columns.get(place) else {
                    continue;
                };
                let default = is_default(value);
                if !default
                    && (definition.generated || definition.identity == Some(Identity::Always))
                {
                    let message = format!("column \"{column}\" can only be updated to DEFAULT");
                    let detail = if definition.generated {
                        "a generated column"
                    } else {
                        "an identity column defined as GENERATED ALWAYS"
                    };
                    return Err(
                        error("428C9", message).detail(format!("Column \"{column}\" is {detail}."))
                    );
                }
                let expr = if default {
                    self.default_of(table, place)?
                        .unwrap_or(Expr::Const(Value::Null))
                } else {
                    let typed = self.expr(value)?;
                    self.assign(typed, definition.ty, &column)?.expr
                };
                set.push((place, expr));
            }
        }
        Ok(set)
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
        let (from, filter, row_id) = self.rows_of(tree, from, update.selection.as_ref(), &table)?;
        let set = self.assignments(&update.assignments, &table)?;
        let (returning, fields) = self.returning(update.returning.as_deref())?;
        let width = self.scope().width;
        self.finish(
            &table,
            ChangeKind::Update {
                from,
                filter,
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
        let (from, filter, row_id) =
            self.rows_of(tree, using, delete.selection.as_ref(), &table)?;
        let (returning, fields) = self.returning(delete.returning.as_deref())?;
        let width = self.scope().width;
        self.finish(
            &table,
            ChangeKind::Delete {
                from,
                filter,
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
        table: &Table,
    ) -> Result<(plan::From, Vec<Expr>, usize)> {
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
        let (gate, conditions): (Vec<Expr>, Vec<Expr>) =
            conditions.into_iter().partition(|condition| {
                let mut free = true;
                condition.slots(&mut |_| free = false);
                free
            });
        let _ = table;
        Ok((plan::arrange(tree, conditions, self.catalog), gate, row_id))
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

fn is_default(expr: &ast::Expr) -> bool {
    matches!(expr, ast::Expr::Identifier(name) if name.quote_style.is_none() && name.value.eq_ignore_ascii_case("default"))
}

fn always(table: &Table, column: &str, generated: bool) -> Box<crate::sql::SqlError> {
    let _ = table;
    let failure = error(
        "428C9",
        format!("cannot insert a non-DEFAULT value into column \"{column}\""),
    );
    if generated {
        failure.detail(format!("Column \"{column}\" is a generated column."))
    } else {
        failure
            .detail(format!(
                "Column \"{column}\" is an identity column defined as GENERATED ALWAYS."
            ))
            .hint("Use OVERRIDING SYSTEM VALUE to override.")
    }
}

fn constant_query(body: Body, fields: Vec<Field>) -> Query {
    Query {
        ctes: Vec::new(),
        body,
        order: Vec::new(),
        limit: None,
        with_ties: false,
        offset: None,
        fields,
        outer: 0,
    }
}

/// Where the expression at a place of the source stands.
fn source_item(binder: &Binder<'_>, source: &ast::Query, place: usize) -> Option<u32> {
    match source.body.as_ref() {
        ast::SetExpr::Select(select) => select
            .projection
            .get(place)
            .and_then(|item| binder.source.at(item.span())),
        ast::SetExpr::Values(values) => values
            .rows
            .first()
            .and_then(|row| row.get(place))
            .and_then(|expr| binder.source.at(expr.span())),
        _ => None,
    }
}

/// Converts columns to the types of the table's, lengths included.
fn fit_columns(query: &mut Query, types: &[ColumnType]) {
    let bases: Vec<ColumnType> = types.to_vec();
    let modified = query
        .fields
        .iter()
        .zip(&bases)
        .any(|(field, to)| field.ty != *to && to.modifier.is_some());
    if !modified {
        super::query::convert_columns(query, &bases);
        return;
    }
    // A conversion that keeps the base type only fits the value.
    let from: Vec<Type> = query.fields.iter().map(|field| field.ty.base).collect();
    super::query::convert_columns(query, &bases);
    super::query::fit_same(query, &from, &bases);
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
