//! What a key can hold.

mod text;

use super::refusal::{Refusal, WRONG_TYPE};
pub use text::Text;

/// A value of one of Redis's types. Copying it is O(1).
#[derive(Debug, Clone)]
pub enum Value {
    /// A run of bytes, which may be a number or a bitmap.
    Text(Text),
}

impl Value {
    /// Its type as `TYPE` says it.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
        }
    }

    /// How Redis would keep it in memory, as `OBJECT ENCODING` says it.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        match self {
            Self::Text(text) => text.encoding(),
        }
    }

    /// The size of what it holds, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
        }
    }

    /// Whether nothing is left in it, so that its key must go. An empty
    /// string is a value like any other.
    #[must_use]
    pub const fn is_spent(&self) -> bool {
        match self {
            Self::Text(_) => false,
        }
    }

    /// The beginning of it, at most `limit` bytes, for a person to look at.
    #[must_use]
    pub fn preview(&self, limit: usize) -> Vec<u8> {
        match self {
            Self::Text(text) => text.iter().take(limit).copied().collect(),
        }
    }
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
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }

            fn of_mut(value: &mut Value) -> Option<&mut Self> {
                match value {
                    Value::$variant(it) => Some(it),
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }

            fn into_value(self) -> Value {
                Value::$variant(self)
            }
        }
    )+};
}

kinds! { Text(Text) }
