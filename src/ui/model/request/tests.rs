use super::*;

fn parts(form: &RequestForm) -> (Vec<(String, String)>, String) {
    match form.draft().expect("within the limits") {
        RequestDraft::Parts { headers, body, .. } => (headers, body.text().into_owned()),
        RequestDraft::Raw { .. } => panic!("not raw"),
    }
}

#[test]
fn json_body_brings_its_content_type() {
    let mut form = RequestForm::get("/books");
    form.body_kind = BodyKind::Json;
    form.body = "{}".to_owned();
    let (headers, body) = parts(&form);
    assert_eq!(
        headers,
        [("Content-Type".to_owned(), "application/json".to_owned())]
    );
    assert_eq!(body, "{}");
}

#[test]
fn typed_content_type_wins() {
    let mut form = RequestForm::get("/books");
    form.body_kind = BodyKind::Json;
    form.headers = vec![Field {
        on: true,
        name: "content-type".to_owned(),
        value: "text/csv".to_owned(),
    }];
    assert_eq!(parts(&form).0.len(), 1);
}

#[test]
fn header_that_is_off_is_not_sent() {
    let mut form = RequestForm::get("/");
    form.headers = vec![Field {
        on: false,
        name: "X-Test".to_owned(),
        value: "1".to_owned(),
    }];
    assert!(parts(&form).0.is_empty());
}

#[test]
fn form_fields_survive_encoding() {
    let mut form = RequestForm::get("/");
    form.body_kind = BodyKind::Form;
    form.form = vec![Field {
        on: true,
        name: "full name".to_owned(),
        value: "Ada & Löwe 100%".to_owned(),
    }];
    let (_, body) = parts(&form);
    assert_eq!(body, "full+name=Ada+%26+L%C3%B6we+100%25");
    assert_eq!(form_fields(&body), form.form);
    assert_eq!(form_fields("a=%zz"), form_fields("a=%25zz"));
}

#[test]
fn draft_and_form_say_the_same() {
    let trial = Trial {
        method: "POST".to_owned(),
        url: "/books".to_owned(),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: "{\"title\":\"Emma\"}".to_owned(),
        ..Trial::default()
    };
    let form = RequestForm::of_trial(&trial);
    assert_eq!(form.body_kind, BodyKind::Json);
    assert!(form.headers.is_empty());
    assert_eq!(RequestForm::of_draft(&form.draft().expect("fits")), form);
}

#[test]
fn raw_lines_end_as_http_wants() {
    let mut form = RequestForm::get("/");
    form.raw = Some("GET / HTTP/1.1\nHost: a\r\n\n".to_owned());
    match form.draft().expect("fits") {
        RequestDraft::Raw { bytes, .. } => {
            assert_eq!(bytes.text(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        RequestDraft::Parts { .. } => panic!("raw"),
    }
}

#[test]
fn body_beyond_the_limit_says_so() {
    let mut form = RequestForm::get("/");
    form.body_kind = BodyKind::Text;
    form.body = "x".repeat(limits::REQUEST_BODY_BYTES + 1);
    assert_eq!(form.draft().expect_err("too long").code, "HTTP413");
}

#[test]
fn json_error_names_its_place() {
    let mut form = RequestForm::get("/");
    form.body_kind = BodyKind::Json;
    form.body = "{\n  \"a\": 1,\n}".to_owned();
    let error = form.json_error().expect("not JSON");
    assert_eq!(error.place.expect("has a place").line, 3);
    form.body = "{}".to_owned();
    assert_eq!(form.json_error(), None);
}

#[test]
fn history_keeps_the_newest_once() {
    let mut history = Vec::new();
    for url in ["/a", "/b", "/a", "/c"] {
        remember(&mut history, RequestForm::get(url), 2);
    }
    let urls: Vec<_> = history.iter().map(|form| form.url.as_str()).collect();
    assert_eq!(urls, ["/c", "/a"]);
}
