//! Values as text, as PostgreSQL sends them.

use super::datetime::{show_date, show_time, show_timestamp};
use super::types::Type;
use super::value::{Array, Value};
use std::fmt::Write as _;

/// A value of a type as text; `None` is NULL.
pub(crate) fn show(value: &Value, ty: Type) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(true) => "t".to_owned(),
        Value::Bool(false) => "f".to_owned(),
        Value::Int(n) => n.to_string(),
        Value::Float(n) => show_float(*n, ty == Type::Float4),
        Value::Numeric(n) => n.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Bytes(bytes) => show_bytes(bytes),
        Value::Date(days) => show_date(*days),
        Value::Time(micros) => show_time(*micros),
        Value::Timestamp(micros) => show_timestamp(*micros, (ty == Type::TimestampTz).then_some(0)),
        Value::Interval(span) => span.show(),
        Value::Uuid(bytes) => show_uuid(bytes),
        Value::Json(json) => json.to_string(),
        Value::Array(array) => {
            let item = match ty {
                Type::Array(item) => *item,
                _ => Type::Text,
            };
            show_array(array, item)
        }
        Value::Record(items) => show_record(items),
    })
}

/// The shortest text that reads back to the same number.
pub(crate) fn show_float(n: f64, single: bool) -> String {
    if n.is_nan() {
        return "NaN".to_owned();
    }
    if n.is_infinite() {
        return if n > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let shortest = if single {
        format!("{:e}", n as f32)
    } else {
        format!("{n:e}")
    };
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let most = if single { 6 } else { 15 };
    if (-4..most).contains(&exponent) {
        return if single {
            (n as f32).to_string()
        } else {
            n.to_string()
        };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

pub(crate) fn show_bytes(bytes: &[u8]) -> String {
    let mut text = String::from("\\x");
    push_hex(&mut text, bytes);
    text
}

pub(crate) fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
}

fn show_uuid(bytes: &[u8; 16]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        push_hex(&mut text, &[*byte]);
    }
    text
}

/// `{1,2,NULL,"a b"}`.
fn show_array(array: &Array, item: Type) -> String {
    fn level(dims: &[usize], items: &[Value], item: Type, out: &mut String) {
        out.push('{');
        if let [first, inner @ ..] = dims {
            let step = inner.iter().product::<usize>();
            for at in 0..*first {
                if at > 0 {
                    out.push(',');
                }
                let part = items.get(at * step..(at + 1) * step).unwrap_or_default();
                match (inner, part) {
                    ([], [value]) => out.push_str(&show_item(value, item)),
                    _ => level(inner, part, item, out),
                }
            }
        }
        out.push('}');
    }
    let mut out = String::new();
    level(&array.dims, &array.items, item, &mut out);
    out
}

fn show_item(value: &Value, item: Type) -> String {
    let Some(text) = show(value, item) else {
        return "NULL".to_owned();
    };
    let plain = !text.is_empty()
        && !text.eq_ignore_ascii_case("null")
        && !text.contains(|c: char| matches!(c, '{' | '}' | ',' | '"' | '\\') || c.is_whitespace());
    if plain { text } else { escaped(&text) }
}

fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// `(1,a,)`. The items' own types are not kept, so dates and the like show
/// in their plain form.
fn show_record(items: &[Value]) -> String {
    let parts: Vec<String> = items
        .iter()
        .map(|item| {
            let Some(text) = show(item, Type::Text) else {
                return String::new();
            };
            let plain = !text.is_empty()
                && !text.contains(|c: char| {
                    matches!(c, '(' | ')' | ',' | '"' | '\\') || c.is_whitespace()
                });
            if plain {
                text
            } else {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""))
            }
        })
        .collect();
    format!("({})", parts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_show_as_in_postgresql() {
        for (n, shown) in [
            (0.1, "0.1"),
            (1e15, "1e+15"),
            (1e14, "100000000000000"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (-0.0, "-0"),
            (1.5e300, "1.5e+300"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(show_float(n, false), shown);
        }
        assert_eq!(show_float(1e6, true), "1e+06");
        assert_eq!(show_float(f64::from(0.1_f32), true), "0.1");
    }

    #[test]
    fn arrays_quote_only_what_must_be() {
        let array = Value::array(vec![
            Value::text("a"),
            Value::text("b c"),
            Value::Null,
            Value::text(""),
        ]);
        let ty = Type::Array(&Type::Text);
        assert_eq!(show(&array, ty).as_deref(), Some("{a,\"b c\",NULL,\"\"}"));
        assert_eq!(show(&Value::array(vec![]), ty).as_deref(), Some("{}"));
    }
}
