// Seeded chance of one process: sfc32 over four words that a hash of the seed
// fills. The same seed gives the same numbers everywhere.

/**
 * @param {number} seed
 * @returns {() => number} the next unsigned 32-bit number
 */
export function chanceFrom(seed) {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed >>> 0];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return t >>> 0;
  };
  // The first numbers still resemble the seed.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/**
 * A number from 0 up to, not including, 1, of 53 random bits.
 * @param {() => number} next
 */
export function fraction(next) {
  return ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
}

/**
 * @param {() => number} next
 * @param {Uint8Array} bytes
 */
export function fill(next, bytes) {
  for (let i = 0; i < bytes.length; i += 4) {
    const word = next();
    for (let j = 0; j < 4 && i + j < bytes.length; j++) {
      bytes[i + j] = word >>> (8 * j);
    }
  }
}
