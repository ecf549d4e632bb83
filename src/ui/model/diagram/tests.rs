use super::*;
use crate::base::{RequestId, System};
use crate::ui::model::journal::Strand;
use crate::ui::model::sample;

const ALL: [System; 6] = [
    System::Client,
    System::Network,
    System::Server,
    System::Handler,
    System::Cache,
    System::Sql,
];

fn first() -> Journey {
    let journal = sample::journal();
    let events: Vec<_> = journal.strand(Strand::Request(RequestId(1))).collect();
    Journey::of(events.iter().copied())
}

#[test]
fn the_systems_stand_side_by_side_in_any_width() {
    for width in [320.0, 358.0, 480.0, 900.0, 2_400.0] {
        let plan = Plan::new(&ALL, width);
        assert_eq!(plan.nodes.len(), 6);
        for node in &plan.nodes {
            assert!(
                node.at.x >= 0.0 && node.right().x <= width,
                "{width}: {node:?}"
            );
            assert!(node.width >= 40.0, "{width}: {node:?}");
            assert!(node.at.y >= 0.0 && node.at.y + node.height <= plan.height);
        }
        for link in &plan.links {
            assert!(
                link.curve[3].x - link.curve[0].x >= 8.0,
                "{width}: {link:?}"
            );
        }
    }
}

#[test]
fn a_world_without_stores_is_a_straight_line() {
    let plan = Plan::new(&ALL[..4], 480.0);
    assert_eq!(plan.links.len(), 3);
    let y = plan.nodes[0].left().y;
    assert!(plan.nodes.iter().all(|n| (n.left().y - y).abs() < 1e-9));
    let frame = plan.process().expect("a process is framed");
    assert!(frame.right().x <= 480.0 && frame.at.y >= 0.0, "{frame:?}");
}

#[test]
fn no_systems_make_an_empty_picture() {
    let plan = Plan::new(&[], 0.0);
    assert!(plan.nodes.is_empty() && plan.links.is_empty());
    let at = Whereabouts::At {
        system: System::Sql,
        right: false,
    };
    assert_eq!(plan.point(at), None);
}

#[test]
fn a_request_moves_from_the_client_to_the_server_and_back() {
    let plan = Plan::new(&ALL, 480.0);
    let x = |from, to, part| {
        plan.point(Whereabouts::Between { from, to, part })
            .expect("both are in the picture")
            .x
    };
    let steps: Vec<f64> = (0..=10)
        .map(|n| x(System::Client, System::Server, f64::from(n) / 10.0))
        .collect();
    assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
    let client = plan.node(System::Client).expect("it is there");
    assert!((steps[0] - client.right().x).abs() < 0.01);
    let back = x(System::Server, System::Client, 1.0);
    assert!((back - client.right().x).abs() < 0.01);
}

#[test]
fn the_token_is_where_the_request_is() {
    let journey = first();
    let at = |us: f64| {
        let tokens = journey.tokens(us);
        assert_eq!(tokens.len(), 1, "{us}: {tokens:?}");
        tokens[0]
    };
    let Whereabouts::Between { from, to, part } = at(7_000.0).whereabouts else {
        panic!("it is on its way to the server");
    };
    assert_eq!((from, to), (System::Client, System::Server));
    assert!((part - 0.5).abs() < 1e-9);
    assert_eq!(
        at(13_150.0).whereabouts,
        Whereabouts::At {
            system: System::Handler,
            right: false
        }
    );
    assert!(matches!(
        at(13_250.0).whereabouts,
        Whereabouts::Between {
            from: System::Handler,
            to: System::Cache,
            ..
        }
    ));
    assert_eq!(
        at(14_000.0).whereabouts,
        Whereabouts::At {
            system: System::Sql,
            right: false
        }
    );
    assert_eq!(
        at(26_520.0).whereabouts,
        Whereabouts::At {
            system: System::Client,
            right: true
        }
    );
}

#[test]
fn before_and_after_a_request_nothing_moves() {
    assert_eq!(first().tokens(0.0), []);
    assert_eq!(first().tokens(1e9), []);
    assert_eq!(Journey::default().tokens(0.0), []);
}

#[test]
fn only_the_links_on_the_way_are_passed() {
    let plan = Plan::new(&ALL, 480.0);
    let passed = |from, to| {
        let whereabouts = Whereabouts::Between {
            from,
            to,
            part: 0.3,
        };
        plan.links
            .iter()
            .filter(|link| plan.passes(link, whereabouts))
            .map(|link| (link.from, link.to))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        passed(System::Server, System::Client),
        [
            (System::Client, System::Network),
            (System::Network, System::Server)
        ]
    );
    assert_eq!(
        passed(System::Handler, System::Sql),
        [(System::Handler, System::Sql)]
    );
    assert_eq!(passed(System::Cache, System::Sql), []);
}
