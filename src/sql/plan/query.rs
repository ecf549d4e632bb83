//! Queries: where rows come from, and what becomes of them.

use super::{Change, Expr, From, SetCall};
use crate::sql::transaction::lock::{Patience, Strength};
use crate::sql::types::{ColumnType, Type};

/// A column of a result.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub name: String,
    pub ty: ColumnType,
}

/// A query.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub ctes: Vec<Cte>,
    pub body: Body,
    pub order: Vec<OrderKey>,
    pub limit: Option<Expr>,
    pub with_ties: bool,
    pub offset: Option<Expr>,
    /// The columns given; rows of the body may have more, to sort by.
    pub fields: Vec<Field>,
    /// How many levels out it refers.
    pub outer: usize,
}

impl Query {
    /// A body alone: no order, no limit, nothing named.
    pub fn of(body: Body, fields: Vec<Field>) -> Self {
        Self {
            ctes: Vec::new(),
            body,
            order: Vec::new(),
            limit: None,
            with_ties: false,
            offset: None,
            fields,
            outer: 0,
        }
    }
}

/// A named query.
#[derive(Debug, Clone)]
pub(crate) struct Cte {
    pub id: usize,
    pub name: String,
    pub query: Query,
    /// Named anywhere, or changing something.
    pub needed: bool,
}

/// Where a query's rows come from.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Select(Box<Select>),
    Values(Vec<Vec<Expr>>),
    /// A query in parentheses, with an order or a limit of its own.
    Nested(Box<Query>),
    Set {
        op: SetOp,
        all: bool,
        sides: Box<(Query, Query)>,
    },
    /// A recursive CTE: its first rows, and the step that is repeated on the
    /// rows of the step before.
    Recursive {
        id: usize,
        all: bool,
        sides: Box<(Query, Query)>,
    },
    Change(Box<Change>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetOp {
    Union,
    Intersect,
    Except,
}

/// One key of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderKey {
    /// Column of the body's rows.
    pub column: usize,
    pub descending: bool,
    pub nulls_first: bool,
}

/// A `SELECT`.
#[derive(Debug, Clone)]
pub(crate) struct Select {
    pub from: Option<From>,
    /// Slots of its row.
    pub width: usize,
    /// Conditions that refer to no table: checked once, before any row.
    pub gate: Vec<Expr>,
    /// What remains of `WHERE` after the tables took their part.
    pub filter: Vec<Expr>,
    pub group: Option<Group>,
    pub having: Option<Expr>,
    pub windows: Vec<Window>,
    /// Functions that give several rows, among the columns.
    pub expand: Vec<Expand>,
    /// The columns given, and behind them those to sort by.
    pub project: Vec<Expr>,
    pub distinct: Option<Distinct>,
    pub locking: Option<Box<Locking>>,
}

/// `FOR UPDATE` and its like.
#[derive(Debug, Clone)]
pub(crate) struct Locking {
    pub tables: Vec<RowLock>,
    /// The column that holds the whole row of slots.
    pub column: usize,
    /// The condition, to be checked again on a row that another transaction
    /// changed.
    pub recheck: Vec<Expr>,
}

/// One table whose rows are locked.
#[derive(Debug, Clone)]
pub(crate) struct RowLock {
    pub table: String,
    /// Its first slot, and the one for the row's place.
    pub base: usize,
    pub row_id: usize,
    pub strength: Strength,
    pub patience: Patience,
}

/// `DISTINCT` over the visible columns, or `DISTINCT ON` hidden ones.
#[derive(Debug, Clone)]
pub(crate) enum Distinct {
    Visible,
    On(Vec<usize>),
}

/// The same among the columns of a `SELECT`.
#[derive(Debug, Clone)]
pub(crate) struct Expand {
    pub call: SetCall,
    pub slot: usize,
}

/// Grouping.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub keys: Vec<Expr>,
    /// The slot that shows each key.
    pub slots: Vec<usize>,
    /// The keys of each grouping set; one set of all for a plain GROUP BY.
    pub sets: Vec<Vec<usize>>,
    pub aggregates: Vec<Aggregate>,
    /// The slot that says which keys a set leaves out, for `GROUPING`.
    pub mask: Option<usize>,
}

/// One aggregate.
#[derive(Debug, Clone)]
pub(crate) struct Aggregate {
    pub function: crate::sql::aggregate::Function,
    pub args: Vec<Expr>,
    pub types: Vec<Type>,
    pub distinct: bool,
    pub filter: Option<Expr>,
    pub order: Vec<(Expr, bool, bool)>,
    pub slot: usize,
}

/// One window function.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub function: WindowFunction,
    pub args: Vec<Expr>,
    pub types: Vec<Type>,
    pub filter: Option<Expr>,
    pub partition: Vec<Expr>,
    pub order: Vec<(Expr, bool, bool)>,
    pub order_types: Vec<Type>,
    pub frame: Frame,
    pub slot: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WindowFunction {
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumeDist,
    Ntile,
    Lag,
    Lead,
    FirstValue,
    LastValue,
    NthValue,
    Aggregate(crate::sql::aggregate::Function),
}

/// Which rows around the current one a window function sees.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub unit: FrameUnit,
    pub start: Bound,
    pub end: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameUnit {
    Rows,
    Range,
    Groups,
}

#[derive(Debug, Clone)]
pub(crate) enum Bound {
    UnboundedPreceding,
    Preceding(Expr),
    CurrentRow,
    Following(Expr),
    UnboundedFollowing,
}
