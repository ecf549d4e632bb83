//! CREATE TABLE.

use super::{elsewhere, expression, shortened};
use crate::sql::bind::{Binder, column_type};
use crate::sql::catalog::{Column, Default, Identity, Sequence, Table};
use crate::sql::error::{Result, error, unsupported};
use crate::sql::names::{fold, quote};
use crate::sql::plan::Expr;
use crate::sql::session::Statement;
use crate::sql::types::{ColumnType, Type};
use crate::sql::value::Value;
use sqlparser::ast::{self, Spanned};
use std::sync::Arc;

/// Columns in a table at most, as in PostgreSQL.
const COLUMNS: usize = 1600;

/// What a column's definition says beside the column itself.
#[derive(Default)]
pub(super) struct Extras {
    pub constraints: Vec<ast::TableConstraint>,
    pub sequence: Option<(Type, Vec<ast::SequenceOptions>)>,
}

impl Statement<'_> {
    /// Gives the command tag.
    pub(super) fn create_table(&mut self, create: &ast::CreateTable) -> Result<String> {
        check_plain(create)?;
        let name = self.relation(&create.name)?;
        if self.catalog.is_taken(&name) {
            if create.if_not_exists {
                return Ok("CREATE TABLE".to_owned());
            }
            return Err(error(
                "42P07",
                format!("relation \"{name}\" already exists"),
            ));
        }
        // The parser takes a table without its list; an empty list is allowed.
        if create.query.is_none() && create.columns.is_empty() && !self.source.has_brackets() {
            return Err(self.source.at_end());
        }
        if let Some(query) = &create.query {
            return self.create_table_as(&name, create, query);
        }
        let mut table = Table {
            oid: self.catalog.new_oid(),
            name: name.clone(),
            columns: Arc::new(Vec::new()),
            rows: imbl::OrdMap::new(),
            indexes: Vec::new(),
            checks: Arc::new(Vec::new()),
            foreign_keys: Arc::new(Vec::new()),
        };
        let (mut columns, mut constraints): (Vec<Column>, Vec<ast::TableConstraint>) =
            (Vec::new(), Vec::new());
        for definition in &create.columns {
            let (mut column, extras) = self.column(definition)?;
            if columns.iter().any(|other| other.name == column.name) {
                return Err(error(
                    "42701",
                    format!("column \"{}\" specified more than once", column.name),
                ));
            }
            if let Some((ty, options)) = extras.sequence {
                column.default = Some(self.own_sequence(&name, &column.name, ty, &options)?);
            }
            columns.push(column);
            constraints.extend(extras.constraints);
        }
        if columns.len() > COLUMNS {
            return Err(error("54011", "tables can have at most 1600 columns"));
        }
        table.columns = Arc::new(columns);
        self.catalog.tables.insert(name.clone(), Arc::new(table));
        self.check_expressions(&name)?;
        constraints.extend(create.constraints.iter().cloned());
        // Keys first: foreign keys may refer to the table's own.
        constraints.sort_by_key(|constraint| match constraint {
            ast::TableConstraint::PrimaryKey(_) => 0,
            ast::TableConstraint::Unique(_) => 1,
            ast::TableConstraint::Check(_) => 2,
            _ => 3,
        });
        for constraint in &constraints {
            self.add_constraint(&name, constraint)?;
        }
        Ok("CREATE TABLE".to_owned())
    }

    fn create_table_as(
        &mut self,
        name: &str,
        create: &ast::CreateTable,
        query: &ast::Query,
    ) -> Result<String> {
        let catalog = self.catalog.clone();
        let now = self.transaction_us - crate::sql::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, self.source, self.params, now);
        let mut bound = binder.query(query)?;
        crate::sql::bind::settle(&mut bound);
        let counts = (binder.cte_count, binder.sub_count);
        let rows = self.with_exec(counts, |exec| exec.collect(&bound, None))?;
        let mut columns = Vec::new();
        for (at, field) in bound.fields.iter().enumerate() {
            let given = create.columns.get(at).map(|column| fold(&column.name));
            columns.push(Column {
                name: given.unwrap_or_else(|| field.name.clone()),
                ty: field.ty,
                not_null: false,
                default: None,
                identity: None,
                generated: false,
            });
        }
        let mut table = Table {
            oid: self.catalog.new_oid(),
            name: name.to_owned(),
            columns: Arc::new(columns),
            rows: imbl::OrdMap::new(),
            indexes: Vec::new(),
            checks: Arc::new(Vec::new()),
            foreign_keys: Arc::new(Vec::new()),
        };
        for row in rows.iter() {
            table.insert(self.catalog.new_row(), row.clone().into());
        }
        self.catalog.tables.insert(name.to_owned(), Arc::new(table));
        Ok(format!("SELECT {}", rows.len()))
    }

    /// One column's definition.
    pub(super) fn column(&mut self, definition: &ast::ColumnDef) -> Result<(Column, Extras)> {
        let name = fold(&definition.name);
        let at = self.source.at(definition.data_type_span());
        let mut extras = Extras::default();
        let serial = serial_type(&definition.data_type);
        let ty: ColumnType = match serial {
            Some(ty) => ty.into(),
            None => column_type(&definition.data_type).map_err(|failure| failure.at(at))?,
        };
        if matches!(ty.base, Type::Record | Type::Void | Type::Unknown) {
            return Err(error(
                "42P16",
                format!("column \"{name}\" has pseudo-type {}", ty.sql_name()),
            ));
        }
        if let Some(ty) = serial {
            extras.sequence = Some((ty, Vec::new()));
        }
        let mut column = Column {
            name: name.clone(),
            ty,
            not_null: serial.is_some(),
            default: None,
            identity: None,
            generated: false,
        };
        let mut explicit_null = false;
        for option in &definition.options {
            let constraint_name = option.name.clone();
            match &option.option {
                ast::ColumnOption::Null => explicit_null = true,
                ast::ColumnOption::NotNull => column.not_null = true,
                ast::ColumnOption::Default(expr) => {
                    if serial.is_some() {
                        return Err(error(
                            "42601",
                            format!("multiple default values specified for column \"{name}\""),
                        ));
                    }
                    column.default = Some(Default {
                        text: default_text(expr, ty),
                        expr: Arc::new(expr.clone()),
                    });
                }
                ast::ColumnOption::PrimaryKey(key) => {
                    let mut key = key.clone();
                    key.name = key.name.or(constraint_name);
                    key.columns = vec![column_of(&definition.name)];
                    extras
                        .constraints
                        .push(ast::TableConstraint::PrimaryKey(key));
                }
                ast::ColumnOption::Unique(key) => {
                    let mut key = key.clone();
                    key.name = key.name.or(constraint_name);
                    key.columns = vec![column_of(&definition.name)];
                    extras.constraints.push(ast::TableConstraint::Unique(key));
                }
                ast::ColumnOption::ForeignKey(key) => {
                    let mut key = key.clone();
                    key.name = key.name.or(constraint_name);
                    key.columns = vec![definition.name.clone()];
                    extras
                        .constraints
                        .push(ast::TableConstraint::ForeignKey(key));
                }
                ast::ColumnOption::Check(check) => {
                    let mut check = check.clone();
                    // PostgreSQL names it after the column.
                    check.name = check.name.or(constraint_name).or_else(|| {
                        Some(ast::Ident::with_quote(
                            '"',
                            shortened(&["\u{0}", &name], "check"),
                        ))
                    });
                    extras.constraints.push(ast::TableConstraint::Check(check));
                }
                ast::ColumnOption::Generated {
                    generated_as,
                    sequence_options,
                    generation_expr,
                    ..
                } => {
                    match (generated_as, generation_expr) {
                        (_, Some(expr)) => {
                            column.generated = true;
                            column.default = Some(Default {
                                text: expr.to_string(),
                                expr: Arc::new(expr.clone()),
                            });
                        }
                        (ast::GeneratedAs::Always, None) => {
                            column.identity = Some(Identity::Always);
                        }
                        (_, None) => column.identity = Some(Identity::ByDefault),
                    }
                    if column.identity.is_some() {
                        if !ty.base.is_integer() {
                            return Err(error(
                                "22023",
                                "identity column type must be smallint, integer, or bigint",
                            ));
                        }
                        column.not_null = true;
                        extras.sequence =
                            Some((ty.base, sequence_options.clone().unwrap_or_default()));
                    }
                }
                ast::ColumnOption::Collation(collation) => {
                    let collation = collation.to_string();
                    if !matches!(collation.trim_matches('"'), "C" | "POSIX" | "default") {
                        return Err(unsupported(&format!("the collation {collation}")));
                    }
                }
                ast::ColumnOption::DialectSpecific(tokens) => {
                    let words: Vec<String> = tokens.iter().map(ToString::to_string).collect();
                    let words = words.join(" ");
                    let failure = error("42601", format!("syntax error at or near \"{words}\""))
                        .at(self.source.at(option.option.span()));
                    return Err(if words.to_uppercase().contains("AUTO") {
                        failure.hint("PostgreSQL numbers rows with \"id serial\" or \"id integer GENERATED ALWAYS AS IDENTITY\".")
                    } else {
                        failure
                    });
                }
                other => return Err(unsupported(&format!("the column option {other}"))),
            }
        }
        if explicit_null && column.not_null {
            return Err(error(
                "42601",
                format!("conflicting NULL/NOT NULL declarations for column \"{name}\""),
            ));
        }
        Ok((column, extras))
    }

    /// Makes a sequence that goes with a column; gives the column's default.
    pub(super) fn own_sequence(
        &mut self,
        table: &str,
        column: &str,
        ty: Type,
        options: &[ast::SequenceOptions],
    ) -> Result<Default> {
        let name = self.catalog.free_name(&shortened(&[table, column], "seq"));
        let mut sequence: Sequence =
            super::sequence::definition(self.catalog.new_oid(), ty, options)?;
        sequence.owner = Some((table.to_owned(), column.to_owned()));
        self.catalog
            .sequences
            .insert(name.clone(), Arc::new(sequence));
        let expr = expression(&format!("nextval('{}')", name.replace('\'', "''")))?;
        let text = format!("nextval('{}'::regclass)", quote(&name));
        Ok(Default {
            expr: Arc::new(expr),
            text,
        })
    }

    /// Binds defaults and generated columns, so that mistakes in them show
    /// when the table is made.
    pub(super) fn check_expressions(&mut self, name: &str) -> Result<()> {
        let catalog = self.catalog.clone();
        let table = Arc::clone(catalog.table(name)?);
        let mut binder = Binder::new(&catalog, self.source, &[], 0);
        binder.defining = true;
        for place in 0..table.columns.len() {
            binder.default_of(&table, place).map_err(|mut failure| {
                if failure.code == "42804" {
                    // The words for a default differ from those for an insert.
                    failure.message = failure
                        .message
                        .replace("expression is", "default expression is");
                }
                failure
            })?;
        }
        binder.rules(&table)?;
        Ok(())
    }

    /// The constant or computed default of a column for rows that exist.
    pub(super) fn default_values(
        &mut self,
        name: &str,
        place: usize,
        count: usize,
    ) -> Result<Vec<Value>> {
        let catalog = self.catalog.clone();
        let table = Arc::clone(catalog.table(name)?);
        let source = elsewhere();
        let now = self.transaction_us - crate::sql::datetime::EPOCH_MICROS;
        let mut binder = Binder::new(&catalog, &source, &[], now);
        let default = binder
            .default_of(&table, place)?
            .unwrap_or(Expr::Const(Value::Null));
        let counts = (binder.cte_count, binder.sub_count);
        self.with_exec(counts, |exec| {
            (0..count).map(|_| exec.eval(&default, &[], None)).collect()
        })
    }
}

