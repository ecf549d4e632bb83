//! The SQL database: PostgreSQL's language and answers.

mod absent;
mod result;
mod view;

pub use absent::{Database, Execution, SqlWork};
pub use result::{SqlError, SqlField, SqlRows};
pub use view::{Column, TablePage, TableView};
