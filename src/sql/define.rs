//! CREATE, ALTER, DROP and their like.

mod alter;
mod constraint;
mod drop;
mod sequence;
mod table;

use super::bind::Binder;
use super::catalog::{Catalog, Index, Table};
use super::error::{Result, error, unsupported};
use super::execute::{Exec, World};
use super::names::fold;
use super::parse::Source;
use super::session::Statement;
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

impl Statement<'_> {
    /// Carries out a definition; gives its command tag, or `None` when it's
    /// no definition.
    pub(super) fn define(&mut self, statement: &ast::Statement) -> Result<Option<String>> {
        let tag = match statement {
            ast::Statement::CreateTable(create) => return self.create_table(create).map(Some),
            ast::Statement::CreateIndex(create) => {
                self.create_index(create)?;
                "CREATE INDEX"
            }
            ast::Statement::CreateView(create) => {
                self.create_view(create)?;
                "CREATE VIEW"
            }
            ast::Statement::CreateSequence { .. } => {
                self.create_sequence(statement)?;
                "CREATE SEQUENCE"
            }
            ast::Statement::AlterTable(alter) => {
                self.alter_table(alter)?;
                "ALTER TABLE"
            }
            ast::Statement::Drop { .. } => return self.drop_objects(statement).map(Some),
            ast::Statement::Truncate(truncate) => {
                self.truncate(truncate)?;
                "TRUNCATE TABLE"
            }
            ast::Statement::Comment { .. } => "COMMENT",
            ast::Statement::CreateExtension(extension) => {
                let name = fold(&extension.name);
                if !matches!(name.as_str(), "pgcrypto" | "uuid-ossp" | "plpgsql") {
                    return Err(unsupported(&format!("the extension \"{name}\"")));
                }
                "CREATE EXTENSION"
            }
            _ => return Ok(None),
        };
        Ok(Some(tag.to_owned()))
    }

    /// A relation's name; only the schema `public` exists.
    pub(super) fn relation(&self, name: &ast::ObjectName) -> Result<String> {
        let at = self.source.at(name.span());
        match name.0.as_slice() {
            [ast::ObjectNamePart::Identifier(name)] => Ok(fold(name)),
            [
                ast::ObjectNamePart::Identifier(schema),
                ast::ObjectNamePart::Identifier(name),
            ] => match fold(schema).as_str() {
                "public" => Ok(fold(name)),
                other => Err(error("3F000", format!("schema \"{other}\" does not exist")).at(at)),
            },
            _ => Err(error("42601", "improper relation name (too many dotted names)").at(at)),
        }
    }

    /// Refuses a name that something already has.
    pub(super) fn check_free(&self, name: &str) -> Result<()> {
        if self.catalog.is_taken(name) {
            return Err(error(
                "42P07",
                format!("relation \"{name}\" already exists"),
            ));
        }
        Ok(())
    }

    /// Runs `work` with an executor on this statement's database.
    pub(super) fn with_exec<T>(
        &mut self,
        subqueries: (usize, usize),
        work: impl FnOnce(&mut Exec<'_>) -> Result<T>,
    ) -> Result<T> {
        let snapshot = self.snapshot.take().unwrap_or_else(|| self.catalog.clone());
        if self.peers.tracked {
            self.read = Some(snapshot.clone());
        }
        let world = World {
            catalog: self.catalog,
            sequences: self.sequences,
            settings: self.settings,
            chance: self.chance,
            transaction_time: self.transaction_us - super::datetime::EPOCH_MICROS,
            now: self.now_us - super::datetime::EPOCH_MICROS,
            connection: self.connection,
            snapshot,
            peers: self.peers,
        };
        let mut exec = Exec::new(world, subqueries.0, subqueries.1);
        work(&mut exec)
    }

    fn create_view(&mut self, create: &ast::CreateView) -> Result<()> {
        if create.materialized
            || create.temporary
            || !create.cluster_by.is_empty()
            || create.to.is_some()
        {
            return Err(unsupported("this form of CREATE VIEW"));
        }
        let name = self.relation(&create.name)?;
        if self.catalog.views.contains_key(&name) && create.if_not_exists {
            return Ok(());
        }
        if !(create.or_replace && self.catalog.views.contains_key(&name)) {
            self.check_free(&name)?;
        }
        let catalog = self.catalog.clone();
        let now = self.transaction_us - super::datetime::EPOCH_MICROS;
        let query = Binder::new(&catalog, self.source, &[], now).query(&create.query)?;
        let mut columns: Vec<String> = query
            .fields
            .iter()
            .map(|field| field.name.clone())
            .collect();
        if create.columns.len() > columns.len() {
            return Err(error(
                "42601",
                "CREATE VIEW specifies more column names than columns",
            ));
        }
        for (own, given) in columns.iter_mut().zip(&create.columns) {
            *own = fold(&given.name);
        }
        for (at, column) in columns.iter().enumerate() {
            if columns.iter().take(at).any(|other| other == column) {
                return Err(error(
                    "42701",
                    format!("column \"{column}\" specified more than once"),
                ));
            }
        }
        let view = super::catalog::View {
            oid: self.catalog.new_oid(),
            columns,
            query: Arc::new((*create.query).clone()),
            source: self.source.clone(),
        };
        self.catalog.views.insert(name, Arc::new(view));
        Ok(())
    }

    fn create_index(&mut self, create: &ast::CreateIndex) -> Result<()> {
        if create.predicate.is_some() {
            return Err(unsupported("a partial index"));
        }
        if !create.include.is_empty()
            || create.nulls_distinct == Some(false)
            || !create.with.is_empty()
        {
            return Err(unsupported(
                "INCLUDE, NULLS NOT DISTINCT or WITH in an index",
            ));
        }
        if let Some(using) = &create.using
            && !using.to_string().eq_ignore_ascii_case("btree")
            && !using.to_string().eq_ignore_ascii_case("hash")
        {
            return Err(unsupported(&format!("an index using {using}")));
        }
        let at = self.source.at(create.table_name.span());
        let table = self.relation(&create.table_name)?;
        let definition = Arc::clone(
            self.catalog
                .table(&table)
                .map_err(|failure| failure.at(at))?,
        );
        let (mut columns, mut descending) = (Vec::new(), Vec::new());
        for column in &create.columns {
            let ast::Expr::Identifier(name) = &column.column.expr else {
                return Err(unsupported("an index on an expression")
                    .at(self.source.at(column.column.expr.span())));
            };
            let name = fold(name);
            let place = definition
                .column(&name)
                .ok_or_else(|| error("42703", format!("column \"{name}\" does not exist")))?;
            columns.push(place);
            descending.push(matches!(
                column.column.options.sort,
                Some(ast::OrderBySort::Desc)
            ));
        }
        let name = match &create.name {
            Some(name) => self.relation(name)?,
            None => self
                .catalog
                .free_name(&index_name(&definition, &columns, "idx")),
        };
        if self.catalog.is_taken(&name) {
            if create.if_not_exists {
                return Ok(());
            }
            return Err(error(
                "42P07",
                format!("relation \"{name}\" already exists"),
            ));
        }
        let oid = self.catalog.new_oid();
        let index = Index {
            oid,
            name,
            columns,
            descending,
            unique: create.unique,
            primary: false,
            constraint: false,
            keys: imbl::OrdSet::new(),
        };
        add_index(self.catalog, &table, index)
    }
}

