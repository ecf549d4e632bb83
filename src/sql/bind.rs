//! Binds a statement to the catalog: names to slots, literals to types,
//! operators and functions to code.

mod call;
mod change;
mod expr;
mod from;
mod literal;
mod lock;
mod name;
mod operator;
mod query;
mod select;
mod types;
mod window;

use super::SqlError;
use super::cast::{Reach, cast, fit, reach};
use super::catalog::{Catalog, Table};
use super::error::{Result, error};
use super::input::read;
use super::parse::Source;
use super::plan::{Aggregate, Cast, Expand, Expr, Field, Window};
use super::transaction::lock::Mode;
use super::types::{ColumnType, Type};
use super::value::Value;
pub(crate) use query::settle;
use std::sync::Arc;
pub(crate) use types::column_type;

/// Binds one statement.
pub(crate) struct Binder<'a> {
    pub catalog: &'a Catalog,
    pub source: &'a Source,
    pub params: &'a [Option<String>],
    /// The transaction's time, in microseconds since 2000-01-01.
    pub now: i64,
    /// What a scope is when there is none; never reached.
    spare: Scope,
    /// The `SELECT`s around, the innermost last.
    scopes: Vec<Scope>,
    /// The named queries in sight, the nearest last.
    ctes: Vec<Named>,
    /// How many named queries there are.
    pub cte_count: usize,
    /// How many subqueries there are.
    pub sub_count: usize,
    /// The statement is the definition itself, so that places in its
    /// defaults and checks are places in its text.
    pub defining: bool,
    /// What references to whole rows stand for, as written out.
    rows: Vec<(String, Vec<Field>)>,
    /// The types declared for its first parameters.
    pub param_types: Vec<ColumnType>,
    /// The tables it names, and how each is to be locked.
    pub tables: Vec<(u32, Mode)>,
    /// Locking clauses of the SELECT that is bound next.
    locks: Vec<sqlparser::ast::LockClause>,
    /// Views being read, to stop one that reads itself.
    views: usize,
}

/// An expression with its type and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub expr: Expr,
    pub ty: ColumnType,
    pub at: Option<u32>,
}

/// A named query.
#[derive(Debug, Clone)]
struct Named {
    name: String,
    id: usize,
    fields: Vec<Field>,
    /// How often it is named.
    uses: usize,
}

/// What the names in one `SELECT` mean.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    relations: Vec<Relation>,
    /// The columns that a bare name and `*` mean.
    visible: Vec<Visible>,
    /// Slots given out.
    width: usize,
    /// Slots of the tables; those behind are computed.
    table_width: usize,
    /// While ON is bound: where the columns and relations begin that its
    /// joins are of. What stands before them, after a comma, is out of sight.
    join_from: Option<(usize, usize)>,
    /// A subquery in FROM, not LATERAL, doesn't see its neighbours.
    hidden: bool,
    /// How many levels out anything in it refers.
    reach: usize,
    clause: Clause,
    in_aggregate: bool,
    in_window: bool,
    aggregates: Vec<Aggregate>,
    windows: Vec<Window>,
    expand: Vec<Expand>,
    named_windows: Vec<sqlparser::ast::NamedWindowDefinition>,
    /// Expressions grouped by, as written out, and their slots.
    keys: Vec<(String, usize, ColumnType)>,
    /// Columns named outside aggregates.
    refs: Vec<Ref>,
    grouping_mask: Option<usize>,
    grouping_keys: Vec<Expr>,
}

impl Scope {
    /// Makes columns known, in slots of their own: by their relation's name,
    /// and when `bare` by their own; gives their first slot.
    fn show(
        &mut self,
        alias: String,
        columns: Vec<Field>,
        table: Option<Arc<Table>>,
        bare: bool,
    ) -> usize {
        let (base, place) = (self.width, self.relations.len());
        for (offset, column) in columns.iter().enumerate().filter(|_| bare) {
            self.visible.push(Visible {
                name: column.name.clone(),
                expr: Expr::Slot(base + offset),
                ty: column.ty,
                relation: Some(place),
                hidden: false,
            });
        }
        self.width += columns.len();
        self.relations.push(Relation {
            alias,
            columns,
            base,
            table,
        });
        base
    }
}

/// Where in a statement an expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Clause {
    #[default]
    Where,
    JoinOn,
    From,
    GroupBy,
    Having,
    Columns,
    OrderBy,
    Limit,
    Values,
    Default,
    Check,
    Returning,
    Set,
}

