//! A table too long to fetch at once: the pages that are here, and those
//! that the rows in sight still need.

use crate::session::protocol::TablePage;
use std::collections::BTreeMap;
use std::ops::Range;

/// Rows in one page.
pub const PAGE_ROWS: usize = 200;
/// Pages kept; the farthest from those in sight are let go first.
const PAGES: usize = 24;

/// The pages of one table at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    pages: BTreeMap<usize, Vec<Vec<Option<String>>>>,
    /// How many rows the table has.
    pub total: u64,
    /// Its columns' names.
    pub columns: Vec<String>,
}

impl Grid {
    /// Takes a page in, and lets go what is far away from it.
    pub fn take(&mut self, page: TablePage) {
        let number = page.offset / PAGE_ROWS;
        self.total = page.total;
        self.columns = page.columns;
        self.pages.insert(number, page.rows);
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
    pub fn row(&self, at: usize) -> Option<&[Option<String>]> {
        self.pages
            .get(&(at / PAGE_ROWS))?
            .get(at % PAGE_ROWS)
            .map(Vec::as_slice)
    }

    /// The pages that these rows need and that are not here.
    #[must_use]
    pub fn missing(&self, rows: &Range<usize>) -> Vec<usize> {
        let end = rows
            .end
            .min(usize::try_from(self.total).unwrap_or(usize::MAX));
        if rows.start >= end {
            return Vec::new();
        }
        (rows.start / PAGE_ROWS..=(end - 1) / PAGE_ROWS)
            .filter(|page| !self.pages.contains_key(page))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: usize, total: u64) -> TablePage {
        TablePage {
            table: "books".to_owned(),
            columns: vec!["id".to_owned()],
            offset: number * PAGE_ROWS,
            total,
            rows: (0..PAGE_ROWS)
                .map(|at| vec![Some((number * PAGE_ROWS + at).to_string())])
                .collect(),
        }
    }

    #[test]
    fn only_pages_that_are_not_here_are_missing() {
        let mut grid = Grid::default();
        grid.take(page(0, 100_000));
        assert_eq!(grid.missing(&(0..40)), Vec::<usize>::new());
        assert_eq!(grid.missing(&(190..420)), [1, 2]);
        assert_eq!(grid.missing(&(99_990..200_000)), [499]);
        assert_eq!(grid.missing(&(200_000..200_040)), Vec::<usize>::new());
    }

    #[test]
    fn a_row_is_found_on_its_page() {
        let mut grid = Grid::default();
        grid.take(page(499, 100_000));
        assert_eq!(
            grid.row(99_999).and_then(|row| row[0].as_deref()),
            Some("99999")
        );
        assert_eq!(grid.row(5), None);
    }

    #[test]
    fn scrolling_through_everything_keeps_a_few_pages() {
        let mut grid = Grid::default();
        for number in 0..500 {
            grid.take(page(number, 100_000));
        }
        assert!(grid.pages.len() <= PAGES);
        assert!(grid.row(499 * PAGE_ROWS).is_some());
        assert!(grid.row(0).is_none());
    }
}
