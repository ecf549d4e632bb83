//! FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE and FOR KEY SHARE.

use super::{Binder, refuse};
use crate::sql::error::{Result, error};
use crate::sql::names::fold;
use crate::sql::parse::KEY_LOCK;
use crate::sql::plan::{Expr, From, JoinKind, Locking, RowLock, Tree};
use crate::sql::transaction::lock::{Mode, Patience, Strength};
use sqlparser::ast::{self, Spanned};

/// A locking clause, read.
struct Wanted {
    strength: Strength,
    patience: Patience,
    /// The table it names.
    of: Option<String>,
}

impl Binder<'_> {
    /// Takes the clauses that belong to the SELECT that begins here.
    pub(super) fn take_locks(&mut self) -> Vec<ast::LockClause> {
        std::mem::take(&mut self.locks)
    }

    /// Refuses the clauses on what is no SELECT.
    pub(super) fn refuse_locks(&mut self, locks: &[ast::LockClause], what: &str) -> Result<()> {
        match locks.first() {
            Some(first) => {
                let clause = wanted(first).strength.clause();
                Err(error("0A000", format!("{clause} {what}")))
            }
            None => Ok(()),
        }
    }

    /// Marks the tables whose rows are locked.
    pub(super) fn row_locks(
        &mut self,
        clauses: &[ast::LockClause],
        select: &ast::Select,
        tree: Option<&mut Tree>,
    ) -> Result<Vec<RowLock>> {
        let Some(first) = clauses.first() else {
            return Ok(Vec::new());
        };
        let groups = !matches!(&select.group_by, ast::GroupByExpr::Expressions(keys, modifiers) if keys.is_empty() && modifiers.is_empty());
        let scope = self.scope();
        let against = [
            (select.distinct.is_some(), "DISTINCT clause"),
            (groups, "GROUP BY clause"),
            (select.having.is_some(), "HAVING clause"),
            (!scope.aggregates.is_empty(), "aggregate functions"),
            (!scope.windows.is_empty(), "window functions"),
            (
                !scope.expand.is_empty(),
                "set-returning functions in the target list",
            ),
        ];
        if let Some((_, what)) = against.iter().find(|(found, _)| *found) {
            let clause = wanted(first).strength.clause();
            return Err(error(
                "0A000",
                format!("{clause} is not allowed with {what}"),
            ));
        }
        let mut locks: Vec<RowLock> = Vec::new();
        let Some(tree) = tree else { return Ok(locks) };
        for clause in clauses {
            let at = clause.of.as_ref().and_then(|of| self.source.at(of.span()));
            let clause = wanted(clause);
            let base = match &clause.of {
                None => None,
                Some(of) => {
                    let found = self.scope().relations.iter().find(|one| one.alias == *of);
                    let base = found.map(|relation| relation.base).ok_or_else(|| {
                        let clause = clause.strength.clause();
                        error(
                            "42P01",
                            format!(
                                "relation \"{of}\" in {clause} clause not found in FROM clause"
                            ),
                        )
                        .at(at)
                    })?;
                    Some(base)
                }
            };
            self.lock_tree(tree, &clause, base, false, &mut locks)?;
        }
        Ok(locks)
    }

    fn lock_tree(
        &mut self,
        tree: &mut Tree,
        clause: &Wanted,
        only: Option<usize>,
        nullable: bool,
        locks: &mut Vec<RowLock>,
    ) -> Result<()> {
        match tree {
            Tree::Join { kind, sides, .. } => {
                let (left, right) = match kind {
                    JoinKind::Inner => (nullable, nullable),
                    JoinKind::Left => (nullable, true),
                    JoinKind::Full => (true, true),
                };
                self.lock_tree(&mut sides.0, clause, only, left, locks)?;
                self.lock_tree(&mut sides.1, clause, only, right, locks)
            }
            Tree::Leaf {
                from: From::Table(scan),
                slots,
            } => {
                if only.is_some_and(|base| base != scan.base) {
                    return Ok(());
                }
                if nullable {
                    let clause = clause.strength.clause();
                    let message =
                        format!("{clause} cannot be applied to the nullable side of an outer join");
                    return Err(error("0A000", message));
                }
                if let Some(lock) = locks.iter_mut().find(|lock| lock.base == scan.base) {
                    lock.strength = lock.strength.max(clause.strength);
                    if clause.patience != Patience::Wait {
                        lock.patience = clause.patience;
                    }
                    return Ok(());
                }
                let scope = self.scope();
                let row_id = scope.width;
                scope.width += 1;
                scan.row_id = Some(row_id);
                slots.push(row_id);
                locks.push(RowLock {
                    table: scan.table.clone(),
                    base: scan.base,
                    row_id,
                    strength: clause.strength,
                    patience: clause.patience,
                });
                if let Ok(table) = self.catalog.table(&scan.table) {
                    self.tables.push((table.oid, Mode::RowShare));
                }
                Ok(())
            }
            Tree::Leaf {
                from: From::Query { base, .. },
                ..
            } if only.is_none_or(|only| only == *base) => {
                let clause = clause.strength.clause();
                Err(
                    refuse(&format!("{clause} over a subquery or view in FROM"), None)
                        .hint("Write the clause inside the subquery, or name the tables after OF."),
                )
            }
            Tree::Leaf { .. } => Ok(()),
        }
    }

    /// What the executor has to do for these locks; adds the column that
    /// holds the whole row.
    pub(super) fn locking(
        &mut self,
        tables: Vec<RowLock>,
        recheck: Vec<Expr>,
        project: &mut Vec<Expr>,
    ) -> Option<Box<Locking>> {
        if tables.is_empty() {
            return None;
        }
        let width = self.scope().width;
        project.push(Expr::Row((0..width).map(Expr::Slot).collect()));
        Some(Box::new(Locking {
            tables,
            column: project.len() - 1,
            recheck,
        }))
    }
}

fn wanted(clause: &ast::LockClause) -> Wanted {
    let names = clause.of.iter().flat_map(|of| of.0.iter());
    let mut names: Vec<String> = names
        .filter_map(ast::ObjectNamePart::as_ident)
        .map(fold)
        .collect();
    let key = names.first().is_some_and(|name| name == KEY_LOCK);
    if key {
        names.remove(0);
    }
    Wanted {
        strength: match (&clause.lock_type, key) {
            (ast::LockType::Update, false) => Strength::Update,
            (ast::LockType::Update, true) => Strength::NoKeyUpdate,
            (ast::LockType::Share, false) => Strength::Share,
            (ast::LockType::Share, true) => Strength::KeyShare,
        },
        patience: match clause.nonblock {
            None => Patience::Wait,
            Some(ast::NonBlock::Nowait) => Patience::NoWait,
            Some(ast::NonBlock::SkipLocked) => Patience::Skip,
        },
        of: names.pop(),
    }
}

/// Conditions of inner joins, which a row must meet to be there at all.
pub(super) fn inner_conditions(tree: &Tree, into: &mut Vec<Expr>) {
    if let Tree::Join {
        kind: JoinKind::Inner,
        sides,
        on,
    } = tree
    {
        into.extend(on.iter().cloned());
        inner_conditions(&sides.0, into);
        inner_conditions(&sides.1, into);
    }
}
