//! What each part of a plan did, counted for EXPLAIN ANALYZE.

use super::{Env, Exec, RowSink};
use crate::sql::error::Result;
use crate::sql::plan::{From, Query, Sink};
use crate::sql::value::Value;
use std::collections::BTreeMap;

/// What of a plan's piece is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Rows that come out of a table or join, past its filter.
    Rows,
    /// Rows read from a table.
    Read,
    /// Rows after grouping.
    Group,
    /// Rows of a SELECT before they are sorted.
    Select,
    /// Rows of a whole query.
    Query,
    /// Rows that a change gives back.
    Change,
}

/// Rows, and how often they were asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub rows: u64,
    pub loops: u64,
}

/// Counts by piece. A piece is known by where it lies in memory, which holds
/// while the plan is run and shown, and never shows.
pub(crate) type Watch = BTreeMap<(usize, Part), Count>;

/// Where a piece of a plan lies.
pub(crate) fn place<T>(of: &T) -> usize {
    std::ptr::from_ref(of).addr()
}

impl Exec<'_> {
    /// Counts rows of a piece, and runs of it.
    pub(super) fn noted<T>(&mut self, of: &T, part: Part, rows: u64, loops: u64) {
        if let Some(watch) = &mut self.watch {
            let count = watch.entry((place(of), part)).or_default();
            count.rows += rows;
            count.loops += loops;
        }
    }

    /// Pushes the rows that `from` gives, each in its slots of `row`;
    /// answers whether more are wanted.
    pub(super) fn from(
        &mut self,
        from: &From,
        row: &mut [Value],
        env: Option<&Env<'_>>,
        sink: &mut RowSink<'_>,
    ) -> Result<bool> {
        if self.watch.is_none() {
            return self.tables_unwatched(from, row, env, sink);
        }
        self.noted(from, Part::Rows, 0, 1);
        self.tables_unwatched(from, row, env, &mut |exec, row| {
            exec.noted(from, Part::Rows, 1, 0);
            sink(exec, row)
        })
    }

    /// Pushes the rows of a query.
    pub fn query(
        &mut self,
        query: &Query,
        env: Option<&Env<'_>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        if self.watch.is_none() {
            return self.query_unwatched(query, env, sink);
        }
        self.noted(query, Part::Query, 0, 1);
        self.query_unwatched(query, env, &mut |exec, row| {
            exec.noted(query, Part::Query, 1, 0);
            sink(exec, row)
        })
    }
}
