//! Who answers a statement: the database's own engine, or GlueSQL on the
//! same rows.

use serde::{Deserialize, Serialize};

/// An engine that can work on the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SqlEngine {
    /// Backlot's own, with PostgreSQL's language and answers.
    #[default]
    Postgres,
    /// GlueSQL's planner and executor, with its own language and answers.
    ///
    /// # Limits
    ///
    /// Only builds with the feature `gluesql` carry it.
    GlueSql,
}

impl SqlEngine {
    /// Whether this build carries it.
    #[must_use]
    pub const fn is_carried(self) -> bool {
        match self {
            Self::Postgres => true,
            Self::GlueSql => cfg!(feature = "gluesql"),
        }
    }

    /// Whether it is the one that answers unless another is chosen.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        matches!(self, Self::Postgres)
    }

    /// The name that events give; none for the database's own engine.
    #[must_use]
    pub fn named(self) -> Option<String> {
        match self {
            Self::Postgres => None,
            Self::GlueSql => Some("gluesql".to_owned()),
        }
    }
}

#[cfg(feature = "gluesql")]
pub(super) use super::glue::run as run_glue;

/// Says that GlueSQL is not here.
#[cfg(not(feature = "gluesql"))]
pub(super) fn run_glue(
    _: &mut super::Database,
    _: &str,
    _: &mut super::database::Run<'_>,
) -> Result<(), super::database::Stop> {
    let failure = super::error::error("0A000", "this build of Backlot does not carry GlueSQL")
        .hint("Choose the PostgreSQL engine, or a build with the feature gluesql.");
    Err(failure.into())
}
