//! Failures with PostgreSQL's codes and wording.

use super::SqlError;

/// What every step of a statement returns. Boxed, because failure is rare and
/// its fields are many.
pub(crate) type Result<T> = std::result::Result<T, Box<SqlError>>;

/// A failure with this SQLSTATE and message.
pub(crate) fn error(code: &str, message: impl Into<String>) -> Box<SqlError> {
    Box::new(SqlError {
        code: code.to_owned(),
        message: message.into(),
        ..SqlError::default()
    })
}

/// A construct that PostgreSQL has and Backlot has not.
pub(crate) fn unsupported(construct: &str) -> Box<SqlError> {
    error("0A000", format!("{construct} is not supported by Backlot"))
}

impl SqlError {
    /// The same, at a place in the text; a place already known is kept,
    /// because the innermost one is the most exact.
    pub(crate) fn at(mut self: Box<Self>, position: Option<u32>) -> Box<Self> {
        self.position = self.position.or(position);
        self
    }

    /// The same, with more to say.
    pub(crate) fn detail(mut self: Box<Self>, detail: impl Into<String>) -> Box<Self> {
        self.detail = Some(detail.into());
        self
    }

    /// The same, with what to do about it.
    pub(crate) fn hint(mut self: Box<Self>, hint: impl Into<String>) -> Box<Self> {
        self.hint = Some(hint.into());
        self
    }

    /// The same, about a table.
    pub(crate) fn table(mut self: Box<Self>, table: &str) -> Box<Self> {
        self.table = Some(table.to_owned());
        self
    }

    /// The same, about a column.
    pub(crate) fn column(mut self: Box<Self>, column: &str) -> Box<Self> {
        self.column = Some(column.to_owned());
        self
    }

    /// The same, about a constraint.
    pub(crate) fn constraint(mut self: Box<Self>, constraint: &str) -> Box<Self> {
        self.constraint = Some(constraint.to_owned());
        self
    }
}
