//! Strings and bytes.

mod format;
mod part;

use super::math::arg;
use super::{Entry, digest, lenient, strict, variadic};
use crate::sql::error::{Result, error};
use crate::sql::output::{push_hex, show};
use crate::sql::types::Type as T;
use crate::sql::value::Value;
use format::{format, joined, quote_literal};
use part::{initcap, overlay, pad, position, split, split_part, substring};

/// Characters a function may make at most.
const MOST: usize = 16 * 1024 * 1024;

pub(super) const FUNCTIONS: &[Entry] = &[
    strict("length", &[T::Text], T::Int4, |_, a, _| Ok(count(s(a, 0)))),
    strict("length", &[T::Bytea], T::Int4, |_, a, _| {
        Ok(Value::Int(bytes(a, 0).len() as i64))
    }),
    strict("char_length", &[T::Text], T::Int4, |_, a, _| {
        Ok(count(s(a, 0)))
    }),
    strict("character_length", &[T::Text], T::Int4, |_, a, _| {
        Ok(count(s(a, 0)))
    }),
    strict("octet_length", &[T::Text], T::Int4, |_, a, _| {
        Ok(Value::Int(s(a, 0).len() as i64))
    }),
    strict("octet_length", &[T::Bytea], T::Int4, |_, a, _| {
        Ok(Value::Int(bytes(a, 0).len() as i64))
    }),
    strict("bit_length", &[T::Text], T::Int4, |_, a, _| {
        Ok(Value::Int(s(a, 0).len() as i64 * 8))
    }),
    strict("lower", &[T::Text], T::Text, |_, a, _| {
        text(s(a, 0).to_lowercase())
    }),
    strict("upper", &[T::Text], T::Text, |_, a, _| {
        text(s(a, 0).to_uppercase())
    }),
    strict("initcap", &[T::Text], T::Text, |_, a, _| {
        text(initcap(s(a, 0)))
    }),
    strict("btrim", &[T::Text], T::Text, |_, a, _| {
        text(s(a, 0).trim_matches(' '))
    }),
    strict("btrim", &[T::Text, T::Text], T::Text, |_, a, _| {
        text(s(a, 0).trim_matches(|c| s(a, 1).contains(c)))
    }),
    strict("ltrim", &[T::Text], T::Text, |_, a, _| {
        text(s(a, 0).trim_start_matches(' '))
    }),
    strict("ltrim", &[T::Text, T::Text], T::Text, |_, a, _| {
        text(s(a, 0).trim_start_matches(|c| s(a, 1).contains(c)))
    }),
    strict("rtrim", &[T::Text], T::Text, |_, a, _| {
        text(s(a, 0).trim_end_matches(' '))
    }),
    strict("rtrim", &[T::Text, T::Text], T::Text, |_, a, _| {
        text(s(a, 0).trim_end_matches(|c| s(a, 1).contains(c)))
    }),
    strict("substring", &[T::Text, T::Int4], T::Text, |_, a, _| {
        substring(a)
    }),
    strict(
        "substring",
        &[T::Text, T::Int4, T::Int4],
        T::Text,
        |_, a, _| substring(a),
    ),
    strict("substring", &[T::Text, T::Text], T::Text, |exec, a, t| {
        super::pattern::substring(exec, a, t)
    }),
    strict("substr", &[T::Text, T::Int4], T::Text, |_, a, _| {
        substring(a)
    }),
    strict(
        "substr",
        &[T::Text, T::Int4, T::Int4],
        T::Text,
        |_, a, _| substring(a),
    ),
    strict("left", &[T::Text, T::Int4], T::Text, |_, a, _| {
        let (all, n) = (length(s(a, 0)), arg(a, 1).as_int());
        let take = if n < 0 { (all + n).max(0) } else { n };
        text(s(a, 0).chars().take(take as usize).collect::<String>())
    }),
    strict("right", &[T::Text, T::Int4], T::Text, |_, a, _| {
        let (all, n) = (length(s(a, 0)), arg(a, 1).as_int());
        let skip = if n < 0 { -n } else { (all - n).max(0) };
        text(s(a, 0).chars().skip(skip as usize).collect::<String>())
    }),
    strict("lpad", &[T::Text, T::Int4], T::Text, |_, a, _| {
        pad(s(a, 0), arg(a, 1).as_int(), " ", true)
    }),
    strict("lpad", &[T::Text, T::Int4, T::Text], T::Text, |_, a, _| {
        pad(s(a, 0), arg(a, 1).as_int(), s(a, 2), true)
    }),
    strict("rpad", &[T::Text, T::Int4], T::Text, |_, a, _| {
        pad(s(a, 0), arg(a, 1).as_int(), " ", false)
    }),
    strict("rpad", &[T::Text, T::Int4, T::Text], T::Text, |_, a, _| {
        pad(s(a, 0), arg(a, 1).as_int(), s(a, 2), false)
    }),
    strict(
        "replace",
        &[T::Text, T::Text, T::Text],
        T::Text,
        |_, a, _| {
            if s(a, 1).is_empty() {
                return text(s(a, 0));
            }
            text(s(a, 0).replace(s(a, 1), s(a, 2)))
        },
    ),
    strict("reverse", &[T::Text], T::Text, |_, a, _| {
        text(s(a, 0).chars().rev().collect::<String>())
    }),
    strict("repeat", &[T::Text, T::Int4], T::Text, |_, a, _| {
        let times = usize::try_from(arg(a, 1).as_int()).unwrap_or(0);
        if s(a, 0).len().saturating_mul(times) > MOST {
            return Err(error("54000", "requested length too large"));
        }
        text(s(a, 0).repeat(times))
    }),
    strict(
        "split_part",
        &[T::Text, T::Text, T::Int4],
        T::Text,
        |_, a, _| split_part(a),
    ),
    strict("strpos", &[T::Text, T::Text], T::Int4, |_, a, _| {
        Ok(position(s(a, 0), s(a, 1)))
    }),
    strict("position", &[T::Text, T::Text], T::Int4, |_, a, _| {
        Ok(position(s(a, 0), s(a, 1)))
    }),
    strict("starts_with", &[T::Text, T::Text], T::Bool, |_, a, _| {
        Ok(Value::Bool(s(a, 0).starts_with(s(a, 1))))
    }),
    strict(
        "overlay",
        &[T::Text, T::Text, T::Int4],
        T::Text,
        |_, a, _| overlay(a, length(s(a, 1))),
    ),
    strict(
        "overlay",
        &[T::Text, T::Text, T::Int4, T::Int4],
        T::Text,
        |_, a, _| overlay(a, arg(a, 3).as_int()),
    ),
    strict("ascii", &[T::Text], T::Int4, |_, a, _| {
        Ok(Value::Int(
            s(a, 0)
                .chars()
                .next()
                .map_or(0, |c| i64::from(u32::from(c))),
        ))
    }),
    strict("chr", &[T::Int4], T::Text, |_, a, _| {
        let code = arg(a, 0).as_int();
        match u32::try_from(code).ok().and_then(char::from_u32) {
            Some('\0') => Err(error("54000", "null character not permitted")),
            Some(c) => text(c.to_string()),
            None => Err(error(
                "54000",
                format!("requested character not valid for encoding: {code}"),
            )),
        }
    }),
    strict(
        "translate",
        &[T::Text, T::Text, T::Text],
        T::Text,
        |_, a, _| {
            let to: Vec<char> = s(a, 2).chars().collect();
            text(
                s(a, 0)
                    .chars()
                    .filter_map(|c| match s(a, 1).chars().position(|from| from == c) {
                        Some(at) => to.get(at).copied(),
                        None => Some(c),
                    })
                    .collect::<String>(),
            )
        },
    ),
    strict("md5", &[T::Text], T::Text, |_, a, _| {
        text(hex(&digest::md5(s(a, 0).as_bytes())))
    }),
    strict("md5", &[T::Bytea], T::Text, |_, a, _| {
        text(hex(&digest::md5(bytes(a, 0))))
    }),
    strict("sha256", &[T::Bytea], T::Bytea, |_, a, _| {
        Ok(Value::Bytes(digest::sha256(bytes(a, 0)).to_vec().into()))
    }),
    strict("to_hex", &[T::Int4], T::Text, |_, a, _| {
        text(format!("{:x}", arg(a, 0).as_int() as i32))
    }),
    strict("to_hex", &[T::Int8], T::Text, |_, a, _| {
        text(format!("{:x}", arg(a, 0).as_int()))
    }),
    strict("quote_ident", &[T::Text], T::Text, |_, a, _| {
        text(crate::sql::names::quote(s(a, 0)))
    }),
    strict("quote_literal", &[T::Text], T::Text, |_, a, _| {
        text(quote_literal(s(a, 0)))
    }),
    lenient("quote_nullable", &[T::Text], T::Text, |_, a, _| {
        text(if arg(a, 0).is_null() {
            "NULL".to_owned()
        } else {
            quote_literal(s(a, 0))
        })
    }),
    strict("encode", &[T::Bytea, T::Text], T::Text, |_, a, _| {
        match s(a, 1) {
            "hex" => text(hex(bytes(a, 0))),
            "base64" => text(digest::base64(bytes(a, 0))),
            "escape" => text(String::from_utf8_lossy(bytes(a, 0))),
            other => Err(error(
                "22023",
                format!("unrecognized encoding: \"{other}\""),
            )),
        }
    }),
    strict("decode", &[T::Text, T::Text], T::Bytea, |_, a, _| {
        match s(a, 1) {
            "hex" => crate::sql::input::read(&format!("\\x{}", s(a, 0)), T::Bytea, 0),
            "base64" => digest::from_base64(s(a, 0)).map(|bytes| Value::Bytes(bytes.into())),
            "escape" => crate::sql::input::read(s(a, 0), T::Bytea, 0),
            other => Err(error(
                "22023",
                format!("unrecognized encoding: \"{other}\""),
            )),
        }
    }),
    strict("convert_to", &[T::Text, T::Text], T::Bytea, |_, a, _| {
        Ok(Value::Bytes(s(a, 0).as_bytes().into()))
    }),
    strict("convert_from", &[T::Bytea, T::Text], T::Text, |_, a, _| {
        text(String::from_utf8_lossy(bytes(a, 0)))
    }),
    variadic("concat", &[T::Any], T::Text, |_, a, types| {
        let parts = a
            .iter()
            .zip(types)
            .filter_map(|(value, ty)| show(value, *ty));
        text(parts.collect::<String>())
    }),
    variadic("concat_ws", &[T::Text, T::Any], T::Text, |_, a, types| {
        if arg(a, 0).is_null() {
            return Ok(Value::Null);
        }
        let parts: Vec<String> = a
            .iter()
            .zip(types)
            .skip(1)
            .filter_map(|(value, ty)| show(value, *ty))
            .collect();
        text(parts.join(s(a, 0)))
    }),
    variadic("format", &[T::Text, T::Any], T::Text, |_, a, types| {
        format(a, types)
    }),
    strict(
        "array_to_string",
        &[T::AnyArray, T::Text],
        T::Text,
        |_, a, types| joined(a, types, None),
    ),
    lenient(
        "array_to_string",
        &[T::AnyArray, T::Text, T::Text],
        T::Text,
        |_, a, types| {
            let instead = (!arg(a, 2).is_null()).then(|| s(a, 2));
            joined(a, types, instead)
        },
    ),
    lenient(
        "string_to_array",
        &[T::Text, T::Text],
        T::Array(&T::Text),
        |_, a, _| split(a, None),
    ),
    lenient(
        "string_to_array",
        &[T::Text, T::Text, T::Text],
        T::Array(&T::Text),
        |_, a, _| {
            let null = (!arg(a, 2).is_null()).then(|| s(a, 2));
            split(a, null)
        },
    ),
];

/// Text as a value.
pub(super) fn text(text: impl AsRef<str>) -> Result<Value> {
    Ok(Value::text(text))
}

/// The characters of an argument.
pub(super) fn s(args: &[Value], at: usize) -> &str {
    arg(args, at).as_str()
}

fn bytes(args: &[Value], at: usize) -> &[u8] {
    match arg(args, at) {
        Value::Bytes(bytes) => bytes,
        _ => &[],
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    push_hex(&mut text, bytes);
    text
}

fn length(text: &str) -> i64 {
    text.chars().count() as i64
}

fn count(text: &str) -> Value {
    Value::Int(length(text))
}

/// `||` of two strings, or of two runs of bytes.
pub(crate) fn concatenate(
    _: &mut crate::sql::execute::Exec<'_>,
    a: &[Value],
    _: &[T],
) -> Result<Value> {
    match (arg(a, 0), arg(a, 1)) {
        (Value::Bytes(left), Value::Bytes(right)) => {
            Ok(Value::Bytes([&left[..], &right[..]].concat().into()))
        }
        (left, right) => text([left.as_str(), right.as_str()].concat()),
    }
}
