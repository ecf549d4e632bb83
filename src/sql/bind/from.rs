//! FROM: tables, subqueries, functions and joins.

use super::{Binder, Clause, Relation, Typed, Visible, refuse};
use crate::sql::cast::Reach;
use crate::sql::catalog::{Table, no_relation};
use crate::sql::error::{Result, error};
use crate::sql::functions;
use crate::sql::names::fold;
use crate::sql::plan::{Access, Cmp, Expr, Field, From, JoinKind, Query, Scan, Tree};
use crate::sql::types::Type;
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

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
        let mut tree = self.factor(&item.relation)?;
        for join in &item.joins {
            if join.global {
                return Err(refuse("GLOBAL JOIN", None));
            }
            let middle = self.scope().visible.len();
            let right = self.factor(&join.relation)?;
            tree = self.join(tree, right, &join.join_operator, (start, middle))?;
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
                        Err(error("42703", message).at(*at))
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

    fn factor(&mut self, factor: &ast::TableFactor) -> Result<Tree> {
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
                        let function = super::call::function_name(name, at)?;
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
                let function = super::call::function_name(name, at)?;
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
    fn add(
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
        let base = scope.width;
        let place = scope.relations.len();
        for (offset, column) in columns.iter().enumerate() {
            scope.visible.push(Visible {
                name: column.name.clone(),
                expr: Expr::Slot(base + offset),
                ty: column.ty,
                relation: Some(place),
                hidden: false,
            });
        }
        scope.width += columns.len();
        let slots = (base..scope.width).collect();
        scope.relations.push(Relation {
            alias,
            columns,
            base,
            table,
        });
        Ok((base, slots))
    }

    /// A table, view or named query.
    fn named(
        &mut self,
        name: &ast::ObjectName,
        alias: Option<&ast::TableAlias>,
        at: Option<u32>,
    ) -> Result<Tree> {
        let (schema, table) = super::query::relation_name(name, at)?;
        if schema.is_none()
            && let Some(place) = self.ctes.iter().rposition(|cte| cte.name == table)
            && let Some(cte) = self.ctes.get_mut(place)
        {
            cte.uses += 1;
            let (id, fields) = (cte.id, cte.fields.clone());
            let (alias, fields) = renamed(&table, fields, alias)?;
            let (base, slots) = self.add(alias, fields, None)?;
            return Ok(Tree::Leaf {
                from: From::Cte {
                    id,
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
    pub(super) fn table(
        &mut self,
        table: &Arc<Table>,
        alias: Option<&ast::TableAlias>,
    ) -> Result<(Tree, usize)> {
        let fields: Vec<Field> = table
            .columns
            .iter()
            .map(|column| Field {
                name: column.name.clone(),
                ty: column.ty,
            })
            .collect();
        let (alias, fields) = renamed(&table.name, fields, alias)?;
        let needed = (0..fields.len()).collect();
        let (base, slots) = self.add(alias, fields, Some(Arc::clone(table)))?;
        let scan = Scan {
            table: table.name.clone(),
            base,
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
        let (base, slots) = self.add(alias, fields, None)?;
        Ok(Tree::Leaf {
            from: From::Query {
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
        (self.cte_count, self.sub_count) = (inner.cte_count, inner.sub_count);
        let mut query = query?;
        super::query::settle(&mut query);
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
        super::query::settle(&mut query);
        self.leaf_of(query, "", Some(alias))
    }

    fn table_function(
        &mut self,
        name: &str,
        args: &[ast::FunctionArg],
        alias: Option<&ast::TableAlias>,
        ordinality: bool,
        at: Option<u32>,
    ) -> Result<Tree> {
        let clause = self.scope().clause;
        self.scope().clause = Clause::From;
        let args = args
            .iter()
            .map(|arg| self.argument(arg, at))
            .collect::<Result<Vec<_>>>();
        self.scope().clause = clause;
        let args = args?;
        let (calls, fields) = match functions::set_by_name(name) {
            // Several arrays are unnested side by side.
            Some(set) if name == "unnest" && args.len() > 1 => {
                let (mut calls, mut fields) = (Vec::new(), Vec::new());
                for arg in args {
                    let (call, found) = self.set_call(name, set, vec![arg], at)?;
                    calls.push(call);
                    fields.extend(found);
                }
                (calls, fields)
            }
            Some(set) => {
                let (call, fields) = self.set_call(name, set, args, at)?;
                (vec![call], fields)
            }
            None => {
                let typed = self.call_named(name, args, at)?;
                let typed = self.settle(typed)?;
                let ty = typed.ty.base;
                let call = functions::once(typed.expr, ty);
                (vec![call], vec![(name.to_owned(), ty)])
            }
        };
        let scalar = fields.len() == 1;
        let mut fields: Vec<Field> = fields
            .into_iter()
            .map(|(name, ty)| Field {
                name,
                ty: ty.into(),
            })
            .collect();
        if scalar
            && let (Some(field), Some(alias)) = (fields.first_mut(), alias)
            && field.name == name
        {
            // A single column takes the alias as its name too.
            field.name = fold(&alias.name);
        }
        if ordinality {
            fields.push(Field {
                name: "ordinality".to_owned(),
                ty: Type::Int8.into(),
            });
        }
        let count = fields.len();
        let (alias, fields) = renamed(name, fields, alias)?;
        let (base, slots) = self.add(alias, fields, None)?;
        let ordinality = ordinality.then(|| base + count - 1);
        Ok(Tree::Leaf {
            from: From::Function {
                calls,
                base,
                ordinality,
                filter: Vec::new(),
            },
            slots,
        })
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

/// A relation's alias, and its columns with the alias's names.
fn renamed(
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
