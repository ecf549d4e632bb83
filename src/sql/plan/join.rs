//! Which condition is checked where, in which order tables meet, and how.

use super::access::choose;
use super::{Access, Cmp, Expr, From, Join, JoinKind};
use crate::sql::catalog::Catalog;
use std::collections::BTreeSet;

/// FROM as it is written.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    Leaf {
        from: From,
        slots: Vec<usize>,
    },
    Join {
        kind: JoinKind,
        sides: Box<(Tree, Tree)>,
        on: Vec<Expr>,
    },
}

impl Tree {
    fn slots(&self) -> Vec<usize> {
        match self {
            Self::Leaf { slots, .. } => slots.clone(),
            Self::Join { sides, .. } => {
                let mut slots = sides.0.slots();
                slots.extend(sides.1.slots());
                slots
            }
        }
    }
}

/// A part of FROM that is planned, and what is known of it.
struct Unit {
    from: From,
    slots: Vec<usize>,
    /// Slots of other parts that it refers to.
    needs: BTreeSet<usize>,
    rows: f64,
}

/// Plans FROM under these conditions.
pub(crate) fn arrange(tree: Tree, conditions: Vec<Expr>, catalog: &Catalog) -> From {
    planned(tree, conditions, catalog).from
}

/// The conditions of a conjunction, one by one.
pub(crate) fn conjuncts(expr: Expr, into: &mut Vec<Expr>) {
    match expr {
        Expr::And(items) => items.into_iter().for_each(|item| conjuncts(item, into)),
        other => into.push(other),
    }
}

fn slots_of(expr: &Expr) -> BTreeSet<usize> {
    let mut slots = BTreeSet::new();
    expr.slots(&mut |slot| {
        slots.insert(slot);
    });
    slots
}

fn within(expr: &Expr, slots: &[usize]) -> bool {
    slots_of(expr).iter().all(|slot| slots.contains(slot))
}

/// Cheap conditions first, subqueries last.
fn by_cost(mut conditions: Vec<Expr>) -> Vec<Expr> {
    conditions.sort_by_key(|condition| {
        let mut heavy = false;
        condition.visit(0, &mut |expr, _| heavy |= matches!(expr, Expr::Sub(_)));
        heavy
    });
    conditions
}

fn planned(tree: Tree, conditions: Vec<Expr>, catalog: &Catalog) -> Unit {
    match tree {
        Tree::Leaf { from, slots } => leaf(from, slots, conditions, catalog),
        Tree::Join {
            kind: JoinKind::Inner,
            ..
        } => {
            let (mut parts, mut all) = (Vec::new(), conditions);
            flatten(tree, &mut parts, &mut all);
            cluster(parts, all, catalog)
        }
        Tree::Join { kind, sides, on } => outer(kind, *sides, on, conditions, catalog),
    }
}

fn flatten(tree: Tree, parts: &mut Vec<Tree>, conditions: &mut Vec<Expr>) {
    match tree {
        Tree::Join {
            kind: JoinKind::Inner,
            sides,
            on,
        } => {
            on.into_iter()
                .for_each(|condition| conjuncts(condition, conditions));
            flatten(sides.0, parts, conditions);
            flatten(sides.1, parts, conditions);
        }
        other => parts.push(other),
    }
}

fn leaf(mut from: From, slots: Vec<usize>, conditions: Vec<Expr>, catalog: &Catalog) -> Unit {
    let mut needs = BTreeSet::new();
    let mut rows = 1000.0;
    from.visit(0, &mut |expr, depth| match expr {
        Expr::Slot(slot) if depth == 0 => {
            needs.insert(*slot);
        }
        Expr::Outer { up, slot } if *up == depth && depth > 0 => {
            needs.insert(*slot);
        }
        _ => {}
    });
    needs.retain(|slot| !slots.contains(slot));
    match &mut from {
        From::Table(scan) => {
            if let Ok(table) = catalog.table(&scan.table) {
                let path = choose(table, scan, &conditions, &|_| false);
                rows = path.rows;
                scan.access = path.access;
                let mut rest: Vec<Expr> = Vec::new();
                for (at, condition) in conditions.into_iter().enumerate() {
                    if !path.covered.contains(&at) {
                        rows *= 0.4;
                        rest.push(condition);
                    }
                }
                scan.filter = by_cost(rest);
                scan.rows = rows.max(1.0);
            } else {
                scan.filter = by_cost(conditions);
            }
        }
        From::Query { filter, .. } | From::Cte { filter, .. } | From::Function { filter, .. } => {
            filter.extend(by_cost(conditions));
        }
        From::Join(join) => join.filter.extend(by_cost(conditions)),
    }
    Unit {
        from,
        slots,
        needs,
        rows: rows.max(1.0),
    }
}

