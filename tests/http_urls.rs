//! URLs as browsers read them: what Node's `URL` (the WHATWG standard's
//! algorithm) makes of each is recorded in `tests/cases/http/urls.json`
//! (by `record.mjs` beside it).

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use backlot::http::draft::Url;
use serde_json::Value;

/// Where Backlot differs on purpose, and why.
const DIFFERENCES: [(&str, &str); 9] = [
    ("http://shop.test:0/", "nobody can connect to port 0"),
    ("http://münchen.test/", "no Punycode"),
    ("http://😀.test/", "no Punycode"),
    ("/a\tb", "tabs are refused, not stripped"),
    ("/a\nb", "line breaks are refused, not stripped"),
    ("http://sho\tp.test/", "tabs are refused, not stripped"),
    (
        "http://shop.test/<>\"`{}|^",
        "^ is percent-encoded, as the standard now says; Node 20 is older",
    ),
    (LONG_LABEL, "too long for DNS"),
    (LONG_NAME, "too long for DNS"),
];

const LONG_LABEL: &str =
    "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test/";
const LONG_NAME: &str = "http://a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.test/";

#[test]
fn urls_are_read_as_browsers_read_them() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases/http/urls.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let url = case["url"].as_str().unwrap();
        let ours = Url::parse(url, "shop.test").ok().map(|url| url.text());
        let same = case["href"].as_str() == ours.as_deref();
        let differs = DIFFERENCES.iter().any(|(known, _)| *known == url);
        if same == differs {
            wrong.push(format!(
                "{url:?}: ours {ours:?}, a browser's {}",
                case["href"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!(
        "urls: {} of {} alike; on purpose not: {DIFFERENCES:?}",
        cases.len() - DIFFERENCES.len(),
        cases.len()
    );
}
