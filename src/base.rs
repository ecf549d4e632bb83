//! What every system stands on. Nothing here knows any system.

pub mod body;
pub mod clock;
pub mod diagnostic;
pub mod error;
pub mod limits;
pub mod small_map;
pub mod tagged;
pub mod trace;

pub use body::Body;
pub use clock::{Chance, Clock};
pub use diagnostic::{Diagnostic, Place};
pub use error::Error;
pub use small_map::{SmallMap, SmallSet};
pub use trace::{Event, Parent, RequestId, Scope, SpanId, System, Trace, What};
