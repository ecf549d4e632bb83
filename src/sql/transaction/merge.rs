//! A transaction's changes, put into another state of the database.

use super::{Own, View};
use crate::base::SmallMap;
use crate::sql::catalog::Catalog;
use std::sync::Arc;

/// `onto` with the changes that lie between a view and its base.
pub(crate) fn merge(onto: &Catalog, view: &View, own: &Own) -> Catalog {
    let mut merged = onto.clone();
    for writes in own.writes.values() {
        if own.defined.contains(&writes.table) {
            continue;
        }
        let (Some(mine), Some(table)) = (
            view.catalog.tables.get(&writes.table),
            merged.tables.get_mut(&writes.table),
        ) else {
            continue;
        };
        let table = Arc::make_mut(table);
        for id in writes.removed.keys() {
            table.remove(*id);
        }
        for id in &writes.added {
            if let Some(row) = mine.rows.get(id) {
                table.insert(*id, Arc::clone(row));
            }
        }
    }
    if own.defines {
        for name in &own.defined {
            match view.catalog.tables.get(name) {
                Some(table) => merged.tables.insert(name.clone(), Arc::clone(table)),
                None => merged.tables.remove(name),
            };
        }
        carry(&mut merged.views, &view.base.views, &view.catalog.views);
        let sequences = (&view.base.sequences, &view.catalog.sequences);
        carry(&mut merged.sequences, sequences.0, sequences.1);
    }
    merged
}

/// Makes the changes between two states of a map in a third.
fn carry<T>(onto: &mut SmallMap<String, Arc<T>>, before: &Named<T>, after: &Named<T>) {
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        onto.remove(name);
    }
    for (name, object) in after {
        if !before.get(name).is_some_and(|old| Arc::ptr_eq(old, object)) {
            onto.insert(name.clone(), Arc::clone(object));
        }
    }
}

type Named<T> = SmallMap<String, Arc<T>>;
