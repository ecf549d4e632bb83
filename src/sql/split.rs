//! Splits a text into statements at its top-level semicolons, as psql does.

/// One statement of a text, without its semicolon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The statement.
    pub text: &'a str,
    /// Characters of the whole text before it.
    pub start: usize,
    /// Whether a semicolon ended it, rather than the end of the text.
    pub ended: bool,
}

impl Piece<'_> {
    /// Whether it holds nothing but blanks and comments.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let mut scan = Scan::new(self.text);
        while let Some((_, c)) = scan.peek() {
            if c.is_whitespace() {
                scan.next();
            } else if !scan.skip_comment() {
                return false;
            }
        }
        true
    }
}

/// The statements of `text`, the last one unended if no semicolon follows it.
/// Semicolons in strings, quoted names, dollar quotes, comments and
/// parentheses end nothing.
#[must_use]
pub fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut scan = Scan::new(text);
    let (mut byte, mut chars, mut depth) = (0, 0, 0_usize);
    while let Some((at, c)) = scan.peek() {
        if scan.skip_comment() || scan.skip_quoted() {
            continue;
        }
        scan.next();
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => {
                pieces.push(Piece {
                    text: text.get(byte..at).unwrap_or_default(),
                    start: chars,
                    ended: true,
                });
                byte = at + 1;
                chars = scan.chars;
            }
            _ => {}
        }
    }
    pieces.push(Piece {
        text: text.get(byte..).unwrap_or_default(),
        start: chars,
        ended: false,
    });
    pieces.retain(|piece| !piece.is_blank());
    pieces
}

/// Whether `text` stops inside a string, a quoted name, a dollar quote, a
/// comment or parentheses, so that a prompt should ask for more.
#[must_use]
pub fn is_open(text: &str) -> bool {
    let mut scan = Scan::new(text);
    let mut depth = 0_usize;
    while let Some((_, c)) = scan.peek() {
        if scan.skip_comment() || scan.skip_quoted() {
            continue;
        }
        scan.next();
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    scan.open || depth > 0
}

/// A cursor that knows how SQL quotes.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    chars: usize,
    before: char,
    open: bool,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            chars: 0,
            before: ' ',
            open: false,
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<(usize, char)> {
        self.rest().chars().next().map(|c| (self.at, c))
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        self.chars += 1;
        self.before = c;
        Some(c)
    }

    fn take(&mut self, prefix: &str) -> bool {
        let found = self.rest().starts_with(prefix);
        if found {
            for _ in prefix.chars() {
                self.next();
            }
        }
        found
    }

    fn skip_comment(&mut self) -> bool {
        if self.take("--") {
            while self.next().is_some_and(|c| c != '\n') {}
            return true;
        }
        if !self.take("/*") {
            return false;
        }
        let mut depth = 1;
        while depth > 0 {
            if self.take("/*") {
                depth += 1;
            } else if self.take("*/") {
                depth -= 1;
            } else if self.next().is_none() {
                self.open = true;
                break;
            }
        }
        true
    }

    fn skip_quoted(&mut self) -> bool {
        let escapes = matches!(self.before, 'e' | 'E');
        match self.peek() {
            Some((_, quote @ ('\'' | '"'))) => {
                self.next();
                loop {
                    match self.next() {
                        None => {
                            self.open = true;
                            break;
                        }
                        Some('\\') if escapes && quote == '\'' => {
                            self.next();
                        }
                        // A doubled quote ends here and begins again at once.
                        Some(c) if c == quote => break,
                        Some(_) => {}
                    }
                }
                true
            }
            Some((_, '$')) if !self.before.is_alphanumeric() && self.before != '_' => {
                self.skip_dollar_quoted()
            }
            _ => false,
        }
    }

    fn skip_dollar_quoted(&mut self) -> bool {
        let rest = self.rest();
        let Some(end) = rest.get(1..).and_then(|tag| tag.find('$')) else {
            return false;
        };
        let tag = rest.get(1..=end).unwrap_or_default();
        let named = tag.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !named || tag.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let fence = rest.get(..end + 2).unwrap_or_default();
        self.take(fence);
        while !self.take(fence) {
            if self.next().is_none() {
                self.open = true;
                break;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        split(text).iter().map(|piece| piece.text.trim()).collect()
    }

    #[test]
    fn semicolons_in_quotes_and_comments_end_nothing() {
        assert_eq!(texts("a ';' b; c"), ["a ';' b", "c"]);
        assert_eq!(texts("a \";\"; b -- ;\n; c"), ["a \";\"", "b -- ;", "c"]);
        assert_eq!(texts("do $x$ ; $$ ; $x$; b"), ["do $x$ ; $$ ; $x$", "b"]);
        assert_eq!(
            texts("a /* ; /* ; */ ; */ ; b"),
            ["a /* ; /* ; */ ; */", "b"]
        );
        assert_eq!(texts("select E'\\';'; b"), ["select E'\\';'", "b"]);
    }

    #[test]
    fn blank_statements_are_left_out() {
        assert_eq!(texts(";; -- nothing\n ; a;"), ["a"]);
        assert!(split("").is_empty());
    }

    #[test]
    fn starts_count_characters() {
        let pieces = split("é; b");
        assert_eq!(pieces.last().map(|piece| piece.start), Some(2));
    }

    #[test]
    fn an_open_quote_asks_for_more() {
        assert!(is_open("select 'a"));
        assert!(is_open("select ("));
        assert!(is_open("select $$ a"));
        assert!(!is_open("select 'a'"));
        assert!(!is_open("select $1"));
    }
}
