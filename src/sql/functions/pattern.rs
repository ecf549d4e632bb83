//! LIKE, SIMILAR TO and regular expressions.

use super::math::arg;
use super::string::{s, text};
use super::{Entry, strict};
use crate::sql::error::{Result, error, unsupported};
use crate::sql::execute::Exec;
use crate::sql::types::Type as T;
use crate::sql::value::Value;
use regex_lite::{Captures, Regex, RegexBuilder};

pub(super) const FUNCTIONS: &[Entry] = &[
    strict(
        "regexp_replace",
        &[T::Text, T::Text, T::Text],
        T::Text,
        |_, a, _| replace(a, ""),
    ),
    strict(
        "regexp_replace",
        &[T::Text, T::Text, T::Text, T::Text],
        T::Text,
        |_, a, _| replace(a, s(a, 3)),
    ),
    strict(
        "regexp_match",
        &[T::Text, T::Text],
        T::Array(&T::Text),
        |_, a, _| first_match(a, ""),
    ),
    strict(
        "regexp_match",
        &[T::Text, T::Text, T::Text],
        T::Array(&T::Text),
        |_, a, _| first_match(a, s(a, 2)),
    ),
    strict("regexp_like", &[T::Text, T::Text], T::Bool, |_, a, _| {
        matches(a, "")
    }),
    strict(
        "regexp_like",
        &[T::Text, T::Text, T::Text],
        T::Bool,
        |_, a, _| matches(a, s(a, 2)),
    ),
    strict("regexp_count", &[T::Text, T::Text], T::Int4, |_, a, _| {
        Ok(Value::Int(
            regex(s(a, 1), "")?.find_iter(s(a, 0)).count() as i64
        ))
    }),
    strict("regexp_substr", &[T::Text, T::Text], T::Text, |_, a, _| {
        Ok(regex(s(a, 1), "")?
            .find(s(a, 0))
            .map_or(Value::Null, |found| Value::text(found.as_str())))
    }),
    strict(
        "regexp_split_to_array",
        &[T::Text, T::Text],
        T::Array(&T::Text),
        |_, a, _| {
            Ok(Value::array(
                regex(s(a, 1), "")?
                    .split(s(a, 0))
                    .map(Value::text)
                    .collect(),
            ))
        },
    ),
];

pub(super) const HIDDEN: &[Entry] = &[
    strict("like", &[T::Text, T::Text], T::Bool, |_, a, _| {
        Ok(Value::Bool(like(s(a, 0), s(a, 1))?))
    }),
    strict("ilike", &[T::Text, T::Text], T::Bool, |_, a, _| {
        Ok(Value::Bool(like(
            &s(a, 0).to_lowercase(),
            &s(a, 1).to_lowercase(),
        )?))
    }),
    strict("like_escape", &[T::Text, T::Text], T::Text, |_, a, _| {
        escape(a)
    }),
    strict(
        "regexp_like_sensitive",
        &[T::Text, T::Text],
        T::Bool,
        |_, a, _| matches(a, ""),
    ),
    strict(
        "regexp_like_insensitive",
        &[T::Text, T::Text],
        T::Bool,
        |_, a, _| matches(a, "i"),
    ),
    strict("similar_to", &[T::Text, T::Text], T::Bool, |_, a, _| {
        Ok(Value::Bool(
            compile(&similar(s(a, 1)), false)?.is_match(s(a, 0)),
        ))
    }),
];

