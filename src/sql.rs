//! The SQL database: PostgreSQL's language and answers.

mod result;
mod view;

pub use result::{SqlError, SqlField, SqlRows};
pub use view::{Column, TablePage, TableView};
