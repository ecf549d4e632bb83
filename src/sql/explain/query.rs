//! From a bound query to the tree that is shown.

use super::expr::{Names, sub_name};
use super::from::leaves;
use super::node::{Child, Node};
use crate::sql::catalog::Catalog;
use crate::sql::execute::{Count, Part, Watch, place};
use crate::sql::plan::{
    Body, Change, ChangeKind, Distinct, Expr, Group, Query, Select, SetOp, SubKind,
};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What is known while a plan is read.
pub(super) struct Reader<'p> {
    pub catalog: &'p Catalog,
    pub watch: Option<&'p Watch>,
    /// The columns of the named queries met so far.
    pub ctes: RefCell<BTreeMap<usize, Vec<String>>>,
}

/// The tree of a statement.
pub(super) fn plan(query: &Query, catalog: &Catalog, watch: Option<&Watch>) -> Node {
    let reader = Reader {
        catalog,
        watch,
        ctes: RefCell::default(),
    };
    reader.query(query, None)
}

impl Reader<'_> {
    pub(super) fn count<T>(&self, of: &T, part: Part) -> Option<Count> {
        let watch = self.watch?;
        Some(watch.get(&(place(of), part)).copied().unwrap_or_default())
    }

    pub(super) fn query(&self, query: &Query, around: Option<&Names<'_>>) -> Node {
        for cte in &query.ctes {
            let fields = cte.query.fields.iter().map(|field| field.name.clone());
            self.ctes.borrow_mut().insert(cte.id, fields.collect());
        }
        let mut node = self.body(query, around);
        if !query.order.is_empty() {
            let names = self.names_of_body(query, around);
            let keys = query.order.iter().map(|key| {
                let shown = match &query.body {
                    Body::Select(select) => {
                        select.project.get(key.column).map(|expr| names.expr(expr))
                    }
                    _ => None,
                };
                let field = query.fields.get(key.column).map(|field| field.name.clone());
                let mut text = shown.or(field).unwrap_or_default();
                // What is computed below stands in parentheses.
                if text.ends_with(')') && !text.starts_with('(') {
                    text = format!("({text})");
                }
                match (key.descending, key.nulls_first) {
                    (true, true) => text.push_str(" DESC"),
                    (true, false) => text.push_str(" DESC NULLS LAST"),
                    (false, true) => text.push_str(" NULLS FIRST"),
                    (false, false) => {}
                }
                text
            });
            let mut sort = Node::of("Sort", node.rows).keys("Sort Key", keys.collect());
            sort.count = self.count(query, Part::Query);
            node = sort.over("Outer", node);
        }
        if let Body::Select(select) = &query.body {
            if let Some(Distinct::On(_)) = select.distinct {
                let mut unique = Node::of("Unique", node.rows);
                unique.count = self.count(query, Part::Query);
                node = unique.over("Outer", node);
            }
            if select.locking.is_some() {
                let mut locks = Node::of("LockRows", node.rows);
                locks.count = self.count(query, Part::Query);
                node = locks.over("Outer", node);
            }
        }
        if query.limit.is_some() || query.offset.is_some() {
            let number = |expr: &Option<Expr>| match expr {
                Some(Expr::Const(crate::sql::value::Value::Int(n))) => Some(*n as f64),
                _ => None,
            };
            let rows = number(&query.limit).map_or(node.rows, |most| most.min(node.rows));
            let mut limit = Node::of("Limit", rows);
            limit.count = self.count(query, Part::Query);
            node = limit.over("Outer", node);
        }
        for cte in query.ctes.iter().filter(|cte| cte.needed) {
            node.children.push(Child {
                relation: "InitPlan",
                heading: Some(format!("CTE {}", cte.name)),
                node: self.query(&cte.query, around),
            });
        }
        node
    }

    fn body(&self, query: &Query, around: Option<&Names<'_>>) -> Node {
        match &query.body {
            Body::Select(select) => self.select(select, around),
            Body::Values(rows) if rows.len() == 1 => Node::of("Result", 1.0),
            Body::Values(rows) => {
                let mut node = Node::of("Values Scan", rows.len() as f64);
                "Values Scan on \"*VALUES*\"".clone_into(&mut node.title);
                node.count = self.count(query, Part::Query);
                node
            }
            Body::Nested(inner) => self.query(inner, around),
            Body::Set { op, all, sides } => {
                let (left, right) = (self.query(&sides.0, around), self.query(&sides.1, around));
                let rows = match op {
                    SetOp::Union => left.rows + right.rows,
                    _ => left.rows,
                };
                let kind = match (op, all) {
                    (SetOp::Union, true) => "Append",
                    (SetOp::Union, false) => "HashAggregate",
                    (SetOp::Intersect, true) => "HashSetOp Intersect All",
                    (SetOp::Intersect, false) => "HashSetOp Intersect",
                    (SetOp::Except, true) => "HashSetOp Except All",
                    (SetOp::Except, false) => "HashSetOp Except",
                };
                let mut node = Node::of(kind, rows);
                node.count = self.count(query, Part::Query);
                if (SetOp::Union, false) == (*op, *all) {
                    let keys = query.fields.iter().map(|field| field.name.clone());
                    let append = Node::of("Append", rows);
                    let append = append.over("Member", left).over("Member", right);
                    return node.keys("Group Key", keys.collect()).over("Outer", append);
                }
                node.over("Member", left).over("Member", right)
            }
            Body::Recursive { sides, .. } => {
                let (first, step) = (self.query(&sides.0, around), self.query(&sides.1, around));
                let mut node = Node::of("Recursive Union", first.rows + 10.0 * step.rows);
                node.count = self.count(query, Part::Query);
                node.over("Outer", first).over("Inner", step)
            }
            Body::Change(change) => self.change(change),
        }
    }

    fn change(&self, change: &Change) -> Node {
        let (kind, from, filter) = match &change.kind {
            ChangeKind::Insert { .. } => ("Insert", None, None),
            ChangeKind::Update { from, filter, .. } => ("Update", Some(from), Some(filter)),
            ChangeKind::Delete { from, filter, .. } => ("Delete", Some(from), Some(filter)),
        };
        let mut node = Node::of("ModifyTable", 0.0);
        node.title = format!("{kind} on {}", change.table);
        node.about.push(("Operation", kind.to_owned()));
        node.about.push(("Relation Name", change.table.clone()));
        node.about.push(("Alias", change.table.clone()));
        node.count = self.count(change, Part::Change);
        match (&change.kind, from) {
            (
                ChangeKind::Insert {
                    source, conflict, ..
                },
                _,
            ) => {
                if let Some(conflict) = conflict {
                    let what = match conflict.update {
                        Some(_) => "UPDATE",
                        None => "NOTHING",
                    };
                    node = node.line("Conflict Resolution", what.to_owned());
                    let arbiters = conflict.index.iter().cloned().collect();
                    node = node.keys("Conflict Arbiter Indexes", arbiters);
                }
                node.over("Outer", self.query(source, None))
            }
            (_, Some(from)) => {
                let mut names = Names::within(None, leaves(from) > 1);
                self.name_slots(from, &mut names);
                let child = self.from(from, &names);
                let gate = filter.into_iter().flatten();
                let gate: Vec<String> = gate.map(|expr| names.expr(expr)).collect();
                let child = if gate.is_empty() {
                    child
                } else {
                    Node::of("Result", child.rows)
                        .filter("One-Time Filter", &gate)
                        .over("Outer", child)
                };
                node.over("Outer", child)
            }
            _ => node,
        }
    }

    fn select(&self, select: &Select, around: Option<&Names<'_>>) -> Node {
        let names = self.names_of(select, around);
        let texts =
            |exprs: &[Expr]| -> Vec<String> { exprs.iter().map(|expr| names.expr(expr)).collect() };
        let mut node = if let Some(from) = &select.from {
            self.from(from, &names)
        } else {
            let mut node = Node::of("Result", 1.0);
            node.count = self.count(select, Part::Rows);
            node
        };
        if !select.filter.is_empty() {
            node = node.filter("Filter", &texts(&select.filter));
        }
        if !select.gate.is_empty() {
            let mut result = Node::of("Result", node.rows);
            result = result.filter("One-Time Filter", &texts(&select.gate));
            result.count = self.count(select, Part::Rows);
            node = if select.from.is_some() {
                result.over("Outer", node)
            } else {
                result
            };
        }
        if let Some(group) = &select.group {
            let mut grouped = grouped(group, &names, node.rows);
            if let Some(having) = &select.having {
                grouped = grouped.line("Filter", names.expr(having));
            }
            grouped.count = self.count(select, Part::Group);
            node = grouped.over("Outer", node);
        }
        if !select.windows.is_empty() {
            let mut window = Node::of("WindowAgg", node.rows);
            window.count = self.count(select, Part::Group);
            node = window.over("Outer", node);
        }
        if !select.expand.is_empty() {
            let mut set = Node::of("ProjectSet", node.rows * 10.0);
            set.count = self.count(select, Part::Select);
            node = set.over("Outer", node);
        }
        if let Some(Distinct::Visible) = select.distinct {
            let mut distinct = Node::of("HashAggregate", node.rows);
            let keys = texts(&select.project);
            distinct = distinct.keys("Group Key", keys);
            distinct.count = self.count(select, Part::Select);
            node = distinct.over("Outer", node);
        }
        self.subqueries(select, &names, &mut node);
        node
    }

    /// The queries inside a SELECT's expressions.
    fn subqueries(&self, select: &Select, names: &Names<'_>, node: &mut Node) {
        let mut found: BTreeMap<usize, &crate::sql::plan::Sub> = BTreeMap::new();
        select.visit(0, &mut |expr, depth| {
            if let (Expr::Sub(sub), 0) = (expr, depth) {
                found.insert(sub.id, sub);
            }
        });
        for (id, sub) in found {
            let init = !sub.correlated && matches!(sub.kind, SubKind::Scalar);
            let heading = if init {
                format!("InitPlan {} (returns {})", id + 1, sub_name(sub))
            } else {
                format!("SubPlan {}", id + 1)
            };
            node.children.push(Child {
                relation: if init { "InitPlan" } else { "SubPlan" },
                heading: Some(heading),
                node: self.query(&sub.query, Some(names)),
            });
        }
    }

    fn names_of_body<'n>(&self, query: &Query, around: Option<&'n Names<'n>>) -> Names<'n> {
        match &query.body {
            Body::Select(select) => self.names_of(select, around),
            _ => Names::default(),
        }
    }

    fn names_of<'n>(&self, select: &Select, around: Option<&'n Names<'n>>) -> Names<'n> {
        let several = select.from.as_ref().is_some_and(|from| leaves(from) > 1);
        let mut names = Names::within(around, several || around.is_some());
        if let Some(from) = &select.from {
            self.name_slots(from, &mut names);
        }
        if let Some(group) = &select.group {
            for (slot, key) in group.slots.iter().zip(&group.keys) {
                let text = names.expr(key);
                names.name(*slot, "", text);
            }
            for aggregate in &group.aggregates {
                let args: Vec<String> = aggregate.args.iter().map(|arg| names.expr(arg)).collect();
                let args = if args.is_empty() {
                    "*".to_owned()
                } else {
                    args.join(", ")
                };
                let distinct = if aggregate.distinct { "DISTINCT " } else { "" };
                let text = format!("{}({distinct}{args})", aggregate.function.name());
                names.name(aggregate.slot, "", text);
            }
        }
        for (at, window) in select.windows.iter().enumerate() {
            names.name(window.slot, "", format!("window{}", at + 1));
        }
        names
    }
}

fn grouped(group: &Group, names: &Names<'_>, rows: f64) -> Node {
    let keys: Vec<String> = group.keys.iter().map(|key| names.expr(key)).collect();
    if keys.is_empty() {
        return Node::of("Aggregate", 1.0);
    }
    if group.sets.len() == 1 {
        // A tenth: how many values are distinct is not counted.
        return Node::of("HashAggregate", (rows / 10.0).max(1.0)).keys("Group Key", keys);
    }
    let mut node = Node::of("MixedAggregate", rows.max(1.0));
    for set in &group.sets {
        let of: Vec<String> = set.iter().filter_map(|at| keys.get(*at).cloned()).collect();
        let shown = if of.is_empty() {
            vec!["()".to_owned()]
        } else {
            of
        };
        node = node.keys("Group Key", shown);
    }
    node
}
