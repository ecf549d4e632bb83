use super::*;
use crate::base::{Chance, Parent, Trace};

fn stream() -> Vec<Event> {
    let mut trace = Trace::default();
    let request = Some(RequestId(1));
    let top = Parent {
        request,
        span: None,
    };
    let client = trace.start(0, top, System::Client, "GET /");
    let in_client = Parent {
        request,
        span: Some(client),
    };
    let network = trace.start(10, in_client, System::Network, "connect");
    let in_network = Parent {
        request,
        span: Some(network),
    };
    trace.push(30, in_network, What::SpanEnded { failed: false });
    let handler = trace.start(40, in_client, System::Handler, "handler");
    let in_handler = Parent {
        request,
        span: Some(handler),
    };
    trace.push(50, in_handler, What::TimerFired { timer: 1 });
    trace.start(55, in_handler, System::Sql, "SELECT");
    trace.push(60, in_handler, What::SpanEnded { failed: true });
    trace.push(70, Parent::default(), What::TimePassed { by_us: 10 });
    trace.take()
}

#[test]
fn spans_nest_as_they_were_started() {
    let tree = Tree::of(&stream());
    let drawn: Vec<_> = tree
        .roots()
        .flat_map(|root| tree.walk(root.id))
        .map(|(depth, span)| (depth, span.name.as_str(), span.start_us, span.end_us))
        .collect();
    assert_eq!(
        drawn,
        [
            (0, "GET /", 0, None),
            (1, "connect", 10, Some(30)),
            (1, "handler", 40, Some(60)),
            (2, "SELECT", 55, None),
        ]
    );
    let handler = tree.get(SpanId(3)).unwrap();
    assert!(handler.failed);
    assert_eq!(handler.events, [3, 4, 6]);
    assert_eq!(handler.duration_us(1_000), 20);
    assert_eq!(tree.loose(), [7]);
    let around: Vec<_> = tree.around(SpanId(4)).map(|span| span.id.0).collect();
    assert_eq!(around, [3, 1]);
}

#[test]
fn events_one_by_one_give_the_same_tree_as_all_at_once() {
    let events = stream();
    let mut tree = Tree::default();
    for event in &events {
        tree.take(event);
    }
    assert_eq!(tree, Tree::of(&events));
}

#[test]
fn a_span_whose_surroundings_were_let_go_is_a_root() {
    let events = stream();
    let tree = Tree::of(&events[3..]);
    let roots: Vec<_> = tree.roots().map(|span| span.id.0).collect();
    assert_eq!(roots, [3]);
    assert_eq!(tree.loose(), [7]);
}

#[test]
fn a_span_that_claims_to_be_around_itself_makes_no_circle() {
    let mut events = stream();
    for event in &mut events {
        if let What::SpanStarted { parent, .. } = &mut event.what {
            *parent = event.span;
        }
    }
    events.extend(events.clone());
    let tree = Tree::of(&events);
    let walked = tree.roots().flat_map(|root| tree.walk(root.id)).count();
    assert_eq!(walked, 4);
}

#[test]
fn a_hundred_thousand_events_make_a_tree() {
    let mut chance = Chance::from_seed(1);
    let mut trace = Trace::default();
    let mut open: Vec<SpanId> = Vec::new();
    for at_us in 0..100_000 {
        let parent = Parent {
            request: None,
            span: open.last().copied(),
        };
        match chance.below(4) {
            0 if open.len() < 50 => open.push(trace.start(at_us, parent, System::Sql, "query")),
            1 if !open.is_empty() => {
                trace.push(at_us, parent, What::SpanEnded { failed: false });
                open.pop();
            }
            _ => trace.push(at_us, parent, What::TimePassed { by_us: 1 }),
        }
    }
    let events = trace.take();
    let tree = Tree::of(&events);
    let inside: usize = tree.spans().map(|span| span.events.len()).sum();
    assert_eq!(inside + tree.loose().len(), events.len());
    let walked = tree.roots().flat_map(|root| tree.walk(root.id)).count();
    assert_eq!(walked, tree.spans().count());
}
