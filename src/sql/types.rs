//! PostgreSQL's types: names, OIDs, modifiers.

/// A type, without its modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// A literal or parameter whose type its surroundings decide.
    Unknown,
    Bool,
    Int2,
    Int4,
    Int8,
    Numeric,
    Float4,
    Float8,
    Text,
    Varchar,
    /// `character(n)`, blank-padded.
    Bpchar,
    Name,
    Bytea,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Interval,
    Uuid,
    Json,
    Jsonb,
    Oid,
    Regclass,
    /// A type's name, shown by `pg_typeof`.
    Regtype,
    Record,
    Void,
    /// In signatures only: an argument of any type.
    Any,
    /// In signatures only: any array, and its items' type.
    AnyArray,
    AnyElement,
    Array(&'static Type),
}

/// A type with its modifier: `varchar(20)`, `numeric(10,2)`, `timestamp(3)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColumnType {
    pub base: Type,
    /// The length, the precision, or precision × 65536 + scale.
    pub modifier: Option<i32>,
}

impl From<Type> for ColumnType {
    fn from(base: Type) -> Self {
        Self {
            base,
            modifier: None,
        }
    }
}

/// How types group: within a category they convert to each other unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Category {
    Unknown,
    Boolean,
    Numeric,
    String,
    DateTime,
    Timespan,
    Array,
    Other,
}

/// Every type with its internal name, its name in SQL, its OID and its
/// array's OID (0: none).
const TYPES: &[(Type, &str, &str, u32, u32)] = &[
    (Type::Bool, "bool", "boolean", 16, 1000),
    (Type::Bytea, "bytea", "bytea", 17, 1001),
    (Type::Name, "name", "name", 19, 1003),
    (Type::Int8, "int8", "bigint", 20, 1016),
    (Type::Int2, "int2", "smallint", 21, 1005),
    (Type::Int4, "int4", "integer", 23, 1007),
    (Type::Text, "text", "text", 25, 1009),
    (Type::Oid, "oid", "oid", 26, 1028),
    (Type::Json, "json", "json", 114, 199),
    (Type::Float4, "float4", "real", 700, 1021),
    (Type::Float8, "float8", "double precision", 701, 1022),
    (Type::Unknown, "unknown", "unknown", 705, 0),
    (Type::Bpchar, "bpchar", "character", 1042, 1014),
    (Type::Varchar, "varchar", "character varying", 1043, 1015),
    (Type::Date, "date", "date", 1082, 1182),
    (Type::Time, "time", "time without time zone", 1083, 1183),
    (
        Type::Timestamp,
        "timestamp",
        "timestamp without time zone",
        1114,
        1115,
    ),
    (
        Type::TimestampTz,
        "timestamptz",
        "timestamp with time zone",
        1184,
        1185,
    ),
    (Type::Interval, "interval", "interval", 1186, 1187),
    (Type::Numeric, "numeric", "numeric", 1700, 1231),
    (Type::Regclass, "regclass", "regclass", 2205, 2210),
    (Type::Regtype, "regtype", "regtype", 2206, 2211),
    (Type::Record, "record", "record", 2249, 2287),
    (Type::Void, "void", "void", 2278, 0),
    (Type::Any, "any", "\"any\"", 2276, 0),
    (Type::AnyArray, "anyarray", "anyarray", 2277, 0),
    (Type::AnyElement, "anyelement", "anyelement", 2283, 0),
    (Type::Uuid, "uuid", "uuid", 2950, 2951),
    (Type::Jsonb, "jsonb", "jsonb", 3802, 3807),
];

