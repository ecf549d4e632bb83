//! The storage that GlueSQL sees: one connection's view, for one statement.

use crate::base::limits;
use crate::sql::SqlRows;
use crate::sql::catalog::{Catalog, Table};
use crate::sql::database::{Database, Run, Stop};
use crate::sql::error::{Result, error};
use crate::sql::parse::{self, Source};
use crate::sql::session::Statement as Running;
use crate::sql::split::Piece;
use gluesql_core::ast::Statement;
use gluesql_core::data::CustomFunction as Function;
use gluesql_core::data::Value;
use gluesql_core::error::Error;
use gluesql_core::executor::Payload;
use gluesql_core::plan::StatementPlan;
use gluesql_core::planner as plan;
use gluesql_core::store::{
    CustomFunction, CustomFunctionMut, MetaIter, Metadata, Planner, Transaction,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What GlueSQL's traits return.
pub(super) type Answer<T> = gluesql_core::error::Result<T>;

/// One statement's view of the database, and the way to change it.
pub(super) struct Storage<'d, 'r, 'p> {
    database: &'d mut Database,
    run: &'r mut Run<'p>,
    /// What the connection sees, read anew after each change.
    pub view: Catalog,
    /// Why this storage refused, in the database's own words: GlueSQL's
    /// errors have no room for a code.
    stop: RefCell<Option<Stop>>,
    scans: RefCell<Vec<Scan>>,
    read: Cell<u64>,
    /// Between GlueSQL's `begin` and `commit` around a single statement.
    inside: bool,
    /// The tag of a statement about transactions.
    control: Option<String>,
}

/// Rows read from a table, through an index when it is named.
pub(super) struct Scan {
    pub table: String,
    pub index: Option<String>,
    pub rows: u64,
}

impl<'d, 'r, 'p> Storage<'d, 'r, 'p> {
    /// The storage for a statement.
    pub fn new(
        database: &'d mut Database,
        run: &'r mut Run<'p>,
        statement: &Statement,
    ) -> std::result::Result<Self, Stop> {
        let ends = matches!(
            statement,
            Statement::StartTransaction | Statement::Commit | Statement::Rollback
        );
        let view = if ends {
            Catalog::default()
        } else {
            database.join(run)?;
            database.seen(run)?
        };
        Ok(Self {
            database,
            run,
            view,
            stop: RefCell::new(None),
            scans: RefCell::default(),
            read: Cell::new(0),
            inside: false,
            control: None,
        })
    }

    /// Ends the statement: what it came to, in the database's own words, and
    /// its tag.
    pub fn close(
        self,
        done: Answer<Payload>,
        tag: &str,
    ) -> (std::result::Result<Payload, Stop>, String) {
        super::tell_scans(self.run, self.scans.into_inner());
        let done = done.map_err(|failure| match (self.stop.into_inner(), &failure) {
            (Some(stop), Error::StorageMsg(_)) => stop,
            _ => Stop::Failed(super::answer::failure(&failure)),
        });
        (done, self.control.unwrap_or_else(|| tag.to_owned()))
    }

    /// Refuses, and remembers why.
    pub fn refuse(&self, why: impl Into<Stop>) -> Error {
        self.stop.replace(Some(why.into()));
        Error::StorageMsg("refused by the database".to_owned())
    }

    /// The same, for what may have failed.
    pub fn told<T>(&self, done: Result<T>) -> Answer<T> {
        done.map_err(|why| self.refuse(why))
    }

    /// A table; GlueSQL asks for each first, so a view is told apart here.
    pub fn table(&self, name: &str) -> Answer<Option<&Arc<Table>>> {
        if self.view.views.contains_key(name) {
            let message = format!("\"{name}\" is a view, and GlueSQL knows no views");
            return Err(self.refuse(error("0A000", message)));
        }
        Ok(self.view.tables.get(name))
    }

    /// A table that must be there.
    pub fn known(&self, name: &str) -> Answer<&Arc<Table>> {
        self.told(self.view.table(name))
    }

