//! Named queries, recursive ones too.

use super::{convert_columns, settle};
use crate::sql::SqlError;
use crate::sql::bind::{Binder, Named, Typed, refuse};
use crate::sql::catalog::no_relation;
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::{Body, Cte, Expr, Query};
use crate::sql::types::{ColumnType, Type};
use sqlparser::ast;

impl Binder<'_> {
    /// A name may be given once in a WITH, whose names begin at `first`.
    pub(super) fn check_cte_name(&self, cte: &ast::Cte, first: usize) -> Result<()> {
        let name = fold(&cte.alias.name);
        let mut before = self.ctes.iter().skip(first);
        if before.all(|named| named.name != name) {
            return Ok(());
        }
        let message = format!("WITH query name \"{name}\" specified more than once");
        Err(error("42712", message).at(self.source.at(cte.alias.name.span)))
    }

    pub(super) fn cte(&mut self, cte: &ast::Cte, recursive: bool) -> Result<Cte> {
        if cte.from.is_some() {
            return Err(refuse("FROM in WITH", None));
        }
        let name = fold(&cte.alias.name);
        let at = self.source.at(cte.alias.name.span);
        let id = self.cte_count;
        self.cte_count += 1;
        let columns: Vec<String> = cte
            .alias
            .columns
            .iter()
            .map(|column| fold(&column.name))
            .collect();
        let query = match (recursive, cte.query.body.as_ref()) {
            (
                true,
                ast::SetExpr::SetOperation {
                    left,
                    op: ast::SetOperator::Union,
                    set_quantifier,
                    right,
                },
            ) if mentions(right, &name) => self.recursive(
                &name,
                id,
                &columns,
                (left, *set_quantifier, right),
                &cte.query,
            )?,
            _ => {
                let bound = self.query(&cte.query);
                let mut query = bound.map_err(|mistake| {
                    let itself = no_relation(&name);
                    if recursive && mistake.message == itself.message {
                        no_union(&name).at(at)
                    } else {
                        mistake
                    }
                })?;
                settle(&mut query);
                query
            }
        };
        let mut query = query;
        if columns.len() > query.fields.len() {
            let message = format!(
                "WITH query \"{name}\" has {} columns available but {} columns specified",
                query.fields.len(),
                columns.len()
            );
            return Err(error("42P10", message).at(at));
        }
        for (field, column) in query.fields.iter_mut().zip(columns) {
            field.name = column;
        }
        self.ctes.push(Named {
            name: name.clone(),
            id,
            fields: query.fields.clone(),
            uses: 0,
        });
        Ok(Cte {
            id,
            name,
            query,
            needed: false,
        })
    }

    fn recursive(
        &mut self,
        name: &str,
        id: usize,
        columns: &[String],
        (left, quantifier, right): (&ast::SetExpr, ast::SetQuantifier, &ast::SetExpr),
        whole: &ast::Query,
    ) -> Result<Query> {
        if whole.order_by.is_some() || whole.limit_clause.is_some() || whole.fetch.is_some() {
            return Err(refuse("ORDER BY or LIMIT in a recursive query", None));
        }
        let mut first = self.set_side(left)?;
        settle(&mut first);
        let mut fields = first.fields.clone();
        for (field, column) in fields.iter_mut().zip(columns) {
            field.name.clone_from(column);
        }
        let depth = self.ctes.len();
        self.ctes.push(Named {
            name: name.to_owned(),
            id,
            fields: fields.clone(),
            uses: 0,
        });
        let step = self.set_side(right);
        self.ctes.truncate(depth);
        let mut step = step?;
        if step.fields.len() != fields.len() {
            return Err(error(
                "42601",
                "each UNION query must have the same number of columns",
            ));
        }
        for (place, (own, next)) in fields.iter().zip(&step.fields).enumerate() {
            if own.ty.base != next.ty.base && next.ty.base != Type::Unknown {
                let typed = Typed::of(Expr::Coalesce(Vec::new()), next.ty, None);
                if !self.converts(&typed, own.ty.base) {
                    let message = format!(
                        "recursive query \"{name}\" column {} has type {} in non-recursive term but type {} overall",
                        place + 1,
                        own.ty.base.sql_name(),
                        next.ty.base.sql_name()
                    );
                    return Err(error("42804", message)
                        .hint("Cast the output of the non-recursive term to the correct type."));
                }
            }
        }
        let types: Vec<ColumnType> = fields.iter().map(|field| field.ty).collect();
        convert_columns(&mut step, &types);
        let outer = first.outer.max(step.outer);
        Ok(Query {
            ctes: Vec::new(),
            body: Body::Recursive {
                id,
                all: quantifier == ast::SetQuantifier::All,
                sides: Box::new((first, step)),
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

/// Whether a set expression names a table, anywhere in its FROM.
/// A query that names itself without a first part to start from.
fn no_union(name: &str) -> Box<SqlError> {
    error(
        "42P19",
        format!(
            "recursive query \"{name}\" does not have the form non-recursive-term UNION [ALL] recursive-term"
        ),
    )
}

fn mentions(body: &ast::SetExpr, name: &str) -> bool {
    // Its own text is enough: a name that only looks like it does no harm.
    let text = body.to_string().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == name)
}
