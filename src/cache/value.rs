//! What a key can hold.

mod hash;
mod list;
mod set;
mod sorted_set;
mod stream;
mod text;

use super::dict::Bytes;
use super::number::print_float;
use super::print::quoted;
use super::refusal::{Refusal, WRONG_TYPE};
pub use hash::Hash;
pub use list::{End, List};
pub use set::Set;
pub use sorted_set::SortedSet;
pub use stream::{Fields, Group, Id, Pending, Stream};
pub use text::Text;

/// A value of one of Redis's types. Copying it is O(1).
#[derive(Debug, Clone)]
pub enum Value {
    /// A run of bytes, which may be a number or a bitmap.
    Text(Text),
    /// Fields with values.
    Hash(Hash),
    /// Elements in order.
    List(List),
    /// Members, each once.
    Set(Set),
    /// Members in order of score.
    SortedSet(SortedSet),
    /// Entries under growing identifiers.
    Stream(Stream),
}

impl Value {
    /// Its type as `TYPE` says it.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Hash(_) => "hash",
            Self::List(_) => "list",
            Self::Set(_) => "set",
            Self::SortedSet(_) => "zset",
            Self::Stream(_) => "stream",
        }
    }

    /// How Redis would keep it in memory, as `OBJECT ENCODING` says it.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        match self {
            Self::Text(text) => text.encoding(),
            Self::Hash(hash) => hash.encoding(),
            Self::List(_) => "quicklist",
            Self::Set(set) => set.encoding(),
            Self::SortedSet(set) => set.encoding(),
            Self::Stream(_) => "stream",
        }
    }

    /// The size of what it holds, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Hash(hash) => hash.bytes(),
            Self::List(list) => list.bytes(),
            Self::Set(set) => set.bytes(),
            Self::SortedSet(set) => set.bytes(),
            Self::Stream(stream) => stream.bytes(),
        }
    }

    /// How many parts it has; one for a string.
    #[must_use]
    pub fn parts(&self) -> usize {
        match self {
            Self::Text(_) => 1,
            Self::Hash(hash) => hash.len(),
            Self::List(list) => list.len(),
            Self::Set(set) => set.len(),
            Self::SortedSet(set) => set.len(),
            Self::Stream(stream) => stream.len(),
        }
    }

    /// Whether nothing is left in it, so that its key must go. An empty
    /// string is a value like any other, and an empty stream has its groups.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.parts() == 0 && !matches!(self, Self::Stream(_))
    }

    /// The beginning of it, at most about `limit` bytes, for a person to look
    /// at: a string as it is, the parts of anything else in quotes.
    #[must_use]
    pub fn preview(&self, limit: usize) -> Vec<u8> {
        match self {
            Self::Text(text) => text.iter().take(limit).copied().collect(),
            Self::Hash(hash) => {
                let pair = |(field, value): (&Bytes, &Bytes)| {
                    format!("{}: {}", short(field), short(value))
                };
                listed(hash.iter().map(pair), limit)
            }
            Self::List(list) => listed(list.iter().map(|item| short(item)), limit),
            Self::Set(set) => listed(set.iter().map(|member| short(&member)), limit),
            Self::SortedSet(set) => {
                let pair = |(member, score): (&Bytes, f64)| {
                    format!("{}: {}", short(member), print_float(score))
                };
                listed(set.iter().map(pair), limit)
            }
            Self::Stream(stream) => {
                let parts = |(id, fields): (&Id, &Fields)| {
                    let fields: Vec<String> = fields.iter().map(|part| short(part)).collect();
                    format!("{id}: {}", fields.join(" "))
                };
                listed(stream.range(Id::LEAST..=Id::GREATEST).map(parts), limit)
            }
        }
    }
}

/// A part in quotes; a long one cut.
fn short(part: &[u8]) -> String {
    const PART_BYTES: usize = 64;
    match part.get(..PART_BYTES) {
        Some(start) if part.len() > PART_BYTES => quoted(start) + "…",
        _ => quoted(part),
    }
}

/// Parts with commas between them, until there are `limit` bytes.
fn listed(parts: impl Iterator<Item = String>, limit: usize) -> Vec<u8> {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push_str(", ");
        }
        if out.len() + part.len() > limit {
            out.push('…');
            break;
        }
        out.push_str(&part);
    }
    out.into_bytes()
}

/// A type that a key can hold, to be found in a [`Value`].
pub trait Kind: Clone + Sized {
    /// The value, if it is of this type.
    fn of(value: &Value) -> Option<&Self>;
    /// The value to change, if it is of this type.
    fn of_mut(value: &mut Value) -> Option<&mut Self>;
    /// As a value.
    fn into_value(self) -> Value;

    /// The value of this type, or Redis's refusal.
    fn expect_of(value: &Value) -> Result<&Self, Refusal> {
        Self::of(value).ok_or(WRONG_TYPE)
    }
}

macro_rules! kinds {
    ($($variant:ident($kind:ty)),+ $(,)?) => {$(
        impl Kind for $kind {
            fn of(value: &Value) -> Option<&Self> {
                match value {
                    Value::$variant(it) => Some(it),
                    _ => None,
                }
            }

            fn of_mut(value: &mut Value) -> Option<&mut Self> {
                match value {
                    Value::$variant(it) => Some(it),
                    _ => None,
                }
            }

            fn into_value(self) -> Value {
                Value::$variant(self)
            }
        }
    )+};
}

kinds! {
    Stream(Stream),
    Text(Text),
    Hash(Hash),
    List(List),
    Set(Set),
    SortedSet(SortedSet),
}
