mod cases;

use super::*;
use crate::base::{Body, Diagnostic, RequestId, SpanId};
use cases::cases;
use std::collections::BTreeSet;

fn event(what: What) -> Event {
    Event {
        seq: 0,
        at_us: 0,
        request: Some(RequestId(1)),
        span: Some(SpanId(2)),
        what,
    }
}

#[test]
fn each_kind_has_its_sentence() {
    for (what, expected) in cases() {
        assert_eq!(sentence(&event(what)), expected);
    }
}

#[test]
fn every_kind_is_among_the_cases() {
    let declared: BTreeSet<String> = include_str!("../what.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .filter_map(|line| line.split([' ', ',', '(']).next())
        .map(str::to_owned)
        .collect();
    let told: BTreeSet<String> = cases()
        .iter()
        .filter_map(|(what, _)| format!("{what:?}").split(' ').next().map(str::to_owned))
        .collect();
    assert_eq!(told, declared);
}

#[test]
fn each_explanation_says_why_and_most_cite_a_rule() {
    let mut cited = 0;
    for (what, _) in cases() {
        let told = explain(&event(what));
        assert!(told.why.ends_with('.'), "{told:?}");
        assert!(told.why.len() > 40, "{told:?}");
        assert!(!told.what.contains('\n'), "{told:?}");
        if let Some(reference) = told.reference {
            cited += 1;
            assert!(reference.url.starts_with("https://"), "{reference:?}");
            assert!(!reference.label.is_empty());
        }
    }
    assert!(cited >= cases().len() - 5, "{cited}");
}

#[test]
fn the_section_that_a_diagnostic_cites_is_the_reference() {
    let told = explain(&event(What::RequestRejected {
        status: 400,
        diagnostic: Diagnostic::new("HTTP014", "A space. (RFC 9112 §5.1)", "Remove it."),
    }));
    let reference = told.reference.unwrap();
    assert_eq!(reference.label, "RFC 9112 §5.1");
    assert_eq!(
        reference.url,
        "https://www.rfc-editor.org/rfc/rfc9112.html#section-5.1"
    );
}

#[test]
fn long_texts_are_cut() {
    let told = sentence(&event(What::QueryReceived {
        connection: 1,
        text: "x ".repeat(100_000),
        params: vec![Some("é".repeat(1_000)); 100],
        engine: None,
    }));
    assert!(told.chars().count() < 300, "{told}");
}

#[test]
fn a_command_leads_to_its_own_page_and_an_unknown_one_to_the_list() {
    let page = |word: &str| {
        let args = vec![Body::from(word)];
        explain(&event(What::CommandReceived { args }))
            .reference
            .unwrap()
            .url
    };
    assert_eq!(
        page("SETEX"),
        "https://redis.io/docs/latest/commands/setex/"
    );
    assert_eq!(page("se tex"), "https://redis.io/docs/latest/commands/");
    assert_eq!(page(""), "https://redis.io/docs/latest/commands/");
}
