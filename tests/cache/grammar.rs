//! Commands made at random from templates, the same for the same seed.
//!
//! A template is a line of words. `[ a ]` may be left out, `< a | b >` is one
//! of several, `*( a )` comes once to three times, `$name` is a word of that
//! kind. A line `$name: a b c` says which words a kind has.

use backlot::base::{Body, Chance};
use backlot::cache::split_line;
use std::collections::BTreeMap;

/// Templates and kinds of words.
pub struct Grammar {
    kinds: BTreeMap<String, Vec<Body>>,
    templates: Vec<Node>,
}

enum Node {
    Word(Body),
    Kind(String),
    Sequence(Vec<Node>),
    Optional(Box<Node>),
    OneOf(Vec<Node>),
    Repeated(Box<Node>),
}

impl Grammar {
    /// Reads a grammar; a mistake in it is a panic that names the line.
    pub fn parse(text: &str) -> Self {
        let mut grammar = Self {
            kinds: BTreeMap::new(),
            templates: Vec::new(),
        };
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((name, words)) = line
                .strip_prefix('$')
                .and_then(|line| line.split_once(": "))
            {
                let words = split_line(words).expect("the words of a kind are well-formed");
                grammar.kinds.insert(name.to_owned(), words);
            } else {
                let mut tokens = line.split_whitespace().peekable();
                let node = sequence(&mut tokens);
                assert!(tokens.peek().is_none(), "unbalanced: {line}");
                grammar.templates.push(node);
            }
        }
        grammar
    }

    /// A command.
    pub fn command(&self, chance: &mut Chance) -> Vec<Body> {
        let mut words = Vec::new();
        self.expand(pick(&self.templates, chance), chance, &mut words);
        // Now and then a mistake: a word too few, too many, or a wrong one.
        match chance.below(40) {
            0 if words.len() > 1 => {
                words.remove(at_random(words.len(), chance));
            }
            1 => words.push(self.any_word(chance)),
            2 | 3 if words.len() > 1 => {
                let at = 1 + at_random(words.len() - 1, chance);
                words[at] = self.any_word(chance);
            }
            _ => {}
        }
        words
    }

    fn any_word(&self, chance: &mut Chance) -> Body {
        let kinds: Vec<_> = self.kinds.values().collect();
        let kind = *pick(&kinds, chance);
        pick(kind, chance).clone()
    }

    fn expand(&self, node: &Node, chance: &mut Chance, words: &mut Vec<Body>) {
        match node {
            Node::Word(word) => words.push(word.clone()),
            Node::Kind(name) => {
                let kind = self.kinds.get(name);
                let kind = kind.unwrap_or_else(|| panic!("no kind is called ${name}"));
                words.push(pick(kind, chance).clone());
            }
            Node::Sequence(nodes) => {
                for node in nodes {
                    self.expand(node, chance, words);
                }
            }
            Node::Optional(node) => {
                if chance.below(2) == 0 {
                    self.expand(node, chance, words);
                }
            }
            Node::OneOf(nodes) => self.expand(pick(nodes, chance), chance, words),
            Node::Repeated(node) => {
                for _ in 0..=chance.below(3) {
                    self.expand(node, chance, words);
                }
            }
        }
    }
}

fn at_random(len: usize, chance: &mut Chance) -> usize {
    usize::try_from(chance.below(len as u64)).expect("it is below a usize")
}

fn pick<'a, T>(from: &'a [T], chance: &mut Chance) -> &'a T {
    &from[at_random(from.len(), chance)]
}

fn sequence<'a>(tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Node {
    let mut nodes = Vec::new();
    while let Some(token) = tokens.next_if(|token| !matches!(*token, "]" | ">" | ")" | "|")) {
        nodes.push(match token {
            "[" => {
                let node = sequence(tokens);
                assert_eq!(tokens.next(), Some("]"));
                Node::Optional(Box::new(node))
            }
            "*(" => {
                let node = sequence(tokens);
                assert_eq!(tokens.next(), Some(")"));
                Node::Repeated(Box::new(node))
            }
            "<" => {
                let mut choices = vec![sequence(tokens)];
                while tokens.next() == Some("|") {
                    choices.push(sequence(tokens));
                }
                Node::OneOf(choices)
            }
            word => match word.strip_prefix('$') {
                Some(kind) => Node::Kind(kind.to_owned()),
                None => Node::Word(Body::from(word)),
            },
        });
    }
    Node::Sequence(nodes)
}
