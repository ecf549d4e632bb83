//! Random draws: how SRANDMEMBER, HRANDFIELD and ZRANDMEMBER count.

use crate::base::{Chance, limits};
use crate::cache::call::Call;
use crate::cache::refusal::{Refusal, SYNTAX, err};

/// How many to draw, and whether one may come twice.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    count: usize,
    repeats: bool,
}

impl Draw {
    /// Reads the count at a place, and whether `option` follows it.
    pub fn with_parts(
        call: &Call<'_, '_>,
        at: usize,
        option: &str,
    ) -> Result<(Option<Self>, bool), Refusal> {
        // The count is looked at before what follows it.
        let draw = Self::of(call, at, false)?;
        match call.args_from(at + 1) {
            [] => Ok((Some(draw), false)),
            [_] if call.is_word(at + 1, option) => Ok((Some(Self::of(call, at, true)?), true)),
            _ => Err(SYNTAX),
        }
    }

    /// Reads the count at a place: negative, and one may come twice. Where
    /// each draw gives a `pair`, Redis allows half as many.
    pub fn of(call: &Call<'_, '_>, at: usize, pair: bool) -> Result<Self, Refusal> {
        let count = call.integer(at)?;
        let out_of_range = || err("value is out of range");
        if count == i64::MIN {
            return Err(err(format_args!(
                "value is out of range, value must between {} and {}",
                -i64::MAX,
                i64::MAX
            )));
        }
        if pair && count.unsigned_abs() > i64::MAX as u64 / 2 {
            return Err(out_of_range());
        }
        let repeats = count < 0;
        let count = usize::try_from(count.unsigned_abs()).map_err(|_| out_of_range())?;
        if repeats && count > limits::CACHE_DRAWS {
            return Err(out_of_range());
        }
        Ok(Self { count, repeats })
    }

    /// So many, each at most once.
    pub const fn of_distinct(count: usize) -> Self {
        Self {
            count,
            repeats: false,
        }
    }

    /// The places drawn among `len`. All of them, in order, when as many are
    /// asked for.
    pub fn places(self, len: usize, chance: &mut Chance) -> Vec<usize> {
        if len == 0 {
            return Vec::new();
        }
        let mut draw = |from: usize| from + chance.below((len - from) as u64) as usize;
        if self.repeats {
            return (0..self.count).map(|_| draw(0)).collect();
        }
        let mut places: Vec<usize> = (0..len).collect();
        if self.count >= len {
            return places;
        }
        for at in 0..self.count {
            places.swap(at, draw(at));
        }
        places.truncate(self.count);
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_without_repeats_differ() {
        let mut chance = Chance::from_seed(3);
        let draw = Draw {
            count: 5,
            repeats: false,
        };
        for _ in 0..100 {
            let mut places = draw.places(7, &mut chance);
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), 5);
        }
        assert_eq!(draw.places(3, &mut chance), [0, 1, 2]);
        assert_eq!(draw.places(0, &mut chance), [] as [usize; 0]);
    }
}
