//! The words Redis refuses a command with.

use std::borrow::Cow;

/// An error reply's text, its code first.
pub type Refusal = Cow<'static, str>;

/// The key holds another type.
pub const WRONG_TYPE: Refusal =
    Cow::Borrowed("WRONGTYPE Operation against a key holding the wrong kind of value");
/// An option is unknown, or does not go with another.
pub const SYNTAX: Refusal = Cow::Borrowed("ERR syntax error");
/// Not a whole number of 64 bits.
pub const NOT_AN_INTEGER: Refusal = Cow::Borrowed("ERR value is not an integer or out of range");
/// Not a floating-point number.
pub const NOT_A_FLOAT: Refusal = Cow::Borrowed("ERR value is not a valid float");
/// A number that must not be negative is.
pub const NOT_POSITIVE: Refusal = Cow::Borrowed("ERR value is out of range, must be positive");
/// The key is not there.
pub const NO_SUCH_KEY: Refusal = Cow::Borrowed("ERR no such key");
/// A counter would leave 64 bits.
pub const OVERFLOW: Refusal = Cow::Borrowed("ERR increment or decrement would overflow");
/// A floating-point counter would leave the numbers.
pub const NOT_FINITE: Refusal = Cow::Borrowed("ERR increment would produce NaN or Infinity");
/// A value would grow beyond its bound.
pub const TOO_LONG: Refusal =
    Cow::Borrowed("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
/// No such database.
pub const NO_SUCH_DATABASE: Refusal = Cow::Borrowed("ERR DB index is out of range");
/// Copying or moving a key onto itself.
pub const SAME_OBJECT: Refusal = Cow::Borrowed("ERR source and destination objects are the same");
/// A write while memory is full and nothing may be evicted.
pub const OUT_OF_MEMORY: Refusal =
    Cow::Borrowed("OOM command not allowed when used memory > 'maxmemory'.");

/// `ERR` and a text made for the occasion.
pub fn err(text: impl std::fmt::Display) -> Refusal {
    Cow::Owned(format!("ERR {text}"))
}

/// The number of words is wrong for `command`.
pub fn wrong_arity(command: &str) -> Refusal {
    err(format_args!(
        "wrong number of arguments for '{command}' command"
    ))
}

/// A time to live that cannot be.
pub fn invalid_expire(command: &str) -> Refusal {
    err(format_args!("invalid expire time in '{command}' command"))
}

/// No command of this name.
///
/// Like Redis it repeats what was typed, up to 128 bytes of arguments.
pub fn unknown_command(name: &[u8], args: &[crate::base::Body]) -> Refusal {
    let mut said = String::new();
    for arg in args {
        if said.len() >= 128 {
            break;
        }
        let room = 128 - said.len();
        said.extend(["'", &shown(&arg.0, room), "' "]);
    }
    err(format_args!(
        "unknown command '{}', with args beginning with: {said}",
        shown(name, 128)
    ))
}

/// No subcommand of this name in a family of commands.
pub fn unknown_subcommand(family: &str, name: &[u8]) -> Refusal {
    err(format_args!(
        "unknown subcommand '{}'. Try {} HELP.",
        shown(name, 128),
        family.to_ascii_uppercase()
    ))
}

/// The first bytes as text on one line, for an error is one line on the wire.
pub fn shown(bytes: &[u8], limit: usize) -> String {
    let bytes = bytes.get(..limit).unwrap_or(bytes);
    // A C string ends at its first zero byte.
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or(bytes);
    String::from_utf8_lossy(bytes).replace(['\r', '\n'], " ")
}
