//! SET: what each column becomes.

use crate::sql::bind::{Binder, Clause, refuse};
use crate::sql::catalog::{Identity, Table};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::plan::Expr;
use crate::sql::value::Value;
use sqlparser::ast::{self, Spanned};

impl Binder<'_> {
    pub(super) fn assignments(
        &mut self,
        assignments: &[ast::Assignment],
        table: &Table,
    ) -> Result<Vec<(usize, Expr)>> {
        self.scope().clause = Clause::Set;
        let mut set: Vec<(usize, Expr)> = Vec::new();
        for assignment in assignments {
            let pairs: Vec<(&ast::ObjectName, &ast::Expr)> = match (
                &assignment.target,
                crate::sql::bind::expr::bare(&assignment.value),
            ) {
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
}

pub(super) fn is_default(expr: &ast::Expr) -> bool {
    matches!(expr, ast::Expr::Identifier(name) if name.quote_style.is_none() && name.value.eq_ignore_ascii_case("default"))
}
