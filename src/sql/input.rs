//! Text read as a value of a type, with PostgreSQL's complaints.

use super::datetime::{read_date, read_time, read_timestamp};
use super::error::{Result, error, unsupported};
use super::interval::Interval;
use super::json;
use super::numeric::Numeric;
use super::types::Type;
use super::value::{Array, Value};
use std::sync::Arc;

/// The value that `text` stands for; `now` is the transaction's time.
pub(crate) fn read(text: &str, ty: Type, now: i64) -> Result<Value> {
    Ok(match ty {
        Type::Text | Type::Varchar | Type::Bpchar | Type::Name | Type::Unknown => {
            if text.contains('\0') {
                return Err(error(
                    "22021",
                    "invalid byte sequence for encoding \"UTF8\": 0x00",
                ));
            }
            Value::text(text)
        }
        Type::Bool => Value::Bool(read_bool(text)?),
        Type::Int2 => read_int(text, ty, i64::from(i16::MIN), i64::from(i16::MAX))?,
        Type::Int4 => read_int(text, ty, i64::from(i32::MIN), i64::from(i32::MAX))?,
        Type::Int8 => read_int(text, ty, i64::MIN, i64::MAX)?,
        Type::Oid | Type::Regclass => read_int(text, Type::Oid, 0, i64::from(u32::MAX))?,
        Type::Numeric => Value::numeric(read_numeric(text)?),
        Type::Float8 => Value::Float(read_float(text, ty)?),
        Type::Float4 => {
            let wide = read_float(text, ty)?;
            let narrow = f64::from(wide as f32);
            if narrow.is_infinite() && wide.is_finite() {
                return Err(out_of_range(text, ty));
            }
            Value::Float(narrow)
        }
        Type::Bytea => Value::Bytes(read_bytes(text)?.into()),
        Type::Date => Value::Date(read_date(text, now)?),
        Type::Time => Value::Time(read_time(text, now)?),
        Type::Timestamp => Value::Timestamp(read_timestamp(text, now, None)?),
        Type::TimestampTz => Value::Timestamp(read_timestamp(text, now, Some(0))?),
        Type::Interval => Value::Interval(Interval::parse(text).ok_or_else(|| {
            error(
                "22007",
                format!("invalid input syntax for type interval: \"{text}\""),
            )
        })?),
        Type::Uuid => Value::Uuid(read_uuid(text).ok_or_else(|| invalid(text, ty))?),
        Type::Json => {
            json::parse(text)?;
            Value::text(text)
        }
        Type::Jsonb => Value::Json(Arc::new(json::parse(text)?)),
        Type::Array(item) => Value::Array(Arc::new(read_array(text, *item, now)?)),
        Type::Record
        | Type::Regtype
        | Type::Void
        | Type::Any
        | Type::AnyArray
        | Type::AnyElement => {
            return Err(unsupported("a record read from text"));
        }
    })
}

fn invalid(text: &str, ty: Type) -> Box<super::SqlError> {
    let name = ty.sql_name();
    error(
        "22P02",
        format!("invalid input syntax for type {name}: \"{text}\""),
    )
}

fn out_of_range(text: &str, ty: Type) -> Box<super::SqlError> {
    let name = ty.sql_name();
    error(
        "22003",
        format!("\"{text}\" is out of range for type {name}"),
    )
}

fn read_bool(text: &str) -> Result<bool> {
    let word = text.trim().to_ascii_lowercase();
    let starts = |full: &str, least: usize| word.len() >= least && full.starts_with(&word);
    if starts("true", 1) || starts("yes", 1) || starts("on", 2) || word == "1" {
        Ok(true)
    } else if starts("false", 1) || starts("no", 1) || starts("off", 2) || word == "0" {
        Ok(false)
    } else {
        Err(invalid(text, Type::Bool))
    }
}

fn read_int(text: &str, ty: Type, least: i64, most: i64) -> Result<Value> {
    let body = text.trim();
    let digits = body.strip_prefix(['+', '-']).unwrap_or(body);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(invalid(text, ty));
    }
    body.parse::<i64>()
        .ok()
        .filter(|n| (least..=most).contains(n))
        .map(Value::Int)
        .ok_or_else(|| {
            let name = ty.sql_name();
            error(
                "22003",
                format!("value \"{text}\" is out of range for type {name}"),
            )
        })
}

fn read_numeric(text: &str) -> Result<Numeric> {
    let body = text.trim();
    if matches!(
        body.to_ascii_lowercase().trim_start_matches(['+', '-']),
        "nan" | "infinity" | "inf"
    ) {
        return Err(unsupported(&format!("numeric {body}")));
    }
    Numeric::parse(body).ok_or_else(|| invalid(text, Type::Numeric))
}

fn read_float(text: &str, ty: Type) -> Result<f64> {
    let body = text.trim();
    let lower = body.to_ascii_lowercase();
    let (sign, word) = match lower.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    match word {
        "nan" => return Ok(f64::NAN),
        "inf" | "infinity" => return Ok(sign * f64::INFINITY),
        _ => {}
    }
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Err(invalid(text, ty));
    }
    let n: f64 = word.parse().map_err(|_| invalid(text, ty))?;
    let zero = n == 0.0
        && word
            .split('e')
            .next()
            .is_some_and(|m| m.contains(|c| matches!(c, '1'..='9')));
    if n.is_infinite() || zero {
        return Err(out_of_range(text, ty));
    }
    Ok(sign * n)
}

