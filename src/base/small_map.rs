//! Maps and sets of few entries, cheap to copy as a whole.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A sorted map for tens of entries, of which a copy shares everything until
/// one side changes; then that side copies the list.
///
/// A world is copied at every step. For large maps `imbl`'s trees copy only
/// the path that changes, but each kind of tree is 8 kB of code in the engine
/// (before compression), and most of a world's maps have fewer entries than a
/// tree's node holds: the ports of a process, the tables of a database.
#[derive(Clone, PartialEq, Eq)]
pub struct SmallMap<K, V>(Arc<Vec<(K, V)>>);

impl<K: Ord + Clone, V: Clone> SmallMap<K, V> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(own, _)| own.borrow().cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// The value of a key, to change.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        let entry = Arc::make_mut(&mut self.0).get_mut(place);
        entry.map(|(_, value)| value)
    }

    /// Whether there is an entry of a key.
    #[must_use]
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets a key's value; gives the one before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => {
                let entry = Arc::make_mut(&mut self.0).get_mut(place)?;
                Some(std::mem::replace(&mut entry.1, value))
            }
            Err(place) => {
                Arc::make_mut(&mut self.0).insert(place, (key, value));
                None
            }
        }
    }

    /// The value of a key, to change; the default one when there was none.
    #[expect(
        clippy::indexing_slicing,
        reason = "the place was found or made just before"
    )]
    pub fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let entries = Arc::make_mut(&mut self.0);
        let place = match entries.binary_search_by(|(own, _)| own.cmp(&key)) {
            Ok(place) => place,
            Err(place) => {
                entries.insert(place, (key, V::default()));
                place
            }
        };
        &mut entries[place].1
    }

    /// Removes a key; gives its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(Arc::make_mut(&mut self.0).remove(place).1)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The entries in order of key.
    pub fn iter(&self) -> Entries<'_, K, V> {
        self.into_iter()
    }

    /// The entries in order of key, values to change.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> {
        let entries = Arc::make_mut(&mut self.0).iter_mut();
        entries.map(|(key, value)| (&*key, value))
    }

    /// The keys in order.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values in order of key.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The last entry.
    #[must_use]
    pub fn get_max(&self) -> Option<(&K, &V)> {
        self.iter().next_back()
    }
}

/// The entries of a [`SmallMap`] in order of key.
pub type Entries<'a, K, V> =
    std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

impl<'a, K, V> IntoIterator for &'a SmallMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Entries<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SmallMap<K, V> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map()
            .entries(self.0.iter().map(|(key, value)| (key, value)))
            .finish()
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for SmallMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

/// A sorted set for tens of members; see [`SmallMap`].
#[derive(Clone, PartialEq, Eq)]
pub struct SmallSet<K>(SmallMap<K, ()>);

impl<K: Ord + Clone> SmallSet<K> {
    /// How many members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is a member.
    #[must_use]
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Adds a member; gives the one that was there already.
    pub fn insert(&mut self, key: K) -> Option<K> {
        let before = self.contains(&key).then(|| key.clone());
        self.0.insert(key, ());
        before
    }

    /// Removes a member; gives it.
    pub fn remove<Q: Ord + ?Sized + ToOwned<Owned = K>>(&mut self, key: &Q) -> Option<K>
    where
        K: Borrow<Q>,
    {
        self.0.remove(key).map(|()| key.to_owned())
    }

    /// The members in order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.0.keys()
    }
}

impl<K> Default for SmallSet<K> {
    fn default() -> Self {
        Self(SmallMap::default())
    }
}

impl<K: fmt::Debug> fmt::Debug for SmallSet<K> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = self.0.0.iter();
        out.debug_set()
            .entries(members.map(|(member, ())| member))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_in_order_and_found() {
        let mut map: SmallMap<String, u8> = [("b", 2), ("a", 1), ("c", 3)]
            .map(|(key, value)| (key.to_owned(), value))
            .into_iter()
            .collect();
        assert_eq!(map.insert("b".to_owned(), 4), Some(2));
        assert_eq!(map.remove("a"), Some(1));
        assert_eq!(map.remove("a"), None);
        assert_eq!(map.get("c"), Some(&3));
        assert!(map.keys().eq(["b", "c"]));
        assert_eq!(map.get_max(), Some((&"c".to_owned(), &3)));
    }

    #[test]
    fn a_copy_keeps_what_it_had() {
        let mut map = SmallMap::new();
        map.insert(1, 'a');
        let copy = map.clone();
        map.insert(2, 'b');
        if let Some(value) = map.get_mut(&1) {
            *value = 'z';
        }
        assert_eq!(copy.len(), 1);
        assert_eq!(copy.get(&1), Some(&'a'));
        assert_eq!(map.get(&1), Some(&'z'));
    }

    #[test]
    fn a_set_tells_what_it_had() {
        let mut set = SmallSet::default();
        assert_eq!(set.insert(80_u16), None);
        assert_eq!(set.insert(80_u16), Some(80));
        assert!(set.contains(&80));
        assert_eq!(set.remove(&80), Some(80));
        assert!(set.is_empty());
    }
}
