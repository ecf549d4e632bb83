//! Columns that nothing refers to are not read.

use super::{Change, ChangeKind, From, Select};
use std::collections::BTreeSet;

/// Marks, in each table of a SELECT, the columns that anything refers to.
pub(crate) fn keep_only_needed(select: &mut Select) {
    let mut used = BTreeSet::new();
    select.visit(0, &mut |expr, depth| note(expr, depth, &mut used));
    if let Some(from) = &mut select.from {
        mark(from, &used);
    }
}

/// The same for the other tables of a change. The table changed is read
/// whole.
pub(crate) fn keep_only_needed_of(change: &mut Change) {
    let from = match &mut change.kind {
        ChangeKind::Update { from, .. } | ChangeKind::Delete { from, .. } => from,
        ChangeKind::Insert { .. } => return,
    };
    mark(from, &(0..change.width).collect());
}

fn note(expr: &super::Expr, depth: usize, used: &mut BTreeSet<usize>) {
    match expr {
        super::Expr::Slot(slot) if depth == 0 => {
            used.insert(*slot);
        }
        super::Expr::Outer { up, slot } if *up == depth && depth > 0 => {
            used.insert(*slot);
        }
        _ => {}
    }
}

fn mark(from: &mut From, used: &BTreeSet<usize>) {
    match from {
        From::Table(scan) => {
            let base = scan.base;
            scan.needed.retain(|column| used.contains(&(base + column)));
        }
        From::Join(join) => {
            mark(&mut join.left, used);
            mark(&mut join.right, used);
            for slots in [&mut join.left_slots, &mut join.right_slots] {
                slots.retain(|slot| used.contains(slot));
            }
        }
        _ => {}
    }
}
