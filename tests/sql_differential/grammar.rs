//! Texts made at random from rules, the same for the same seed.
//!
//! A line `name: text` gives a rule one more alternative; in it `{other}`
//! stands for what another rule makes, and `{other?}` for that or nothing.
//! Beyond a depth only alternatives without references are taken, if a rule
//! has any, so that every text ends.

use backlot::base::Chance;
use std::collections::BTreeMap;

/// How deep rules may go into each other before they come to an end.
const DEPTH: usize = 7;

/// The rules by name, each with its alternatives.
pub struct Grammar(BTreeMap<String, Vec<String>>);

impl Grammar {
    /// Reads a grammar; a mistake in it is a panic that names the line.
    pub fn parse(text: &str) -> Self {
        let mut rules: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let lines = text.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, alternative) = line
                .split_once(": ")
                .unwrap_or_else(|| panic!("no rule: {line}"));
            rules
                .entry(name.to_owned())
                .or_default()
                .push(alternative.to_owned());
        }
        Self(rules)
    }

    /// A text made by a rule.
    pub fn make(&self, rule: &str, chance: &mut Chance) -> String {
        let mut out = String::new();
        self.expand(rule, 0, chance, &mut out);
        out
    }

    fn expand(&self, rule: &str, depth: usize, chance: &mut Chance, out: &mut String) {
        let all = self
            .0
            .get(rule)
            .unwrap_or_else(|| panic!("no rule is called {rule}"));
        let ends: Vec<&String> = all.iter().filter(|text| !text.contains('{')).collect();
        let chosen = if depth >= DEPTH && !ends.is_empty() {
            ends[below(ends.len(), chance)]
        } else {
            &all[below(all.len(), chance)]
        };
        let mut rest = chosen.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .unwrap_or_else(|| panic!("not closed: {chosen}"));
            out.push_str(before);
            rest = after;
            match name.strip_suffix('?') {
                Some(_) if depth >= DEPTH || chance.below(2) == 0 => {}
                optional => self.expand(optional.unwrap_or(name), depth + 1, chance, out),
            }
        }
        out.push_str(rest);
    }
}

fn below(len: usize, chance: &mut Chance) -> usize {
    usize::try_from(chance.below(len as u64)).expect("it is below a usize")
}
