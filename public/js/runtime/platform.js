// The browser's own functions, taken before any of the learner's code could
// change them and before the realm took them away.

export const RealDate = Date;
export const RealBlob = globalThis.Blob;
export const createObjectURL = globalThis.URL.createObjectURL.bind(globalThis.URL);
export const revokeObjectURL = globalThis.URL.revokeObjectURL.bind(globalThis.URL);
export const queue = globalThis.queueMicrotask.bind(globalThis);
export const realClock = globalThis.performance.now.bind(globalThis.performance);

/** Listening to the worker's own events; Node's threads have none. */
export const listen = globalThis.addEventListener?.bind(globalThis);
export const unlisten = globalThis.removeEventListener?.bind(globalThis);

/** @type {((error: unknown) => void) | undefined} */
export const reportError = /** @type {any} */ (globalThis).reportError?.bind(globalThis);

/**
 * Lets one macrotask pass: everything that was ready to run has run.
 * @type {() => Promise<void>}
 */
export const macrotask = macrotasks();

function macrotasks() {
  const immediate = globalThis.setImmediate;
  if (immediate) {
    return () => new Promise((/** @type {(value: void) => void} */ done) => immediate(done));
  }
  // A timer would cost 4 ms when nested; a message costs microseconds.
  const { port1, port2 } = new MessageChannel();
  /** @type {((value: void) => void)[]} */
  const waiting = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((/** @type {(value: void) => void} */ done) => {
      waiting.push(done);
      port2.postMessage(0);
    });
}
