//! What a status says: the most common ones by name, the others by their
//! first digit, which is all that a client has to understand (RFC 9110 §15).

use super::Reference;
use super::reference::rfc;

/// Status, words, RFC and section.
const STATUSES: &[(u16, &str, u32, &str)] = &[
    (
        200,
        "200 OK: the request succeeded, and this is the result.",
        9110,
        "15.3.1",
    ),
    (
        201,
        "201 Created: the request succeeded and something new exists; Location says where.",
        9110,
        "15.3.2",
    ),
    (
        204,
        "204 No Content: the request succeeded and there is nothing to show for it.",
        9110,
        "15.3.5",
    ),
    (
        301,
        "301 Moved Permanently: the resource has another URL for good; Location has it.",
        9110,
        "15.4.2",
    ),
    (
        302,
        "302 Found: for now the resource is at another URL; Location has it.",
        9110,
        "15.4.3",
    ),
    (
        303,
        "303 See Other: the result is at another URL, to be fetched with GET.",
        9110,
        "15.4.4",
    ),
    (
        304,
        "304 Not Modified: the copy that the client has is still good, so no body was sent.",
        9110,
        "15.4.5",
    ),
    (
        400,
        "400 Bad Request: the server could not make sense of what the client sent.",
        9110,
        "15.5.1",
    ),
    (
        401,
        "401 Unauthorized: the server does not know who asks; credentials are needed.",
        9110,
        "15.5.2",
    ),
    (
        403,
        "403 Forbidden: the server understood, and does not allow this.",
        9110,
        "15.5.4",
    ),
    (
        404,
        "404 Not Found: there is nothing at this URL.",
        9110,
        "15.5.5",
    ),
    (
        405,
        "405 Method Not Allowed: the URL exists, but not for this method; Allow lists those.",
        9110,
        "15.5.6",
    ),
    (
        409,
        "409 Conflict: the request does not fit the present state, such as a second account with \
         one address.",
        9110,
        "15.5.10",
    ),
    (
        413,
        "413 Content Too Large: the body is larger than the server takes.",
        9110,
        "15.5.14",
    ),
    (
        415,
        "415 Unsupported Media Type: the server does not read bodies of this Content-Type.",
        9110,
        "15.5.16",
    ),
    (
        422,
        "422 Unprocessable Content: the body is well-formed, but what it says cannot be done.",
        9110,
        "15.5.21",
    ),
    (
        429,
        "429 Too Many Requests: this client asked too often; Retry-After says how long to wait.",
        6585,
        "4",
    ),
    (
        431,
        "431 Request Header Fields Too Large: the request's head is over the server's limit.",
        6585,
        "5",
    ),
    (
        500,
        "500 Internal Server Error: the server's own code failed; its log says where.",
        9110,
        "15.6.1",
    ),
    (
        502,
        "502 Bad Gateway: a server in between got no usable answer from the one behind it.",
        9110,
        "15.6.3",
    ),
    (
        503,
        "503 Service Unavailable: the server cannot take the request now; try again later.",
        9110,
        "15.6.4",
    ),
    (
        504,
        "504 Gateway Timeout: a server in between waited too long for the one behind it.",
        9110,
        "15.6.5",
    ),
];

/// A status in words, and where it is written down.
pub(super) fn words(status: u16) -> (&'static str, Reference) {
    if let Some((_, words, number, section)) = STATUSES.iter().find(|known| known.0 == status) {
        return (words, rfc(*number, section));
    }
    let (words, section) = match status {
        100..200 => (
            "A status of 1xx: an interim answer, the final one follows.",
            "15.2",
        ),
        200..300 => ("A status of 2xx: the request succeeded.", "15.3"),
        300..400 => (
            "A status of 3xx: the client has to do something more, most often to go elsewhere.",
            "15.4",
        ),
        400..500 => (
            "A status of 4xx: the server finds the fault in the request.",
            "15.5",
        ),
        500..600 => (
            "A status of 5xx: the request may be fine, and the server failed.",
            "15.6",
        ),
        _ => (
            "No meaning is registered for this status; clients treat it by its first digit.",
            "15",
        ),
    };
    (words, rfc(9110, section))
}
