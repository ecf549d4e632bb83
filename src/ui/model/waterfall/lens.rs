//! The stretch of time that the waterfall shows.

/// The shortest stretch worth showing, in microseconds: below, nothing happens.
const CLOSEST_US: f64 = 20.0;

/// What part of a waterfall is in sight, as fractions of its whole length, so
/// that it stays meaningful when more is appended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lens {
    /// The left edge, in microseconds from the waterfall's beginning.
    pub from_us: f64,
    /// The right edge.
    pub to_us: f64,
}

impl Lens {
    /// All of it.
    #[must_use]
    pub fn whole(length_us: u64) -> Self {
        Self {
            from_us: 0.0,
            // A waterfall without length still needs an axis.
            to_us: (length_us as f64).max(CLOSEST_US),
        }
    }

    /// How much time it shows, in microseconds.
    #[must_use]
    pub fn span_us(self) -> f64 {
        self.to_us - self.from_us
    }

    /// How much nearer than the whole it is, from 1.
    #[must_use]
    pub fn magnification(self, length_us: u64) -> f64 {
        Self::whole(length_us).span_us() / self.span_us()
    }

    /// Where a moment stands, as a fraction of the width: 0 left, 1 right.
    #[must_use]
    pub fn place(self, us: f64) -> f64 {
        (us - self.from_us) / self.span_us()
    }

    /// The moment at a fraction of the width.
    #[must_use]
    pub fn moment(self, place: f64) -> f64 {
        self.from_us + place * self.span_us()
    }

    /// Nearer (`factor` above 1) or farther, with the moment at `place` staying
    /// where it is.
    #[must_use]
    pub fn zoom(self, factor: f64, place: f64, length_us: u64) -> Self {
        let whole = Self::whole(length_us).span_us();
        let span = (self.span_us() / factor).clamp(CLOSEST_US.min(whole), whole);
        let from = self.moment(place) - place * span;
        Self {
            from_us: from,
            to_us: from + span,
        }
        .inside(length_us)
    }

    /// Moved by a fraction of its width, to later when positive.
    #[must_use]
    pub fn pan(self, by: f64, length_us: u64) -> Self {
        let by = by * self.span_us();
        Self {
            from_us: self.from_us + by,
            to_us: self.to_us + by,
        }
        .inside(length_us)
    }

    /// Moved as little as possible so that a moment is in sight.
    #[must_use]
    pub fn reveal(self, us: f64, length_us: u64) -> Self {
        let margin = self.span_us() * 0.05;
        let by = if us < self.from_us {
            us - margin - self.from_us
        } else if us > self.to_us {
            us + margin - self.to_us
        } else {
            return self;
        };
        self.pan(by / self.span_us(), length_us)
    }

    fn inside(self, length_us: u64) -> Self {
        let whole = Self::whole(length_us).span_us();
        let span = self.span_us().min(whole);
        let from = self.from_us.clamp(0.0, whole - span);
        Self {
            from_us: from,
            to_us: from + span,
        }
    }
}
