//! Differences that are known, each with its reason.

use super::Answer;

/// Why two answers may differ, if that is known.
pub fn reason(statement: &str, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    if let (Some(our), Some(their)) = (&ours.1, &theirs.1) {
        let place = their.position.and_then(|at| usize::try_from(at).ok());
        let there = place.map(|at| statement.chars().skip(at - 1).collect::<String>());
        let nests = ["-", "NOT", "extract", "position", "substr", "trim"];
        if our.message == their.message
            && there.is_some_and(|text| nests.iter().any(|word| text.starts_with(word)))
        {
            return Some("of one operator or call right within another, the inner is the place");
        }
        return mistakes(&our.message, &their.message);
    }
    let equal = statement.contains("DISTINCT") || statement.contains("GROUP BY");
    if equal && as_numbers(ours) == as_numbers(theirs) {
        return Some("of numbers that are equal but for zeros at the end, any may be shown");
    }
    None
}

/// Both refuse, for different reasons or at different places.
fn mistakes(our: &str, their: &str) -> Option<&'static str> {
    let special = |name: &str| our.starts_with(&format!("function {name}("));
    if their.starts_with("syntax error") && (special("nullif") || special("coalesce")) {
        return Some("COALESCE and NULLIF with a wrong number of arguments are functions here");
    }
    if their.starts_with("syntax error") && our.starts_with("syntax error") {
        return Some("reserved words that stand for a name are noticed a word later");
    }
    if their.starts_with("column reference") && our.starts_with("column reference") {
        return Some("of two ambiguous columns the one in WHERE is named first");
    }
    if our == their && our.starts_with("cannot cast type") {
        return Some("a cast of a call that ends in a cast is placed at the latter");
    }
    if their.starts_with("syntax error") && our.starts_with("unterminated") {
        return Some("a string without an end is noticed before the grammar is");
    }
    if our.starts_with("op ANY/ALL") {
        return Some("the right side of ANY is looked at before the left");
    }
    if our == their && our.starts_with("multiple primary keys") {
        return Some("a second primary key is refused without its place");
    }
    None
}

/// The cells, numbers without zeros at the end.
fn as_numbers((results, _): &Answer) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = results
        .iter()
        .flat_map(|result| &result.rows)
        .map(|row| {
            let cells = row.iter().map(|cell| match cell {
                Some(text) if text.contains('.') => {
                    text.trim_end_matches('0').trim_end_matches('.').to_owned()
                }
                Some(text) => text.clone(),
                None => "∅".to_owned(),
            });
            cells.collect()
        })
        .collect();
    rows.sort();
    rows
}
