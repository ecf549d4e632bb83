//! Statements without wall clock and chance: a world's time is its own, and
//! what happens in it must be repeatable.

use crate::base::limits;
use crate::sql::error::{Result, error};
use gluesql_core::ast::Statement;
use gluesql_core::chrono::DateTime;
use gluesql_core::data::Value as Glue;
use serde_json::{Map, Value, json};

/// Whether a text may call what is not still. Most don't, and a long list of
/// rows would be walked for nothing.
pub(super) fn may_move(text: &str) -> bool {
    const WORDS: &[&str] = &["NOW", "CURRENT", "RAND", "UUID", "SERIES"];
    let text = text.to_ascii_uppercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// The statement with the world's time in place of GlueSQL's, refused when it
/// asks for chance, or for more rows of a series than a result may have.
///
/// GlueSQL has no walk over its syntax tree, but writes every tree as JSON,
/// where each variant is a key of its own; so that is what is walked.
pub(super) fn without_clock_and_chance(statement: Statement, now_us: i64) -> Result<Statement> {
    let Ok(mut tree) = serde_json::to_value(&statement) else {
        return Err(unreadable());
    };
    let mut walk = Walk {
        now_us,
        changed: false,
    };
    walk.value(&mut tree)?;
    if !walk.changed {
        return Ok(statement);
    }
    serde_json::from_value(tree).map_err(|_| unreadable())
}

struct Walk {
    now_us: i64,
    changed: bool,
}

impl Walk {
    fn value(&mut self, value: &mut Value) -> Result<()> {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.value(item)?;
                }
            }
            Value::Object(members) => {
                if let Some(still) = self.still(members)? {
                    *value = still;
                    return Ok(());
                }
                for member in members.values_mut() {
                    self.value(member)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What stands in place of an expression that moves.
    fn still(&mut self, members: &Map<String, Value>) -> Result<Option<Value>> {
        if let Some(size) = members.get("Series").and_then(|series| series.get("size")) {
            check_series(size)?;
        }
        let Some(Value::Object(function)) = members.get("Function") else {
            return Ok(None);
        };
        let Some((name, argument)) = function.iter().next() else {
            return Ok(None);
        };
        let Some(now) = DateTime::from_timestamp_micros(self.now_us) else {
            return Ok(None);
        };
        let now = now.naive_utc();
        let value = match name.as_str() {
            "Now" | "CurrentTimestamp" => Glue::Timestamp(now),
            "CurrentDate" => Glue::Date(now.date()),
            "CurrentTime" => Glue::Time(now.time()),
            "GenerateUuid" => return Err(chance("GENERATE_UUID()", "gen_random_uuid()")),
            "Rand" if argument.is_null() => return Err(chance("RAND()", "random()")),
            _ => return Ok(None),
        };
        self.changed = true;
        Ok(Some(json!({ "Value": value })))
    }
}

fn check_series(size: &Value) -> Result<()> {
    let written = size
        .get("Literal")
        .and_then(|literal| literal.get("Number"));
    let number = written.map(|number| match number {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    let within = number
        .and_then(|number| number.parse::<f64>().ok())
        .is_some_and(|number| number <= limits::RESULT_ROWS as f64);
    if within {
        return Ok(());
    }
    let message = format!("SERIES takes a number up to {} here", limits::RESULT_ROWS);
    Err(error("54000", message))
}

fn chance(function: &str, own: &str) -> Box<crate::sql::SqlError> {
    let message = format!("{function} draws on chance that a world cannot repeat");
    let hint = format!("PostgreSQL's {own} draws on the world's own.");
    error("0A000", message).hint(hint)
}

fn unreadable() -> Box<crate::sql::SqlError> {
    error("XX000", "GlueSQL cannot read back what it wrote")
}
