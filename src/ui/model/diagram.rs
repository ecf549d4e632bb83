//! The picture of a world: where its systems stand, and where a request is
//! among them at a moment of virtual time.

mod journey;
mod plan;

pub use journey::{Journey, Leg, Token, Whereabouts};
pub use plan::{Link, Node, Plan, Point};

#[cfg(test)]
mod tests;
