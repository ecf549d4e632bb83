// Checks of header fields, with Node's errors (RFC 9110 §5).

import { nodeError } from "../errors.js";

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const FORBIDDEN = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * @param {any} name
 * @param {string} [label]
 */
export function validateHeaderName(name, label = "Header name") {
  if (typeof name !== "string" || !TOKEN.test(name)) {
    throw nodeError(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${String(name)}"]`);
  }
}

/**
 * @param {string} name
 * @param {any} value
 */
export function validateHeaderValue(name, value) {
  if (value === undefined) {
    throw nodeError(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
  }
  if (FORBIDDEN.test(value)) throw invalidCharacter("header content", name);
}

/**
 * @param {string} what
 * @param {string} [field]
 */
export function invalidCharacter(what, field) {
  const message = field === undefined ? `Invalid character in ${what}` : `Invalid character in ${what} ["${field}"]`;
  return nodeError(TypeError, "ERR_INVALID_CHAR", message);
}

/** @param {string} text */
export function hasInvalidCharacter(text) {
  return FORBIDDEN.test(text);
}

/** Fields of which a message keeps only the first (Node docs: "message.headers"). */
const SINGLE = new Set(
  "age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after server user-agent".split(
    " ",
  ),
);

/**
 * `message.headers`: names in lower case, repeated fields joined.
 * @param {[string, string][]} fields
 * @returns {Record<string, any>}
 */
export function headersOf(fields) {
  /** @type {Record<string, any>} */
  const headers = {};
  for (const [spelled, value] of fields) {
    const name = spelled.toLowerCase();
    const before = headers[name];
    if (name === "set-cookie") {
      if (before) before.push(value);
      else headers[name] = [value];
    } else if (before === undefined || !Object.hasOwn(headers, name)) {
      headers[name] = value;
    } else if (!SINGLE.has(name)) {
      headers[name] = `${before}${name === "cookie" ? "; " : ", "}${value}`;
    }
  }
  return headers;
}
