// node:util/types, as far as code can tell without the engine's help.

const tag = (/** @type {any} */ value) => Object.prototype.toString.call(value).slice(8, -1);

/**
 * Whether a getter that only the real thing has accepts the value.
 * @param {any} prototype
 * @param {string} name
 */
function branded(prototype, name) {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (/** @type {any} */ value) => {
    try {
      getter?.call(value);
      return value !== null && typeof value === "object";
    } catch {
      return false;
    }
  };
}

export const isMap = branded(Map.prototype, "size");
export const isSet = branded(Set.prototype, "size");
export const isArrayBuffer = branded(ArrayBuffer.prototype, "byteLength");
export const isAnyArrayBuffer = isArrayBuffer;
export const isArrayBufferView = ArrayBuffer.isView;
export const isTypedArray = (/** @type {any} */ value) => ArrayBuffer.isView(value) && !(value instanceof DataView);
export const isUint8Array = (/** @type {any} */ value) => value instanceof Uint8Array;
export const isDataView = (/** @type {any} */ value) => value instanceof DataView;
export const isPromise = (/** @type {any} */ value) => value instanceof Promise;
export const isWeakMap = (/** @type {any} */ value) => value instanceof WeakMap;
export const isWeakSet = (/** @type {any} */ value) => value instanceof WeakSet;
export const isNativeError = (/** @type {any} */ value) => value instanceof Error;
export const isAsyncFunction = (/** @type {any} */ value) => tag(value) === "AsyncFunction";
export const isGeneratorFunction = (/** @type {any} */ value) => /^(Async)?GeneratorFunction$/.test(tag(value));
export const isGeneratorObject = (/** @type {any} */ value) => tag(value) === "Generator";
export const isSymbolObject = (/** @type {any} */ value) => typeof value === "object" && tag(value) === "Symbol";

/** @param {any} value */
export function isDate(value) {
  try {
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false;
  }
}

/** @param {any} value */
export function isRegExp(value) {
  return typeof value === "object" && value !== null && tag(value) === "RegExp";
}

/** @param {any} value */
export function isBoxedPrimitive(value) {
  return value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt || isSymbolObject(value);
}
