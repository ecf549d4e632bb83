//! A list: elements in order, quick at both ends.

use crate::cache::dict::Bytes;
use imbl::Vector;

/// Which end of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The head.
    Left,
    /// The tail.
    Right,
}

/// A list value.
#[derive(Debug, Clone, Default)]
pub struct List {
    items: Vector<Bytes>,
    bytes: usize,
}

impl List {
    /// How many elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Bytes of all elements.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The place that a number means, where negative ones count from the end.
    #[must_use]
    pub fn place(&self, at: i64) -> Option<usize> {
        let total = i64::try_from(self.len()).ok()?;
        let at = if at < 0 { at.checked_add(total)? } else { at };
        usize::try_from(at).ok().filter(|at| *at < self.len())
    }

    /// An element.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Bytes> {
        self.items.get(at)
    }

    /// All elements from the head on.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Bytes> {
        self.items.iter()
    }

    /// The elements of `from..=to`.
    pub fn run(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = &Bytes> {
        let focus = self.items.focus();
        let end = (to + 1).min(self.len());
        let from = from.min(end);
        focus.narrow(from..end).into_iter()
    }

    /// Puts an element at an end.
    pub fn push(&mut self, end: End, item: &[u8]) {
        self.bytes += item.len();
        match end {
            End::Left => self.items.push_front(Bytes::from(item)),
            End::Right => self.items.push_back(Bytes::from(item)),
        }
    }

    /// Takes the element at an end.
    pub fn pop(&mut self, end: End) -> Option<Bytes> {
        let item = match end {
            End::Left => self.items.pop_front(),
            End::Right => self.items.pop_back(),
        }?;
        self.bytes -= item.len();
        Some(item)
    }

    /// Replaces the element at a place that is there.
    pub fn set(&mut self, at: usize, item: &[u8]) {
        if let Some(held) = self.items.get_mut(at) {
            self.bytes += item.len();
            self.bytes -= held.len();
            *held = Bytes::from(item);
        }
    }

    /// Puts an element before the place, which may be the end.
    pub fn insert(&mut self, at: usize, item: &[u8]) {
        self.bytes += item.len();
        self.items.insert(at.min(self.len()), Bytes::from(item));
    }

    /// Removes up to `limit` elements that equal `item`, seen from an end;
    /// how many there were.
    pub fn remove(&mut self, end: End, item: &[u8], limit: usize) -> usize {
        let equals = |held: &Bytes| **held == *item;
        let mut places: Vec<usize> = match end {
            End::Left => {
                let all = self.items.iter().enumerate();
                all.filter(|(_, held)| equals(held))
                    .map(|(at, _)| at)
                    .take(limit)
                    .collect()
            }
            End::Right => {
                let all = self.items.iter().enumerate().rev();
                all.filter(|(_, held)| equals(held))
                    .map(|(at, _)| at)
                    .take(limit)
                    .collect()
            }
        };
        places.sort_unstable();
        for at in places.iter().rev() {
            self.items.remove(*at);
        }
        self.bytes -= places.len() * item.len();
        places.len()
    }

    /// Keeps the elements of `from..=to` alone.
    pub fn keep(&mut self, from: usize, to: usize) {
        let kept = self.items.skip(from).take((to + 1).saturating_sub(from));
        self.bytes = kept.iter().map(|item| item.len()).sum();
        self.items = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &List) -> String {
        let all: Vec<_> = list
            .iter()
            .map(|item| String::from_utf8_lossy(item))
            .collect();
        all.join(" ")
    }

    #[test]
    fn bytes_and_order_follow_every_change() {
        let mut list = List::default();
        for item in ["a", "b", "a", "c", "a"] {
            list.push(End::Right, item.as_bytes());
        }
        assert_eq!(list.remove(End::Right, b"a", 2), 2);
        list.insert(1, b"xx");
        list.set(0, b"yyy");
        assert_eq!((texts(&list), list.bytes()), ("yyy xx b c".into(), 7));
        list.keep(1, 2);
        assert_eq!((texts(&list), list.bytes()), ("xx b".into(), 3));
        assert_eq!(list.pop(End::Left).as_deref(), Some(&b"xx"[..]));
        assert_eq!(list.run(0, 5).count(), 1);
    }
}
