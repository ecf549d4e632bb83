//! The catalog as tables: `information_schema` and `pg_catalog`.
//!
//! # Limits
//!
//! Only the views that people and tools ask for most.

use super::catalog::Catalog;
use super::plan::{Body, Expr, Field, Query};
use super::types::Type;
use super::value::Value;

type Rows = Vec<Vec<Value>>;

/// One table of the system's own.
struct System {
    schema: &'static str,
    name: &'static str,
    columns: &'static [(&'static str, Type)],
    rows: fn(&Catalog) -> Rows,
}

const TABLES: &[System] = &[
    System {
        schema: "information_schema",
        name: "tables",
        columns: &[
            ("table_catalog", Type::Name),
            ("table_schema", Type::Name),
            ("table_name", Type::Name),
            ("table_type", Type::Varchar),
        ],
        rows: |catalog| {
            let row = |name: &String, kind: &str| {
                vec![text("backlot"), text("public"), text(name), text(kind)]
            };
            let tables = catalog.tables.keys().map(|name| row(name, "BASE TABLE"));
            tables
                .chain(catalog.views.keys().map(|name| row(name, "VIEW")))
                .collect()
        },
    },
    System {
        schema: "information_schema",
        name: "columns",
        columns: &[
            ("table_catalog", Type::Name),
            ("table_schema", Type::Name),
            ("table_name", Type::Name),
            ("column_name", Type::Name),
            ("ordinal_position", Type::Int4),
            ("column_default", Type::Varchar),
            ("is_nullable", Type::Varchar),
            ("data_type", Type::Varchar),
            ("character_maximum_length", Type::Int4),
            ("udt_name", Type::Name),
            ("is_identity", Type::Varchar),
            ("is_generated", Type::Varchar),
        ],
        rows: columns,
    },
    System {
        schema: "information_schema",
        name: "table_constraints",
        columns: &[
            ("constraint_schema", Type::Name),
            ("constraint_name", Type::Name),
            ("table_schema", Type::Name),
            ("table_name", Type::Name),
            ("constraint_type", Type::Varchar),
        ],
        rows: constraints,
    },
    System {
        schema: "pg_catalog",
        name: "pg_tables",
        columns: &[
            ("schemaname", Type::Name),
            ("tablename", Type::Name),
            ("tableowner", Type::Name),
            ("hasindexes", Type::Bool),
        ],
        rows: |catalog| {
            let tables = catalog.tables.values();
            tables
                .map(|table| {
                    vec![
                        text("public"),
                        text(&table.name),
                        text("backlot"),
                        Value::Bool(!table.indexes.is_empty()),
                    ]
                })
                .collect()
        },
    },
    System {
        schema: "pg_catalog",
        name: "pg_indexes",
        columns: &[
            ("schemaname", Type::Name),
            ("tablename", Type::Name),
            ("indexname", Type::Name),
            ("tablespace", Type::Name),
            ("indexdef", Type::Text),
        ],
        rows: |catalog| {
            let mut rows = Vec::new();
            for table in catalog.tables.values() {
                for index in &table.indexes {
                    let definition = index.definition(table);
                    rows.push(vec![
                        text("public"),
                        text(&table.name),
                        text(&index.name),
                        Value::Null,
                        text(definition),
                    ]);
                }
            }
            rows
        },
    },
    System {
        schema: "pg_catalog",
        name: "pg_class",
        columns: &[
            ("oid", Type::Oid),
            ("relname", Type::Name),
            ("relkind", Type::Text),
            ("reltuples", Type::Float4),
        ],
        rows: |catalog| {
            let row = |oid: u32, name: &str, kind: &str, rows: usize| {
                vec![
                    Value::Int(i64::from(oid)),
                    text(name),
                    text(kind),
                    Value::Float(rows as f64),
                ]
            };
            let mut rows: Rows = Vec::new();
            for table in catalog.tables.values() {
                rows.push(row(table.oid, &table.name, "r", table.rows.len()));
                rows.extend(
                    table
                        .indexes
                        .iter()
                        .map(|index| row(index.oid, &index.name, "i", index.keys.len())),
                );
            }
            rows.extend(
                catalog
                    .views
                    .iter()
                    .map(|(name, view)| row(view.oid, name, "v", 0)),
            );
            rows.extend(
                catalog
                    .sequences
                    .iter()
                    .map(|(name, sequence)| row(sequence.oid, name, "S", 1)),
            );
            rows
        },
    },
    System {
        schema: "pg_catalog",
        name: "pg_type",
        columns: &[
            ("oid", Type::Oid),
            ("typname", Type::Name),
            ("typarray", Type::Oid),
        ],
        rows: |_| {
            let oid = |ty: Type| Value::Int(i64::from(ty.oid()));
            Type::all()
                .map(|ty| {
                    vec![
                        oid(ty),
                        text(ty.internal_name()),
                        ty.array().map_or(Value::Int(0), oid),
                    ]
                })
                .collect()
        },
    },
];

