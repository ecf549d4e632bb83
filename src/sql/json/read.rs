//! Reads JSON text.

use super::Json;
use crate::base::limits;
use crate::sql::error::{Result, error};
use crate::sql::numeric::Numeric;

/// Reads a whole text.
pub(crate) fn parse(text: &str) -> Result<Json> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    let json = reader.value()?;
    reader.end()?;
    Ok(json)
}

/// The text of each member of an object or item of an array, with its key;
/// `None` for a scalar.
pub(crate) fn members(text: &str) -> Result<Option<Vec<(Option<String>, &str)>>> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    reader.blank();
    let (close, keyed) = match reader.peek() {
        Some('{') => ('}', true),
        Some('[') => (']', false),
        _ => return Ok(None),
    };
    reader.at += 1;
    let mut members = Vec::new();
    reader.blank();
    if reader.take(close) {
        return Ok(Some(members));
    }
    loop {
        let key = if keyed { Some(reader.key()?) } else { None };
        reader.blank();
        let start = reader.at;
        reader.value()?;
        members.push((key, text.get(start..reader.at).unwrap_or_default()));
        if reader.next_or_close(close)? {
            return Ok(Some(members));
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn mistake<T>(&self, expected: &str) -> Result<T> {
        let token: String = match self.peek() {
            None => String::new(),
            Some(c) if c.is_alphanumeric() => self
                .rest()
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
                .collect(),
            Some(c) => c.to_string(),
        };
        let failure = error("22P02", "invalid input syntax for type json");
        Err(if token.is_empty() {
            failure.detail("The input string ended unexpectedly.")
        } else if expected.is_empty()
            || token.starts_with(char::is_alphabetic)
                && !matches!(token.as_str(), "true" | "false" | "null")
        {
            failure.detail(format!("Token \"{token}\" is invalid."))
        } else {
            failure.detail(format!("Expected {expected}, but found \"{token}\"."))
        })
    }

    fn end(&mut self) -> Result<()> {
        self.blank();
        if self.peek().is_none() {
            Ok(())
        } else {
            self.mistake("end of input")
        }
    }

    fn key(&mut self) -> Result<String> {
        self.blank();
        if self.peek() != Some('"') {
            return self.mistake("string");
        }
        let key = self.string()?;
        self.blank();
        if self.take(':') {
            Ok(key)
        } else {
            self.mistake("\":\"")
        }
    }

    /// After an item: whether the whole is closed.
    fn next_or_close(&mut self, close: char) -> Result<bool> {
        self.blank();
        if self.take(close) {
            Ok(true)
        } else if self.take(',') {
            Ok(false)
        } else {
            self.mistake(&format!("\",\" or \"{close}\""))
        }
    }

    fn value(&mut self) -> Result<Json> {
        self.blank();
        self.depth += 1;
        if self.depth > limits::SQL_DEPTH * 4 {
            return Err(error("54001", "stack depth limit exceeded"));
        }
        let json = match self.peek() {
            Some('{') => self.object(),
            Some('[') => self.array(),
            Some('"') => self.string().map(Json::String),
            Some('-' | '0'..='9') => self.number(),
            Some(_) => self.word(),
            None => self.mistake("JSON value"),
        };
        self.depth -= 1;
        json
    }

    fn object(&mut self) -> Result<Json> {
        self.at += 1;
        let mut members = Vec::new();
        self.blank();
        if self.take('}') {
            return Ok(Json::Object(members));
        }
        loop {
            let key = self.key()?;
            members.push((key, self.value()?));
            if self.next_or_close('}')? {
                return Ok(Json::object(members));
            }
        }
    }

    fn array(&mut self) -> Result<Json> {
        self.at += 1;
        let mut items = Vec::new();
        self.blank();
        if self.take(']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.next_or_close(']')? {
                return Ok(Json::Array(items));
            }
        }
    }

    fn word(&mut self) -> Result<Json> {
        for (word, json) in [
            ("true", Json::Bool(true)),
            ("false", Json::Bool(false)),
            ("null", Json::Null),
        ] {
            let rest = self.rest();
            let ends = rest
                .strip_prefix(word)
                .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
            if ends {
                self.at += word.len();
                return Ok(json);
            }
        }
        self.mistake("")
    }

    fn number(&mut self) -> Result<Json> {
        let length = self
            .rest()
            .find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or_default();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let padded = digits.len() > 1
            && digits.starts_with('0')
            && digits.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let bare = digits.starts_with('.') || digits.contains(".e") || digits.ends_with('.');
        match Numeric::parse(text) {
            Some(number) if !padded && !bare => {
                self.at += length;
                Ok(Json::Number(number))
            }
            _ => self.mistake(""),
        }
    }

    fn string(&mut self) -> Result<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek() else {
                return self.mistake("");
            };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escape()?),
                c if (c as u32) < 0x20 => {
                    return Err(error("22P02", "invalid input syntax for type json").detail(
                        format!("Character with value 0x{:02x} must be escaped.", c as u32),
                    ));
                }
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let Some(c) = self.peek() else {
            return self.mistake("");
        };
        self.at += c.len_utf8();
        Ok(match c {
            '"' | '\\' | '/' => c,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(),
            _ => {
                return Err(error("22P02", "invalid input syntax for type json")
                    .detail(format!("Escape sequence \"\\{c}\" is invalid.")));
            }
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(code)
    }

    fn unicode(&mut self) -> Result<char> {
        let wrong = || error("22P02", "invalid input syntax for type json");
        let first = self.hex().ok_or_else(|| {
            wrong().detail("\"\\u\" must be followed by four hexadecimal digits.")
        })?;
        let code = if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            self.at += 2;
            let second = self.hex().filter(|code| (0xdc00..0xe000).contains(code));
            second.map(|second| 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
        } else {
            Some(first)
        };
        code.and_then(char::from_u32)
            .filter(|c| *c != '\0')
            .ok_or_else(|| error("22P05", "unsupported Unicode escape sequence"))
    }
}
