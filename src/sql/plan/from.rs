//! Tables, and how they meet.

use super::{Expr, Query};
use crate::sql::error::Result;
use crate::sql::execute::Exec;
use crate::sql::types::Type;
use crate::sql::value::Value;

/// Takes rows; answers whether it wants more.
pub(crate) type Sink<'s> = dyn FnMut(&mut Exec<'_>, &[Value]) -> Result<bool> + 's;

/// A function that gives rows.
pub(crate) type SetNative = fn(&mut Exec<'_>, &[Value], &[Type], &mut Sink<'_>) -> Result<()>;

/// Tables, and how they meet.
#[derive(Debug, Clone)]
pub(crate) enum From {
    Table(Scan),
    Query {
        alias: String,
        query: Box<Query>,
        base: usize,
        filter: Vec<Expr>,
    },
    Cte {
        id: usize,
        name: String,
        alias: String,
        base: usize,
        filter: Vec<Expr>,
    },
    Function {
        alias: String,
        calls: Vec<SetCall>,
        base: usize,
        ordinality: Option<usize>,
        filter: Vec<Expr>,
    },
    Join(Box<Join>),
}

/// A table read.
#[derive(Debug, Clone)]
pub(crate) struct Scan {
    pub table: String,
    /// What the statement calls it.
    pub alias: String,
    pub base: usize,
    /// Which columns anything refers to.
    pub needed: Vec<usize>,
    /// The slot for the row's place, when it is to be changed.
    pub row_id: Option<usize>,
    pub access: Access,
    /// Rows expected of one run.
    pub rows: f64,
    pub filter: Vec<Expr>,
}

/// How a table's rows are found.
#[derive(Debug, Clone)]
pub(crate) enum Access {
    All,
    /// Through an index: its first columns equal these, the next within
    /// bounds.
    Index {
        index: usize,
        equal: Vec<Expr>,
        low: Option<(Expr, bool)>,
        high: Option<(Expr, bool)>,
    },
    /// Through an index, once for each of these values of its first column.
    Each {
        index: usize,
        values: Vec<Expr>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JoinKind {
    Inner,
    Left,
    Full,
}

/// Two sides that meet. The left one is kept in a left join.
#[derive(Debug, Clone)]
pub(crate) struct Join {
    pub kind: JoinKind,
    pub left: From,
    pub right: From,
    /// Equal expressions of left and right, for a hash table.
    pub keys: Vec<(Expr, Expr)>,
    /// What else must hold for two rows to meet.
    pub on: Vec<Expr>,
    /// The slots of each side.
    pub left_slots: Vec<usize>,
    pub right_slots: Vec<usize>,
    /// The right side refers to the left (an index look-up or LATERAL), so
    /// it runs anew for each row.
    pub dependent: bool,
    /// Rows expected.
    pub rows: f64,
    /// Checked on each row that comes out.
    pub filter: Vec<Expr>,
}

/// A function that gives rows, called in FROM.
#[derive(Debug, Clone)]
pub(crate) struct SetCall {
    pub name: &'static str,
    pub native: SetNative,
    pub args: Vec<Expr>,
    pub types: Vec<Type>,
    pub columns: usize,
}