/// Inner joins: any order gives the same rows, so the smallest part comes
/// first and each next one is the one that adds least.
fn cluster(parts: Vec<Tree>, conditions: Vec<Expr>, catalog: &Catalog) -> Unit {
    let mut remaining: Vec<Option<Unit>> = Vec::new();
    let mut conditions: Vec<Option<Expr>> = conditions.into_iter().map(Some).collect();
    for part in parts {
        let slots = part.slots();
        let own = take(&mut conditions, |condition| {
            let used = slots_of(condition);
            !used.is_empty() && used.iter().all(|slot| slots.contains(slot))
        });
        remaining.push(Some(planned(part, own, catalog)));
    }
    let first = pick(&remaining, |unit| {
        if unit.needs.is_empty() {
            unit.rows
        } else {
            f64::INFINITY
        }
    });
    let Some(mut joined) = first
        .and_then(|at| remaining.get_mut(at))
        .and_then(Option::take)
    else {
        return Unit {
            from: nothing(),
            slots: Vec::new(),
            needs: BTreeSet::new(),
            rows: 1.0,
        };
    };
    loop {
        let next = pick(&remaining, |unit| {
            if !unit.needs.iter().all(|slot| joined.slots.contains(slot)) {
                return f64::INFINITY;
            }
            let connected = conditions
                .iter()
                .flatten()
                .any(|condition| equality(condition, &joined.slots, &unit.slots).is_some());
            if connected {
                unit.rows
            } else {
                unit.rows * 1e6
            }
        });
        let Some(unit) = next
            .and_then(|at| remaining.get_mut(at))
            .and_then(Option::take)
        else {
            break;
        };
        joined = inner(joined, unit, &mut conditions, catalog);
    }
    let rest: Vec<Expr> = conditions.into_iter().flatten().collect();
    if !rest.is_empty() {
        add_filter(&mut joined.from, by_cost(rest));
    }
    joined
}

fn nothing() -> From {
    From::Function {
        alias: String::new(),
        calls: Vec::new(),
        base: 0,
        ordinality: None,
        filter: Vec::new(),
    }
}

fn add_filter(from: &mut From, conditions: Vec<Expr>) {
    match from {
        From::Table(scan) => scan.filter.extend(conditions),
        From::Query { filter, .. } | From::Cte { filter, .. } | From::Function { filter, .. } => {
            filter.extend(conditions);
        }
        From::Join(join) => join.filter.extend(conditions),
    }
}

fn take(conditions: &mut [Option<Expr>], wanted: impl Fn(&Expr) -> bool) -> Vec<Expr> {
    conditions
        .iter_mut()
        .filter(|condition| condition.as_ref().is_some_and(&wanted))
        .filter_map(Option::take)
        .collect()
}

/// The part of least cost; the first one of equals.
fn pick(units: &[Option<Unit>], cost: impl Fn(&Unit) -> f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, unit) in units.iter().enumerate() {
        let Some(unit) = unit else { continue };
        let cost = cost(unit);
        if best.is_none_or(|best| cost < best.1) {
            best = Some((at, cost));
        }
    }
    best.map(|best| best.0)
}

/// The sides of `left = right`, when one is of each.
fn equality(condition: &Expr, left: &[usize], right: &[usize]) -> Option<(Expr, Expr)> {
    let Expr::Compare(Cmp::Eq, sides) = condition else {
        return None;
    };
    let (a, b) = (&sides.0, &sides.1);
    let of = |expr: &Expr, slots: &[usize]| {
        let used = slots_of(expr);
        let mut subquery = false;
        expr.visit(0, &mut |expr, _| subquery |= matches!(expr, Expr::Sub(_)));
        !used.is_empty() && !subquery && used.iter().all(|slot| slots.contains(slot))
    };
    if of(a, left) && of(b, right) {
        Some((a.clone(), b.clone()))
    } else if of(b, left) && of(a, right) {
        Some((b.clone(), a.clone()))
    } else {
        None
    }
}

/// Whether looking each row up costs less than reading the table once.
fn looks_up(rows: f64, total: f64, found: f64) -> bool {
    rows * (4.0 + found) < total
}

