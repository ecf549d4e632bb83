//! A stream: entries under growing identifiers, and the groups that read it.

use crate::base::SmallMap;
use crate::cache::dict::Bytes;
use crate::cache::number::parse_integer;
use imbl::OrdMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// An entry's identifier: a time in milliseconds and a number within it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    /// Unix milliseconds, by custom.
    pub ms: u64,
    /// The number among entries of the same time.
    pub seq: u64,
}

impl Id {
    /// The least.
    pub const LEAST: Self = Self { ms: 0, seq: 0 };
    /// The greatest.
    pub const GREATEST: Self = Self {
        ms: u64::MAX,
        seq: u64::MAX,
    };

    /// The identifier of a text such as `5-1`; where the second number is
    /// left out it is `missing`.
    #[must_use]
    pub fn parse(text: &[u8], missing: u64) -> Option<Self> {
        let mut parts = text.splitn(2, |byte| *byte == b'-');
        let number = |part: &[u8]| {
            let text = std::str::from_utf8(part).ok()?;
            // The highest numbers are above what a signed one can be.
            parse_integer(part)
                .and_then(|n| u64::try_from(n).ok())
                .or_else(|| {
                    text.bytes()
                        .all(|b| b.is_ascii_digit())
                        .then(|| text.parse().ok())?
                })
        };
        let ms = number(parts.next()?)?;
        let seq = parts.next().map_or(Some(missing), number)?;
        Some(Self { ms, seq })
    }

    /// The next one, if there is one.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match (self.seq.checked_add(1), self.ms.checked_add(1)) {
            (Some(seq), _) => Some(Self { ms: self.ms, seq }),
            (None, Some(ms)) => Some(Self { ms, seq: 0 }),
            (None, None) => None,
        }
    }

    /// The one before, if there is one.
    #[must_use]
    pub const fn previous(self) -> Option<Self> {
        match (self.seq.checked_sub(1), self.ms.checked_sub(1)) {
            (Some(seq), _) => Some(Self { ms: self.ms, seq }),
            (None, Some(ms)) => Some(Self { ms, seq: u64::MAX }),
            (None, None) => None,
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.ms, self.seq)
    }
}

/// Fields and values of an entry, one after another.
pub type Fields = Arc<[Bytes]>;

/// An entry that was delivered and not yet acknowledged.
#[derive(Debug, Clone)]
pub struct Pending {
    /// To whom.
    pub consumer: Bytes,
    /// When, in Unix milliseconds.
    pub delivered_ms: i64,
    /// How often.
    pub times: i64,
}

/// A consumer group.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The last entry it was given.
    pub last: Id,
    /// What is not acknowledged.
    pub pending: OrdMap<Id, Pending>,
    /// Its consumers, with when each was last seen.
    pub consumers: SmallMap<Bytes, i64>,
}

impl Group {
    /// Notes that a consumer was seen; whether it is new.
    pub fn see(&mut self, consumer: &[u8], now: i64) -> bool {
        self.consumers.insert(Bytes::from(consumer), now).is_none()
    }

    /// What a consumer has not acknowledged.
    pub fn pending_of<'a>(
        &'a self,
        consumer: &'a [u8],
    ) -> impl Iterator<Item = (&'a Id, &'a Pending)> {
        self.pending
            .iter()
            .filter(move |(_, held)| *held.consumer == *consumer)
    }
}

/// A stream value.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    entries: OrdMap<Id, Fields>,
    bytes: usize,
    /// The last identifier given.
    pub last: Id,
    /// The greatest identifier that was deleted.
    pub last_deleted: Id,
    /// How many entries were ever added.
    pub added: u64,
    /// Its groups.
    pub groups: SmallMap<Bytes, Group>,
}

fn size(fields: &Fields) -> usize {
    size_of::<Id>() + fields.iter().map(|part| part.len()).sum::<usize>()
}

impl Stream {
    /// How many entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes of all entries.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The first entry's identifier.
    #[must_use]
    pub fn first(&self) -> Option<Id> {
        self.entries.get_min().map(|(id, _)| *id)
    }

    /// An entry.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Fields> {
        self.entries.get(&id)
    }

    /// Adds an entry after all others.
    pub fn push(&mut self, id: Id, fields: Fields) {
        self.bytes += size(&fields);
        self.last = id;
        self.added += 1;
        self.entries.insert(id, fields);
    }

    /// Removes an entry; whether it was there.
    pub fn remove(&mut self, id: Id) -> bool {
        let gone = self.entries.remove(&id);
        if let Some(fields) = &gone {
            self.bytes -= size(fields);
            self.last_deleted = self.last_deleted.max(id);
        }
        gone.is_some()
    }

    /// Removes the first entry.
    pub fn pop_first(&mut self) -> bool {
        self.first().is_some_and(|id| {
            // Trimming is no deletion to Redis.
            let deleted = self.last_deleted;
            let gone = self.remove(id);
            self.last_deleted = deleted;
            gone
        })
    }

    /// The entries of a range in order.
    pub fn range(
        &self,
        ids: RangeInclusive<Id>,
    ) -> Box<dyn DoubleEndedIterator<Item = (&Id, &Fields)> + '_> {
        if ids.is_empty() {
            return Box::new(std::iter::empty());
        }
        Box::new(self.entries.range(ids))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_read_and_written() {
        for (text, id) in [
            ("5-1", Some(Id { ms: 5, seq: 1 })),
            ("5", Some(Id { ms: 5, seq: 9 })),
            (
                "18446744073709551615-0",
                Some(Id {
                    ms: u64::MAX,
                    seq: 0,
                }),
            ),
            ("-1", None),
            ("5-", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(Id::parse(text.as_bytes(), 9), id, "{text}");
        }
        assert_eq!(Id::GREATEST.next(), None);
        assert_eq!(Id { ms: 1, seq: 0 }.previous().map(|id| id.ms), Some(0));
    }
}
