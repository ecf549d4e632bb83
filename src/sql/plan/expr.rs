//! Expressions: what is computed from a row.

use super::Query;
use crate::sql::error::Result;
use crate::sql::execute::Exec;
use crate::sql::types::{ColumnType, Type};
use crate::sql::value::{Value, ValueSet};
use std::sync::Arc;

/// A function of the engine's own.
pub(crate) type Native = fn(&mut Exec<'_>, &[Value], &[Type]) -> Result<Value>;

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cmp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// An expression.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    Const(Value),
    /// A slot of this `SELECT`'s row.
    Slot(usize),
    /// A slot of an enclosing `SELECT`'s row, `up` levels out.
    Outer {
        up: usize,
        slot: usize,
    },
    Call(Box<Call>),
    Compare(Cmp, Box<(Expr, Expr)>),
    /// An operator that is NULL when one of its sides is.
    Binary(
        &'static str,
        fn(&Value, &Value) -> Result<Value>,
        Box<(Expr, Expr)>,
    ),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    IsNull(Box<Expr>),
    /// `IS TRUE`, `IS FALSE`, and with `None` `IS UNKNOWN`.
    Is(Box<Expr>, Option<bool>),
    Distinct(Box<(Expr, Expr)>),
    Case(Vec<(Expr, Expr)>, Box<Expr>),
    Coalesce(Vec<Expr>),
    /// `GREATEST` (true) or `LEAST`.
    Extreme(bool, Vec<Expr>),
    Cast(Box<Cast>),
    InList(Box<Expr>, Vec<Expr>),
    /// A list of constants, and whether NULL is one of them.
    InSet(Box<Expr>, Arc<ValueSet<Value>>, bool),
    /// `left op ANY (array)`, or `ALL` when true.
    Quantified(Cmp, bool, Box<(Expr, Expr)>),
    Array(Vec<Expr>),
    Row(Vec<Expr>),
    Sub(Box<Sub>),
}

/// A call of a function.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// As it is called, or the operator that stands for it.
    pub name: &'static str,
    pub native: Native,
    pub args: Vec<Expr>,
    pub types: Vec<Type>,
    /// NULL when an argument is.
    pub strict: bool,
}

/// A conversion.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    pub expr: Expr,
    pub from: Type,
    pub to: ColumnType,
    pub explicit: bool,
}

/// A query inside an expression.
#[derive(Debug, Clone)]
pub(crate) struct Sub {
    pub kind: SubKind,
    pub query: Query,
    /// Refers to a row around it, so it runs for each.
    pub correlated: bool,
    /// Its place among the statement's subqueries.
    pub id: usize,
}

/// What a query inside an expression is for.
#[derive(Debug, Clone)]
pub(crate) enum SubKind {
    Scalar,
    Exists,
    Array,
    /// `left op ANY (…)`, `ALL` when true; several columns for a row.
    Quantified(Cmp, bool, Vec<Expr>),
}
