//! The sizes of the page's parts, which outlive the page.

use super::model::split::Shares;
use crate::platform::storage;
use leptos::prelude::*;

/// The sizes of the page's parts.
#[derive(Clone, Copy)]
pub struct Layout {
    /// In percent.
    pub shares: RwSignal<Shares>,
}

impl Layout {
    /// As it was when the page was last closed.
    #[must_use]
    pub fn recall() -> Self {
        let shares = storage::recall::<Shares>("layout").unwrap_or_default();
        Self {
            shares: RwSignal::new(shares.checked()),
        }
    }

    /// The layout of this page, from the context.
    #[must_use]
    pub fn get() -> Self {
        expect_context()
    }

    /// Takes new sizes, and keeps them.
    pub fn set(&self, shares: Shares) {
        self.shares.set(shares);
        storage::keep("layout", &shares);
    }

    /// The sizes as properties for the style sheet.
    #[must_use]
    pub fn style(&self) -> String {
        self.shares.with(|shares| {
            format!(
                "--task: {:.2}%; --world: {:.2}%; --code: {:.2}%; --half: {:.2}%",
                shares.task, shares.world, shares.code, shares.half
            )
        })
    }
}
