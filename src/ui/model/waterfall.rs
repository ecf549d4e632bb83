//! The waterfall: one row per span over virtual time.
//!
//! A [`Waterfall`] is derived from a strand's events. What a person did to it
//! (zoom, collapse, select) is kept apart, in [`Lens`] and sets of spans, so
//! that new events never undo it.

mod lens;
mod row;
mod step;

pub use lens::Lens;
pub use row::{Mark, Row, Waterfall};
pub use step::{Move, step_event};

#[cfg(test)]
mod tests;
