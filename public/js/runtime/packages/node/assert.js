// node:assert.
//
// # Limits
// Messages name both values; they are not the line-by-line differences of Node.

import { isDeepEqual, isDeepStrictEqual } from "./deep_equal.js";
import { inspect } from "./inspect/inspect.js";

export class AssertionError extends Error {
  /** @param {{ message?: string, actual?: any, expected?: any, operator?: string }} options */
  constructor({ message, actual, expected, operator }) {
    super(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`);
    this.name = "AssertionError";
    this.code = "ERR_ASSERTION";
    this.generatedMessage = message === undefined;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
}

/**
 * @param {any} holds
 * @param {any} message
 * @param {{ actual?: any, expected?: any, operator: string, text: () => string }} told
 */
function check(holds, message, { actual, expected, operator, text }) {
  if (holds) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message: message ?? text(), actual, expected, operator });
  error.generatedMessage = message === undefined;
  throw error;
}

/** @param {any} value @param {any} [message] */
export function ok(value, message) {
  check(value, message, {
    actual: value,
    expected: true,
    operator: "==",
    text: () => `The expression evaluated to a falsy value: ${inspect(value)}`,
  });
}

/**
 * A comparison as a function of `assert`.
 * @param {string} operator
 * @param {(a: any, b: any) => boolean} holds
 * @param {string} sentence
 */
function comparison(operator, holds, sentence) {
  return (/** @type {any} */ actual, /** @type {any} */ expected, /** @type {any} */ message) =>
    check(holds(actual, expected), message, {
      actual,
      expected,
      operator,
      text: () => `${sentence}\n\n${inspect(actual)} !== ${inspect(expected)}\n`,
    });
}

export const equal = comparison("==", (a, b) => a == b || (a !== a && b !== b), "Expected values to be loosely equal:");
export const notEqual = comparison("!=", (a, b) => a != b, "Expected values to be loosely unequal:");
export const strictEqual = comparison("strictEqual", Object.is, "Expected values to be strictly equal:");
export const notStrictEqual = comparison("notStrictEqual", (a, b) => !Object.is(a, b), "Expected values to be strictly unequal:");
export const deepEqual = comparison("deepEqual", isDeepEqual, "Expected values to be loosely deep-equal:");
export const notDeepEqual = comparison("notDeepEqual", (a, b) => !isDeepEqual(a, b), "Expected values not to be loosely deep-equal:");
export const deepStrictEqual = comparison("deepStrictEqual", isDeepStrictEqual, "Expected values to be strictly deep-equal:");
export const notDeepStrictEqual = comparison("notDeepStrictEqual", (a, b) => !isDeepStrictEqual(a, b), "Expected values not to be strictly deep-equal:");
export const match = comparison("match", (text, pattern) => pattern.test(text), "The input did not match the regular expression:");
export const doesNotMatch = comparison("doesNotMatch", (text, pattern) => !pattern.test(text), "The input was expected to not match:");

/** @param {any} [message] */
export function fail(message = "Failed") {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, operator: "fail" });
}

/**
 * @param {any} error
 * @param {any} expected
 */
function matches(error, expected) {
  if (expected === undefined || typeof expected === "string") return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) return true;
    return !Error.isPrototypeOf(expected) && expected(error) === true;
  }
  return Object.keys(expected).every((key) => {
    const want = expected[key];
    return want instanceof RegExp && typeof error[key] === "string" ? want.test(error[key]) : isDeepStrictEqual(error[key], want);
  });
}

/** @param {() => any} fn @param {any} [expected] @param {any} [message] */
export function throws(fn, expected, message) {
  let thrown;
  try {
    fn();
  } catch (error) {
    thrown = { error };
  }
  if (!thrown) fail(message ?? "Missing expected exception.");
  else if (!matches(thrown.error, expected)) throw thrown.error;
}

/** @param {() => any} fn @param {any} [message] */
export function doesNotThrow(fn, message) {
  try {
    fn();
  } catch (error) {
    fail(message ?? `Got unwanted exception.\nActual message: "${/** @type {any} */ (error)?.message}"`);
  }
}

/** @param {any} work a promise, or a function that gives one @param {any} [expected] @param {any} [message] */
export async function rejects(work, expected, message) {
  let thrown;
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    thrown = { error };
  }
  if (!thrown) fail(message ?? "Missing expected rejection.");
  else if (!matches(thrown.error, expected)) throw thrown.error;
}

/** @param {any} value */
export function ifError(value) {
  if (value !== null && value !== undefined) throw value;
}

const assert = Object.assign((/** @type {any} */ value, /** @type {any} */ message) => ok(value, message), {
  AssertionError,
  ok,
  equal,
  notEqual,
  strictEqual,
  notStrictEqual,
  deepEqual,
  notDeepEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  match,
  doesNotMatch,
  fail,
  throws,
  doesNotThrow,
  rejects,
  ifError,
});
/** `node:assert/strict`: the loose names mean the strict functions. */
export const strict = Object.assign((/** @type {any} */ value, /** @type {any} */ message) => ok(value, message), assert, {
  equal: strictEqual,
  notEqual: notStrictEqual,
  deepEqual: deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
});
Object.assign(assert, { strict });

export default assert;
