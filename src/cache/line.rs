//! A typed line cut into words by the rules of redis-cli.

use crate::base::{Body, Diagnostic};

/// Cuts a line into words.
///
/// White space parts words. In double quotes `\n`, `\r`, `\t`, `\b`, `\a` and
/// `\xHH` stand for one byte and any other `\` for what follows it; in single
/// quotes only `\'` does. A closing quote ends its word.
///
/// # Errors
/// A quote that is not closed, or closed in the middle of a word, is a
/// diagnostic with redis-cli's words.
pub fn split_line(line: &str) -> Result<Vec<Body>, Diagnostic> {
    let mut rest = line.as_bytes();
    let mut words = Vec::new();
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return Ok(words);
        }
        let (word, after) = one_word(rest).ok_or_else(|| unbalanced(line, rest))?;
        words.push(Body(word));
        rest = after;
    }
}

fn unbalanced(line: &str, rest: &[u8]) -> Diagnostic {
    let before = line.len().saturating_sub(rest.len());
    let column = line.get(..before).map_or(0, |text| text.chars().count()) + 1;
    Diagnostic::new(
        "CACHE001",
        "A quote in this line is not closed, or text follows its closing quote.",
        "Close the quote, and put a space after it.",
    )
    .authentic("Invalid argument(s)")
    .at("command", 1, column as u32)
}

/// The first word of `rest`, and what comes after it.
fn one_word(mut rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut word = Vec::new();
    loop {
        match rest {
            [b'"', after @ ..] => {
                rest = double_quoted(after, &mut word)?;
                return at_a_gap(rest).then_some((word, rest));
            }
            [b'\'', after @ ..] => {
                rest = single_quoted(after, &mut word)?;
                return at_a_gap(rest).then_some((word, rest));
            }
            [byte, after @ ..] if !is_gap(*byte) => {
                word.push(*byte);
                rest = after;
            }
            _ => return Some((word, rest)),
        }
    }
}

const fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x0b | 0x0c)
}

fn at_a_gap(rest: &[u8]) -> bool {
    rest.first().is_none_or(|byte| is_gap(*byte))
}

fn double_quoted<'a>(mut rest: &'a [u8], word: &mut Vec<u8>) -> Option<&'a [u8]> {
    loop {
        match rest {
            [] => return None,
            [b'"', after @ ..] => return Some(after),
            [b'\\', b'x', high, low, after @ ..]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                word.push(hex_digit(*high) << 4 | hex_digit(*low));
                rest = after;
            }
            [b'\\', letter, after @ ..] => {
                word.push(match letter {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 0x08,
                    b'a' => 0x07,
                    other => *other,
                });
                rest = after;
            }
            [byte, after @ ..] => {
                word.push(*byte);
                rest = after;
            }
        }
    }
}

fn single_quoted<'a>(mut rest: &'a [u8], word: &mut Vec<u8>) -> Option<&'a [u8]> {
    loop {
        match rest {
            [] => return None,
            [b'\'', after @ ..] => return Some(after),
            [b'\\', b'\'', after @ ..] => {
                word.push(b'\'');
                rest = after;
            }
            [byte, after @ ..] => {
                word.push(*byte);
                rest = after;
            }
        }
    }
}

fn hex_digit(digit: u8) -> u8 {
    char::from(digit).to_digit(16).unwrap_or(0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, words: &[&[u8]]) {
        let words: Vec<Body> = words.iter().map(|word| Body(word.to_vec())).collect();
        assert_eq!(split_line(line), Ok(words), "{line}");
    }

    #[test]
    fn words_are_cut_as_redis_cli_cuts_them() {
        check("", &[]);
        check("  set\tkey  value ", &[b"set", b"key", b"value"]);
        check(r#"set k "two words""#, &[b"set", b"k", b"two words"]);
        check(r#"set k """#, &[b"set", b"k", b""]);
        check(r#""\x00\xff\n\"\q" '\n\''"#, &[b"\x00\xff\n\"q", b"\\n'"]);
        check(r#"a"b c""#, &[b"ab c"]);
        check(r#""\xzz""#, &[b"xzz"]);
    }

    #[test]
    fn open_quote_is_refused_with_the_words_of_redis_cli() {
        for line in [r#"get "a"#, "get 'a", r#"get "a"b"#, r#"get "a\"#] {
            let mistake = split_line(line).expect_err("the quote is open");
            assert_eq!(mistake.authentic.as_deref(), Some("Invalid argument(s)"));
            assert_eq!(mistake.place.map(|place| place.column), Some(5), "{line}");
        }
    }
}
