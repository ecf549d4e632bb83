//! What remains of a cached key's life.

/// What remains, in milliseconds, of a life that had `ttl_ms` left when it was
/// looked at, after `passed_us` of virtual time; none when it does not end.
#[must_use]
pub fn remaining_ms(ttl_ms: Option<u64>, passed_us: u64) -> Option<u64> {
    ttl_ms.map(|ttl| ttl.saturating_sub(passed_us / 1_000))
}

/// How full to draw the bar of a life, 0 to 1.
///
/// A cache tells what remains, not what was given, so the bar compares keys
/// with each other: each power of ten from a second to a day has the same
/// part of it.
#[must_use]
pub fn fullness(remaining_ms: u64) -> f64 {
    if remaining_ms == 0 {
        return 0.0;
    }
    let day = 86_400_000_f64;
    ((remaining_ms as f64 / 100.0).max(1.0).ln() / (day / 100.0).ln()).clamp(0.02, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_shrinks_with_virtual_time_and_ends_at_nothing() {
        assert_eq!(remaining_ms(Some(60_000), 10_000_000), Some(50_000));
        assert_eq!(remaining_ms(Some(60_000), 100_000_000), Some(0));
        assert_eq!(remaining_ms(None, 5), None);
    }

    #[test]
    fn longer_lives_have_fuller_bars() {
        let bars: Vec<f64> = [0, 1, 500, 1_000, 60_000, 3_600_000, 86_400_000, u64::MAX]
            .into_iter()
            .map(fullness)
            .collect();
        assert!(bars.windows(2).all(|pair| pair[0] <= pair[1]), "{bars:?}");
        assert!(bars.iter().all(|bar| (0.0..=1.0).contains(bar)));
    }
}
