//! Function calls: which function is meant, by name and types.

use super::{Binder, Clause, Typed, refuse};
use crate::sql::aggregate;
use crate::sql::cast::{Reach, reach};
use crate::sql::error::{Result, error};
use crate::sql::functions::{self, Entry};
use crate::sql::names::fold;
use crate::sql::plan::{Aggregate, Call, Expand, Expr, SetCall};
use crate::sql::types::{Category, Type};
use crate::sql::value::Value;
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
        let is_aggregate = aggregate::Function::by_name(&name).is_some();
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

    fn resolve(
        &mut self,
        name: &str,
        entries: Vec<&'static Entry>,
        args: Vec<Typed>,
        at: Option<u32>,
    ) -> Result<Typed> {
        let types: Vec<Type> = args.iter().map(|arg| arg.ty.base).collect();
        let entry = choose(&entries, &types);
        let Some(entry) = entry else {
            // A type's name converts, as in date('2026-01-01').
            if let ([_], Some(ty)) = (types.as_slice(), Type::by_name(name))
                && entries.is_empty()
                && let Some(arg) = args.into_iter().next()
                && let Some(cast) = self.convert(arg, ty.into(), Reach::Explicit)?
            {
                return Ok(cast);
            }
            return Err(no_function(name, &types, &entries, at));
        };
        let item = anyelement(entry, &types);
        let mut exprs = Vec::new();
        let mut bound = Vec::new();
        for (place, arg) in args.into_iter().enumerate() {
            let wanted = entry.parameter(place).unwrap_or(Type::Any);
            let target = match wanted {
                Type::Any => {
                    let arg = if name == "pg_typeof" {
                        arg
                    } else {
                        self.settle(arg)?
                    };
                    bound.push(arg.ty.base);
                    exprs.push(arg.expr);
                    continue;
                }
                Type::AnyElement => item.unwrap_or(Type::Text),
                Type::AnyArray => item
                    .unwrap_or(Type::Text)
                    .array()
                    .ok_or_else(|| refuse("an array of this type", at))?,
                fixed => fixed,
            };
            let arg = self.implicit(arg, target)?;
            bound.push(target);
            exprs.push(arg.expr);
        }
        let returns = match entry.returns {
            Type::AnyElement => item.unwrap_or(Type::Text),
            Type::AnyArray => item
                .and_then(Type::array)
                .unwrap_or(Type::Array(&Type::Text)),
            fixed => fixed,
        };
        let call = Call {
            native: entry.native,
            args: exprs,
            types: bound,
            strict: entry.strict,
        };
        Ok(Typed::of(Expr::Call(Box::new(call)), returns, at))
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
            native: set.native,
            args: exprs,
            types: wanted,
            columns: fields.len(),
        };
        Ok((call, fields))
    }

    fn aggregate(
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
        let scope = self.scope();
        aggregate.slot = scope.width;
        scope.width += 1;
        let slot = aggregate.slot;
        scope.aggregates.push(aggregate);
        Ok(Typed::of(Expr::Slot(slot), ty, at))
    }

    pub(super) fn aggregate_call(
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
                        star = true
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
            let (descending, nulls_first) = super::query::direction(&key.options);
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
    pub(super) fn aggregate_types(
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

    fn grouping(&mut self, args: &[ast::FunctionArg], at: Option<u32>) -> Result<Typed> {
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

pub(super) fn no_function(
    name: &str,
    types: &[Type],
    entries: &[&Entry],
    at: Option<u32>,
) -> Box<crate::sql::SqlError> {
    let shown: Vec<String> = types.iter().map(|ty| ty.sql_name()).collect();
    let shown = shown.join(", ");
    let fits = entries.iter().filter(|entry| fits(entry, types)).count();
    if fits > 1 {
        return error("42725", format!("function {name}({shown}) is not unique"))
            .hint("Could not choose a best candidate function. You might need to add explicit type casts.")
            .at(at);
    }
    error("42883", format!("function {name}({shown}) does not exist"))
        .hint("No function matches the given name and argument types. You might need to add explicit type casts.")
        .at(at)
}

/// What `anyelement` stands for in a call.
fn anyelement(entry: &Entry, types: &[Type]) -> Option<Type> {
    types
        .iter()
        .enumerate()
        .find_map(|(place, ty)| match (entry.parameter(place)?, ty) {
            (Type::AnyArray, Type::Array(item)) => Some(**item),
            _ => None,
        })
        .or_else(|| {
            types
                .iter()
                .enumerate()
                .find_map(|(place, ty)| match entry.parameter(place)? {
                    Type::AnyElement if *ty != Type::Unknown => Some(*ty),
                    _ => None,
                })
        })
}

fn accepts(wanted: Type, given: Type) -> bool {
    match wanted {
        Type::Any | Type::AnyElement => true,
        Type::AnyArray => matches!(given, Type::Array(_) | Type::Unknown),
        _ => reach(given, wanted) == Some(Reach::Implicit),
    }
}

fn fits(entry: &Entry, types: &[Type]) -> bool {
    entry.takes(types.len())
        && types.iter().enumerate().all(|(place, ty)| {
            entry
                .parameter(place)
                .is_some_and(|wanted| accepts(wanted, *ty))
        })
}

/// PostgreSQL's choice among functions of one name ("Function Type
/// Resolution").
fn choose(entries: &[&'static Entry], types: &[Type]) -> Option<&'static Entry> {
    let mut left: Vec<&'static Entry> = entries
        .iter()
        .copied()
        .filter(|entry| fits(entry, types))
        .collect();
    let best = |left: &mut Vec<&'static Entry>, score: &dyn Fn(&Entry) -> usize| {
        let most = left.iter().map(|entry| score(entry)).max().unwrap_or(0);
        left.retain(|entry| score(entry) == most);
    };
    let count = |entry: &Entry, good: &dyn Fn(Type, Type) -> bool| {
        types
            .iter()
            .enumerate()
            .filter(|(place, ty)| {
                entry
                    .parameter(*place)
                    .is_some_and(|wanted| good(wanted, **ty))
            })
            .count()
    };
    // A varchar or char argument counts as text, as its base type does.
    let base = |ty: Type| {
        if matches!(ty, Type::Varchar) {
            Type::Text
        } else {
            ty
        }
    };
    best(&mut left, &|entry| {
        count(entry, &|wanted, given| wanted == base(given))
    });
    best(&mut left, &|entry| {
        count(entry, &|wanted, given| {
            wanted == base(given) || (given != Type::Unknown && wanted.is_preferred())
        })
    });
    if left.len() > 1 {
        best(&mut left, &|entry| {
            count(entry, &|wanted, given| {
                given == Type::Unknown && wanted.category() == Category::String
            })
        });
        best(&mut left, &|entry| {
            count(entry, &|wanted, given| {
                given == Type::Unknown && wanted.is_preferred()
            })
        });
    }
    match left.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}
