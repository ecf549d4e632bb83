//! The functions of SQL, by name and argument types.

pub(crate) mod array;
mod datetime;
mod digest;
pub(crate) mod json;
pub(crate) mod math;
mod number;
pub(crate) mod operator;
mod pattern;
mod set;
pub(crate) mod string;
mod system;

use super::plan::{Expr, Native, SetCall};
use super::types::Type;
pub(crate) use set::{SetEntry, by_name as set_by_name};

/// One function.
pub(crate) struct Entry {
    pub name: &'static str,
    pub args: &'static [Type],
    /// The last argument may be given any number of times, none included.
    pub variadic: bool,
    pub returns: Type,
    pub strict: bool,
    pub native: Native,
}

impl Entry {
    /// The type of the argument at a place.
    pub fn parameter(&self, place: usize) -> Option<Type> {
        match self.args.get(place) {
            Some(ty) => Some(*ty),
            None if self.variadic => self.args.last().copied(),
            None => None,
        }
    }

    /// Whether it can be called with so many arguments.
    pub fn takes(&self, count: usize) -> bool {
        if self.variadic {
            count + 1 >= self.args.len()
        } else {
            count == self.args.len()
        }
    }
}

/// A function that is NULL when an argument is.
const fn strict(name: &'static str, args: &'static [Type], returns: Type, native: Native) -> Entry {
    Entry {
        name,
        args,
        variadic: false,
        returns,
        strict: true,
        native,
    }
}

/// A function that looks at NULL itself.
const fn lenient(
    name: &'static str,
    args: &'static [Type],
    returns: Type,
    native: Native,
) -> Entry {
    let mut entry = strict(name, args, returns, native);
    entry.strict = false;
    entry
}

/// A lenient function whose last argument may be repeated.
const fn variadic(
    name: &'static str,
    args: &'static [Type],
    returns: Type,
    native: Native,
) -> Entry {
    let mut entry = lenient(name, args, returns, native);
    entry.variadic = true;
    entry
}

const LISTS: &[&[Entry]] = &[
    string::FUNCTIONS,
    pattern::FUNCTIONS,
    math::FUNCTIONS,
    number::FUNCTIONS,
    datetime::FUNCTIONS,
    json::FUNCTIONS,
    array::FUNCTIONS,
    system::FUNCTIONS,
];

const HIDDEN: &[&[Entry]] = &[
    operator::HIDDEN,
    pattern::HIDDEN,
    json::HIDDEN,
    array::HIDDEN,
    system::HIDDEN,
];

fn among(lists: &[&'static [Entry]], name: &str) -> Vec<&'static Entry> {
    lists
        .iter()
        .flat_map(|list| list.iter())
        .filter(|entry| entry.name == name)
        .collect()
}

/// The functions of this name.
pub(crate) fn by_name(name: &str) -> Vec<&'static Entry> {
    among(LISTS, name)
}

/// The functions behind operators and syntax, which have no name in SQL.
pub(crate) fn hidden(name: &str) -> Vec<&'static Entry> {
    among(HIDDEN, name)
}

/// A plain function as one that gives a single row.
pub(crate) fn once(expr: Expr, ty: Type) -> SetCall {
    SetCall {
        name: "",
        native: |exec, args, _, sink| sink(exec, args).map(|_| ()),
        args: vec![expr],
        types: vec![ty],
        columns: 1,
    }
}
