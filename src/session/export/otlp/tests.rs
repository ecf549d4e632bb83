use super::*;
use crate::base::{Parent, RequestId, Trace};

fn trace() -> Vec<Event> {
    let mut trace = Trace::default();
    let request = Some(RequestId(3));
    let inside = |span| Parent {
        request,
        span: Some(span),
    };
    let top = Parent {
        request,
        span: None,
    };
    let client = trace.start(0, top, System::Client, "GET /");
    let what = What::RequestSent {
        method: "GET".to_owned(),
        url: "http://shop.test/".to_owned(),
        bytes: "GET / HTTP/1.1".into(),
        total_bytes: 80,
    };
    trace.push(1, inside(client), what);
    let query = trace.start(10, inside(client), System::Sql, "SELECT");
    let what = What::QueryReceived {
        connection: 1,
        text: "SELECT $1".to_owned(),
        params: vec![None],
        engine: None,
    };
    trace.push(11, inside(query), what);
    let what = What::QueryFailed {
        code: "42P02".to_owned(),
        message: "there is no parameter $1".to_owned(),
    };
    trace.push(12, inside(query), what);
    trace.push(15, inside(query), What::SpanEnded { failed: true });
    trace.push(20, Parent::default(), What::TimePassed { by_us: 5 });
    trace.take()
}

/// `key=value` of each attribute.
fn told(attributes: &Value) -> Vec<String> {
    attributes
        .as_array()
        .unwrap()
        .iter()
        .map(|attribute| {
            let value = attribute["value"].as_object().unwrap();
            let value = value.values().next().unwrap();
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            format!("{}={value}", attribute["key"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn each_system_is_a_service_with_its_spans() {
    let export = otlp(&trace(), 1);
    let resources = export["resourceSpans"].as_array().unwrap();
    let names: Vec<_> = resources
        .iter()
        .flat_map(|resource| told(&resource["resource"]["attributes"]))
        .collect();
    assert_eq!(names, ["service.name=client", "service.name=database"]);

    let client = &resources[0]["scopeSpans"][0]["spans"][0];
    assert_eq!(client["traceId"], "00000000000000010000000000000001");
    assert_eq!(client["spanId"], "0000000000000001");
    assert_eq!(client["kind"], 3);
    assert_eq!(client["startTimeUnixNano"], "1000000");
    assert_eq!(client["endTimeUnixNano"], "1020000");
    assert_eq!(
        told(&client["attributes"]),
        [
            "http.request.method=GET",
            "url.full=http://shop.test/",
            "backlot.request=3",
            "backlot.unfinished=true",
        ]
    );

    let query = &resources[1]["scopeSpans"][0]["spans"][0];
    assert_eq!(query["parentSpanId"], client["spanId"]);
    assert_eq!(query["traceId"], client["traceId"]);
    assert_eq!(query["status"], json!({ "code": 2 }));
    assert_eq!(query["endTimeUnixNano"], "1015000");
    let attributes = told(&query["attributes"]);
    assert!(attributes.contains(&"db.query.text=SELECT $1".to_owned()));
    assert!(attributes.contains(&"error.type=42P02".to_owned()));
}

#[test]
fn events_carry_what_they_hold_but_not_the_messages() {
    let export = otlp(&trace(), 0);
    let client = &export["resourceSpans"][0]["scopeSpans"][0]["spans"][0];
    let sent = &client["events"][0];
    assert_eq!(sent["name"], "request_sent");
    assert_eq!(
        told(&sent["attributes"]),
        [
            "backlot.method=GET",
            "backlot.total_bytes=80",
            "backlot.url=http://shop.test/"
        ]
    );
    let query = &export["resourceSpans"][1]["scopeSpans"][0]["spans"][0];
    assert_eq!(
        told(&query["events"][0]["attributes"]),
        [
            "backlot.connection=1",
            "backlot.params=[null]",
            "backlot.text=SELECT $1"
        ]
    );
}

#[test]
fn nothing_exports_to_nothing() {
    assert_eq!(otlp(&[], 0), json!({ "resourceSpans": [] }));
}
