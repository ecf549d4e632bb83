//! Text to syntax tree, with positions and PostgreSQL's wording of mistakes.

mod statement;

use super::error::{Result, error};
use super::split::Piece;
use crate::base::limits;
use crate::sql::SqlError;
use sqlparser::ast::Statement;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Span, Token, TokenWithSpan, Tokenizer};

/// A statement and where its words stand.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    /// The syntax tree.
    pub statement: Statement,
    /// Its text's lines and tokens.
    pub source: Source,
}

/// Finds positions in the whole text from lines and columns in a statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    /// The statement's text.
    pub text: String,
    /// Characters of the whole text before it.
    start: usize,
    /// Whether a semicolon ended it.
    ended: bool,
    /// Characters of the statement before each of its lines.
    lines: Vec<usize>,
    tokens: Vec<TokenWithSpan>,
}

/// Parses one statement.
pub(crate) fn parse(piece: &Piece<'_>) -> Result<Parsed> {
    let source = tokens(piece)?;
    let dialect = PostgreSqlDialect {};
    let mut parser = Parser::new(&dialect)
        .with_recursion_limit(limits::SQL_DEPTH)
        .with_tokens_with_locations(key_locks(&source.tokens));
    let statement = statement::statement(&mut parser, &source)?;
    let next = parser.peek_token();
    if next.token != Token::EOF {
        return Err(source.near(next.span.start));
    }
    Ok(Parsed { statement, source })
}

/// Reads the tokens of one statement, and bounds how deep they can nest.
pub(crate) fn tokens(piece: &Piece<'_>) -> Result<Source> {
    let mut source = Source::new(piece);
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, piece.text)
        .tokenize_with_location()
        .map_err(|mistake| source.unreadable(&mistake.message, mistake.location))?;
    source.tokens = tokens
        .into_iter()
        .filter(|token| !matches!(token.token, Token::Whitespace(_)))
        .collect();
    source.check_chains()?;
    Ok(source)
}

/// What stands before a locked table's name for FOR NO KEY UPDATE and FOR KEY
/// SHARE, which the parser doesn't know.
pub(crate) const KEY_LOCK: &str = " key";

/// Tokens in which `FOR NO KEY UPDATE` is `FOR UPDATE OF` a special name, and
/// so is `FOR KEY SHARE`.
fn key_locks(tokens: &[TokenWithSpan]) -> Vec<TokenWithSpan> {
    let word = |at: usize, wanted: &str| {
        matches!(tokens.get(at).map(|token| &token.token), Some(Token::Word(word))
            if word.quote_style.is_none() && word.value.eq_ignore_ascii_case(wanted))
    };
    let mut given = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        given.push(token.clone());
        at += 1;
        if !word(at - 1, "for") {
            continue;
        }
        let skipped = if word(at, "no") && word(at + 1, "key") && word(at + 2, "update") {
            2
        } else if word(at, "key") && word(at + 1, "share") {
            1
        } else {
            continue;
        };
        let Some(kind) = tokens.get(at + skipped) else {
            continue;
        };
        at += skipped + 1;
        let named = word(at, "of");
        let add = |token: Token| TokenWithSpan {
            token,
            span: kind.span,
        };
        given.push(kind.clone());
        given.push(add(Token::make_word("OF", None)));
        given.push(add(Token::make_word(KEY_LOCK, Some('"'))));
        if named {
            given.push(add(Token::Period));
            at += 1;
        }
    }
    given
}

impl Source {
    fn new(piece: &Piece<'_>) -> Self {
        let mut lines = vec![0];
        for (at, c) in piece.text.chars().enumerate() {
            if c == '\n' {
                lines.push(at + 1);
            }
        }
        Self {
            text: piece.text.to_owned(),
            start: piece.start,
            ended: piece.ended,
            lines,
            tokens: Vec::new(),
        }
    }

    /// The position, in characters from 1, in the whole text.
    pub fn position(&self, location: Location) -> Option<u32> {
        let line = usize::try_from(location.line).ok()?.checked_sub(1)?;
        let column = usize::try_from(location.column).ok()?;
        u32::try_from(self.start + self.lines.get(line)? + column).ok()
    }

