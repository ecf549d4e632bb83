//! The database's beginning as a file of the project.

use super::{World, costs};
use crate::base::{Diagnostic, Parent, System};
use crate::sql::{Database, Execution, SqlError};

/// The file that a world's database is made from, when the project has it.
pub const SCHEMA_FILE: &str = "schema.sql";

impl World {
    /// Makes the database again from [`SCHEMA_FILE`], and starts the process
    /// anew: its connections are gone. When a statement fails, nothing has
    /// changed.
    ///
    /// # Errors
    /// `SQL000` when this world has no database, `SQL002` when the project has
    /// no such file, `SQL003` with the place of the statement that fails.
    pub fn reset_database(&mut self) -> Result<(), Diagnostic> {
        if self.database.is_none() {
            let message = "This world has no database.";
            let next_step = "Open a world that has one, such as the bookshop.";
            return Err(Diagnostic::new("SQL000", message, next_step));
        }
        let Some(text) = self.files.get(SCHEMA_FILE).map(std::sync::Arc::clone) else {
            let message = format!("The project has no {SCHEMA_FILE}.");
            let next_step = "Add the file, with the statements that make the tables.";
            return Err(Diagnostic::new("SQL002", message, next_step));
        };
        let mut database = Database::default();
        let connection = database.connect();
        let span = self.start_span(Parent::default(), System::Sql, SCHEMA_FILE);
        let parent = Parent {
            request: None,
            span: Some(span),
        };
        let mut scope = Self::scope(&mut self.trace, self.clock, parent);
        match database.execute(connection, &text, &[], &mut scope) {
            Execution::Done {
                error: None, work, ..
            } => {
                self.clock
                    .advance_to(self.clock.now_us + costs::sql_us(&work));
                self.end_span(None, span, false);
                self.stop("the database was made again");
                self.database = Some(database);
                self.console_connection = Some(connection);
                self.restart("the database was made again");
                Ok(())
            }
            Execution::Done {
                error: Some(error), ..
            } => {
                self.end_span(None, span, true);
                Err(fails(&text, &error))
            }
            // A database that nobody else has does not wait.
            Execution::Blocked { .. } => {
                self.end_span(None, span, true);
                Err(fails(&text, &SqlError::default()))
            }
        }
    }
}

fn fails(text: &str, error: &SqlError) -> Diagnostic {
    let message = format!("{SCHEMA_FILE} fails, so the database stays as it was.");
    let next_step = "Mend the statement, then reset the database again.";
    let before = error.position.map_or(0, |at| at.saturating_sub(1));
    let before: String = text.chars().take(before as usize).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Diagnostic::new("SQL003", message, next_step)
        .authentic(format!("ERROR: {}", error.message))
        .at(SCHEMA_FILE, narrow(line), narrow(column))
}