fn inner(left: Unit, mut right: Unit, conditions: &mut [Option<Expr>], catalog: &Catalog) -> Unit {
    let both: Vec<usize> = left.slots.iter().chain(&right.slots).copied().collect();
    let mut own = take(conditions, |condition| {
        let used = slots_of(condition);
        !used.is_empty() && used.iter().all(|slot| both.contains(slot))
    });
    let mut dependent = !right.needs.is_empty();
    let mut rows = left.rows * right.rows;
    if let From::Table(scan) = &mut right.from
        && matches!(scan.access, Access::All)
        && let Ok(table) = catalog.table(&scan.table)
    {
        let path = choose(table, scan, &own, &|slot| left.slots.contains(&slot));
        if !matches!(path.access, Access::All) && looks_up(left.rows, right.rows, path.rows) {
            dependent = true;
            rows = left.rows * path.rows;
            scan.access = path.access;
            scan.rows = path.rows;
            let mut place = 0;
            own.retain(|_| {
                place += 1;
                !path.covered.contains(&(place - 1))
            });
        }
    }
    let mut keys = Vec::new();
    if !dependent {
        own.retain(
            |condition| match equality(condition, &left.slots, &right.slots) {
                Some(key) => {
                    keys.push(key);
                    false
                }
                None => true,
            },
        );
        if !keys.is_empty() {
            rows = left.rows.max(right.rows);
        }
    }
    let join = Join {
        kind: JoinKind::Inner,
        rows: rows.max(1.0),
        keys,
        on: by_cost(own),
        left_slots: left.slots,
        right_slots: right.slots,
        dependent,
        filter: Vec::new(),
        left: left.from,
        right: right.from,
    };
    let mut needs = left.needs;
    needs.extend(right.needs.iter().filter(|slot| !both.contains(slot)));
    Unit {
        from: From::Join(Box::new(join)),
        slots: both,
        needs,
        rows: rows.max(1.0),
    }
}

fn outer(
    kind: JoinKind,
    sides: (Tree, Tree),
    on: Vec<Expr>,
    conditions: Vec<Expr>,
    catalog: &Catalog,
) -> Unit {
    let (left_slots, right_slots) = (sides.0.slots(), sides.1.slots());
    let mut whole = Vec::new();
    on.into_iter()
        .for_each(|condition| conjuncts(condition, &mut whole));
    let (mut to_left, mut to_right, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for condition in conditions {
        if kind == JoinKind::Left && within(&condition, &left_slots) {
            to_left.push(condition);
        } else {
            after.push(condition);
        }
    }
    if kind == JoinKind::Left {
        whole.retain(|condition| {
            let only_right = within(condition, &right_slots) && !slots_of(condition).is_empty();
            if only_right {
                to_right.push(condition.clone());
            }
            !only_right
        });
    }
    let left = planned(sides.0, to_left, catalog);
    let mut right = planned(sides.1, to_right, catalog);
    let mut dependent = right.needs.iter().any(|slot| left_slots.contains(slot));
    if kind == JoinKind::Left
        && let From::Table(scan) = &mut right.from
        && matches!(scan.access, Access::All)
        && let Ok(table) = catalog.table(&scan.table)
    {
        let path = choose(table, scan, &whole, &|slot| left_slots.contains(&slot));
        if !matches!(path.access, Access::All)
            && looks_up(left.rows, table.rows.len() as f64, path.rows)
        {
            dependent = true;
            scan.rows = path.rows;
            scan.access = path.access;
            let mut place = 0;
            whole.retain(|_| {
                place += 1;
                !path.covered.contains(&(place - 1))
            });
        }
    }
    let mut keys = Vec::new();
    if !dependent {
        whole.retain(
            |condition| match equality(condition, &left_slots, &right_slots) {
                Some(key) => {
                    keys.push(key);
                    false
                }
                None => true,
            },
        );
    }
    let rows = left.rows.max(if kind == JoinKind::Full {
        right.rows
    } else {
        1.0
    });
    let slots: Vec<usize> = left_slots.iter().chain(&right_slots).copied().collect();
    let mut needs = left.needs;
    needs.extend(right.needs);
    needs.retain(|slot| !slots.contains(slot));
    let join = Join {
        kind,
        rows: rows.max(1.0),
        keys,
        on: by_cost(whole),
        left_slots,
        right_slots,
        dependent,
        filter: by_cost(after),
        left: left.from,
        right: right.from,
    };
    Unit {
        from: From::Join(Box::new(join)),
        slots,
        needs,
        rows,
    }
}
