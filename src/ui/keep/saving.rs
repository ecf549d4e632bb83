//! Whether what a person does is kept, and why not.

use crate::base::Diagnostic;
use crate::platform::shelf::Trouble;

/// Whether what a person does is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// The shelf is being looked for.
    #[default]
    Finding,
    /// It is kept.
    On,
    /// It is not, and why.
    Off(Why),
}

/// Why nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The shelf.
    Shelf(Trouble),
    /// This session is another tab's now.
    Elsewhere,
    /// The person chose only to look.
    OnlyLooking,
}

impl Saving {
    /// What to say of it; nothing while all is well.
    #[must_use]
    pub fn told(&self) -> Option<Diagnostic> {
        let Self::Off(why) = self else { return None };
        let told =
            |code, message: &str, next_step: &str| Some(Diagnostic::new(code, message, next_step));
        let export = "Export this session as a file if you want to keep it.";
        match why {
            Why::Shelf(Trouble::Full) => told(
                "KEEP001",
                "There is no room left in this browser, so your latest changes are not kept. \
                 Everything else works.",
                "Delete old sessions, or free space on this device; what waits is kept as soon \
                 as there is room. To be safe, export this session as a file.",
            ),
            Why::Shelf(Trouble::Refused(words)) => told(
                "KEEP002",
                "This browser keeps nothing for this page, as in a private window. Everything \
                 works, and is gone when you close the tab.",
                export,
            )
            .map(|diagnostic| diagnostic.authentic(words)),
            Why::Shelf(Trouble::Newer) => told(
                "KEEP003",
                "A newer Backlot has been used in this browser, so this page no longer keeps \
                 anything.",
                "Reload the page to get the newer one. To be safe, export this session first.",
            ),
            Why::Shelf(Trouble::Failed(words)) => told(
                "KEEP004",
                "Your latest changes could not be kept; the next change tries again. Everything \
                 else works.",
                export,
            )
            .map(|diagnostic| diagnostic.authentic(words)),
            Why::Elsewhere => told(
                "KEEP005",
                "This session has moved to another tab. What you do here is not kept.",
                "Work on a copy here, or take the session back.",
            ),
            Why::OnlyLooking => told(
                "KEEP006",
                "You are only looking: this session belongs to another tab, and nothing you do \
                 here is kept.",
                "Work on a copy to keep what you do.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_with_what_to_do() {
        let words = || "words".to_owned();
        let reasons = [
            Why::Shelf(Trouble::Full),
            Why::Shelf(Trouble::Refused(words())),
            Why::Shelf(Trouble::Newer),
            Why::Shelf(Trouble::Failed(words())),
            Why::Elsewhere,
            Why::OnlyLooking,
        ];
        let codes: std::collections::BTreeSet<_> = reasons
            .into_iter()
            .map(|why| Saving::Off(why).told().expect("it is told").code)
            .collect();
        assert_eq!(codes.len(), 6);
        assert_eq!(Saving::On.told(), None);
        assert_eq!(Saving::Finding.told(), None);
    }
}
