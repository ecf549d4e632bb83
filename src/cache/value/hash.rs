//! A hash: fields with values.

use crate::cache::dict::{Bytes, Dict};
use std::sync::Arc;

/// Most fields of a hash that is kept as one short list, as by Redis's
/// default (`hash-max-listpack-entries`).
const LISTED_FIELDS: usize = 128;
/// Most bytes of a field or value in such a list (`hash-max-listpack-value`).
const LISTED_BYTES: usize = 64;

/// A hash value. A small one keeps its fields in the order they were first
/// set; a large one in hash order. It never becomes small again.
#[derive(Debug, Clone)]
pub struct Hash {
    form: Form,
    bytes: usize,
}

#[derive(Debug, Clone)]
enum Form {
    List(Arc<Vec<(Bytes, Bytes)>>),
    Table(Dict<Bytes>),
}

impl Default for Hash {
    fn default() -> Self {
        Self {
            form: Form::List(Arc::default()),
            bytes: 0,
        }
    }
}

impl Hash {
    /// How many fields.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.form {
            Form::List(list) => list.len(),
            Form::Table(table) => table.len(),
        }
    }

    /// Bytes of all fields and values.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// How Redis would keep it.
    #[must_use]
    pub const fn encoding(&self) -> &'static str {
        match self.form {
            Form::List(_) => "listpack",
            Form::Table(_) => "hashtable",
        }
    }

    /// A field's value.
    #[must_use]
    pub fn get(&self, field: &[u8]) -> Option<&Bytes> {
        match &self.form {
            Form::List(list) => list
                .iter()
                .find(|(name, _)| **name == *field)
                .map(|(_, value)| value),
            Form::Table(table) => table.get(field),
        }
    }

    /// Sets a field; whether it is new.
    pub fn set(&mut self, field: &[u8], value: &[u8]) -> bool {
        if field.len().max(value.len()) > LISTED_BYTES {
            self.grow();
        }
        self.bytes += field.len() + value.len();
        let old = match &mut self.form {
            Form::List(list) => {
                let list = Arc::make_mut(list);
                let held = list.iter_mut().find(|(name, _)| **name == *field);
                if let Some((_, held)) = held {
                    Some(std::mem::replace(held, Bytes::from(value)))
                } else {
                    list.push((Bytes::from(field), Bytes::from(value)));
                    None
                }
            }
            Form::Table(table) => table.insert(field, Bytes::from(value)),
        };
        if let Some(old) = &old {
            self.bytes -= field.len() + old.len();
        }
        if self.len() > LISTED_FIELDS {
            self.grow();
        }
        old.is_none()
    }

    /// Removes a field; whether it was there.
    pub fn remove(&mut self, field: &[u8]) -> bool {
        let old = match &mut self.form {
            Form::List(list) => {
                let at = list.iter().position(|(name, _)| **name == *field);
                at.map(|at| Arc::make_mut(list).remove(at).1)
            }
            Form::Table(table) => table.remove(field),
        };
        let gone = old.map(|old| self.bytes -= field.len() + old.len());
        gone.is_some()
    }

    /// All fields with their values.
    pub fn iter(&self) -> Box<dyn Iterator<Item = (&Bytes, &Bytes)> + '_> {
        match &self.form {
            Form::List(list) => Box::new(list.iter().map(|(field, value)| (field, value))),
            Form::Table(table) => Box::new(table.iter()),
        }
    }

    /// See [`Dict::scan`]; a small hash is given at once.
    pub fn scan(&self, cursor: u64, count: usize, mut visit: impl FnMut(&Bytes, &Bytes)) -> u64 {
        match &self.form {
            Form::List(list) => {
                list.iter().for_each(|(field, value)| visit(field, value));
                0
            }
            Form::Table(table) => table.scan(cursor, count, visit),
        }
    }

    fn grow(&mut self) {
        if let Form::List(list) = &self.form {
            let mut table = Dict::default();
            for (field, value) in list.iter() {
                table.insert(field, value.clone());
            }
            self.form = Form::Table(table);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_follow_every_change_in_both_forms() {
        for long in [1, 100] {
            let mut hash = Hash::default();
            assert!(hash.set(b"a", &vec![b'x'; long]));
            assert!(hash.set(b"b", b"1"));
            assert!(!hash.set(b"b", b"22"));
            assert_eq!(hash.bytes(), 1 + long + 3);
            assert!(hash.remove(b"a") && !hash.remove(b"a"));
            assert_eq!((hash.bytes(), hash.len()), (3, 1));
        }
    }

    #[test]
    fn small_hash_keeps_the_order_of_setting() {
        let mut hash = Hash::default();
        for field in ["z", "a", "m"] {
            hash.set(field.as_bytes(), b"1");
        }
        hash.set(b"z", b"2");
        let fields: Vec<_> = hash.iter().map(|(field, _)| field.to_vec()).collect();
        assert_eq!(fields, [b"z", b"a", b"m"]);
        for n in 0..126 {
            hash.set(n.to_string().as_bytes(), b"");
        }
        assert_eq!(hash.encoding(), "hashtable");
    }
}
