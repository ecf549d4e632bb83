//! A reply as redis-cli prints it on a terminal.

use super::Reply;
use std::fmt::Write;

/// The reply as redis-cli prints it, without the last line's end.
#[must_use]
pub fn print_reply(reply: &Reply) -> String {
    let mut out = String::new();
    print_at(&mut out, reply, 0);
    out.truncate(out.trim_end_matches('\n').len());
    out
}

/// Bytes in double quotes, with what is not printable ASCII escaped.
#[must_use]
pub fn quoted(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push('"');
    for byte in bytes {
        match byte {
            b'\\' | b'"' => {
                out.push('\\');
                out.push(char::from(*byte));
            }
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x07 => out.push_str("\\a"),
            0x08 => out.push_str("\\b"),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => append(&mut out, format_args!("\\x{byte:02x}")),
        }
    }
    out.push('"');
    out
}

fn append(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(what);
}

/// Prints every reply with its line's end; lines after the first of an array
/// are indented by the `indent` of the array around them.
fn print_at(out: &mut String, reply: &Reply, indent: usize) {
    match reply {
        Reply::Status(text) => append(out, format_args!("{text}\n")),
        Reply::Error(text) => append(out, format_args!("(error) {text}\n")),
        Reply::Integer(number) => append(out, format_args!("(integer) {number}\n")),
        Reply::Bulk(bytes) => append(out, format_args!("{}\n", quoted(&bytes.0))),
        Reply::Nil | Reply::NilArray => out.push_str("(nil)\n"),
        Reply::Array(items) if items.is_empty() => out.push_str("(empty array)\n"),
        Reply::Array(items) => {
            let width = items.len().to_string().len();
            for (place, item) in items.iter().enumerate() {
                let before = if place == 0 { 0 } else { indent };
                append(out, format_args!("{:before$}{:>width$}) ", "", place + 1));
                print_at(out, item, indent + width + 2);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_arrays_are_indented_under_their_number() {
        let inner = Reply::Array(vec![Reply::text("a"), Reply::Nil]);
        let reply = Reply::Array(vec![Reply::Integer(7), inner, Reply::Array(vec![])]);
        assert_eq!(
            print_reply(&reply),
            "1) (integer) 7\n2) 1) \"a\"\n   2) (nil)\n3) (empty array)"
        );
    }

    #[test]
    fn numbers_of_a_long_array_are_aligned() {
        let reply: Reply = (0..10).map(Reply::Integer).collect();
        let printed = print_reply(&reply);
        assert!(printed.starts_with(" 1) (integer) 0\n 2) "), "{printed}");
        assert!(printed.ends_with("\n10) (integer) 9"), "{printed}");
    }

    #[test]
    fn bytes_that_are_not_text_are_escaped() {
        assert_eq!(
            print_reply(&Reply::bulk(b"\x00\"\\\n\xc3\xa9")),
            r#""\x00\"\\\n\xc3\xa9""#
        );
    }
}
