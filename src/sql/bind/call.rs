//! Function calls: which function is meant, by name and types.

mod aggregate;
mod resolve;

use super::{Binder, Clause, Typed, refuse};
use crate::sql::error::{Result, error};
use crate::sql::functions;
use crate::sql::names::fold;
use crate::sql::plan::{Expand, Expr, SetCall};
use crate::sql::types::Type;
use crate::sql::value::Value;
pub(super) use resolve::no_function;
use sqlparser::ast;

impl Binder<'_> {
    pub(super) fn function(&mut self, function: &ast::Function, at: Option<u32>) -> Result<Typed> {
        let name = function_name(&function.name, at)?;
        if function.null_treatment.is_some() {
            return Err(refuse("IGNORE NULLS", at));
        }
        let (args, list) = match &function.args {
            ast::FunctionArguments::None => (&[][..], None),
            ast::FunctionArguments::List(list) => (list.args.as_slice(), Some(list)),
            ast::FunctionArguments::Subquery(query) if name == "array" => {
                let expr = ast::Expr::Subquery(query.clone());
                return self.expr(&ast::Expr::Array(ast::Array {
                    elem: vec![expr],
                    named: true,
                }));
            }
            ast::FunctionArguments::Subquery(_) => {
                return Err(refuse("a subquery as arguments", at));
            }
        };
        if let Some(over) = &function.over {
            return self.window_call(&name, function, list, over, at);
        }
        let is_aggregate = crate::sql::aggregate::Function::by_name(&name).is_some();
        let decorated = function.filter.is_some()
            || !function.within_group.is_empty()
            || list
                .is_some_and(|list| list.duplicate_treatment.is_some() || !list.clauses.is_empty());
        if is_aggregate {
            return self.aggregate(&name, function, list, at);
        }
        if decorated {
            let message = format!(
                "DISTINCT, FILTER, ORDER BY or WITHIN GROUP specified, but {name} is not an aggregate function"
            );
            return Err(error("42809", message).at(at));
        }
        if matches!(
            name.as_str(),
            "row_number"
                | "rank"
                | "dense_rank"
                | "percent_rank"
                | "cume_dist"
                | "ntile"
                | "lag"
                | "lead"
                | "first_value"
                | "last_value"
                | "nth_value"
        ) {
            return Err(error(
                "42809",
                format!("window function {name} requires an OVER clause"),
            )
            .at(at));
        }
        if name == "grouping" {
            return self.grouping(args, at);
        }
        let args = args
            .iter()
            .map(|arg| self.argument(arg, at))
            .collect::<Result<Vec<_>>>()?;
        if let Some(set) = functions::set_by_name(&name) {
            return self.expanding(&name, set, args, at);
        }
        self.call_named(&name, args, at)
    }

    /// A plain argument.
    pub(super) fn argument(&mut self, arg: &ast::FunctionArg, at: Option<u32>) -> Result<Typed> {
        match arg {
            ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(expr)) => self.expr(expr),
            // `make_interval(days => 3)` and its like.
            ast::FunctionArg::Named { .. } | ast::FunctionArg::ExprNamed { .. } => {
                Err(refuse("an argument by name", at))
            }
            ast::FunctionArg::Unnamed(_) => Err(refuse("* as an argument here", at)),
        }
    }

    /// Calls a function by name.
    pub(super) fn call_named(
        &mut self,
        name: &str,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<Typed> {
        match (name, args.as_slice()) {
            ("coalesce", [_, ..]) => {
                let (exprs, ty) = self.unify(args, "COALESCE")?;
                return Ok(Typed::of(Expr::Coalesce(exprs), ty, at));
            }
            ("greatest" | "least", [_, ..]) => {
                let what = if name == "greatest" {
                    "GREATEST"
                } else {
                    "LEAST"
                };
                let (exprs, ty) = self.unify(args, what)?;
                return Ok(Typed::of(Expr::Extreme(name == "greatest", exprs), ty, at));
            }
            ("nullif", [left, right]) => {
                let ty = if left.ty.base == Type::Unknown {
                    Type::Text.into()
                } else {
                    left.ty
                };
                let equal =
                    self.compare(crate::sql::plan::Cmp::Eq, left.clone(), right.clone(), at)?;
                let left = self.settle(left.clone())?;
                let whens = vec![(equal.expr, Expr::Const(Value::Null))];
                return Ok(Typed::of(Expr::Case(whens, Box::new(left.expr)), ty, at));
            }
            ("row", _) => {
                let items = args.into_iter().map(|arg| Ok(self.settle(arg)?.expr));
                let items = items.collect::<Result<_>>()?;
                return Ok(Typed::of(Expr::Row(items), Type::Record, at));
            }
            _ => {}
        }
        let mut args = args;
        match name {
            "row_to_json" | "to_json" | "to_jsonb" => {
                args = args
                    .into_iter()
                    .map(|arg| self.named_row(arg))
                    .collect::<Result<_>>()?;
            }
            "nextval" | "currval" | "setval" => self.check_sequence(args.first())?,
            _ => {}
        }
        let entries = functions::by_name(name);
        self.resolve(name, entries, args, at)
    }

    /// A reference to a whole row as a JSON object with its columns' names.
    fn named_row(&mut self, arg: Typed) -> Result<Typed> {
        let Expr::Row(items) = &arg.expr else {
            return Ok(arg);
        };
        let written = format!("{:?}", arg.expr);
        let Some((_, fields)) = self.rows.iter().find(|row| row.0 == written).cloned() else {
            return Ok(arg);
        };
        let mut pairs = Vec::new();
        for (field, item) in fields.iter().zip(items) {
            pairs.push(Typed::constant(
                Value::text(&field.name),
                Type::Text,
                arg.at,
            ));
            pairs.push(Typed::of(item.clone(), field.ty, arg.at));
        }
        self.call_hidden("record_to_json", pairs, arg.at)
    }

    /// A sequence named by a literal must exist before anything runs.
    fn check_sequence(&self, name: Option<&Typed>) -> Result<()> {
        let Some(Typed {
            expr: Expr::Const(Value::Text(name)),
            at,
            ..
        }) = name
        else {
            return Ok(());
        };
        let name = name.trim_start_matches("public.").trim_matches('"');
        if self.catalog.sequences.contains_key(name) {
            return Ok(());
        }
        Err(crate::sql::catalog::no_relation(name).at(*at))
    }

    /// Calls a function that has no name in SQL.
    pub(super) fn call_hidden(
        &mut self,
        name: &str,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<Typed> {
        let entries = functions::hidden(name);
        self.resolve(name, entries, args, at)
    }

    /// A function that gives several rows, among the columns.
    fn expanding(
        &mut self,
        name: &str,
        set: &'static functions::SetEntry,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<Typed> {
        let clause = self.scope().clause;
        if !matches!(clause, Clause::Columns | Clause::OrderBy) || self.scope().in_aggregate {
            let message = format!(
                "set-returning functions are not allowed in {}",
                clause.name()
            );
            return Err(error("0A000", message).at(at));
        }
        let (call, fields) = self.set_call(name, set, args, at)?;
        let ty = match fields.as_slice() {
            [(_, ty)] => *ty,
            _ => Type::Record,
        };
        let scope = self.scope();
        let slot = scope.width;
        scope.width += 1;
        scope.expand.push(Expand { call, slot });
        Ok(Typed::of(Expr::Slot(slot), ty, at))
    }

    /// A function that gives rows, with the columns of those.
    pub(super) fn set_call(
        &mut self,
        name: &str,
        set: &'static functions::SetEntry,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<(SetCall, Vec<(String, Type)>)> {
        let types: Vec<Type> = args.iter().map(|arg| arg.ty.base).collect();
        let Some((wanted, fields)) = (set.resolve)(&types) else {
            return Err(no_function(name, &types, &[], at));
        };
        let mut exprs = Vec::new();
        for (arg, to) in args.into_iter().zip(&wanted) {
            exprs.push(self.implicit(arg, *to)?.expr);
        }
        let fields: Vec<(String, Type)> = fields
            .into_iter()
            .map(|(name, ty)| (name.to_owned(), ty))
            .collect();
        let call = SetCall {
            name: set.name,
            native: set.native,
            args: exprs,
            types: wanted,
            columns: fields.len(),
        };
        Ok((call, fields))
    }
}

/// A function's name without its schema.
pub(super) fn function_name(name: &ast::ObjectName, at: Option<u32>) -> Result<String> {
    match name.0.as_slice() {
        [ast::ObjectNamePart::Identifier(name)] => Ok(fold(name)),
        [
            ast::ObjectNamePart::Identifier(schema),
            ast::ObjectNamePart::Identifier(name),
        ] if matches!(fold(schema).as_str(), "pg_catalog" | "public") => Ok(fold(name)),
        _ => Err(error("3F000", format!("schema in \"{name}\" does not exist")).at(at)),
    }
}
