//! An event as a name and a few facts, for tables and details.

use super::time::{bytes, count, counted, duration};
use crate::base::{Body, System, What};
use std::fmt::Write as _;

/// A system's name on the screen.
#[must_use]
pub const fn system_name(system: System) -> &'static str {
    match system {
        System::Client => "Client",
        System::Network => "Network",
        System::Server => "Server",
        System::Handler => "Handler",
        System::Cache => "Cache",
        System::Sql => "SQL",
        System::Log => "Log",
    }
}

/// A system's word in class names and tokens.
#[must_use]
pub const fn system_key(system: System) -> &'static str {
    match system {
        System::Client => "client",
        System::Network => "network",
        System::Server => "server",
        System::Handler => "handler",
        System::Cache => "cache",
        System::Sql => "sql",
        System::Log => "log",
    }
}

/// Whether an event says more than where a span begins or ends. The others
/// are drawn as the ends of bars, and stepping passes over them.
#[must_use]
pub const fn tells(what: &What) -> bool {
    !matches!(what, What::SpanStarted { .. } | What::SpanEnded { .. })
}

/// The event's name: the glossary's word, spelled as a heading.
#[must_use]
pub const fn title(what: &What) -> &'static str {
    match what {
        What::SpanStarted { .. } => "Span started",
        What::SpanEnded { .. } => "Span ended",
        What::RequestSent { .. } => "Request sent",
        What::ResponseReceived { .. } => "Response received",
        What::BodySent { .. } => "Body sent",
        What::InterimReceived { .. } => "Interim received",
        What::PieceReceived { .. } => "Piece received",
        What::RequestTimedOut { .. } => "Request timed out",
        What::RequestNotSent { .. } => "Request not sent",
        What::NameResolved { .. } => "Name resolved",
        What::NameNotFound { .. } => "Name not found",
        What::ConnectionOpened { .. } => "Connection opened",
        What::ConnectionReused { .. } => "Connection reused",
        What::ConnectionRefused { .. } => "Connection refused",
        What::ConnectionClosed { .. } => "Connection closed",
        What::BytesTransferred { .. } => "Bytes transferred",
        What::RequestParsed { .. } => "Request parsed",
        What::InterimSent { .. } => "Interim sent",
        What::RequestRejected { .. } => "Request rejected",
        What::Queued { .. } => "Queued",
        What::ProcessListening { .. } => "Process listening",
        What::ProcessStarted { .. } => "Process started",
        What::ProcessStopped { .. } => "Process stopped",
        What::MiddlewareEntered { .. } => "Middleware entered",
        What::MiddlewarePassed { .. } => "Middleware passed",
        What::MiddlewareFailed { .. } => "Middleware failed",
        What::RouteMatched { .. } => "Route matched",
        What::RouteMissed { .. } => "Route missed",
        What::HandlerWrote { .. } => "Handler wrote",
        What::HandlerResponded { .. } => "Handler responded",
        What::HandlerFailed { .. } => "Handler failed",
        What::HandlerStalled { .. } => "Handler stalled",
        What::TimerSet { .. } => "Timer set",
        What::TimerFired { .. } => "Timer fired",
        What::QueryReceived { .. } => "Query received",
        What::RowsScanned { .. } => "Rows scanned",
        What::RowsChanged { .. } => "Rows changed",
        What::RowsReturned { .. } => "Rows returned",
        What::QueryFailed { .. } => "Query failed",
        What::TransactionChanged { .. } => "Transaction changed",
        What::LockAwaited { .. } => "Lock awaited",
        What::CommandReceived { .. } => "Command received",
        What::CacheHit { .. } => "Cache hit",
        What::CacheMissed { .. } => "Cache missed",
        What::KeyWritten { .. } => "Key written",
        What::KeyRemoved { .. } => "Key removed",
        What::ReplySent { .. } => "Reply sent",
        What::LineLogged { .. } => "Line logged",
        What::FileChanged { .. } => "File changed",
        What::TimePassed { .. } => "Time passed",
    }
}

