//! Patterns of KEYS, SCAN … MATCH and CONFIG GET.

/// Whether `text` matches `pattern`: `*` any run, `?` any byte, `[abc]`,
/// `[a-z]` and `[^a]` one byte of or not of a set, `\` the next byte as it is.
///
/// Runs in time proportional to both lengths multiplied, at worst.
#[must_use]
pub fn matches(pattern: &[u8], text: &[u8], ignore_case: bool) -> bool {
    let fold = |byte: u8| {
        if ignore_case {
            byte.to_ascii_lowercase()
        } else {
            byte
        }
    };
    let (mut pattern, mut text) = (pattern, text);
    // Where to go on when a guess about the last `*` proves wrong: the
    // pattern after it, and the text it has not yet swallowed.
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        let matched = match (pattern, text) {
            ([], []) => return true,
            ([b'*', after @ ..], _) => {
                pattern = after;
                retry = Some((after, text));
                continue;
            }
            ([], _) | (_, []) => None,
            ([b'?', after @ ..], _) => Some(after),
            ([b'[', set @ ..], [byte, ..]) => {
                let (hit, after) = in_set(set, *byte, fold);
                hit.then_some(after)
            }
            ([b'\\', wanted, after @ ..] | [wanted, after @ ..], [byte, ..]) => {
                (fold(*wanted) == fold(*byte)).then_some(after)
            }
        };
        match (matched, text, retry) {
            (Some(after), [_, rest @ ..], _) => {
                pattern = after;
                text = rest;
            }
            (_, _, Some((after, [_, rest @ ..]))) => {
                retry = Some((after, rest));
                pattern = after;
                text = rest;
            }
            _ => return false,
        }
    }
}

/// Whether `byte` is in the set that begins here, and the pattern after its
/// `]`. A set that is not closed ends with the pattern.
fn in_set(set: &[u8], byte: u8, fold: impl Fn(u8) -> u8) -> (bool, &[u8]) {
    let (negated, mut set) = match set {
        [b'^', rest @ ..] => (true, rest),
        _ => (false, set),
    };
    let byte = fold(byte);
    let mut hit = false;
    loop {
        set = match set {
            [] => return (hit != negated, set),
            [b']', after @ ..] => return (hit != negated, after),
            [b'\\', one, after @ ..] => {
                hit |= fold(*one) == byte;
                after
            }
            [from, b'-', to, after @ ..] => {
                let (low, high) = (fold(*from.min(to)), fold(*from.max(to)));
                hit |= (low..=high).contains(&byte);
                after
            }
            [one, after @ ..] => {
                hit |= fold(*one) == byte;
                after
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_redis() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("h?llo", "hello", true),
            ("h?llo", "hllo", false),
            ("h*llo", "heeeello", true),
            ("h[ae]llo", "hallo", true),
            ("h[^e]llo", "hello", false),
            ("h[a-b]llo", "hbllo", true),
            ("h[b-a]llo", "hbllo", true),
            ("a\\*b", "a*b", true),
            ("a\\*b", "axb", false),
            ("*a*b*c", "xxaxxbxxc", true),
            ("*a*b*c", "xxaxxcxxb", false),
            ("[abc", "a", true),
            ("", "a", false),
            ("user:*:name", "user:7:name", true),
        ] {
            let got = matches(pattern.as_bytes(), text.as_bytes(), false);
            assert_eq!(got, expected, "{pattern} against {text}");
        }
        assert!(matches(b"MAX*", b"maxmemory", true));
    }

    #[test]
    fn many_stars_end_in_good_time() {
        let pattern = "a*".repeat(60) + "b";
        assert!(!matches(
            pattern.as_bytes(),
            "a".repeat(5_000).as_bytes(),
            false
        ));
    }
}
