//! Header fields: one a line, `Name: value`.

use super::Field;
use super::cursor::{Cursor, LineEnd, Step, Stop, is_token, is_value, latin1};
use super::fault::Fault;
use super::framing::Framing;
use crate::base::{Diagnostic, limits};

/// Reads the fields up to and with the empty line that ends them, letting
/// `framing` judge each as it comes.
pub(super) fn read_fields(cursor: &mut Cursor<'_>, framing: &mut Framing) -> Step<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    loop {
        match cursor.peek()? {
            b'\r' => {
                cursor.bump();
                let said = "HPE_STRICT: Expected LF after headers";
                cursor.expect(b'\n', Fault::BareCr.said(said))?;
                return Ok(fields);
            }
            b'\n' => return Err(cursor.fault(Fault::BareLf)),
            b' ' | b'\t' if fields.is_empty() => return Err(cursor.fault(Fault::SpaceAfterStart)),
            b' ' | b'\t' => {
                // Node sees the fold of an empty value as part of the value.
                let said = "HPE_INVALID_HEADER_TOKEN: Invalid header value char";
                let of_empty = fields.last().is_some_and(|(_, value)| value.is_empty());
                return Err(cursor.fault(if of_empty {
                    Fault::Folded.said(said)
                } else {
                    Fault::Folded.into()
                }));
            }
            _ => {}
        }
        if fields.len() == limits::HEADERS {
            return Err(cursor.fault(Fault::TooManyFields));
        }
        let start = cursor.at();
        let name = read_name(cursor)?;
        let mut value = latin1(read_value(cursor)?);
        framing
            .see(&name, &value)
            .map_err(|found| Stop::Fault(found, start))?;
        value.truncate(value.trim_end_matches([' ', '\t']).len());
        fields.push((name, value));
    }
}

fn read_name(cursor: &mut Cursor<'_>) -> Step<String> {
    let start = cursor.at();
    loop {
        let fault = match cursor.peek()? {
            b':' if cursor.at() == start => Fault::FieldNameEmpty,
            b':' => break,
            byte if is_token(byte) => {
                cursor.bump_head()?;
                continue;
            }
            b' ' | b'\t' => Fault::SpaceBeforeColon,
            b'\r' | b'\n' => Fault::FieldWithoutColon,
            _ => Fault::FieldName,
        };
        return Err(cursor.fault(fault));
    }
    let name = latin1(cursor.since(start));
    cursor.bump();
    Ok(name)
}

/// Reads a value and the line's end; white space behind it is still there.
fn read_value<'a>(cursor: &mut Cursor<'a>) -> Step<&'a [u8]> {
    cursor.skip(|byte| byte == b' ' || byte == b'\t');
    let start = cursor.at();
    while is_value(cursor.peek()?) {
        cursor.bump_head()?;
    }
    let value = cursor.since(start);
    cursor.expect_line_end(&LineEnd {
        bare_cr: Fault::BareCr.into(),
        bare_lf: Fault::BareLf.into(),
        otherwise: Fault::FieldValue.into(),
    })?;
    Ok(value)
}

/// Whether Node lets a program send this field: the checks of
/// `response.setHeader`, with the error it throws as authentic wording.
pub fn check_field(name: &str, value: &str) -> Result<(), Diagnostic> {
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(Diagnostic::new(
            "HTTP041",
            format!("{name:?} cannot be the name of a header field."),
            "Use letters, digits and hyphens.",
        )
        .authentic(format!(
            "TypeError [ERR_INVALID_HTTP_TOKEN]: Header name must be a valid HTTP token [{name:?}]"
        )));
    }
    let fits = |c: char| u8::try_from(c).is_ok_and(is_value);
    if !value.chars().all(fits) {
        return Err(Diagnostic::new(
            "HTTP042",
            format!("The value of {name} holds a character that a header field cannot carry."),
            "Remove line breaks and control characters, and encode text beyond Latin-1.",
        )
        .authentic(format!(
            "TypeError [ERR_INVALID_CHAR]: Invalid character in header content [{name:?}]"
        )));
    }
    Ok(())
}
