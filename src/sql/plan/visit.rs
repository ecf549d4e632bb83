//! Every expression of a plan, whatever it stands in.

use super::{Access, Body, Expr, From, Query, Select, SubKind};
use crate::sql::value::Value;

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
            | Self::Binary(_, _, sides)
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
    pub fn visit<'e>(&'e self, depth: usize, each: &mut dyn FnMut(&'e Expr, usize)) {
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
