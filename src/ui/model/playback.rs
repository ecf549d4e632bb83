//! Playing virtual time slowly enough to watch.

/// How fast it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// So many times slower than it would be.
    Slower(u32),
    /// Each event gets the same time to be read.
    Events,
}

/// The paces to choose from.
pub const PACES: [Pace; 6] = [
    Pace::Slower(10),
    Pace::Slower(100),
    Pace::Slower(300),
    Pace::Slower(1_000),
    Pace::Slower(10_000),
    Pace::Events,
];

/// How long [`Pace::Events`] stays on each event, in milliseconds.
const EVENT_MS: f64 = 700.0;
/// What a comfortable playing takes, in milliseconds.
const COMFORTABLE_MS: f64 = 5_000.0;
/// The longest wall time one frame may stand for: a tab that was in the
/// background goes on where it stood.
const FRAME_MS: f64 = 100.0;

impl Pace {
    /// What it is called.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Slower(times) => format!("{}× slower", super::time::count(u64::from(times))),
            Self::Events => "Event by event".to_owned(),
        }
    }

    /// The pace at which a request of this length is comfortable to watch.
    #[must_use]
    pub fn comfortable(length_us: u64) -> Self {
        PACES
            .into_iter()
            .filter(|pace| matches!(pace, Self::Slower(_)))
            .min_by(|a, b| {
                let off = |pace: &Self| (pace.takes_ms(length_us) / COMFORTABLE_MS).ln().abs();
                off(a).total_cmp(&off(b))
            })
            .unwrap_or(Self::Slower(100))
    }

    fn takes_ms(self, length_us: u64) -> f64 {
        match self {
            Self::Slower(times) => (length_us.max(1) as f64) / 1e3 * f64::from(times),
            Self::Events => EVENT_MS,
        }
    }
}

/// Where playing stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Playhead {
    /// Virtual microseconds since the world began.
    pub at_us: f64,
    /// Wall time spent on the event that is shown, in milliseconds.
    pub dwelt_ms: f64,
}

impl Playhead {
    /// At a moment.
    #[must_use]
    pub const fn at(us: f64) -> Self {
        Self {
            at_us: us,
            dwelt_ms: 0.0,
        }
    }

    /// A frame later; none when there is nothing more to play. `moments_us`
    /// are those of the events, in order.
    #[must_use]
    pub fn advance(self, frame_ms: f64, pace: Pace, moments_us: &[u64]) -> Option<Self> {
        let end = moments_us.iter().max().copied()? as f64;
        if self.at_us >= end {
            return None;
        }
        let frame = frame_ms.clamp(0.0, FRAME_MS);
        match pace {
            Pace::Slower(times) => {
                let at_us = self.at_us + frame * 1e3 / f64::from(times.max(1));
                Some(Self::at(at_us.min(end)))
            }
            Pace::Events => {
                let dwelt_ms = self.dwelt_ms + frame;
                if dwelt_ms < EVENT_MS {
                    return Some(Self { dwelt_ms, ..self });
                }
                let next = moments_us.iter().find(|us| **us as f64 > self.at_us)?;
                Some(Self::at(*next as f64))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comfortable_pace_takes_a_few_seconds() {
        for length in [1_500, 25_000, 90_000, 400_000] {
            let takes = Pace::comfortable(length).takes_ms(length);
            assert!((1_000.0..=16_000.0).contains(&takes), "{length}: {takes}");
        }
        assert_eq!(Pace::comfortable(0), Pace::Slower(10_000));
    }

    #[test]
    fn time_passes_slowed_down_until_the_end() {
        let moments = [1_000, 2_000];
        let pace = Pace::Slower(100);
        let mut head = Playhead::at(1_000.0);
        let mut frames = 0;
        while let Some(next) = head.advance(16.0, pace, &moments) {
            assert!(next.at_us > head.at_us);
            head = next;
            frames += 1;
        }
        assert!((head.at_us - 2_000.0).abs() < 1e-9);
        assert_eq!(frames, 7, "1 ms a hundred times slower is 100 ms");
    }

    #[test]
    fn event_by_event_dwells_on_each_moment() {
        let moments = [0, 500, 500, 90_000];
        let mut seen = vec![0.0];
        let mut head = Playhead::at(0.0);
        while let Some(next) = head.advance(50.0, Pace::Events, &moments) {
            if next.at_us > head.at_us {
                seen.push(next.at_us);
            }
            head = next;
        }
        assert_eq!(seen, [0.0, 500.0, 90_000.0]);
    }

    #[test]
    fn nothing_to_play_ends_at_once() {
        assert_eq!(Playhead::at(0.0).advance(16.0, Pace::Events, &[]), None);
        assert_eq!(
            Playhead::at(5.0).advance(16.0, Pace::Slower(10), &[5]),
            None
        );
    }
}
