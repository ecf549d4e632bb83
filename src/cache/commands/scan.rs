//! Walks over keys: KEYS and SCAN.

use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::glob::matches;
use crate::cache::refusal::{Refusal, SYNTAX, err};
use crate::cache::table::{Keys, Spec, row};

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
    /// Reads the cursor at `at` and the options after it.
    pub(super) fn of(call: &Call<'a, '_>, at: usize) -> Result<Self, Refusal> {
        let cursor = std::str::from_utf8(call.arg(at)).ok();
        let mut walk = Self {
            cursor: cursor
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| err("invalid cursor"))?,
            count: 10,
            pattern: None,
            type_name: None,
        };
        for (nth, pair) in call.args_from(at + 1).chunks(2).enumerate() {
            let place = at + 2 + nth * 2;
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

    /// Whether an element with this name is to be given.
    pub(super) fn wants(&self, name: &[u8]) -> bool {
        self.pattern
            .is_none_or(|pattern| matches(pattern, name, false))
    }
}

/// A walk's reply: the cursor to go on from, and what was found.
pub(super) fn walked(cursor: u64, found: Vec<Reply>) -> Reply {
    Reply::Array(vec![Reply::text(cursor.to_string()), Reply::Array(found)])
}

fn scan(call: &mut Call<'_, '_>) -> Outcome {
    let walk = Walk::of(call, 1)?;
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
