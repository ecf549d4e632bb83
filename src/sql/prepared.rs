//! PREPARE, EXECUTE and DEALLOCATE.
//!
//! # Limits
//!
//! A parameter whose type is not declared takes it from where it stands, each
//! time the statement runs; PostgreSQL settles it once, at PREPARE.

use super::SqlRows;
use super::bind::{Binder, column_type};
use super::error::{Result, error, unsupported};
use super::names::fold;
use super::output::show;
use super::parse::Source;
use super::session::{Statement, tagged};
use super::types::ColumnType;
use sqlparser::ast;
use std::sync::Arc;

/// A statement kept for EXECUTE.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub statement: Arc<ast::Statement>,
    source: Arc<Source>,
    /// The types declared for its first parameters.
    types: Vec<ColumnType>,
    /// How many parameters it has.
    params: usize,
}

impl Statement<'_> {
    /// Keeps a statement under a name.
    pub(super) fn prepare(
        &mut self,
        name: &ast::Ident,
        types: &[ast::DataType],
        statement: &ast::Statement,
    ) -> Result<SqlRows> {
        let name = fold(name);
        if self.settings.prepared.contains_key(&name) {
            let message = format!("prepared statement \"{name}\" already exists");
            return Err(error("42P05", message));
        }
        if !is_preparable(statement) {
            let what = super::session::verb(statement);
            return Err(unsupported(&format!("PREPARE of {what}")));
        }
        let types = types.iter().map(column_type).collect::<Result<Vec<_>>>()?;
        let params = self.source.parameters().max(types.len());
        // Mistakes are told now, as far as they show without values.
        let nulls = vec![None; params];
        let catalog = self.catalog.clone();
        let now = self.transaction_us - super::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, &nulls, now);
        binder.param_types.clone_from(&types);
        match statement {
            ast::Statement::Query(query) => drop(binder.query(query)?),
            other => drop(binder.change(other)?),
        }
        let prepared = Prepared {
            statement: Arc::new(statement.clone()),
            source: Arc::new(self.source.clone()),
            types,
            params,
        };
        self.settings.prepared.insert(name, prepared);
        Ok(tagged("PREPARE"))
    }

    /// Runs a statement that was kept, with values for its parameters.
    pub(super) fn execute_prepared(
        &mut self,
        name: Option<&ast::ObjectName>,
        values: &[ast::Expr],
    ) -> Result<SqlRows> {
        let (name, prepared) = find(&self.settings.prepared, name)?;
        if values.len() != prepared.params {
            let message = format!("wrong number of parameters for prepared statement \"{name}\"");
            let (expected, got) = (prepared.params, values.len());
            return Err(error("42601", message)
                .detail(format!("Expected {expected} parameters but got {got}.")));
        }
        let catalog = self.catalog.clone();
        let now = self.transaction_us - super::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, self.params, now);
        let mut bound = Vec::new();
        for value in values {
            bound.push(binder.alone(value)?);
        }
        let counts = (binder.cte_count, binder.sub_count);
        let params = self.with_exec(counts, |exec| {
            bound
                .iter()
                .map(|(expr, ty)| Ok(show(&exec.eval(expr, &[], None)?, ty.base)))
                .collect::<Result<Vec<Option<String>>>>()
        })?;
        let snapshot = self.snapshot.take();
        let mut inner = Statement {
            catalog: self.catalog,
            snapshot,
            read: None,
            sequences: self.sequences,
            settings: self.settings,
            chance: self.chance,
            source: &prepared.source,
            params: &params,
            param_types: prepared.types.clone(),
            transaction_us: self.transaction_us,
            now_us: self.now_us,
            connection: self.connection,
            events: self.events,
            work: self.work,
            peers: self.peers,
        };
        let ran = inner.run_query(&prepared.statement);
        self.read = inner.read;
        ran.map_err(|mut failure| {
            // Its place is in another text.
            failure.position = None;
            failure
        })
    }

    /// Forgets one statement, or all.
    pub(super) fn deallocate(&mut self, name: &ast::Ident) -> Result<SqlRows> {
        let folded = fold(name);
        if folded == "all" && name.quote_style.is_none() {
            self.settings.prepared.clear();
            return Ok(tagged("DEALLOCATE ALL"));
        }
        match self.settings.prepared.remove(&folded) {
            Some(_) => Ok(tagged("DEALLOCATE")),
            None => Err(missing(&folded)),
        }
    }
}

type Kept = std::collections::BTreeMap<String, Prepared>;

fn find(kept: &Kept, name: Option<&ast::ObjectName>) -> Result<(String, Prepared)> {
    let name = name.and_then(|name| name.0.first()?.as_ident());
    let name = name.map(fold).unwrap_or_default();
    match kept.get(&name) {
        Some(prepared) => Ok((name, prepared.clone())),
        None => Err(missing(&name)),
    }
}

/// What EXECUTE would run, if it is one that finds its statement.
pub(crate) fn executed(kept: &Kept, statement: &ast::Statement) -> Option<Arc<ast::Statement>> {
    match statement {
        ast::Statement::Execute { name, .. } => {
            let (_, prepared) = find(kept, name.as_ref()).ok()?;
            Some(prepared.statement)
        }
        _ => None,
    }
}

fn missing(name: &str) -> Box<super::SqlError> {
    let message = format!("prepared statement \"{name}\" does not exist");
    error("26000", message)
}

fn is_preparable(statement: &ast::Statement) -> bool {
    matches!(
        statement,
        ast::Statement::Query(_)
            | ast::Statement::Insert(_)
            | ast::Statement::Update(_)
            | ast::Statement::Delete(_)
    )
}
