//! What one item of FROM names: a table, a view, a named query, a subquery.

use super::VIEW_DEPTH;
use crate::sql::bind::{Binder, refuse};
use crate::sql::catalog::{Table, no_relation};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Access, Field, From, Query, Scan, Tree};
use crate::sql::transaction::lock::Mode;
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

impl Binder<'_> {
    pub(super) fn factor(&mut self, factor: &ast::TableFactor) -> Result<Tree> {
        match factor {
            ast::TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_hints,
            } => {
                let at = self.source.at(name.span());
                if !with_hints.is_empty()
                    || version.is_some()
                    || !partitions.is_empty()
                    || json_path.is_some()
                    || !index_hints.is_empty()
                {
                    return Err(refuse("this form of a table in FROM", at));
                }
                if sample.is_some() {
                    return Err(refuse("TABLESAMPLE", at));
                }
                match args {
                    Some(args) => {
                        let function = crate::sql::bind::call::function_name(name, at)?;
                        self.table_function(
                            &function,
                            &args.args,
                            alias.as_ref(),
                            *with_ordinality,
                            at,
                        )
                    }
                    None => self.named(name, alias.as_ref(), at),
                }
            }
            ast::TableFactor::Derived {
                lateral,
                subquery,
                alias,
                sample: None,
            } => self.derived(*lateral, subquery, alias.as_ref()),
            ast::TableFactor::NestedJoin {
                table_with_joins,
                alias: None,
            } => self.joined(table_with_joins),
            ast::TableFactor::Function {
                name,
                args,
                with_ordinality,
                alias,
                ..
            } => {
                let at = self.source.at(name.span());
                let function = crate::sql::bind::call::function_name(name, at)?;
                self.table_function(&function, args, alias.as_ref(), *with_ordinality, at)
            }
            ast::TableFactor::UNNEST {
                alias,
                array_exprs,
                with_offset: false,
                with_ordinality,
                ..
            } => {
                let args: Vec<ast::FunctionArg> = array_exprs
                    .iter()
                    .map(|expr| ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(expr.clone())))
                    .collect();
                let at = array_exprs
                    .first()
                    .and_then(|expr| self.source.at(expr.span()));
                self.table_function("unnest", &args, alias.as_ref(), *with_ordinality, at)
            }
            other => {
                let at = self.source.at(other.span());
                Err(refuse("this form of FROM", at))
            }
        }
    }

    /// Gives slots to a relation and makes its columns visible.
    pub(super) fn add(
        &mut self,
        alias: String,
        columns: Vec<Field>,
        table: Option<Arc<Table>>,
    ) -> Result<(usize, Vec<usize>)> {
        let scope = self.scope();
        if scope
            .relations
            .iter()
            .any(|relation| relation.alias == alias && !alias.is_empty())
        {
            let message = format!("table name \"{alias}\" specified more than once");
            return Err(error("42712", message));
        }
        let base = scope.show(alias, columns, table, true);
        Ok((base, (base..scope.width).collect()))
    }

    /// A table, view or named query.
    fn named(
        &mut self,
        name: &ast::ObjectName,
        alias: Option<&ast::TableAlias>,
        at: Option<u32>,
    ) -> Result<Tree> {
        let (schema, table) = crate::sql::bind::query::relation_name(name, at)?;
        if schema.is_none()
            && let Some(place) = self.ctes.iter().rposition(|cte| cte.name == table)
            && let Some(cte) = self.ctes.get_mut(place)
        {
            cte.uses += 1;
            let (id, fields) = (cte.id, cte.fields.clone());
            let (alias, fields) = renamed(&table, fields, alias)?;
            let shown = alias.clone();
            let (base, slots) = self.add(alias, fields, None)?;
            return Ok(Tree::Leaf {
                from: From::Cte {
                    id,
                    name: table,
                    alias: shown,
                    base,
                    filter: Vec::new(),
                },
                slots,
            });
        }
        if let Some(query) = crate::sql::system::relation(self.catalog, schema.as_deref(), &table) {
            return self.leaf_of(query, &table, alias);
        }
        if schema.as_deref().is_some_and(|schema| schema != "public") {
            return Err(no_relation(&format!("{}.{table}", schema.unwrap_or_default())).at(at));
        }
        if let Some(view) = self.catalog.views.get(&table) {
            let query = self.view(view, at)?;
            return self.leaf_of(query, &table, alias);
        }
        let found = Arc::clone(
            self.catalog
                .table(&table)
                .map_err(|failure| failure.at(at))?,
        );
        self.table(&found, alias).map(|(tree, _)| tree)
    }

    /// A table's scan, and the place of its first slot.
    pub(in crate::sql::bind) fn table(
        &mut self,
        table: &Arc<Table>,
        alias: Option<&ast::TableAlias>,
    ) -> Result<(Tree, usize)> {
        self.tables.push((table.oid, Mode::AccessShare));
        let (alias, fields) = renamed(&table.name, fields_of(table), alias)?;
        let needed = (0..fields.len()).collect();
        let shown = alias.clone();
        let (base, slots) = self.add(alias, fields, Some(Arc::clone(table)))?;
        let scan = Scan {
            table: table.name.clone(),
            alias: shown,
            base,
            rows: 0.0,
            needed,
            row_id: None,
            access: Access::All,
            filter: Vec::new(),
        };
        Ok((
            Tree::Leaf {
                from: From::Table(scan),
                slots,
            },
            base,
        ))
    }

    fn leaf_of(
        &mut self,
        query: Query,
        name: &str,
        alias: Option<&ast::TableAlias>,
    ) -> Result<Tree> {
        let (alias, fields) = renamed(name, query.fields.clone(), alias)?;
        let shown = alias.clone();
        let (base, slots) = self.add(alias, fields, None)?;
        Ok(Tree::Leaf {
            from: From::Query {
                alias: shown,
                query: Box::new(query),
                base,
                filter: Vec::new(),
            },
            slots,
        })
    }

    fn view(&mut self, view: &crate::sql::catalog::View, at: Option<u32>) -> Result<Query> {
        if self.views >= VIEW_DEPTH {
            return Err(error("42P17", "infinite recursion detected in a view").at(at));
        }
        let mut inner = Binder::new(self.catalog, &view.source, &[], self.now);
        inner.views = self.views + 1;
        inner.cte_count = self.cte_count;
        inner.sub_count = self.sub_count;
        let query = inner.query(&view.query);
        self.tables.append(&mut inner.tables);
        (self.cte_count, self.sub_count) = (inner.cte_count, inner.sub_count);
        let mut query = query?;
        crate::sql::bind::query::settle(&mut query);
        for (field, name) in query.fields.iter_mut().zip(&view.columns) {
            field.name.clone_from(name);
        }
        Ok(query)
    }

    fn derived(
        &mut self,
        lateral: bool,
        subquery: &ast::Query,
        alias: Option<&ast::TableAlias>,
    ) -> Result<Tree> {
        let at = self.source.opening(subquery.span());
        let Some(alias) = alias else {
            return Err(error("42601", "subquery in FROM must have an alias")
                .hint("For example, FROM (SELECT ...) [AS] foo.")
                .at(at));
        };
        self.scope().hidden = !lateral;
        let query = self.query(subquery);
        self.scope().hidden = false;
        let mut query = query?;
        crate::sql::bind::query::settle(&mut query);
        self.leaf_of(query, "", Some(alias))
    }
}

/// A relation's alias, and its columns with the alias's names.
pub(super) fn renamed(
    name: &str,
    mut fields: Vec<Field>,
    alias: Option<&ast::TableAlias>,
) -> Result<(String, Vec<Field>)> {
    let Some(alias) = alias else {
        return Ok((name.to_owned(), fields));
    };
    let table = fold(&alias.name);
    if alias.columns.len() > fields.len() {
        let message = format!(
            "table \"{table}\" has {} columns available but {} columns specified",
            fields.len(),
            alias.columns.len()
        );
        return Err(error("42P10", message));
    }
    for (field, column) in fields.iter_mut().zip(&alias.columns) {
        if column.data_type.is_some() {
            return Err(refuse("a column definition list", None));
        }
        field.name = fold(&column.name);
    }
    Ok((table, fields))
}

/// A table's columns as fields.
pub(in crate::sql::bind) fn fields_of(table: &Table) -> Vec<Field> {
    let field = |column: &crate::sql::catalog::Column| Field {
        name: column.name.clone(),
        ty: column.ty,
    };
    table.columns.iter().map(field).collect()
}
