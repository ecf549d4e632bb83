//! Ownership by a record that the owner renews, for browsers without locks
//! (a page that was not loaded over a secure connection has none).

/// How often the owner renews its record, in milliseconds.
pub const RENEW_MS: u32 = 2_000;
/// After this long without renewal the owner is taken for gone. Browsers let
/// the timers of hidden tabs run once a minute only.
pub const GONE_AFTER_MS: f64 = 75_000.0;

/// Who owns a name, and when it was last heard of, in Unix milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    /// The tab.
    pub tab: String,
    /// When it last renewed this.
    pub at_ms: f64,
}

impl Lease {
    /// The lease as it is written down.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{} {}", self.at_ms, self.tab)
    }

    /// Reads what was written down; none when it makes no sense.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (at_ms, tab) = text.split_once(' ')?;
        // Clocks of browsers count whole milliseconds.
        let at_ms: u64 = at_ms.parse().ok()?;
        Some(Self {
            tab: tab.to_owned(),
            at_ms: at_ms as f64,
        })
    }

    /// Whether this tab may own what the record says.
    #[must_use]
    pub fn is_free(record: Option<&Self>, tab: &str, now_ms: f64) -> bool {
        record.is_none_or(|lease| {
            let age = now_ms - lease.at_ms;
            // A record from the future was written under another clock.
            lease.tab == tab || !(0.0..GONE_AFTER_MS).contains(&age)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lease(tab: &str, at_ms: f64) -> Lease {
        Lease {
            tab: tab.to_owned(),
            at_ms,
        }
    }

    #[test]
    fn a_lease_is_anothers_until_it_is_old() {
        let theirs = lease("b", 1_000.0);
        assert!(Lease::is_free(None, "a", 1_000.0));
        assert!(Lease::is_free(Some(&lease("a", 0.0)), "a", 1_000.0));
        assert!(!Lease::is_free(Some(&theirs), "a", 1_000.0));
        assert!(!Lease::is_free(Some(&theirs), "a", GONE_AFTER_MS));
        assert!(Lease::is_free(Some(&theirs), "a", 1_000.0 + GONE_AFTER_MS));
        assert!(Lease::is_free(Some(&theirs), "a", 0.0));
    }

    #[test]
    fn any_record_is_a_lease_or_none() {
        let mine = lease("a tab", 1_795_000_000_123.0);
        assert_eq!(Lease::read(&mine.write()), Some(mine));
        for text in ["", "5", "x y", "NaN a", "inf a"] {
            assert_eq!(Lease::read(text), None, "{text}");
        }
    }
}
