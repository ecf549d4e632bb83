//! Values, their order and their hash.

use super::interval::Interval;
use super::json::Json;
use super::numeric::Numeric;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// One value. Its type is known from where it stands: `Int` is any of
/// smallint, integer, bigint and oid; `Float` real or double precision;
/// `Text` any string type and json; `Timestamp` with or without time zone.
#[derive(Debug, Clone, Default)]
pub(crate) enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Numeric(Arc<Numeric>),
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
    /// Days since 2000-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// Microseconds since 2000-01-01 00:00.
    Timestamp(i64),
    Interval(Interval),
    Uuid([u8; 16]),
    Json(Arc<Json>),
    Array(Arc<Array>),
    Record(Arc<[Value]>),
}

/// An array: the length of each dimension, and the items, last dimension
/// running fastest. Indexes begin at 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Array {
    pub dims: Vec<usize>,
    pub items: Vec<Value>,
}

impl Array {
    /// An array of one dimension (or none, when empty).
    pub fn of(items: Vec<Value>) -> Self {
        let dims = if items.is_empty() {
            Vec::new()
        } else {
            vec![items.len()]
        };
        Self { dims, items }
    }
}

/// A row as stored.
pub(crate) type Row = Arc<[Value]>;

impl Value {
    /// Text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    /// A numeric.
    pub fn numeric(number: Numeric) -> Self {
        Self::Numeric(Arc::new(number))
    }

    /// An array of one dimension.
    pub fn array(items: Vec<Value>) -> Self {
        Self::Array(Arc::new(Array::of(items)))
    }

    /// Whether it is NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is TRUE, and neither FALSE nor NULL.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// The number inside an integer; 0 for anything else.
    pub fn as_int(&self) -> i64 {
        match self {
            Self::Int(n) => *n,
            _ => 0,
        }
    }

    /// The number inside a float; 0 for anything else.
    pub fn as_float(&self) -> f64 {
        match self {
            Self::Float(n) => *n,
            Self::Int(n) => *n as f64,
            _ => 0.0,
        }
    }

    /// The characters inside a text; none for anything else.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Order of two values of one type, as an index has it: NULL last, NaN
    /// above all numbers.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            (Self::Float(a), Self::Float(b)) => order_floats(*a, *b),
            (Self::Numeric(a), Self::Numeric(b)) => a.order(b),
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) | (Self::Timestamp(a), Self::Timestamp(b)) => a.cmp(b),
            (Self::Interval(a), Self::Interval(b)) => a.order(b),
            (Self::Uuid(a), Self::Uuid(b)) => a.cmp(b),
            (Self::Json(a), Self::Json(b)) => a.order(b),
            (Self::Array(a), Self::Array(b)) => {
                order_all(&a.items, &b.items).then_with(|| a.dims.cmp(&b.dims))
            }
            (Self::Record(a), Self::Record(b)) => order_all(a, b),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Bool(_) => 0,
            Self::Int(_) => 1,
            Self::Float(_) => 2,
            Self::Numeric(_) => 3,
            Self::Text(_) => 4,
            Self::Bytes(_) => 5,
            Self::Date(_) => 6,
            Self::Time(_) => 7,
            Self::Timestamp(_) => 8,
            Self::Interval(_) => 9,
            Self::Uuid(_) => 10,
            Self::Json(_) => 11,
            Self::Array(_) => 12,
            Self::Record(_) => 13,
            Self::Null => 255,
        }
    }
}

fn order_floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// Item by item, the shorter first.
pub(crate) fn order_all(a: &[Value], b: &[Value]) -> Ordering {
    for (a, b) in a.iter().zip(b) {
        let order = a.order(b);
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.order(other).is_eq()
    }
}

impl Eq for Value {}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order(other)
    }
}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => state.write_u8(255),
            Self::Bool(b) => state.write_u8(u8::from(*b)),
            Self::Int(n) | Self::Time(n) | Self::Timestamp(n) => state.write_i64(*n),
            Self::Float(n) => state.write_u64(if *n == 0.0 {
                0
            } else if n.is_nan() {
                u64::MAX
            } else {
                n.to_bits()
            }),
            Self::Numeric(n) => n.hash_value(state),
            Self::Text(text) => state.write(text.as_bytes()),
            Self::Bytes(bytes) => state.write(bytes),
            Self::Date(n) => state.write_i32(*n),
            Self::Interval(n) => state.write_i128(n.span()),
            Self::Uuid(bytes) => state.write(bytes),
            Self::Json(json) => json.hash_value(state),
            Self::Array(array) => array.items.hash(state),
            Self::Record(items) => items.hash(state),
        }
    }
}

/// A fast hash without chance in it: the same in every run, on every
/// platform. (Multiplication by a constant of good spread, after rustc.)
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk
                .iter()
                .fold(0, |word, byte| (word << 8) | u64::from(*byte));
            self.write_u64(word);
        }
        self.write_u64(bytes.len() as u64);
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_i32(&mut self, n: i32) {
        self.write_u64(n as u64);
    }

    fn write_i64(&mut self, n: i64) {
        self.write_u64(n as u64);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }
}

/// A map by value that never iterates, so its order can't show.
pub(crate) type ValueMap<K, V> =
    std::collections::HashMap<K, V, std::hash::BuildHasherDefault<Spread>>;
/// A set by value that never iterates.
pub(crate) type ValueSet<K> = std::collections::HashSet<K, std::hash::BuildHasherDefault<Spread>>;
