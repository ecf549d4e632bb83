//! LCS: what two strings have in common, in order.

use crate::base::limits;
use crate::cache::Reply;
use crate::cache::call::Use;
use crate::cache::call::{Call, Outcome};
use crate::cache::refusal::{SYNTAX, err};
use crate::cache::table::{Spec, TWO, row};
use crate::cache::value::{Text, Value};

pub(super) const ROWS: &[Spec] = &[row("lcs", -3, 0, TWO, lcs)];

/// A stretch that both strings share: where it begins in each, how long.
struct Match {
    first: usize,
    second: usize,
    len: usize,
}

fn lcs(call: &mut Call<'_, '_>) -> Outcome {
    let (mut len_only, mut places, mut with_len, mut least) = (false, false, false, 0);
    let (first, second) = (text(call, 1)?, text(call, 2)?);
    let mut at = 3;
    while at < call.args.len() {
        if call.is_word(at, "idx") {
            places = true;
        } else if call.is_word(at, "len") {
            len_only = true;
        } else if call.is_word(at, "withmatchlen") {
            with_len = true;
        } else if call.is_word(at, "minmatchlen") && at + 1 < call.args.len() {
            at += 1;
            least = usize::try_from(call.integer(at)?).unwrap_or(0);
        } else {
            return Err(SYNTAX);
        }
        at += 1;
    }
    if len_only && places {
        return Err(err(
            "If you want both the length and indexes, please just use IDX.",
        ));
    }
    let cells = (first.len() + 1).saturating_mul(second.len() + 1);
    if cells > limits::CACHE_LCS_CELLS {
        return Err(err(
            "Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len",
        ));
    }
    call.steps(cells);
    let (common, matches) = common(&first, &second);
    if len_only {
        return Ok(Reply::count(common.len()));
    }
    if !places {
        return Ok(Reply::bulk(&common));
    }
    let stretch = |from: usize, len: usize| {
        Reply::Array(vec![Reply::count(from), Reply::count(from + len - 1)])
    };
    let shown = matches
        .iter()
        .filter(|found| found.len >= least)
        .map(|found| {
            let mut parts = vec![
                stretch(found.first, found.len),
                stretch(found.second, found.len),
            ];
            parts.extend(with_len.then(|| Reply::count(found.len)));
            Reply::Array(parts)
        });
    Ok(Reply::Array(vec![
        Reply::text("matches"),
        shown.collect(),
        Reply::text("len"),
        Reply::count(common.len()),
    ]))
}

fn text(call: &mut Call<'_, '_>, at: usize) -> Result<Text, crate::cache::refusal::Refusal> {
    match call.read(call.arg(at), Use::Counts) {
        None => Ok(Text::default()),
        Some(Value::Text(text)) => Ok(text),
        Some(_) => Err(err("The specified keys must contain string values")),
    }
}

/// The longest common subsequence, and its stretches from the last to the
/// first.
fn common(first: &[u8], second: &[u8]) -> (Vec<u8>, Vec<Match>) {
    let width = second.len() + 1;
    let mut lengths = vec![0_u32; (first.len() + 1) * width];
    let length =
        |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in first.iter().enumerate() {
        for (j, b) in second.iter().enumerate() {
            let value = if a == b {
                length(&lengths, i, j) + 1
            } else {
                length(&lengths, i, j + 1).max(length(&lengths, i + 1, j))
            };
            if let Some(cell) = lengths.get_mut((i + 1) * width + j + 1) {
                *cell = value;
            }
        }
    }
    let (mut common, mut matches) = (Vec::new(), Vec::<Match>::new());
    let (mut i, mut j) = (first.len(), second.len());
    while i > 0 && j > 0 {
        let (a, b) = (first.get(i - 1), second.get(j - 1));
        if a == b {
            common.extend(a);
            (i, j) = (i - 1, j - 1);
            match matches.last_mut() {
                Some(last) if last.first == i + 1 && last.second == j + 1 => {
                    (last.first, last.second) = (i, j);
                    last.len += 1;
                }
                _ => matches.push(Match {
                    first: i,
                    second: j,
                    len: 1,
                }),
            }
        } else if length(&lengths, i - 1, j) > length(&lengths, i, j - 1) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    common.reverse();
    (common, matches)
}
