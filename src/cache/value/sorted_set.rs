//! A sorted set: members, each with a score, in order of score, then of bytes.

use crate::base::Chance;
use crate::cache::dict::{Bytes, Dict};
use equivalent::{Comparable, Equivalent};
use imbl::OrdSet;
use std::cmp::Ordering;
use std::ops::Bound;

/// Most members of a set that Redis keeps as one short list, by default
/// (`zset-max-listpack-entries`).
const LISTED_MEMBERS: usize = 128;
/// Most bytes of a member in such a list (`zset-max-listpack-value`).
const LISTED_BYTES: usize = 64;

/// A score; never "not a number". The two zeros are equal.
#[derive(Debug, Clone, Copy)]
pub struct Score(pub f64);

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal)
    }
}

/// A place in the order: before or after all members of one score.
struct Edge {
    score: Score,
    after: bool,
}

impl Equivalent<(Score, Bytes)> for Edge {
    fn equivalent(&self, _: &(Score, Bytes)) -> bool {
        false
    }
}

impl Comparable<(Score, Bytes)> for Edge {
    fn compare(&self, item: &(Score, Bytes)) -> Ordering {
        let otherwise = if self.after {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        self.score.cmp(&item.0).then(otherwise)
    }
}

/// A sorted set value.
///
/// # Limits
/// Finding a rank walks the set; Redis's skip list jumps.
#[derive(Debug, Clone, Default)]
pub struct SortedSet {
    scores: Dict<f64>,
    order: OrdSet<(Score, Bytes)>,
    bytes: usize,
    /// Whether it once was too large for a short list.
    large: bool,
}

impl SortedSet {
    /// How many members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Bytes of all members and scores.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// How Redis would keep it.
    #[must_use]
    pub const fn encoding(&self) -> &'static str {
        if self.large { "skiplist" } else { "listpack" }
    }

    /// A member's score.
    #[must_use]
    pub fn score(&self, member: &[u8]) -> Option<f64> {
        self.scores.get(member).copied()
    }

    /// Gives a member a score; the score before.
    pub fn set(&mut self, member: &[u8], score: f64) -> Option<f64> {
        let grows = self.len() >= LISTED_MEMBERS && self.score(member).is_none();
        self.large |= grows || member.len() > LISTED_BYTES;
        // A short list has but one zero, for it keeps whole numbers as such.
        let score = if self.large { score } else { score + 0.0 };
        let old = self.scores.insert(member, score);
        let member = Bytes::from(member);
        if let Some(old) = old {
            self.order.remove(&(Score(old), member.clone()));
        } else {
            self.bytes += member.len() + size_of::<f64>();
        }
        self.order.insert((Score(score), member));
        old
    }

    /// Removes a member; its score.
    pub fn remove(&mut self, member: &[u8]) -> Option<f64> {
        let score = self.scores.remove(member)?;
        self.order.remove(&(Score(score), Bytes::from(member)));
        self.bytes -= member.len() + size_of::<f64>();
        Some(score)
    }

    /// Takes the least member, or the greatest.
    pub fn pop(&mut self, greatest: bool) -> Option<(Bytes, f64)> {
        let end = if greatest {
            self.order.get_max()
        } else {
            self.order.get_min()
        };
        let (score, member) = end.cloned()?;
        self.remove(&member);
        Some((member, score.0))
    }

    /// All members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Bytes, f64)> {
        self.order.iter().map(|(score, member)| (member, score.0))
    }

    /// The members between two scores, in order.
    pub fn between(
        &self,
        least: (f64, bool),
        most: (f64, bool),
    ) -> Box<dyn DoubleEndedIterator<Item = (&Bytes, f64)> + '_> {
        let ((least, over), (most, under)) = (least, most);
        if least > most || (least >= most && (over || under)) {
            return Box::new(std::iter::empty());
        }
        let from = Edge {
            score: Score(least),
            after: over,
        };
        let to = Edge {
            score: Score(most),
            after: !under,
        };
        let run = self
            .order
            .range((Bound::Included(from), Bound::Excluded(to)));
        Box::new(run.map(|(score, member)| (member, score.0)))
    }

    /// How many members come before this one.
    #[must_use]
    pub fn rank(&self, member: &[u8]) -> Option<usize> {
        let score = Score(self.score(member)?);
        let all = self.order.iter();
        Some(
            all.take_while(|item| (item.0, &*item.1) < (score, member))
                .count(),
        )
    }

    /// Any member.
    pub fn random(&self, chance: &mut Chance) -> Option<(Bytes, f64)> {
        let (member, score) = self.scores.random(chance)?;
        Some((member.clone(), *score))
    }

    /// See [`Dict::scan`]; a small set is given at once, in order.
    pub fn scan(&self, cursor: u64, count: usize, mut visit: impl FnMut(&Bytes, f64)) -> u64 {
        if self.large {
            return self
                .scores
                .scan(cursor, count, |member, score| visit(member, *score));
        }
        self.iter().for_each(|(member, score)| visit(member, score));
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> SortedSet {
        let mut set = SortedSet::default();
        for (member, score) in [("c", 1.0), ("a", 2.0), ("b", 1.0), ("d", f64::INFINITY)] {
            set.set(member.as_bytes(), score);
        }
        set
    }

    fn names<'a>(items: impl Iterator<Item = (&'a Bytes, f64)>) -> String {
        items
            .map(|(member, _)| String::from_utf8_lossy(member).into_owned())
            .collect()
    }

    #[test]
    fn members_are_in_order_of_score_then_of_bytes() {
        let mut set = sample();
        assert_eq!(names(set.iter()), "bcad");
        set.set(b"b", 3.0);
        assert_eq!(names(set.iter()), "cabd");
        assert_eq!(set.rank(b"b"), Some(2));
        assert_eq!(set.pop(true).map(|(_, score)| score), Some(f64::INFINITY));
        assert_eq!((set.len(), set.bytes()), (3, 27));
    }

    #[test]
    fn edges_of_a_score_range_are_in_or_out() {
        let set = sample();
        assert_eq!(names(set.between((1.0, false), (2.0, false))), "bca");
        assert_eq!(names(set.between((1.0, true), (2.0, false))), "a");
        assert_eq!(names(set.between((1.0, false), (2.0, true))), "bc");
        assert_eq!(names(set.between((1.0, true), (1.0, false))), "");
        assert_eq!(names(set.between((9.0, false), (1.0, false))), "");
        assert_eq!(
            names(
                set.between((f64::NEG_INFINITY, false), (f64::INFINITY, false))
                    .rev()
            ),
            "dacb"
        );
    }
}
