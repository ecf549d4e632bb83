//! An unordered map of byte strings that is a value: copying it is O(1).
//!
//! Entries lie in the order of a fixed hash of their key, so the order is
//! arbitrary to a person, as in Redis, yet the same on every platform, and a
//! scan can go on from any hash however much has changed in between.

use crate::base::Chance;
use equivalent::{Comparable, Equivalent};
use imbl::OrdMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// A run of bytes that is shared, never changed in place.
pub type Bytes = Arc<[u8]>;

/// How many neighbours a random draw from a large map chooses among.
const FAIR_SAMPLE: usize = 15;

/// A key with its hash in front, so that most comparisons are of one number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    hash: u32,
    bytes: Bytes,
}

impl Key {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self {
            hash: hash(bytes),
            bytes: Bytes::from(bytes),
        }
    }
}

/// Bytes to look a [`Key`] up by, without owning them.
struct Probe<'a> {
    hash: u32,
    bytes: &'a [u8],
}

impl<'a> Probe<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            hash: hash(bytes),
            bytes,
        }
    }
}

impl Equivalent<Key> for Probe<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.hash == key.hash && *self.bytes == *key.bytes
    }
}

impl Comparable<Key> for Probe<'_> {
    fn compare(&self, key: &Key) -> Ordering {
        self.hash
            .cmp(&key.hash)
            .then_with(|| self.bytes.cmp(&key.bytes))
    }
}

/// The map.
#[derive(Debug, Clone)]
pub struct Dict<V> {
    map: OrdMap<Key, V>,
}

impl<V> Default for Dict<V> {
    fn default() -> Self {
        Self { map: OrdMap::new() }
    }
}

impl<V: Clone> Dict<V> {
    /// How many entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&V> {
        self.map.get(&Probe::new(key))
    }

    /// The value of a key, to change in place.
    pub fn get_mut(&mut self, key: &[u8]) -> Option<&mut V> {
        self.map.get_mut(&Probe::new(key))
    }

    /// Whether the key is here.
    #[must_use]
    pub fn contains(&self, key: &[u8]) -> bool {
        self.get(key).is_some()
    }

    /// Sets a key's value and gives the one before.
    pub fn insert(&mut self, key: &[u8], value: V) -> Option<V> {
        self.map.insert(Key::new(key), value)
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &[u8]) -> Option<V> {
        self.map.remove(&Probe::new(key))
    }

    /// All entries, in hash order.
    pub fn iter(&self) -> impl Iterator<Item = (&Bytes, &V)> {
        self.map.iter().map(|(key, value)| (&key.bytes, value))
    }

    /// Entries from a hash on, in hash order.
    fn starting_at(&self, hash: u32) -> impl Iterator<Item = (&Key, &V)> {
        let least = Probe { hash, bytes: &[] };
        self.map.range((
            std::ops::Bound::Included(least),
            std::ops::Bound::Unbounded::<Probe<'_>>,
        ))
    }

    /// Entries from a hash on, in hash order.
    pub fn iter_from(&self, hash: u32) -> impl Iterator<Item = (&Bytes, &V)> {
        self.starting_at(hash)
            .map(|(key, value)| (&key.bytes, value))
    }

    /// Visits about `count` entries from `cursor` on and gives the cursor to
    /// go on from, 0 at the end. An entry that is here during the whole of a
    /// scan is visited at least once.
    pub fn scan(&self, cursor: u64, count: usize, mut visit: impl FnMut(&Bytes, &V)) -> u64 {
        let Ok(from) = u32::try_from(cursor) else {
            return 0;
        };
        let mut last = None;
        for (nth, (key, value)) in self.starting_at(from).enumerate() {
            // Keys that share a hash must be visited together.
            if nth >= count && last != Some(key.hash) {
                return u64::from(key.hash);
            }
            last = Some(key.hash);
            visit(&key.bytes, value);
        }
        0
    }

    /// Any entry. In a small map every one is equally likely; in a large one
    /// nearly so, as in Redis.
    pub fn random(&self, chance: &mut Chance) -> Option<(&Bytes, &V)> {
        if self.len() <= FAIR_SAMPLE * 8 {
            let nth = chance.below(self.len() as u64) as usize;
            return self.iter().nth(nth);
        }
        let hash = chance.below(1 << 32) as u32;
        let nth = chance.below(FAIR_SAMPLE as u64) as usize;
        let found = self.starting_at(hash).chain(self.map.iter()).nth(nth);
        found.map(|(key, value)| (&key.bytes, value))
    }

    /// Up to `count` neighbouring entries from a random place on.
    pub fn sample(&self, count: usize, chance: &mut Chance) -> Vec<(&Bytes, &V)> {
        let hash = chance.below(1 << 32) as u32;
        self.starting_at(hash)
            .chain(self.map.iter())
            .take(count.min(self.len()))
            .map(|(key, value)| (&key.bytes, value))
            .collect()
    }
}

/// A hash that is the same on every platform and never 0, which is the cursor
/// that ends a scan. Eight bytes at a time, then mixed well.
fn hash(bytes: &[u8]) -> u32 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word.iter_mut()
            .zip(chunk)
            .for_each(|(to, from)| *to = *from);
        state = (state ^ u64::from_le_bytes(word)).wrapping_mul(MULTIPLIER);
        state ^= state >> 29;
    }
    state = (state ^ (state >> 32)).wrapping_mul(MULTIPLIER);
    ((state >> 32) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Dict<usize> {
        let mut dict = Dict::default();
        for n in 0..count {
            dict.insert(n.to_string().as_bytes(), n);
        }
        dict
    }

    #[test]
    fn scan_visits_everything_while_other_entries_come_and_go() {
        let mut dict = numbers(1_000);
        let mut seen = vec![0; 1_000];
        let mut cursor = 0;
        let mut round = 0;
        loop {
            cursor = dict.scan(cursor, 10, |_, n| {
                if let Some(count) = seen.get_mut(*n) {
                    *count += 1;
                }
            });
            round += 1;
            dict.insert(format!("late {round}").as_bytes(), 5_000);
            dict.remove(format!("late {}", round / 2).as_bytes());
            if cursor == 0 {
                break;
            }
        }
        assert!(seen.iter().all(|count| *count == 1));
    }

    #[test]
    fn random_draw_reaches_every_entry() {
        let dict = numbers(5);
        let mut chance = Chance::from_seed(1);
        let mut seen = [0; 5];
        for _ in 0..500 {
            let (_, n) = dict.random(&mut chance).expect("it is not empty");
            seen[*n] += 1;
        }
        assert!(seen.iter().all(|count| *count > 60), "{seen:?}");
    }

    #[test]
    fn copy_is_not_changed_by_the_original() {
        let mut dict = numbers(3);
        let copy = dict.clone();
        dict.remove(b"1");
        assert_eq!((dict.len(), copy.len()), (2, 3));
    }
}
