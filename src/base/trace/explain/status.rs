//! What each registered status says, in our own words (IANA's registry of
//! HTTP status codes).

use super::Reference;
use super::reference::rfc;

/// What a status says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// Its name, such as `Not Found`; empty for one that nobody registered.
    pub name: &'static str,
    /// What it says, beginning in lower case, a sentence's second half.
    pub words: &'static str,
    /// Where it is defined.
    pub reference: Reference,
}

impl Meaning {
    /// The whole sentence, such as `404 Not Found: there is nothing at this URL.`
    #[must_use]
    pub fn sentence(&self, status: u16) -> String {
        let space = if self.name.is_empty() { "" } else { " " };
        format!("{status}{space}{}: {}", self.name, self.words)
    }
}

/// Status, name, words, RFC and section, by status.
#[rustfmt::skip]
const STATUSES: &[(u16, &str, &str, u32, &str)] = &[
    (100, "Continue", "the head is fine; the client may send its body now.", 9110, "15.2.1"),
    (101, "Switching Protocols", "from here on, this connection speaks the protocol that Upgrade names.", 9110, "15.2.2"),
    (102, "Processing", "the server is still at work; an old sign of life that is no longer used.", 2518, "10.1"),
    (103, "Early Hints", "the final answer is to come; meanwhile, the client can load what Link names.", 8297, "2"),
    (200, "OK", "the request succeeded, and this is the result.", 9110, "15.3.1"),
    (201, "Created", "the request succeeded and something new exists; Location says where.", 9110, "15.3.2"),
    (202, "Accepted", "the request was taken and will be worked on later; whether it succeeds is open.", 9110, "15.3.3"),
    (203, "Non-Authoritative Information", "the request succeeded, and a proxy has changed the result on its way.", 9110, "15.3.4"),
    (204, "No Content", "the request succeeded and there is nothing to show for it.", 9110, "15.3.5"),
    (205, "Reset Content", "the request succeeded; the client should empty the form it came from.", 9110, "15.3.6"),
    (206, "Partial Content", "this is the part that Range asked for, not the whole.", 9110, "15.3.7"),
    (207, "Multi-Status", "several things were done; the body has a status for each (WebDAV).", 4918, "11.1"),
    (208, "Already Reported", "this part of a WebDAV listing was given above.", 5842, "7.1"),
    (226, "IM Used", "the body is the difference to a version that the client has (delta encoding).", 3229, "10.4.1"),
    (300, "Multiple Choices", "there are several versions at different URLs, and the client should choose.", 9110, "15.4.1"),
    (301, "Moved Permanently", "the resource has another URL for good; Location has it.", 9110, "15.4.2"),
    (302, "Found", "for now the resource is at another URL; Location has it.", 9110, "15.4.3"),
    (303, "See Other", "the result is at another URL, to be fetched with GET.", 9110, "15.4.4"),
    (304, "Not Modified", "the copy that the client has is still good, so no body was sent.", 9110, "15.4.5"),
    (305, "Use Proxy", "an old way to name a proxy, given up because it was not safe.", 9110, "15.4.6"),
    (306, "(Unused)", "an old draft used this; it is kept out of use.", 9110, "15.4.7"),
    (307, "Temporary Redirect", "repeat the same request, method and body included, at the URL in Location.", 9110, "15.4.8"),
    (308, "Permanent Redirect", "from now on, send this request to the URL in Location, method and body included.", 9110, "15.4.9"),
    (400, "Bad Request", "the server could not make sense of what the client sent.", 9110, "15.5.1"),
    (401, "Unauthorized", "the server does not know who asks; credentials are needed.", 9110, "15.5.2"),
    (402, "Payment Required", "kept for later use; some services say with it that an account has run out.", 9110, "15.5.3"),
    (403, "Forbidden", "the server understood, and does not allow this.", 9110, "15.5.4"),
    (404, "Not Found", "there is nothing at this URL.", 9110, "15.5.5"),
    (405, "Method Not Allowed", "the URL exists, but not for this method; Allow lists those.", 9110, "15.5.6"),
    (406, "Not Acceptable", "the server has this in no form that Accept allows.", 9110, "15.5.7"),
    (407, "Proxy Authentication Required", "the proxy in between wants credentials first.", 9110, "15.5.8"),
    (408, "Request Timeout", "the client took too long to send its request.", 9110, "15.5.9"),
    (409, "Conflict", "the request does not fit the present state, such as a second account with one address.", 9110, "15.5.10"),
    (410, "Gone", "there was something at this URL, and it is gone for good.", 9110, "15.5.11"),
    (411, "Length Required", "the server wants Content-Length before it takes the body.", 9110, "15.5.12"),
    (412, "Precondition Failed", "If-Match or another condition of the request did not hold, so nothing was done.", 9110, "15.5.13"),
    (413, "Content Too Large", "the body is larger than the server takes.", 9110, "15.5.14"),
    (414, "URI Too Long", "the URL is longer than the server takes.", 9110, "15.5.15"),
    (415, "Unsupported Media Type", "the server does not read bodies of this Content-Type.", 9110, "15.5.16"),
    (416, "Range Not Satisfiable", "Range asks for a part that is not there.", 9110, "15.5.17"),
    (417, "Expectation Failed", "the server cannot meet what Expect asks.", 9110, "15.5.18"),
    (418, "I'm a Teapot", "an old joke, kept out of use so that it stays one.", 9110, "15.5.19"),
    (421, "Misdirected Request", "this server does not answer for the host that the request names.", 9110, "15.5.20"),
    (422, "Unprocessable Content", "the body is well-formed, but what it says cannot be done.", 9110, "15.5.21"),
    (423, "Locked", "someone has locked the resource (WebDAV).", 4918, "11.3"),
    (424, "Failed Dependency", "another part of the request failed, so this part was not tried (WebDAV).", 4918, "11.4"),
    (425, "Too Early", "the server will not act on data that someone might have sent again (TLS early data).", 8470, "5.2"),
    (426, "Upgrade Required", "the server wants another protocol; Upgrade names it.", 9110, "15.5.22"),
    (428, "Precondition Required", "the server wants a condition such as If-Match, so that no change is overwritten unseen.", 6585, "3"),
    (429, "Too Many Requests", "this client asked too often; Retry-After says how long to wait.", 6585, "4"),
    (431, "Request Header Fields Too Large", "the request's head is over the server's limit.", 6585, "5"),
    (451, "Unavailable For Legal Reasons", "the law, or a demand by its name, keeps this from being shown.", 7725, "3"),
    (500, "Internal Server Error", "the server's own code failed; its log says where.", 9110, "15.6.1"),
    (501, "Not Implemented", "the server does not know this method at all.", 9110, "15.6.2"),
    (502, "Bad Gateway", "a server in between got no usable answer from the one behind it.", 9110, "15.6.3"),
    (503, "Service Unavailable", "the server cannot take the request now; try again later.", 9110, "15.6.4"),
    (504, "Gateway Timeout", "a server in between waited too long for the one behind it.", 9110, "15.6.5"),
    (505, "HTTP Version Not Supported", "the server does not speak this version of HTTP.", 9110, "15.6.6"),
    (506, "Variant Also Negotiates", "the server is set up so that choosing a version goes in a circle.", 2295, "8.1"),
    (507, "Insufficient Storage", "the server has no room for what the request would store (WebDAV).", 4918, "11.5"),
    (508, "Loop Detected", "the server stopped because the request goes in a circle (WebDAV).", 5842, "7.2"),
    (510, "Not Extended", "the request lacks an extension that the server wants; never used in practice.", 2774, "7"),
    (511, "Network Authentication Required", "the network, such as a hotel's, wants a login first; the server was never reached.", 6585, "6"),
];

