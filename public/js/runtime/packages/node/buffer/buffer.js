// node:buffer.
//
// # Limits
// No `transcode`, no `new Buffer()`, no pool.

import { invalidArgument, nodeError, received } from "../errors.js";
import { encodingOf } from "./encodings.js";
import { addNumbers } from "./numbers.js";

/** Node's own bound is 2^53-1 on a machine with the memory. */
const MAX_LENGTH = 2 ** 30;

/** @param {any} name */
function encoding(name) {
  const found = encodingOf(name ?? "utf8");
  if (!found) throw nodeError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`);
  return found;
}

/** @param {number} size */
function checkSize(size) {
  if (typeof size !== "number") throw invalidArgument("size", "of type number", size);
  if (!(size >= 0 && size <= MAX_LENGTH)) {
    throw nodeError(RangeError, "ERR_OUT_OF_RANGE", `The value of "size" is out of range. It must be >= 0 && <= ${MAX_LENGTH}. Received ${size}`);
  }
  return size;
}

export class Buffer extends Uint8Array {
  static poolSize = 8192;

  /**
   * @param {any} value
   * @param {any} [encodingOrOffset]
   * @param {number} [length]
   * @returns {any}
   */
  static from(value, encodingOrOffset, length) {
    if (typeof value === "string") return view(encoding(encodingOrOffset).bytes(value));
    if (value instanceof ArrayBuffer) return new Buffer(value, encodingOrOffset, length);
    if (ArrayBuffer.isView(value) || Array.isArray(value)) return copyOf(/** @type {any} */ (value));
    const primitive = value?.valueOf?.();
    if (primitive != null && primitive !== value) return Buffer.from(primitive, encodingOrOffset, length);
    if (value?.type === "Buffer" && Array.isArray(value.data)) return copyOf(value.data);
    if (typeof value?.length === "number") return copyOf(Array.from(value));
    throw nodeError(
      TypeError,
      "ERR_INVALID_ARG_TYPE",
      `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${received(value)}`,
    );
  }

  /** @param {any[]} bytes @returns {any} */
  static of(...bytes) {
    return copyOf(bytes);
  }

  /**
   * @param {number} size
   * @param {any} [fill]
   * @param {any} [enc]
   */
  static alloc(size, fill, enc) {
    const buffer = new Buffer(checkSize(size));
    return fill === undefined ? buffer : buffer.fill(fill, enc);
  }

  /** @param {number} size */
  static allocUnsafe(size) {
    return new Buffer(checkSize(size));
  }

  /** @param {number} size */
  static allocUnsafeSlow(size) {
    return new Buffer(checkSize(size));
  }

  /**
   * @param {any} text
   * @param {any} [enc]
   */
  static byteLength(text, enc) {
    if (typeof text !== "string") return text.byteLength;
    const utf8 = enc === undefined || enc === null || /^utf-?8$/i.test(enc) || !encodingOf(enc);
    return utf8 ? utf8Length(text) : encoding(enc).bytes(text).length;
  }

  /** @param {any} value */
  static isBuffer(value) {
    return value instanceof Buffer;
  }

  /** @param {any} name */
  static isEncoding(name) {
    return typeof name === "string" && encodingOf(name) !== undefined;
  }

  /**
   * @param {Uint8Array[]} list
   * @param {number} [total]
   */
  static concat(list, total = list.reduce((sum, one) => sum + one.length, 0)) {
    const all = Buffer.alloc(total);
    let at = 0;
    for (const one of list) {
      const part = one.subarray(0, Math.max(0, total - at));
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /**
   * @param {Uint8Array} a
   * @param {Uint8Array} b
   */
  static compare(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  }

  get parent() {
    return this.buffer;
  }

  /**
   * @param {any} [enc]
   * @param {number} [start]
   * @param {number} [end]
   */
  toString(enc, start = 0, end = this.length) {
    const whole = start === 0 && end === this.length;
    return encoding(enc).text(whole ? this : this.subarray(start, end));
  }

  toJSON() {
    return { type: "Buffer", data: [...this] };
  }

  /** @param {Uint8Array} other */
  equals(other) {
    return this === other || Buffer.compare(this, other) === 0;
  }

  /** @param {Uint8Array} other */
  compare(other) {
    return Buffer.compare(this, other);
  }

  /**
   * Shares the bytes, unlike `Uint8Array.prototype.slice`.
   * @param {number} [start]
   * @param {number} [end]
   */
  slice(start, end) {
    return /** @type {any} */ (this.subarray(start, end));
  }

  /**
   * @param {string} text
   * @param {any} [offset]
   * @param {any} [length]
   * @param {any} [enc]
   */
  write(text, offset, length, enc) {
    if (typeof offset === "string") [offset, length, enc] = [0, undefined, offset];
    if (typeof length === "string") [length, enc] = [undefined, length];
    const at = offset ?? 0;
    const bytes = encoding(enc).bytes(text).subarray(0, Math.min(length ?? Infinity, this.length - at));
    this.set(bytes, at);
    return bytes.length;
  }

  /**
   * @param {Uint8Array} target
   * @param {number} [targetStart]
   * @param {number} [start]
   * @param {number} [end]
   */
  copy(target, targetStart = 0, start = 0, end = this.length) {
    const part = this.subarray(start, Math.min(end, start + Math.max(0, target.length - targetStart)));
    target.set(part, targetStart);
    return part.length;
  }

  /**
   * @param {any} value
   * @param {any} [start]
   * @param {any} [end]
   * @param {any} [enc]
   * @returns {any}
   */
  fill(value, start, end, enc) {
    if (typeof start === "string") [start, end, enc] = [0, undefined, start];
    if (typeof end === "string") [end, enc] = [undefined, end];
    if (typeof value === "number") return super.fill(value & 255, start, end);
    const bytes = typeof value === "string" ? encoding(enc).bytes(value) : value;
    if (bytes.length === 0) return super.fill(0, start, end);
    for (let i = start ?? 0, j = 0; i < (end ?? this.length); i++, j++) this[i] = bytes[j % bytes.length];
    return this;
  }

  /**
   * @param {any} value
   * @param {any} [from]
   * @param {any} [enc]
   */
  indexOf(value, from = 0, enc = undefined) {
    return find(this, value, from, enc, 1);
  }

  /**
   * @param {any} value
   * @param {any} [from]
   * @param {any} [enc]
   */
  lastIndexOf(value, from = this.length, enc = undefined) {
    return find(this, value, from, enc, -1);
  }

  /**
   * @param {any} value
   * @param {any} [from]
   * @param {any} [enc]
   */
  includes(value, from, enc) {
    return this.indexOf(value, from, enc) !== -1;
  }

  [Symbol.for("nodejs.util.inspect.custom")]() {
    const shown = [...this.subarray(0, 50)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const more = this.length > 50 ? ` ... ${this.length - 50} more byte${this.length > 51 ? "s" : ""}` : "";
    return `<Buffer${shown ? ` ${shown}` : ""}${more}>`;
  }
}
addNumbers(Buffer.prototype);

/**
 * A Buffer over the same bytes.
 * @param {Uint8Array} bytes
 */
function view(bytes) {
  return new Buffer(/** @type {ArrayBuffer} */ (bytes.buffer), bytes.byteOffset, bytes.byteLength);
}

/** @param {ArrayLike<number>} bytes */
function copyOf(bytes) {
  const buffer = new Buffer(bytes.length);
  buffer.set(bytes);
  return buffer;
}

/** @param {string} text */
function utf8Length(text) {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      length += 1;
    } else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      // Two units, four bytes.
      length += 2;
      i += 1;
    } else {
      length += 2;
    }
  }
  return length;
}

/**
 * @param {Buffer} buffer
 * @param {any} value
 * @param {any} from
 * @param {any} enc
 * @param {1 | -1} step
 */
function find(buffer, value, from, enc, step) {
  if (typeof from === "string") [from, enc] = [step === 1 ? 0 : buffer.length, from];
  const sought = typeof value === "number" ? [value & 255] : typeof value === "string" ? encoding(enc).bytes(value) : value;
  const last = buffer.length - sought.length;
  let at = from < 0 ? buffer.length + from : from;
  at = step === 1 ? Math.max(0, at) : Math.min(last, at);
  for (; at >= 0 && at <= last; at += step) {
    let same = 0;
    while (same < sought.length && buffer[at + same] === sought[same]) same++;
    if (same === sought.length) return at;
  }
  return -1;
}

export const constants = { MAX_LENGTH, MAX_STRING_LENGTH: 536870888 };
export const kMaxLength = MAX_LENGTH;
const { Blob, atob, btoa } = globalThis;
export { Blob, atob, btoa };
export default { Buffer, Blob, atob, btoa, constants, kMaxLength };
