//! SERIALIZABLE: who read what another wrote (Cahill, Röhm and Fekete,
//! "Serializable Isolation for Snapshot Databases"; PostgreSQL's
//! `predicate.c` decides who must fail in the same way).
//!
//! A transaction that read something which a concurrent one wrote, and
//! doesn't see it, must come before it: an edge from the reader to the
//! writer. Two edges in a row, whose last transaction committed first, may be
//! part of a circle; then one of the three fails.
//!
//! # Limits
//!
//! What was read is known by table when the whole table was scanned, and by
//! the values of an index's first columns when an index was used, also when
//! no row had them. PostgreSQL notes rows and pages of indexes, so it knows
//! some reads more exactly, and on small tables many less.

use crate::base::limits;
use crate::sql::SqlError;
use crate::sql::error::error;
use crate::sql::value::{Row, Value};
use imbl::{OrdMap, OrdSet, Vector};
use std::sync::Arc;

/// All serializable transactions that matter to one under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Serial {
    nodes: OrdMap<u64, Node>,
    /// Counts preparations and commits.
    sequence: u64,
}

#[derive(Debug, Clone, Default)]
struct Node {
    /// The count when its snapshot was taken.
    began: u64,
    prepared: Option<u64>,
    committed: Option<u64>,
    read_only: bool,
    wrote: bool,
    /// Chosen to fail.
    doomed: bool,
    /// The first preparation among those that it must come before, once it
    /// has committed.
    earliest_out: Option<u64>,
    /// Transactions that must come before it, and after it.
    ins: OrdSet<u64>,
    outs: OrdSet<u64>,
    /// Tables read whole, and the rest.
    tables: OrdSet<u32>,
    ranges: Vector<(u32, Arc<Range>)>,
    /// Every version of a row that it removed or added.
    written: Vector<(u32, Row)>,
}

/// The rows with these values in these columns.
#[derive(Debug, PartialEq)]
pub(crate) struct Range {
    pub columns: Vec<usize>,
    pub values: Vec<Value>,
}

impl Range {
    fn holds(&self, row: &[Value]) -> bool {
        self.columns
            .iter()
            .zip(&self.values)
            .all(|(column, value)| row.get(*column) == Some(value))
    }
}

impl Node {
    fn read(&self, table: u32, row: &[Value]) -> bool {
        self.tables.contains(&table)
            || self
                .ranges
                .iter()
                .any(|(of, range)| *of == table && range.holds(row))
    }

    /// Whether it was under way after `began`.
    fn overlaps(&self, began: u64) -> bool {
        self.committed.is_none_or(|committed| committed > began)
    }

