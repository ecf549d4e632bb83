//! Bytes as they crossed the wire, made visible.

use crate::base::Body;
use std::fmt::Write as _;

/// One line of an HTTP message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireLine {
    /// What stands in it, without its end. Control characters are written as
    /// their pictures (`␀`, `␛`), so that nothing hides.
    pub text: String,
    /// How it ends.
    pub end: LineEnd,
    /// The part of the message it belongs to.
    pub part: Part,
}

/// The end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// Carriage return and line feed, as HTTP wants it (RFC 9112, section 2.2).
    CrLf,
    /// A line feed alone.
    Lf,
    /// The message ends here.
    None,
}

impl LineEnd {
    /// As it is shown: `CR LF`, `LF` or nothing.
    #[must_use]
    pub const fn shown(self) -> &'static str {
        match self {
            Self::CrLf => "CR LF",
            Self::Lf => "LF",
            Self::None => "",
        }
    }
}

/// The parts of an HTTP message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The request line or the status line.
    Start,
    /// A header field.
    Field,
    /// The empty line after the fields.
    Gap,
    /// The body.
    Body,
}

/// An HTTP message as lines, its body included.
#[must_use]
pub fn lines(message: &Body) -> Vec<WireLine> {
    let mut rest = message.0.as_slice();
    let mut part = Part::Start;
    let mut out = Vec::new();
    while !rest.is_empty() {
        let at = rest.iter().position(|byte| *byte == b'\n');
        let (line, after) = match at {
            Some(at) => rest.split_at(at + 1),
            None => (rest, &[][..]),
        };
        rest = after;
        let (text, end) = match line {
            [text @ .., b'\r', b'\n'] => (text, LineEnd::CrLf),
            [text @ .., b'\n'] => (text, LineEnd::Lf),
            text => (text, LineEnd::None),
        };
        if text.is_empty() && part == Part::Field {
            part = Part::Gap;
        }
        out.push(WireLine {
            text: visible(text),
            end,
            part,
        });
        part = match part {
            Part::Start | Part::Field => Part::Field,
            Part::Gap | Part::Body => Part::Body,
        };
    }
    out
}

fn visible(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .map(|c| match u32::from(c) {
            0x09 => '\t',
            // Unicode has a picture for each control character.
            code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(c),
            0x7f => '\u{2421}',
            _ => c,
        })
        .collect()
}

/// Whether bytes are worth reading as text.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| {
        !text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1b}'))
    })
}

/// The bytes as `hexdump -C` shows them, at most `limit` of them.
#[must_use]
pub fn hex(bytes: &[u8], limit: usize) -> String {
    let mut out = String::new();
    for (n, line) in bytes
        .iter()
        .take(limit)
        .collect::<Vec<_>>()
        .chunks(16)
        .enumerate()
    {
        let _ = write!(out, "{:08x} ", n * 16);
        for at in 0..16 {
            let gap = if at == 8 { " " } else { "" };
            match line.get(at) {
                Some(byte) => {
                    let _ = write!(out, "{gap} {byte:02x}");
                }
                None => {
                    let _ = write!(out, "{gap}   ");
                }
            }
        }
        let text: String = line
            .iter()
            .map(|byte| match byte {
                0x20..=0x7e => char::from(**byte),
                _ => '.',
            })
            .collect();
        let _ = writeln!(out, "  |{text}|");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_falls_into_its_parts() {
        let lines = lines(&Body::from(
            "POST /x HTTP/1.1\r\nHost: a.test\nBad\0Field: 1\r\n\r\n{\n}",
        ));
        let told: Vec<_> = lines
            .iter()
            .map(|l| (l.text.as_str(), l.end.shown(), l.part))
            .collect();
        assert_eq!(
            told,
            [
                ("POST /x HTTP/1.1", "CR LF", Part::Start),
                ("Host: a.test", "LF", Part::Field),
                ("Bad␀Field: 1", "CR LF", Part::Field),
                ("", "CR LF", Part::Gap),
                ("{", "LF", Part::Body),
                ("}", "", Part::Body),
            ]
        );
    }

    #[test]
    fn a_lone_carriage_return_shows() {
        let lines = lines(&Body::from("GET / HTTP/1.1\r\nX: a\rb\r\n\r\n"));
        assert_eq!(lines[1].text, "X: a␍b");
    }

    #[test]
    fn any_bytes_give_lines_and_hex() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert!(!lines(&Body(bytes.clone())).is_empty());
        assert!(!is_text(&bytes));
        let dump = hex(&bytes, 40);
        assert_eq!(dump.lines().count(), 3);
        assert!(dump.starts_with("00000000  00 01 02 03 04 05 06 07  08 09"));
        assert_eq!(hex(&[], 10), "");
        assert_eq!(lines(&Body::default()), []);
    }

    #[test]
    fn the_last_line_of_a_dump_keeps_its_column() {
        let dump = hex(b"0123456789abcdefXY", 100);
        let bars: Vec<_> = dump.lines().map(|l| l.find('|')).collect();
        assert_eq!(bars[0], bars[1]);
    }
}