/// Whether an event is bad news.
#[must_use]
pub fn failed(what: &What) -> bool {
    match what {
        What::SpanEnded { failed } | What::ReplySent { failed, .. } => *failed,
        What::ResponseReceived { status, .. } | What::HandlerResponded { status, .. } => {
            *status >= 500
        }
        What::RequestTimedOut { .. }
        | What::RequestNotSent { .. }
        | What::NameNotFound { .. }
        | What::ConnectionRefused { .. }
        | What::RequestRejected { .. }
        | What::MiddlewareFailed { .. }
        | What::RouteMissed { .. }
        | What::HandlerFailed { .. }
        | What::HandlerStalled { .. }
        | What::QueryFailed { .. } => true,
        What::LineLogged { level, .. } => level == "error",
        _ => false,
    }
}

/// What matters most about an event, short enough for a table's cell.
#[must_use]
pub fn brief(what: &What) -> String {
    match what {
        What::SpanStarted { name, .. }
        | What::NameNotFound { name }
        | What::MiddlewarePassed { name } => name.clone(),
        What::SpanEnded { failed } => if *failed { "failed" } else { "" }.to_owned(),
        What::RequestSent { method, url, .. } => format!("{method} {url}"),
        What::ResponseReceived {
            status,
            total_bytes,
            ..
        } => format!("{status}, {}", bytes(*total_bytes)),
        What::BodySent { total_bytes, .. } | What::PieceReceived { total_bytes, .. } => {
            bytes(*total_bytes)
        }
        What::InterimSent { status } | What::InterimReceived { status, .. } => status.to_string(),
        What::HandlerWrote { status, body_bytes } => match status {
            Some(status) => format!("{status}, {}", bytes(*body_bytes)),
            None => bytes(*body_bytes),
        },
        What::RequestTimedOut { after_us } => format!("after {}", duration(*after_us)),
        What::RequestNotSent { diagnostic } | What::HandlerFailed { diagnostic } => {
            diagnostic.message.clone()
        }
        What::RequestRejected { status, diagnostic } => format!("{status}: {}", diagnostic.message),
        What::NameResolved {
            name,
            address,
            cached,
            ..
        } => format!("{name} → {address}{}", if *cached { ", known" } else { "" }),
        What::ConnectionOpened {
            address,
            port,
            rtt_us,
            ..
        } => format!("{address}:{port}, round trip {}", duration(*rtt_us)),
        What::ConnectionReused { idle_us, .. } => format!("idle for {}", duration(*idle_us)),
        What::ConnectionRefused { address, port } => format!("{address}:{port}"),
        What::ConnectionClosed { reason, .. } => reason.clone(),
        What::BytesTransferred {
            from,
            to,
            bytes: n,
            latency_us,
            transfer_us,
        } => format!(
            "{} → {}, {} in {}",
            system_name(*from),
            system_name(*to),
            bytes(*n),
            duration(latency_us + transfer_us)
        ),
        What::RequestParsed { method, target, .. } => format!("{method} {target}"),
        What::Queued { resource, ahead } => format!("{resource}, {ahead} ahead"),
        What::ProcessListening { process, port } => format!("{process} on port {port}"),
        What::ProcessStarted { process } | What::HandlerStalled { process } => process.clone(),
        What::ProcessStopped { process, reason } => format!("{process}: {reason}"),
        What::MiddlewareEntered { name, path } => format!("{name} at {path}"),
        What::MiddlewareFailed { name, message } => format!("{name}: {message}"),
        What::RouteMatched {
            method,
            pattern,
            params,
        } => format!("{method} {pattern}{}", pairs(params)),
        What::RouteMissed { method, path } => format!("{method} {path}"),
        What::HandlerResponded { status, body_bytes } => {
            format!("{status}, {}", bytes(*body_bytes))
        }
        What::TimerSet { timer, delay_us } => format!("timer {timer}, {}", duration(*delay_us)),
        What::TimerFired { timer } => format!("timer {timer}"),
        What::LineLogged { text, .. } => text.lines().next().unwrap_or_default().to_owned(),
        What::FileChanged { path } => path.clone(),
        What::TimePassed { by_us } => duration(*by_us),
        stored => brief_stored(stored),
    }
}

