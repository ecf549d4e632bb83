//! How the page's space is shared between its parts.

use serde::{Deserialize, Serialize};

/// A splitter: what it gives space to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// The task column, on a wide screen.
    Task,
    /// The world column, on a wide screen.
    World,
    /// The editor, above the request.
    Code,
    /// The left half, on a screen of middling width.
    Half,
}

/// The share of each part, in percent of the page's width or height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shares {
    /// See [`Split::Task`].
    pub task: f64,
    /// See [`Split::World`].
    pub world: f64,
    /// See [`Split::Code`].
    pub code: f64,
    /// See [`Split::Half`].
    pub half: f64,
}

impl Default for Shares {
    fn default() -> Self {
        Self {
            task: 20.0,
            world: 38.0,
            code: 50.0,
            half: 50.0,
        }
    }
}

impl Split {
    /// The smallest and largest share, in percent.
    #[must_use]
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Task => (12.0, 34.0),
            Self::World => (22.0, 58.0),
            Self::Code => (15.0, 82.0),
            Self::Half => (30.0, 70.0),
        }
    }

    /// Whether the line itself stands upright and moves sideways.
    #[must_use]
    pub const fn upright(self) -> bool {
        !matches!(self, Self::Code)
    }
}

impl Shares {
    /// The share of a part.
    #[must_use]
    pub const fn of(&self, split: Split) -> f64 {
        match split {
            Split::Task => self.task,
            Split::World => self.world,
            Split::Code => self.code,
            Split::Half => self.half,
        }
    }

    /// The same with another share for a part, kept within its range.
    #[must_use]
    pub fn with(mut self, split: Split, share: f64) -> Self {
        let (least, most) = split.range();
        let share = if share.is_nan() {
            least
        } else {
            share.clamp(least, most)
        };
        match split {
            Split::Task => self.task = share,
            Split::World => self.world = share,
            Split::Code => self.code = share,
            Split::Half => self.half = share,
        }
        self
    }

    /// The same with every share kept within its range: what was stored may
    /// be anything.
    #[must_use]
    pub fn checked(self) -> Self {
        [Split::Task, Split::World, Split::Code, Split::Half]
            .into_iter()
            .fold(self, |shares, split| shares.with(split, shares.of(split)))
    }

    /// Where a key moves a splitter; none when it is not one of its keys.
    #[must_use]
    pub fn after_key(self, split: Split, key: &str) -> Option<Self> {
        let (least, most) = split.range();
        let now = self.of(split);
        // The world lies to the right of its splitter: moving right shrinks it.
        let step = if split == Split::World { -2.0 } else { 2.0 };
        let share = match (key, split.upright()) {
            ("ArrowRight", true) | ("ArrowDown", false) => now + step,
            ("ArrowLeft", true) | ("ArrowUp", false) => now - step,
            ("Home", _) => least,
            ("End", _) => most,
            ("Enter", _) => Self::default().of(split),
            _ => return None,
        };
        Some(self.with(split, share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_in_their_range() {
        let shares = Shares::default().with(Split::Task, 90.0);
        assert!((shares.task - 34.0).abs() < f64::EPSILON);
        let wild = Shares {
            task: f64::NAN,
            world: -1.0,
            code: 1e9,
            half: 50.0,
        };
        let (least, _) = Split::World.range();
        assert!((wild.checked().world - least).abs() < f64::EPSILON);
        assert!(!wild.checked().task.is_nan());
    }

    #[test]
    fn arrow_keys_move_the_line_the_way_they_point() {
        let shares = Shares::default();
        let right = |split| shares.after_key(split, "ArrowRight").map(|s| s.of(split));
        assert_eq!(right(Split::Task), Some(22.0));
        assert_eq!(right(Split::World), Some(36.0));
        assert_eq!(right(Split::Code), None);
        assert_eq!(shares.after_key(Split::Code, "x"), None);
    }
}
