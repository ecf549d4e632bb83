//! The picture itself.

use crate::base::System;
use crate::session::protocol::{Overview, Question, View};
use crate::ui::model::diagram::{Journey, Link, Node, Plan, Point, Token, Whereabouts};
use crate::ui::model::facts::{system_key, system_name};
use crate::ui::model::time::bytes;
use crate::ui::parts::{SystemIcon, size_of};
use crate::ui::stage::Stage;
use crate::ui::store::Store;
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// Every world has these; what else there is, the engine says.
const ALWAYS: [System; 4] = [
    System::Client,
    System::Network,
    System::Server,
    System::Handler,
];

/// The systems as boxes, the links as lines, and what moves along them.
#[component]
pub fn Picture() -> impl IntoView {
    let store = Store::get();
    let stage = Stage::get();
    let frame = NodeRef::<Div>::new();
    let size = size_of(frame);
    let overview = overview(store);
    let plan = Memo::new(move |_| {
        let width = size.get().width.max(300.0);
        overview.with(|overview| {
            let systems = overview.as_ref().map_or(&ALWAYS[..], |o| &o.systems);
            Plan::new(systems, width)
        })
    });
    let journey = Memo::new(move |_| {
        let strand = stage.strand.get();
        store.with_journal(|journal| {
            let events: Vec<_> = journal.strand(strand).collect();
            Arc::new(Journey::of(events.iter().copied()))
        })
    });
    let tokens = Memo::new(move |_| journey.with(|journey| journey.tokens(stage.moment_us.get())));
    let process = move || {
        overview.with(|overview| {
            overview
                .as_ref()
                .and_then(|o| o.processes.first())
                .map_or_else(|| ("app".to_owned(), true), |p| (p.name.clone(), p.running))
        })
    };
    let frames = move || {
        plan.get().process().map(|frame| {
            let (name, running) = process();
            process_view(frame, &name, running)
        })
    };
    let links = move || {
        let all = plan.get().links.into_iter();
        all.map(|link| link_view(link, plan, tokens)).collect_view()
    };
    let nodes = move || {
        let all = plan.get().nodes.into_iter();
        all.map(|node| node_view(node, tokens)).collect_view()
    };
    let spans = move || tokens.with(|tokens| tokens.iter().map(|t| t.span).collect::<Vec<_>>());
    view! {
        <div class="picture" node_ref=frame class:smooth=move || !stage.playing()>
            <svg
                role="img"
                aria-label=move || said(&plan.get(), &tokens.get())
                width=move || plan.with(|plan| plan.width)
                height=move || plan.with(|plan| plan.height)
                viewBox=move || plan.with(|plan| format!("0 0 {} {}", plan.width, plan.height))
            >
                {frames}
                {links}
                {nodes}
                <For each=spans key=|span| *span let(span)>
                    {
                        let token = Memo::new(move |_| {
                            tokens.with(|tokens| tokens.iter().find(|t| t.span == span).copied())
                        });
                        token_view(token, plan)
                    }
                </For>
            </svg>
        </div>
    }
}

/// The world in a few numbers; the last ones known while new ones come.
fn overview(store: Store) -> Memo<Option<Overview>> {
    let fresh = LocalResource::new(move || {
        let _ = store.moment();
        let answer = store.look(Question::Overview);
        async move {
            match answer.await {
                Some(View::Overview(overview)) => Some(overview),
                _ => None,
            }
        }
    });
    Memo::new(move |last: Option<&Option<Overview>>| {
        fresh.get().flatten().or_else(|| last.cloned().flatten())
    })
}

fn process_view(frame: Node, name: &str, running: bool) -> impl IntoView + use<> {
    let label = if running {
        name.to_owned()
    } else {
        format!("{name}, stopped")
    };
    view! {
        <g class="process" class:stopped=!running>
            <rect x=frame.at.x y=frame.at.y width=frame.width height=frame.height rx="9" />
            <text x=frame.at.x + 10.0 y=frame.at.y + 13.0>
                {label}
            </text>
        </g>
    }
}

fn link_view(link: Link, plan: Memo<Plan>, tokens: Memo<Vec<Token>>) -> impl IntoView {
    let carries = Memo::new(move |_| {
        let plan = plan.get();
        tokens.with(|tokens| tokens.iter().any(|t| plan.passes(&link, t.whereabouts)))
    });
    view! { <path class="link" class:on=move || carries.get() d=link.path() /> }
}

fn node_view(node: Node, tokens: Memo<Vec<Token>>) -> impl IntoView {
    let system = node.system;
    let holds = Memo::new(move |_| tokens.with(|tokens| tokens.iter().any(|t| is_at(t, system))));
    let middle = node.at.x + node.width / 2.0;
    view! {
        <g class="node" class:on=move || holds.get() data-system=system_key(system)>
            <rect x=node.at.x y=node.at.y width=node.width height=node.height rx="6" />
            <svg x=middle - 9.0 y=node.at.y + 9.0 width="18" height="18">
                <SystemIcon system />
            </svg>
            <text x=middle y=node.at.y + node.height - 11.0 text-anchor="middle">
                {system_name(system)}
            </text>
        </g>
    }
}

fn token_view(token: Memo<Option<Token>>, plan: Memo<Plan>) -> impl IntoView {
    let place = move || {
        let at = token
            .get()
            .and_then(|token| plan.with(|plan| plan.point(token.whereabouts)));
        let Point { x, y } = at.unwrap_or_default();
        format!("transform:translate({x:.1}px,{y:.1}px)")
    };
    let system = token.get_untracked().map(|token| system_key(token.system));
    let carried = move || {
        let n = token.get().and_then(|token| token.bytes)?;
        Some(view! { <text y="-11" text-anchor="middle">{bytes(n)}</text> })
    };
    view! {
        <g class="token" data-system=system style=place>
            <circle r="6.5" />
            {carried}
        </g>
    }
}

fn is_at(token: &Token, system: System) -> bool {
    matches!(token.whereabouts, Whereabouts::At { system: at, .. } if at == system)
}

fn said(plan: &Plan, tokens: &[Token]) -> String {
    let systems: Vec<_> = plan.nodes.iter().map(|n| system_name(n.system)).collect();
    let world = format!("The systems of this world: {}.", systems.join(", "));
    let places: Vec<_> = tokens
        .iter()
        .map(|token| match token.whereabouts {
            Whereabouts::At { system, .. } => format!("at {}", system_name(system)),
            Whereabouts::Between { from, to, .. } => {
                format!("between {} and {}", system_name(from), system_name(to))
            }
        })
        .collect();
    if places.is_empty() {
        world
    } else {
        format!("{world} The request is {}.", places.join(" and "))
    }
}
