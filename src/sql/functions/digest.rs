//! Digests and base64.

use crate::sql::error::{Result, error};

/// MD5 (RFC 1321).
pub(super) fn md5(message: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [
        [7, 12, 17, 22],
        [5, 9, 14, 20],
        [4, 11, 16, 23],
        [6, 10, 15, 21],
    ];
    let mut state: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    let padded = padded(message, u64::to_le_bytes);
    for block in padded.chunks_exact(64) {
        let words: Vec<u32> = block
            .chunks_exact(4)
            .map(|b| b.iter().rev().fold(0, |w, b| w << 8 | u32::from(*b)))
            .collect();
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64_usize {
            let (mix, word) = match step / 16 {
                0 => ((b & c) | (!b & d), step),
                1 => ((d & b) | (!d & c), (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), (7 * step) % 16),
            };
            // The table of RFC 1321: floor(2^32 × |sin(step + 1)|).
            let constant = (((step + 1) as f64).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a
                .wrapping_add(mix)
                .wrapping_add(constant)
                .wrapping_add(words.get(word).copied().unwrap_or(0));
            let shift = SHIFTS
                .get(step / 16)
                .and_then(|row| row.get(step % 4))
                .copied()
                .unwrap_or(0);
            (a, d, c, b) = (d, c, b, b.wrapping_add(sum.rotate_left(shift)));
        }
        for (word, add) in state.iter_mut().zip([a, b, c, d]) {
            *word = word.wrapping_add(add);
        }
    }
    let mut out = [0; 16];
    for (to, from) in out
        .iter_mut()
        .zip(state.iter().flat_map(|word| word.to_le_bytes()))
    {
        *to = from;
    }
    out
}

/// SHA-256 (FIPS 180-4).
#[expect(clippy::many_single_char_names, reason = "the letters of FIPS 180-4")]
pub(super) fn sha256(message: &[u8]) -> [u8; 32] {
    // The fractions of the roots of the first primes are the constants.
    let primes = (2_u32..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0));
    let cube: Vec<u32> = primes
        .clone()
        .take(64)
        .map(|p| root_fraction(p, 3))
        .collect();
    let mut state: Vec<u32> = primes.take(8).map(|p| root_fraction(p, 2)).collect();
    for block in padded(message, u64::to_be_bytes).chunks_exact(64) {
        let mut w: Vec<u32> = block
            .chunks_exact(4)
            .map(|b| b.iter().fold(0, |w, b| w << 8 | u32::from(*b)))
            .collect();
        for at in 16..64 {
            let get = |back: usize| w.get(at - back).copied().unwrap_or(0);
            let (x, y) = (get(15), get(2));
            let s0 = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let s1 = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            w.push(
                get(16)
                    .wrapping_add(s0)
                    .wrapping_add(get(7))
                    .wrapping_add(s1),
            );
        }
        let mut v = state.clone();
        for (k, w) in cube.iter().zip(&w) {
            let [a, b, c, d, e, f, g, h] = v.as_slice() else {
                break;
            };
            let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & f) ^ (!e & g);
            let t1 = h
                .wrapping_add(s1)
                .wrapping_add(choice)
                .wrapping_add(*k)
                .wrapping_add(*w);
            let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            let t2 = s0.wrapping_add(majority);
            v = vec![
                t1.wrapping_add(t2),
                *a,
                *b,
                *c,
                d.wrapping_add(t1),
                *e,
                *f,
                *g,
            ];
        }
        for (word, add) in state.iter_mut().zip(v) {
            *word = word.wrapping_add(add);
        }
    }
    let mut out = [0; 32];
    for (to, from) in out
        .iter_mut()
        .zip(state.iter().flat_map(|word| word.to_be_bytes()))
    {
        *to = from;
    }
    out
}

/// The first 32 bits of the fraction of a root of `n`, in whole numbers.
fn root_fraction(n: u32, degree: u32) -> u32 {
    // The greatest x with (x / 2^32)^degree <= n.
    let (mut low, mut high) = (0_u128, 1_u128 << 37);
    while low + 1 < high {
        let middle = u128::midpoint(low, high);
        let power = num_bigint::BigUint::from(middle).pow(degree);
        if power <= num_bigint::BigUint::from(n) << (32 * degree) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low & 0xffff_ffff) as u32
}

fn padded(message: &[u8], length: fn(u64) -> [u8; 8]) -> Vec<u8> {
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend(length(message.len() as u64 * 8));
    padded
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 in lines of 76, as PostgreSQL's `encode` writes it.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for (at, chunk) in bytes.chunks(3).enumerate() {
        if at > 0 && at % 19 == 0 {
            out.push('\n');
        }
        let word = (0..3).fold(0_usize, |word, at| {
            word << 8 | usize::from(chunk.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let letter = LETTERS
                .get(word >> (18 - 6 * at) & 63)
                .map_or('=', |b| char::from(*b));
            out.push(if at > chunk.len() { '=' } else { letter });
        }
    }
    out
}

/// The bytes of a base64 text.
pub(super) fn from_base64(text: &str) -> Result<Vec<u8>> {
    let (mut out, mut word, mut bits) = (Vec::new(), 0_u32, 0);
    for c in text
        .bytes()
        .filter(|b| !b.is_ascii_whitespace() && *b != b'=')
    {
        let Some(value) = LETTERS.iter().position(|letter| *letter == c) else {
            return Err(error(
                "22023",
                format!(
                    "invalid symbol \"{}\" found while decoding base64 sequence",
                    char::from(c)
                ),
            ));
        };
        word = (word << 6 | value as u32) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits & 0xff) as u8);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        let mut text = String::new();
        crate::sql::output::push_hex(&mut text, bytes);
        text
    }

    #[test]
    fn digests_match_their_standards() {
        assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(
            hex(&md5(b"message digest")),
            "f96b697d7cb7938d525a2f31aaf161d0"
        );
        assert_eq!(
            hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn base64_reads_back() {
        for text in ["", "f", "fo", "foo", "foob"] {
            assert_eq!(
                from_base64(&base64(text.as_bytes())).expect("base64"),
                text.as_bytes()
            );
        }
        assert_eq!(base64(b"foob"), "Zm9vYg==");
    }
}
