//! `backlot sql`: a prompt like psql's, and a runner of scripts.

use backlot::base::{Clock, Parent, Scope, Trace};
use backlot::sql::{Database, Execution, SqlEngine, SqlError, SqlRows, TableView, is_open, split};
use serde_json::json;
use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: backlot sql [file] [--json] [--engine name] [-c text]

Runs statements from a file, from -c, or from standard input; a prompt when
that is a terminal. --json prints one object a line for each statement.
--engine is postgres, Backlot's own, or gluesql, GlueSQL on the same database.
";

const HELP: &str = "\
\\d [NAME]  list tables and views, or describe one
\\dt        list tables
\\di        list indexes
\\?         this help
\\q         quit
";

/// Runs the command; `args` are what follows `sql`.
pub fn main(args: impl Iterator<Item = String>) -> ExitCode {
    let (mut json, mut text, mut file) = (false, None, None);
    let mut engine = SqlEngine::Postgres;
    let mut args = args;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => json = true,
            "-c" => text = args.next(),
            "--engine" => match engine_of(args.next().as_deref()) {
                Ok(chosen) => engine = chosen,
                Err(why) => {
                    eprintln!("backlot sql: {why}");
                    return ExitCode::from(2);
                }
            },
            "--help" => {
                print!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            other if !other.starts_with('-') && file.is_none() => file = Some(arg),
            _ => {
                eprint!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    let mut prompt = Prompt::new(json, engine);
    let outcome = match (text, file) {
        (Some(text), _) => prompt.script(&text),
        (None, Some(file)) => match std::fs::read_to_string(&file) {
            Ok(text) => prompt.script(&text),
            Err(why) => {
                eprintln!("{file}: {why}");
                return ExitCode::FAILURE;
            }
        },
        (None, None) => prompt.lines(),
    };
    // A reader that went away has seen enough.
    match outcome {
        Ok(()) if prompt.failed => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn engine_of(name: Option<&str>) -> Result<SqlEngine, String> {
    let engine = match name {
        Some("postgres") => SqlEngine::Postgres,
        Some("gluesql") => SqlEngine::GlueSql,
        Some(other) => return Err(format!("no engine is called {other}")),
        None => return Err("--engine wants a name: postgres or gluesql".to_owned()),
    };
    if engine.is_carried() {
        return Ok(engine);
    }
    Err(
        "this build does not carry GlueSQL; build it with cargo build --features gluesql"
            .to_owned(),
    )
}

/// One connection to a database of its own.
struct Prompt {
    engine: SqlEngine,
    database: Database,
    connection: u32,
    trace: Trace,
    json: bool,
    failed: bool,
    open: bool,
}

impl Prompt {
    fn new(json: bool, engine: SqlEngine) -> Self {
        let mut database = Database::default();
        let connection = database.connect();
        Self {
            engine,
            database,
            connection,
            trace: Trace::default(),
            json,
            failed: false,
            open: false,
        }
    }

    /// Reads standard input, statement by statement.
    fn lines(&mut self) -> std::io::Result<()> {
        let input = std::io::stdin();
        let asks = input.is_terminal() && !self.json;
        let mut buffer = String::new();
        loop {
            if asks {
                let mark = if self.open { "*" } else { "" };
                let kind = if buffer.trim().is_empty() { '=' } else { '-' };
                print!("backlot{kind}{mark}> ");
                std::io::stdout().flush()?;
            }
            let mut line = String::new();
            if input.lock().read_line(&mut line)? == 0 {
                break;
            }
            if buffer.trim().is_empty() && line.trim_start().starts_with('\\') && !self.json {
                buffer.clear();
                if self.command(line.trim())? {
                    return Ok(());
                }
                continue;
            }
            buffer.push_str(&line);
            if !is_open(&buffer) && buffer.contains(';') {
                buffer = self.ready(&buffer)?;
            }
        }
        self.script(&buffer)
    }

    /// Runs what a semicolon ended; gives what is left.
    fn ready(&mut self, text: &str) -> std::io::Result<String> {
        for piece in split(text) {
            if !piece.ended {
                return Ok(piece.text.to_owned());
            }
            self.statement(piece.text)?;
        }
        Ok(String::new())
    }

    fn script(&mut self, text: &str) -> std::io::Result<()> {
        for piece in split(text) {
            self.statement(piece.text)?;
        }
        Ok(())
    }

    fn statement(&mut self, text: &str) -> std::io::Result<()> {
        let text = text.trim_start();
        let mut scope = Scope {
            trace: &mut self.trace,
            clock: Clock::default(),
            parent: Parent::default(),
        };
        let execution =
            self.database
                .execute_on(self.engine, self.connection, text, &[], &mut scope);
        self.trace.take();
        let mut out = std::io::stdout().lock();
        let Execution::Done { results, error, .. } = execution else {
            return writeln!(out, "ERROR:  waits for another connection");
        };
        for rows in &results {
            match rows.tag.as_str() {
                "BEGIN" | "START TRANSACTION" => self.open = true,
                "COMMIT" | "ROLLBACK" => self.open = false,
                _ => {}
            }
            if self.json {
                writeln!(out, "{}", json_of(rows))?;
            } else {
                print_rows(&mut out, rows)?;
            }
        }
        if let Some(error) = error {
            self.failed = true;
            if self.json {
                writeln!(out, "{}", json_of_error(&error))?;
            } else {
                out.flush()?;
                print_error(&mut std::io::stderr().lock(), text, &error)?;
            }
        }
        out.flush()
    }

    /// A backslash command; answers whether to quit.
    fn command(&mut self, line: &str) -> std::io::Result<bool> {
        let mut out = std::io::stdout().lock();
        let mut words = line.split_whitespace();
        let (name, argument) = (words.next().unwrap_or_default(), words.next());
        let tables = self.database.tables();
        match (name.trim_end_matches('+'), argument) {
            ("\\q", _) => return Ok(true),
            ("\\?" | "\\h", _) => write!(out, "{HELP}")?,
            ("\\dt" | "\\d", None) => list(&mut out, &tables)?,
            ("\\di", None) => {
                for index in tables.iter().flat_map(|table| &table.indexes) {
                    writeln!(out, "{index}")?;
                }
            }
            ("\\d", Some(wanted)) => match tables.iter().find(|table| table.name == wanted) {
                Some(table) => describe(&mut out, table)?,
                None => writeln!(out, "Did not find any relation named \"{wanted}\".")?,
            },
            (other, _) => writeln!(out, "invalid command {other}\nTry \\? for help.")?,
        }
        Ok(false)
    }
}

fn json_of(rows: &SqlRows) -> serde_json::Value {
    json!({
        "columns": rows.fields.iter().map(|field| &field.name).collect::<Vec<_>>(),
        "types": rows.fields.iter().map(|field| &field.type_name).collect::<Vec<_>>(),
        "rows": rows.rows,
        "tag": rows.tag,
    })
}

fn json_of_error(error: &SqlError) -> serde_json::Value {
    json!({ "error": {
        "code": error.code,
        "message": error.message,
        "position": error.position,
        "hint": error.hint,
    } })
}

/// A table of text, as psql aligns it: numbers to the right.
fn print_rows(out: &mut impl Write, rows: &SqlRows) -> std::io::Result<()> {
    if rows.fields.is_empty() && !rows.tag.starts_with("SELECT") {
        return writeln!(out, "{}", rows.tag);
    }
    let names: Vec<String> = rows.fields.iter().map(|field| field.name.clone()).collect();
    let right: Vec<bool> = rows
        .fields
        .iter()
        .map(|field| {
            matches!(
                field.type_name.as_str(),
                "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" | "oid"
            )
        })
        .collect();
    let cells: Vec<Vec<&str>> = rows
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| cell.as_deref().unwrap_or(""))
                .collect()
        })
        .collect();
    aligned(out, &names, &right, &cells)?;
    let count = rows.rows.len();
    let s = if count == 1 { "" } else { "s" };
    writeln!(out, "({count} row{s})\n")?;
    if rows.tag.starts_with("SELECT") || rows.tag == "SHOW" {
        return Ok(());
    }
    writeln!(out, "{}", rows.tag)
}

fn width_of(text: &str) -> usize {
    text.lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0)
}