fn brief_stored(what: &What) -> String {
    match what {
        What::QueryReceived { text, engine, .. } => {
            let by = engine.iter().map(|engine| format!("{engine}: "));
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            by.chain([words]).collect()
        }
        What::RowsScanned { table, rows, index } => match index {
            Some(index) => format!("{table}: {} by {index}", counted(*rows, "row")),
            None => format!("{table}: {}, no index", counted(*rows, "row")),
        },
        What::RowsChanged {
            table,
            inserted,
            updated,
            deleted,
        } => {
            let parts: Vec<String> = [
                (*inserted, "inserted"),
                (*updated, "updated"),
                (*deleted, "deleted"),
            ]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{} {word}", count(n)))
            .collect();
            format!("{table}: {}", parts.join(", "))
        }
        What::RowsReturned { tag, .. } => tag.clone(),
        What::QueryFailed { code, message } => format!("{code}: {message}"),
        What::TransactionChanged { to, .. } => to.clone(),
        What::LockAwaited { holder, .. } => format!("held by connection {holder}"),
        What::CommandReceived { args } => words(args),
        What::CacheHit { key, ttl_ms, .. } | What::KeyWritten { key, ttl_ms, .. } => {
            let life = ttl_ms.map_or_else(
                || "no end".to_owned(),
                |ms| format!("{} left", duration(ms.saturating_mul(1_000))),
            );
            format!("{}, {life}", key.text())
        }
        What::CacheMissed { key, expired } => {
            format!("{}{}", key.text(), if *expired { ", expired" } else { "" })
        }
        What::KeyRemoved { key, reason } => format!("{}, {reason}", key.text()),
        What::ReplySent { reply, .. } => reply.lines().next().unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

/// A command's words as typed: those that need it in quotes.
#[must_use]
pub fn words(args: &[Body]) -> String {
    args.iter()
        .map(|arg| {
            let text = arg.text();
            let plain = !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '"');
            if plain {
                text.into_owned()
            } else {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn pairs(params: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in params {
        let _ = write!(out, ", {name} = {value}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::model::sample;

    #[test]
    fn every_event_that_tells_something_has_a_name_and_a_brief() {
        for event in sample::events().iter().filter(|e| tells(&e.what)) {
            assert!(!title(&event.what).is_empty());
            assert!(!brief(&event.what).is_empty(), "{:?}", event.what);
        }
    }

    #[test]
    fn the_name_is_the_glossary_s_word() {
        for event in sample::events() {
            let json = serde_json::to_value(&event.what).expect("an event serialises");
            let kind = json["kind"].as_str().expect("it has a kind").to_owned();
            assert_eq!(title(&event.what).to_lowercase().replace(' ', "_"), kind);
        }
    }

    #[test]
    fn a_query_is_brief_on_one_line() {
        let what = What::QueryReceived {
            connection: 1,
            text: "SELECT *\n  FROM books".to_owned(),
            params: vec![],
            engine: None,
        };
        assert_eq!(brief(&what), "SELECT * FROM books");
        let what = What::QueryReceived {
            connection: 1,
            text: "SELECT 1".to_owned(),
            params: vec![],
            engine: Some("gluesql".to_owned()),
        };
        assert_eq!(brief(&what), "gluesql: SELECT 1");
    }

    #[test]
    fn words_with_spaces_are_quoted() {
        let args = ["SET", "a key", "say \"hi\"", ""].map(Body::from);
        assert_eq!(words(&args), r#"SET "a key" "say \"hi\"" """#);
    }
}
