//! Rows fetched page by page as they come into sight.

use crate::ui::model::grid::{Grid, PAGE_ROWS};
use leptos::prelude::*;
use std::future::Future;
use std::ops::Range;
use std::sync::Arc;

/// The rows in sight of the list that `key` tells, fetched as needed. When the
/// key changes, the old rows stay until the new ones are here.
pub fn paged<K, R, Get, Page>(
    key: impl Fn() -> K + 'static,
    seen: RwSignal<Range<usize>>,
    get: Get,
) -> Memo<Arc<Grid<R>>>
where
    K: PartialEq + Clone + 'static,
    R: PartialEq + Clone + Send + Sync + 'static,
    Get: Fn(K, usize, usize) -> Page + Clone + 'static,
    Page: Future<Output = Option<(usize, Vec<R>)>> + 'static,
{
    let kept: StoredValue<Option<(K, Grid<R>)>, LocalStorage> = StoredValue::new_local(None);
    let fresh = LocalResource::new(move || {
        let (key, rows, get) = (key(), seen.get(), get.clone());
        async move {
            let same = kept.with_value(|kept| {
                kept.as_ref()
                    .filter(|(of, _)| *of == key)
                    .map(|(_, grid)| grid.clone())
            });
            let mut grid = same.unwrap_or_default();
            for number in grid.missing(&rows) {
                if let Some((total, rows)) = get(key.clone(), number * PAGE_ROWS, PAGE_ROWS).await {
                    grid.take(number, total, rows);
                }
            }
            kept.try_set_value(Some((key, grid.clone())));
            Arc::new(grid)
        }
    });
    Memo::new(move |last: Option<&Arc<Grid<R>>>| {
        fresh.get().or_else(|| last.cloned()).unwrap_or_default()
    })
}
