//! How long a key lives, as the commands say it.

/// The unit a time is given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// The instant `number` units after `from`, in milliseconds; none when it
/// leaves 64 bits.
pub fn deadline_from(number: i64, unit: Unit, from: i64) -> Option<i64> {
    let ms = match unit {
        Unit::Seconds => number.checked_mul(1000)?,
        Unit::Milliseconds => number,
    };
    ms.checked_add(from)
}
