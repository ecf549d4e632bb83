//! Small parts that several panels are made of.

mod copy;
mod paged;
mod size;
mod switch;
mod system_icon;
mod table;
mod transcript;

pub use copy::CopyButton;
pub use paged::paged;
pub use size::{Size, calm_motion, focus, size_of};
pub use switch::Switch;
pub use system_icon::{SystemIcon, SystemName};
pub use table::{ColumnHead, LongTable};
pub use transcript::Transcript;
