//! A shelf that lasts as long as the page.

use super::{Area, Change, Shelf, Trouble};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// A shelf that lasts as long as the page.
#[derive(Debug, Default)]
pub struct Memory {
    kept: RefCell<BTreeMap<(Area, String), String>>,
    /// How many bytes of text it takes; any number, when none.
    room: Cell<Option<usize>>,
}

impl Memory {
    /// From now on it takes this many bytes of text; any number, when none.
    pub fn set_room(&self, bytes: Option<usize>) {
        self.room.set(bytes);
    }
}

impl Shelf for Memory {
    async fn read(&self, area: Area, prefix: &str) -> Result<Vec<(String, String)>, Trouble> {
        let kept = self.kept.borrow();
        Ok(kept
            .range((area, prefix.to_owned())..)
            .take_while(|((of, key), _)| *of == area && key.starts_with(prefix))
            .map(|((_, key), text)| (key.clone(), text.clone()))
            .collect())
    }

    async fn write(&self, changes: &[Change]) -> Result<(), Trouble> {
        let mut kept = self.kept.borrow().clone();
        for change in changes.iter().cloned() {
            match change {
                Change::Put { area, key, text } => {
                    kept.insert((area, key), text);
                }
                Change::Remove { area, key } => {
                    kept.remove(&(area, key));
                }
                Change::RemoveUnder { area, prefix } => {
                    kept.retain(|(of, key), _| *of != area || !key.starts_with(&prefix));
                }
            }
        }
        let size: usize = kept.values().map(String::len).sum();
        if self.room.get().is_some_and(|room| size > room) {
            return Err(Trouble::Full);
        }
        self.kept.replace(kept);
        Ok(())
    }
}
