//! What a command is given: its words, the keys, the clock and the trace.

use super::engine::Cache;
use super::keyspace::{Entry, Keyspace};
use super::number::{parse_float, parse_integer};
use super::refusal::{NOT_A_FLOAT, NOT_AN_INTEGER, NOT_POSITIVE, Refusal, WRONG_TYPE, err};
use super::table::Spec;
use super::value::{Kind, Value};
use super::{CacheWork, Reply};
use crate::base::{Body, Scope, What, limits};

/// The period of active expiry, in milliseconds (Redis: `hz 10`).
const SWEEP_PERIOD_MS: i64 = 100;

/// A reply, or the text of an error reply.
pub type Outcome = Result<Reply, Refusal>;

/// Whether looking at a key counts as using it, for eviction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It does.
    Counts,
    /// It does not: TTL, TYPE and the like.
    Passes,
}

/// One call of one command.
pub struct Call<'a, 'w> {
    /// The words, the command's name first.
    pub args: &'a [Body],
    /// The command.
    pub spec: &'static Spec,
    /// The connection it came over.
    pub connection: u32,
    /// The cache.
    pub cache: &'a mut Cache,
    /// The trace and the clock.
    pub scope: &'a mut Scope<'w>,
    /// The connection's database.
    pub database: usize,
    /// Unix milliseconds.
    pub now: i64,
    /// What it has cost so far.
    pub work: CacheWork,
}

