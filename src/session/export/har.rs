//! Requests and responses as an HTTP Archive, which browsers' tools, proxies
//! and load generators open.

use super::without_nulls;
use crate::base::{Body, Event, RequestId, System, What};
use crate::http::date::rfc3339;
use crate::http::draft::base64;
use crate::http::message::{Field, Read, field_value, parse_request};
use crate::session::protocol::{Answer, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The HTTP Archive (HAR 1.2) of these answers. What their times went into is
/// taken from `events`; without a request's events all of it is waiting.
/// `start_unix_ms` is the world's clock at virtual time zero.
///
/// # Limits
/// - The format has one text for a request's body; one that is not UTF-8 is
///   written with replacement characters and a comment.
/// - Latency counts as waiting, as in browsers, which cannot see it either.
#[must_use]
pub fn har<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    answers: &[Answer],
    start_unix_ms: u64,
) -> Value {
    let mut facts: BTreeMap<RequestId, Facts> = answers
        .iter()
        .map(|answer| (answer.request, Facts::default()))
        .collect();
    for event in events {
        if let Some(facts) = event.request.and_then(|id| facts.get_mut(&id)) {
            facts.take(event);
        }
    }
    let entries: Vec<Value> = answers
        .iter()
        .map(|answer| {
            let facts = facts.remove(&answer.request).unwrap_or_default();
            entry(answer, &facts, start_unix_ms)
        })
        .collect();
    json!({
        "log": {
            "version": "1.2",
            "creator": { "name": "Backlot", "version": env!("CARGO_PKG_VERSION") },
            "entries": entries,
        }
    })
}

/// What the events of one request tell.
#[derive(Debug, Default)]
struct Facts {
    url: String,
    address: Option<String>,
    connection: Option<u32>,
    resolved_at_us: Option<u64>,
    connect_us: Option<u64>,
    written_at_us: Option<u64>,
    send_us: Option<u64>,
    receive_us: Option<u64>,
}

impl Facts {
    fn take(&mut self, event: &Event) {
        match &event.what {
            What::RequestSent { url, .. } => {
                self.url.clone_from(url);
                self.written_at_us = Some(event.at_us);
            }
            What::NameResolved {
                address, cached, ..
            } => {
                self.address = Some(address.clone());
                self.resolved_at_us = (!cached).then_some(event.at_us);
            }
            What::ConnectionOpened {
                connection, rtt_us, ..
            } => {
                self.connection = Some(*connection);
                self.connect_us = Some(*rtt_us);
            }
            What::ConnectionReused { connection, .. } => self.connection = Some(*connection),
            What::BytesTransferred {
                from,
                to,
                transfer_us,
                ..
            } => match (from, to) {
                (System::Client, _) => self.send_us = Some(*transfer_us),
                (_, System::Client) => {
                    self.receive_us = Some(self.receive_us.unwrap_or_default() + transfer_us);
                }
                // What the handler says to its services is within the wait.
                _ => {}
            },
            _ => {}
        }
    }

    /// The parts of the whole time, which add up to it; -1 for what did not
    /// happen, as the format wants it.
    fn timings(&self, answer: &Answer) -> Value {
        let mut left = answer.ended_at_us.saturating_sub(answer.sent_at_us);
        let mut part = |us: Option<u64>| {
            us.map(|us| {
                let us = us.min(left);
                left -= us;
                us
            })
        };
        let dns = part(
            self.resolved_at_us
                .map(|at_us| at_us.saturating_sub(answer.sent_at_us)),
        );
        let connect = part(self.connect_us);
        let before = self
            .written_at_us
            .map(|at_us| at_us.saturating_sub(answer.sent_at_us))
            .unwrap_or_default();
        let known = dns.unwrap_or_default() + connect.unwrap_or_default();
        let blocked = part(before.checked_sub(known).filter(|us| *us > 0));
        let send = part(self.send_us).unwrap_or_default();
        let receive = part(self.receive_us).unwrap_or_default();
        let optional = |us: Option<u64>| us.map_or(-1.0, ms);
        json!({
            "blocked": optional(blocked),
            "dns": optional(dns),
            "connect": optional(connect),
            "ssl": -1,
            "send": ms(send),
            "wait": ms(left),
            "receive": ms(receive),
        })
    }
}

fn ms(us: u64) -> f64 {
    us as f64 / 1000.0
}

