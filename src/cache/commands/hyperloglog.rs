//! `HyperLogLog`: about how many different elements were added, in 12 kB.
//!
//! # Limits
//! The string is always kept dense, where Redis keeps a small one sparse;
//! the counts are the same.

use crate::base::Body;
use crate::cache::Reply;
use crate::cache::call::{Call, Outcome};
use crate::cache::refusal::Refusal;
use crate::cache::table::{ALL, GROWS, ONE, Spec, WRITE, row};
use crate::cache::value::{Kind, Text};

pub(super) const ROWS: &[Spec] = &[
    row("pfadd", -2, WRITE | GROWS, ONE, pfadd),
    row("pfcount", -2, 0, ALL, pfcount),
    row("pfmerge", -2, WRITE | GROWS, ALL, pfmerge),
];

/// Bits of the hash that choose a register.
const INDEX_BITS: u32 = 14;
const REGISTERS: usize = 1 << INDEX_BITS;
/// Bits of the hash that are counted.
const COUNTED_BITS: usize = 64 - INDEX_BITS as usize;
/// Bits of one register.
const REGISTER_BITS: usize = 6;
const HEADER: &[u8; 16] = b"HYLL\0\0\0\0\0\0\0\0\0\0\0\x80";
const DENSE_BYTES: usize = HEADER.len() + REGISTERS * REGISTER_BITS / 8;

/// The registers, each the longest run of zeros seen, plus one.
struct Registers(Vec<u8>);

impl Registers {
    fn new() -> Self {
        Self(vec![0; REGISTERS])
    }

    /// The registers of a string.
    fn read(text: &[u8]) -> Result<Self, Refusal> {
        let packed = match text.get(HEADER.len()..) {
            Some(packed) if text.len() == DENSE_BYTES && text.starts_with(b"HYLL\0") => packed,
            _ => {
                return Err(Refusal::from(
                    "WRONGTYPE Key is not a valid HyperLogLog string value.",
                ));
            }
        };
        let register = |nth: usize| {
            let bit = nth * REGISTER_BITS;
            let low = packed.get(bit / 8).copied().unwrap_or(0);
            let high = packed.get(bit / 8 + 1).copied().unwrap_or(0);
            (u16::from_le_bytes([low, high]) >> (bit % 8) & 63) as u8
        };
        Ok(Self((0..REGISTERS).map(register).collect()))
    }

    fn write(&self) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        bytes.resize(DENSE_BYTES, 0);
        for (nth, register) in self.0.iter().enumerate() {
            let bit = nth * REGISTER_BITS;
            let [low, high] = (u16::from(*register) << (bit % 8)).to_le_bytes();
            let at = HEADER.len() + bit / 8;
            for (at, part) in [(at, low), (at + 1, high)] {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte |= part;
                }
            }
        }
        bytes
    }

    /// Adds an element; whether that changed anything.
    fn add(&mut self, element: &[u8]) -> bool {
        let hash = murmur(element);
        let index = (hash & (REGISTERS as u64 - 1)) as usize;
        let rest = hash >> INDEX_BITS | 1 << COUNTED_BITS;
        self.raise(index, rest.trailing_zeros() as u8 + 1)
    }

    fn raise(&mut self, index: usize, to: u8) -> bool {
        match self.0.get_mut(index) {
            Some(register) if *register < to => {
                *register = to;
                true
            }
            _ => false,
        }
    }

    fn merge(&mut self, other: &Self) {
        for (index, register) in other.0.iter().enumerate() {
            self.raise(index, *register);
        }
    }

    /// About how many elements, by the estimator of O. Ertl's "New
    /// cardinality estimation algorithms for `HyperLogLog` sketches" (2017).
    fn count(&self) -> i64 {
        const ALPHA: f64 = 0.721_347_520_444_481_7;
        let mut histogram = [0_u32; 64];
        for register in &self.0 {
            if let Some(count) = histogram.get_mut(usize::from(*register)) {
                *count += 1;
            }
        }
        let share = |value: usize| histogram.get(value).copied().map_or(0.0, f64::from);
        let m = REGISTERS as f64;
        let mut z = m * tau((m - share(COUNTED_BITS + 1)) / m);
        for value in (1..=COUNTED_BITS).rev() {
            z = (z + share(value)) * 0.5;
        }
        z += m * sigma(share(0) / m);
        (ALPHA * m * m / z).round() as i64
    }
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z <= before {
            return z;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x) * (1.0 - x) * y;
        if z >= before {
            return z / 3.0;
        }
    }
}

/// `MurmurHash64A`, by Austin Appleby, with the seed Redis uses.
fn murmur(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const SEED: u64 = 0xadc8_3b19;
    let mut hash = SEED ^ (bytes.len() as u64).wrapping_mul(M);
    let word = |chunk: &[u8]| {
        let mut word = [0; 8];
        word.iter_mut()
            .zip(chunk)
            .for_each(|(to, from)| *to = *from);
        u64::from_le_bytes(word)
    };
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        let mut k = word(chunk).wrapping_mul(M);
        k = (k ^ k >> 47).wrapping_mul(M);
        hash = (hash ^ k).wrapping_mul(M);
    }
    if !rest.is_empty() {
        hash = (hash ^ word(rest)).wrapping_mul(M);
    }
    hash = (hash ^ hash >> 47).wrapping_mul(M);
    hash ^ hash >> 47
}

fn pfadd(call: &mut Call<'_, '_>) -> Outcome {
    let key = call.arg(1);
    let (mut registers, new) = match call.edit::<Text>(key)? {
        Some(text) => (Registers::read(text)?, false),
        None => (Registers::new(), true),
    };
    let mut changed = new;
    for element in call.args_from(2) {
        changed |= registers.add(&element.0);
    }
    if changed {
        store(call, key, &registers)?;
    }
    Ok(Reply::flag(changed))
}

/// Keeps the registers; the key's life stays as it was.
fn store(call: &mut Call<'_, '_>, key: &[u8], registers: &Registers) -> Result<(), Refusal> {
    *call.edit_or_new::<Text>(key)? = Text::computed(registers.write());
    call.wrote(key);
    Ok(())
}

/// The union of all keys; those that are not there add nothing.
fn union(call: &mut Call<'_, '_>, keys: &[Body]) -> Result<Registers, Refusal> {
    let mut union = Registers::new();
    for key in keys {
        if let Some(entry) = call.look(&key.0) {
            let text = Text::expect_of(&entry.value)?;
            union.merge(&Registers::read(text)?);
        }
    }
    call.steps(keys.len() * REGISTERS / 64);
    Ok(union)
}

fn pfcount(call: &mut Call<'_, '_>) -> Outcome {
    let registers = union(call, call.args_from(1))?;
    Ok(Reply::Integer(registers.count()))
}

fn pfmerge(call: &mut Call<'_, '_>) -> Outcome {
    let registers = union(call, call.args_from(1))?;
    store(call, call.arg(1), &registers)?;
    Ok(Reply::ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_read_back_from_their_bytes() {
        let mut registers = Registers::new();
        (0..5_000_u32).for_each(|n| {
            registers.add(&n.to_le_bytes());
        });
        let read = Registers::read(&registers.write()).expect("they are registers");
        assert_eq!(read.0, registers.0);
        let error = (registers.count() - 5_000).abs();
        assert!(error < 100, "off by {error}");
    }
}
