//! Which rows of a long list are worth having on the page: those in sight
//! and a few around them.

use std::ops::Range;

/// The tallest box, in CSS pixels, that every browser scrolls faithfully
/// (Firefox gives up near 17.9 million). Longer lists are scrolled to scale.
const TALLEST_PX: f64 = 8_000_000.0;
/// The tallest part of a list that is in sight, in CSS pixels: more than any
/// screen. A box that a style sheet failed to bound grows with its rows; this
/// ends that circle.
const TALLEST_VIEW_PX: f64 = 5_000.0;
/// Rows kept above and below those in sight, so that a quick scroll shows rows.
const OVERSCAN: usize = 8;

/// The part of a list of equally tall rows that is on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// The rows.
    pub rows: Range<usize>,
    /// Where the first of them stands, in pixels from the top of the box.
    pub top_px: f64,
    /// How tall the whole box is, in pixels.
    pub height_px: f64,
}

/// The rows in sight when a box of `viewport_px` is scrolled to `scroll_px`.
#[must_use]
pub fn window(total: usize, row_px: f64, scroll_px: f64, viewport_px: f64) -> Window {
    let viewport_px = viewport_px.min(TALLEST_VIEW_PX);
    let natural = total as f64 * row_px;
    let height_px = natural.min(TALLEST_PX);
    let scroll = scroll_px.clamp(0.0, (height_px - viewport_px).max(0.0));
    // Where the top edge is in the list as if it stood at full height.
    let offset = full_offset(natural, height_px, scroll, viewport_px);
    let first = ((offset / row_px) as usize).min(total);
    let seen = (viewport_px.max(0.0) / row_px).ceil() as usize + 1;
    let rows = first.saturating_sub(OVERSCAN)..(first + seen + OVERSCAN).min(total);
    // The first row in sight keeps its place at the edge, scaled or not.
    let top_px = scroll - (offset - rows.start as f64 * row_px);
    Window {
        rows,
        top_px,
        height_px,
    }
}

fn full_offset(natural: f64, height: f64, scroll: f64, viewport: f64) -> f64 {
    let travel = height - viewport;
    if natural <= height || travel <= 0.0 {
        return scroll;
    }
    scroll / travel * (natural - viewport)
}

/// Where to scroll so that a row is in sight, moving as little as possible;
/// none when it already is.
#[must_use]
pub fn reveal(
    total: usize,
    row_px: f64,
    scroll_px: f64,
    viewport_px: f64,
    row: usize,
) -> Option<f64> {
    let natural = total as f64 * row_px;
    let height = natural.min(TALLEST_PX);
    let offset = full_offset(natural, height, scroll_px, viewport_px);
    let (top, bottom) = (row as f64 * row_px, (row + 1) as f64 * row_px);
    let wanted = if top < offset {
        top
    } else if bottom > offset + viewport_px {
        bottom - viewport_px
    } else {
        return None;
    };
    if natural <= height {
        return Some(wanted.max(0.0));
    }
    let travel = natural - viewport_px;
    (travel > 0.0).then(|| (wanted / travel * (height - viewport_px)).max(0.0))
}

/// Rows of different heights, one under the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stack {
    /// Where each row ends, in pixels from the top.
    ends: Vec<u64>,
}

impl Stack {
    /// Adds a row at the bottom.
    pub fn push(&mut self, height_px: u32) {
        self.ends.push(self.height_px() + u64::from(height_px));
    }

    /// How tall all rows are together.
    #[must_use]
    pub fn height_px(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Where a row begins.
    #[must_use]
    pub fn top_px(&self, row: usize) -> u64 {
        row.checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0)
    }

    /// The rows in sight.
    #[must_use]
    pub fn window(&self, scroll_px: f64, viewport_px: f64) -> Window {
        let top = scroll_px.max(0.0) as u64;
        let seen = viewport_px.clamp(0.0, TALLEST_VIEW_PX).ceil() as u64;
        let bottom = top.saturating_add(seen);
        let first = self.ends.partition_point(|end| *end <= top);
        let last = self.ends.partition_point(|end| *end < bottom) + 1;
        let rows = first.saturating_sub(OVERSCAN)..(last + OVERSCAN).min(self.len());
        Window {
            top_px: self.top_px(rows.start) as f64,
            height_px: self.height_px() as f64,
            rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_rows_put_a_few_dozen_on_the_page() {
        for scroll in [0.0, 1_000_000.0, 2_599_400.0, 9e9] {
            let w = window(100_000, 26.0, scroll, 600.0);
            assert!(w.rows.len() < 50, "{w:?}");
            assert!(w.rows.end <= 100_000);
            assert!((w.height_px - 2_600_000.0).abs() < 1e-9);
        }
        assert_eq!(window(100_000, 26.0, 9e9, 600.0).rows.end, 100_000);
    }

    #[test]
    fn rows_in_sight_fill_the_box() {
        let w = window(1_000, 20.0, 505.0, 300.0);
        assert!(w.rows.contains(&25) && w.rows.contains(&40));
        assert!((w.top_px - w.rows.start as f64 * 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_list_taller_than_browsers_scroll_still_reaches_its_ends() {
        let (total, row) = (1_000_000, 26.0);
        let w = window(total, row, 0.0, 600.0);
        assert_eq!(w.rows.start, 0);
        assert!(w.height_px <= TALLEST_PX);
        let end = window(total, row, w.height_px - 600.0, 600.0);
        assert_eq!(end.rows.end, total);
        let bottom = end.top_px + end.rows.len() as f64 * row;
        assert!((bottom - w.height_px).abs() < 1.0, "{bottom}");
    }

    #[test]
    fn revealing_moves_as_little_as_possible() {
        assert_eq!(reveal(100, 20.0, 0.0, 200.0, 5), None);
        assert_eq!(reveal(100, 20.0, 0.0, 200.0, 10), Some(20.0));
        assert_eq!(reveal(100, 20.0, 400.0, 200.0, 3), Some(60.0));
        let scroll = reveal(1_000_000, 26.0, 0.0, 600.0, 999_999).expect("it is out of sight");
        assert_eq!(window(1_000_000, 26.0, scroll, 600.0).rows.end, 1_000_000);
    }

    #[test]
    fn a_box_that_grows_with_its_rows_does_not_get_them_all() {
        assert!(window(100_000, 26.0, 0.0, 2_600_000.0).rows.len() < 300);
    }

    #[test]
    fn an_empty_list_has_an_empty_window() {
        assert_eq!(window(0, 26.0, 100.0, 600.0).rows, 0..0);
        assert_eq!(Stack::default().window(0.0, 100.0).rows, 0..0);
    }

    #[test]
    fn rows_of_different_heights_are_found_by_where_they_stand() {
        let mut stack = Stack::default();
        for row in 0..1_000 {
            stack.push(if row % 10 == 0 { 100 } else { 20 });
        }
        assert_eq!(stack.height_px(), 100 * 100 + 900 * 20);
        let w = stack.window(14_000.0, 100.0);
        assert!(w.rows.contains(&500), "{w:?}");
        assert!(w.rows.len() < 30);
        assert_eq!(stack.top_px(500), 14_000);
    }
}
