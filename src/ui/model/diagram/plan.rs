//! Where the systems stand.

use super::Whereabouts;
use crate::base::System;

/// A point of the picture, in CSS pixels from its top left corner.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    fn towards(self, to: Self, part: f64) -> Self {
        Self {
            x: self.x + (to.x - self.x) * part,
            y: self.y + (to.y - self.y) * part,
        }
    }
}

/// A system as a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// The system.
    pub system: System,
    /// Its top left corner.
    pub at: Point,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Node {
    /// The middle of its left edge, where what comes from the client arrives.
    #[must_use]
    pub fn left(self) -> Point {
        Point {
            x: self.at.x,
            y: self.at.y + self.height / 2.0,
        }
    }

    /// The middle of its right edge.
    #[must_use]
    pub fn right(self) -> Point {
        Point {
            x: self.at.x + self.width,
            y: self.at.y + self.height / 2.0,
        }
    }
}

/// A line between two neighbours, drawn from the one nearer the client.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The system nearer the client.
    pub from: System,
    /// The other one.
    pub to: System,
    /// A cubic curve: its ends are the first and last point.
    pub curve: [Point; 4],
}

impl Link {
    fn between(from: Node, to: Node) -> Self {
        let (a, b) = (from.right(), to.left());
        let bend = (b.x - a.x) / 2.0;
        Self {
            from: from.system,
            to: to.system,
            curve: [
                a,
                Point {
                    x: a.x + bend,
                    y: a.y,
                },
                Point {
                    x: b.x - bend,
                    y: b.y,
                },
                b,
            ],
        }
    }

    /// The point after a part of the way, 0 to 1 (de Casteljau).
    #[must_use]
    pub fn along(&self, part: f64) -> Point {
        let [a, b, c, d] = self.curve;
        let (ab, bc, cd) = (a.towards(b, part), b.towards(c, part), c.towards(d, part));
        ab.towards(bc, part).towards(bc.towards(cd, part), part)
    }

    /// The curve as the `d` of an SVG path.
    #[must_use]
    pub fn path(&self) -> String {
        let [a, b, c, d] = self.curve;
        format!(
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            a.x, a.y, b.x, b.y, c.x, c.y, d.x, d.y
        )
    }
}

/// The whole picture: client on the left, stores on the right.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The systems.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub links: Vec<Link>,
}

const NODE_HEIGHT: f64 = 56.0;
const NODE_WIDEST: f64 = 96.0;
const GAP_WIDEST: f64 = 72.0;
const STORE_GAP: f64 = 28.0;
const MARGIN: f64 = 26.0;
/// Room for the frame around a process, which stands out of its boxes.
const FRAME: f64 = 12.0;

impl Plan {
    /// The picture of these systems in a box of this width.
    #[must_use]
    pub fn new(systems: &[System], width_px: f64) -> Self {
        let has = |system| systems.contains(&system);
        let row: Vec<System> = [
            System::Client,
            System::Network,
            System::Server,
            System::Handler,
        ]
        .into_iter()
        .filter(|system| has(*system))
        .collect();
        let stores: Vec<System> = [System::Cache, System::Sql]
            .into_iter()
            .filter(|system| has(*system))
            .collect();
        let columns = row.len() + usize::from(!stores.is_empty());
        let lanes = stores.len().max(1) as f64;
        let height = MARGIN * 2.0 + lanes * NODE_HEIGHT + (lanes - 1.0) * STORE_GAP;

        // Without a store, the frame around the process is what ends the row.
        let room = width_px - if stores.is_empty() { 1.0 + FRAME } else { 2.0 };
        // Boxes take two parts of the width for each part between them.
        let parts = (columns * 3).saturating_sub(1).max(1) as f64;
        let part = (room / parts).max(8.0);
        let node_width = (part * 2.0).min(NODE_WIDEST);
        let gap = part
            .min(GAP_WIDEST)
            .max((room - node_width * columns as f64) / (columns.max(2) - 1) as f64)
            .min(GAP_WIDEST);
        let used = node_width * columns as f64 + gap * columns.saturating_sub(1) as f64;
        let left = ((room + 2.0 - used) / 2.0).max(1.0);
        let node = |system, column: usize, middle: f64| Node {
            system,
            at: Point {
                x: left + column as f64 * (node_width + gap),
                y: middle - NODE_HEIGHT / 2.0,
            },
            width: node_width,
            height: NODE_HEIGHT,
        };

        let mut nodes: Vec<Node> = row
            .iter()
            .enumerate()
            .map(|(column, system)| node(*system, column, height / 2.0))
            .collect();
        let mut links: Vec<Link> = nodes
            .iter()
            .zip(nodes.iter().skip(1))
            .map(|(from, to)| Link::between(*from, *to))
            .collect();
        let last = nodes.last().copied();
        for (lane, system) in stores.iter().enumerate() {
            let middle = MARGIN + NODE_HEIGHT / 2.0 + lane as f64 * (NODE_HEIGHT + STORE_GAP);
            let store = node(*system, row.len(), middle);
            links.extend(last.map(|last| Link::between(last, store)));
            nodes.push(store);
        }
        Self {
            width: width_px,
            height,
            nodes,
            links,
        }
    }

