//! The part of a long list around its current item.

use std::ops::Range;

/// At most `most` places of a list of `total`, with the current one among
/// them and as much after it as before.
#[must_use]
pub fn around(total: usize, current: Option<usize>, most: usize) -> Range<usize> {
    if total <= most {
        return 0..total;
    }
    let middle = current.unwrap_or(total.saturating_sub(1));
    let first = middle.saturating_sub(most / 2).min(total - most);
    first..first + most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_item_is_always_among_them() {
        for (total, current, expected) in [
            (3, None, 0..3),
            (100, Some(0), 0..10),
            (100, Some(50), 45..55),
            (100, Some(99), 90..100),
            (100, None, 90..100),
            (0, Some(4), 0..0),
        ] {
            assert_eq!(around(total, current, 10), expected);
        }
    }
}
