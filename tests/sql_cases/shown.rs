//! Answers as the case files have them.

use backlot::sql::{SqlError, SqlRows};
use std::fmt::Write as _;

/// An answer as comments: columns, rows, tag; or the error.
pub fn shown(results: &[SqlRows], error: Option<&SqlError>) -> String {
    let mut out = String::new();
    let line = |out: &mut String, text: &str| {
        let _ = writeln!(
            out,
            "-- {}",
            text.replace('\\', "\\\\").replace('\n', "\\n")
        );
    };
    for rows in results {
        if !rows.fields.is_empty() {
            let names = rows
                .fields
                .iter()
                .map(|field| format!("{}:{}", field.name, field.type_name));
            line(&mut out, &names.collect::<Vec<_>>().join(" | "));
        }
        for row in &rows.rows {
            let cells = row
                .iter()
                .map(|cell| cell.clone().unwrap_or_else(|| "∅".to_owned()));
            line(&mut out, &cells.collect::<Vec<_>>().join(" | "));
        }
        line(&mut out, &rows.tag);
    }
    if let Some(error) = error {
        let at = error
            .position
            .map_or_else(String::new, |position| format!(" at {position}"));
        line(
            &mut out,
            &format!("ERROR {}{at}: {}", error.code, error.message),
        );
        for (name, text) in [("DETAIL", &error.detail), ("HINT", &error.hint)] {
            if let Some(text) = text {
                line(&mut out, &format!("{name}: {text}"));
            }
        }
    }
    out
}