fn entry(answer: &Answer, facts: &Facts, start_unix_ms: u64) -> Value {
    without_nulls(json!({
        "startedDateTime": rfc3339(start_unix_ms, answer.sent_at_us),
        "time": ms(answer.ended_at_us.saturating_sub(answer.sent_at_us)),
        "request": request(&answer.request_bytes, &facts.url),
        "response": response(answer.response.as_ref()),
        "cache": {},
        "timings": facts.timings(answer),
        "serverIPAddress": facts.address,
        "connection": facts.connection.map(|number| number.to_string()),
        "comment": answer.diagnostic.as_ref().map(|diagnostic| &diagnostic.message),
    }))
}

fn request(bytes: &Body, url: &str) -> Value {
    let (head, body, version) = match parse_request(&bytes.0) {
        Ok(Read::Whole { message, .. }) => {
            let version = format!("HTTP/{}", message.head.version);
            (Some(message.head), message.body, version)
        }
        // What is no request is kept whole, as the body of one.
        _ => (None, bytes.0.clone(), String::new()),
    };
    let text = bytes.text();
    let method = head.as_ref().map_or_else(
        || text.split_whitespace().next().unwrap_or_default(),
        |head| &head.method,
    );
    let headers = head.as_ref().map_or(&[][..], |head| &head.headers);
    let head_bytes = if head.is_some() {
        head_length(&bytes.0)
    } else {
        0
    };
    let cookies: Vec<Value> = field_value(headers, "cookie")
        .map(|line| line.split(';').map(cookie).collect())
        .unwrap_or_default();
    without_nulls(json!({
        "method": method,
        "url": url,
        "httpVersion": version,
        "cookies": cookies,
        "headers": fields(headers),
        "queryString": query(url),
        "headersSize": head_bytes,
        "bodySize": bytes.len() - head_bytes,
        "postData": (!body.is_empty()).then(|| post_data(headers, &body)),
    }))
}

fn post_data(headers: &[Field], body: &[u8]) -> Value {
    let readable = std::str::from_utf8(body).is_ok();
    without_nulls(json!({
        "mimeType": field_value(headers, "content-type").unwrap_or_default(),
        "params": [],
        "text": String::from_utf8_lossy(body),
        "comment": (!readable).then_some("not UTF-8"),
    }))
}

fn response(response: Option<&Response>) -> Value {
    let Some(response) = response else {
        // As browsers write a request that was never answered.
        return json!({
            "status": 0,
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": [],
            "content": { "size": 0, "mimeType": "x-unknown" },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        });
    };
    let headers = &response.headers;
    let head_bytes = head_length(&response.bytes.0);
    let cookies: Vec<Value> = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .map(|(_, line)| cookie(line.split(';').next().unwrap_or_default()))
        .collect();
    let text = std::str::from_utf8(&response.body.0).ok();
    let encoded = || base64::encode(&response.body.0);
    let content = without_nulls(json!({
        "size": response.body.len(),
        "mimeType": field_value(headers, "content-type").unwrap_or("x-unknown"),
        "text": text.map_or_else(encoded, str::to_owned),
        "encoding": text.is_none().then_some("base64"),
    }));
    json!({
        "status": response.status,
        "statusText": response.reason,
        "httpVersion": response.bytes.text().split(' ').next().unwrap_or_default(),
        "cookies": cookies,
        "headers": fields(headers),
        "content": content,
        "redirectURL": field_value(headers, "location").unwrap_or_default(),
        "headersSize": head_bytes,
        "bodySize": response.bytes.len() - head_bytes,
    })
}

/// How many bytes there are up to and with the empty line.
fn head_length(bytes: &[u8]) -> usize {
    bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map_or(bytes.len(), |at| at + 4)
}

fn fields(headers: &[Field]) -> Vec<Value> {
    headers
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

fn cookie(pair: &str) -> Value {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    json!({ "name": name.trim(), "value": value.trim() })
}

fn query(url: &str) -> Vec<Value> {
    let Some((_, query)) = url.split_once('?') else {
        return Vec::new();
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            json!({ "name": decoded(name), "value": decoded(value) })
        })
        .collect()
}

/// A part of a query as it was meant: `+` is a space, `%41` is `A`.
fn decoded(text: &str) -> String {
    let bytes = crate::http::draft::percent_decode(&text.replace('+', " "));
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