    fn is_prepared_by(&self, sequence: Option<u64>) -> bool {
        match (self.prepared, sequence) {
            (Some(prepared), Some(sequence)) => prepared <= sequence,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

impl Serial {
    /// A transaction takes its snapshot.
    pub fn begin(&mut self, number: u64, read_only: bool) {
        let began = self.sequence;
        self.nodes.entry(number).or_insert_with(|| Node {
            began,
            read_only,
            ..Node::default()
        });
    }

    /// A transaction reads a range of a table, or all of it.
    pub fn read(&mut self, me: u64, table: u32, range: Option<Range>) -> Result<(), Box<SqlError>> {
        let Some(node) = self.nodes.get_mut(&me) else {
            return Ok(());
        };
        if node.doomed {
            return Err(pivot("during conflict out checking"));
        }
        let began = node.began;
        let known = node.tables.contains(&table);
        match &range {
            Some(_) if known => {}
            Some(range)
                if node
                    .ranges
                    .iter()
                    .any(|(of, known)| *of == table && **known == *range) => {}
            Some(range) if node.ranges.len() < limits::SQL_READ_RANGES => {
                let range = Range {
                    columns: range.columns.clone(),
                    values: range.values.clone(),
                };
                node.ranges.push_back((table, Arc::new(range)));
            }
            _ => {
                node.tables.insert(table);
            }
        }
        let writers: Vec<u64> = self
            .nodes
            .iter()
            .filter(|(number, node)| {
                **number != me
                    && !node.doomed
                    && node.overlaps(began)
                    && node.written.iter().any(|(of, row)| {
                        *of == table && range.as_ref().is_none_or(|range| range.holds(row))
                    })
            })
            .map(|(number, _)| *number)
            .collect();
        for writer in writers {
            self.read_past(me, writer)?;
        }
        Ok(())
    }

    fn read_past(&mut self, me: u64, writer: u64) -> Result<(), Box<SqlError>> {
        let (Some(mine), Some(theirs)) = (self.nodes.get(&me), self.nodes.get(&writer)) else {
            return Ok(());
        };
        // One that only reads is safe from a writer that comes after all it
        // sees.
        if mine.read_only
            && theirs.committed.is_some()
            && theirs.earliest_out.is_none_or(|first| mine.began < first)
        {
            return Ok(());
        }
        self.edge(me, writer, me)
    }

    /// A transaction writes: a version of a row goes, another comes.
    pub fn write(
        &mut self,
        me: u64,
        table: u32,
        old: Option<&Row>,
        new: Option<&Row>,
    ) -> Result<(), Box<SqlError>> {
        let Some(node) = self.nodes.get_mut(&me) else {
            return Ok(());
        };
        if node.doomed {
            return Err(pivot("during conflict in checking"));
        }
        node.wrote = true;
        for row in old.into_iter().chain(new) {
            node.written.push_back((table, Arc::clone(row)));
        }
        let began = node.began;
        let readers: Vec<u64> = self
            .nodes
            .iter()
            .filter(|(number, node)| {
                **number != me
                    && !node.doomed
                    && node.overlaps(began)
                    && old.into_iter().chain(new).any(|row| node.read(table, row))
            })
            .map(|(number, _)| *number)
            .collect();
        for reader in readers {
            self.edge(reader, me, me)?;
        }
        Ok(())
    }

    /// The reader must come before the writer. Fails, or chooses who will,
    /// when that may close a circle.
    fn edge(&mut self, reader: u64, writer: u64, me: u64) -> Result<(), Box<SqlError>> {
        let (Some(from), Some(to)) = (self.nodes.get(&reader), self.nodes.get(&writer)) else {
            return Ok(());
        };
        if from.outs.contains(&writer) {
            return Ok(());
        }
        let beyond = |number: &u64| self.nodes.get(number);
        let after_writer = to.outs.iter().filter_map(beyond).any(|last| {
            last.is_prepared_by(from.committed)
                && last.is_prepared_by(to.committed)
                && (!from.read_only || last.is_prepared_by(Some(from.began)))
        });
        let before_reader = to.prepared.is_some_and(|prepared| {
            !from.read_only
                && from.ins.iter().filter_map(beyond).any(|first| {
                    !first.doomed
                        && first.committed.is_none_or(|at| at >= prepared)
                        && (!first.read_only || first.began >= prepared)
                })
        });
        let danger =
            (to.committed.is_some() && to.earliest_out.is_some()) || after_writer || before_reader;
        if danger {
            if writer == me {
                return Err(pivot("during write"));
            }
            if to.prepared.is_some() {
                return Err(failure(&format!(
                    "Canceled on conflict out to pivot {writer}, during read."
                )));
            }
            if let Some(node) = self.nodes.get_mut(&writer) {
                node.doomed = true;
            }
        }
        if let Some(node) = self.nodes.get_mut(&reader) {
            node.outs.insert(writer);
        }
        if let Some(node) = self.nodes.get_mut(&writer) {
            node.ins.insert(reader);
        }
        Ok(())
    }

    /// A transaction wants to commit.
    pub fn commit(&mut self, me: u64) -> Result<(), Box<SqlError>> {
        let Some(node) = self.nodes.get(&me).cloned() else {
            return Ok(());
        };
        if node.doomed {
            return Err(pivot("during commit attempt"));
        }
        for near in &node.ins {
            let Some(reader) = self.nodes.get(near) else {
                continue;
            };
            if reader.committed.is_some() || reader.doomed {
                continue;
            }
            let danger = reader.ins.iter().any(|far| {
                *far == me
                    || self
                        .nodes
                        .get(far)
                        .is_some_and(|far| far.committed.is_none() && !far.read_only && !far.doomed)
            });
            if danger && let Some(reader) = self.nodes.get_mut(near) {
                reader.doomed = true;
            }
        }
        let prepared = self.sequence + 1;
        self.sequence += 2;
        let sequence = self.sequence;
        let first_out = node
            .outs
            .iter()
            .filter_map(|out| self.nodes.get(out))
            .filter(|out| out.committed.is_some())
            .filter_map(|out| out.prepared)
            .min();
        let gone: Vec<u64> = node
            .ins
            .iter()
            .filter(|number| {
                self.nodes
                    .get(*number)
                    .is_none_or(|before| before.committed.is_some() || before.read_only)
            })
            .copied()
            .collect();
        for number in gone {
            self.forget_edge(number, me);
        }
        if let Some(node) = self.nodes.get_mut(&me) {
            node.prepared = Some(prepared);
            node.committed = Some(sequence);
            if !node.read_only {
                node.earliest_out = first_out;
            }
            node.read_only |= !node.wrote;
        }
        self.tidy();
        Ok(())
    }

    /// A transaction is rolled back.
    pub fn forget(&mut self, me: u64) {
        let Some(node) = self.nodes.remove(&me) else {
            return;
        };
        for before in &node.ins {
            if let Some(before) = self.nodes.get_mut(before) {
                before.outs.remove(&me);
            }
        }
        for after in &node.outs {
            if let Some(after) = self.nodes.get_mut(after) {
                after.ins.remove(&me);
            }
        }
        self.tidy();
    }

    fn forget_edge(&mut self, from: u64, to: u64) {
        if let Some(from) = self.nodes.get_mut(&from) {
            from.outs.remove(&to);
        }
        if let Some(to) = self.nodes.get_mut(&to) {
            to.ins.remove(&from);
        }
    }

    /// Drops those that ended before every snapshot in use.
    fn tidy(&mut self) {
        let first = self
            .nodes
            .values()
            .filter(|node| node.committed.is_none())
            .map(|node| node.began)
            .min();
        match first {
            None => self.nodes.clear(),
            Some(first) => {
                let old = self.nodes.iter().filter(|(_, node)| !node.overlaps(first));
                let old: Vec<u64> = old.map(|(number, _)| *number).collect();
                for number in old {
                    self.nodes.remove(&number);
                }
            }
        }
    }
}

fn pivot(when: &str) -> Box<SqlError> {
    failure(&format!("Canceled on identification as a pivot, {when}."))
}

fn failure(reason: &str) -> Box<SqlError> {
    error(
        "40001",
        "could not serialize access due to read/write dependencies among transactions",
    )
    .detail(format!("Reason code: {reason}"))
    .hint("The transaction might succeed if retried.")
}