/// Every registered status, in order.
pub fn registered() -> impl Iterator<Item = u16> {
    STATUSES.iter().map(|known| known.0)
}

/// What a status says. One that nobody registered means what its first digit
/// says, which is all that a client has to understand (RFC 9110 §15).
#[must_use]
pub fn meaning(status: u16) -> Meaning {
    let known = STATUSES
        .binary_search_by_key(&status, |known| known.0)
        .ok()
        .and_then(|at| STATUSES.get(at));
    if let Some((_, name, words, number, section)) = known {
        return Meaning {
            name,
            words,
            reference: rfc(*number, section),
        };
    }
    let (words, section) = match status {
        100..200 => ("an interim answer; the final one follows.", "15.2"),
        200..300 => ("the request succeeded.", "15.3"),
        300..400 => (
            "the client has to do something more, most often to go elsewhere.",
            "15.4",
        ),
        400..500 => ("the server finds the fault in the request.", "15.5"),
        500..600 => ("the request may be fine, and the server failed.", "15.6"),
        _ => (
            "a status without a meaning; clients take it for a 500.",
            "15",
        ),
    };
    Meaning {
        name: "",
        words,
        reference: rfc(9110, section),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_in_order_and_said_in_sentences() {
        let all: Vec<u16> = registered().collect();
        assert!(all.is_sorted());
        assert_eq!(all.len(), 63);
        for status in all {
            let sentence = meaning(status).sentence(status);
            assert!(sentence.ends_with('.'), "{sentence}");
            assert!(sentence.starts_with(&format!("{status} ")), "{sentence}");
        }
    }

    #[test]
    fn an_unregistered_status_means_what_its_first_digit_says() {
        assert_eq!(meaning(299).sentence(299), "299: the request succeeded.");
        assert_eq!(meaning(499).reference.label, "RFC 9110 §15.5");
        assert_eq!(meaning(0).name, "");
        assert_eq!(meaning(999).name, "");
    }
}
