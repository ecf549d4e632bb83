//! A resource with few places: whoever comes when all are taken waits.

/// The places, each with the virtual time until which it is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slots<const PLACES: usize> {
    busy_until_us: [u64; PLACES],
}

impl<const PLACES: usize> Slots<PLACES> {
    pub fn new() -> Self {
        Self {
            busy_until_us: [0; PLACES],
        }
    }

    /// Takes the place that is free first, for `for_us` from `at_us` or from
    /// when it is free. Gives when the work ends, and how many places were
    /// taken if it had to wait.
    pub fn take(&mut self, at_us: u64, for_us: u64) -> (u64, Option<usize>) {
        let Some(first) = self.busy_until_us.iter_mut().min() else {
            return (at_us + for_us, None);
        };
        let waits = *first > at_us;
        *first = (*first).max(at_us) + for_us;
        (*first, waits.then_some(PLACES))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn third_of_two_places_waits_for_the_first_to_be_free() {
        let mut slots = Slots::<2>::new();
        assert_eq!(slots.take(0, 10), (10, None));
        assert_eq!(slots.take(0, 30), (30, None));
        assert_eq!(slots.take(5, 10), (20, Some(2)));
        assert_eq!(slots.take(25, 10), (35, None));
    }
}
