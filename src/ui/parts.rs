//! Small parts that several panels are made of.

mod copy;
mod size;
mod switch;
mod system_icon;
mod table;

pub use copy::CopyButton;
pub use size::{Size, calm_motion, focus, size_of};
pub use switch::Switch;
pub use system_icon::{SystemIcon, SystemName};
pub use table::{ColumnHead, LongTable};
