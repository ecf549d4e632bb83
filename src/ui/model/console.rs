//! What the two consoles share: recalling what was typed, and pointing at
//! the place of a mistake.

/// Which earlier entry stands in the field: none is what is being typed.
///
/// `by` is negative for earlier. Entries that repeat the one after them are
/// passed over, as shells do.
#[must_use]
pub fn recall(entries: &[String], at: Option<usize>, by: i64) -> Option<usize> {
    let mut here = at.unwrap_or(entries.len()).min(entries.len());
    let current = entries.get(here);
    loop {
        if by < 0 {
            let Some(before) = here.checked_sub(1) else {
                return at.filter(|at| *at < entries.len());
            };
            here = before;
        } else {
            here += 1;
        }
        match entries.get(here) {
            None => return None,
            entry if entry != current => return Some(here),
            Some(_) => {}
        }
    }
}

/// A line of a text with the place of a mistake in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caret {
    /// Which line, from 1.
    pub line: usize,
    /// Which character of it, from 1.
    pub column: usize,
    /// The line before the place.
    pub before: String,
    /// The word at the place.
    pub word: String,
    /// The rest of the line.
    pub after: String,
}

/// The place of the `position`th character (from 1) of a text. A position
/// after the end stands at the end.
#[must_use]
pub fn caret(text: &str, position: u32) -> Option<Caret> {
    let position = usize::try_from(position).ok()?.checked_sub(1)?;
    let mut begins = 0;
    let mut found = (1, "", 0);
    for (at, line) in text.split('\n').enumerate() {
        let length = line.chars().count();
        let column = position.saturating_sub(begins).min(length);
        found = (at + 1, line, column);
        if position <= begins + length {
            break;
        }
        begins += length + 1;
    }
    let (line, words, column) = found;
    let before: String = words.chars().take(column).collect();
    let rest: Vec<char> = words.chars().skip(column).collect();
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let length = match rest.first() {
        Some(first) if is_word(first) => rest.iter().take_while(|c| is_word(c)).count(),
        Some(_) => 1,
        None => 0,
    };
    Some(Caret {
        line,
        column: column + 1,
        before,
        word: rest.iter().take(length).collect(),
        after: rest.iter().skip(length).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(of: &[&str]) -> Vec<String> {
        of.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn earlier_entries_are_recalled_and_left_again() {
        let list = entries(&["a", "b", "b", "c"]);
        assert_eq!(recall(&list, None, -1), Some(3));
        assert_eq!(recall(&list, Some(3), -1), Some(2));
        assert_eq!(recall(&list, Some(2), -1), Some(0), "a repeat is one entry");
        assert_eq!(recall(&list, Some(0), -1), Some(0));
        assert_eq!(recall(&list, Some(0), 1), Some(1));
        assert_eq!(recall(&list, Some(3), 1), None);
        assert_eq!(recall(&[], None, -1), None);
        assert_eq!(recall(&[], None, 1), None);
    }

    #[test]
    fn the_place_of_a_mistake_is_a_line_and_a_word() {
        let caret = caret("SELECT *\nFROM boks\nWHERE id = 1", 15).expect("a place");
        assert_eq!((caret.line, caret.column), (2, 6));
        assert_eq!(
            (
                caret.before.as_str(),
                caret.word.as_str(),
                caret.after.as_str()
            ),
            ("FROM ", "boks", "")
        );
    }

    #[test]
    fn any_position_gives_a_place_inside_the_text() {
        for text in ["", "x", "naïve ☃\n\nSELECT"] {
            for position in 1..30 {
                let caret = caret(text, position).expect("a place");
                let line = text.split('\n').nth(caret.line - 1).expect("a line");
                assert_eq!(
                    format!("{}{}{}", caret.before, caret.word, caret.after),
                    line
                );
            }
        }
        assert_eq!(caret("SELECT", 0), None);
    }
}
