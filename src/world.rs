//! A world: a small, complete, deterministic backend, as a value.

mod file;
mod turn;

pub use file::{Latency, Trial, WORLD_VERSION, WorldFile};
pub use turn::{
    Action, CallId, CallResult, Fault, Header, HttpHead, Input, ServiceCall, TaskId, Turn, TurnDone,
};
