//! A person's own hands on the world: files, SQL and cache consoles, time.

use super::file::WORLD_VERSION;
use super::process::first_words;
use super::{World, WorldFile, costs};
use crate::base::{Diagnostic, Parent, System, What, limits};
use crate::cache::{Cache, Reply, split_line};
use crate::sql::{Database, Execution, SqlEngine, SqlError, SqlRows};
use std::sync::Arc;

/// The cache's number of the console's connection.
const CONSOLE: u32 = 0;

/// What SQL typed at the console came to.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsoleSql {
    /// The results of the statements that ran.
    pub results: Vec<SqlRows>,
    /// The first failure, which ended the run.
    pub error: Option<SqlError>,
}

impl WorldFile {
    /// Whether this engine can make a world of the file.
    ///
    /// # Errors
    /// A diagnostic: `WORLD001` for a newer version, `WORLD002` for too many
    /// or too large files, `WORLD003` for a missing entry file.
    pub fn check(&self) -> Result<(), Diagnostic> {
        if self.version > WORLD_VERSION {
            let message = format!(
                "This world is of version {}; this Backlot reads up to version {WORLD_VERSION}.",
                self.version
            );
            let next_step = "Reload the page to get the newest Backlot, then open it again.";
            return Err(Diagnostic::new("WORLD001", message, next_step));
        }
        if self.files.len() > limits::FILES {
            let message = format!("A project may have {} files.", limits::FILES);
            return Err(Diagnostic::new("WORLD002", message, "Remove some files."));
        }
        for (path, text) in &self.files {
            check_file(path, text)?;
        }
        if !self.files.contains_key(&self.entry) {
            let message = format!("The world's first file, {}, is missing.", self.entry);
            return Err(Diagnostic::new(
                "WORLD003",
                message,
                "Add it, or name another entry.",
            ));
        }
        Ok(())
    }
}

