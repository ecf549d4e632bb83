//! Finding a command by a few of its letters.

use crate::platform::text;

/// The places of the items that fit what was typed, best first; all of them
/// in their own order when nothing was typed.
#[must_use]
pub fn filter<'a>(typed: &str, labels: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let words: Vec<String> = typed.split_whitespace().map(text::lower).collect();
    let mut fits: Vec<(u32, usize)> = labels
        .enumerate()
        .filter_map(|(place, label)| {
            let label = text::lower(label);
            let mut sum = 0;
            for word in &words {
                sum += score(word, &label)?;
            }
            Some((sum, place))
        })
        .collect();
    fits.sort_unstable();
    fits.into_iter().map(|(_, place)| place).collect()
}

/// How badly a word fits: 0 at the label's beginning, 1 at a word's, 2 inside
/// one, 3 and more when its letters are only there in order.
fn score(word: &str, label: &str) -> Option<u32> {
    if label.starts_with(word) {
        return Some(0);
    }
    let starts = label
        .split(|c: char| !c.is_alphanumeric())
        .any(|part| part.starts_with(word));
    if starts {
        return Some(1);
    }
    if label.contains(word) {
        return Some(2);
    }
    let mut letters = label.chars();
    let mut gaps = 3;
    for letter in word.chars() {
        let skipped = letters.by_ref().position(|other| other == letter)?;
        gaps += u32::from(skipped > 0);
    }
    Some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_come_before_insides_and_scattered_letters() {
        let labels = [
            "Reset the world",
            "Show the trace",
            "Restart",
            "Theme: dark",
        ];
        assert_eq!(filter("th", labels.into_iter()), [3, 0, 1]);
        assert_eq!(filter("res", labels.into_iter()), [0, 2]);
        assert_eq!(filter("rst", labels.into_iter()), [2, 0]);
    }

    #[test]
    fn every_word_must_fit() {
        let labels = ["Open world: Hello", "Open world: Bookshop", "Open file"];
        assert_eq!(filter("open book", labels.into_iter()), [1]);
        assert!(filter("zzz", labels.into_iter()).is_empty());
        assert_eq!(filter("  ", labels.into_iter()), [0, 1, 2]);
    }
}
