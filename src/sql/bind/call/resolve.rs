//! Which function a name and the types of its arguments mean.

use crate::sql::bind::{Binder, Typed, refuse};
use crate::sql::cast::{Reach, reach};
use crate::sql::error::{Result, error};
use crate::sql::functions::Entry;
use crate::sql::plan::{Call, Expr};
use crate::sql::types::{Category, Type};

impl Binder<'_> {
    pub(super) fn resolve(
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
            name: entry.name,
            native: entry.native,
            args: exprs,
            types: bound,
            strict: entry.strict,
        };
        Ok(Typed::of(Expr::Call(Box::new(call)), returns, at))
    }
}

pub(in crate::sql::bind) fn no_function(
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
pub(super) fn choose(entries: &[&'static Entry], types: &[Type]) -> Option<&'static Entry> {
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