impl World {
    pub(super) fn seed_database(&mut self) -> Result<(), Diagnostic> {
        let file = Arc::clone(&self.file);
        let Some(sql) = &file.sql else { return Ok(()) };
        let mut database = Database::default();
        let connection = database.connect();
        let mut scope = Self::scope(&mut self.trace, self.clock, Parent::default());
        let done = database.execute(connection, sql, &[], &mut scope);
        self.database = Some(database);
        self.console_connection = Some(connection);
        // What the world begins with did not happen in it.
        self.trace = crate::base::Trace::default();
        match done {
            Execution::Done {
                error: Some(error), ..
            } => {
                let message = format!("The world's own SQL fails: {}.", error.message);
                Err(Diagnostic::new(
                    "WORLD004",
                    message,
                    "Mend the SQL in the world's file.",
                ))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn seed_cache(&mut self, seed: u32) -> Result<(), Diagnostic> {
        let file = Arc::clone(&self.file);
        let Some(lines) = &file.cache else {
            return Ok(());
        };
        let mut cache = Cache::new(seed);
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let mut scope = Self::scope(&mut self.trace, self.clock, Parent::default());
            let reply = cache.execute(CONSOLE, &split_line(line)?, &mut scope).reply;
            if let Reply::Error(why) = reply {
                let message = format!("The world's own cache command fails: {why}.");
                let next_step = "Mend the cache lines in the world's file.";
                return Err(Diagnostic::new("WORLD005", message, next_step));
            }
        }
        self.cache = Some(cache);
        self.trace = crate::base::Trace::default();
        Ok(())
    }

    /// Writes a file of the project. The process restarts with it later.
    ///
    /// # Errors
    /// `FILE001` to `FILE003`: a bad path, too large, too many.
    pub fn save_file(&mut self, path: &str, text: &str) -> Result<(), Diagnostic> {
        check_file(path, text)?;
        if !self.files.contains_key(path) && self.files.len() >= limits::FILES {
            let message = format!("A project may have {} files.", limits::FILES);
            return Err(Diagnostic::new("FILE003", message, "Remove a file first."));
        }
        if self.files.get(path).is_some_and(|old| **old == *text) {
            return Ok(());
        }
        self.files.insert(path.to_owned(), Arc::from(text));
        self.stale = true;
        self.record(
            Parent::default(),
            What::FileChanged {
                path: path.to_owned(),
            },
        );
        Ok(())
    }

    /// Removes a file of the project.
    ///
    /// # Errors
    /// `FILE004` when there is no such file.
    pub fn remove_file(&mut self, path: &str) -> Result<(), Diagnostic> {
        if self.files.remove(path).is_none() {
            let message = format!("There is no file {path}.");
            return Err(Diagnostic::new(
                "FILE004",
                message,
                "Choose one from the list.",
            ));
        }
        self.stale = true;
        self.record(
            Parent::default(),
            What::FileChanged {
                path: path.to_owned(),
            },
        );
        Ok(())
    }

    /// Runs SQL on the console's own connection, now, by one of the engines.
    ///
    /// # Errors
    /// `SQL000` when this world has no database, `SQL001` when a statement
    /// would have to wait for another connection's transaction, `SQL002` when
    /// this build does not carry the engine.
    pub fn run_sql(&mut self, text: &str, engine: SqlEngine) -> Result<ConsoleSql, Diagnostic> {
        if !engine.is_carried() {
            let message = "This build of Backlot does not carry the engine GlueSQL.";
            let next_step = "Choose PostgreSQL, or load the build that carries both.";
            return Err(Diagnostic::new("SQL002", message, next_step));
        }
        let Some(database) = &mut self.database else {
            let message = "This world has no database.";
            let next_step = "Open a world that has one, such as the bookshop.";
            return Err(Diagnostic::new("SQL000", message, next_step));
        };
        let connection = *self
            .console_connection
            .get_or_insert_with(|| database.connect());
        let now_us = self.clock.now_us;
        let span = self
            .trace
            .start(now_us, Parent::default(), System::Sql, &first_words(text));
        let parent = Parent {
            request: None,
            span: Some(span),
        };
        let mut scope = Self::scope(&mut self.trace, self.clock, parent);
        match database.execute_on(engine, connection, text, &[], &mut scope) {
            Execution::Blocked { holder, .. } => {
                database.cancel(connection);
                self.record(parent, What::LockAwaited { connection, holder });
                self.end_span(None, span, true);
                let message =
                    format!("Connection {holder} holds a lock that this statement needs.");
                let next_step = "Let the request that holds it finish, then run this again.";
                Err(Diagnostic::new("SQL001", message, next_step))
            }
            Execution::Done {
                results,
                error,
                work,
            } => {
                self.clock.advance_to(now_us + costs::sql_us(&work));
                self.end_span(None, span, error.is_some());
                self.retry_blocked();
                Ok(ConsoleSql { results, error })
            }
        }
    }

    /// Runs one cache command as typed, now.
    ///
    /// # Errors
    /// `CACHE000` when this world has no cache, or what is wrong with the line.
    pub fn run_cache(&mut self, line: &str) -> Result<Reply, Diagnostic> {
        let Some(cache) = &mut self.cache else {
            let message = "This world has no cache.";
            let next_step = "Open a world that has one, such as the bookshop.";
            return Err(Diagnostic::new("CACHE000", message, next_step));
        };
        let args = split_line(line)?;
        let now_us = self.clock.now_us;
        let span = self
            .trace
            .start(now_us, Parent::default(), System::Cache, &first_words(line));
        let parent = Parent {
            request: None,
            span: Some(span),
        };
        let mut scope = Self::scope(&mut self.trace, self.clock, parent);
        let done = cache.execute(CONSOLE, &args, &mut scope);
        self.clock.advance_to(now_us + costs::cache_us(&done.work));
        self.end_span(None, span, matches!(done.reply, Reply::Error(_)));
        self.deliver_messages(0);
        self.serve_waiting();
        Ok(done.reply)
    }

    /// Says that a person let time pass. The scheduler then moves it.
    pub fn note_time_passing(&mut self, by_us: u64) {
        self.record(Parent::default(), What::TimePassed { by_us });
    }
}

fn check_file(path: &str, text: &str) -> Result<(), Diagnostic> {
    let bad_part = |part: &str| part.is_empty() || part == "." || part == "..";
    let bad_char = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    if path.len() > 200 || path.split('/').any(bad_part) || path.contains(bad_char) {
        let message = format!("“{path}” cannot be a file's path.");
        let next_step =
            "Use letters, digits, - _ . and / between folders, such as routes/books.js.";
        return Err(Diagnostic::new("FILE001", message, next_step));
    }
    if text.len() > limits::FILE_BYTES {
        let message = format!(
            "{path} is {} bytes; a file may have {}.",
            text.len(),
            limits::FILE_BYTES
        );
        return Err(Diagnostic::new(
            "FILE002",
            message,
            "Split it into smaller files.",
        ));
    }
    Ok(())
}
