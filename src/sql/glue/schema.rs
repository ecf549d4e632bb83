//! Definitions, as GlueSQL sees them.

use super::value::{data_type, sorts_alike};
use crate::sql::catalog::{Action, Catalog, Column, ForeignKey, Index, Table};
use crate::sql::error::Result;
use gluesql_core::ast::{
    ColumnDef, ColumnUniqueOption, Expr, ForeignKey as GlueKey, ReferentialAction,
};
use gluesql_core::chrono::DateTime;
use gluesql_core::data::{Schema, SchemaIndex, SchemaIndexOrd};
use gluesql_core::parse_sql::parse_expr;
use gluesql_core::translate::translate_expr;

/// A table's definition. GlueSQL's model ends at single columns, so keys of
/// several columns, checks and cascades are left out: the database holds them
/// itself when rows are written.
pub(super) fn schema(catalog: &Catalog, table: &Table) -> Result<Schema> {
    let columns = table.columns.iter().enumerate();
    let columns = columns.map(|(place, column)| column_def(table, place, column));
    let keys = table.foreign_keys.iter();
    Ok(Schema {
        table_name: table.name.clone(),
        column_defs: Some(columns.collect::<Result<_>>()?),
        indexes: table
            .indexes
            .iter()
            .filter_map(|index| schema_index(table, index))
            .collect(),
        engine: None,
        foreign_keys: keys
            .filter_map(|key| foreign_key(catalog, table, key))
            .collect(),
        comment: None,
    })
}

fn column_def(table: &Table, place: usize, column: &Column) -> Result<ColumnDef> {
    let over = |index: &&Index| index.columns == [place];
    let primary = primary_column(table) == Some(place);
    let unique = table
        .indexes
        .iter()
        .filter(over)
        .any(|index| index.unique && index.constraint);
    Ok(ColumnDef {
        name: column.name.clone(),
        data_type: data_type(column.ty.base)?,
        // What is generated need not be given.
        nullable: !column.not_null || column.generated,
        default: column
            .default
            .as_ref()
            .filter(|_| !column.generated)
            .and_then(|default| expression(&default.text)),
        unique: (primary || (unique && sorts_alike(column.ty.base))).then_some(
            ColumnUniqueOption {
                is_primary: primary,
            },
        ),
        comment: None,
    })
}

/// An expression that GlueSQL's language has too.
fn expression(text: &str) -> Option<Expr> {
    let parsed = parse_expr(text).ok()?;
    translate_expr(&parsed, &[]).ok()
}

/// The place of the primary key when GlueSQL can know it: a single column
/// whose values it can sort as we do.
pub(super) fn primary_column(table: &Table) -> Option<usize> {
    let [place] = *table.primary()?.columns.as_slice() else {
        return None;
    };
    let column = table.columns.get(place)?;
    sorts_alike(column.ty.base).then_some(place)
}

/// The column of an index when GlueSQL can use it.
pub(super) fn indexed_column(table: &Table, index: &Index) -> Option<usize> {
    let [place] = *index.columns.as_slice() else {
        return None;
    };
    let column = table.columns.get(place)?;
    (index.is_plain() && sorts_alike(column.ty.base)).then_some(place)
}

fn schema_index(table: &Table, index: &Index) -> Option<SchemaIndex> {
    let column = table.columns.get(indexed_column(table, index)?)?;
    (!index.primary).then(|| SchemaIndex {
        name: index.name.clone(),
        expr: Expr::Identifier(column.name.clone()),
        order: SchemaIndexOrd::Both,
        // When it was made is not kept.
        created: DateTime::UNIX_EPOCH.naive_utc(),
    })
}

/// A foreign key, when it is of one column, refers to a primary key and asks
/// for nothing but refusal.
pub(super) fn foreign_key(catalog: &Catalog, table: &Table, key: &ForeignKey) -> Option<GlueKey> {
    let refuses = |action: Action| matches!(action, Action::NoAction | Action::Restrict);
    let parent = catalog.tables.get(&key.table)?;
    let ([own], [referred]) = (key.columns.as_slice(), key.referred.as_slice()) else {
        return None;
    };
    if primary_column(parent) != Some(*referred)
        || !refuses(key.on_delete)
        || !refuses(key.on_update)
    {
        return None;
    }
    Some(GlueKey {
        name: key.name.clone(),
        referencing_column_name: table.columns.get(*own)?.name.clone(),
        referenced_table_name: key.table.clone(),
        referenced_column_name: parent.columns.get(*referred)?.name.clone(),
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
    })
}
