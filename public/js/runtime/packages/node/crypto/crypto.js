// node:crypto, over @noble/hashes.
//
// # Limits
// Hashes, HMAC, chance, scrypt, PBKDF2 and comparison; no ciphers, no keys, no
// signatures. Derivation takes no virtual time of its own.

import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 as derivePbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt as deriveScrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { Buffer } from "../buffer/buffer.js";
import { invalidArgument, nodeError, unavailable } from "../errors.js";

/** @type {Record<string, any>} */
const HASHES = { md5, sha1, sha224, sha256, sha384, sha512, ripemd160, rmd160: ripemd160 };

/** @param {any} name */
function hashOf(name) {
  if (typeof name !== "string") throw invalidArgument("algorithm", "of type string", name);
  return HASHES[name.toLowerCase().replace(/^(sha)-/, "$1")];
}

/**
 * @param {any} data
 * @param {any} [encoding]
 * @param {string} [name]
 * @returns {Uint8Array}
 */
function bytes(data, encoding, name = "data") {
  if (typeof data === "string") return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw invalidArgument(name, "of type string or an instance of Buffer, TypedArray, or DataView", data);
}

/** A hash or HMAC under way. */
class Digest {
  /** @param {any} state */
  constructor(state) {
    this._state = state;
    this._done = false;
  }

  /** @param {any} data @param {any} [encoding] */
  update(data, encoding) {
    if (this._done) throw nodeError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this._state.update(bytes(data, encoding));
    return this;
  }

  /** @param {any} [encoding] */
  digest(encoding) {
    if (this._done) throw nodeError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this._done = true;
    const result = Buffer.from(this._state.digest());
    return encoding && encoding !== "buffer" ? result.toString(encoding) : result;
  }

  copy() {
    return new Digest(this._state.clone());
  }
}

/** @param {string} algorithm */
export function createHash(algorithm) {
  const hash = hashOf(algorithm);
  if (!hash) throw Object.assign(new Error("Digest method not supported"), { code: "ERR_OSSL_EVP_UNSUPPORTED" });
  return new Digest(hash.create());
}

/** @param {string} algorithm @param {any} key */
export function createHmac(algorithm, key) {
  const hash = hashOf(algorithm);
  if (!hash) throw nodeError(Error, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
  return new Digest(hmac.create(hash, bytes(key, "utf8", "key")));
}

/** @param {string} algorithm @param {any} data @param {any} [encoding] */
export function hash(algorithm, data, encoding = "hex") {
  return createHash(algorithm).update(data).digest(encoding);
}

export function getHashes() {
  return ["md5", "ripemd160", "sha1", "sha224", "sha256", "sha384", "sha512"];
}

/** @param {number} size @param {(error: Error | null, bytes: any) => void} [done] */
export function randomBytes(size, done) {
  if (typeof size !== "number") throw invalidArgument("size", "of type number", size);
  const result = Buffer.alloc(size);
  host.randomFill(result);
  if (!done) return result;
  host.setImmediate(() => done(null, result));
  return undefined;
}

/** @param {any} array */
export function randomFillSync(array) {
  host.randomFill(bytes(array));
  return array;
}

/** @param {any} first @param {any} [second] @param {any} [done] */
export function randomInt(first, second, done) {
  const [min, max, callback] = typeof second === "number" ? [first, second, done] : [0, first, second];
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) throw invalidArgument("max", "a safe integer", max);
  if (max <= min) {
    throw nodeError(RangeError, "ERR_OUT_OF_RANGE", `The value of "max" is out of range. It must be greater than the value of "min" (${min}). Received ${max}`);
  }
  const value = min + Math.floor(host.random() * (max - min));
  if (!callback) return value;
  host.setImmediate(() => callback(null, value));
  return undefined;
}

/** A version 4 UUID (RFC 9562). */
export function randomUUID() {
  const random = new Uint8Array(16);
  host.randomFill(random);
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  return Buffer.from(random).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** @param {any} a @param {any} b */
export function timingSafeEqual(a, b) {
  const [left, right] = [bytes(a, undefined, "buf1"), bytes(b, undefined, "buf2")];
  if (left.length !== right.length) {
    throw nodeError(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  }
  return left.every((byte, i) => byte === right[i]);
}

/** @param {any} password @param {any} salt @param {number} length @param {any} [options] */
export function scryptSync(password, salt, length, options = {}) {
  const N = options.N ?? options.cost ?? 16384;
  const r = options.r ?? options.blockSize ?? 8;
  const p = options.p ?? options.parallelization ?? 1;
  const maxmem = options.maxmem ?? 32 * 1024 * 1024;
  if (N < 2 || (N & (N - 1)) !== 0 || 128 * N * r > maxmem) {
    throw nodeError(RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "Invalid scrypt params: memory limit exceeded");
  }
  const dkLen = length;
  return Buffer.from(deriveScrypt(bytes(password, "utf8", "password"), bytes(salt, "utf8", "salt"), { N, r, p, dkLen, maxmem: maxmem + 1024 * 1024 }));
}

/** @param {any} password @param {any} salt @param {number} iterations @param {number} length @param {string} digest */
export function pbkdf2Sync(password, salt, iterations, length, digest) {
  if (typeof digest !== "string") throw invalidArgument("digest", "of type string", digest);
  const hash = hashOf(digest);
  if (!hash) throw nodeError(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${digest}`);
  return Buffer.from(derivePbkdf2(hash, bytes(password, "utf8", "password"), bytes(salt, "utf8", "salt"), { c: iterations, dkLen: length }));
}

/** @param {any[]} args password, salt, length, options, callback */
export function scrypt(...args) {
  later(args, () => scryptSync(args[0], args[1], args[2], typeof args[3] === "function" ? {} : args[3]));
}

/** @param {any[]} args password, salt, iterations, length, digest, callback */
export function pbkdf2(...args) {
  later(args, () => pbkdf2Sync(args[0], args[1], args[2], args[3], args[4]));
}

/**
 * Calls back with a value that takes a while.
 * @param {any[]} args the callback last
 * @param {() => any} work
 */
function later(args, work) {
  const done = args.at(-1);
  if (typeof done !== "function") throw invalidArgument("callback", "of type function", done);
  host.setImmediate(() => {
    let result;
    try {
      result = work();
    } catch (error) {
      done(error);
      return;
    }
    done(null, result);
  });
}

const instead = "This world has hashes, HMAC, random values, scrypt and pbkdf2.";
export const createCipheriv = () => unavailable("crypto.createCipheriv", instead);
export const createDecipheriv = () => unavailable("crypto.createDecipheriv", instead);
export const createSign = () => unavailable("crypto.createSign", instead);
export const createVerify = () => unavailable("crypto.createVerify", instead);
export const generateKeyPairSync = () => unavailable("crypto.generateKeyPairSync", instead);

/** The global `crypto`, and `crypto.webcrypto`. */
export const webcrypto = {
  randomUUID,
  /** @param {any} array */
  getRandomValues(array) {
    host.randomFill(bytes(array));
    return array;
  },
  get subtle() {
    return unavailable("crypto.subtle", "Use node:crypto: createHash, createHmac, scrypt.");
  },
};

export default {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSign,
  createVerify,
  generateKeyPairSync,
  getHashes,
  hash,
  pbkdf2,
  pbkdf2Sync,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  scrypt,
  scryptSync,
  timingSafeEqual,
  webcrypto,
};
