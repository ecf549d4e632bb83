// Deep equality, as `assert.deepStrictEqual` and `assert.deepEqual` mean it.

import { isBoxedPrimitive, isDate, isMap, isRegExp, isSet } from "./inspect/types.js";

/**
 * @param {any} a
 * @param {any} b
 */
export function isDeepStrictEqual(a, b) {
  return equal(a, b, true, new Map());
}

/**
 * @param {any} a
 * @param {any} b
 */
export function isDeepEqual(a, b) {
  return equal(a, b, false, new Map());
}

/**
 * @param {any} a
 * @param {any} b
 * @param {boolean} strict
 * @param {Map<any, any>} seen pairs under comparison
 * @returns {boolean}
 */
function equal(a, b, strict, seen) {
  if (strict ? Object.is(a, b) : a == b || (a !== a && b !== b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  return sameValue(a, b, strict, seen) && sameKeys(a, b, strict, seen);
}

/**
 * What is compared beside properties.
 * @param {any} a
 * @param {any} b
 * @param {boolean} strict
 * @param {Map<any, any>} seen
 */
function sameValue(a, b, strict, seen) {
  if (isDate(a) || isDate(b)) return isDate(a) && isDate(b) && a.getTime() === b.getTime();
  if (isRegExp(a) || isRegExp(b)) return String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (a instanceof Error || b instanceof Error) return a.message === b.message && a.name === b.name;
  if (isBoxedPrimitive(a) || isBoxedPrimitive(b)) return Object.is(a.valueOf(), b.valueOf());
  if (isMap(a) || isMap(b)) {
    if (!isMap(a) || !isMap(b) || a.size !== b.size) return false;
    return [...a].every(([key, value]) => {
      if (b.has(key)) return equal(value, b.get(key), strict, seen);
      return [...b].some(([other, its]) => equal(key, other, strict, seen) && equal(value, its, strict, seen));
    });
  }
  if (isSet(a) || isSet(b)) {
    if (!isSet(a) || !isSet(b) || a.size !== b.size) return false;
    return [...a].every((value) => b.has(value) || [...b].some((other) => equal(value, other, strict, seen)));
  }
  return true;
}

/**
 * @param {any} a
 * @param {any} b
 * @param {boolean} strict
 * @param {Map<any, any>} seen
 */
function sameKeys(a, b, strict, seen) {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], strict, seen));
}
