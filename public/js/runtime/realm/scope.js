// The global scope: what Node has and the world can keep its word for. All
// else a browser offers to a worker is taken away: it could not reach anything
// from the sealed frame, but it would answer in the browser's time.

/** What stays of the browser's own, beside the language itself. */
const KEPT = new Set(
  `AbortController AbortSignal Blob ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy CustomEvent
  DOMException DecompressionStream Event EventTarget File FormData Headers ReadableStream ReadableStreamBYOBReader
  ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ReadableStreamDefaultReader
  Request Response TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream
  TransformStreamDefaultController URL URLSearchParams WritableStream WritableStreamDefaultController
  WebAssembly WritableStreamDefaultWriter atob btoa queueMicrotask structuredClone`.split(/\s+/),
);

/** The language's own, ECMA-262 and ECMA-402. Without what waits on other threads. */
const LANGUAGE = new Set(
  `globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array
  BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array
  Float64Array Function Int8Array Int16Array Int32Array InternalError Intl Iterator JSON Map Math Number Object Promise Proxy
  RangeError ReferenceError Reflect RegExp Set String SuppressedError Symbol SyntaxError Temporal TypeError Uint8Array
  Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakRef WeakSet`.split(/\s+/),
);

/**
 * Takes everything else out of the global scope, and what it inherits.
 * @param {ReadonlySet<string>} own names that the realm defines itself
 */
export function clearScope(own) {
  const scope = /** @type {any} */ (globalThis);
  const isOurs = (/** @type {PropertyKey} */ name) =>
    typeof name === "symbol" || KEPT.has(/** @type {string} */ (name)) || LANGUAGE.has(/** @type {string} */ (name)) || own.has(/** @type {string} */ (name));
  for (let at = scope; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Reflect.ownKeys(at)) {
      if (isOurs(name) || name === "constructor") continue;
      // What cannot be deleted is hidden by an own property of no value.
      if (!Reflect.deleteProperty(at, name)) {
        Reflect.defineProperty(scope, name, { value: undefined, writable: false, configurable: false });
      }
    }
  }
  // The way back to what was deleted: constructors of the scope itself.
  for (let at = Object.getPrototypeOf(scope); at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    Reflect.deleteProperty(at, "constructor");
  }
  Reflect.deleteProperty(URL, "createObjectURL");
  Reflect.deleteProperty(URL, "revokeObjectURL");
}
