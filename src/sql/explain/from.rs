//! Tables and joins of a plan.

use super::expr::Names;
use super::node::Node;
use super::query::Reader;
use crate::sql::catalog::Table;
use crate::sql::execute::Part;
use crate::sql::plan::{Access, Expr, From, Join, JoinKind, Scan};

impl Reader<'_> {
    pub(super) fn from(&self, from: &From, names: &Names<'_>) -> Node {
        let texts =
            |exprs: &[Expr]| -> Vec<String> { exprs.iter().map(|expr| names.expr(expr)).collect() };
        let mut node = match from {
            From::Table(scan) => self.scan(scan, names),
            From::Join(join) => self.join(join, names),
            From::Query {
                alias,
                query,
                filter,
                ..
            } => {
                let inner = self.query(query, Some(names));
                let mut node = Node::of("Subquery Scan", inner.rows);
                node.title = format!("Subquery Scan on {alias}");
                node.about.push(("Alias", alias.clone()));
                let node = node.filter("Filter", &texts(filter));
                node.over("Subquery", inner)
            }
            From::Cte {
                name,
                alias,
                filter,
                ..
            } => {
                let mut node = Node::of("CTE Scan", 100.0);
                node.title = titled("CTE Scan", name, alias);
                node.about.push(("CTE Name", name.clone()));
                node.about.push(("Alias", alias.clone()));
                node.filter("Filter", &texts(filter))
            }
            From::Function {
                alias,
                calls,
                filter,
                ..
            } => {
                let called = calls.first().map_or("", |call| call.name);
                let mut node = Node::of("Function Scan", 100.0);
                node.title = titled("Function Scan", called, alias);
                node.about.push(("Function Name", called.to_owned()));
                node.about.push(("Alias", alias.clone()));
                node.filter("Filter", &texts(filter))
            }
        };
        node.count = self.count(from, Part::Rows);
        if let (From::Table(scan), Some(count)) = (from, node.count) {
            let read = self.count(scan, Part::Read).unwrap_or_default();
            if !scan.filter.is_empty() {
                node.removed = Some(("Filter", read.rows.saturating_sub(count.rows)));
            }
        }
        node
    }

    fn scan(&self, scan: &Scan, names: &Names<'_>) -> Node {
        let names = &names.at(&scan.alias);
        let table = self.catalog.tables.get(&scan.table);
        let filter: Vec<String> = scan.filter.iter().map(|expr| names.expr(expr)).collect();
        let index = |at: usize| table.and_then(|table| table.indexes.get(at));
        let (kind, index, condition) = match &scan.access {
            Access::All => ("Seq Scan", None, Vec::new()),
            Access::Index {
                index: at,
                equal,
                low,
                high,
            } => {
                let index = index(*at);
                let column = |place: usize| {
                    let column = index.and_then(|index| index.columns.get(place));
                    column.map_or_else(String::new, |column| {
                        names.expr(&Expr::Slot(scan.base + column))
                    })
                };
                let mut conditions: Vec<String> = Vec::new();
                for (place, expr) in equal.iter().enumerate() {
                    conditions.push(format!("({} = {})", column(place), names.expr(expr)));
                }
                let next = column(equal.len());
                if let Some((expr, inclusive)) = low {
                    let op = if *inclusive { ">=" } else { ">" };
                    conditions.push(format!("({next} {op} {})", names.expr(expr)));
                }
                if let Some((expr, inclusive)) = high {
                    let op = if *inclusive { "<=" } else { "<" };
                    conditions.push(format!("({next} {op} {})", names.expr(expr)));
                }
                ("Index Scan", index, conditions)
            }
            Access::Each { index: at, values } => {
                let index = index(*at);
                let column = index.and_then(|index| index.columns.first());
                let slot = Expr::Slot(scan.base + column.copied().unwrap_or_default());
                let list = Expr::InList(Box::new(slot), values.clone());
                ("Index Scan", index, vec![names.expr(&list)])
            }
        };
        let mut node = Node::of(kind, scan.rows);
        node.title = titled(kind, &scan.table, &scan.alias);
        if let Some(index) = index {
            let rest = titled("", &scan.table, &scan.alias);
            node.title = format!("{kind} using {}{rest}", index.name);
            node.about.push(("Index Name", index.name.clone()));
        }
        node.about.push(("Relation Name", scan.table.clone()));
        node.about.push(("Alias", scan.alias.clone()));
        node.filter("Index Cond", &condition)
            .filter("Filter", &filter)
    }

    fn join(&self, join: &Join, names: &Names<'_>) -> Node {
        let (left, right) = (self.from(&join.left, names), self.from(&join.right, names));
        let hash = !join.keys.is_empty() && !join.dependent;
        let kind = if hash { "Hash Join" } else { "Nested Loop" };
        let (word, name) = match join.kind {
            JoinKind::Inner => ("", "Inner"),
            JoinKind::Left => (" Left", "Left"),
            JoinKind::Full => (" Full", "Full"),
        };
        let mut node = Node::of(kind, join.rows);
        node.title = match (hash, word) {
            (true, word) => format!("Hash{word} Join"),
            (false, "") => kind.to_owned(),
            (false, word) => format!("Nested Loop{word} Join"),
        };
        node.about.push(("Join Type", name.to_owned()));
        let keys: Vec<String> = join
            .keys
            .iter()
            .map(|(left, right)| format!("({} = {})", names.expr(left), names.expr(right)))
            .collect();
        let on: Vec<String> = join.on.iter().map(|expr| names.expr(expr)).collect();
        let after: Vec<String> = join.filter.iter().map(|expr| names.expr(expr)).collect();
        let label = if hash { "Hash Cond" } else { "Join Filter" };
        let node = node
            .filter(label, &keys)
            .filter("Join Filter", &on)
            .filter("Filter", &after)
            .over("Outer", left);
        if hash {
            let mut table = Node::of("Hash", right.rows);
            table.count = right.count;
            return node.over("Inner", table.over("Outer", right));
        }
        node.over("Inner", right)
    }

    pub(super) fn name_slots(&self, from: &From, names: &mut Names<'_>) {
        let mut add = |base: usize, alias: &str, columns: &mut dyn Iterator<Item = &String>| {
            for (at, column) in columns.enumerate() {
                names.name(base + at, alias, column.clone());
            }
        };
        match from {
            From::Table(scan) => {
                let table = self.catalog.tables.get(&scan.table);
                let columns = table.map_or(&[][..], |table: &std::sync::Arc<Table>| &table.columns);
                let mut columns = columns.iter().map(|column| &column.name);
                add(scan.base, &scan.alias, &mut columns);
            }
            From::Query {
                alias, query, base, ..
            } => {
                let mut fields = query.fields.iter().map(|field| &field.name);
                add(*base, alias, &mut fields);
            }
            From::Cte {
                id, alias, base, ..
            } => {
                let fields = self.ctes.borrow().get(id).cloned().unwrap_or_default();
                add(*base, alias, &mut fields.iter());
            }
            From::Function { alias, base, .. } => {
                names.name(*base, alias, alias.clone());
            }
            From::Join(join) => {
                self.name_slots(&join.left, names);
                self.name_slots(&join.right, names);
            }
        }
    }
}

fn titled(kind: &str, name: &str, alias: &str) -> String {
    if name == alias || alias.is_empty() {
        format!("{kind} on {name}")
    } else {
        format!("{kind} on {name} {alias}")
    }
}

/// How many tables meet.
pub(super) fn leaves(from: &From) -> usize {
    match from {
        From::Join(join) => leaves(&join.left) + leaves(&join.right),
        _ => 1,
    }
}
