//! Reading exact counts from what test runners print.

/// How many tests passed, failed and were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Counts {
    pub const fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    pub const fn total(self) -> u64 {
        self.passed + self.failed + self.skipped
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Adds up the lines `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
pub fn of_cargo(printed: &str) -> Counts {
    printed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .map(|line| Counts {
            passed: number_before(line, " passed"),
            failed: number_before(line, " failed"),
            skipped: number_before(line, " ignored"),
        })
        .fold(Counts::default(), Counts::plus)
}

/// Reads Node's closing lines, such as `ℹ pass 12`.
pub fn of_node(printed: &str) -> Counts {
    let mut counts = Counts::default();
    for line in printed.lines() {
        let mut words = line.trim_start_matches(['ℹ', '#', ' ']).split(' ');
        let (word, number) = (
            words.next(),
            words.next().and_then(|number| number.parse::<u64>().ok()),
        );
        match (word, number) {
            (Some("pass"), Some(number)) => counts.passed = number,
            (Some("fail" | "cancelled"), Some(number)) => counts.failed += number,
            (Some("skipped" | "todo"), Some(number)) => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

/// The number that ends just before `word`.
fn number_before(line: &str, word: &str) -> u64 {
    line.split_once(word)
        .and_then(|(before, _)| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_cargo_results_add_up() {
        let printed = "\
running 2 tests
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s

test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";
        assert_eq!(
            of_cargo(printed),
            Counts {
                passed: 15,
                failed: 2,
                skipped: 1
            }
        );
    }

    #[test]
    fn cancelled_node_tests_count_as_failed() {
        let printed =
            "ℹ tests 9\nℹ suites 0\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 0\n";
        assert_eq!(
            of_node(printed),
            Counts {
                passed: 5,
                failed: 2,
                skipped: 2
            }
        );
    }
}
