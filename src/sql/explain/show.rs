//! A plan as text and as JSON.

use super::node::{Child, Node};
use crate::sql::json::quoted;
use std::fmt::Write as _;

/// The lines of the text form.
pub(super) fn text(node: &Node, costs: bool) -> Vec<String> {
    let mut lines = Vec::new();
    add_text(node, costs, None, 0, &mut lines);
    lines
}

fn add_text(
    node: &Node,
    costs: bool,
    heading: Option<&str>,
    mut indent: usize,
    lines: &mut Vec<String>,
) {
    if let Some(heading) = heading {
        lines.push(format!("{}{heading}", " ".repeat(indent * 2)));
        indent += 1;
    }
    let mut line = " ".repeat(indent * 2);
    if indent > 0 {
        line.push_str("->  ");
        indent += 2;
    }
    line.push_str(&node.title);
    if costs {
        let _ = write!(line, "  (rows={})", whole(node.rows));
    }
    if let Some(count) = node.count {
        if count.loops == 0 {
            line.push_str(" (never executed)");
        } else {
            let rows = each(count.rows, count.loops);
            let _ = write!(line, " (actual rows={rows} loops={})", count.loops);
        }
    }
    lines.push(line);
    indent += 1;
    let pad = " ".repeat(indent * 2);
    for (label, values, _) in &node.lines {
        lines.push(format!("{pad}{label}: {}", values.join(", ")));
    }
    if let (Some((label, removed)), Some(count)) = (node.removed, node.count)
        && removed > 0
    {
        let removed = each(removed, count.loops);
        lines.push(format!("{pad}Rows Removed by {label}: {removed}"));
    }
    for child in &node.children {
        add_text(&child.node, costs, child.heading.as_deref(), indent, lines);
    }
}

/// The JSON form.
pub(super) fn json(node: &Node, costs: bool) -> String {
    let mut out = String::from("[\n  {\n    \"Plan\": ");
    add_json(node, costs, None, 4, &mut out);
    out.push_str("\n  }\n]");
    out
}

fn add_json(node: &Node, costs: bool, child: Option<&Child>, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent + 2);
    let mut members: Vec<String> = Vec::new();
    let mut add =
        |name: &str, value: String| members.push(format!("{pad}{}: {value}", quoted(name)));
    add("Node Type", quoted(&node.kind));
    if let Some(child) = child {
        add("Parent Relationship", quoted(child.relation));
        if let Some(heading) = &child.heading {
            let name = heading.split(" (").next().unwrap_or_default();
            add("Subplan Name", quoted(name));
        }
    }
    add("Parallel Aware", "false".to_owned());
    add("Async Capable", "false".to_owned());
    for (name, value) in &node.about {
        add(name, quoted(value));
    }
    if costs {
        add("Plan Rows", whole(node.rows).to_string());
    }
    if let Some(count) = node.count {
        add("Actual Rows", each(count.rows, count.loops).to_string());
        add("Actual Loops", count.loops.to_string());
    }
    for (label, values, list) in &node.lines {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        let value = values.join(", ");
        add(label, if *list { format!("[{value}]") } else { value });
    }
    if let (Some((label, removed)), Some(count)) = (node.removed, node.count) {
        let name = format!("Rows Removed by {label}");
        add(&name, each(removed, count.loops).to_string());
    }
    if !node.children.is_empty() {
        let inner = " ".repeat(indent + 4);
        let plans: Vec<String> = node
            .children
            .iter()
            .map(|child| {
                let mut text = inner.clone();
                add_json(&child.node, costs, Some(child), indent + 4, &mut text);
                text
            })
            .collect();
        members.push(format!("{pad}\"Plans\": [\n{}\n{pad}]", plans.join(",\n")));
    }
    out.push_str("{\n");
    out.push_str(&members.join(",\n"));
    let _ = write!(out, "\n{}}}", " ".repeat(indent));
}

/// Rows expected, as a whole number, at least one.
fn whole(rows: f64) -> u64 {
    rows.round().clamp(0.0, 1e18) as u64
}

/// The mean over all runs.
fn each(count: u64, loops: u64) -> u64 {
    let loops = loops.max(1);
    (count + loops / 2) / loops
}
