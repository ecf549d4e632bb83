//! How a table is read: whole, or through which index.

use super::{Access, Cmp, Expr, Scan};
use crate::sql::catalog::{Index, Table};

/// A way to read a table and the conditions it makes good.
pub(super) struct Path {
    pub access: Access,
    /// The places of the conditions that need no check any more.
    pub covered: Vec<usize>,
    /// Rows expected, of those in the table.
    pub rows: f64,
}

/// One condition that an index may serve.
enum Use<'e> {
    Equal(&'e Expr),
    Above(&'e Expr, bool),
    Below(&'e Expr, bool),
    Among(Vec<Expr>),
}

/// The best way to read `table` under these conditions. Their other sides
/// may refer to the slots that `known` accepts.
pub(super) fn choose(
    table: &Table,
    scan: &Scan,
    conditions: &[Expr],
    known: &dyn Fn(usize) -> bool,
) -> Path {
    let total = table.rows.len() as f64;
    let mut best = Path {
        access: Access::All,
        covered: Vec::new(),
        rows: total,
    };
    let uses: Vec<Option<(usize, Use<'_>)>> = conditions
        .iter()
        .map(|condition| usable(condition, scan, table.columns.len(), known))
        .collect();
    for (place, index) in table.indexes.iter().enumerate() {
        if let Some(path) = through(index, place, &uses, total)
            && path.rows < best.rows
        {
            best = path;
        }
    }
    best
}

fn through(
    index: &Index,
    place: usize,
    uses: &[Option<(usize, Use<'_>)>],
    total: f64,
) -> Option<Path> {
    let mut equal = Vec::new();
    let mut covered = Vec::new();
    for column in &index.columns {
        let found = uses.iter().enumerate().find_map(|(at, found)| match found {
            Some((own, Use::Equal(expr))) if own == column => Some((at, *expr)),
            _ => None,
        });
        let Some((at, expr)) = found else { break };
        equal.push(expr.clone());
        covered.push(at);
    }
    if equal.len() == index.columns.len() {
        let rows = if index.unique {
            1.0
        } else {
            (total / 100.0).max(1.0)
        };
        let access = Access::Index {
            index: place,
            equal,
            low: None,
            high: None,
        };
        return Some(Path {
            access,
            covered,
            rows: rows.min(total * 0.99),
        });
    }
    let next = index.columns.get(equal.len())?;
    let (mut low, mut high) = (None, None);
    for (at, found) in uses.iter().enumerate() {
        match found {
            Some((own, Use::Above(expr, inclusive))) if own == next && low.is_none() => {
                low = Some(((*expr).clone(), *inclusive));
                covered.push(at);
            }
            Some((own, Use::Below(expr, inclusive))) if own == next && high.is_none() => {
                high = Some(((*expr).clone(), *inclusive));
                covered.push(at);
            }
            _ => {}
        }
    }
    if !equal.is_empty() || low.is_some() || high.is_some() {
        let mut rows = total;
        for _ in &equal {
            rows /= 50.0;
        }
        if low.is_some() {
            rows /= 3.0;
        }
        if high.is_some() {
            rows /= 3.0;
        }
        let access = Access::Index {
            index: place,
            equal,
            low,
            high,
        };
        return Some(Path {
            access,
            covered,
            rows,
        });
    }
    uses.iter().enumerate().find_map(|(at, found)| match found {
        Some((own, Use::Among(values))) if own == next => {
            let each = if index.unique && index.columns.len() == 1 {
                1.0
            } else {
                (total / 100.0).max(1.0)
            };
            let access = Access::Each {
                index: place,
                values: values.clone(),
            };
            Some(Path {
                access,
                covered: vec![at],
                rows: (each * values.len() as f64).min(total * 0.99),
            })
        }
        _ => None,
    })
}

/// The column of `scan` that a condition bounds, and how.
fn usable<'e>(
    condition: &'e Expr,
    scan: &Scan,
    columns: usize,
    known: &dyn Fn(usize) -> bool,
) -> Option<(usize, Use<'e>)> {
    let column = |expr: &Expr| match expr {
        Expr::Slot(slot) => slot
            .checked_sub(scan.base)
            .filter(|column| *column < columns),
        _ => None,
    };
    match condition {
        Expr::Compare(op, sides) => {
            let (op, column, other) = if let Some(column) = column(&sides.0) {
                (*op, column, &sides.1)
            } else {
                (turned(*op), column(&sides.1)?, &sides.0)
            };
            if !is_known(other, known) {
                return None;
            }
            let found = match op {
                Cmp::Eq => Use::Equal(other),
                Cmp::Gt => Use::Above(other, false),
                Cmp::Ge => Use::Above(other, true),
                Cmp::Lt => Use::Below(other, false),
                Cmp::Le => Use::Below(other, true),
                Cmp::Ne => return None,
            };
            Some((column, found))
        }
        Expr::InList(inner, list) if list.iter().all(|item| is_known(item, known)) => {
            Some((column(inner)?, Use::Among(list.clone())))
        }
        Expr::InSet(inner, set, _) => {
            // The values are sorted before use, so the set's order can't show.
            let values = set.iter().map(|value| Expr::Const(value.clone())).collect();
            Some((column(inner)?, Use::Among(values)))
        }
        _ => None,
    }
}

fn is_known(expr: &Expr, known: &dyn Fn(usize) -> bool) -> bool {
    let mut all = true;
    expr.slots(&mut |slot| all &= known(slot));
    let mut volatile = false;
    expr.visit(0, &mut |expr, _| volatile |= matches!(expr, Expr::Sub(_)));
    all && !volatile
}

fn turned(op: Cmp) -> Cmp {
    match op {
        Cmp::Lt => Cmp::Gt,
        Cmp::Le => Cmp::Ge,
        Cmp::Gt => Cmp::Lt,
        Cmp::Ge => Cmp::Le,
        same => same,
    }
}