fn column_of(name: &ast::Ident) -> ast::IndexColumn {
    ast::IndexColumn {
        column: ast::OrderByExpr {
            expr: ast::Expr::Identifier(name.clone()),
            options: ast::OrderByOptions {
                sort: None,
                nulls_first: None,
            },
            with_fill: None,
        },
        operator_class: None,
    }
}

/// The integer behind a serial type.
pub(super) fn serial_type(name: &ast::DataType) -> Option<Type> {
    let ast::DataType::Custom(name, arguments) = name else {
        return None;
    };
    if !arguments.is_empty() {
        return None;
    }
    match name.to_string().to_lowercase().as_str() {
        "serial" | "serial4" => Some(Type::Int4),
        "bigserial" | "serial8" => Some(Type::Int8),
        "smallserial" | "serial2" => Some(Type::Int2),
        _ => None,
    }
}

/// A default as `\d` shows it.
pub(super) fn default_text(expr: &ast::Expr, ty: ColumnType) -> String {
    match expr {
        ast::Expr::Value(value) if matches!(value.value, ast::Value::SingleQuotedString(_)) => {
            format!("{value}::{}", ty.base.sql_name())
        }
        ast::Expr::Function(_) => expr
            .to_string()
            .to_lowercase()
            .replace("current_timestamp", "CURRENT_TIMESTAMP")
            .replace("current_date", "CURRENT_DATE"),
        ast::Expr::Value(value) => value.to_string().to_lowercase(),
        other => other.to_string(),
    }
}

