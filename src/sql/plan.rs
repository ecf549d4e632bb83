//! What is to be done: a statement bound to the catalog, names turned into
//! slots, types decided.
//!
//! Each `SELECT` works on one wide row of slots. Its tables fill their slots,
//! then aggregates, expressions grouped by, and window functions fill slots
//! of their own, so that no step has to rewrite what another refers to.

mod access;
mod change;
mod expr;
mod from;
mod join;
mod prune;
mod query;
mod visit;

pub(crate) use change::{Change, ChangeKind, Conflict};
pub(crate) use expr::{Call, Cast, Cmp, Expr, Native, Sub, SubKind};
pub(crate) use from::{Access, From, Join, JoinKind, Scan, SetCall, SetNative, Sink};
pub(crate) use join::{Tree, arrange, conjuncts};
pub(crate) use prune::{keep_only_needed, keep_only_needed_of};
pub(crate) use query::{
    Aggregate, Body, Bound, Cte, Distinct, Expand, Field, Frame, FrameUnit, Group, Locking,
    OrderKey, Query, RowLock, Select, SetOp, Window, WindowFunction,
};
