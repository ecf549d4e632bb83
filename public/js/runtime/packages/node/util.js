// node:util.
//
// # Limits
// No `MIMEType`, no `parseArgs`, no `styleText`.

import { inspect, format, formatWithOptions } from "./inspect/inspect.js";
import { invalidArgument, nodeError } from "./errors.js";
import { isDeepStrictEqual } from "./deep_equal.js";
import * as types from "./inspect/types.js";

const CUSTOM = Symbol.for("nodejs.util.promisify.custom");

/**
 * @param {any} Child
 * @param {any} Parent
 */
export function inherits(Child, Parent) {
  Object.defineProperty(Child, "super_", { value: Parent, writable: true, configurable: true });
  Object.setPrototypeOf(Child.prototype, Parent.prototype);
}

/** @param {any} fn takes a callback last */
export function promisify(fn) {
  if (typeof fn !== "function") throw invalidArgument("original", "of type function", fn);
  if (fn[CUSTOM]) return fn[CUSTOM];
  /** @this {any} @param {any[]} args */
  function promised(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(fn, this, [...args, (/** @type {any} */ error, /** @type {any} */ value) => (error ? reject(error) : resolve(value))]);
    });
  }
  Object.setPrototypeOf(promised, Object.getPrototypeOf(fn));
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(fn));
}
promisify.custom = CUSTOM;

/** @param {any} fn returns a promise */
export function callbackify(fn) {
  /** @this {any} @param {any[]} args */
  return function (...args) {
    const done = args.pop();
    Reflect.apply(fn, this, args).then(
      (/** @type {any} */ value) => host.nextTick(() => done(null, value)),
      (/** @type {any} */ error) => host.nextTick(() => done(error ?? nodeError(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value"))),
    );
  };
}

/**
 * @param {any} fn
 * @param {string} message
 */
export function deprecate(fn, message) {
  let warned = false;
  /** @this {any} @param {any[]} args */
  return function (...args) {
    if (!warned) host.act({ kind: "log", level: "error", text: `(node:1) DeprecationWarning: ${message}` });
    warned = true;
    return Reflect.apply(fn, this, args);
  };
}

/** @param {string} text */
export function stripVTControlCharacters(text) {
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}

/** @param {string} text */
export function toUSVString(text) {
  return Buffer.from(String(text)).toString();
}

const { TextDecoder, TextEncoder } = globalThis;
export { TextDecoder, TextEncoder, format, formatWithOptions, inspect, isDeepStrictEqual, types };
export const isArray = Array.isArray;

export default {
  TextDecoder,
  TextEncoder,
  callbackify,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray,
  isDeepStrictEqual,
  promisify,
  stripVTControlCharacters,
  toUSVString,
  types,
};
