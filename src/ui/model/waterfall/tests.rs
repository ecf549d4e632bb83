use super::*;
use crate::base::{Event, RequestId, SpanId, System, What};
use crate::ui::model::journal::Strand;
use crate::ui::model::sample;
use std::collections::BTreeSet;

fn first() -> Waterfall {
    Waterfall::of(sample::journal().strand(Strand::Request(RequestId(1))))
}

#[test]
fn each_span_is_a_row_under_the_one_around_it() {
    let told: Vec<_> = first()
        .rows
        .iter()
        .map(|row| (row.depth, row.system, row.duration_us(0)))
        .collect();
    assert_eq!(
        told,
        [
            (0, System::Client, 25_520),
            (1, System::Network, 12_000),
            (1, System::Server, 1_520),
            (2, System::Handler, 1_420),
            (3, System::Cache, 320),
            (3, System::Sql, 1_000),
            (1, System::Network, 12_000),
        ]
    );
}

#[test]
fn spans_that_overlap_stay_under_their_own_parents() {
    let mut trace = crate::base::Trace::default();
    let mut start = |parent, name: &str| {
        let parent = crate::base::Parent {
            request: None,
            span: parent,
        };
        trace.start(0, parent, System::Handler, name)
    };
    let a = start(None, "a");
    let b = start(None, "b");
    start(Some(a), "a1");
    start(Some(b), "b1");
    start(Some(a), "a2");
    let rows = Waterfall::of(&trace.take()).rows;
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["a", "a1", "a2", "b", "b1"]);
    assert_eq!(rows[2].parent, Some(0));
}

#[test]
fn a_span_whose_parent_is_gone_stands_at_the_top() {
    let event = Event {
        seq: 7,
        at_us: 3,
        request: None,
        span: Some(SpanId(9)),
        what: What::SpanStarted {
            parent: Some(SpanId(9)),
            system: System::Sql,
            name: "itself".to_owned(),
        },
    };
    let rows = Waterfall::of([&event]).rows;
    assert_eq!((rows.len(), rows[0].parent, rows[0].depth), (1, None, 0));
}

#[test]
fn a_closed_row_hides_what_is_inside_it() {
    let waterfall = first();
    let mut collapsed = BTreeSet::new();
    assert_eq!(waterfall.shown(&collapsed).len(), 7);
    collapsed.insert(waterfall.rows[3].span);
    assert_eq!(waterfall.shown(&collapsed), [0, 1, 2, 3, 6]);
    collapsed.insert(waterfall.rows[0].span);
    assert_eq!(waterfall.shown(&collapsed), [0]);
}

#[test]
fn arrow_keys_walk_the_tree() {
    let waterfall = first();
    let mut collapsed = BTreeSet::new();
    let mut go = |from, key| {
        waterfall.step(
            from,
            &mut collapsed,
            Move::of_key(key).expect("a key that moves"),
        )
    };
    assert_eq!(go(None, "ArrowDown"), Some(0));
    assert_eq!(go(Some(0), "ArrowUp"), Some(0));
    assert_eq!(go(Some(0), "End"), Some(6));
    assert_eq!(go(Some(6), "ArrowDown"), Some(6));
    assert_eq!(go(Some(5), "ArrowLeft"), Some(3), "out to the parent");
    assert_eq!(go(Some(3), "ArrowLeft"), Some(3), "closes first");
    assert_eq!(go(Some(3), "ArrowDown"), Some(6), "past what is hidden");
    assert_eq!(go(Some(3), "ArrowRight"), Some(3), "opens");
    assert_eq!(go(Some(3), "ArrowRight"), Some(4), "and goes in");
    assert_eq!(Move::of_key("x"), None);
}

#[test]
fn uncovering_opens_every_row_around() {
    let waterfall = first();
    let mut collapsed: BTreeSet<_> = waterfall.rows.iter().map(|row| row.span).collect();
    waterfall.uncover(4, &mut collapsed);
    assert!(waterfall.shown(&collapsed).contains(&4));
}

#[test]
fn zooming_keeps_the_moment_under_the_pointer() {
    let lens = Lens::whole(25_320);
    let near = lens.zoom(4.0, 0.25, 25_320);
    assert!((near.moment(0.25) - lens.moment(0.25)).abs() < 1e-6);
    assert!((near.magnification(25_320) - 4.0).abs() < 1e-6);
    assert_eq!(
        near.zoom(0.001, 0.7, 25_320),
        lens,
        "never beyond the whole"
    );
    assert!(lens.zoom(1e9, 0.5, 25_320).span_us() >= 20.0);
}

#[test]
fn panning_stops_at_the_ends() {
    let near = Lens::whole(1_000).zoom(2.0, 0.0, 1_000);
    assert!((near.pan(-1.0, 1_000).from_us).abs() < 1e-9);
    assert!((near.pan(9.0, 1_000).to_us - 1_000.0).abs() < 1e-9);
    let shown = near.reveal(900.0, 1_000);
    assert!((0.0..=1.0).contains(&shown.place(900.0)));
    assert_eq!(near.reveal(100.0, 1_000), near);
}

#[test]
fn a_waterfall_without_length_has_an_axis() {
    let lens = Lens::whole(0);
    assert!(lens.span_us() > 0.0);
    assert!(lens.place(0.0).abs() < 1e-9);
    assert!(lens.zoom(2.0, 0.5, 0).span_us() > 0.0);
}

#[test]
fn events_are_stepped_within_their_list() {
    let seqs = [3, 5, 9];
    for (cursor, by, to) in [
        (None, -1, Some(5)),
        (None, 1, Some(9)),
        (Some(5), -1, Some(3)),
        (Some(3), -1, Some(3)),
        (Some(6), 1, Some(9)),
        (Some(1), 1, Some(3)),
        (Some(9), 1, Some(9)),
    ] {
        assert_eq!(step_event(&seqs, cursor, by), to, "{cursor:?} {by}");
    }
    assert_eq!(step_event(&[], None, 1), None);
}