impl Type {
    fn entry(self) -> Option<&'static (Type, &'static str, &'static str, u32, u32)> {
        TYPES.iter().find(|entry| entry.0 == self)
    }

    /// The type's OID in `pg_type`.
    pub fn oid(self) -> u32 {
        match self {
            Self::Array(item) => item.entry().map_or(0, |entry| entry.4),
            _ => self.entry().map_or(0, |entry| entry.3),
        }
    }

    /// The name in `pg_type`, such as `int4`, `_text`.
    pub fn internal_name(self) -> String {
        match self {
            Self::Array(item) => format!("_{}", item.internal_name()),
            _ => self
                .entry()
                .map_or_else(String::new, |entry| entry.1.to_owned()),
        }
    }

    /// The name in SQL and in messages, such as `integer`, `text[]`.
    pub fn sql_name(self) -> String {
        match self {
            Self::Array(item) => format!("{}[]", item.sql_name()),
            _ => self
                .entry()
                .map_or_else(String::new, |entry| entry.2.to_owned()),
        }
    }

    /// The type of this internal or SQL name.
    pub fn by_name(name: &str) -> Option<Self> {
        if let Some(item) = name.strip_prefix('_').or_else(|| name.strip_suffix("[]")) {
            return Self::by_name(item)?.array();
        }
        TYPES
            .iter()
            .find(|entry| entry.1 == name || entry.2 == name)
            .map(|entry| entry.0)
    }

    /// The type of this OID.
    pub fn by_oid(oid: u32) -> Option<Self> {
        TYPES.iter().find_map(|entry| match oid {
            0 => None,
            _ if entry.3 == oid => Some(entry.0),
            _ if entry.4 == oid => entry.0.array(),
            _ => None,
        })
    }

    /// Every type that is no array.
    pub fn all() -> impl Iterator<Item = Self> {
        TYPES.iter().map(|entry| entry.0)
    }

    /// The array of this type.
    pub fn array(self) -> Option<Self> {
        TYPES
            .iter()
            .find(|entry| entry.0 == self && entry.4 != 0)
            .map(|entry| Self::Array(&entry.0))
    }

    /// How this type groups with others.
    pub fn category(self) -> Category {
        match self {
            Self::Unknown => Category::Unknown,
            Self::Bool => Category::Boolean,
            Self::Int2
            | Self::Int4
            | Self::Int8
            | Self::Numeric
            | Self::Float4
            | Self::Float8
            | Self::Oid
            | Self::Regclass => Category::Numeric,
            Self::Text | Self::Varchar | Self::Bpchar | Self::Name => Category::String,
            Self::Date | Self::Time | Self::Timestamp | Self::TimestampTz => Category::DateTime,
            Self::Interval => Category::Timespan,
            Self::Array(_) => Category::Array,
            _ => Category::Other,
        }
    }

    /// Whether the type's values are text inside.
    pub fn is_text(self) -> bool {
        self.category() == Category::String
    }

    /// smallint, integer or bigint.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::Int2 | Self::Int4 | Self::Int8)
    }

    /// Preferred within its category.
    pub fn is_preferred(self) -> bool {
        matches!(
            self,
            Self::Bool | Self::Float8 | Self::Oid | Self::Text | Self::TimestampTz | Self::Interval
        )
    }
}

impl ColumnType {
    /// The name as `format_type` shows it, such as `character varying(20)`.
    pub fn sql_name(self) -> String {
        let Some(modifier) = self.modifier else {
            return self.base.sql_name();
        };
        match self.base {
            Type::Array(item) => {
                let item = Self {
                    base: *item,
                    modifier: self.modifier,
                };
                format!("{}[]", item.sql_name())
            }
            Type::Numeric => {
                let (precision, scale) = precision_and_scale(modifier);
                format!("numeric({precision},{scale})")
            }
            Type::Time => format!("time({modifier}) without time zone"),
            Type::Timestamp => format!("timestamp({modifier}) without time zone"),
            Type::TimestampTz => format!("timestamp({modifier}) with time zone"),
            base => format!("{}({modifier})", base.sql_name()),
        }
    }
}

/// The two halves of a numeric's modifier.
pub(crate) fn precision_and_scale(modifier: i32) -> (i32, i32) {
    (modifier >> 16, i32::from((modifier & 0xffff) as i16))
}

/// The modifier of `numeric(precision, scale)`.
pub(crate) fn numeric_modifier(precision: i32, scale: i32) -> i32 {
    (precision << 16) | (scale & 0xffff)
}
