//! Events in words.

use crate::base::Event;
use crate::ui::model::facts::{brief, title};

/// One sentence.
pub fn sentence(event: &Event) -> String {
    format!("{}: {}", title(&event.what), brief(&event.what))
}
