//! Statements that change rows.

use super::{Expr, From, Query};

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
        /// The whole condition, to be checked again on a row that another
        /// transaction changed.
        recheck: Vec<Expr>,
        set: Vec<(usize, Expr)>,
        row_id: usize,
    },
    Delete {
        from: From,
        filter: Vec<Expr>,
        recheck: Vec<Expr>,
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
