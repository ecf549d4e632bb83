//! What the words of HTTP mean, for those who meet them the first time:
//! statuses, methods, header fields.

mod fields;

pub use crate::base::trace::explain::status::{Meaning, meaning, registered};
pub use fields::{FieldFacts, Side, field_facts, known_fields};

/// What is known of a method (RFC 9110 §9.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodFacts {
    /// The method.
    pub method: &'static str,
    /// What it asks for, in a sentence.
    pub about: &'static str,
    /// Whether it only reads: the client asks for no change.
    pub safe: bool,
    /// Whether doing it twice is the same as doing it once, so that a client
    /// may repeat it after a broken connection.
    pub idempotent: bool,
    /// Whether its answer may be kept and used again.
    pub cacheable: bool,
    /// Where it is defined.
    pub section: &'static str,
}

const fn facts(
    method: &'static str,
    about: &'static str,
    (safe, idempotent, cacheable): (bool, bool, bool),
    section: &'static str,
) -> MethodFacts {
    MethodFacts {
        method,
        about,
        safe,
        idempotent,
        cacheable,
        section,
    }
}

/// The methods a person is likely to use.
pub const METHODS: [MethodFacts; 10] = [
    facts(
        "GET",
        "Give me what is at this URL.",
        (true, true, true),
        "RFC 9110 §9.3.1",
    ),
    facts(
        "HEAD",
        "Give me what GET would, without the body.",
        (true, true, true),
        "RFC 9110 §9.3.2",
    ),
    facts(
        "POST",
        "Here is data: do with it what this URL is for, such as adding a record.",
        (false, false, true),
        "RFC 9110 §9.3.3",
    ),
    facts(
        "PUT",
        "Store this at this URL, in place of what is there.",
        (false, true, false),
        "RFC 9110 §9.3.4",
    ),
    facts(
        "PATCH",
        "Change a part of what is at this URL, as the body says.",
        (false, false, false),
        "RFC 5789 §2",
    ),
    facts(
        "DELETE",
        "Remove what is at this URL.",
        (false, true, false),
        "RFC 9110 §9.3.5",
    ),
    facts(
        "OPTIONS",
        "Tell me what may be done with this URL.",
        (true, true, false),
        "RFC 9110 §9.3.7",
    ),
    facts(
        "QUERY",
        "Answer the question in the body, and change nothing.",
        (true, true, true),
        "draft-ietf-httpbis-safe-method-w-body",
    ),
    facts(
        "TRACE",
        "Send back to me what you received.",
        (true, true, false),
        "RFC 9110 §9.3.8",
    ),
    facts(
        "CONNECT",
        "Open a tunnel to this host for me; only proxies do.",
        (false, false, false),
        "RFC 9110 §9.3.6",
    ),
];

/// What is known of a method; methods are case-sensitive.
#[must_use]
pub fn method_facts(method: &str) -> Option<&'static MethodFacts> {
    METHODS.iter().find(|known| known.method == method)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::message;

    #[test]
    fn safe_methods_are_idempotent() {
        for method in METHODS {
            assert!(!method.safe || method.idempotent, "{method:?}");
            assert!(message::METHODS.contains(&method.method));
        }
    }

    #[test]
    fn methods_are_case_sensitive() {
        assert!(method_facts("GET").is_some());
        assert!(method_facts("get").is_none());
    }

    #[test]
    fn every_reason_phrase_of_node_has_a_meaning() {
        for status in 100..600 {
            let phrase = message::reason_phrase(status);
            // Node knows Apache's 509, which nobody registered.
            if phrase != "unknown" && status != 509 {
                assert!(!meaning(status).name.is_empty(), "{status}");
            }
        }
    }
}