/// LIKE with `\` as escape, in time that grows with text × pattern only.
fn like(text: &str, pattern: &str) -> Result<bool> {
    let text: Vec<char> = text.chars().collect();
    let mut parts = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        parts.push(match c {
            '%' => Part::Any,
            '_' => Part::One,
            '\\' => match chars.next() {
                Some(c) => Part::Exactly(c),
                None => Part::Nothing,
            },
            c => Part::Exactly(c),
        });
    }
    let (mut at, mut part) = (0, 0);
    // Where to go back to: just after the last %, one character further on.
    let mut back: Option<(usize, usize)> = None;
    while at < text.len() {
        match parts.get(part) {
            Some(Part::Any) => {
                part += 1;
                back = Some((at, part));
            }
            Some(Part::Nothing) => {
                let message = "LIKE pattern must not end with escape character";
                return Err(error("22025", message));
            }
            Some(Part::One) => (at, part) = (at + 1, part + 1),
            Some(Part::Exactly(c)) if text.get(at) == Some(c) => (at, part) = (at + 1, part + 1),
            _ => match back {
                Some((from, after)) => {
                    (at, part) = (from + 1, after);
                    back = Some((from + 1, after));
                }
                None => return Ok(false),
            },
        }
    }
    Ok(parts
        .get(part..)
        .unwrap_or_default()
        .iter()
        .all(|part| matches!(part, Part::Any)))
}

enum Part {
    Any,
    One,
    Exactly(char),
    /// An escape with nothing after it: wrong, once it is reached.
    Nothing,
}

/// A pattern with another escape character, rewritten to use `\`.
fn escape(a: &[Value]) -> Result<Value> {
    let escapes: Vec<char> = s(a, 1).chars().collect();
    let escape = match escapes.as_slice() {
        [] => None,
        [one] => Some(*one),
        _ => {
            return Err(error("22025", "invalid escape string")
                .hint("Escape string must be empty or one character."));
        }
    };
    let mut out = String::new();
    let mut chars = s(a, 0).chars();
    while let Some(c) = chars.next() {
        if Some(c) == escape {
            out.push('\\');
            out.extend(chars.next());
        } else if c == '\\' {
            out.push_str("\\\\");
        } else {
            out.push(c);
        }
    }
    text(out)
}

/// A SIMILAR TO pattern as a regular expression.
fn similar(pattern: &str) -> String {
    let mut out = String::from("^(?:");
    let mut chars = pattern.chars();
    let mut class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push('\\');
                out.extend(chars.next());
            }
            '[' => {
                class = true;
                out.push(c);
            }
            ']' => {
                class = false;
                out.push(c);
            }
            _ if class => out.push(c),
            '%' => out.push_str(".*"),
            '_' => out.push('.'),
            '.' | '^' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.push_str(")$");
    out
}

fn compile(pattern: &str, insensitive: bool) -> Result<Regex> {
    RegexBuilder::new(pattern)
        .case_insensitive(insensitive)
        .dot_matches_new_line(true)
        .build()
        .map_err(|why| {
            let why = why.to_string();
            let words = in_postgres_words(&why);
            error("2201B", format!("invalid regular expression: {words}"))
        })
}

/// What is wrong with a pattern, as PostgreSQL says it (`regerrs.h`).
fn in_postgres_words(why: &str) -> &str {
    let known = [
        ("group", "parentheses () not balanced"),
        ("')'", "parentheses () not balanced"),
        ("min bigger than its max", "invalid repetition count(s)"),
        ("sub-expression", "quantifier operand invalid"),
        ("repetition", "braces {} not balanced"),
        ("ranges must", "invalid character range"),
        ("invalid range", "invalid character range"),
        ("class", "brackets [] not balanced"),
        ("escape", "invalid escape \\ sequence"),
    ];
    let found = known.iter().find(|(part, _)| why.contains(part));
    found.map_or(why, |(_, words)| words)
}

/// A PostgreSQL regular expression with its flags.
///
/// # Limits
///
/// Back references and look-around are refused; the rest of PostgreSQL's
/// advanced syntax that matters in practice is the same.
fn regex(pattern: &str, flags: &str) -> Result<Regex> {
    if ["(?=", "(?!", "(?<"]
        .iter()
        .any(|look| pattern.contains(look))
    {
        return Err(unsupported("look-around in a regular expression"));
    }
    let back = pattern
        .as_bytes()
        .windows(2)
        .any(|pair| matches!(pair, [b'\\', b'1'..=b'9']));
    if back {
        return Err(unsupported("a back reference in a regular expression"));
    }
    // \m, \M and \y are word boundaries.
    let pattern = pattern
        .replace("\\y", "\\b")
        .replace("\\m", "\\b{start}")
        .replace("\\M", "\\b{end}");
    if let Some(flag) = flags
        .chars()
        .find(|flag| !matches!(flag, 'i' | 'g' | 'c' | 'n' | 's' | 'm' | 'x'))
    {
        return Err(error(
            "22023",
            format!("invalid regular expression option: \"{flag}\""),
        ));
    }
    if flags.contains(['n', 'm', 'x']) {
        return Err(unsupported("this regular expression option"));
    }
    compile(&pattern, flags.contains('i'))
}

