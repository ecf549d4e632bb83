use super::*;
use crate::base::clock::DEFAULT_START_UNIX_MS;
use crate::base::{Diagnostic, Parent, Trace};

fn trace() -> Vec<Event> {
    let mut trace = Trace::default();
    let client = Parent {
        request: Some(RequestId(1)),
        span: None,
    };
    let name = "shop.test".to_owned();
    let address = "10.0.0.2".to_owned();
    let what = What::NameResolved {
        name,
        address: address.clone(),
        cached: false,
        ttl_s: 60,
    };
    trace.push(17_000, client, what);
    let what = What::ConnectionOpened {
        connection: 4,
        address,
        port: 80,
        rtt_us: 24_000,
    };
    trace.push(42_500, client, what);
    let what = What::RequestSent {
        method: "POST".to_owned(),
        url: "http://shop.test/books?q=a+b%21&x".to_owned(),
        bytes: Body::default(),
        total_bytes: 10,
    };
    trace.push(42_500, client, what);
    for (at_us, from, to, transfer_us) in [
        (42_500, System::Client, System::Server, 40),
        (80_000, System::Server, System::Client, 60),
    ] {
        let what = What::BytesTransferred {
            from,
            to,
            bytes: 100,
            latency_us: 12_000,
            transfer_us,
        };
        trace.push(at_us, client, what);
    }
    trace.take()
}

fn answer() -> Answer {
    let request = "POST /books?q=a+b%21&x HTTP/1.1\r\nHost: shop.test\r\nCookie: a=1; b=2\r\n\
                   Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    let response = "HTTP/1.1 303 See Other\r\nLocation: /books/7\r\nSet-Cookie: s=x; HttpOnly\r\n\
                    Content-Type: image/png\r\nContent-Length: 2\r\n\r\n";
    let mut bytes = response.as_bytes().to_vec();
    bytes.extend([0xff, 0xd8]);
    let headers = [
        ("Location", "/books/7"),
        ("Set-Cookie", "s=x; HttpOnly"),
        ("Content-Type", "image/png"),
        ("Content-Length", "2"),
    ];
    Answer {
        request: RequestId(1),
        sent_at_us: 1_000,
        ended_at_us: 92_060,
        request_bytes: Body::from(request),
        response: Some(Response {
            status: 303,
            reason: "See Other".to_owned(),
            headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
            body: Body(vec![0xff, 0xd8]),
            bytes: Body(bytes),
            informational: Vec::new(),
            pieces: Vec::new(),
        }),
        more: Vec::new(),
        diagnostic: None,
    }
}

#[test]
fn an_entry_holds_request_response_and_times() {
    let archive = har(&trace(), &[answer()], DEFAULT_START_UNIX_MS);
    assert_eq!(archive["log"]["version"], "1.2");
    let entry = &archive["log"]["entries"][0];
    assert_eq!(entry["startedDateTime"], "2026-01-01T00:00:00.001000Z");
    assert_eq!(entry["serverIPAddress"], "10.0.0.2");
    assert_eq!(entry["connection"], "4");
    assert_eq!(
        entry["request"]["queryString"],
        json!([{ "name": "q", "value": "a b!" }, { "name": "x", "value": "" }])
    );
    assert_eq!(
        entry["request"]["cookies"],
        json!([{ "name": "a", "value": "1" }, { "name": "b", "value": "2" }])
    );
    assert_eq!(entry["request"]["postData"]["text"], "{}");
    assert_eq!(entry["request"]["bodySize"], 2);
    assert_eq!(entry["response"]["redirectURL"], "/books/7");
    assert_eq!(entry["response"]["httpVersion"], "HTTP/1.1");
    assert_eq!(
        entry["response"]["content"],
        json!({ "size": 2, "mimeType": "image/png", "text": "/9g=", "encoding": "base64" })
    );
    assert_eq!(
        entry["timings"],
        json!({
            "blocked": 1.5, "dns": 16.0, "connect": 24.0, "ssl": -1,
            "send": 0.04, "wait": 49.46, "receive": 0.06,
        })
    );
}

#[test]
fn times_add_up_to_the_whole() {
    let archive = har(&trace(), &[answer()], 0);
    let entry = &archive["log"]["entries"][0];
    let parts = entry["timings"].as_object().unwrap().values();
    let sum: f64 = parts.filter_map(Value::as_f64).filter(|ms| *ms > 0.0).sum();
    assert!((sum - entry["time"].as_f64().unwrap()).abs() < 1e-9);
}

#[test]
fn what_was_no_request_and_got_no_answer_is_told_too() {
    let lost = Answer {
        request: RequestId(9),
        sent_at_us: 5,
        ended_at_us: 10,
        request_bytes: Body(b"HELO \xff\r\n".to_vec()),
        response: None,
        more: Vec::new(),
        diagnostic: Some(Diagnostic::new("NET111", "Nothing listens.", "Start it.")),
    };
    let archive = har(&[], &[lost], 0);
    let entry = &archive["log"]["entries"][0];
    assert_eq!(entry["request"]["method"], "HELO");
    assert_eq!(entry["request"]["postData"]["comment"], "not UTF-8");
    assert_eq!(entry["request"]["bodySize"], 8);
    assert_eq!(entry["response"]["status"], 0);
    assert_eq!(entry["comment"], "Nothing listens.");
    assert_eq!(entry["timings"]["wait"], 0.005);
}
