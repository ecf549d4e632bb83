//! What can be set by CONFIG SET, and what can only be read.

use super::glob::matches;
use super::number::parse_integer;
use super::refusal::{Refusal, err};

/// Which keys go when memory is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// None; commands that need memory are refused.
    #[default]
    NoEviction,
    /// The least recently used.
    AllKeysLru,
    /// The least frequently used.
    AllKeysLfu,
    /// Any.
    AllKeysRandom,
    /// Of those that will die, the least recently used.
    VolatileLru,
    /// Of those that will die, the least frequently used.
    VolatileLfu,
    /// Of those that will die, any.
    VolatileRandom,
    /// The one that will die first.
    VolatileTtl,
}

/// All policies with their names, in the order of Redis's own list.
const POLICIES: [(&str, Policy); 8] = [
    ("volatile-lru", Policy::VolatileLru),
    ("volatile-lfu", Policy::VolatileLfu),
    ("volatile-random", Policy::VolatileRandom),
    ("volatile-ttl", Policy::VolatileTtl),
    ("allkeys-lru", Policy::AllKeysLru),
    ("allkeys-lfu", Policy::AllKeysLfu),
    ("allkeys-random", Policy::AllKeysRandom),
    ("noeviction", Policy::NoEviction),
];

impl Policy {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = POLICIES.iter().find(|(_, policy)| *policy == self);
        found.map_or("noeviction", |(name, _)| name)
    }

    /// Whether it counts how often keys are used.
    #[must_use]
    pub const fn counts_uses(self) -> bool {
        matches!(self, Self::AllKeysLfu | Self::VolatileLfu)
    }

    /// Whether it asks when keys were used.
    #[must_use]
    pub const fn asks_for_use(self) -> bool {
        matches!(self, Self::AllKeysLru | Self::VolatileLru) || self.counts_uses()
    }

    /// Whether only keys that will die may go.
    #[must_use]
    pub const fn spares_immortal(self) -> bool {
        matches!(
            self,
            Self::VolatileLru | Self::VolatileLfu | Self::VolatileRandom | Self::VolatileTtl
        )
    }
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The most memory for keys and values, in bytes; 0 for no bound but
    /// Backlot's own.
    pub max_memory: u64,
    /// Which keys go when there is more.
    pub policy: Policy,
    /// How many keys are looked at to choose one that goes.
    pub samples: u64,
    /// How much harder it becomes to be counted as used more often.
    pub lfu_log_factor: u64,
    /// After how many minutes without use a count falls by one.
    pub lfu_decay_time: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_memory: 0,
            policy: Policy::NoEviction,
            samples: 5,
            lfu_log_factor: 10,
            lfu_decay_time: 1,
        }
    }
}

/// Settings that are as they are.
const FIXED: [(&str, &str); 12] = [
    ("appendonly", "no"),
    ("databases", "16"),
    ("hash-max-listpack-entries", "128"),
    ("hash-max-listpack-value", "64"),
    ("hz", "10"),
    ("lazyfree-lazy-eviction", "no"),
    ("maxclients", "10000"),
    ("save", ""),
    ("set-max-intset-entries", "512"),
    ("timeout", "0"),
    ("zset-max-listpack-entries", "128"),
    ("zset-max-listpack-value", "64"),
];

impl Config {
    /// All settings with their values, in order of name.
    #[must_use]
    pub fn list(&self) -> Vec<(&'static str, String)> {
        let mut all: Vec<_> = FIXED
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        all.extend([
            ("lfu-decay-time", self.lfu_decay_time.to_string()),
            ("lfu-log-factor", self.lfu_log_factor.to_string()),
            ("maxmemory", self.max_memory.to_string()),
            ("maxmemory-policy", self.policy.name().to_owned()),
            ("maxmemory-samples", self.samples.to_string()),
        ]);
        all.sort_unstable();
        all
    }

    /// The settings whose names match one of the patterns.
    #[must_use]
    pub fn matching(&self, patterns: &[&[u8]]) -> Vec<(&'static str, String)> {
        let mut found = self.list();
        found.retain(|(name, _)| {
            let mut patterns = patterns.iter();
            patterns.any(|pattern| matches(pattern, name.as_bytes(), true))
        });
        found
    }

    /// Changes one setting.
    pub fn set(&mut self, name: &[u8], value: &[u8]) -> Result<(), Refusal> {
        let name = String::from_utf8_lossy(name).to_lowercase();
        if FIXED.iter().any(|(fixed, _)| *fixed == name) {
            return Err(failed(&name, "can't set immutable config"));
        }
        let number = |least: i64| match parse_integer(value) {
            None => Err(failed(&name, "argument couldn't be parsed into an integer")),
            Some(number) => u64::try_from(number.max(0))
                .ok()
                .filter(|_| (least..=i64::from(i32::MAX)).contains(&number))
                .ok_or_else(|| {
                    let most = i32::MAX;
                    let why = format!("argument must be between {least} and {most} inclusive");
                    failed(&name, &why)
                }),
        };
        match name.as_str() {
            "maxmemory" => {
                self.max_memory = memory(value)
                    .ok_or_else(|| failed(&name, "argument must be a memory value"))?;
            }
            "maxmemory-policy" => {
                let value = String::from_utf8_lossy(value).to_lowercase();
                let found = POLICIES.iter().find(|(policy, _)| *policy == value);
                let (_, policy) = found.ok_or_else(|| {
                    let names = POLICIES.map(|(name, _)| name).join(", ");
                    failed(
                        &name,
                        &format!("argument(s) must be one of the following: {names}"),
                    )
                })?;
                self.policy = *policy;
            }
            "maxmemory-samples" => self.samples = number(1)?,
            "lfu-log-factor" => self.lfu_log_factor = number(0)?,
            "lfu-decay-time" => self.lfu_decay_time = number(0)?,
            _ => {
                return Err(err(format_args!(
                    "Unknown option or number of arguments for CONFIG SET - '{name}'"
                )));
            }
        }
        Ok(())
    }
}

fn failed(name: &str, why: &str) -> Refusal {
    err(format_args!(
        "CONFIG SET failed (possibly related to argument '{name}') - {why}"
    ))
}

/// Bytes as a person writes them: `100mb`, `1k`, `512`.
fn memory(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = text.get(digits.len()..)?.to_lowercase();
    let factor = match unit.as_str() {
        "" | "b" => 1,
        "k" => 1_000,
        "kb" => 1 << 10,
        "m" => 1_000_000,
        "mb" => 1 << 20,
        "g" => 1_000_000_000,
        "gb" => 1 << 30,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_as_a_person_writes_it() {
        for (text, bytes) in [
            ("100", Some(100)),
            ("1k", Some(1_000)),
            ("2KB", Some(2_048)),
            ("3mb", Some(3 << 20)),
            ("", None),
            ("mb", None),
            ("-1", None),
            ("1tb", None),
        ] {
            assert_eq!(memory(text.as_bytes()), bytes, "{text}");
        }
    }

    #[test]
    fn every_setting_is_listed_once_in_order() {
        let all = Config::default().list();
        assert!(all.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