/// `table_a_b_suffix`.
pub(crate) fn index_name(table: &Table, columns: &[usize], suffix: &str) -> String {
    let names: Vec<&str> = columns
        .iter()
        .filter_map(|column| table.columns.get(*column))
        .map(|column| column.name.as_str())
        .collect();
    shortened(&[&table.name, &names.join("_")], suffix)
}

/// Parts and a suffix joined, the longest part cut until they fit a name.
pub(crate) fn shortened(parts: &[&str], suffix: &str) -> String {
    let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let length =
        |parts: &[String]| parts.iter().map(|part| part.len() + 1).sum::<usize>() + suffix.len();
    while length(&parts) > 63 {
        let Some(longest) = parts.iter_mut().max_by_key(|part| part.len()) else {
            break;
        };
        if longest.pop().is_none() {
            break;
        }
    }
    parts.push(suffix.to_owned());
    parts.join("_")
}

/// Fills an index and adds it to its table.
pub(crate) fn add_index(catalog: &mut Catalog, table: &str, mut index: Index) -> Result<()> {
    let table = catalog.table_mut(table)?;
    if let Some(row) = table.build(&mut index) {
        let message = format!("could not create unique index \"{}\"", index.name);
        let key = super::execute::key_text(table, &index.columns, &row);
        return Err(error("23505", message)
            .detail(format!("Key {key} is duplicated."))
            .table(&table.name)
            .constraint(&index.name));
    }
    table.indexes.push(index);
    Ok(())
}

/// An expression's own text, for defaults and checks.
pub(super) fn expression(text: &str) -> Result<ast::Expr> {
    let dialect = sqlparser::dialect::PostgreSqlDialect {};
    sqlparser::parser::Parser::new(&dialect)
        .try_with_sql(text)
        .and_then(|mut parser| parser.parse_expr())
        .map_err(|why| {
            error(
                "XX000",
                format!("an expression of Backlot's own doesn't parse: {why}"),
            )
        })
}

/// No positions: the text they would point into is another statement's.
pub(super) fn elsewhere() -> Source {
    Source::default()
}