impl<'a> Call<'a, '_> {
    /// A word; empty when there is none, which the arity rules out.
    #[must_use]
    pub fn arg(&self, at: usize) -> &'a [u8] {
        self.args.get(at).map_or(&[], |word| word.0.as_slice())
    }

    /// The words from a place on.
    #[must_use]
    pub fn args_from(&self, at: usize) -> &'a [Body] {
        self.args.get(at..).unwrap_or(&[])
    }

    /// A word that must be a whole number.
    pub fn integer(&self, at: usize) -> Result<i64, Refusal> {
        parse_integer(self.arg(at)).ok_or(NOT_AN_INTEGER)
    }

    /// A word that must be a floating-point number.
    pub fn float(&self, at: usize) -> Result<f64, Refusal> {
        parse_float(self.arg(at)).ok_or(NOT_A_FLOAT)
    }

    /// A word that must be a whole number from `least` on; whatever is wrong
    /// with it is refused in the same words.
    pub fn integer_from(&self, at: usize, least: i64, refusal: &str) -> Result<i64, Refusal> {
        let number = parse_integer(self.arg(at));
        number
            .filter(|number| *number >= least)
            .ok_or_else(|| err(refusal))
    }

    /// A word that must be a count: a whole number that is not negative.
    pub fn count(&self, at: usize) -> Result<usize, Refusal> {
        let number = parse_integer(self.arg(at));
        let count = number.and_then(|number| usize::try_from(number).ok());
        count.ok_or(NOT_POSITIVE)
    }

    /// Whether the word at a place is this option, in whatever case.
    #[must_use]
    pub fn is_word(&self, at: usize, word: &str) -> bool {
        at < self.args.len() && self.arg(at).eq_ignore_ascii_case(word.as_bytes())
    }

    /// The connection's database.
    pub fn keys(&mut self) -> &mut Keyspace {
        self.cache.database_mut(self.database)
    }

    /// Counts elementary steps, such as elements visited.
    pub fn steps(&mut self, steps: usize) {
        self.work.ops += steps as u64;
    }

    /// Looks a key up to read it: a hit or a miss, and the trace says which.
    pub fn read(&mut self, key: &[u8], usage: Use) -> Option<Value> {
        self.work.keys_touched += 1;
        let expired = self.remove_if_dead(key);
        let now = self.now;
        let keys = self.keys();
        let found = keys.get(key).map(|entry| {
            let another_second = entry.used_ms / 1000 != now / 1000;
            (entry.value.clone(), entry.ttl_ms(now), another_second)
        });
        let Some((value, ttl_ms, another_second)) = found else {
            self.cache.stats.misses += 1;
            let key = Body(key.to_vec());
            self.scope.record(What::CacheMissed { key, expired });
            return None;
        };
        // Unless eviction asks, only a new second is written down: most reads
        // leave the map, and so every snapshot that shares it, as it is.
        if usage == Use::Counts && (another_second || self.cache.config.policy.asks_for_use()) {
            self.used(key);
        }
        self.cache.stats.hits += 1;
        self.scope.record(What::CacheHit {
            key: Body(key.to_vec()),
            bytes: value.bytes(),
            ttl_ms,
        });
        Some(value)
    }

    /// Notes that a key was used now.
    fn used(&mut self, key: &[u8]) {
        let now = self.now;
        let counts = self.cache.config.policy.counts_uses();
        let uses = self.keys().get(key).cloned().map(|entry| self.uses(&entry));
        let uses = match uses {
            Some(uses) if counts => Some(self.used_once_more(uses)),
            _ => None,
        };
        if let Some(entry) = self.keys().get_mut(key) {
            entry.used_ms = now;
            entry.uses = uses.unwrap_or(entry.uses);
        }
    }

    /// Looks a key up to read it as a value of one type.
    pub fn read_as<K: Kind>(&mut self, key: &[u8]) -> Result<Option<K>, Refusal> {
        match self.read(key, Use::Counts) {
            None => Ok(None),
            Some(value) => K::expect_of(&value).cloned().map(Some),
        }
    }

    /// Looks a key up to write it: neither a hit nor a miss.
    pub fn look(&mut self, key: &[u8]) -> Option<&Entry> {
        self.work.keys_touched += 1;
        self.remove_if_dead(key);
        self.keys().get(key)
    }

    /// The value of one type to change in place, if the key is there;
    /// afterwards [`Call::wrote`].
    pub fn edit<K: Kind>(&mut self, key: &[u8]) -> Result<Option<&mut K>, Refusal> {
        self.work.keys_touched += 1;
        self.remove_if_dead(key);
        // Asked first so that a refused command copies nothing.
        match self.keys().get(key) {
            None => return Ok(None),
            Some(entry) => K::expect_of(&entry.value)?,
        };
        let entry = self.keys().get_mut(key);
        Ok(entry.and_then(|entry| K::of_mut(&mut entry.value)))
    }

    /// The same, with an empty value put there if there is none.
    pub fn edit_or_new<K: Kind + Default>(&mut self, key: &[u8]) -> Result<&mut K, Refusal> {
        if self.edit::<K>(key)?.is_none() {
            let now = self.now;
            self.keys().put(key, K::default().into_value(), None, now);
        }
        let entry = self.keys().get_mut(key).ok_or(WRONG_TYPE)?;
        K::of_mut(&mut entry.value).ok_or(WRONG_TYPE)
    }

    /// Sets a key, whatever was there, to live until `deadline`.
    pub fn put(&mut self, key: &[u8], value: Value, deadline: Option<i64>) {
        let now = self.now;
        self.keys().put(key, value, deadline, now);
        self.wrote(key);
    }

    /// To be called after a key's value or life changed: counts its memory,
    /// removes it when it is spent, and tells the trace and the watchers.
    pub fn wrote(&mut self, key: &[u8]) {
        let now = self.now;
        let keys = self.keys();
        keys.recharge(key);
        let Some(entry) = keys.get_mut(key) else {
            return;
        };
        if entry.value.is_spent() {
            self.delete(key);
            return;
        }
        entry.used_ms = now;
        let what = What::KeyWritten {
            key: Body(key.to_vec()),
            bytes: entry.value.bytes(),
            ttl_ms: entry.ttl_ms(now),
        };
        self.scope.record(what);
        self.cache.key_changed(self.database, key);
    }

    /// Removes a key by a person's wish; whether it was there, alive.
    pub fn delete(&mut self, key: &[u8]) -> bool {
        !self.remove_if_dead(key) && self.remove(key, "deleted")
    }

    /// Removes a key and says why.
    pub fn remove(&mut self, key: &[u8], reason: &str) -> bool {
        let gone = self.keys().remove(key).is_some();
        if gone {
            self.scope.record(What::KeyRemoved {
                key: Body(key.to_vec()),
                reason: reason.to_owned(),
            });
            self.cache.key_changed(self.database, key);
        }
        gone
    }

    /// Changes when a key dies.
    pub fn set_deadline(&mut self, key: &[u8], deadline: Option<i64>) {
        self.keys().set_deadline(key, deadline);
        self.wrote(key);
    }

    /// Removes all keys of a database. The trace names the first of them.
    pub fn flush(&mut self, number: usize) {
        let gone = std::mem::take(self.cache.database_mut(number));
        for (key, _) in gone.iter().take(limits::CACHE_FLUSHED_KEYS_NAMED) {
            self.scope.record(What::KeyRemoved {
                key: Body(key.to_vec()),
                reason: "flushed".to_owned(),
            });
        }
        for (key, _) in gone.iter() {
            self.cache.key_changed(number, key);
        }
        self.steps(gone.len());
    }

    /// Lazy expiry: a dead key goes when somebody looks for it.
    fn remove_if_dead(&mut self, key: &[u8]) -> bool {
        let now = self.now;
        let dead = self.keys().get(key).is_some_and(|entry| entry.is_dead(now));
        if dead {
            self.cache.stats.expired += 1;
            self.remove(key, "expired");
        }
        dead
    }

    /// Active expiry: ten times a second, keys that died unnoticed go. Those
    /// that this command names are left for it to find dead, so that the
    /// trace can say why it missed them.
    pub fn sweep(&mut self) {
        let round = self.now / SWEEP_PERIOD_MS;
        if round == self.cache.last_sweep {
            return;
        }
        self.cache.last_sweep = round;
        let until = round * SWEEP_PERIOD_MS;
        let own = self.database;
        let named = self.spec.keys_of(self.args);
        let numbers: Vec<usize> = self.cache.databases().map(|(number, _)| number).collect();
        for number in numbers {
            self.database = number;
            for key in self.keys().dead_by(until, limits::CACHE_SWEPT_KEYS) {
                if number != own || !named.contains(&&*key) {
                    self.remove_if_dead(&key);
                }
            }
        }
        self.database = own;
    }
}
