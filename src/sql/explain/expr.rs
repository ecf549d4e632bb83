//! Expressions as PostgreSQL's plans show them.

use crate::sql::output::show;
use crate::sql::plan::{Cmp, Expr, Sub, SubKind};
use crate::sql::types::Type;
use crate::sql::value::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the slots of a SELECT's row are called, and those of the SELECTs
/// around it.
#[derive(Clone, Default)]
pub(super) struct Names<'n> {
    slots: BTreeMap<usize, (String, String)>,
    /// Whether names of columns say their table.
    pub several: bool,
    /// The table whose own columns need not say it.
    bare: Option<String>,
    around: Option<&'n Names<'n>>,
}

impl<'n> Names<'n> {
    /// No names yet, inside others.
    pub fn within(around: Option<&'n Self>, several: bool) -> Self {
        Self {
            several,
            around,
            ..Self::default()
        }
    }

    /// Names a slot; what is computed belongs to no table.
    pub fn name(&mut self, slot: usize, table: &str, column: String) {
        self.slots.insert(slot, (table.to_owned(), column));
    }

    /// The same names where one table is read: its own columns don't say it,
    /// all others do.
    pub fn at(&self, table: &str) -> Self {
        Self {
            bare: Some(table.to_owned()),
            several: true,
            ..self.clone()
        }
    }

    fn slot(&self, slot: usize, always: bool) -> String {
        match self.slots.get(&slot) {
            None => format!("column{}", slot + 1),
            Some((table, column)) => {
                let plain = table.is_empty()
                    || !(self.several || always)
                    || (self.bare.as_ref() == Some(table) && !always);
                if plain {
                    column.clone()
                } else {
                    format!("{table}.{column}")
                }
            }
        }
    }

    fn outer(&self, up: usize, slot: usize) -> String {
        match (up, self.around) {
            (0, _) | (_, None) => self.slot(slot, true),
            (_, Some(around)) => around.outer(up - 1, slot),
        }
    }

    /// An expression.
    pub fn expr(&self, expr: &Expr) -> String {
        let pair = |sides: &(Expr, Expr), op: &str| {
            format!("({} {op} {})", self.expr(&sides.0), self.expr(&sides.1))
        };
        match expr {
            Expr::Const(value) => constant(value),
            Expr::Slot(slot) => self.slot(*slot, false),
            Expr::Outer { up, slot } => self.outer(*up, *slot),
            Expr::Call(call) => self.call(call.name, &call.args),
            Expr::Compare(op, sides) => pair(sides, symbol(*op)),
            Expr::Binary(op, _, sides) => pair(sides, op),
            Expr::And(items) => format!("({})", self.list(items, " AND ")),
            Expr::Or(items) => format!("({})", self.list(items, " OR ")),
            Expr::Not(inner) => match inner.as_ref() {
                Expr::IsNull(inner) => format!("({} IS NOT NULL)", self.expr(inner)),
                Expr::Compare(op, sides) => pair(sides, opposite(*op)),
                inner => format!("(NOT {})", self.expr(inner)),
            },
            Expr::IsNull(inner) => format!("({} IS NULL)", self.expr(inner)),
            Expr::Is(inner, truth) => {
                let what = match truth {
                    Some(true) => "TRUE",
                    Some(false) => "FALSE",
                    None => "UNKNOWN",
                };
                format!("({} IS {what})", self.expr(inner))
            }
            Expr::Distinct(sides) => pair(sides, "IS DISTINCT FROM"),
            Expr::Case(whens, otherwise) => {
                let mut text = "CASE".to_owned();
                for (when, then) in whens {
                    let (when, then) = (self.expr(when), self.expr(then));
                    let _ = write!(text, " WHEN {when} THEN {then}");
                }
                format!("{text} ELSE {} END", self.expr(otherwise))
            }
            Expr::Coalesce(items) => format!("COALESCE({})", self.list(items, ", ")),
            Expr::Extreme(greatest, items) => {
                let name = if *greatest { "GREATEST" } else { "LEAST" };
                format!("{name}({})", self.list(items, ", "))
            }
            Expr::Cast(cast) => {
                let inner = self.expr(&cast.expr);
                let ty = cast.to.base.sql_name();
                match &cast.expr {
                    Expr::Compare(..) | Expr::Binary(..) => format!("{inner}::{ty}"),
                    _ => format!("({inner})::{ty}"),
                }
            }
            Expr::InList(inner, list) => {
                format!("({} = ANY ({}))", self.expr(inner), array(list, self))
            }
            Expr::InSet(inner, set, has_null) => {
                let mut values: Vec<Value> = set.iter().cloned().collect();
                values.sort();
                values.extend(has_null.then_some(Value::Null));
                let list: Vec<Expr> = values.into_iter().map(Expr::Const).collect();
                format!("({} = ANY ({}))", self.expr(inner), array(&list, self))
            }
            Expr::Quantified(op, all, sides) => {
                let word = if *all { "ALL" } else { "ANY" };
                let (left, right) = (self.expr(&sides.0), self.expr(&sides.1));
                format!("({left} {} {word} ({right}))", symbol(*op))
            }
            Expr::Array(items) => format!("ARRAY[{}]", self.list(items, ", ")),
            Expr::Row(items) => format!("ROW({})", self.list(items, ", ")),
            Expr::Sub(sub) => sub_name(sub),
        }
    }

