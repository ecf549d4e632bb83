//! One node of a plan as it is shown.

use crate::sql::execute::Count;

/// One step of a plan.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// PostgreSQL's name of it, such as `Seq Scan`.
    pub kind: String,
    /// As the text begins, such as `Seq Scan on t`.
    pub title: String,
    /// What it works on, for JSON: name and value.
    pub about: Vec<(&'static str, String)>,
    /// Rows expected.
    pub rows: f64,
    /// What it did, when it ran.
    pub count: Option<Count>,
    /// Its conditions and keys. A list is shown joined by commas.
    pub lines: Vec<(String, Vec<String>, bool)>,
    /// Rows that its filter refused, and what the filter is called.
    pub removed: Option<(&'static str, u64)>,
    pub children: Vec<Child>,
}

/// A step whose rows another takes.
#[derive(Debug)]
pub(super) struct Child {
    /// How it belongs to its parent, such as `Outer` or `SubPlan`.
    pub relation: &'static str,
    /// Its heading, when it is no plain input.
    pub heading: Option<String>,
    pub node: Node,
}

impl Node {
    /// A node of this kind, whose title is the same.
    pub fn of(kind: &str, rows: f64) -> Self {
        Self {
            kind: kind.to_owned(),
            title: kind.to_owned(),
            rows,
            ..Self::default()
        }
    }

    /// The same with a condition.
    pub fn line(mut self, label: &str, text: String) -> Self {
        self.lines.push((label.to_owned(), vec![text], false));
        self
    }

    /// The same with a condition, when there is one.
    pub fn filter(self, label: &str, texts: &[String]) -> Self {
        match texts {
            [] => self,
            [one] => self.line(label, one.clone()),
            several => self.line(label, format!("({})", several.join(" AND "))),
        }
    }

    /// The same with a list of keys.
    pub fn keys(mut self, label: &str, keys: Vec<String>) -> Self {
        if !keys.is_empty() {
            self.lines.push((label.to_owned(), keys, true));
        }
        self
    }

    /// The same over another node.
    pub fn over(mut self, relation: &'static str, node: Node) -> Self {
        self.children.push(Child {
            relation,
            heading: None,
            node,
        });
        self
    }
}