fn read_bytes(text: &str) -> Result<Vec<u8>> {
    if let Some(hex) = text.strip_prefix("\\x") {
        let mut bytes = Vec::with_capacity(hex.len() / 2);
        let digits: Vec<char> = hex.chars().filter(|c| !c.is_whitespace()).collect();
        if !digits.len().is_multiple_of(2) {
            return Err(error(
                "22023",
                "invalid hexadecimal data: odd number of digits",
            ));
        }
        for pair in digits.chunks(2) {
            let mut byte = 0;
            for digit in pair {
                let value = digit.to_digit(16).ok_or_else(|| {
                    error("22023", format!("invalid hexadecimal digit: \"{digit}\""))
                })?;
                byte = byte * 16 + value as u8;
            }
            bytes.push(byte);
        }
        return Ok(bytes);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match (first, after) {
            (b'\\', [b'\\', after @ ..]) => {
                bytes.push(b'\\');
                rest = after;
            }
            (
                b'\\',
                [
                    a @ b'0'..=b'3',
                    b @ b'0'..=b'7',
                    c @ b'0'..=b'7',
                    after @ ..,
                ],
            ) => {
                bytes.push((a - b'0') * 64 + (b - b'0') * 8 + (c - b'0'));
                rest = after;
            }
            (b'\\', _) => return Err(error("22P02", "invalid input syntax for type bytea")),
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Ok(bytes)
}

fn read_uuid(text: &str) -> Option<[u8; 16]> {
    let body = text
        .strip_prefix('{')
        .and_then(|t| t.strip_suffix('}'))
        .unwrap_or(text);
    let mut bytes = [0; 16];
    let mut digits = 0;
    let mut before = ' ';
    for c in body.chars() {
        if c == '-' {
            if digits % 4 != 0 || digits == 0 || before == '-' {
                return None;
            }
        } else {
            let digit = c.to_digit(16)? as u8;
            let byte = bytes.get_mut(digits / 2)?;
            *byte = *byte * 16 + digit;
            digits += 1;
        }
        before = c;
    }
    (digits == 32).then_some(bytes)
}

fn malformed(text: &str) -> Box<super::SqlError> {
    error("22P02", format!("malformed array literal: \"{text}\""))
}

/// `{1,2}`, `{{a,b},{c,d}}`, with quotes, escapes and NULL.
fn read_array(text: &str, item: Type, now: i64) -> Result<Array> {
    let mut reader = ArrayReader {
        chars: text.trim().chars().peekable(),
        item,
        now,
        items: Vec::new(),
        text,
    };
    if reader.chars.peek() != Some(&'{') {
        return Err(
            malformed(text).detail("Array value must start with \"{\" or dimension information.")
        );
    }
    let dims = reader.level(0)?;
    if reader.chars.next().is_some() {
        return Err(malformed(text).detail("Junk after closing right brace."));
    }
    let dims = if reader.items.is_empty() {
        Vec::new()
    } else {
        dims
    };
    Ok(Array {
        dims,
        items: reader.items,
    })
}

struct ArrayReader<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    item: Type,
    now: i64,
    items: Vec<Value>,
    text: &'a str,
}

impl ArrayReader<'_> {
    fn blank(&mut self) {
        while self.chars.next_if(|c| c.is_whitespace()).is_some() {}
    }

    /// One level of braces; gives the lengths from here inwards.
    fn level(&mut self, depth: usize) -> Result<Vec<usize>> {
        if depth > 5 {
            return Err(error(
                "54000",
                "number of array dimensions exceeds the maximum allowed (6)",
            ));
        }
        self.chars.next();
        let (mut count, mut inner): (usize, Option<Vec<usize>>) = (0, None);
        self.blank();
        if self.chars.next_if_eq(&'}').is_some() {
            return Ok(vec![0]);
        }
        loop {
            self.blank();
            let dims = if self.chars.peek() == Some(&'{') {
                self.level(depth + 1)?
            } else {
                self.one()?
            };
            if inner.as_ref().is_some_and(|inner| *inner != dims) {
                return Err(malformed(self.text).detail(
                    "Multidimensional arrays must have sub-arrays with matching dimensions.",
                ));
            }
            inner = Some(dims);
            count += 1;
            self.blank();
            match self.chars.next() {
                Some(',') => {}
                Some('}') => break,
                Some(_) => return Err(malformed(self.text)),
                None => return Err(malformed(self.text).detail("Unexpected end of input.")),
            }
        }
        let mut dims = vec![count];
        dims.extend(inner.unwrap_or_default());
        Ok(dims)
    }

    fn one(&mut self) -> Result<Vec<usize>> {
        let mut word = String::new();
        let quoted = self.chars.next_if_eq(&'"').is_some();
        loop {
            let next = if quoted {
                match self.chars.next() {
                    Some('"') => break,
                    next => next,
                }
            } else {
                match self.chars.peek() {
                    Some(',' | '}') => break,
                    Some('{' | '"') => return Err(malformed(self.text)),
                    _ => self.chars.next(),
                }
            };
            match next {
                Some('\\') => word.extend(self.chars.next()),
                Some(c) => word.push(c),
                None => return Err(malformed(self.text).detail("Unexpected end of input.")),
            }
        }
        let word = if quoted { word.as_str() } else { word.trim() };
        if !quoted && word.is_empty() {
            return Err(malformed(self.text).detail("Unexpected \"}\" character."));
        }
        let value = if !quoted && word.eq_ignore_ascii_case("null") {
            Value::Null
        } else {
            read(word, self.item, self.now)?
        };
        self.items.push(value);
        Ok(Vec::new())
    }
}
