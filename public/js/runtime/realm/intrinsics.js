// What code can leave behind in the language's own objects: taken back before
// a new process starts, so that a restart forgets everything.
//
// # Limits
// Objects that are not listed keep what was done to them.

/** Those that code is likely to extend. */
const LIST = [
  Array, ArrayBuffer, BigInt, Boolean, DataView, Date, Error, Function, Map, Math, Number, Object, Promise, Reflect,
  RegExp, Set, String, Symbol, JSON, Intl, RangeError, TypeError, SyntaxError, ReferenceError, Uint8Array, WeakMap,
  WeakSet, URL, URLSearchParams, Headers, Response, Request, EventTarget, Event, AbortSignal,
];

/** @returns {() => void} puts everything back as it is now */
export function rememberIntrinsics() {
  /** @type {Map<any, Map<PropertyKey, PropertyDescriptor>>} */
  const before = new Map();
  const objects = new Set([globalThis, ...LIST, ...LIST.map((one) => /** @type {any} */ (one).prototype).filter(Boolean)]);
  for (const object of objects) before.set(object, describe(object));
  return () => {
    for (const [object, properties] of before) restore(object, properties);
  };
}

/** @param {any} object */
function describe(object) {
  const all = Reflect.ownKeys(object).map((key) => /** @type {const} */ ([key, Object.getOwnPropertyDescriptor(object, key)]));
  return new Map(/** @type {[PropertyKey, PropertyDescriptor][]} */ (all));
}

/**
 * @param {any} object
 * @param {Map<PropertyKey, PropertyDescriptor>} properties
 */
function restore(object, properties) {
  for (const key of Reflect.ownKeys(object)) {
    if (!properties.has(key)) Reflect.deleteProperty(object, key);
  }
  for (const [key, was] of properties) {
    const now = Object.getOwnPropertyDescriptor(object, key);
    const same = now && now.value === was.value && now.get === was.get && now.set === was.set;
    if (!same) Reflect.defineProperty(object, key, was);
  }
}
