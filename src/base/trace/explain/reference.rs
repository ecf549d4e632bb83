//! Where the rules are written down.

use super::Reference;

/// A section of an RFC.
pub(super) fn rfc(number: u32, section: &str) -> Reference {
    Reference {
        label: format!("RFC {number} §{section}"),
        url: format!("https://www.rfc-editor.org/rfc/rfc{number}.html#section-{section}"),
    }
}

/// The section that a text cites as `RFC 9112 §3.2`, if it cites one.
pub(super) fn rfc_cited(text: &str) -> Option<Reference> {
    let (_, behind) = text.split_once("RFC ")?;
    let (number, behind) = behind.split_once(" §")?;
    let section: String = behind
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let section = section.trim_end_matches('.');
    if section.is_empty() {
        return None;
    }
    Some(rfc(number.parse().ok()?, section))
}

/// A page of PostgreSQL's manual, such as `sql-select`.
pub(super) fn postgres(page: &str, title: &str) -> Reference {
    Reference {
        label: format!("PostgreSQL manual: {title}"),
        url: format!("https://www.postgresql.org/docs/current/{page}.html"),
    }
}

/// A page of Redis's documentation, by its path.
pub(super) fn redis(path: &str, title: &str) -> Reference {
    Reference {
        label: format!("Redis: {title}"),
        url: format!("https://redis.io/docs/latest/{path}/"),
    }
}

/// A page of the guide of Express.
pub(super) fn express(page: &str, title: &str) -> Reference {
    Reference {
        label: format!("Express: {title}"),
        url: format!("https://expressjs.com/en/{page}"),
    }
}

/// A part of Node's documentation.
pub(super) fn node(page: &str, title: &str) -> Reference {
    Reference {
        label: format!("Node.js: {title}"),
        url: format!("https://nodejs.org/api/{page}"),
    }
}

/// A page of OpenTelemetry's documentation.
pub(super) fn opentelemetry(page: &str, title: &str) -> Reference {
    Reference {
        label: format!("OpenTelemetry: {title}"),
        url: format!("https://opentelemetry.io/docs/{page}"),
    }
}
