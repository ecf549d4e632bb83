//! The SQL database: PostgreSQL's language and answers.
//!
//! A text is [split](split) into statements, each is parsed, bound to the
//! catalog, planned and executed. The [`Database`] holds connections and
//! transactions over one catalog, which is a value.

#![expect(
    clippy::cast_possible_wrap,
    reason = "rows, columns and characters are counted far below the signed bound"
)]
#![expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    clippy::unused_self,
    reason = "siblings share a shape, such as every function of SQL its signature"
)]
#![expect(
    clippy::match_same_arms,
    reason = "arms stand in the order of PostgreSQL's own tables"
)]
#![expect(
    clippy::too_many_lines,
    clippy::type_complexity,
    clippy::needless_for_each,
    reason = "one match over all kinds of a thing reads better whole"
)]
#![allow(
    clippy::large_enum_variant,
    reason = "whether one is large depends on the width of pointers"
)]

mod aggregate;
mod bind;
mod cast;
mod catalog;
mod database;
mod datetime;
mod define;
mod engine;
mod error;
mod execute;
mod explain;
mod functions;
#[cfg(feature = "gluesql")]
mod glue;
mod input;
mod interval;
mod json;
mod names;
mod numeric;
mod output;
mod parse;
mod plan;
mod prepared;
mod result;
mod session;
mod settings;
mod split;
mod system;
mod transaction;
mod types;
mod value;
mod view;
mod write;

pub use database::{Database, Execution, SqlWork};
pub use engine::SqlEngine;
pub use result::{SqlError, SqlField, SqlRows};
pub use split::{Piece, is_open, split};
pub use view::{Column, TablePage, TableView};
