//! SET and SHOW.

use super::error::{Result, error, unsupported};
use super::session::Settings;
use super::transaction::Level;
use sqlparser::ast;

/// The settings that can be shown, with their defaults.
const KNOWN: &[(&str, &str)] = &[
    ("application_name", ""),
    ("client_encoding", "UTF8"),
    ("client_min_messages", "notice"),
    ("datestyle", "ISO, MDY"),
    ("deadlock_timeout", "1s"),
    ("default_transaction_isolation", "read committed"),
    ("default_transaction_read_only", "off"),
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

impl Settings {
    /// The level that transactions have unless they say otherwise.
    pub fn level(&self) -> Level {
        let name = self.values.get("default_transaction_isolation");
        name.and_then(|name| Level::by_name(name))
            .unwrap_or_default()
    }

    /// Whether transactions are read-only unless they say otherwise.
    pub fn read_only(&self) -> bool {
        let value = self.values.get("default_transaction_read_only");
        value.is_some_and(|value| matches!(value.to_lowercase().as_str(), "on" | "true" | "1"))
    }

    /// `statement_timeout` and `lock_timeout` in microseconds, when set.
    pub fn timeouts(&self) -> (Option<u64>, Option<u64>) {
        let of = |name: &str| {
            let micros = self.values.get(name).and_then(|value| duration_us(value))?;
            (micros > 0).then_some(micros)
        };
        (of("statement_timeout"), of("lock_timeout"))
    }
}

/// A length of time as settings are given it: milliseconds unless it names
/// another unit.
fn duration_us(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.strip_prefix(digits)?.trim() {
        "us" => 1,
        "" | "ms" => 1_000,
        "s" => 1_000_000,
        "min" => 60_000_000,
        "h" => 3_600_000_000,
        "d" => 86_400_000_000,
        _ => return None,
    };
    digits.trim().parse::<u64>().ok()?.checked_mul(unit)
}

/// A setting's value; `None` when there's no such setting.
pub(crate) fn show(settings: &Settings, name: &str) -> Option<String> {
    let name = canonical(name);
    let known = KNOWN.iter().find(|known| known.0 == name)?;
    if name == "transaction_isolation" {
        return Some(settings.current.name().to_owned());
    }
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
        "statement_timeout" | "lock_timeout" | "deadlock_timeout" => {
            if duration_us(&value).is_none() && !value.eq_ignore_ascii_case("default") {
                let message = format!("invalid value for parameter \"{name}\": \"{value}\"");
                return Err(error("22023", message));
            }
            // A second is what every real server begins with.
            name != "deadlock_timeout" || duration_us(&value) == Some(1_000_000)
        }
        "default_transaction_isolation" => {
            if Level::by_name(&value).is_none() && !value.eq_ignore_ascii_case("default") {
                let message = format!("invalid value for parameter \"{name}\": \"{value}\"");
                return Err(error("22023", message).hint(
                    "Available values: serializable, repeatable read, read committed, read uncommitted.",
                ));
            }
            true
        }
        // What would change answers, and isn't done, is refused.
        "transaction_isolation" => false,
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
