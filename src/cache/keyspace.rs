//! One database: keys, their values, and when they die.

use super::dict::{Bytes, Dict};
use super::eviction::FIRST_USES;
use super::value::Value;
use crate::base::Chance;
use imbl::OrdSet;

/// What Redis needs to keep a key beside its bytes, roughly: the entry, the
/// object's header and the allocator's rounding.
const ENTRY_OVERHEAD_BYTES: usize = 64;

/// A key's value and what is known about it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The value.
    pub value: Value,
    /// When it dies, in Unix milliseconds; none when it does not.
    pub deadline: Option<i64>,
    /// When it was last used, in Unix milliseconds; only to the second unless
    /// the policy of eviction asks.
    pub used_ms: i64,
    /// How often it was used, on a logarithmic scale, at that time.
    pub uses: u8,
    /// Memory it is charged for.
    charged: usize,
}

impl Entry {
    /// Whether it has died by `now`.
    #[must_use]
    pub fn is_dead(&self, now: i64) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= now)
    }

    /// Memory it is charged for, in bytes.
    #[must_use]
    pub const fn charged(&self) -> usize {
        self.charged
    }

    /// What remains of its life at `now`, in milliseconds.
    #[must_use]
    pub fn ttl_ms(&self, now: i64) -> Option<u64> {
        self.deadline
            .map(|deadline| u64::try_from(deadline.saturating_sub(now)).unwrap_or(0))
    }
}

/// A database. Copying it is O(1).
#[derive(Debug, Clone, Default)]
pub struct Keyspace {
    keys: Dict<Entry>,
    /// The keys that die, soonest first.
    deadlines: OrdSet<(i64, Bytes)>,
    charged: usize,
}

impl Keyspace {
    /// Keys, dead ones that nobody has noticed yet included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Keys that will die.
    #[must_use]
    pub fn len_mortal(&self) -> usize {
        self.deadlines.len()
    }

    /// Memory of all entries, in bytes.
    #[must_use]
    pub const fn charged(&self) -> usize {
        self.charged
    }

    /// A key's entry.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&Entry> {
        self.keys.get(key)
    }

    /// A key's entry, to change its value or the time of its use; afterwards
    /// [`Keyspace::recharge`].
    pub fn get_mut(&mut self, key: &[u8]) -> Option<&mut Entry> {
        self.keys.get_mut(key)
    }

    /// All entries in hash order.
    pub fn iter(&self) -> impl Iterator<Item = (&Bytes, &Entry)> {
        self.keys.iter()
    }

    /// See [`Dict::scan`].
    pub fn scan(&self, cursor: u64, count: usize, visit: impl FnMut(&Bytes, &Entry)) -> u64 {
        self.keys.scan(cursor, count, visit)
    }

    /// Any key.
    pub fn random(&self, chance: &mut Chance) -> Option<(&Bytes, &Entry)> {
        self.keys.random(chance)
    }

    /// Sets a key's value and life, whatever was there.
    pub fn put(&mut self, key: &[u8], value: Value, deadline: Option<i64>, used_ms: i64) {
        let charged = charge(key, &value);
        let uses = self.get(key).map_or(FIRST_USES, |old| old.uses);
        let entry = Entry {
            value,
            deadline,
            used_ms,
            uses,
            charged,
        };
        let old = self.keys.insert(key, entry);
        self.charged += charged;
        let old_deadline = old.and_then(|old| {
            self.charged = self.charged.saturating_sub(old.charged);
            old.deadline
        });
        self.move_deadline(key, old_deadline, deadline);
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &[u8]) -> Option<Entry> {
        let entry = self.keys.remove(key)?;
        self.charged = self.charged.saturating_sub(entry.charged);
        self.move_deadline(key, entry.deadline, None);
        Some(entry)
    }

    /// A few neighbouring keys from a random place on.
    pub fn sample(&self, count: usize, chance: &mut Chance) -> Vec<(&Bytes, &Entry)> {
        self.keys.sample(count, chance)
    }

    /// The entries from a hash on, in hash order.
    pub fn iter_from(&self, hash: u32) -> impl Iterator<Item = (&Bytes, &Entry)> {
        self.keys.iter_from(hash)
    }

    /// The entries that will die, soonest first.
    pub fn mortal(&self) -> impl Iterator<Item = (&Bytes, &Entry)> {
        let keys = self.deadlines.iter().map(|(_, key)| key);
        keys.filter_map(|key| self.get(key).map(|entry| (key, entry)))
    }

    /// The entry that will die first.
    #[must_use]
    pub fn first_to_die(&self) -> Option<(&Bytes, &Entry)> {
        self.mortal().next()
    }

    /// What remains on average of the lives that end, in milliseconds, by a
    /// few of them.
    #[must_use]
    pub fn mean_ttl_ms(&self, now: i64) -> u64 {
        const FEW: u64 = 20;
        let left = self.mortal().filter_map(|(_, entry)| entry.ttl_ms(now));
        let (mut count, mut sum) = (0, 0);
        for ms in left.take(FEW as usize) {
            count += 1;
            sum += ms / FEW;
        }
        (sum * FEW).checked_div(count).unwrap_or(0)
    }

    /// Changes when a key dies.
    pub fn set_deadline(&mut self, key: &[u8], deadline: Option<i64>) {
        if let Some(entry) = self.keys.get_mut(key) {
            let old = std::mem::replace(&mut entry.deadline, deadline);
            self.move_deadline(key, old, deadline);
        }
    }

    /// Counts a changed value's memory anew.
    pub fn recharge(&mut self, key: &[u8]) {
        if let Some(entry) = self.keys.get_mut(key) {
            let now = charge(key, &entry.value);
            let before = std::mem::replace(&mut entry.charged, now);
            self.charged = (self.charged + now).saturating_sub(before);
        }
    }

    /// Up to `limit` keys that died at or before `until`, soonest first.
    pub fn dead_by(&self, until: i64, limit: usize) -> Vec<Bytes> {
        self.deadlines
            .iter()
            .take_while(|(deadline, _)| *deadline <= until)
            .take(limit)
            .map(|(_, key)| key.clone())
            .collect()
    }

    fn move_deadline(&mut self, key: &[u8], from: Option<i64>, to: Option<i64>) {
        if from == to {
            return;
        }
        if let Some(from) = from {
            self.deadlines.remove(&(from, Bytes::from(key)));
        }
        if let Some(to) = to {
            self.deadlines.insert((to, Bytes::from(key)));
        }
    }
}

fn charge(key: &[u8], value: &Value) -> usize {
    key.len() + value.bytes() + ENTRY_OVERHEAD_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::value::{Kind, Text};

    #[test]
    fn memory_and_deadlines_follow_every_change() {
        let mut keys = Keyspace::default();
        let text = |bytes: &[u8]| Text::new(bytes).into_value();
        keys.put(b"a", text(b"12345"), Some(10), 0);
        keys.put(b"b", text(b"1"), None, 0);
        assert_eq!(keys.dead_by(10, 9), vec![Bytes::from(&b"a"[..])]);
        keys.put(b"a", text(b"1"), None, 0);
        assert_eq!(keys.len_mortal(), 0);
        assert_eq!(keys.charged(), 2 * (1 + 1 + ENTRY_OVERHEAD_BYTES));
        keys.remove(b"a");
        keys.remove(b"b");
        assert_eq!(keys.charged(), 0);
    }
}
