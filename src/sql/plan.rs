//! What is to be done: a statement bound to the catalog, names turned into
//! slots, types decided.
//!
//! Each `SELECT` works on one wide row of slots. Its tables fill their slots,
//! then aggregates, expressions grouped by, and window functions fill slots
//! of their own, so that no step has to rewrite what another refers to.

mod access;
mod join;
mod prune;

use super::error::Result;
use super::execute::Exec;
use super::types::{ColumnType, Type};
use super::value::{Value, ValueSet};
pub(crate) use join::{Tree, arrange, conjuncts};
pub(crate) use prune::{keep_only_needed, keep_only_needed_of};
use std::sync::Arc;

/// A function of the engine's own.
pub(crate) type Native = fn(&mut Exec<'_>, &[Value], &[Type]) -> Result<Value>;
/// Takes rows; answers whether it wants more.
pub(crate) type Sink<'s> = dyn FnMut(&mut Exec<'_>, &[Value]) -> Result<bool> + 's;
/// A function that gives rows.
pub(crate) type SetNative = fn(&mut Exec<'_>, &[Value], &[Type], &mut Sink<'_>) -> Result<()>;

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
    Binary(fn(&Value, &Value) -> Result<Value>, Box<(Expr, Expr)>),
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

/// A named query.
#[derive(Debug, Clone)]
pub(crate) struct Cte {
    pub id: usize,
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
}

/// `DISTINCT` over the visible columns, or `DISTINCT ON` hidden ones.
#[derive(Debug, Clone)]
pub(crate) enum Distinct {
    Visible,
    On(Vec<usize>),
}

/// Tables, and how they meet.
#[derive(Debug, Clone)]
pub(crate) enum From {
    Table(Scan),
    Query {
        query: Box<Query>,
        base: usize,
        filter: Vec<Expr>,
    },
    Cte {
        id: usize,
        base: usize,
        filter: Vec<Expr>,
    },
    Function {
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
    pub base: usize,
    /// Which columns anything refers to.
    pub needed: Vec<usize>,
    /// The slot for the row's place, when it is to be changed.
    pub row_id: Option<usize>,
    pub access: Access,
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
    /// Checked on each row that comes out.
    pub filter: Vec<Expr>,
}

/// A function that gives rows, called in FROM.
#[derive(Debug, Clone)]
pub(crate) struct SetCall {
    pub native: SetNative,
    pub args: Vec<Expr>,
    pub types: Vec<Type>,
    pub columns: usize,
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
    pub function: super::aggregate::Function,
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
    Aggregate(super::aggregate::Function),
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

/// A statement that changes rows.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub table: String,
    pub kind: ChangeKind,
    /// Slots of the row that assignments, conditions and RETURNING see.
    pub width: usize,
    /// What each column becomes when it is generated.
    pub generated: Vec<(usize, Expr)>,
    pub checks: Vec<(String, Expr)>,
    pub returning: Vec<Expr>,
}

#[derive(Debug, Clone)]
pub(crate) enum ChangeKind {
    Insert {
        source: Query,
        /// The column that each column of the source goes to.
        columns: Vec<usize>,
        /// What the other columns become.
        defaults: Vec<(usize, Expr)>,
        conflict: Option<Conflict>,
    },
    Update {
        from: From,
        filter: Vec<Expr>,
        set: Vec<(usize, Expr)>,
        row_id: usize,
    },
    Delete {
        from: From,
        filter: Vec<Expr>,
        row_id: usize,
    },
}

/// `ON CONFLICT`.
#[derive(Debug, Clone)]
pub(crate) struct Conflict {
    /// The index meant; any, when left out.
    pub index: Option<String>,
    /// The assignments of DO UPDATE, and its condition; the row that would
    /// have been inserted stands at `excluded`.
    pub update: Option<(Vec<(usize, Expr)>, Option<Expr>)>,
    pub excluded: usize,
}

impl Expr {
    /// TRUE.
    pub fn truth() -> Self {
        Self::Const(Value::Bool(true))
    }

    /// Calls `each` on every expression in this one, itself first, and how
    /// many levels of `SELECT` lie between.
    pub fn visit<'e>(&'e self, depth: usize, each: &mut dyn FnMut(&'e Expr, usize)) {
        each(self, depth);
        match self {
            Self::Const(_) | Self::Slot(_) | Self::Outer { .. } => {}
            Self::Call(call) => call.args.iter().for_each(|arg| arg.visit(depth, each)),
            Self::Compare(_, sides)
            | Self::Binary(_, sides)
            | Self::Distinct(sides)
            | Self::Quantified(_, _, sides) => {
                sides.0.visit(depth, each);
                sides.1.visit(depth, each);
            }
            Self::And(items)
            | Self::Or(items)
            | Self::Coalesce(items)
            | Self::Extreme(_, items)
            | Self::Array(items)
            | Self::Row(items) => {
                items.iter().for_each(|item| item.visit(depth, each));
            }
            Self::Not(inner)
            | Self::IsNull(inner)
            | Self::Is(inner, _)
            | Self::InSet(inner, ..) => {
                inner.visit(depth, each);
            }
            Self::Case(whens, otherwise) => {
                for (when, then) in whens {
                    when.visit(depth, each);
                    then.visit(depth, each);
                }
                otherwise.visit(depth, each);
            }
            Self::Cast(cast) => cast.expr.visit(depth, each),
            Self::InList(inner, list) => {
                inner.visit(depth, each);
                list.iter().for_each(|item| item.visit(depth, each));
            }
            Self::Sub(sub) => {
                if let SubKind::Quantified(_, _, left) = &sub.kind {
                    left.iter().for_each(|item| item.visit(depth, each));
                }
                sub.query.visit(depth + 1, each);
            }
        }
    }