    /// The box of a system.
    #[must_use]
    pub fn node(&self, system: System) -> Option<Node> {
        self.nodes.iter().find(|n| n.system == system).copied()
    }

    /// The frame around what runs in one process: the server and the handler.
    #[must_use]
    pub fn process(&self) -> Option<Node> {
        let (server, handler) = (self.node(System::Server)?, self.node(System::Handler)?);
        let pad = FRAME - 2.0;
        Some(Node {
            system: System::Server,
            at: Point {
                x: server.at.x - pad,
                y: server.at.y - pad - 10.0,
            },
            width: handler.at.x + handler.width - server.at.x + pad * 2.0,
            height: server.height + pad * 2.0 + 10.0,
        })
    }

    /// Where to draw a request.
    #[must_use]
    pub fn point(&self, whereabouts: Whereabouts) -> Option<Point> {
        match whereabouts {
            Whereabouts::At { system, right } => {
                let node = self.node(system)?;
                Some(if right { node.right() } else { node.left() })
            }
            Whereabouts::Between { from, to, part } => self.between(from, to, part),
        }
    }

    /// Whether what is there is on its way over a link.
    #[must_use]
    pub fn passes(&self, link: &Link, whereabouts: Whereabouts) -> bool {
        let Whereabouts::Between { from, to, .. } = whereabouts else {
            return false;
        };
        let way = self.way(from, to).or_else(|| self.way(to, from));
        way.is_some_and(|way| way.contains(link))
    }

    fn between(&self, from: System, to: System, part: f64) -> Option<Point> {
        let (a, b) = (self.node(from)?, self.node(to)?);
        if a.at.x > b.at.x {
            return self.between(to, from, 1.0 - part);
        }
        let way = self.way(from, to)?;
        let lengths: Vec<f64> = way.iter().map(length).collect();
        let mut left = part.clamp(0.0, 1.0) * lengths.iter().sum::<f64>();
        for (leg, length) in way.iter().zip(&lengths) {
            if left <= *length {
                return Some(leg.along(if *length > 0.0 { left / length } else { 1.0 }));
            }
            left -= length;
        }
        Some(b.left())
    }

    /// The links and boxes passed from one system to one right of it.
    fn way(&self, from: System, to: System) -> Option<Vec<Link>> {
        let mut way = Vec::new();
        let mut at = to;
        while at != from {
            let link = self.links.iter().find(|link| link.to == at)?;
            if let Some(last) = way.last() {
                let last: &Link = last;
                way.push(across(link, last));
            }
            way.push(*link);
            at = link.from;
        }
        way.reverse();
        Some(way)
    }
}

/// The straight way through the box between two links.
fn across(before: &Link, after: &Link) -> Link {
    let (a, b) = (before.curve[3], after.curve[0]);
    Link {
        from: before.to,
        to: after.from,
        curve: [a, a.towards(b, 1.0 / 3.0), a.towards(b, 2.0 / 3.0), b],
    }
}

/// About as long as the curve: the mean of its chord and its hull.
fn length(link: &Link) -> f64 {
    let [a, b, c, d] = link.curve;
    let far = |p: Point, q: Point| (p.x - q.x).hypot(p.y - q.y);
    f64::midpoint(far(a, d), far(a, b) + far(b, c) + far(c, d))
}
