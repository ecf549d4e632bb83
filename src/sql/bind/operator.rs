//! Operators: which one is meant, by the types of its sides.

use super::{Binder, Typed};
use crate::sql::cast::{Reach, reach};
use crate::sql::error::{Result, error};
use crate::sql::functions::{self, operator};
use crate::sql::plan::{Call, Cmp, Expr};
use crate::sql::types::{Category, Type};

impl Binder<'_> {
    /// A binary operator other than AND and OR.
    pub(super) fn operate(
        &mut self,
        op: &str,
        left: Typed,
        right: Typed,
        at: Option<u32>,
    ) -> Result<Typed> {
        if let Some(cmp) = comparison(op) {
            return self.compare(cmp, left, right, at);
        }
        let (l, r) = (left.ty.base, right.ty.base);
        if l == Type::Unknown
            && r == Type::Unknown
            && !matches!(
                op,
                "||" | "~" | "~*" | "!~" | "!~*" | "~~" | "!~~" | "~~*" | "!~~*" | "^@"
            )
        {
            return Err(error("42725", format!("operator is not unique: unknown {op} unknown"))
                .hint("Could not choose a best candidate operator. You might need to add explicit type casts.")
                .at(at));
        }
        if let Some((lt, rt, result, apply)) = operator::arithmetic(op, l, r) {
            let left = self.implicit(left, lt)?;
            let right = self.implicit(right, rt)?;
            return Ok(Typed::of(
                Expr::Binary(symbol(op), apply, Box::new((left.expr, right.expr))),
                result,
                at,
            ));
        }
        match op {
            "||" => self.concatenate(left, right, at),
            "^@" => self.call_named("starts_with", vec![left, right], at),
            "~~" | "!~~" | "~~*" | "!~~*" | "~" | "~*" | "!~" | "!~*" => {
                self.match_pattern(op, left, right, at)
            }
            _ => self.special(op, left, right, at),
        }
    }

    /// `operator does not exist: integer + text`.
    pub(super) fn no_operator(
        op: &str,
        left: Type,
        right: Type,
        at: Option<u32>,
    ) -> Box<crate::sql::SqlError> {
        let (left, right) = (left.sql_name(), right.sql_name());
        error("42883", format!("operator does not exist: {left} {op} {right}"))
            .hint("No operator matches the given name and argument types. You might need to add explicit type casts.")
            .at(at)
    }

    pub(super) fn compare(
        &mut self,
        op: Cmp,
        left: Typed,
        right: Typed,
        at: Option<u32>,
    ) -> Result<Typed> {
        let (left, right) = self.comparable(op_name(op), left, right, at)?;
        Ok(Typed::of(
            Expr::Compare(op, Box::new((left.expr, right.expr))),
            Type::Bool,
            at,
        ))
    }

    /// Converts two sides to the type in which they can be compared.
    pub(super) fn comparable(
        &mut self,
        op: &str,
        left: Typed,
        right: Typed,
        at: Option<u32>,
    ) -> Result<(Typed, Typed)> {
        let (l, r) = (left.ty.base, right.ty.base);
        let missing = || Self::no_operator(op, l, r, at);
        let common = match (l, r) {
            (Type::Unknown, Type::Unknown) => Type::Text,
            (Type::Unknown, ty) | (ty, Type::Unknown) => match ty {
                Type::Varchar => Type::Text,
                ty => ty,
            },
            _ if l == r => match l {
                Type::Varchar => Type::Text,
                ty => ty,
            },
            _ => common_for_comparison(l, r).ok_or_else(missing)?,
        };
        if matches!(common, Type::Json | Type::Void) || matches!(common, Type::Array(Type::Json)) {
            return Err(missing());
        }
        let left = self.implicit(left, common)?;
        let right = self.implicit(right, common)?;
        if common == Type::Bpchar {
            // Padding doesn't count: compared as text, which drops it.
            return Ok((
                self.implicit(left, Type::Text)?,
                self.implicit(right, Type::Text)?,
            ));
        }
        Ok((left, right))
    }

    fn concatenate(&mut self, left: Typed, right: Typed, at: Option<u32>) -> Result<Typed> {
        let (l, r) = (left.ty.base, right.ty.base);
        let call = |native, args: Vec<Typed>, result: Type, strict| {
            let types = args.iter().map(|arg: &Typed| arg.ty.base).collect();
            let args = args.into_iter().map(|arg| arg.expr).collect();
            Typed::of(
                Expr::Call(Box::new(Call {
                    name: "||",
                    native,
                    args,
                    types,
                    strict,
                })),
                result,
                at,
            )
        };
        match (l, r) {
            (Type::Array(_) | Type::Unknown, Type::Array(_)) | (Type::Array(_), Type::Unknown) => {
                let array = if matches!(l, Type::Array(_)) { l } else { r };
                let left = self.implicit(left, array)?;
                let right = self.implicit(right, array)?;
                Ok(call(
                    functions::array::concatenate,
                    vec![left, right],
                    array,
                    false,
                ))
            }
            (Type::Array(item), _) => {
                let right = self.convert(right, (*item).into(), Reach::Implicit)?;
                let right = right.ok_or_else(|| Self::no_operator("||", l, r, at))?;
                Ok(call(functions::array::append, vec![left, right], l, false))
            }
            (_, Type::Array(item)) => {
                let left = self.convert(left, (*item).into(), Reach::Implicit)?;
                let left = left.ok_or_else(|| Self::no_operator("||", l, r, at))?;
                Ok(call(functions::array::prepend, vec![left, right], r, false))
            }
            (Type::Jsonb, Type::Jsonb | Type::Unknown) | (Type::Unknown, Type::Jsonb) => {
                let left = self.implicit(left, Type::Jsonb)?;
                let right = self.implicit(right, Type::Jsonb)?;
                Ok(call(
                    functions::json::concatenate,
                    vec![left, right],
                    Type::Jsonb,
                    true,
                ))
            }
            (Type::Bytea, Type::Bytea | Type::Unknown) | (Type::Unknown, Type::Bytea) => {
                let left = self.implicit(left, Type::Bytea)?;
                let right = self.implicit(right, Type::Bytea)?;
                Ok(call(
                    functions::string::concatenate,
                    vec![left, right],
                    Type::Bytea,
                    true,
                ))
            }
            _ if l.is_text() || r.is_text() || (l == Type::Unknown || r == Type::Unknown) => {
                let text = |typed: Typed| {
                    let converted = self.convert(typed, Type::Text.into(), Reach::Assignment)?;
                    converted.ok_or_else(|| Self::no_operator("||", l, r, at))
                };
                let (left, right) = (text(left)?, text(right)?);
                Ok(call(
                    functions::string::concatenate,
                    vec![left, right],
                    Type::Text,
                    true,
                ))
            }
            _ => Err(Self::no_operator("||", l, r, at)),
        }
    }

    /// LIKE and regular expressions, by their operators' names.
    pub(super) fn match_pattern(
        &mut self,
        op: &str,
        left: Typed,
        right: Typed,
        at: Option<u32>,
    ) -> Result<Typed> {
        let (l, r) = (left.ty.base, right.ty.base);
        let text = |typed: Typed| {
            let converted = self.convert(typed, Type::Text.into(), Reach::Implicit)?;
            converted.ok_or_else(|| Self::no_operator(op, l, r, at))
        };
        let args = vec![text(left)?, text(right)?];
        let name = match op {
            "~~" | "!~~" => "like",
            "~~*" | "!~~*" => "ilike",
            "~" | "!~" => "regexp_like_sensitive",
            _ => "regexp_like_insensitive",
        };
        let found = self.call_hidden(name, args, at)?;
        Ok(if op.starts_with('!') {
            Typed::of(Expr::Not(Box::new(found.expr)), Type::Bool, at)
        } else {
            found
        })
    }

    /// Operators on JSON and arrays.
    fn special(&mut self, op: &str, left: Typed, right: Typed, at: Option<u32>) -> Result<Typed> {
        let (l, r) = (left.ty.base, right.ty.base);
        let json = |binary: &'static str, plain: &'static str| {
            if l == Type::Jsonb { binary } else { plain }
        };
        let is_json = matches!(l, Type::Json | Type::Jsonb);
        let name = match op {
            "->" if is_json => json("jsonb_get", "json_get"),
            "->>" if is_json => json("jsonb_get_text", "json_get_text"),
            "#>" if is_json => json("jsonb_extract_path_op", "json_extract_path_op"),
            "#>>" if is_json => json("jsonb_extract_path_text_op", "json_extract_path_text_op"),
            "@>" if l == Type::Jsonb || (l == Type::Unknown && r == Type::Jsonb) => {
                "jsonb_contains"
            }
            "<@" if r == Type::Jsonb || (r == Type::Unknown && l == Type::Jsonb) => {
                "jsonb_contained"
            }
            "?" if l == Type::Jsonb => "jsonb_exists",
            "?|" if l == Type::Jsonb => "jsonb_exists_any",
            "?&" if l == Type::Jsonb => "jsonb_exists_all",
            "-" if l == Type::Jsonb => "jsonb_delete_op",
            "#-" if l == Type::Jsonb => "jsonb_delete_path",
            "@>" | "<@" | "&&" if matches!(l, Type::Array(_)) || matches!(r, Type::Array(_)) => {
                let array = if matches!(l, Type::Array(_)) { l } else { r };
                let convert = |typed: Typed| {
                    let converted = self.convert(typed, array.into(), Reach::Implicit)?;
                    converted.ok_or_else(|| Self::no_operator(op, l, r, at))
                };
                let args = vec![convert(left)?, convert(right)?];
                let name = match op {
                    "@>" => "array_contains",
                    "<@" => "array_contained",
                    _ => "array_overlaps",
                };
                return self.call_hidden(name, args, at);
            }
            _ => return Err(Self::no_operator(op, l, r, at)),
        };
        self.call_hidden(name, vec![left, right], at)
            .map_err(|failure| {
                if failure.code == "42883" {
                    Self::no_operator(op, l, r, at)
                } else {
                    failure
                }
            })
    }

    /// `-x`, `+x` and their like.
    pub(super) fn prefix(&mut self, op: &str, inner: Typed, at: Option<u32>) -> Result<Typed> {
        if inner.ty.base == Type::Unknown {
            return Err(error("42725", format!("operator is not unique: {op} unknown"))
                .hint("Could not choose a best candidate operator. You might need to add explicit type casts.")
                .at(at));
        }
        let ty = inner.ty.base;
        let Some(apply) = operator::prefix(op, ty) else {
            let name = ty.sql_name();
            return Err(error("42883", format!("operator does not exist: {op} {name}"))
                .hint("No operator matches the given name and argument type. You might need to add an explicit type cast.")
                .at(at));
        };
        if let Expr::Const(value) = &inner.expr
            && !value.is_null()
            && op != "~"
        {
            let value = apply(value)?;
            // -2147483648 is an integer although 2147483648 isn't.
            let ty = match (&value, ty) {
                (crate::sql::value::Value::Int(n), Type::Int8)
                    if i32::try_from(*n).is_ok() && op == "-" =>
                {
                    Type::Int8
                }
                _ => ty,
            };
            return Ok(Typed::constant(value, ty, at));
        }
        let name = match op {
            "-" => "negate",
            "~" => "bit_not",
            "@" => "abs",
            _ => return Ok(inner),
        };
        self.call_hidden(name, vec![inner], at)
    }
}

