//! Calls of aggregates, and GROUPING.

use super::no_function;
use crate::sql::aggregate;
use crate::sql::bind::{Binder, Typed, refuse};
use crate::sql::cast::Reach;
use crate::sql::error::{Result, error};
use crate::sql::plan::{Aggregate, Expr};
use crate::sql::types::{Category, Type};
use crate::sql::value::Value;
use sqlparser::ast;

impl Binder<'_> {
    pub(super) fn aggregate(
        &mut self,
        name: &str,
        function: &ast::Function,
        list: Option<&ast::FunctionArgumentList>,
        at: Option<u32>,
    ) -> Result<Typed> {
        let clause = self.scope().clause;
        if self.scope().in_aggregate {
            return Err(error("42803", "aggregate function calls cannot be nested").at(at));
        }
        if !clause.allows_aggregates() {
            let message = format!("aggregate functions are not allowed in {}", clause.name());
            return Err(error("42803", message).at(at));
        }
        self.scope().in_aggregate = true;
        let bound = self.aggregate_call(name, function, list, at);
        self.scope().in_aggregate = false;
        let (mut aggregate, ty) = bound?;
        if only_outer(&aggregate) {
            let construct = "an aggregate over columns of an outer query alone";
            return Err(refuse(construct, at)
                .hint("PostgreSQL computes it in the outer query; write it there."));
        }
        let scope = self.scope();
        aggregate.slot = scope.width;
        scope.width += 1;
        let slot = aggregate.slot;
        scope.aggregates.push(aggregate);
        Ok(Typed::of(Expr::Slot(slot), ty, at))
    }

    pub(in crate::sql::bind) fn aggregate_call(
        &mut self,
        name: &str,
        function: &ast::Function,
        list: Option<&ast::FunctionArgumentList>,
        at: Option<u32>,
    ) -> Result<(Aggregate, Type)> {
        let mut distinct = false;
        let mut order = Vec::new();
        let mut args = Vec::new();
        let mut star = false;
        if let Some(list) = list {
            distinct = list.duplicate_treatment == Some(ast::DuplicateTreatment::Distinct);
            for clause in &list.clauses {
                match clause {
                    ast::FunctionArgumentClause::OrderBy(keys) => order.extend(keys),
                    _ => return Err(refuse("this clause in an aggregate", at)),
                }
            }
            for arg in &list.args {
                match arg {
                    ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Wildcard)
                        if name == "count" =>
                    {
                        star = true;
                    }
                    arg => {
                        let arg = self.argument(arg, at)?;
                        args.push(if name.starts_with("json") {
                            self.named_row(arg)?
                        } else {
                            arg
                        });
                    }
                }
            }
        }
        if !function.within_group.is_empty() {
            // The values are what is ordered; the argument is the fraction.
            order.extend(&function.within_group);
            for key in &function.within_group {
                let value = self.expr(&key.expr)?;
                args.insert(0, value);
            }
        }
        if args.is_empty() && !star {
            if name == "count" {
                return Err(error(
                    "42809",
                    "count(*) must be used to call a parameterless aggregate function",
                )
                .at(at));
            }
            return Err(no_function(name, &[], &[], at));
        }
        let bound = if star {
            (aggregate::Function::Count, Vec::new(), Type::Int8)
        } else {
            self.aggregate_types(name, args, at)?
        };
        let (kind, args, returns) = bound;
        let mut keys = Vec::new();
        for key in order {
            let (descending, nulls_first) = crate::sql::bind::query::direction(&key.options);
            let typed = self.expr(&key.expr)?;
            let typed = self.settle(typed)?;
            keys.push((typed.expr, descending, nulls_first));
        }
        let filter = match &function.filter {
            Some(filter) => {
                let filter = self.expr(filter)?;
                Some(self.condition(filter, "FILTER")?)
            }
            None => None,
        };
        let types = args.iter().map(|arg| arg.ty.base).collect();
        let args: Vec<Expr> = args.into_iter().map(|arg| arg.expr).collect();
        // Count of rows: nothing to look at.
        Ok((
            Aggregate {
                function: kind,
                args,
                types,
                distinct,
                filter,
                order: keys,
                slot: 0,
            },
            returns,
        ))
    }

    /// The aggregate meant, its arguments converted, and what it returns.
    pub(in crate::sql::bind) fn aggregate_types(
        &mut self,
        name: &str,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<(aggregate::Function, Vec<Typed>, Type)> {
        use aggregate::Function as F;
        let types: Vec<Type> = args.iter().map(|arg| arg.ty.base).collect();
        let missing = || no_function(name, &types, &[], at);
        let Some(function) = F::by_name(name) else {
            return Err(missing());
        };
        let mut args = args.into_iter();
        let (Some(first), second, None) = (args.next(), args.next(), args.next()) else {
            return Err(missing());
        };
        if first.ty.base == Type::Unknown && matches!(function, F::Sum | F::Avg | F::Spread { .. })
        {
            return Err(error("42725", format!("function {name}(unknown) is not unique"))
                .hint("Could not choose a best candidate function. You might need to add explicit type casts.")
                .at(at));
        }
        let two = matches!(
            function,
            F::StringAgg | F::JsonObjectAgg { .. } | F::Percentile { .. }
        );
        if second.is_some() != two {
            return Err(missing());
        }
        let ty = first.ty.base;
        let number = |ty: Type| ty.category() == Category::Numeric && ty != Type::Oid;
        let (first, returns) = match function {
            F::Count => (self.settle(first)?, Type::Int8),
            F::Sum => match ty {
                Type::Int2 | Type::Int4 => (first, Type::Int8),
                Type::Int8 | Type::Numeric => (first, Type::Numeric),
                Type::Float4 | Type::Float8 | Type::Interval => (first, ty),
                _ => return Err(missing()),
            },
            F::Avg => match ty {
                Type::Int2 | Type::Int4 | Type::Int8 | Type::Numeric => (first, Type::Numeric),
                Type::Float4 | Type::Float8 => (first, Type::Float8),
                Type::Interval => (first, ty),
                _ => return Err(missing()),
            },
            F::Spread { .. } => match ty {
                Type::Float4 | Type::Float8 => (first, Type::Float8),
                _ if number(ty) => (first, Type::Numeric),
                _ => return Err(missing()),
            },
            F::Min | F::Max => match ty {
                Type::Bool | Type::Json | Type::Jsonb | Type::Uuid | Type::Record | Type::Bytea => {
                    return Err(missing());
                }
                Type::Varchar | Type::Unknown => (self.implicit(first, Type::Text)?, Type::Text),
                _ => (first, ty),
            },
            F::BoolAnd | F::BoolOr => {
                match self.convert(first, Type::Bool.into(), Reach::Implicit)? {
                    Some(first) => (first, Type::Bool),
                    None => return Err(missing()),
                }
            }
            F::BitAnd | F::BitOr if ty.is_integer() => (first, ty),
            F::BitAnd | F::BitOr => return Err(missing()),
            F::StringAgg => match self.convert(first, Type::Text.into(), Reach::Implicit)? {
                Some(first) => (first, Type::Text),
                None => return Err(missing()),
            },
            F::ArrayAgg => {
                let first = self.settle(first)?;
                let array = match first.ty.base {
                    Type::Array(_) => first.ty.base,
                    base => base
                        .array()
                        .ok_or_else(|| refuse("an array of this type", at))?,
                };
                (first, array)
            }
            F::JsonAgg { binary } | F::JsonObjectAgg { binary } => (
                self.settle(first)?,
                if binary { Type::Jsonb } else { Type::Json },
            ),
            F::Mode => {
                let first = self.settle(first)?;
                let ty = first.ty.base;
                (first, ty)
            }
            F::Percentile { continuous: true } => {
                match self.convert(first, Type::Float8.into(), Reach::Implicit)? {
                    Some(first) => (first, Type::Float8),
                    None => return Err(missing()),
                }
            }
            F::Percentile { continuous: false } => (first, ty),
        };
        let mut bound = vec![first];
        if let Some(second) = second {
            bound.push(match function {
                F::StringAgg => self.implicit(second, Type::Text)?,
                F::Percentile { .. } => self.implicit(second, Type::Float8)?,
                _ => self.settle(second)?,
            });
        }
        Ok((function, bound, returns))
    }

    pub(super) fn grouping(&mut self, args: &[ast::FunctionArg], at: Option<u32>) -> Result<Typed> {
        let Some(slot) = self.scope().grouping_mask else {
            return Err(error(
                "42803",
                "arguments to GROUPING must be grouping expressions of the associated query level",
            )
            .at(at));
        };
        let keys: Vec<String> = self
            .scope()
            .grouping_keys
            .iter()
            .map(|key| format!("{key:?}"))
            .collect();
        let mut bits = Vec::new();
        for arg in args {
            let mark = self.scope().refs.len();
            let arg = self.argument(arg, at)?;
            self.scope().refs.truncate(mark);
            let written = format!("{:?}", arg.expr);
            let by_slot = self
                .scope()
                .keys
                .iter()
                .find(|key| arg.expr_is_slot(key.1))
                .map(|key| key.0.clone());
            let place = keys
                .iter()
                .position(|key| *key == written || Some(key) == by_slot.as_ref());
            let Some(place) = place else {
                return Err(error("42803", "arguments to GROUPING must be grouping expressions of the associated query level").at(at));
            };
            bits.push(Value::Int((keys.len() - 1 - place) as i64));
        }
        let places = Typed::constant(Value::array(bits), Type::Array(&Type::Int4), at);
        let mask = Typed::of(Expr::Slot(slot), Type::Int4, at);
        self.call_hidden("grouping_bits", vec![mask, places], at)
    }
}

impl Typed {
    fn expr_is_slot(&self, slot: usize) -> bool {
        matches!(self.expr, Expr::Slot(own) if own == slot)
    }
}

/// Whether all columns that an aggregate looks at are of queries around its
/// own, so that it belongs to one of those.
fn only_outer(aggregate: &Aggregate) -> bool {
    let (mut own, mut outer) = (false, false);
    for expr in aggregate.args.iter().chain(&aggregate.filter) {
        expr.visit(0, &mut |expr, depth| match expr {
            Expr::Slot(_) => own |= depth == 0,
            Expr::Outer { up, .. } if *up == depth => own = true,
            Expr::Outer { up, .. } => outer |= *up > depth,
            _ => {}
        });
    }
    outer && !own
}