fn matches(a: &[Value], flags: &str) -> Result<Value> {
    Ok(Value::Bool(regex(s(a, 1), flags)?.is_match(s(a, 0))))
}

/// `substring(text from pattern)`: the first group, or the whole match.
pub(super) fn substring(_: &mut Exec<'_>, a: &[Value], _: &[T]) -> Result<Value> {
    let found = regex(s(a, 1), "")?.captures(s(a, 0)).and_then(|found| {
        let group = if found.len() > 1 {
            found.get(1)
        } else {
            found.get(0)
        };
        group.map(|group| Value::text(group.as_str()))
    });
    Ok(found.unwrap_or_default())
}

fn replace(a: &[Value], flags: &str) -> Result<Value> {
    let regex = regex(s(a, 1), flags)?;
    let with = |found: &Captures<'_>| {
        let mut out = String::new();
        let mut chars = s(a, 2).chars();
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                ('\\', Some('&')) => out.push_str(found.get(0).map_or("", |m| m.as_str())),
                ('\\', Some(digit @ '1'..='9')) => {
                    let group = digit.to_digit(10).unwrap_or(0) as usize;
                    out.push_str(found.get(group).map_or("", |m| m.as_str()));
                }
                ('\\', Some(c)) => out.push(c),
                (c, _) => out.push(c),
            }
        }
        out
    };
    let _ = arg(a, 0);
    text(if flags.contains('g') {
        regex.replace_all(s(a, 0), with).into_owned()
    } else {
        regex.replace(s(a, 0), with).into_owned()
    })
}

/// The groups of a match, or the whole match when there are none.
pub(super) fn groups(found: &Captures<'_>) -> Value {
    let of = |at| {
        found
            .get(at)
            .map_or(Value::Null, |group| Value::text(group.as_str()))
    };
    Value::array(if found.len() > 1 {
        (1..found.len()).map(of).collect()
    } else {
        vec![of(0)]
    })
}

fn first_match(a: &[Value], flags: &str) -> Result<Value> {
    Ok(regex(s(a, 1), flags)?
        .captures(s(a, 0))
        .map_or(Value::Null, |found| groups(&found)))
}

/// Every match's groups, or only the first's without the flag `g`.
pub(super) fn all_matches(a: &[Value]) -> Result<Vec<Value>> {
    let flags = s(a, 2);
    let regex = regex(s(a, 1), flags)?;
    let most = if flags.contains('g') { usize::MAX } else { 1 };
    Ok(regex
        .captures_iter(s(a, 0))
        .take(most)
        .map(|found| groups(&found))
        .collect())
}

/// The parts between matches.
pub(super) fn parts(a: &[Value]) -> Result<Vec<Value>> {
    Ok(regex(s(a, 1), s(a, 2))?
        .split(s(a, 0))
        .map(Value::text)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_knows_its_wildcards() {
        for (text, pattern, matched) in [
            ("abc", "a%", true),
            ("abc", "_b_", true),
            ("abc", "b", false),
            ("a%c", "a\\%c", true),
            ("abc", "a\\%c", false),
            ("aXbXc", "%X%X%", true),
            ("", "%", true),
            ("", "_", false),
        ] {
            assert_eq!(
                like(text, pattern).expect("a pattern"),
                matched,
                "{text} LIKE {pattern}"
            );
        }
        assert!(like("ab", "a\\").is_err());
    }
}
