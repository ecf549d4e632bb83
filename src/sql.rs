//! The SQL database: PostgreSQL's language and answers.
//!
//! A text is [split](split) into statements, each is parsed, bound to the
//! catalog, planned and executed. The [`Database`] holds connections and
//! transactions over one catalog, which is a value.

mod aggregate;
mod bind;
mod cast;
mod catalog;
mod database;
mod datetime;
mod define;
mod error;
mod execute;
mod functions;
mod input;
mod interval;
mod json;
mod names;
mod numeric;
mod output;
mod parse;
mod plan;
mod result;
mod session;
mod settings;
mod split;
mod system;
mod types;
mod value;
mod view;

pub use database::{Database, Execution, SqlWork};
pub use result::{SqlError, SqlField, SqlRows};
pub use split::{Piece, is_open, split};
pub use view::{Column, TablePage, TableView};