    /// The slots of the `SELECT` this expression stands in that it refers
    /// to, its subqueries included.
    pub fn slots(&self, each: &mut dyn FnMut(usize)) {
        self.visit(0, &mut |expr, depth| match expr {
            Self::Slot(slot) if depth == 0 => each(*slot),
            Self::Outer { up, slot } if *up == depth && depth > 0 => each(*slot),
            _ => {}
        });
    }
}

impl Query {
    /// Calls `each` on every expression. `depth` is that of expressions in
    /// this query's own `SELECT`.
    pub fn visit<'e>(&'e self, depth: usize, each: &mut dyn FnMut(&'e Expr, usize)) {
        for cte in &self.ctes {
            cte.query.visit(depth, each);
        }
        for expr in self.limit.iter().chain(&self.offset) {
            expr.visit(depth, each);
        }
        match &self.body {
            Body::Select(select) => select.visit(depth, each),
            Body::Values(rows) => rows
                .iter()
                .flatten()
                .for_each(|expr| expr.visit(depth, each)),
            Body::Nested(inner) => inner.visit(depth, each),
            Body::Set { sides, .. } | Body::Recursive { sides, .. } => {
                sides.0.visit(depth, each);
                sides.1.visit(depth, each);
            }
            // A changing statement stands at the top and refers to nothing outside.
            Body::Change(_) => {}
        }
    }
}

impl Select {
    fn visit<'e>(&'e self, depth: usize, each: &mut dyn FnMut(&'e Expr, usize)) {
        if let Some(from) = &self.from {
            from.visit(depth, each);
        }
        let mut all = |exprs: &mut dyn Iterator<Item = &'e Expr>| {
            for expr in exprs {
                expr.visit(depth, each);
            }
        };
        all(&mut self.gate.iter());
        all(&mut self.filter.iter());
        all(&mut self.having.iter());
        all(&mut self.project.iter());
        if let Some(group) = &self.group {
            all(&mut group.keys.iter());
            for aggregate in &group.aggregates {
                all(&mut aggregate.args.iter());
                all(&mut aggregate.filter.iter());
                all(&mut aggregate.order.iter().map(|key| &key.0));
            }
        }
        for window in &self.windows {
            all(&mut window.args.iter());
            all(&mut window.filter.iter());
            all(&mut window.partition.iter());
            all(&mut window.order.iter().map(|key| &key.0));
        }
        for expand in &self.expand {
            all(&mut expand.call.args.iter());
        }
    }
}

impl From {
    /// Calls `each` on every expression.
    pub fn visit<'e>(&'e self, depth: usize, each: &mut dyn FnMut(&'e Expr, usize)) {
        match self {
            Self::Table(scan) => {
                scan.filter.iter().for_each(|expr| expr.visit(depth, each));
                match &scan.access {
                    Access::All => {}
                    Access::Index {
                        equal, low, high, ..
                    } => {
                        equal.iter().for_each(|expr| expr.visit(depth, each));
                        for (expr, _) in low.iter().chain(high) {
                            expr.visit(depth, each);
                        }
                    }
                    Access::Each { values, .. } => {
                        values.iter().for_each(|expr| expr.visit(depth, each));
                    }
                }
            }
            Self::Query { query, filter, .. } => {
                query.visit(depth + 1, each);
                filter.iter().for_each(|expr| expr.visit(depth, each));
            }
            Self::Cte { filter, .. } => filter.iter().for_each(|expr| expr.visit(depth, each)),
            Self::Function { calls, filter, .. } => {
                for call in calls {
                    call.args.iter().for_each(|expr| expr.visit(depth, each));
                }
                filter.iter().for_each(|expr| expr.visit(depth, each));
            }
            Self::Join(join) => {
                join.left.visit(depth, each);
                join.right.visit(depth, each);
                for (left, right) in &join.keys {
                    left.visit(depth, each);
                    right.visit(depth, each);
                }
                for expr in join.on.iter().chain(&join.filter) {
                    expr.visit(depth, each);
                }
            }
        }
    }
}
