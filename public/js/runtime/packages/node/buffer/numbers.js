// Reading and writing numbers: readUInt16BE and its siblings, over DataView.

import { nodeError } from "../errors.js";

/** Node's names for DataView's. */
const KINDS = [
  ["Int8", "Int8", 1],
  ["UInt8", "Uint8", 1],
  ["Int16", "Int16", 2],
  ["UInt16", "Uint16", 2],
  ["Int32", "Int32", 4],
  ["UInt32", "Uint32", 4],
  ["Float", "Float32", 4],
  ["Double", "Float64", 8],
  ["BigInt64", "BigInt64", 8],
  ["BigUInt64", "BigUint64", 8],
];

/**
 * @param {Uint8Array} buffer
 * @param {number} offset
 * @param {number} size
 */
function viewAt(buffer, offset, size) {
  if (!Number.isInteger(offset) || offset < 0 || offset + size > buffer.length) {
    throw nodeError(
      RangeError,
      "ERR_OUT_OF_RANGE",
      `The value of "offset" is out of range. It must be >= 0 and <= ${buffer.length - size}. Received ${offset}`,
    );
  }
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** @param {any} prototype */
export function addNumbers(prototype) {
  for (const [name, kind, bytes] of KINDS) {
    const size = Number(bytes);
    for (const end of size === 1 ? [""] : ["LE", "BE"]) {
      const little = end === "LE";
      const read = function (/** @type {any} */ offset = 0) {
        // @ts-expect-error DataView is indexed by a computed name.
        return viewAt(this, offset, size)[`get${kind}`](offset, little);
      };
      const write = function (/** @type {any} */ value, /** @type {any} */ offset = 0) {
        // @ts-expect-error DataView is indexed by a computed name.
        viewAt(this, offset, size)[`set${kind}`](offset, value, little);
        return offset + size;
      };
      for (const alias of [String(name), String(name).replace("UInt", "Uint")]) {
        define(prototype, `read${alias}${end}`, read);
        define(prototype, `write${alias}${end}`, write);
      }
    }
  }
}

/**
 * @param {any} prototype
 * @param {string} name
 * @param {any} value
 */
function define(prototype, name, value) {
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
}
