//! Virtual time and seeded chance: the only source of either.

use serde::{Deserialize, Serialize};

/// The instant at which a world's virtual time is zero, in Unix milliseconds
/// (2026-01-01T00:00:00Z), unless its world file sets another.
pub const DEFAULT_START_UNIX_MS: u64 = 1_767_225_600_000;

/// The virtual clock of a world. Only the scheduler moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Unix time, in milliseconds, at which `now_us` is zero.
    pub start_unix_ms: u64,
    /// Virtual microseconds since the world began.
    pub now_us: u64,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            start_unix_ms: DEFAULT_START_UNIX_MS,
            now_us: 0,
        }
    }
}

impl Clock {
    /// Unix time in whole milliseconds, as `Date.now()` would say it.
    #[must_use]
    pub const fn unix_ms(&self) -> u64 {
        self.start_unix_ms + self.now_us / 1000
    }

    /// Moves to `at_us`. Time never runs backwards: an earlier instant leaves
    /// the clock where it is.
    pub fn advance_to(&mut self, at_us: u64) {
        self.now_us = self.now_us.max(at_us);
    }
}

/// Seeded chance. The same seed gives the same sequence on every platform
/// (PCG, integers only).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chance(oorandom::Rand64);

impl Chance {
    /// Chance grown from `seed`.
    #[must_use]
    pub fn from_seed(seed: u32) -> Self {
        Self(oorandom::Rand64::new(u128::from(seed)))
    }

    /// A whole number from 0 up to, not including, `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            0
        } else {
            self.0.rand_range(0..bound)
        }
    }

    /// Any 32-bit number: the seed of a stream of chance of its own.
    pub fn fork_seed(&mut self) -> u32 {
        (self.0.rand_u64() >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_runs_backwards() {
        let mut clock = Clock::default();
        clock.advance_to(1_500);
        clock.advance_to(700);
        assert_eq!(clock.now_us, 1_500);
        assert_eq!(clock.unix_ms(), DEFAULT_START_UNIX_MS + 1);
    }

    #[test]
    fn same_seed_gives_the_same_chance() {
        let draw = |seed| {
            let mut chance = Chance::from_seed(seed);
            (0..5).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn chance_below_nothing_is_nothing() {
        assert_eq!(Chance::from_seed(1).below(0), 0);
    }
}
