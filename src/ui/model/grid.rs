//! A list too long to fetch at once: the pages that are here, and those
//! that the rows in sight still need.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Rows in one page.
pub const PAGE_ROWS: usize = 200;
/// Pages kept; the farthest from those in sight are let go first.
const PAGES: usize = 24;

/// The pages of one list at one moment. Cheap to copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid<R> {
    pages: BTreeMap<usize, Arc<Vec<R>>>,
    /// How many rows there are in all; none before the first page is here.
    pub total: Option<usize>,
}

impl<R> Default for Grid<R> {
    fn default() -> Self {
        Self {
            pages: BTreeMap::new(),
            total: None,
        }
    }
}

impl<R> Grid<R> {
    /// Takes a page in, and lets go what is far away from it.
    pub fn take(&mut self, number: usize, total: usize, rows: Vec<R>) {
        self.total = Some(total);
        self.pages.insert(number, Arc::new(rows));
        while self.pages.len() > PAGES {
            let (Some((first, _)), Some((last, _))) =
                (self.pages.first_key_value(), self.pages.last_key_value())
            else {
                return;
            };
            let (first, last) = (*first, *last);
            let far = if number - first > last - number {
                first
            } else {
                last
            };
            self.pages.remove(&far);
        }
    }

    /// A row, when its page is here.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<&R> {
        self.pages.get(&(at / PAGE_ROWS))?.get(at % PAGE_ROWS)
    }

    /// The pages that these rows need and that are not here.
    #[must_use]
    pub fn missing(&self, rows: &Range<usize>) -> Vec<usize> {
        // The first page also tells how many rows there are.
        let end = rows.end.min(self.total.unwrap_or(usize::MAX)).max(1);
        let start = rows.start.min(end - 1);
        if self.total == Some(0) {
            return Vec::new();
        }
        (start / PAGE_ROWS..=(end - 1) / PAGE_ROWS)
            .filter(|page| !self.pages.contains_key(page))
            .collect()
    }
}

/// How wide to draw a column, in characters, going by its head and some of
/// its values: wide enough to read, narrow enough to leave room.
#[must_use]
pub fn width<'a>(head: &str, note: &str, values: impl Iterator<Item = &'a str>) -> usize {
    let head = head.chars().count()
        + if note.is_empty() {
            0
        } else {
            note.chars().count() + 1
        };
    let longest = values
        .map(|value| value.chars().take(41).count())
        .max()
        .unwrap_or(0);
    longest.max(head).clamp(3, 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(grid: &mut Grid<usize>, number: usize) {
        let rows = (0..PAGE_ROWS).map(|at| number * PAGE_ROWS + at).collect();
        grid.take(number, 100_000, rows);
    }

    #[test]
    fn only_pages_that_are_not_here_are_missing() {
        let mut grid = Grid::default();
        assert_eq!(grid.missing(&(0..0)), [0], "the first page tells the total");
        fill(&mut grid, 0);
        assert_eq!(grid.missing(&(0..40)), Vec::<usize>::new());
        assert_eq!(grid.missing(&(190..420)), [1, 2]);
        assert_eq!(grid.missing(&(99_990..200_000)), [499]);
        assert_eq!(grid.missing(&(200_000..200_040)), [499]);
    }

    #[test]
    fn an_empty_list_needs_no_more_pages() {
        let mut grid = Grid::<usize>::default();
        grid.take(0, 0, Vec::new());
        assert_eq!(grid.missing(&(0..40)), Vec::<usize>::new());
    }

    #[test]
    fn a_row_is_found_on_its_page() {
        let mut grid = Grid::default();
        fill(&mut grid, 499);
        assert_eq!(grid.row(99_999), Some(&99_999));
        assert_eq!(grid.row(5), None);
    }

    #[test]
    fn scrolling_through_everything_keeps_a_few_pages() {
        let mut grid = Grid::default();
        for number in 0..500 {
            fill(&mut grid, number);
        }
        assert!(grid.pages.len() <= PAGES);
        assert!(grid.row(499 * PAGE_ROWS).is_some());
        assert!(grid.row(0).is_none());
    }

    #[test]
    fn a_column_is_as_wide_as_its_values_within_reason() {
        let of = |values: &[&str]| width("id", "int", values.iter().copied());
        assert_eq!(of(&["1", "200"]), 6);
        assert_eq!(of(&["A longer title"]), 14);
        assert_eq!(of(&["x".repeat(500).as_str()]), 40);
        assert_eq!(width("a", "", std::iter::empty()), 3);
    }
}
