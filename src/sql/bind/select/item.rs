//! The columns of a SELECT, and their names.

use crate::sql::bind::{Binder, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::Expr;
use crate::sql::types::Type;
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    /// The columns one item of the list gives.
    pub(in crate::sql::bind) fn item(
        &mut self,
        item: &ast::SelectItem,
    ) -> Result<Vec<(Typed, String)>> {
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
                let (_, table) = crate::sql::bind::query::relation_name(name, at)?;
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
            scope.refs.push(crate::sql::bind::Ref {
                slot,
                name: full,
                at,
            });
        }
        (Typed::of(expr, ty, at), name)
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

/// The name PostgreSQL gives a column without an alias.
pub(in crate::sql::bind) fn column_name(ast: &ast::Expr) -> String {
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
            _ => match crate::sql::bind::types::column_type(data_type) {
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
        ast::Expr::TypedString(string) => {
            match crate::sql::bind::types::column_type(&string.data_type) {
                Ok(ty) => (Some(ty.base.internal_name()), false),
                Err(_) => (None, false),
            }
        }
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