impl Clause {
    /// As messages name it.
    fn name(self) -> &'static str {
        match self {
            Self::Where => "WHERE",
            Self::JoinOn => "JOIN conditions",
            Self::From => "functions in FROM",
            Self::GroupBy => "GROUP BY",
            Self::Having => "HAVING",
            Self::Columns => "SELECT",
            Self::OrderBy => "ORDER BY",
            Self::Limit => "LIMIT",
            Self::Values => "VALUES",
            Self::Default => "DEFAULT expressions",
            Self::Check => "check constraints",
            Self::Returning => "RETURNING",
            Self::Set => "UPDATE",
        }
    }

    fn allows_aggregates(self) -> bool {
        matches!(self, Self::Having | Self::Columns | Self::OrderBy)
    }

    fn allows_windows(self) -> bool {
        matches!(self, Self::Columns | Self::OrderBy)
    }
}

/// A table or its like in FROM.
#[derive(Debug, Clone)]
struct Relation {
    alias: String,
    columns: Vec<Field>,
    base: usize,
    /// The table, when it is one.
    table: Option<Arc<Table>>,
}

/// A column that a bare name may mean.
#[derive(Debug, Clone)]
struct Visible {
    name: String,
    expr: Expr,
    ty: ColumnType,
    /// The relation it is of; none for a column merged by USING.
    relation: Option<usize>,
    /// Left out of `*`.
    hidden: bool,
}

/// A column named somewhere.
#[derive(Debug, Clone)]
struct Ref {
    slot: usize,
    name: String,
    at: Option<u32>,
}

impl<'a> Binder<'a> {
    pub fn new(
        catalog: &'a Catalog,
        source: &'a Source,
        params: &'a [Option<String>],
        now: i64,
    ) -> Self {
        Self {
            catalog,
            source,
            params,
            now,
            spare: Scope::default(),
            scopes: Vec::new(),
            ctes: Vec::new(),
            param_types: Vec::new(),
            tables: Vec::new(),
            locks: Vec::new(),
            cte_count: 0,
            sub_count: 0,
            views: 0,
            defining: false,
            rows: Vec::new(),
        }
    }