fn aligned(
    out: &mut impl Write,
    names: &[String],
    right: &[bool],
    rows: &[Vec<&str>],
) -> std::io::Result<()> {
    let widths: Vec<usize> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width_of(cell));
            cells.chain([width_of(name)]).max().unwrap_or(0)
        })
        .collect();
    let head: Vec<String> = names
        .iter()
        .zip(&widths)
        .map(|(name, width)| format!(" {name:^width$} "))
        .collect();
    writeln!(out, "{}", head.join("|"))?;
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    writeln!(out, "{}", rule.join("+"))?;
    for row in rows {
        let height = row
            .iter()
            .map(|cell| cell.lines().count())
            .max()
            .unwrap_or(1)
            .max(1);
        for line in 0..height {
            let mut text = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let part = cell.lines().nth(line).unwrap_or("");
                // psql marks a cell that goes on in the next line.
                let mark = if line + 1 < cell.lines().count() {
                    '+'
                } else {
                    ' '
                };
                let last = at + 1 == row.len();
                text.push(' ');
                if right.get(at).copied().unwrap_or(false) {
                    text.extend([format!("{part:>width$}")]);
                } else {
                    text.extend([format!("{part:<width$}")]);
                }
                text.push(mark);
                if !last {
                    text.push('|');
                }
            }
            writeln!(out, "{}", text.trim_end())?;
        }
    }
    Ok(())
}

