//! Spans in OpenTelemetry's JSON, which Jaeger, Grafana and others take.

use super::without_nulls;
use crate::base::trace::tree::{Span, Tree};
use crate::base::{Event, SpanId, System, What};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The spans of these events as one `ExportTraceServiceRequest` in OTLP's
/// JSON, to be posted to a collector's `/v1/traces`. Each system is a service;
/// each span that has none around it begins a trace. `start_unix_ms` is the
/// world's clock at virtual time zero.
///
/// # Limits
/// - A span that goes on has no end in OTLP: it ends with the last event and
///   says `backlot.unfinished`.
/// - Events outside every span are left out.
#[must_use]
pub fn otlp<'a>(events: impl IntoIterator<Item = &'a Event>, start_unix_ms: u64) -> Value {
    let events: BTreeMap<u64, &Event> = events.into_iter().map(|e| (e.seq, e)).collect();
    let tree = Tree::of(events.values().copied());
    let last_us = events.values().map(|event| event.at_us).max().unwrap_or(0);
    let writer = Writer {
        events: &events,
        start_unix_ms,
        last_us,
    };
    let mut services: BTreeMap<System, Vec<Value>> = BTreeMap::new();
    for root in tree.roots() {
        for (_, span) in tree.walk(root.id) {
            let written = writer.span(span, root.id);
            services.entry(span.system).or_default().push(written);
        }
    }
    let resources: Vec<Value> = services
        .into_iter()
        .map(|(system, spans)| {
            json!({
                "resource": { "attributes": [text("service.name", service(system))] },
                "scopeSpans": [{
                    "scope": { "name": "backlot", "version": env!("CARGO_PKG_VERSION") },
                    "spans": spans,
                }],
            })
        })
        .collect();
    json!({ "resourceSpans": resources })
}

const fn service(system: System) -> &'static str {
    match system {
        System::Client => "client",
        System::Network => "network",
        System::Server => "server",
        System::Handler => "handler",
        System::Cache => "cache",
        System::Sql => "database",
        System::Log => "log",
    }
}

struct Writer<'a> {
    events: &'a BTreeMap<u64, &'a Event>,
    start_unix_ms: u64,
    last_us: u64,
}

impl Writer<'_> {
    fn span(&self, span: &Span, root: SpanId) -> Value {
        let inside = || span.events.iter().filter_map(|seq| self.events.get(seq));
        let mut attributes: Vec<Value> = Vec::new();
        for event in inside() {
            attributes.extend(conventions(&event.what));
        }
        if let Some(request) = span.request {
            attributes.push(number("backlot.request", u64::from(request.0)));
        }
        if span.end_us.is_none() {
            attributes.push(json!({
                "key": "backlot.unfinished",
                "value": { "boolValue": true },
            }));
        }
        let events: Vec<Value> = inside().filter_map(|event| self.event(event)).collect();
        without_nulls(json!({
            "traceId": format!("{:016x}{:016x}", self.start_unix_ms, root.0),
            "spanId": span_id(span.id),
            "parentSpanId": span.parent.map(span_id),
            "name": span.name,
            "kind": kind(span.system),
            "startTimeUnixNano": self.nanos(span.start_us),
            "endTimeUnixNano": self.nanos(span.end_us.unwrap_or(self.last_us)),
            "attributes": attributes,
            "events": events,
            "status": if span.failed { json!({ "code": 2 }) } else { json!({}) },
        }))
    }

    /// A moment as OTLP's JSON has it: nanoseconds since 1970, in a string,
    /// because JavaScript's numbers would round them.
    fn nanos(&self, at_us: u64) -> String {
        let nanos = u128::from(self.start_unix_ms) * 1_000_000 + u128::from(at_us) * 1_000;
        nanos.to_string()
    }

    /// Everything that an event holds, as attributes; its kind is the name.
    fn event(&self, event: &Event) -> Option<Value> {
        if matches!(
            event.what,
            What::SpanStarted { .. } | What::SpanEnded { .. }
        ) {
            return None;
        }
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&event.what) else {
            return None;
        };
        let name = fields.remove("kind")?;
        // The messages themselves are in the archive of requests.
        fields.remove("bytes");
        Some(json!({
            "timeUnixNano": self.nanos(event.at_us),
            "name": name,
            "attributes": attributes(&fields),
        }))
    }
}

fn span_id(id: SpanId) -> String {
    format!("{:016x}", id.0)
}

/// OTLP's numbers for who calls whom.
const fn kind(system: System) -> u32 {
    match system {
        System::Server => 2,
        System::Client | System::Cache | System::Sql => 3,
        System::Network | System::Handler | System::Log => 1,
    }
}

fn text(key: &str, value: &str) -> Value {
    json!({ "key": key, "value": { "stringValue": value } })
}

fn number(key: &str, value: u64) -> Value {
    json!({ "key": key, "value": { "intValue": value.to_string() } })
}

fn attributes(fields: &Map<String, Value>) -> Vec<Value> {
    fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| {
            let value = match value {
                Value::String(text) => json!({ "stringValue": text }),
                Value::Bool(flag) => json!({ "boolValue": flag }),
                Value::Number(number) => json!({ "intValue": number.to_string() }),
                other => json!({ "stringValue": other.to_string() }),
            };
            json!({ "key": format!("backlot.{key}"), "value": value })
        })
        .collect()
}

/// The attributes that OpenTelemetry's conventions give a span for an event.
fn conventions(what: &What) -> Vec<Value> {
    match what {
        What::RequestSent { method, url, .. } => {
            vec![text("http.request.method", method), text("url.full", url)]
        }
        What::RequestParsed { method, target, .. } => vec![
            text("http.request.method", method),
            text("url.path", target.split('?').next().unwrap_or_default()),
        ],
        What::ResponseReceived { status, .. }
        | What::InterimReceived { status, .. }
        | What::InterimSent { status }
        | What::HandlerResponded { status, .. } => {
            vec![number("http.response.status_code", u64::from(*status))]
        }
        What::RouteMatched { pattern, .. } => vec![text("http.route", pattern)],
        What::ConnectionOpened { address, port, .. } => vec![
            text("network.peer.address", address),
            number("network.peer.port", u64::from(*port)),
        ],
        What::QueryReceived {
            text: query,
            engine,
            ..
        } => vec![
            text("db.system.name", engine.as_deref().unwrap_or("postgresql")),
            text("db.query.text", query),
        ],
        What::RowsReturned { rows, .. } => vec![number("db.response.returned_rows", *rows)],
        What::QueryFailed { code, .. } => vec![
            text("db.response.status_code", code),
            text("error.type", code),
        ],
        What::CommandReceived { args } => {
            let name = args.first().map(|word| word.text().to_ascii_uppercase());
            vec![
                text("db.system.name", "redis"),
                text("db.operation.name", &name.unwrap_or_default()),
            ]
        }
        What::HandlerFailed { diagnostic } => vec![text("error.type", &diagnostic.code)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
