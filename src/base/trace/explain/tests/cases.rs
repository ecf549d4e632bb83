//! The glossary of events, each with its sentence.

use crate::base::{Body, Diagnostic, SpanId, System, What};

/// An event of every kind, with its sentence beside it.
#[expect(clippy::too_many_lines, reason = "a table, one entry a case")]
pub(super) fn cases() -> Vec<(What, &'static str)> {
    let diagnostic = |message: &str| Diagnostic::new("HTTP026", message, "Add a Host field.");
    let text = |text: &str| text.to_owned();
    vec![
        (
            What::SpanStarted {
                parent: Some(SpanId(1)),
                system: System::Sql,
                name: text("SELECT books"),
            },
            "Work began in the database: SELECT books.",
        ),
        (What::SpanEnded { failed: false }, "This work ended."),
        (
            What::SpanEnded { failed: true },
            "This work ended in a failure.",
        ),
        (
            What::RequestSent {
                method: text("GET"),
                url: text("http://shop.test/books"),
                bytes: Body::from("GET"),
                total_bytes: 83,
            },
            "The client sent GET http://shop.test/books in a request of 83 bytes.",
        ),
        (
            What::RequestSent {
                method: String::new(),
                url: String::new(),
                bytes: Body::from("?"),
                total_bytes: 1,
            },
            "The client sent the message as it was typed, 1 byte.",
        ),
        (
            What::RequestSent {
                method: text("\u{16}\u{3}"),
                url: text("http://shop.test/"),
                bytes: Body::from("?"),
                total_bytes: 5,
            },
            "The client sent the message as it was typed, 5 bytes.",
        ),
        (
            What::ResponseReceived {
                status: 404,
                bytes: Body::default(),
                total_bytes: 1_234,
            },
            "The client received the whole response: status 404, 1,234 bytes.",
        ),
        (
            What::BodySent {
                bytes: Body::from("?"),
                total_bytes: 3,
            },
            "The client sent the body, 3 bytes.",
        ),
        (
            What::InterimReceived {
                status: 100,
                bytes: Body::default(),
            },
            "The client received the informational response 100.",
        ),
        (
            What::PieceReceived {
                bytes: Body::default(),
                total_bytes: 8,
            },
            "The client received a piece of the response, 8 bytes.",
        ),
        (
            What::InterimSent { status: 103 },
            "The server sent the informational response 103.",
        ),
        (
            What::HandlerWrote {
                status: Some(200),
                body_bytes: 0,
            },
            "The handler sent the head of its response, status 200.",
        ),
        (
            What::HandlerWrote {
                status: None,
                body_bytes: 1,
            },
            "The handler sent 1 byte more of the body.",
        ),
        (
            What::RequestTimedOut {
                after_us: 30_000_000,
            },
            "The client gave up after 30 s without a complete response.",
        ),
        (
            What::RequestNotSent {
                diagnostic: diagnostic("The URL names no host."),
            },
            "The client did not send the request: The URL names no host.",
        ),
        (
            What::NameResolved {
                name: text("shop.test"),
                address: text("10.0.0.2"),
                cached: false,
                ttl_s: 60,
            },
            "The client asked its name server for shop.test and learned 10.0.0.2.",
        ),
        (
            What::NameResolved {
                name: text("shop.test"),
                address: text("10.0.0.2"),
                cached: true,
                ttl_s: 1,
            },
            "The client still knew that shop.test is 10.0.0.2.",
        ),
        (
            What::NameNotFound { name: text("shp") },
            "The name server knows no host shp.",
        ),
        (
            What::ConnectionOpened {
                connection: 2,
                address: text("10.0.0.2"),
                port: 80,
                rtt_us: 24_000,
            },
            "Connection 2 to 10.0.0.2, port 80, was opened in 24 ms.",
        ),
        (
            What::ConnectionReused {
                connection: 2,
                idle_us: 1_500_000,
            },
            "Connection 2 was used again after 1.5 s without traffic.",
        ),
        (
            What::ConnectionRefused {
                address: text("10.0.0.2"),
                port: 3000,
            },
            "10.0.0.2 refused a connection to port 3000.",
        ),
        (
            What::ConnectionClosed {
                connection: 2,
                reason: text("the server said Connection: close."),
            },
            "Connection 2 was closed: the server said Connection: close.",
        ),
        (
            What::BytesTransferred {
                from: System::Client,
                to: System::Server,
                bytes: 1_000,
                latency_us: 12_000,
                transfer_us: 400,
            },
            "1,000 bytes went from the client to the server in 12.4 ms.",
        ),
        (
            What::RequestParsed {
                method: text("POST"),
                target: text("/books"),
                version: text("1.1"),
                headers: 1,
                body_bytes: 20,
            },
            "The server read POST /books in HTTP/1.1, with 1 header field and a body of 20 bytes.",
        ),
        (
            What::RequestRejected {
                status: 400,
                diagnostic: diagnostic("There is no Host field. (RFC 9112 §3.2)"),
            },
            "The server refused the request with status 400: There is no Host field. (RFC 9112 §3.2)",
        ),
        (
            What::RequestRejected {
                status: 0,
                diagnostic: diagnostic("CONNECT asks a proxy."),
            },
            "The server closed the connection without an answer: CONNECT asks a proxy.",
        ),
        (
            What::Queued {
                resource: text("connection pool"),
                ahead: 3,
            },
            "The work queued for \"connection pool\", behind 3 others.",
        ),
        (
            What::ProcessListening {
                process: text("app-1"),
                port: 3000,
            },
            "app-1 began to listen on port 3000.",
        ),
        (
            What::ProcessStarted {
                process: text("app-1"),
            },
            "app-1 started, with empty memory.",
        ),
        (
            What::ProcessStopped {
                process: text("app-1"),
                reason: text("a file changed"),
            },
            "app-1 stopped: a file changed.",
        ),
        (
            What::MiddlewareEntered {
                name: text("<anonymous>"),
                path: text("/"),
            },
            "An unnamed middleware was called.",
        ),
        (
            What::MiddlewarePassed {
                name: text("jsonParser"),
            },
            "The middleware jsonParser let the request go on.",
        ),
        (
            What::MiddlewareFailed {
                name: text("auth"),
                message: text("no token."),
            },
            "The middleware auth failed: no token.",
        ),
        (
            What::RouteMatched {
                method: text("GET"),
                pattern: text("/books/:id"),
                params: vec![(text("id"), text("7"))],
            },
            "The route GET /books/:id matched, with id = \"7\".",
        ),
        (
            What::RouteMissed {
                method: text("GET"),
                path: text("/boks"),
            },
            "No route matched GET /boks.",
        ),
        (
            What::HandlerResponded {
                status: 204,
                body_bytes: 0,
            },
            "The handler answered with status 204 and no body.",
        ),
        (
            What::HandlerFailed {
                diagnostic: diagnostic("x is not defined").at("app.js", 3, 9),
            },
            "The handler's code failed in app.js, line 3: x is not defined",
        ),
        (
            What::HandlerStalled {
                process: text("app-1"),
            },
            "app-1 has nothing left to do and never answered.",
        ),
        (
            What::TimerSet {
                timer: 1,
                delay_us: 250_000,
            },
            "Timer 1 was set, to fire in 250 ms.",
        ),
        (
            What::TimerFired { timer: 1 },
            "Timer 1 fired, and its function was called.",
        ),
        (
            What::QueryReceived {
                connection: 1,
                text: text("-- one\nSELECT *\n  FROM books WHERE id = $1;"),
                params: vec![Some(text("7")), None],
                engine: None,
            },
            "The database received SELECT * FROM books WHERE id = $1, with $1 = '7', $2 = NULL.",
        ),
        (
            What::QueryReceived {
                connection: 1,
                text: text("SELECT 1"),
                params: vec![],
                engine: Some(text("gluesql")),
            },
            "The database received SELECT 1, for the engine gluesql.",
        ),
        (
            What::RowsScanned {
                table: text("books"),
                rows: 12_000,
                index: None,
            },
            "The database read 12,000 rows of books, from first to last.",
        ),
        (
            What::RowsScanned {
                table: text("books"),
                rows: 1,
                index: Some(text("books_pkey")),
            },
            "The database read 1 row of books through the index books_pkey.",
        ),
        (
            What::RowsChanged {
                table: text("books"),
                inserted: 2,
                updated: 0,
                deleted: 1,
            },
            "In books, 2 rows inserted, 1 row deleted.",
        ),
        (
            What::RowsChanged {
                table: text("books"),
                inserted: 0,
                updated: 0,
                deleted: 0,
            },
            "No row of books was changed.",
        ),
        (
            What::RowsReturned {
                tag: text("SELECT 3"),
                columns: vec![text("id"), text("title")],
                rows: 3,
                preview: Vec::new(),
            },
            "The database sent 3 rows of 2 columns: SELECT 3.",
        ),
        (
            What::QueryFailed {
                code: text("42P01"),
                message: text("relation \"boks\" does not exist"),
            },
            "The statement failed with 42P01: relation \"boks\" does not exist.",
        ),
        (
            What::TransactionChanged {
                connection: 4,
                to: text("COMMIT"),
            },
            "Connection 4 committed its transaction.",
        ),
        (
            What::LockAwaited {
                connection: 4,
                holder: 5,
            },
            "Connection 4 waits for a lock that connection 5 holds.",
        ),
        (
            What::CommandReceived {
                args: vec![Body::from("get"), Body::from("book:7")],
            },
            "The cache received get book:7.",
        ),
        (
            What::CacheHit {
                key: Body::from("book:7"),
                bytes: 120,
                ttl_ms: Some(59_990),
            },
            "The key \"book:7\" was there, with 120 bytes.",
        ),
        (
            What::CacheMissed {
                key: Body::from("book:7"),
                expired: false,
            },
            "The key \"book:7\" was not there.",
        ),
        (
            What::CacheMissed {
                key: Body::from("book:7"),
                expired: true,
            },
            "The key \"book:7\" was there, but its life had ended.",
        ),
        (
            What::KeyWritten {
                key: Body::from("book:7"),
                bytes: 120,
                ttl_ms: Some(60_000),
            },
            "The key \"book:7\" was written, with 120 bytes.",
        ),
        (
            What::KeyRemoved {
                key: Body(vec![0xff, b'a']),
                reason: text("expired"),
            },
            "The key \"\u{fffd}a\" was removed: expired.",
        ),
        (
            What::ReplySent {
                reply: text("1) \"a\"\n2) \"b\""),
                failed: false,
            },
            "The cache replied: 1) \"a\", and 1 more line.",
        ),
        (
            What::LineLogged {
                level: text("warn"),
                text: text("low\nstock"),
                process: text("app-1"),
            },
            "app-1 logged (warn): low stock",
        ),
        (
            What::FileChanged {
                path: text("routes/books.js"),
            },
            "The file routes/books.js was changed.",
        ),
        (
            What::TimePassed { by_us: 180_000_000 },
            "3 min 0 s of the world's time passed.",
        ),
    ]
}
