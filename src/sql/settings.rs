//! SET and SHOW.

use super::error::{Result, error, unsupported};
use super::session::Settings;
use sqlparser::ast;

/// The settings that can be shown, with their defaults.
const KNOWN: &[(&str, &str)] = &[
    ("application_name", ""),
    ("client_encoding", "UTF8"),
    ("client_min_messages", "notice"),
    ("datestyle", "ISO, MDY"),
    ("default_transaction_isolation", "read committed"),
    ("extra_float_digits", "1"),
    ("integer_datetimes", "on"),
    ("intervalstyle", "postgres"),
    ("lock_timeout", "0"),
    ("max_connections", "100"),
    ("search_path", "\"$user\", public"),
    ("server_encoding", "UTF8"),
    ("server_version", "15.18"),
    ("server_version_num", "150018"),
    ("standard_conforming_strings", "on"),
    ("statement_timeout", "0"),
    ("timezone", "UTC"),
    ("transaction_isolation", "read committed"),
];

/// A setting's value; `None` when there's no such setting.
pub(crate) fn show(settings: &Settings, name: &str) -> Option<String> {
    let name = canonical(name);
    let known = KNOWN.iter().find(|known| known.0 == name)?;
    Some(
        settings
            .values
            .get(&name)
            .cloned()
            .unwrap_or_else(|| known.1.to_owned()),
    )
}

/// The column's name that SHOW gives.
pub(crate) fn shown_name(name: &str) -> String {
    match canonical(name).as_str() {
        "timezone" => "TimeZone".to_owned(),
        "datestyle" => "DateStyle".to_owned(),
        "intervalstyle" => "IntervalStyle".to_owned(),
        other => other.to_owned(),
    }
}

fn canonical(name: &str) -> String {
    let name = name.to_lowercase();
    match name.as_str() {
        "time zone" => "timezone".to_owned(),
        "transaction isolation level" => "transaction_isolation".to_owned(),
        _ => name,
    }
}

/// SET of one name.
pub(crate) fn set(settings: &mut Settings, statement: &ast::Set) -> Result<()> {
    let (name, value) = match statement {
        ast::Set::SingleAssignment {
            variable,
            values,
            hivevar: false,
            ..
        } => {
            let values: Vec<String> = values.iter().map(plain).collect();
            (variable.to_string().to_lowercase(), values.join(", "))
        }
        ast::Set::SetTimeZone { value, .. } => ("timezone".to_owned(), plain(value)),
        ast::Set::SetNames { charset_name, .. } => {
            ("client_encoding".to_owned(), charset_name.value.clone())
        }
        other => return Err(unsupported(&format!("SET as in {other}"))),
    };
    let known = KNOWN.iter().any(|known| known.0 == name) || name.contains('.');
    if !known {
        return Err(error(
            "42704",
            format!("unrecognized configuration parameter \"{name}\""),
        ));
    }
    let kept = match name.as_str() {
        // What would change answers, and isn't done, is refused.
        "timezone" => {
            super::datetime::zone_offset(&value) == Some(0) || value.eq_ignore_ascii_case("default")
        }
        "datestyle" => value.to_lowercase().starts_with("iso"),
        "intervalstyle" => value.eq_ignore_ascii_case("postgres"),
        "search_path" => value.contains("public"),
        "client_encoding" => matches!(value.to_lowercase().as_str(), "utf8" | "utf-8" | "unicode"),
        "server_version" | "server_version_num" | "server_encoding" | "max_connections"
        | "integer_datetimes" => {
            return Err(error(
                "55P02",
                format!("parameter \"{name}\" cannot be changed"),
            ));
        }
        _ => true,
    };
    if !kept {
        return Err(unsupported(&format!("{name} = '{value}'")));
    }
    if value.eq_ignore_ascii_case("default") {
        settings.values.remove(&name);
    } else {
        settings.values.insert(name, value);
    }
    Ok(())
}

fn plain(expr: &ast::Expr) -> String {
    match expr {
        ast::Expr::Value(value) => match &value.value {
            ast::Value::SingleQuotedString(text) => text.clone(),
            other => other.to_string(),
        },
        other => other.to_string(),
    }
}
