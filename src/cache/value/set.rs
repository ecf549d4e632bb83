//! A set: members, each once.

use crate::base::Chance;
use crate::cache::dict::{Bytes, Dict};
use crate::cache::number::parse_integer;
use std::sync::Arc;

/// Most members of a set of whole numbers that is kept as one sorted list, as
/// by Redis's default (`set-max-intset-entries`).
const LISTED_NUMBERS: usize = 512;

/// A set value. A small one of whole numbers keeps them sorted; any other is
/// in hash order. It never becomes the first again.
#[derive(Debug, Clone)]
pub struct Set {
    form: Form,
    bytes: usize,
}

#[derive(Debug, Clone)]
enum Form {
    Numbers(Arc<Vec<i64>>),
    Table(Dict<()>),
}

impl Default for Set {
    fn default() -> Self {
        Self {
            form: Form::Numbers(Arc::default()),
            bytes: 0,
        }
    }
}

impl Set {
    /// How many members.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Numbers(list) => list.len(),
            Form::Table(table) => table.len(),
        }
    }

    /// Bytes of all members.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// How Redis would keep it.
    #[must_use]
    pub const fn encoding(&self) -> &'static str {
        match self.form {
            Form::Numbers(_) => "intset",
            Form::Table(_) => "hashtable",
        }
    }

    /// Whether it is a member.
    #[must_use]
    pub fn contains(&self, member: &[u8]) -> bool {
        match &self.form {
            Form::Numbers(list) => {
                parse_integer(member).is_some_and(|number| list.binary_search(&number).is_ok())
            }
            Form::Table(table) => table.contains(member),
        }
    }

    /// Adds a member; whether it is new.
    pub fn add(&mut self, member: &[u8]) -> bool {
        if let Form::Numbers(list) = &mut self.form {
            match parse_integer(member).map(|number| (number, list.binary_search(&number))) {
                Some((_, Ok(_))) => return false,
                Some((number, Err(at))) if list.len() < LISTED_NUMBERS => {
                    Arc::make_mut(list).insert(at, number);
                    self.bytes += member.len();
                    return true;
                }
                _ => self.grow(),
            }
        }
        let Form::Table(table) = &mut self.form else {
            return false;
        };
        let new = table.insert(member, ()).is_none();
        self.bytes += if new { member.len() } else { 0 };
        new
    }

    /// Removes a member; whether it was there.
    pub fn remove(&mut self, member: &[u8]) -> bool {
        let gone = match &mut self.form {
            Form::Numbers(list) => {
                let at = parse_integer(member).and_then(|number| list.binary_search(&number).ok());
                at.map(|at| {
                    Arc::make_mut(list).remove(at);
                })
            }
            Form::Table(table) => table.remove(member),
        };
        self.bytes -= gone.map_or(0, |()| member.len());
        gone.is_some()
    }

    /// All members.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Bytes> + '_> {
        match &self.form {
            Form::Numbers(list) => Box::new(list.iter().map(|number| text(*number))),
            Form::Table(table) => Box::new(table.iter().map(|(member, ())| member.clone())),
        }
    }

    /// Any member.
    pub fn random(&self, chance: &mut Chance) -> Option<Bytes> {
        match &self.form {
            Form::Numbers(list) => {
                let at = chance.below(list.len() as u64) as usize;
                list.get(at).map(|number| text(*number))
            }
            Form::Table(table) => table.random(chance).map(|(member, ())| member.clone()),
        }
    }

    /// See [`Dict::scan`]; a small set of numbers is given at once.
    pub fn scan(&self, cursor: u64, count: usize, mut visit: impl FnMut(&Bytes)) -> u64 {
        match &self.form {
            Form::Numbers(list) => {
                list.iter().for_each(|number| visit(&text(*number)));
                0
            }
            Form::Table(table) => table.scan(cursor, count, |member, ()| visit(member)),
        }
    }

    fn grow(&mut self) {
        if let Form::Numbers(list) = &self.form {
            let mut table = Dict::default();
            for number in list.iter() {
                table.insert(&text(*number), ());
            }
            self.form = Form::Table(table);
        }
    }
}

fn text(number: i64) -> Bytes {
    Bytes::from(number.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_until_something_else_comes() {
        let mut set = Set::default();
        for member in ["10", "9", "-1", "9"] {
            set.add(member.as_bytes());
        }
        let members: Vec<_> = set.iter().map(|member| member.to_vec()).collect();
        assert_eq!(members, [&b"-1"[..], b"9", b"10"]);
        assert_eq!((set.encoding(), set.bytes()), ("intset", 5));
        assert!(set.add(b"09") && set.contains(b"9"));
        assert!(set.remove(b"09") && !set.remove(b"8"));
        assert_eq!(
            (set.encoding(), set.bytes(), set.len()),
            ("hashtable", 5, 3)
        );
    }
}
