//! Runs of a sorted set: by rank, by score, by bytes.

use super::lists::list_span;
use super::sorted_sets::{listed, read};
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::dict::Bytes;
use crate::cache::number::parse_float;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{GROWS, ONE, Spec, TWO, WRITE, row};
use crate::cache::value::{Kind, SortedSet};

pub(super) const ROWS: &[Spec] = &[
    row("zcount", 4, 0, ONE, |call| count(call, By::Score)),
    row("zlexcount", 4, 0, ONE, |call| count(call, By::Bytes)),
    row("zrange", -4, 0, ONE, |call| range(call, None)),
    row("zrangebylex", -4, 0, ONE, |call| {
        range(call, Some((By::Bytes, false)))
    }),
    row("zrangebyscore", -4, 0, ONE, |call| {
        range(call, Some((By::Score, false)))
    }),
    row("zrangestore", -5, WRITE | GROWS, TWO, store),
    row("zremrangebylex", 4, WRITE, ONE, |call| {
        remove(call, By::Bytes)
    }),
    row("zremrangebyrank", 4, WRITE, ONE, |call| {
        remove(call, By::Rank)
    }),
    row("zremrangebyscore", 4, WRITE, ONE, |call| {
        remove(call, By::Score)
    }),
    row("zrevrange", -4, 0, ONE, |call| {
        range(call, Some((By::Rank, true)))
    }),
    row("zrevrangebylex", -4, 0, ONE, |call| {
        range(call, Some((By::Bytes, true)))
    }),
    row("zrevrangebyscore", -4, 0, ONE, |call| {
        range(call, Some((By::Score, true)))
    }),
];

/// What a run is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Rank,
    Score,
    Bytes,
}

/// One end of a run by bytes.
enum Edge<'a> {
    Least,
    Most,
    With(&'a [u8]),
    Without(&'a [u8]),
}

impl<'a> Edge<'a> {
    fn of(word: &'a [u8]) -> Result<Self, Refusal> {
        match word {
            b"-" => Ok(Self::Least),
            b"+" => Ok(Self::Most),
            [b'[', rest @ ..] => Ok(Self::With(rest)),
            [b'(', rest @ ..] => Ok(Self::Without(rest)),
            _ => Err(err("min or max not valid string range item")),
        }
    }

    /// Whether a member is not below this edge.
    fn is_reached_by(&self, member: &[u8]) -> bool {
        match self {
            Self::Least => true,
            Self::Most => false,
            Self::With(edge) => member >= *edge,
            Self::Without(edge) => member > *edge,
        }
    }

    /// Whether a member is beyond this edge.
    fn is_passed_by(&self, member: &[u8]) -> bool {
        match self {
            Self::Least => true,
            Self::Most => false,
            Self::With(edge) => member > *edge,
            Self::Without(edge) => member >= *edge,
        }
    }
}

/// The two ends of a run, least first.
enum Span<'a> {
    Rank(i64, i64),
    Score((f64, bool), (f64, bool)),
    Bytes(Edge<'a>, Edge<'a>),
}

impl<'a> Span<'a> {
    fn of(call: &Call<'a, '_>, by: By, least: usize, most: usize) -> Result<Self, Refusal> {
        Ok(match by {
            By::Rank => Self::Rank(call.integer(least)?, call.integer(most)?),
            By::Score => Self::Score(bound(call.arg(least))?, bound(call.arg(most))?),
            By::Bytes => Self::Bytes(Edge::of(call.arg(least))?, Edge::of(call.arg(most))?),
        })
    }

    /// The members of the run in order. Ranks count from the greatest when
    /// `reversed`; the order stays.
    fn members<'s>(&self, set: &'s SortedSet, reversed: bool) -> Vec<(&'s Bytes, f64)> {
        match self {
            Self::Rank(start, end) => {
                let Some((start, end)) = list_span(*start, *end, set.len()) else {
                    return Vec::new();
                };
                let first = if reversed { set.len() - 1 - end } else { start };
                set.iter().skip(first).take(end - start + 1).collect()
            }
            Self::Score(least, most) => set.between(*least, *most).collect(),
            Self::Bytes(least, most) if lies_outside(set, least, most) => Vec::new(),
            Self::Bytes(least, most) => set
                .iter()
                .skip_while(|(member, _)| !least.is_reached_by(member))
                .take_while(|(member, _)| !most.is_passed_by(member))
                .collect(),
        }
    }
}

/// Whether no member can be in a run by bytes. Redis looks at the ends of the
/// set first, which shows where the scores are not all the same.
fn lies_outside(set: &SortedSet, least: &Edge<'_>, most: &Edge<'_>) -> bool {
    let (lowest, highest) = (set.iter().next(), set.iter().next_back());
    let crossed = match (least, most) {
        (Edge::Most, Edge::With(_) | Edge::Without(_) | Edge::Least)
        | (Edge::With(_) | Edge::Without(_), Edge::Least) => true,
        (Edge::With(from), Edge::With(to)) => from > to,
        (Edge::With(from) | Edge::Without(from), Edge::With(to) | Edge::Without(to)) => from >= to,
        _ => false,
    };
    crossed
        || lowest.is_none_or(|(member, _)| most.is_passed_by(member))
        || highest.is_none_or(|(member, _)| !least.is_reached_by(member))
}