    fn list(&self, items: &[Expr], between: &str) -> String {
        let items: Vec<String> = items.iter().map(|item| self.expr(item)).collect();
        items.join(between)
    }

    fn call(&self, name: &str, args: &[Expr]) -> String {
        let operator = match name {
            "like" => "~~",
            "ilike" => "~~*",
            "regexp_like_sensitive" => "~",
            "regexp_like_insensitive" => "~*",
            name => name,
        };
        match args {
            [left, right] if !operator.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                format!("({} {operator} {})", self.expr(left), self.expr(right))
            }
            [inner] if name == "negate" => format!("(- {})", self.expr(inner)),
            _ => format!("{name}({})", self.list(args, ", ")),
        }
    }
}

/// How a subquery is called where it is used.
pub(super) fn sub_name(sub: &Sub) -> String {
    let number = sub.id + 1;
    match (&sub.kind, sub.correlated) {
        (SubKind::Scalar, false) => format!("$InitPlan {number}"),
        (SubKind::Quantified(..), false) => format!("(hashed SubPlan {number})"),
        _ => format!("(SubPlan {number})"),
    }
}

fn symbol(op: Cmp) -> &'static str {
    match op {
        Cmp::Eq => "=",
        Cmp::Ne => "<>",
        Cmp::Lt => "<",
        Cmp::Le => "<=",
        Cmp::Gt => ">",
        Cmp::Ge => ">=",
    }
}

/// The comparison that is true where another is false.
fn opposite(op: Cmp) -> &'static str {
    symbol(match op {
        Cmp::Eq => Cmp::Ne,
        Cmp::Ne => Cmp::Eq,
        Cmp::Lt => Cmp::Ge,
        Cmp::Le => Cmp::Gt,
        Cmp::Gt => Cmp::Le,
        Cmp::Ge => Cmp::Lt,
    })
}

/// A list as the array that PostgreSQL makes of it.
fn array(list: &[Expr], names: &Names<'_>) -> String {
    let values: Option<Vec<&Value>> = list
        .iter()
        .map(|item| match item {
            Expr::Const(value) => Some(value),
            _ => None,
        })
        .collect();
    let Some(values) = values else {
        return format!("ARRAY[{}]", names.list(list, ", "));
    };
    let ty = values.iter().find(|value| !value.is_null());
    let ty = ty.map_or(Type::Text, |value| type_of(value));
    let item = |value: &&Value| show(value, ty).unwrap_or_else(|| "NULL".to_owned());
    let items: Vec<String> = values.iter().map(item).collect();
    format!("'{{{}}}'::{}[]", items.join(","), ty.sql_name())
}

/// A type that shows a value as its own would.
fn type_of(value: &Value) -> Type {
    match value {
        Value::Null | Value::Text(_) | Value::Record(_) | Value::Array(_) => Type::Text,
        Value::Bool(_) => Type::Bool,
        Value::Int(n) if i32::try_from(*n).is_ok() => Type::Int4,
        Value::Int(_) => Type::Int8,
        Value::Float(_) => Type::Float8,
        Value::Numeric(_) => Type::Numeric,
        Value::Bytes(_) => Type::Bytea,
        Value::Date(_) => Type::Date,
        Value::Time(_) => Type::Time,
        Value::Timestamp(_) => Type::Timestamp,
        Value::Interval(_) => Type::Interval,
        Value::Uuid(_) => Type::Uuid,
        Value::Json(_) => Type::Jsonb,
    }
}

fn constant(value: &Value) -> String {
    let ty = type_of(value);
    let text = || show(value, ty).unwrap_or_default().replace('\'', "''");
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(n) if (0..=i64::from(i32::MAX)).contains(n) => n.to_string(),
        // A whole number was written as an integer, and made numeric.
        Value::Numeric(_) if text().contains('.') => text(),
        Value::Array(array) => {
            let items: Vec<Expr> = array.items.iter().cloned().map(Expr::Const).collect();
            self::array(&items, &Names::default())
        }
        Value::Record(items) => {
            let items: Vec<Expr> = items.iter().cloned().map(Expr::Const).collect();
            Names::default().expr(&Expr::Row(items))
        }
        _ => format!("'{}'::{}", text(), ty.sql_name()),
    }
}
