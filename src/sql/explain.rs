//! EXPLAIN: the plan as a tree, in PostgreSQL's shape.
//!
//! # Limits
//!
//! Costs, widths and times are left out: plans are chosen by the rows
//! expected, and time is virtual. What a node is called follows PostgreSQL;
//! which nodes a plan has is Backlot's own choice.

mod expr;
mod from;
mod node;
mod query;
mod show;

use super::bind::Binder;
use super::error::{Result, error, unsupported};
use super::execute::Watch;
use super::plan::{Body, Query};
use super::session::{Statement, field, writes};
use super::types::Type;
use super::{SqlRows, catalog::Catalog};
use sqlparser::ast;

/// What EXPLAIN is asked for.
struct Asked {
    analyze: bool,
    json: bool,
    /// Whether the rows expected are shown.
    costs: bool,
}

impl Statement<'_> {
    /// Shows how a statement would be run, or how it was.
    pub(super) fn explain(&mut self, statement: &ast::Statement) -> Result<SqlRows> {
        let ast::Statement::Explain {
            analyze,
            query_plan,
            estimate,
            statement,
            format,
            options,
            ..
        } = statement
        else {
            return Err(unsupported("this statement"));
        };
        if *query_plan || *estimate {
            return Err(unsupported("this form of EXPLAIN"));
        }
        let format = format.as_ref().map(|format| match format {
            ast::AnalyzeFormatKind::Keyword(format)
            | ast::AnalyzeFormatKind::Assignment(format) => match format {
                ast::AnalyzeFormat::JSON => "json",
                ast::AnalyzeFormat::TEXT => "text",
                _ => "xml",
            },
        });
        let mut asked = Asked {
            analyze: *analyze,
            json: format.map_or(Ok(false), is_json)?,
            costs: true,
        };
        for option in options.iter().flatten() {
            option_of(option, &mut asked)
                .map_err(|failure| failure.at(self.source.at(option.name.span)))?;
        }
        match statement.as_ref() {
            ast::Statement::Query(_)
            | ast::Statement::Insert(_)
            | ast::Statement::Update(_)
            | ast::Statement::Delete(_) => {}
            other => {
                return Err(unsupported(&format!(
                    "EXPLAIN of {}",
                    super::session::verb(other)
                )));
            }
        }
        let catalog = self.catalog.clone();
        let now = self.transaction_us - super::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, self.params, now);
        let query = match statement.as_ref() {
            ast::Statement::Query(query) => {
                let mut bound = binder.query(query)?;
                super::bind::settle(&mut bound);
                bound
            }
            other => {
                let (change, fields) = binder.change(other)?;
                Query::of(Body::Change(Box::new(change)), fields)
            }
        };
        for (oid, mode) in std::mem::take(&mut binder.tables) {
            self.peers.lock_table(oid, mode)?;
        }
        let watch = if asked.analyze {
            let counts = (binder.cte_count, binder.sub_count);
            Some(self.watched(&query, counts)?)
        } else {
            None
        };
        let rows = shown(&query, &catalog, watch.as_ref(), &asked);
        let ty = if asked.json { Type::Json } else { Type::Text };
        Ok(SqlRows {
            tag: "EXPLAIN".to_owned(),
            fields: vec![field("QUERY PLAN".to_owned(), ty)],
            rows: rows.into_iter().map(|row| vec![Some(row)]).collect(),
        })
    }

    /// Runs a query for what it counts; its rows are dropped.
    fn watched(&mut self, query: &Query, counts: (usize, usize)) -> Result<Watch> {
        self.with_exec(counts, |exec| {
            exec.watch = Some(Watch::new());
            exec.query(query, None, &mut |_, _| Ok(true))?;
            Ok(exec.watch.take().unwrap_or_default())
        })
    }
}

/// Whether EXPLAIN changes what it explains.
pub(crate) fn changes(statement: &ast::Statement) -> bool {
    let ast::Statement::Explain {
        analyze,
        statement,
        options,
        ..
    } = statement
    else {
        return false;
    };
    let mut asked = Asked {
        analyze: *analyze,
        json: false,
        costs: true,
    };
    for option in options.iter().flatten() {
        let _ = option_of(option, &mut asked);
    }
    asked.analyze && writes(statement)
}

fn shown(query: &Query, catalog: &Catalog, watch: Option<&Watch>, asked: &Asked) -> Vec<String> {
    let plan = query::plan(query, catalog, watch);
    if asked.json {
        vec![show::json(&plan, asked.costs)]
    } else {
        show::text(&plan, asked.costs)
    }
}

fn option_of(option: &ast::UtilityOption, asked: &mut Asked) -> Result<()> {
    let name = option.name.value.to_lowercase();
    let arg = option.arg.as_ref().map(word);
    let on = match arg.as_deref() {
        None => true,
        Some(arg) => match arg {
            "true" | "on" | "1" => true,
            "false" | "off" | "0" => false,
            _ if name == "format" => true,
            _ => {
                let message = format!("{name} requires a Boolean value");
                return Err(error("42601", message));
            }
        },
    };
    match name.as_str() {
        "analyze" => asked.analyze = on,
        "format" => asked.json = is_json(arg.as_deref().unwrap_or_default())?,
        "costs" => asked.costs = on,
        // What would be shown is not there to show, or to leave out.
        "timing" | "summary" => {}
        "verbose" | "buffers" | "wal" | "settings" if !on => {}
        "verbose" | "buffers" | "wal" | "settings" => {
            return Err(unsupported(&format!("EXPLAIN ({})", name.to_uppercase())));
        }
        _ => {
            let message = format!("unrecognized EXPLAIN option \"{name}\"");
            return Err(error("42601", message));
        }
    }
    Ok(())
}

/// An option's value in small letters.
fn word(arg: &ast::Expr) -> String {
    let text = match arg {
        ast::Expr::Identifier(name) => name.value.clone(),
        ast::Expr::Value(value) => match &value.value {
            ast::Value::SingleQuotedString(text) => text.clone(),
            ast::Value::Number(digits, _) => digits.clone(),
            ast::Value::Boolean(truth) => truth.to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    text.to_lowercase()
}

fn is_json(format: &str) -> Result<bool> {
    match format.to_lowercase().as_str() {
        "json" => Ok(true),
        "text" => Ok(false),
        "xml" | "yaml" => Err(unsupported("EXPLAIN in this format")
            .hint("EXPLAIN (FORMAT TEXT) and (FORMAT JSON) are there.")),
        other => Err(error(
            "22023",
            format!("unrecognized value for EXPLAIN option \"format\": \"{other}\""),
        )),
    }
}
