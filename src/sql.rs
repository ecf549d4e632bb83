//! The SQL database: PostgreSQL's language and answers.
//!
//! A text is [split](split) into statements, each is parsed, bound to the
//! catalog, planned and executed. The [`Database`] holds connections and
//! transactions over one catalog, which is a value.

mod cast;
mod catalog;
mod database;
mod datetime;
mod error;
mod input;
mod interval;
mod json;
mod names;
mod numeric;
mod output;
mod parse;
mod result;
mod session;
mod split;
mod types;
mod value;
mod view;

pub use database::{Database, Execution, SqlWork};
pub use result::{SqlError, SqlField, SqlRows};
pub use split::{Piece, is_open, split};
pub use view::{Column, TablePage, TableView};
