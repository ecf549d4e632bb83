// node:querystring.

import { Buffer } from "./buffer/buffer.js";

/** @param {string} text */
export function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text).toString();
  }
}

/** @param {string} text */
function unescapeBuffer(text) {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

/** @param {any} text */
export function escape(text) {
  return encodeURIComponent(String(text)).replace(/%7E/g, "~");
}

/**
 * @param {string} text
 * @param {string} [separator]
 * @param {string} [equals]
 * @param {{ maxKeys?: number, decodeURIComponent?: (text: string) => string }} [options]
 */
export function parse(text, separator = "&", equals = "=", options = {}) {
  const result = Object.create(null);
  if (typeof text !== "string" || text === "") return result;
  const decode = options.decodeURIComponent ?? unescape;
  const max = options.maxKeys ?? 1000;
  const pieces = text.split(separator).filter((piece) => piece !== "");
  for (const piece of max > 0 ? pieces.slice(0, max) : pieces) {
    const at = piece.indexOf(equals);
    const plain = (/** @type {string} */ raw) => {
      const spaced = raw.includes("+") ? raw.replaceAll("+", " ") : raw;
      return spaced.includes("%") ? decode(spaced) : spaced;
    };
    const key = plain(at === -1 ? piece : piece.slice(0, at));
    const value = at === -1 ? "" : plain(piece.slice(at + equals.length));
    const before = result[key];
    if (before === undefined) result[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else result[key] = [before, value];
  }
  return result;
}

/**
 * @param {any} object
 * @param {string} [separator]
 * @param {string} [equals]
 */
export function stringify(object, separator = "&", equals = "=") {
  if (object === null || typeof object !== "object") return "";
  const one = (/** @type {any} */ value) =>
    typeof value === "string" || typeof value === "bigint" || typeof value === "boolean" || Number.isFinite(value) ? escape(value) : "";
  return Object.entries(object)
    .flatMap(([key, value]) => [value].flat().map((each) => escape(key) + equals + one(each)))
    .join(separator);
}

export { parse as decode, stringify as encode };
export default { parse, stringify, escape, unescape, decode: parse, encode: stringify };
