//! A command line's words, as a POSIX shell splits and unquotes them.

use crate::base::Diagnostic;
use std::iter::Peekable;
use std::str::Chars;

/// The words of the first command in `text`; what follows it behind a pipe,
/// a redirection, a semicolon or a line end belongs to the shell.
///
/// # Limits
/// A shell also replaces variables, commands, `~` and `*`; here the first two
/// are diagnostics, because their values are not known, and the others stay.
pub(super) fn split(text: &str) -> Result<Vec<Vec<u8>>, Diagnostic> {
    let mut chars = text.trim().trim_start_matches("$ ").chars().peekable();
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('\n') | None => {}
                Some('\r') if chars.peek() == Some(&'\n') => {
                    chars.next();
                }
                Some(other) => push(&mut word, other),
            },
            '\'' => single_quoted(&mut chars, word.get_or_insert_default())?,
            '"' => double_quoted(&mut chars, word.get_or_insert_default())?,
            '$' if chars.peek() == Some(&'\'') => {
                chars.next();
                ansi_c_quoted(&mut chars, word.get_or_insert_default())?;
            }
            // A lone dollar, or one before what cannot be a name, stays.
            '$' if chars.peek().is_some_and(|c| begins_expansion(*c)) => return Err(expansion()),
            // How cmd and PowerShell continue a line, and how cmd quotes.
            '^' | '`' if matches!(chars.peek(), Some('\n' | '\r')) => return Err(of_windows()),
            '^' if chars.peek() == Some(&'"') => return Err(of_windows()),
            '`' => return Err(expansion()),
            '&' if chars.peek() != Some(&'&') && word.is_some() => return Err(ampersand()),
            '\n' | ';' | '|' | '&' | '>' | '<' => break,
            '#' if word.is_none() => break,
            _ if c.is_ascii_whitespace() => words.extend(word.take()),
            _ => push(&mut word, c),
        }
    }
    words.extend(word);
    Ok(words)
}

fn push(word: &mut Option<Vec<u8>>, c: char) {
    push_char(word.get_or_insert_default(), c);
}

fn push_char(word: &mut Vec<u8>, c: char) {
    word.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn begins_expansion(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '{' | '(' | '?' | '@' | '*' | '#' | '!' | '"')
}

type Text<'a> = Peekable<Chars<'a>>;

fn single_quoted(chars: &mut Text<'_>, word: &mut Vec<u8>) -> Result<(), Diagnostic> {
    for c in chars {
        if c == '\'' {
            return Ok(());
        }
        push_char(word, c);
    }
    Err(unclosed('\''))
}

fn double_quoted(chars: &mut Text<'_>, word: &mut Vec<u8>) -> Result<(), Diagnostic> {
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok(()),
            '\\' => match chars.next() {
                Some('\n') => {}
                Some(escaped @ ('$' | '`' | '"' | '\\')) => push_char(word, escaped),
                Some(other) => {
                    word.push(b'\\');
                    push_char(word, other);
                }
                None => break,
            },
            '`' => return Err(expansion()),
            '$' if chars
                .peek()
                .is_some_and(|c| *c != '"' && begins_expansion(*c)) =>
            {
                return Err(expansion());
            }
            _ => push_char(word, c),
        }
    }
    Err(unclosed('"'))
}

/// `$'…'`, with the escapes of C, as browsers copy commands.
fn ansi_c_quoted(chars: &mut Text<'_>, word: &mut Vec<u8>) -> Result<(), Diagnostic> {
    while let Some(c) = chars.next() {
        match c {
            '\'' => return Ok(()),
            '\\' => {
                let Some(escape) = chars.next() else { break };
                match escape {
                    'a' => word.push(0x07),
                    'b' => word.push(0x08),
                    'e' | 'E' => word.push(0x1b),
                    'f' => word.push(0x0c),
                    'n' => word.push(b'\n'),
                    'r' => word.push(b'\r'),
                    't' => word.push(b'\t'),
                    'v' => word.push(0x0b),
                    'x' => word.push(number(chars, 16, 2, 0) as u8),
                    'u' => push_char(word, character(number(chars, 16, 4, 0))),
                    'U' => push_char(word, character(number(chars, 16, 8, 0))),
                    '0'..='7' => {
                        let first = escape.to_digit(8).unwrap_or_default();
                        word.push((number(chars, 8, 2, first) & 0xff) as u8);
                    }
                    '\\' | '\'' | '"' | '?' => push_char(word, escape),
                    other => {
                        word.push(b'\\');
                        push_char(word, other);
                    }
                }
            }
            _ => push_char(word, c),
        }
    }
    Err(unclosed('\''))
}

/// A number of at most `most` digits, appended to the digits before it.
fn number(chars: &mut Text<'_>, radix: u32, most: usize, before: u32) -> u32 {
    let mut value = before;
    for _ in 0..most {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(radix)) else {
            break;
        };
        chars.next();
        value = value.wrapping_mul(radix).wrapping_add(digit);
    }
    value
}

fn character(code: u32) -> char {
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Browsers also copy commands for cmd and PowerShell, which quote otherwise.
fn of_windows() -> Diagnostic {
    Diagnostic::new(
        "HTTP084",
        "The command is written for a Windows shell.",
        "Copy it again, as cURL (bash) or cURL (POSIX).",
    )
}

fn unclosed(quote: char) -> Diagnostic {
    Diagnostic::new(
        "HTTP074",
        format!("A quote, {quote}, is opened and never closed."),
        "Close it, or paste the whole command.",
    )
    .authentic(format!(
        "bash: unexpected EOF while looking for matching `{quote}'"
    ))
}

fn expansion() -> Diagnostic {
    Diagnostic::new(
        "HTTP075",
        "The command uses a shell variable or a command in its place, whose value is not known here.",
        "Put the value itself there, or single quotes around a $ that is meant as such.",
    )
}

fn ampersand() -> Diagnostic {
    Diagnostic::new(
        "HTTP076",
        "An & outside quotes ends the command in a shell: the rest of the URL would be lost.",
        "Put the URL in single quotes.",
    )
}
