//! A message's first line.

use super::cursor::{Cursor, LineEnd, Step, Stop, latin1};
use super::fault::Fault;

/// The methods of HTTP that Node's parser knows, in alphabetical order.
pub const METHODS: [&str; 35] = [
    "ACL",
    "BIND",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "M-SEARCH",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "NOTIFY",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "SOURCE",
    "SUBSCRIBE",
    "TRACE",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
];

/// The methods of RTSP, which shares HTTP's syntax and Node's parser.
const RTSP_METHODS: [&str; 14] = [
    "ANNOUNCE",
    "DESCRIBE",
    "FLUSH",
    "GET",
    "GET_PARAMETER",
    "OPTIONS",
    "PAUSE",
    "PLAY",
    "POST",
    "RECORD",
    "REDIRECT",
    "SETUP",
    "SET_PARAMETER",
    "TEARDOWN",
];

/// Reads a method letter by letter, so that what cannot become one is
/// refused at once.
pub(super) fn read_method(cursor: &mut Cursor<'_>) -> Step<String> {
    let start = cursor.at();
    if cursor.peek()? == 0x16 {
        return Err(cursor.fault(Fault::TlsHandshake));
    }
    // Most requests begin with a method and a space, all there already.
    let rest = cursor.rest();
    let word = rest.split(|byte| *byte == b' ').next().unwrap_or_default();
    if word.len() < rest.len()
        && let Some(method) = METHODS.iter().find(|known| known.as_bytes() == word)
    {
        cursor.take(method.len())?;
        return Ok((*method).to_owned());
    }
    let known = || METHODS.iter().chain(&RTSP_METHODS).chain(&["PRI"]);
    loop {
        let byte = cursor.peek()?;
        let so_far = cursor.since(start);
        let complete = known().any(|method| method.as_bytes() == so_far);
        if byte == b' ' && complete {
            if so_far == b"PRI" {
                return Err(Stop::Fault(Fault::Preface.into(), start));
            }
            return Ok(latin1(so_far));
        }
        let goes_on = known().any(|method| {
            method
                .as_bytes()
                .strip_prefix(so_far)
                .is_some_and(|rest| rest.first() == Some(&byte))
        });
        if !goes_on {
            let fault = if complete {
                Fault::MethodEnd
            } else {
                Fault::Method
            };
            return Err(cursor.fault(fault));
        }
        cursor.bump();
    }
}

/// Reads from behind the target to the end of the line; gives the version.
pub(super) fn read_protocol(cursor: &mut Cursor<'_>, method: &str) -> Step<(u8, u8)> {
    if cursor.peek()? != b' ' {
        // A request line without a protocol is HTTP/0.9 to Node.
        if cursor.peek()? == b'\n' {
            cursor.bump();
        } else {
            cursor.bump();
            cursor.expect(b'\n', Fault::BareCr.said("HPE_STRICT: Expected CRLF"))?;
        }
        return Ok((0, 9));
    }
    cursor.skip(|byte| byte == b' ');
    let (methods, said): (&[&str], _) = match read_protocol_name(cursor)? {
        "HTTP/" => (
            &METHODS,
            "HPE_INVALID_CONSTANT: Invalid method for HTTP/x.x request",
        ),
        "RTSP/" => (
            &RTSP_METHODS,
            "HPE_INVALID_CONSTANT: Invalid method for RTSP/x.x request",
        ),
        _ => (
            &["SOURCE"],
            "HPE_INVALID_CONSTANT: Expected SOURCE method for ICE/x.x request",
        ),
    };
    if !methods.contains(&method) {
        return Err(cursor.fault(Fault::ProtocolMethod.said(said)));
    }
    let version = read_version(cursor, Fault::Version)?;
    cursor.expect_line_end(&LineEnd {
        bare_cr: Fault::BareCr.said("HPE_STRICT: Expected CRLF after version"),
        bare_lf: Fault::BareLf.said("HPE_INVALID_VERSION: Expected CRLF after version"),
        otherwise: Fault::VersionEnd.into(),
    })?;
    Ok(version)
}

pub(super) fn read_protocol_name(cursor: &mut Cursor<'_>) -> Step<&'static str> {
    let names = ["HTTP/", "RTSP/", "ICE/"];
    let first = cursor.peek()?;
    let name = names
        .into_iter()
        .find(|name| name.as_bytes().first() == Some(&first))
        .ok_or_else(|| cursor.fault(Fault::Protocol))?;
    for byte in name.bytes() {
        cursor.expect(byte, Fault::Protocol)?;
    }
    Ok(name)
}

pub(super) fn read_version(cursor: &mut Cursor<'_>, otherwise: Fault) -> Step<(u8, u8)> {
    let digit = |cursor: &mut Cursor<'_>| match cursor.peek()? {
        byte @ b'0'..=b'9' => {
            cursor.bump();
            Ok(byte - b'0')
        }
        _ => Err(cursor.fault(otherwise)),
    };
    let major = digit(cursor)?;
    cursor.expect(b'.', otherwise.said("HPE_INVALID_VERSION: Expected dot"))?;
    let minor = digit(cursor)?;
    match (major, minor) {
        (0, 9) | (1, 0 | 1) | (2, 0) => Ok((major, minor)),
        _ => Err(cursor.fault(otherwise)),
    }
}
