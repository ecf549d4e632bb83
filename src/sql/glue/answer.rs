//! What GlueSQL answers, in the database's own words.

use super::value::{from_glue, type_of};
use crate::base::limits;
use crate::sql::error::{Result, error};
use crate::sql::output::show;
use crate::sql::session::field;
use crate::sql::types::Type;
use crate::sql::{SqlError, SqlRows};
use gluesql_core::ast::Statement;
use gluesql_core::data::{Value, ValueError};
use gluesql_core::error::{
    AlterError, DeleteError, Error, ExecuteError, FetchError, InsertError, PlannerError,
    UpdateError, ValidateError,
};
use gluesql_core::executor::{Payload, PayloadVariable};

/// The command tag of a statement, without its count.
pub(super) const fn tag(statement: &Statement) -> &'static str {
    match statement {
        Statement::Query(_) | Statement::ShowIndexes(_) => "SELECT",
        Statement::Insert { .. } => "INSERT 0",
        Statement::Update { .. } => "UPDATE",
        Statement::Delete { .. } => "DELETE",
        Statement::CreateTable { .. } => "CREATE TABLE",
        Statement::CreateFunction { .. } => "CREATE FUNCTION",
        Statement::AlterTable { .. } => "ALTER TABLE",
        Statement::DropTable { .. } => "DROP TABLE",
        Statement::DropFunction { .. } => "DROP FUNCTION",
        Statement::CreateIndex { .. } => "CREATE INDEX",
        Statement::DropIndex { .. } => "DROP INDEX",
        Statement::StartTransaction => "BEGIN",
        Statement::Commit => "COMMIT",
        Statement::Rollback => "ROLLBACK",
        Statement::ShowColumns { .. } | Statement::ShowVariable(_) => "SHOW",
    }
}

/// A result as text.
pub(super) fn rows(payload: Payload, tag: &str) -> Result<SqlRows> {
    let counted = |count: usize| {
        Ok(SqlRows {
            tag: format!("{tag} {count}"),
            ..SqlRows::default()
        })
    };
    match payload {
        Payload::Select { labels, rows } => table(tag, labels, &rows),
        Payload::Insert(count) | Payload::Update(count) | Payload::Delete(count) => counted(count),
        Payload::ShowColumns(columns) => {
            let rows = columns
                .into_iter()
                .map(|(name, ty)| vec![name, ty.to_string()]);
            Ok(words(&["column", "type"], rows.collect()))
        }
        Payload::ShowVariable(PayloadVariable::Tables(names)) => Ok(words(
            &["table"],
            names.into_iter().map(|n| vec![n]).collect(),
        )),
        Payload::ShowVariable(PayloadVariable::Functions(names)) => {
            let rows = names.into_iter().map(|name| vec![name]);
            Ok(words(&["function"], rows.collect()))
        }
        Payload::ShowVariable(PayloadVariable::Version(version)) => {
            Ok(words(&["version"], vec![vec![version]]))
        }
        Payload::SelectMap(_) => Err(error("0A000", "rows without columns are not supported")),
        _ => Ok(SqlRows {
            tag: tag.to_owned(),
            ..SqlRows::default()
        }),
    }
}

fn words(names: &[&str], rows: Vec<Vec<String>>) -> SqlRows {
    let fields = names
        .iter()
        .map(|name| field((*name).to_owned(), Type::Text));
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().map(Some).collect());
    SqlRows {
        tag: "SHOW".to_owned(),
        fields: fields.collect(),
        rows: rows.collect(),
    }
}

/// GlueSQL's results have names but no types: a column's is that of its first
/// value.
fn table(tag: &str, labels: Vec<String>, rows: &[Vec<Value>]) -> Result<SqlRows> {
    if rows.len() > limits::RESULT_ROWS {
        let most = limits::RESULT_ROWS;
        let message = format!("the result has more than {most} rows, the most Backlot returns");
        return Err(error("54000", message).hint("Ask for fewer with LIMIT."));
    }
    let fields = labels.into_iter().enumerate().map(|(place, label)| {
        let values = rows.iter().filter_map(|row| row.get(place));
        let first = values
            .into_iter()
            .find(|value| !matches!(value, Value::Null));
        field(label, first.map_or(Type::Text, type_of))
    });
    let shown = rows.iter().map(|row| row.iter().map(text).collect());
    Ok(SqlRows {
        tag: format!("{tag} {}", rows.len()),
        fields: fields.collect(),
        rows: shown.collect::<Result<_>>()?,
    })
}

fn text(value: &Value) -> Result<Option<String>> {
    match value {
        Value::Null => Ok(None),
        Value::Inet(_) | Value::Point(_) | Value::U128(_) => Ok(Some(String::from(value))),
        _ => {
            let ty = type_of(value);
            Ok(show(&from_glue(value, ty)?, ty))
        }
    }
}

/// A failure, in GlueSQL's words without the name of the part that said them.
pub(super) fn failure(failure: &Error) -> Box<SqlError> {
    let message = failure.to_string();
    let message = message
        .split_once(": ")
        .map_or(message.as_str(), |(_, said)| said);
    error(code(failure), message)
}

/// The SQLSTATE nearest to a failure: GlueSQL's have none.
fn code(failure: &Error) -> &'static str {
    match failure {
        Error::Parser(_) => "42601",
        Error::Translate(_) | Error::StorageMsg(_) => "0A000",
        Error::Execute(ExecuteError::TableNotFound(_))
        | Error::Fetch(FetchError::TableNotFound(_))
        | Error::Insert(InsertError::TableNotFound(_)) => "42P01",
        Error::Alter(why) => match **why {
            AlterError::TableNotFound(_) => "42P01",
            AlterError::TableAlreadyExists(_) => "42P07",
            _ => "42000",
        },
        Error::Insert(InsertError::LackOfRequiredColumn(_)) => "23502",
        Error::Insert(InsertError::WrongColumnName(_))
        | Error::Update(UpdateError::ColumnNotFound(_)) => "42703",
        Error::Insert(InsertError::CannotFindReferencedValue { .. })
        | Error::Update(UpdateError::CannotFindReferencedValue { .. })
        | Error::Delete(DeleteError::ReferencingColumnExists(_)) => "23503",
        Error::Validate(
            ValidateError::DuplicateEntryOnUniqueField(..)
            | ValidateError::DuplicateEntryOnPrimaryKeyField(_),
        ) => "23505",
        Error::Value(why) => match **why {
            ValueError::NullValueOnNotNullField => "23502",
            ValueError::DivisorShouldNotBeZero => "22012",
            _ => "22000",
        },
        Error::Planner(PlannerError::ColumnReferenceAmbiguous(_)) => "42702",
        Error::Evaluate(_) | Error::Interval(_) | Error::Key(_) | Error::StringExt(_) => "22000",
        _ => "42000",
    }
}
