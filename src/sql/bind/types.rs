//! Type names.

use super::Binder;
use crate::sql::error::{Result, error, unsupported};
use crate::sql::types::{ColumnType, Type, numeric_modifier};
use sqlparser::ast::{
    ArrayElemTypeDef, CharacterLength, DataType, ExactNumberInfo, ObjectName, TimezoneInfo,
};

impl Binder<'_> {
    /// The type that a type name stands for.
    pub(super) fn type_of(&self, name: &DataType) -> Result<ColumnType> {
        column_type(name)
    }
}

/// The type that a type name stands for; the serial types are not among them.
pub(crate) fn column_type(name: &DataType) -> Result<ColumnType> {
    let plain = |base: Type| Ok(ColumnType::from(base));
    match name {
        DataType::SmallInt(None) | DataType::Int2(None) => plain(Type::Int2),
        DataType::Int(None) | DataType::Integer(None) | DataType::Int4(None) => plain(Type::Int4),
        DataType::BigInt(None) | DataType::Int8(None) => plain(Type::Int8),
        DataType::Numeric(info) | DataType::Decimal(info) | DataType::Dec(info) => numeric(info),
        DataType::Real | DataType::Float4 => plain(Type::Float4),
        DataType::DoublePrecision | DataType::Float8 => plain(Type::Float8),
        DataType::Float(ExactNumberInfo::None) => plain(Type::Float8),
        DataType::Float(ExactNumberInfo::Precision(n)) => match n {
            1..=24 => plain(Type::Float4),
            25..=53 => plain(Type::Float8),
            0 => Err(error(
                "22023",
                "precision for type float must be at least 1 bit",
            )),
            _ => Err(error(
                "22023",
                "precision for type float must be less than 54 bits",
            )),
        },
        DataType::Bool | DataType::Boolean => plain(Type::Bool),
        DataType::Text => plain(Type::Text),
        DataType::Varchar(length)
        | DataType::CharacterVarying(length)
        | DataType::CharVarying(length) => text(Type::Varchar, length.as_ref(), None),
        DataType::Char(length) | DataType::Character(length) => {
            text(Type::Bpchar, length.as_ref(), Some(1))
        }
        DataType::Bytea => plain(Type::Bytea),
        DataType::Date => plain(Type::Date),
        DataType::Time(precision, zone) => match zone {
            TimezoneInfo::None | TimezoneInfo::WithoutTimeZone => moment(Type::Time, *precision),
            _ => Err(unsupported("the type time with time zone")),
        },
        DataType::Timestamp(precision, zone) => match zone {
            TimezoneInfo::None | TimezoneInfo::WithoutTimeZone => {
                moment(Type::Timestamp, *precision)
            }
            _ => moment(Type::TimestampTz, *precision),
        },
        DataType::Interval {
            fields: None,
            precision: None,
        } => plain(Type::Interval),
        DataType::Interval { .. } => Err(unsupported("an interval type with fields or precision")),
        DataType::Uuid => plain(Type::Uuid),
        DataType::JSON => plain(Type::Json),
        DataType::JSONB => plain(Type::Jsonb),
        DataType::Regclass => plain(Type::Regclass),
        DataType::Array(
            ArrayElemTypeDef::SquareBracket(item, _)
            | ArrayElemTypeDef::AngleBracket(item)
            | ArrayElemTypeDef::Parenthesis(item),
        ) => array(column_type(item)?),
        DataType::Custom(name, arguments) => custom(name, arguments),
        other => Err(unknown_type(&other.to_string().to_lowercase())),
    }
}