trait TypeSpan {
    fn data_type_span(&self) -> sqlparser::tokenizer::Span;
}

impl TypeSpan for ast::ColumnDef {
    /// A type's name has no place of its own in the syntax tree; it follows
    /// the column's name.
    fn data_type_span(&self) -> sqlparser::tokenizer::Span {
        let mut span = self.name.span;
        span.start = span.end;
        span.start.column += 1;
        span
    }
}

fn check_plain(create: &ast::CreateTable) -> Result<()> {
    let strange = [
        (create.or_replace, "CREATE OR REPLACE TABLE"),
        (create.external, "an external table"),
        (create.like.is_some(), "CREATE TABLE … LIKE"),
        (create.clone.is_some(), "CLONE"),
        (create.inherits.is_some(), "INHERITS"),
        (
            create.partition_by.is_some() || create.partition_of.is_some(),
            "a partitioned table",
        ),
        (create.without_rowid, "WITHOUT ROWID"),
        (create.on_commit.is_some(), "ON COMMIT"),
        (create.temporary, "a temporary table"),
        (create.strict, "STRICT"),
        (
            create.order_by.is_some()
                || create.cluster_by.is_some()
                || create.clustered_by.is_some(),
            "CLUSTER BY",
        ),
        (create.comment.is_some(), "COMMENT in CREATE TABLE"),
        (
            create.table_options != ast::CreateTableOptions::None,
            "table options such as ENGINE",
        ),
    ];
    match strange.iter().find(|(found, _)| *found) {
        Some((_, what)) => Err(unsupported(what)),
        None => Ok(()),
    }
}