/// The comparison of this name.
pub(super) fn comparison(op: &str) -> Option<Cmp> {
    Some(match op {
        "=" => Cmp::Eq,
        "<>" | "!=" => Cmp::Ne,
        "<" => Cmp::Lt,
        "<=" => Cmp::Le,
        ">" => Cmp::Gt,
        ">=" => Cmp::Ge,
        _ => return None,
    })
}

/// A comparison's name.
pub(super) fn op_name(op: Cmp) -> &'static str {
    match op {
        Cmp::Eq => "=",
        Cmp::Ne => "<>",
        Cmp::Lt => "<",
        Cmp::Le => "<=",
        Cmp::Gt => ">",
        Cmp::Ge => ">=",
    }
}

fn common_for_comparison(l: Type, r: Type) -> Option<Type> {
    let category = l.category();
    if category != r.category() {
        return None;
    }
    match category {
        Category::Numeric => {
            if matches!(l, Type::Float4 | Type::Float8) || matches!(r, Type::Float4 | Type::Float8)
            {
                return Some(Type::Float8);
            }
            if reach(l, r) == Some(Reach::Implicit) {
                Some(r)
            } else {
                Some(l)
            }
        }
        Category::String => match (l, r) {
            (Type::Bpchar, Type::Varchar) | (Type::Varchar, Type::Bpchar) => Some(Type::Bpchar),
            _ => Some(Type::Text),
        },
        Category::DateTime | Category::Array => {
            if reach(l, r) == Some(Reach::Implicit) {
                Some(r)
            } else if reach(r, l) == Some(Reach::Implicit) {
                Some(l)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// An arithmetic operator, as plans show it.
fn symbol(op: &str) -> &'static str {
    const KNOWN: &[&str] = &["+", "-", "*", "/", "%", "^", "&", "|", "#", "<<", ">>"];
    KNOWN
        .iter()
        .find(|known| **known == op)
        .map_or("?", |known| known)
}