    /// The place that a parser's message ends with.
    #[cfg_attr(
        not(feature = "gluesql"),
        allow(dead_code, reason = "compiled always, so that it cannot rot")
    )]
    pub fn place_in(&self, message: &str) -> Option<u32> {
        self.position(location_in(message)?)
    }

    /// Where a span begins.
    pub fn at(&self, span: Span) -> Option<u32> {
        self.position(span.start)
    }

    /// The first token after `span` that closes nothing: an operator after
    /// its left side.
    pub fn after(&self, span: Span) -> Option<u32> {
        let next = self
            .tokens
            .partition_point(|token| token.span.start < span.end);
        self.tokens
            .get(next..)?
            .iter()
            .find(|token| token.token != Token::RParen)
            .and_then(|token| self.at(token.span))
    }

    /// The operator `::` after `span`, when `others` stand between the two.
    pub fn cast_after(&self, span: Span, others: usize) -> Option<u32> {
        let next = self
            .tokens
            .partition_point(|token| token.span.start < span.end);
        let mut depth = 0_i32;
        self.tokens
            .get(next..)?
            .iter()
            .filter(|token| {
                match token.token {
                    Token::LParen | Token::LBracket => depth += 1,
                    // What closes before anything opened closes the left side.
                    Token::RParen | Token::RBracket => depth = (depth - 1).max(0),
                    _ => {}
                }
                depth == 0 && token.token == Token::DoubleColon
            })
            .nth(others)
            .and_then(|token| self.at(token.span))
    }

    /// The last of some words before `span`, such as the `EXTRACT` around it.
    pub fn word_before(&self, span: Span, words: &[&str]) -> Option<u32> {
        let next = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        let mut before = self.tokens.get(..next)?.iter().rev();
        before
            .find(|token| match &token.token {
                Token::Word(word) => words
                    .iter()
                    .any(|name| word.value.eq_ignore_ascii_case(name)),
                _ => false,
            })
            .and_then(|token| self.at(token.span))
    }

    /// The token after the one at a position, such as a type after its `::`.
    pub fn following(&self, position: u32) -> Option<u32> {
        let mut tokens = self.tokens.iter();
        tokens.find(|token| self.at(token.span) == Some(position))?;
        tokens.next().and_then(|token| self.at(token.span))
    }

    /// The last token before `span`: an operator before its right side.
    pub fn before(&self, span: Span) -> Option<u32> {
        let next = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        self.tokens
            .get(..next)?
            .iter()
            .rev()
            .find(|token| token.token != Token::LParen)
            .and_then(|token| self.at(token.span))
    }

    /// The greatest number of a parameter in it, as in `$2`.
    pub fn parameters(&self) -> usize {
        let number = |token: &TokenWithSpan| match &token.token {
            Token::Placeholder(name) => name.strip_prefix('$')?.parse().ok(),
            _ => None,
        };
        let most = self.tokens.iter().filter_map(number).max();
        most.unwrap_or(0).min(u16::MAX.into())
    }

    /// A chain of operators nests as deep as it is long, so its length is
    /// bounded before anything walks it.
    fn check_chains(&self) -> Result<()> {
        let mut chains = vec![0_usize];
        for token in &self.tokens {
            match &token.token {
                Token::LParen | Token::LBracket => chains.push(0),
                Token::RParen | Token::RBracket if chains.len() > 1 => {
                    chains.pop();
                }
                Token::Comma => {
                    if let Some(last) = chains.last_mut() {
                        *last = 0;
                    }
                }
                Token::Number(..) | Token::SingleQuotedString(_) | Token::Placeholder(_) => {}
                Token::Word(word) if word.keyword == sqlparser::keywords::Keyword::NoKeyword => {}
                _ => {
                    if let Some(last) = chains.last_mut() {
                        *last += 1;
                        if *last > limits::SQL_CHAIN * 2 {
                            return Err(too_deep().at(self.at(token.span)));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn mistake(&self, mistake: &ParserError) -> Box<SqlError> {
        match mistake {
            ParserError::RecursionLimitExceeded => too_deep(),
            ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
                match location_in(message) {
                    Some(location) => self.near(location),
                    None => self.at_end(),
                }
            }
        }
    }

    fn near(&self, location: Location) -> Box<SqlError> {
        let found = self
            .tokens
            .iter()
            .find(|token| token.span.start == location && token.token != Token::EOF);
        let Some(token) = found else {
            return self.at_end();
        };
        let words = self.slice(token.span);
        error("42601", format!("syntax error at or near \"{words}\"")).at(self.at(token.span))
    }

    /// Whether anything stands in parentheses.
    pub fn has_brackets(&self) -> bool {
        self.tokens.iter().any(|token| token.token == Token::LParen)
    }

    /// What is said of a statement that ends too early.
    pub fn at_end(&self) -> Box<SqlError> {
        let end = |text: &str| u32::try_from(self.start + text.chars().count() + 1).ok();
        if self.ended {
            return error("42601", "syntax error at or near \";\"").at(end(&self.text));
        }
        error("42601", "syntax error at end of input").at(end(self.text.trim_end()))
    }

    /// Where an operator stands between its sides.
    pub fn between(&self, left: Span, right: Span, operator: &str) -> Option<u32> {
        let tokens = self.tokens.iter();
        let between =
            tokens.filter(|token| token.span.start >= left.end && token.span.start < right.start);
        let mut same =
            between.filter(|token| token.token.to_string().eq_ignore_ascii_case(operator));
        match same.next_back() {
            Some(token) => self.at(token.span),
            None => self.after(left),
        }
    }

    /// The parenthesis that opens before a span.
    pub fn opening(&self, span: Span) -> Option<u32> {
        let next = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        let before = next.checked_sub(1).and_then(|at| self.tokens.get(at));
        match before {
            Some(token) if token.token == Token::LParen => self.at(token.span),
            _ => self.at(span),
        }
    }

    /// What the statement does, in its first word or two: `INSERT`,
    /// `CREATE TABLE`.
    fn verb(&self) -> String {
        let mut words = self.tokens.iter().map_while(|token| match &token.token {
            Token::Word(word) => Some(word.value.to_uppercase()),
            _ => None,
        });
        let first = words.next().unwrap_or_default();
        match first.as_str() {
            "CREATE" | "DROP" | "ALTER" | "COMMENT" | "LOCK" => {
                let second = words.find(|word| {
                    !matches!(
                        word.as_str(),
                        "OR" | "REPLACE" | "UNIQUE" | "TEMPORARY" | "TEMP"
                    )
                });
                format!("{first} {}", second.unwrap_or_default())
            }
            _ => first,
        }
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> String {
        let offset = |location| {
            self.position(location)
                .map_or(0, |position| position as usize - 1 - self.start)
        };
        let (from, to) = (offset(span.start), offset(span.end));
        self.text
            .chars()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect()
    }

    fn unreadable(&self, message: &str, location: Location) -> Box<SqlError> {
        let position = self.position(location);
        let rest: String = position.map_or_else(String::new, |position| {
            let skip = position as usize - 1 - self.start;
            self.text.chars().skip(skip).collect()
        });
        let words = match message {
            m if m.contains("dollar") => "unterminated dollar-quoted string",
            m if m.contains("comment") => "unterminated /* comment",
            m if m.contains("close delimiter") => "unterminated quoted identifier",
            m if m.starts_with("Unterminated") => "unterminated quoted string",
            _ => "syntax error",
        };
        error("42601", format!("{words} at or near \"{rest}\"")).at(position)
    }
}

fn too_deep() -> Box<SqlError> {
    error("54001", "stack depth limit exceeded").hint(format!(
        "Backlot takes {} levels of nesting and {} operators in a chain.",
        limits::SQL_DEPTH,
        limits::SQL_CHAIN
    ))
}

/// Reads the place at the end of a parser's message.
fn location_in(message: &str) -> Option<Location> {
    let (_, place) = message.rsplit_once(" at Line: ")?;
    let (line, column) = place.split_once(", Column: ")?;
    Some(Location {
        line: line.trim().parse().ok()?,
        column: column.trim().parse().ok()?,
    })
}