fn unknown_type(name: &str) -> Box<crate::sql::SqlError> {
    let failure = error("42704", format!("type \"{name}\" does not exist"));
    let word = name.split(['(', ' ']).next().unwrap_or_default();
    let instead = match word {
        "datetime" => "PostgreSQL's type for date and time is \"timestamp\" or \"timestamptz\".",
        "tinyint" => "PostgreSQL's smallest integer type is \"smallint\".",
        "mediumint" => "PostgreSQL's type is \"integer\".",
        "double" => "PostgreSQL's type is \"double precision\".",
        "nvarchar" | "varchar2" | "nvarchar2" | "clob" | "longtext" | "mediumtext" | "tinytext"
        | "string" => "PostgreSQL's types for strings are \"text\" and \"varchar(n)\".",
        "blob" | "binary" | "varbinary" | "longblob" => "PostgreSQL's type for bytes is \"bytea\".",
        "number" => "PostgreSQL's type is \"numeric\".",
        _ => return failure,
    };
    failure.hint(instead)
}

fn array(item: ColumnType) -> Result<ColumnType> {
    // An array of arrays is an array of more dimensions.
    let base = match item.base {
        Type::Array(_) => item.base,
        base => base
            .array()
            .ok_or_else(|| unsupported("an array of this type"))?,
    };
    Ok(ColumnType {
        base,
        modifier: item.modifier,
    })
}

fn numeric(info: &ExactNumberInfo) -> Result<ColumnType> {
    let (precision, scale) = match info {
        ExactNumberInfo::None => return Ok(Type::Numeric.into()),
        ExactNumberInfo::Precision(precision) => (*precision, 0),
        ExactNumberInfo::PrecisionAndScale(precision, scale) => (*precision, *scale),
    };
    let precision = i32::try_from(precision).unwrap_or(i32::MAX);
    if !(1..=1000).contains(&precision) {
        let message = format!("NUMERIC precision {precision} must be between 1 and 1000");
        return Err(error("22023", message));
    }
    let scale = i32::try_from(scale).unwrap_or(i32::MAX);
    if !(-1000..=1000).contains(&scale) {
        let message = format!("NUMERIC scale {scale} must be between -1000 and 1000");
        return Err(error("22023", message));
    }
    Ok(ColumnType {
        base: Type::Numeric,
        modifier: Some(numeric_modifier(precision, scale)),
    })
}

fn text(
    base: Type,
    length: Option<&CharacterLength>,
    otherwise: Option<i32>,
) -> Result<ColumnType> {
    let modifier = match length {
        None => otherwise,
        Some(CharacterLength::IntegerLength { length, unit: None }) => {
            let name = if base == Type::Varchar {
                "varchar"
            } else {
                "char"
            };
            if *length == 0 {
                return Err(error(
                    "22023",
                    format!("length for type {name} must be at least 1"),
                ));
            }
            if *length > 10_485_760 {
                return Err(error(
                    "22023",
                    format!("length for type {name} cannot exceed 10485760"),
                ));
            }
            i32::try_from(*length).ok()
        }
        Some(_) => return Err(unsupported("this form of a length")),
    };
    Ok(ColumnType { base, modifier })
}

fn moment(base: Type, precision: Option<u64>) -> Result<ColumnType> {
    let modifier = precision.map(|digits| i32::try_from(digits.min(6)).unwrap_or(6));
    Ok(ColumnType { base, modifier })
}

fn custom(name: &ObjectName, arguments: &[String]) -> Result<ColumnType> {
    let shown = name.to_string().to_lowercase();
    let word = shown.strip_prefix("pg_catalog.").unwrap_or(&shown);
    match word {
        "bpchar" | "varchar" | "timestamptz" | "timestamp" | "numeric" if !arguments.is_empty() => {
            let number = arguments.first().and_then(|n| n.parse().ok());
            Ok(ColumnType {
                base: Type::by_name(word).unwrap_or(Type::Text),
                modifier: number,
            })
        }
        "any" | "anyarray" | "anyelement" | "unknown" | "record" | "void" => {
            Err(unknown_type(word))
        }
        _ => Type::by_name(word)
            .filter(|_| arguments.is_empty())
            .map(ColumnType::from)
            .ok_or_else(|| unknown_type(&shown)),
    }
}