fn text(text: impl AsRef<str>) -> Value {
    Value::text(text)
}

fn yes(yes: bool) -> Value {
    text(if yes { "YES" } else { "NO" })
}

fn columns(catalog: &Catalog) -> Rows {
    let mut rows = Vec::new();
    for table in catalog.tables.values() {
        for (at, column) in table.columns.iter().enumerate() {
            let base = column.ty.base;
            let length = match (base, column.ty.modifier) {
                (Type::Varchar | Type::Bpchar, Some(length)) => Value::Int(i64::from(length)),
                _ => Value::Null,
            };
            let default = column
                .default
                .as_ref()
                .filter(|_| !column.generated && column.identity.is_none());
            rows.push(vec![
                text("backlot"),
                text("public"),
                text(&table.name),
                text(&column.name),
                Value::Int(at as i64 + 1),
                default.map_or(Value::Null, |default| text(&default.text)),
                yes(!column.not_null),
                text(if matches!(base, Type::Array(_)) {
                    "ARRAY".to_owned()
                } else {
                    base.sql_name()
                }),
                length,
                text(base.internal_name()),
                yes(column.identity.is_some()),
                text(if column.generated { "ALWAYS" } else { "NEVER" }),
            ]);
        }
    }
    rows
}

fn constraints(catalog: &Catalog) -> Rows {
    let mut rows = Vec::new();
    for table in catalog.tables.values() {
        let mut add = |name: &str, kind: &str| {
            rows.push(vec![
                text("public"),
                text(name),
                text("public"),
                text(&table.name),
                text(kind),
            ]);
        };
        for index in table.indexes.iter().filter(|index| index.constraint) {
            add(
                &index.name,
                if index.primary {
                    "PRIMARY KEY"
                } else {
                    "UNIQUE"
                },
            );
        }
        table
            .foreign_keys
            .iter()
            .for_each(|key| add(&key.name, "FOREIGN KEY"));
        table
            .checks
            .iter()
            .for_each(|check| add(&check.name, "CHECK"));
    }
    rows
}

/// The rows of a system table, as a query; `None` when there's no such table.
pub(crate) fn relation(catalog: &Catalog, schema: Option<&str>, name: &str) -> Option<Query> {
    let found = TABLES.iter().find(|table| {
        table.name == name
            && match schema {
                Some(schema) => schema == table.schema,
                None => table.schema == "pg_catalog",
            }
    })?;
    let rows = (found.rows)(catalog);
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().map(Expr::Const).collect())
        .collect();
    let fields = found.columns.iter().map(|(name, ty)| Field {
        name: (*name).to_owned(),
        ty: (*ty).into(),
    });
    Some(Query {
        ctes: Vec::new(),
        body: Body::Values(rows),
        order: Vec::new(),
        limit: None,
        with_ties: false,
        offset: None,
        fields: fields.collect(),
        outer: 0,
    })
}