    fn scope(&mut self) -> &mut Scope {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::default());
        }
        match self.scopes.last_mut() {
            Some(scope) => scope,
            None => &mut self.spare,
        }
    }

    /// Binds with a fresh scope around; gives how many levels out it referred.
    fn scoped<T>(
        &mut self,
        clause: Clause,
        bind: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(T, usize)> {
        self.scopes.push(Scope {
            clause,
            ..Scope::default()
        });
        let bound = bind(self);
        let scope = self.scopes.pop().unwrap_or_default();
        Ok((bound?, scope.reach))
    }

    /// Binds an expression that stands alone and sees no columns.
    pub(crate) fn alone(&mut self, expr: &sqlparser::ast::Expr) -> Result<(Expr, ColumnType)> {
        let (typed, _) = self.scoped(Clause::Values, |binder| {
            let typed = binder.expr(expr)?;
            binder.settle(typed)
        })?;
        Ok((typed.expr, typed.ty))
    }

    /// Converts to a type where the situation allows it; `None` when not.
    fn convert(&self, typed: Typed, to: ColumnType, allowed: Reach) -> Result<Option<Typed>> {
        let Typed { expr, ty, at } = typed;
        if ty.base == Type::Unknown
            && let Expr::Const(value) = &expr
        {
            let value = match value {
                Value::Text(text) => read(text, to.base, self.now)
                    .map_err(|failure| failure.at(at))
                    .and_then(|value| fit(value, to, allowed == Reach::Explicit))?,
                _ => Value::Null,
            };
            return Ok(Some(Typed {
                expr: Expr::Const(value),
                ty: to,
                at,
            }));
        }
        if ty.base == to.base && (to.modifier.is_none() || to.modifier == ty.modifier) {
            let ty = if to.modifier.is_none() { ty } else { to };
            return Ok(Some(Typed { expr, ty, at }));
        }
        match reach(ty.base, to.base) {
            Some(needed) if needed <= allowed => {}
            _ => return Ok(None),
        }
        let explicit = allowed == Reach::Explicit;
        if let Expr::Const(value) = expr {
            let value = cast(value, ty.base, to.base, self.now)
                .and_then(|value| fit(value, to, explicit))?;
            return Ok(Some(Typed {
                expr: Expr::Const(value),
                ty: to,
                at,
            }));
        }
        let expr = Expr::Cast(Box::new(Cast {
            expr,
            from: ty.base,
            to,
            explicit,
        }));
        Ok(Some(Typed { expr, ty: to, at }))
    }

    /// Converts unasked.
    fn implicit(&self, typed: Typed, to: Type) -> Result<Typed> {
        let (from, at) = (typed.ty, typed.at);
        self.convert(typed, to.into(), Reach::Implicit)?
            .ok_or_else(|| {
                error(
                    "42804",
                    format!(
                        "cannot convert type {} to {}",
                        from.sql_name(),
                        to.sql_name()
                    ),
                )
                .at(at)
            })
    }

    /// Converts a value to be stored in a column.
    pub(super) fn assign(&self, typed: Typed, to: ColumnType, column: &str) -> Result<Typed> {
        let (from, at) = (typed.ty, typed.at);
        self.convert(typed, to, Reach::Assignment)?.ok_or_else(|| {
            let (to, from) = (to.base.sql_name(), from.base.sql_name());
            let message =
                format!("column \"{column}\" is of type {to} but expression is of type {from}");
            error("42804", message)
                .hint("You will need to rewrite or cast the expression.")
                .at(at)
        })
    }

    /// A condition.
    fn condition(&self, typed: Typed, what: &str) -> Result<Expr> {
        let (ty, at) = (typed.ty, typed.at);
        let bool = self.convert(typed, Type::Bool.into(), Reach::Implicit)?;
        let bool = bool.ok_or_else(|| {
            let name = ty.base.sql_name();
            error(
                "42804",
                format!("argument of {what} must be type boolean, not type {name}"),
            )
            .at(at)
        })?;
        Ok(bool.expr)
    }

    /// The type that several expressions have in common (PostgreSQL's rules
    /// for UNION, CASE and their like).
    fn common(&self, items: &[Typed], what: &str) -> Result<Type> {
        let mut known = items.iter().filter(|item| item.ty.base != Type::Unknown);
        let Some(first) = known.next() else {
            return Ok(Type::Text);
        };
        let mut chosen = first.ty.base;
        for item in known {
            let ty = item.ty.base;
            if ty == chosen {
                continue;
            }
            if ty.category() != chosen.category() {
                let message = format!(
                    "{what} types {} and {} cannot be matched",
                    chosen.sql_name(),
                    ty.sql_name()
                );
                return Err(error("42804", message).at(item.at));
            }
            let forth = reach(chosen, ty) == Some(Reach::Implicit);
            let back = reach(ty, chosen) == Some(Reach::Implicit);
            if !chosen.is_preferred() && forth && !back {
                chosen = ty;
            } else if !forth && !back {
                let message = format!(
                    "{what} could not convert type {} to {}",
                    ty.sql_name(),
                    chosen.sql_name()
                );
                return Err(error("42846", message).at(item.at));
            }
        }
        Ok(chosen)
    }

    /// Converts several expressions to their common type.
    fn unify(&self, items: Vec<Typed>, what: &str) -> Result<(Vec<Expr>, ColumnType)> {
        let base = self.common(&items, what)?;
        let first = items.first().map(|item| item.ty);
        let same = first.filter(|first| items.iter().all(|item| item.ty == *first));
        let ty = same.filter(|ty| ty.base == base).unwrap_or(base.into());
        let exprs = items
            .into_iter()
            .map(|item| Ok(self.implicit(item, base)?.expr));
        Ok((exprs.collect::<Result<_>>()?, ty))
    }

    /// A literal whose type nothing decided is text.
    fn settle(&self, typed: Typed) -> Result<Typed> {
        if typed.ty.base == Type::Unknown {
            return self.implicit(typed, Type::Text);
        }
        Ok(typed)
    }
}

impl Typed {
    /// A value of a type.
    fn constant(value: Value, ty: Type, at: Option<u32>) -> Self {
        Self {
            expr: Expr::Const(value),
            ty: ty.into(),
            at,
        }
    }

    /// Computed, of a type.
    fn of(expr: Expr, ty: impl Into<ColumnType>, at: Option<u32>) -> Self {
        Self {
            expr,
            ty: ty.into(),
            at,
        }
    }
}

/// The construct is PostgreSQL's but not Backlot's, at this place.
fn refuse(construct: &str, at: Option<u32>) -> Box<SqlError> {
    super::error::unsupported(construct).at(at)
}
