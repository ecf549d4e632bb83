//! What a world looks like from outside. Looking changes nothing.

use super::{Overview, ProcessView, Question, View, World};
use crate::base::{Diagnostic, System, limits};

impl World {
    /// Answers a question about the world as it is now.
    ///
    /// # Errors
    /// `LOOK001` when there is no such table.
    pub fn look(&self, question: &Question) -> Result<View, Diagnostic> {
        Ok(match question {
            Question::Overview => View::Overview(self.overview()),
            Question::Files => {
                let file = |(path, text): (&String, &std::sync::Arc<str>)| {
                    (path.clone(), text.to_string())
                };
                View::Files {
                    files: self.files.iter().map(file).collect(),
                }
            }
            Question::Tables => {
                let tables = self.database.as_ref().map(crate::sql::Database::tables);
                View::Tables {
                    tables: tables.unwrap_or_default(),
                }
            }
            Question::Rows {
                table,
                offset,
                limit,
            } => {
                let limit = (*limit).min(limits::RESULT_ROWS);
                let page = self
                    .database
                    .as_ref()
                    .and_then(|d| d.page(table, *offset, limit));
                View::Rows(page.ok_or_else(|| no_such_table(table))?)
            }
            Question::Keys { offset, limit } => {
                let page = self
                    .cache
                    .as_ref()
                    .map(|c| c.page(self.clock, *offset, *limit));
                View::Keys(page.unwrap_or_default())
            }
            Question::Log => View::Log {
                lines: self.log.iter().map(|l| (**l).clone()).collect(),
            },
        })
    }

    fn overview(&self) -> Overview {
        let mut systems = vec![
            System::Client,
            System::Network,
            System::Server,
            System::Handler,
        ];
        systems.extend(self.cache.is_some().then_some(System::Cache));
        systems.extend(self.database.is_some().then_some(System::Sql));
        Overview {
            now_us: self.clock.now_us,
            now_unix_ms: self.clock.unix_ms(),
            next_seq: self.trace.count(),
            first_kept_seq: 0,
            hosts: vec![self.file.host.clone()],
            systems,
            processes: vec![ProcessView {
                name: self.process.name.to_string(),
                running: self.process.running,
                ports: self.process.ports.iter().copied().collect(),
            }],
            in_flight: self.in_flight().len(),
        }
    }
}

fn no_such_table(table: &str) -> Diagnostic {
    let message = format!("There is no table {table} at this moment.");
    Diagnostic::new("LOOK001", message, "Choose one from the list of tables.")
        .authentic(format!("relation \"{table}\" does not exist"))
}