/// A score that ends a run, and whether it is itself outside.
fn bound(word: &[u8]) -> Result<(f64, bool), Refusal> {
    let (word, outside) = match word {
        [b'(', rest @ ..] => (rest, true),
        _ => (word, false),
    };
    let score = parse_float(word).ok_or_else(|| err("min or max is not a float"))?;
    Ok((score, outside))
}

/// A run as the range commands ask for it.
struct Range<'a> {
    span: Span<'a>,
    reversed: bool,
    with_scores: bool,
    offset: i64,
    limit: i64,
}

impl<'a> Range<'a> {
    /// Reads a range whose ends are at `at` and after; `fixed` is what the
    /// command's name says already.
    fn of(
        call: &Call<'a, '_>,
        at: usize,
        fixed: Option<(By, bool)>,
        storing: bool,
    ) -> Result<Self, Refusal> {
        let (mut by, mut reversed) = fixed.unwrap_or((By::Rank, false));
        let (mut with_scores, mut window) = (false, None);
        let mut next = at + 2;
        while next < call.args.len() {
            let left = call.args.len() - next - 1;
            if !storing && call.is_word(next, "withscores") {
                with_scores = true;
            } else if call.is_word(next, "limit") && left >= 2 {
                window = Some((call.integer(next + 1)?, call.integer(next + 2)?));
                next += 2;
            } else if fixed.is_none() && call.is_word(next, "rev") {
                reversed = true;
            } else if fixed.is_none() && call.is_word(next, "bylex") {
                by = By::Bytes;
            } else if fixed.is_none() && call.is_word(next, "byscore") {
                by = By::Score;
            } else {
                return Err(SYNTAX);
            }
            next += 1;
        }
        if window.is_some_and(|(_, limit)| limit != -1) && by == By::Rank {
            return Err(err(
                "syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX",
            ));
        }
        if with_scores && by == By::Bytes {
            return Err(err(
                "syntax error, WITHSCORES not supported in combination with BYLEX",
            ));
        }
        // A reversed run by score or bytes names its greater end first.
        let (least, most) = if reversed && by != By::Rank {
            (at + 1, at)
        } else {
            (at, at + 1)
        };
        let (offset, limit) = window.unwrap_or((0, -1));
        Ok(Self {
            span: Span::of(call, by, least, most)?,
            reversed,
            with_scores,
            offset,
            limit,
        })
    }

    fn members<'s>(&self, set: &'s SortedSet) -> Vec<(&'s Bytes, f64)> {
        let mut found = self.span.members(set, self.reversed);
        if self.reversed {
            found.reverse();
        }
        let Ok(offset) = usize::try_from(self.offset) else {
            return Vec::new();
        };
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        found.into_iter().skip(offset).take(limit).collect()
    }
}

fn range(call: &mut Call<'_, '_>, fixed: Option<(By, bool)>) -> Outcome {
    let range = Range::of(call, 2, fixed, false)?;
    let set = read(call)?;
    let found = range.members(&set);
    call.steps(found.len());
    Ok(listed(found.into_iter(), range.with_scores))
}

fn store(call: &mut Call<'_, '_>) -> Outcome {
    let (to, from) = (call.arg(1), call.arg(2));
    let range = Range::of(call, 3, None, true)?;
    let set = call.read_as::<SortedSet>(from)?.unwrap_or_default();
    let mut result = SortedSet::default();
    for (member, score) in range.members(&set) {
        result.set(member, score);
    }
    Ok(put_or_delete(call, to, result))
}

/// Keeps a result under a key, or removes the key when it is empty.
pub(super) fn put_or_delete(call: &mut Call<'_, '_>, to: &[u8], result: SortedSet) -> Reply {
    let len = result.len();
    call.steps(len);
    if len == 0 {
        call.delete(to);
    } else {
        call.put(to, result.into_value(), None);
    }
    Reply::count(len)
}

fn count(call: &mut Call<'_, '_>, by: By) -> Outcome {
    let span = Span::of(call, by, 2, 3)?;
    let set = read(call)?;
    Ok(Reply::count(span.members(&set, false).len()))
}

fn remove(call: &mut Call<'_, '_>, by: By) -> Outcome {
    let key = call.arg(1);
    let span = Span::of(call, by, 2, 3)?;
    let Some(set) = call.edit::<SortedSet>(key)? else {
        return Ok(Reply::Integer(0));
    };
    let members = span.members(set, false).into_iter();
    let gone: Vec<Bytes> = members.map(|(member, _)| member.clone()).collect();
    for member in &gone {
        set.remove(member);
    }
    call.steps(gone.len());
    if !gone.is_empty() {
        call.wrote(key);
    }
    Ok(Reply::count(gone.len()))
}