/// The message with its line and a caret under the place, as psql prints it.
fn print_error(out: &mut impl Write, text: &str, error: &SqlError) -> std::io::Result<()> {
    writeln!(out, "ERROR:  {}", error.message)?;
    if let Some(position) = error.position {
        let before: String = text.chars().take(position as usize - 1).collect();
        let number = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count());
        let line = text.lines().nth(number - 1).unwrap_or_default();
        let head = format!("LINE {number}: ");
        writeln!(out, "{head}{line}")?;
        writeln!(out, "{}^", " ".repeat(head.chars().count() + column))?;
    }
    if let Some(detail) = &error.detail {
        writeln!(out, "DETAIL:  {detail}")?;
    }
    if let Some(hint) = &error.hint {
        writeln!(out, "HINT:  {hint}")?;
    }
    Ok(())
}

fn list(out: &mut impl Write, tables: &[TableView]) -> std::io::Result<()> {
    if tables.is_empty() {
        return writeln!(out, "Did not find any relations.");
    }
    let names = ["Schema", "Name", "Type", "Rows"].map(str::to_owned);
    let counts: Vec<String> = tables.iter().map(|table| table.rows.to_string()).collect();
    let rows: Vec<Vec<&str>> = tables
        .iter()
        .zip(&counts)
        .map(|(table, count)| vec!["public", table.name.as_str(), "table", count.as_str()])
        .collect();
    aligned(out, &names, &[false, false, false, true], &rows)
}

fn describe(out: &mut impl Write, table: &TableView) -> std::io::Result<()> {
    writeln!(out, "Table \"public.{}\"", table.name)?;
    let names = ["Column", "Type", "Nullable", "Default"].map(str::to_owned);
    let rows: Vec<Vec<&str>> = table
        .columns
        .iter()
        .map(|column| {
            let nullable = if column.nullable { "" } else { "not null" };
            vec![
                column.name.as_str(),
                column.type_name.as_str(),
                nullable,
                column.default.as_deref().unwrap_or(""),
            ]
        })
        .collect();
    aligned(out, &names, &[], &rows)?;
    if !table.indexes.is_empty() {
        writeln!(out, "Indexes:")?;
        for index in &table.indexes {
            writeln!(out, "    {index}")?;
        }
    }
    let references: Vec<_> = table
        .columns
        .iter()
        .filter(|column| column.references.is_some())
        .collect();
    if !references.is_empty() {
        writeln!(out, "Foreign keys:")?;
        for column in references {
            let to = column.references.as_deref().unwrap_or_default();
            writeln!(out, "    {} -> {to}", column.name)?;
        }
    }
    Ok(())
}