    /// Counts a row read.
    pub fn count(&self, table: &str, index: Option<&str>) -> Answer<()> {
        self.read.set(self.read.get() + 1);
        if self.read.get() > limits::STATEMENT_ROWS_SCANNED {
            let message = "canceling statement due to statement timeout";
            return Err(self.refuse(error("57014", message)));
        }
        let mut scans = self.scans.borrow_mut();
        let same = scans
            .iter_mut()
            .find(|scan| scan.table == table && scan.index.as_deref() == index);
        match same {
            Some(scan) => scan.rows += 1,
            None => scans.push(Scan {
                table: table.to_owned(),
                index: index.map(str::to_owned),
                rows: 1,
            }),
        }
        Ok(())
    }

    /// Changes the database by its own rules.
    pub fn change<T>(
        &mut self,
        verb: &str,
        source: &Source,
        work: impl FnOnce(&mut Running<'_>) -> Result<T>,
    ) -> Answer<T> {
        let done = self.database.change(verb, source, self.run, work);
        let seen = done.and_then(|done| Ok((done, self.database.seen(self.run)?)));
        match seen {
            Ok((done, view)) => {
                self.view = view;
                Ok(done)
            }
            Err(stop) => Err(self.refuse(stop)),
        }
    }

    /// Changes a definition, by a statement of the database's own language.
    pub fn define(&mut self, verb: &str, text: &str) -> Answer<()> {
        let piece = Piece {
            text,
            start: 0,
            ended: false,
        };
        let parsed = self.told(parse::parse(&piece).map_err(placeless))?;
        self.change(verb, &parsed.source, |statement| {
            statement
                .define(&parsed.statement)
                .map(drop)
                .map_err(placeless)
        })
    }

    fn transact(&mut self, text: &str) -> Answer<()> {
        match self.database.transact(text, self.run) {
            Ok(SqlRows { tag, .. }) => {
                self.control = Some(tag);
                Ok(())
            }
            Err(stop) => Err(self.refuse(stop)),
        }
    }
}

/// A failure whose place is in a text that nobody wrote.
fn placeless(mut failure: Box<crate::sql::SqlError>) -> Box<crate::sql::SqlError> {
    failure.position = None;
    failure
}

impl Transaction for Storage<'_, '_, '_> {
    /// Around a single statement nothing begins: the text under way is a
    /// transaction already.
    fn begin(&mut self, autocommit: bool) -> Answer<bool> {
        if autocommit {
            self.inside = true;
            return Ok(true);
        }
        self.transact("BEGIN").map(|()| false)
    }

    fn rollback(&mut self) -> Answer<()> {
        if std::mem::take(&mut self.inside) {
            // The text fails with its statement, and is undone as a whole.
            return Ok(());
        }
        self.transact("ROLLBACK")
    }

    fn commit(&mut self) -> Answer<()> {
        if std::mem::take(&mut self.inside) {
            return Ok(());
        }
        self.transact("COMMIT")
    }
}

impl Planner for Storage<'_, '_, '_> {
    fn plan(&self, statement: StatementPlan) -> Answer<StatementPlan> {
        let schemas = plan::fetch_schema_map(self, &statement)?;
        plan::validate(&schemas, &statement)?;
        let statement = plan::plan_schemaless(&schemas, statement)?;
        let statement = plan::plan_primary_key(&schemas, statement);
        let statement = plan::plan_index(&schemas, statement);
        let statement = plan::plan_hash_join(&schemas, statement);
        Ok(plan::plan_aggregate(statement))
    }
}

impl Metadata for Storage<'_, '_, '_> {
    /// Tables have no properties beside their definitions; when one was made
    /// is not kept.
    fn scan_table_meta(&self) -> Answer<MetaIter> {
        let names: Vec<String> = self.view.tables.keys().cloned().collect();
        let none = BTreeMap::<String, Value>::new;
        Ok(Box::new(
            names.into_iter().map(move |name| Ok((name, none()))),
        ))
    }
}

impl CustomFunction for Storage<'_, '_, '_> {
    fn fetch_function<'a>(&'a self, _: &str) -> Answer<Option<&'a Function>> {
        Ok(None)
    }

    fn fetch_all_functions(&self) -> Answer<Vec<&Function>> {
        Ok(Vec::new())
    }
}

impl CustomFunctionMut for Storage<'_, '_, '_> {
    fn insert_function(&mut self, _: Function) -> Answer<()> {
        Err(self.refuse(error("0A000", "this database keeps no functions")))
    }

    fn delete_function(&mut self, name: &str) -> Answer<()> {
        let message = format!("function {name} does not exist");
        Err(self.refuse(error("42883", message)))
    }
}
