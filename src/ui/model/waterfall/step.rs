//! Moving through rows and events with the keyboard.

use super::Waterfall;
use crate::base::SpanId;
use std::collections::BTreeSet;

/// A move between the rows of the waterfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Close the row, or go to the one around it.
    Out,
    /// Open the row, or go to the first one inside it.
    In,
}

impl Move {
    /// The move that a key stands for, by its name in the browser.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "ArrowLeft" => Self::Out,
            "ArrowRight" => Self::In,
            "Home" => Self::First,
            "End" => Self::Last,
            _ => return None,
        })
    }
}

impl Waterfall {
    /// The row that a move leads to from `row`; opens and closes rows in
    /// `collapsed` on the way.
    pub fn step(
        &self,
        row: Option<usize>,
        collapsed: &mut BTreeSet<SpanId>,
        step: Move,
    ) -> Option<usize> {
        let shown = self.shown(collapsed);
        let Some(row) = row.filter(|row| shown.contains(row)) else {
            return shown.first().copied();
        };
        let here = shown.iter().position(|at| *at == row)?;
        let current = self.rows.get(row)?;
        let to = match step {
            Move::Up => shown.get(here.saturating_sub(1)),
            Move::Down => shown.get((here + 1).min(shown.len() - 1)),
            Move::First => shown.first(),
            Move::Last => shown.last(),
            Move::Out if current.children > 0 && collapsed.insert(current.span) => Some(&row),
            Move::Out => return Some(current.parent.unwrap_or(row)),
            Move::In if collapsed.remove(&current.span) || current.children == 0 => Some(&row),
            Move::In => shown.get(here + 1),
        };
        to.copied()
    }

    /// Opens whatever hides a row.
    pub fn uncover(&self, row: usize, collapsed: &mut BTreeSet<SpanId>) {
        let mut around = self.rows.get(row).and_then(|row| row.parent);
        while let Some(row) = around.and_then(|at| self.rows.get(at)) {
            collapsed.remove(&row.span);
            around = row.parent;
        }
    }
}

/// The event before (`by` negative) or after the one at `cursor` in a list of
/// event numbers. Now, `None`, stands on the last of them.
#[must_use]
pub fn step_event(seqs: &[u64], cursor: Option<u64>, by: i64) -> Option<u64> {
    let last = i64::try_from(seqs.len()).ok()?.checked_sub(1)?;
    let here = match cursor {
        None => last,
        Some(seq) => {
            let after = seqs.partition_point(|s| *s <= seq);
            i64::try_from(after).ok()? - 1
        }
    };
    let to = here.saturating_add(by).clamp(0, last.max(0));
    seqs.get(usize::try_from(to).ok()?).copied()
}
