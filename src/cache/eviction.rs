//! Who goes when memory is full.
//!
//! As in Redis a few keys are looked at and the best of them goes, so the
//! choice is good rather than perfect; more samples make it better.
//!
//! # Limits
//! Redis carries a pool of good candidates from one choice to the next, and
//! samples for `volatile-ttl` too, where here the very first to die goes.

use super::call::Call;
use super::config::Policy;
use super::dict::Bytes;
use super::keyspace::{Entry, Keyspace};
use super::refusal::{OUT_OF_MEMORY, Refusal};
use super::table::GROWS;
use crate::base::{Chance, limits};

/// The count of uses that a new key begins with.
pub const FIRST_USES: u8 = 5;

impl Call<'_, '_> {
    /// Makes room before a command runs, or refuses one that needs more.
    pub fn make_room(&mut self) -> Result<(), Refusal> {
        let config = &self.cache.config;
        let policy = config.policy;
        let bound = match config.max_memory {
            0 => limits::CACHE_BYTES,
            bytes => usize::try_from(bytes)
                .unwrap_or(usize::MAX)
                .min(limits::CACHE_BYTES),
        };
        if self.spec.is(GROWS) && self.cache.len() >= limits::CACHE_KEYS {
            return Err(OUT_OF_MEMORY);
        }
        while self.cache.charged() > bound {
            if policy == Policy::NoEviction || !self.evict_one(policy) {
                let refused = self.spec.is(GROWS);
                return if refused { Err(OUT_OF_MEMORY) } else { Ok(()) };
            }
        }
        Ok(())
    }

    /// Removes the best of a few keys; whether there was any.
    fn evict_one(&mut self, policy: Policy) -> bool {
        let own = self.database;
        let numbers: Vec<usize> = self.cache.databases().map(|(number, _)| number).collect();
        let mut chance = self.cache.chance.clone();
        let samples = usize::try_from(self.cache.config.samples).unwrap_or(usize::MAX);
        let mut best: Option<(i64, usize, Bytes)> = None;
        for number in numbers {
            let Some(keys) = self.cache.database(number) else {
                continue;
            };
            let candidates = if policy == Policy::VolatileTtl {
                keys.first_to_die().into_iter().collect()
            } else if policy.spares_immortal() {
                keys.sample_mortal(samples, &mut chance)
            } else {
                keys.sample(samples, &mut chance)
            };
            for (key, entry) in candidates {
                let worth = self.worth(policy, entry, &mut chance);
                if best.as_ref().is_none_or(|(least, ..)| worth < *least) {
                    best = Some((worth, number, key.clone()));
                }
            }
        }
        self.cache.chance = chance;
        let Some((_, number, key)) = best else {
            return false;
        };
        self.database = number;
        self.remove(&key, "evicted");
        self.database = own;
        self.cache.stats.evicted += 1;
        self.work.ops += 1;
        true
    }

    /// What a key is worth keeping by a policy; the least goes.
    fn worth(&self, policy: Policy, entry: &Entry, chance: &mut Chance) -> i64 {
        match policy {
            Policy::AllKeysLru | Policy::VolatileLru => entry.used_ms,
            Policy::AllKeysLfu | Policy::VolatileLfu => i64::from(self.uses(entry)),
            Policy::VolatileTtl => entry.deadline.unwrap_or(i64::MAX),
            _ => i64::from(chance.fork_seed()),
        }
    }

    /// How often a key was used, on Redis's logarithmic scale, less what time
    /// has taken off.
    #[must_use]
    pub fn uses(&self, entry: &Entry) -> u8 {
        let decay = i64::try_from(self.cache.config.lfu_decay_time).unwrap_or(i64::MAX);
        let minutes = (self.now - entry.used_ms).max(0) / 60_000;
        let lost = minutes.checked_div(decay).unwrap_or(0);
        entry
            .uses
            .saturating_sub(u8::try_from(lost).unwrap_or(u8::MAX))
    }

    /// The count after one more use: the higher it is, the less likely it
    /// rises.
    pub fn used_once_more(&mut self, uses: u8) -> u8 {
        let above = u64::from(uses.saturating_sub(FIRST_USES));
        let odds = above * self.cache.config.lfu_log_factor + 1;
        let rises = self.cache.chance.below(odds) == 0;
        uses.saturating_add(u8::from(rises))
    }
}

impl Keyspace {
    /// A few keys that will die.
    fn sample_mortal(&self, count: usize, chance: &mut Chance) -> Vec<(&Bytes, &Entry)> {
        if self.len_mortal() <= count {
            return self.mortal().collect();
        }
        let start = chance.fork_seed();
        let around = self.iter_from(start).chain(self.iter());
        let mortal = around.filter(|(_, entry)| entry.deadline.is_some());
        mortal.take(count).collect()
    }
}
