//! Walks over keys: KEYS and SCAN.

use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::glob::matches;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{Keys, Spec, row};
use crate::cache::value::Kind;

pub(super) const ROWS: &[Spec] = &[
    row("keys", 2, 0, Keys::None, keys),
    row("scan", -2, 0, Keys::None, scan),
];

fn keys(call: &mut Call<'_, '_>) -> Outcome {
    let (pattern, now) = (call.arg(1), call.now);
    let all = call.keys();
    let visited = all.len();
    let found = all
        .iter()
        .filter(|(key, entry)| !entry.is_dead(now) && matches(pattern, key, false))
        .map(|(key, _)| Reply::bulk(key))
        .collect();
    call.steps(visited);
    Ok(found)
}

/// The options of a walk.
pub(super) struct Walk<'a> {
    /// Where to go on.
    pub cursor: u64,
    /// How many to visit.
    pub count: usize,
    /// What to give.
    pub pattern: Option<&'a [u8]>,
    /// The type to give, for SCAN alone.
    pub type_name: Option<&'a [u8]>,
}

impl<'a> Walk<'a> {
    /// Reads the options from a place on.
    pub(super) fn of(call: &Call<'a, '_>, at: usize, cursor: u64) -> Result<Self, Refusal> {
        let mut walk = Self {
            cursor,
            count: 10,
            pattern: None,
            type_name: None,
        };
        for (nth, pair) in call.args_from(at).chunks(2).enumerate() {
            let place = at + 1 + nth * 2;
            let [option, value] = pair else {
                return Err(SYNTAX);
            };
            match option.0.to_ascii_lowercase().as_slice() {
                b"count" => {
                    let count = usize::try_from(call.integer(place)?).unwrap_or(0);
                    if count == 0 {
                        return Err(SYNTAX);
                    }
                    walk.count = count;
                }
                b"match" => walk.pattern = Some(&value.0),
                b"type" if call.spec.name == "scan" => walk.type_name = Some(&value.0),
                _ => return Err(SYNTAX),
            }
        }
        Ok(walk)
    }

    /// Reads the cursor and the options of a walk over the parts of the value
    /// at the first key, and the value; none when the key is not there, where
    /// Redis does not look at the options.
    pub(super) fn over<K: Kind>(call: &mut Call<'a, '_>) -> Result<Option<(Self, K)>, Refusal> {
        let cursor = cursor(call.arg(2))?;
        match call.read_as::<K>(call.arg(1))? {
            None => Ok(None),
            Some(value) => Ok(Some((Self::of(call, 3, cursor)?, value))),
        }
    }

    /// Whether an element with this name is to be given.
    pub(super) fn wants(&self, name: &[u8]) -> bool {
        self.pattern
            .is_none_or(|pattern| matches(pattern, name, false))
    }
}

/// Reads a cursor as C's `strtoul` does, which takes a sign too.
fn cursor(word: &[u8]) -> Result<u64, Refusal> {
    // To C a word ends at its first zero byte, and no digits are zero.
    let word = word.split(|byte| *byte == 0).next().unwrap_or(word);
    if word.is_empty() {
        return Ok(0);
    }
    let text = std::str::from_utf8(word).ok();
    let unsigned = |text: &str| text.parse::<u64>().ok();
    let number = text.and_then(|text| match text.strip_prefix('-') {
        Some(rest) if !rest.starts_with('+') => unsigned(rest).map(u64::wrapping_neg),
        _ => unsigned(text),
    });
    number.ok_or_else(|| err("invalid cursor"))
}

/// The reply to a walk over a key that is not there.
pub(super) fn walked_nothing() -> Reply {
    walked(0, Vec::new())
}

/// A walk's reply: the cursor to go on from, and what was found.
pub(super) fn walked(cursor: u64, found: Vec<Reply>) -> Reply {
    Reply::Array(vec![Reply::text(cursor.to_string()), Reply::Array(found)])
}

fn scan(call: &mut Call<'_, '_>) -> Outcome {
    let cursor = cursor(call.arg(1))?;
    let walk = Walk::of(call, 2, cursor)?;
    let now = call.now;
    let mut found: Vec<Reply> = Vec::new();
    let mut visited = 0;
    let cursor = call.keys().scan(walk.cursor, walk.count, |key, entry| {
        visited += 1;
        let type_fits = walk
            .type_name
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(entry.value.type_name().as_bytes()));
        if !entry.is_dead(now) && type_fits && walk.wants(key) {
            found.push(Reply::Bulk(Body(key.to_vec())));
        }
    });
    call.steps(visited);
    Ok(walked(cursor, found))
}
