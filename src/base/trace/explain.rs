//! Every event in words: what happened, why, and the rule behind it.
//!
//! The words are made from the event's own data, so that they hold for any
//! world, and for a trace that was exported and read back elsewhere.

mod cache;
mod client;
mod handler;
mod network;
mod numbers;
mod reference;
mod server;
mod sql;
mod state;
pub mod status;
mod world;

use super::{Event, What};

/// An event in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, in one sentence that stands alone.
    pub what: String,
    /// Why it happened, and what to make of it.
    pub why: String,
    /// The rule, where it is written down.
    pub reference: Option<Reference>,
}

/// Where a rule is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What to call it, such as `RFC 9110 §9.3.1`.
    pub label: String,
    /// Its address.
    pub url: String,
}

impl Explanation {
    fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            why: why.into(),
            reference: None,
        }
    }

    fn see(mut self, reference: impl Into<Option<Reference>>) -> Self {
        self.reference = reference.into();
        self
    }
}

/// An event in one sentence, for a trace read from top to bottom.
#[must_use]
pub fn sentence(event: &Event) -> String {
    explain(event).what
}

/// An event with its reason and its rule.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "the table of contents of the events' words, one arm a kind"
)]
pub fn explain(event: &Event) -> Explanation {
    match &event.what {
        What::SpanStarted { system, name, .. } => world::span_started(*system, name),
        What::SpanEnded { failed } => world::span_ended(*failed),

        What::RequestSent {
            method,
            url,
            total_bytes,
            ..
        } => client::request_sent(method, url, *total_bytes),
        What::ResponseReceived {
            status,
            total_bytes,
            ..
        } => client::response_received(*status, *total_bytes),
        What::BodySent { total_bytes, .. } => client::body_sent(*total_bytes),
        What::InterimReceived { status, .. } => client::interim_received(*status),
        What::PieceReceived { total_bytes, .. } => client::piece_received(*total_bytes),
        What::RequestTimedOut { after_us } => client::request_timed_out(*after_us),
        What::RequestNotSent { diagnostic } => client::request_not_sent(diagnostic),

        What::NameResolved {
            name,
            address,
            cached,
            ttl_s,
        } => network::name_resolved(name, address, *cached, *ttl_s),
        What::NameNotFound { name } => network::name_not_found(name),
        What::ConnectionOpened {
            connection,
            address,
            port,
            rtt_us,
        } => network::connection_opened(*connection, address, *port, *rtt_us),
        What::ConnectionReused {
            connection,
            idle_us,
        } => network::connection_reused(*connection, *idle_us),
        What::ConnectionRefused { address, port } => network::connection_refused(address, *port),
        What::ConnectionClosed { connection, reason } => {
            network::connection_closed(*connection, reason)
        }
        What::BytesTransferred {
            from,
            to,
            bytes,
            latency_us,
            transfer_us,
        } => network::bytes_transferred(*from, *to, *bytes, *latency_us, *transfer_us),

        What::RequestParsed {
            method,
            target,
            version,
            headers,
            body_bytes,
        } => server::request_parsed(method, target, version, *headers, *body_bytes),
        What::InterimSent { status } => server::interim_sent(*status),
        What::RequestRejected { status, diagnostic } => {
            server::request_rejected(*status, diagnostic)
        }
        What::Queued { resource, ahead } => server::queued(resource, *ahead),
        What::ProcessListening { process, port } => server::process_listening(process, *port),
        What::ProcessStarted { process } => server::process_started(process),
        What::ProcessStopped { process, reason } => server::process_stopped(process, reason),

        What::MiddlewareEntered { name, path } => handler::middleware_entered(name, path),
        What::MiddlewarePassed { name } => handler::middleware_passed(name),
        What::MiddlewareFailed { name, message } => handler::middleware_failed(name, message),
        What::RouteMatched {
            method,
            pattern,
            params,
        } => handler::route_matched(method, pattern, params),
        What::RouteMissed { method, path } => handler::route_missed(method, path),
        What::HandlerWrote { status, body_bytes } => handler::wrote(*status, *body_bytes),
        What::HandlerResponded { status, body_bytes } => handler::responded(*status, *body_bytes),
        What::HandlerFailed { diagnostic } => handler::failed(diagnostic),
        What::HandlerStalled { process } => handler::stalled(process),
        What::TimerSet { timer, delay_us } => handler::timer_set(*timer, *delay_us),
        What::TimerFired { timer } => handler::timer_fired(*timer),

        What::QueryReceived {
            connection,
            text,
            params,
            engine,
        } => sql::query_received(*connection, text, params, engine.as_deref()),
        What::RowsScanned { table, rows, index } => {
            sql::rows_scanned(table, *rows, index.as_deref())
        }
        What::RowsChanged {
            table,
            inserted,
            updated,
            deleted,
        } => sql::rows_changed(table, *inserted, *updated, *deleted),
        What::RowsReturned {
            tag, columns, rows, ..
        } => sql::rows_returned(tag, columns.len(), *rows),
        What::QueryFailed { code, message } => sql::query_failed(code, message),
        What::TransactionChanged { connection, to } => sql::transaction_changed(*connection, to),
        What::LockAwaited { connection, holder } => sql::lock_awaited(*connection, *holder),

        What::CommandReceived { args } => cache::command_received(args),
        What::CacheHit { key, bytes, ttl_ms } => cache::hit(key, *bytes, *ttl_ms),
        What::CacheMissed { key, expired } => cache::missed(key, *expired),
        What::KeyWritten { key, bytes, ttl_ms } => cache::key_written(key, *bytes, *ttl_ms),
        What::KeyRemoved { key, reason } => cache::key_removed(key, reason),
        What::ReplySent { reply, failed } => cache::reply_sent(reply, *failed),

        What::LineLogged {
            level,
            text,
            process,
        } => world::line_logged(level, text, process),
        What::FileChanged { path } => world::file_changed(path),
        What::TimePassed { by_us } => world::time_passed(*by_us),
    }
}

#[cfg(test)]
mod tests;
