//! Where a request is, derived from what happened to it.

use crate::base::{Event, SpanId, System, What};
use crate::ui::model::waterfall::{Row, Waterfall};
use std::collections::BTreeSet;

/// Bytes on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// The span it belongs to.
    pub span: Option<SpanId>,
    /// Where they left.
    pub from: System,
    /// Where they go.
    pub to: System,
    /// When they left, in virtual microseconds.
    pub start_us: u64,
    /// When the last of them arrives.
    pub end_us: u64,
    /// How many, where the trace says it.
    pub bytes: Option<usize>,
}

/// A place in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Whereabouts {
    /// In a system, at the edge that faces the client or (`right`) the other one.
    At {
        /// The system.
        system: System,
        /// Whether at its right edge.
        right: bool,
    },
    /// On the way from one system to another; `part` of it is done, 0 to 1.
    Between {
        /// Where it left.
        from: System,
        /// Where it goes.
        to: System,
        /// How much of the way is done.
        part: f64,
    },
}

/// What moves along: a request, or one of the calls it makes meanwhile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// The span that it stands for; it keeps its identity by it.
    pub span: SpanId,
    /// The system whose colour it has.
    pub system: System,
    /// Where it is.
    pub whereabouts: Whereabouts,
    /// How many bytes it carries, while on its way.
    pub bytes: Option<usize>,
}

/// A request's way through the world.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journey {
    waterfall: Waterfall,
    legs: Vec<Leg>,
}

impl Journey {
    /// The way that these events tell of; they are in order.
    #[must_use]
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event> + Clone) -> Self {
        let mut legs: Vec<Leg> = events.clone().into_iter().filter_map(leg).collect();
        let waterfall = Waterfall::of(events);
        let told: BTreeSet<SpanId> = legs.iter().filter_map(|leg| leg.span).collect();
        let untold = waterfall
            .rows
            .iter()
            .filter(|row| !told.contains(&row.span));
        legs.extend(untold.flat_map(|row| call(row, &waterfall)));
        legs.sort_by_key(|leg| leg.start_us);
        Self { waterfall, legs }
    }

    /// When it begins and ends, in virtual microseconds.
    #[must_use]
    pub const fn edges_us(&self) -> (u64, u64) {
        (self.waterfall.from_us, self.waterfall.to_us)
    }

    /// What is where at a moment: one token for each innermost span that goes
    /// on then.
    #[must_use]
    pub fn tokens(&self, at_us: f64) -> Vec<Token> {
        let rows = &self.waterfall.rows;
        let active = |row: &Row| {
            row.start_us as f64 <= at_us && row.end_us.is_none_or(|end| at_us <= end as f64)
        };
        let mut inner_active = vec![false; rows.len()];
        let mut out = Vec::new();
        // Children follow their parents, so backwards the innermost come first.
        for (at, row) in rows.iter().enumerate().rev() {
            if !active(row) {
                continue;
            }
            let innermost = !inner_active.get(at).copied().unwrap_or(false);
            if let Some(around) = row.parent.and_then(|p| inner_active.get_mut(p)) {
                // At the very moment a span ends, the one around it goes on.
                *around |= row.end_us.is_none_or(|end| at_us < end as f64) || !innermost;
            }
            if innermost && row.system != System::Log && !over(row, at_us, rows) {
                out.push(self.token(row, at_us));
            }
        }
        out.reverse();
        out
    }

    fn token(&self, row: &Row, at_us: f64) -> Token {
        let leg = self.legs.iter().find(|leg| {
            leg.span == Some(row.span) && leg.start_us as f64 <= at_us && at_us < leg.end_us as f64
        });
        let (whereabouts, bytes) = match leg {
            Some(leg) => {
                let length = leg.end_us.saturating_sub(leg.start_us).max(1) as f64;
                let part = (at_us - leg.start_us as f64) / length;
                let between = Whereabouts::Between {
                    from: leg.from,
                    to: leg.to,
                    part,
                };
                (between, leg.bytes)
            }
            None => (self.resting(row, at_us), None),
        };
        Token {
            span: row.span,
            system: row.system,
            whereabouts,
            bytes,
        }
    }

    /// At the edge where the last bytes came in.
    fn resting(&self, row: &Row, at_us: f64) -> Whereabouts {
        let last = self
            .legs
            .iter()
            .filter(|leg| leg.end_us as f64 <= at_us && leg.end_us >= row.start_us)
            .rfind(|leg| leg.to == row.system)
            .map(|leg| leg.from);
        Whereabouts::At {
            system: row.system,
            right: match last {
                Some(from) => from > row.system,
                None => row.system == System::Client,
            },
        }
    }
}

/// At the very end of a span its parent takes over, when it has one.
fn over(row: &Row, at_us: f64, rows: &[Row]) -> bool {
    let ended = row.end_us.is_some_and(|end| end as f64 <= at_us);
    let around = row.parent.and_then(|parent| rows.get(parent));
    ended && around.is_some_and(|around| around.end_us.is_none_or(|end| at_us <= end as f64))
}

fn leg(event: &Event) -> Option<Leg> {
    let What::BytesTransferred {
        from,
        to,
        bytes,
        latency_us,
        transfer_us,
    } = event.what
    else {
        return None;
    };
    Some(Leg {
        span: event.span,
        from,
        to,
        // The event stands where the first byte leaves.
        start_us: event.at_us,
        end_us: event.at_us + latency_us + transfer_us,
        bytes: Some(bytes),
    })
}

/// The way of a call to a store and back, for a call whose bytes are not told,
/// such as the opening of a connection. The trace says when the store read
/// the call; the way back over the same link is as long.
fn call(row: &Row, waterfall: &Waterfall) -> Vec<Leg> {
    let caller = row
        .parent
        .and_then(|around| waterfall.rows.get(around))
        .map(|around| around.system);
    let (System::Cache | System::Sql, Some(caller), Some(end_us)) =
        (row.system, caller, row.end_us)
    else {
        return Vec::new();
    };
    let read_us = row
        .marks
        .iter()
        .map(|m| m.at_us)
        .find(|us| *us > row.start_us);
    let Some(read_us) = read_us.filter(|us| *us < end_us) else {
        return Vec::new();
    };
    let latency_us = (read_us - row.start_us).min(end_us - read_us);
    let leg = |from, to, start_us| Leg {
        span: Some(row.span),
        from,
        to,
        start_us,
        end_us: start_us + latency_us,
        bytes: None,
    };
    vec![
        leg(caller, row.system, row.start_us),
        leg(row.system, caller, end_us - latency_us),
    ]
}
