//! A short session, written by hand: a request that misses the cache and asks
//! the database, then one that hits. Tests of the models share it.

use super::journal::Journal;
use crate::base::{Body, Event, Parent, RequestId, SpanId, System, Trace, What};

/// The sample's events.
pub fn events() -> Vec<Event> {
    let mut trace = Trace::default();
    trace.push(
        0,
        Parent::default(),
        What::ProcessStarted {
            process: "app-1".to_owned(),
        },
    );
    request(&mut trace, 1, 1_000, false);
    request(&mut trace, 2, 101_000, true);
    trace.take()
}

/// The same, in a journal with its commands.
pub fn journal() -> Journal {
    let mut journal = Journal::default();
    journal.begin("Open");
    for event in events() {
        if matches!(event.what, What::SpanStarted { parent: None, .. }) {
            journal.begin("Send GET /books/2");
        }
        journal.extend([event]);
    }
    journal
}

struct Writer<'a> {
    trace: &'a mut Trace,
    request: RequestId,
}

impl Writer<'_> {
    fn start(&mut self, at_us: u64, span: Option<SpanId>, system: System, name: &str) -> SpanId {
        let parent = self.parent(span);
        self.trace.start(at_us, parent, system, name)
    }

    fn push(&mut self, at_us: u64, span: SpanId, what: What) {
        let parent = self.parent(Some(span));
        self.trace.push(at_us, parent, what);
    }

    /// The link between client and server takes 12 ms.
    fn cross(&mut self, at_us: u64, around: SpanId, name: &str, ends: [System; 2], bytes: usize) {
        let span = self.start(at_us, Some(around), System::Network, name);
        let [from, to] = ends;
        let what = What::BytesTransferred {
            from,
            to,
            bytes,
            latency_us: 12_000,
            transfer_us: 0,
        };
        self.push(at_us, span, what);
        self.end(at_us + 12_000, span);
    }

    fn end(&mut self, at_us: u64, span: SpanId) {
        self.push(at_us, span, What::SpanEnded { failed: false });
    }

    fn parent(&self, span: Option<SpanId>) -> Parent {
        Parent {
            request: Some(self.request),
            span,
        }
    }
}

fn request(trace: &mut Trace, id: u32, t: u64, hit: bool) {
    let mut w = Writer {
        trace,
        request: RequestId(id),
    };
    let root = w.start(t, None, System::Client, "GET /books/2");
    let sent = Body::from("GET /books/2 HTTP/1.1\r\nHost: shop.test\r\n\r\n");
    w.push(
        t,
        root,
        What::RequestSent {
            method: "GET".to_owned(),
            url: "/books/2".to_owned(),
            total_bytes: sent.len(),
            bytes: sent,
        },
    );
    w.cross(
        t,
        root,
        "request on the wire",
        [System::Client, System::Server],
        41,
    );
    let server = w.start(t + 12_000, Some(root), System::Server, "app-1");
    let handler = w.start(t + 12_100, Some(server), System::Handler, "GET /books/:id");
    w.push(
        t + 12_100,
        handler,
        What::RouteMatched {
            method: "GET".to_owned(),
            pattern: "/books/:id".to_owned(),
            params: vec![("id".to_owned(), "2".to_owned())],
        },
    );
    let mut at = cache(&mut w, handler, t + 12_200, hit);
    if !hit {
        at = query(&mut w, handler, at);
    }
    w.push(
        at,
        handler,
        What::HandlerResponded {
            status: 200,
            body_bytes: 31,
        },
    );
    w.end(at, handler);
    w.end(at, server);
    w.cross(
        at,
        root,
        "response on the wire",
        [System::Server, System::Client],
        160,
    );
    let got = Body::from("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    w.push(
        at + 12_000,
        root,
        What::ResponseReceived {
            status: 200,
            total_bytes: got.len(),
            bytes: got,
        },
    );
    w.end(at + 12_000, root);
}

fn cache(w: &mut Writer, handler: SpanId, t: u64, hit: bool) -> u64 {
    let span = w.start(t, Some(handler), System::Cache, "GET book:2");
    w.push(
        t + 150,
        span,
        What::CommandReceived {
            args: ["GET", "book:2"].map(Body::from).to_vec(),
        },
    );
    let key = Body::from("book:2");
    let what = if hit {
        What::CacheHit {
            key,
            bytes: 31,
            ttl_ms: Some(59_900),
        }
    } else {
        What::CacheMissed {
            key,
            expired: false,
        }
    };
    w.push(t + 150, span, what);
    w.end(t + 320, span);
    t + 320
}

fn query(w: &mut Writer, handler: SpanId, t: u64) -> u64 {
    let span = w.start(t, Some(handler), System::Sql, "SELECT books");
    w.push(
        t + 300,
        span,
        What::QueryReceived {
            connection: 1,
            text: "SELECT * FROM books WHERE id = $1".to_owned(),
            params: vec![Some("2".to_owned())],
            engine: None,
        },
    );
    w.push(
        t + 300,
        span,
        What::RowsScanned {
            table: "books".to_owned(),
            rows: 40,
            index: None,
        },
    );
    w.push(
        t + 300,
        span,
        What::RowsReturned {
            tag: "SELECT 1".to_owned(),
            columns: vec!["id".to_owned(), "title".to_owned()],
            rows: 1,
            preview: vec![vec![Some("2".to_owned()), Some("Emma".to_owned())]],
        },
    );
    w.end(t + 1_000, span);
    t + 1_000
}
