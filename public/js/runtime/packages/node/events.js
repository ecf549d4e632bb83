// node:events.
//
// # Limits
// No `captureRejections`, no `on()` iterator, no domains.

import { invalidArgument, nodeError } from "./errors.js";

/** @typedef {(...args: any[]) => void} Listener */

/** Listeners of one event: one function, or several. @type {unique symbol} */
const LISTENERS = Symbol("listeners");
const MAX = Symbol("maxListeners");
/** Listeners that see errors without handling them. */
export const errorMonitor = Symbol("events.errorMonitor");

/** @param {any} listener */
function checked(listener) {
  if (typeof listener !== "function") throw invalidArgument("listener", "of type function", listener);
  return listener;
}

/**
 * An emitter can be called as a function by those that inherit the old way.
 * @this {any}
 */
export function EventEmitter() {
  this[LISTENERS] ??= undefined;
}

EventEmitter.defaultMaxListeners = 10;
EventEmitter.errorMonitor = errorMonitor;
EventEmitter.EventEmitter = EventEmitter;

/** @type {Record<string | symbol, any> & ThisType<any>} */
const methods = {
  /**
   * @param {string | symbol} event
   * @param {any[]} args
   */
  emit(event, ...args) {
    const all = this[LISTENERS];
    if (event === "error" && all?.[errorMonitor]) this.emit(errorMonitor, ...args);
    const found = all?.[event];
    if (found === undefined) {
      if (event === "error") throw unhandled(args[0]);
      return false;
    }
    if (typeof found === "function") {
      Reflect.apply(found, this, args);
    } else {
      for (const listener of found.slice()) Reflect.apply(listener, this, args);
    }
    return true;
  },

  /**
   * @param {string | symbol} event
   * @param {Listener} listener
   */
  on(event, listener) {
    return add(this, event, checked(listener), false);
  },

  /**
   * @param {string | symbol} event
   * @param {Listener} listener
   */
  prependListener(event, listener) {
    return add(this, event, checked(listener), true);
  },

  /**
   * @param {string | symbol} event
   * @param {Listener} listener
   */
  once(event, listener) {
    return this.on(event, onceOf(this, event, checked(listener)));
  },

  /**
   * @param {string | symbol} event
   * @param {Listener} listener
   */
  prependOnceListener(event, listener) {
    return this.prependListener(event, onceOf(this, event, checked(listener)));
  },

  /**
   * @param {string | symbol} event
   * @param {Listener} listener
   */
  removeListener(event, listener) {
    const all = this[LISTENERS];
    const found = all?.[event];
    if (found === undefined) return this;
    if (typeof found === "function") {
      if (found !== listener && found.listener !== listener) return this;
      delete all[event];
    } else {
      const at = found.findLastIndex((/** @type {any} */ one) => one === listener || one.listener === listener);
      if (at === -1) return this;
      found.splice(at, 1);
      if (found.length === 1) all[event] = found[0];
    }
    if (all.removeListener) this.emit("removeListener", event, listener);
    return this;
  },

  /** @param {string | symbol} [event] */
  removeAllListeners(event) {
    if (event === undefined) this[LISTENERS] = undefined;
    else if (this[LISTENERS]) delete this[LISTENERS][event];
    return this;
  },

  /** @param {string | symbol} event */
  listeners(event) {
    return this.rawListeners(event).map((/** @type {any} */ one) => one.listener ?? one);
  },

  /** @param {string | symbol} event */
  rawListeners(event) {
    const found = this[LISTENERS]?.[event];
    return found === undefined ? [] : typeof found === "function" ? [found] : found.slice();
  },

  /**
   * @param {string | symbol} event
   * @param {Listener} [listener]
   */
  listenerCount(event, listener) {
    const found = listener ? this.listeners(event).filter((/** @type {any} */ one) => one === listener) : this.rawListeners(event);
    return found.length;
  },

  eventNames() {
    return Reflect.ownKeys(this[LISTENERS] ?? {});
  },

  /** @param {number} count */
  setMaxListeners(count) {
    this[MAX] = count;
    return this;
  },

  getMaxListeners() {
    return this[MAX] ?? EventEmitter.defaultMaxListeners;
  },
};
methods.addListener = methods.on;
methods.off = methods.removeListener;
for (const name of Object.keys(methods)) {
  Object.defineProperty(EventEmitter.prototype, name, { value: methods[name], writable: true, configurable: true, enumerable: true });
}

/**
 * @param {any} emitter
 * @param {string | symbol} event
 * @param {any} listener
 * @param {boolean} first
 */
function add(emitter, event, listener, first) {
  const all = (emitter[LISTENERS] ??= Object.create(null));
  // Node tells before it adds.
  if (all.newListener) emitter.emit("newListener", event, listener.listener ?? listener);
  const found = all[event];
  if (found === undefined) all[event] = listener;
  else if (typeof found === "function") all[event] = first ? [listener, found] : [found, listener];
  else if (first) found.unshift(listener);
  else found.push(listener);
  warnOfLeak(emitter, event, all[event]);
  return emitter;
}

/**
 * @param {any} emitter
 * @param {string | symbol} event
 * @param {any} listeners
 */
function warnOfLeak(emitter, event, listeners) {
  const max = emitter.getMaxListeners?.() ?? EventEmitter.defaultMaxListeners;
  if (typeof listeners === "function" || max <= 0 || listeners.length <= max || listeners.warned) return;
  listeners.warned = true;
  const text = `Possible EventEmitter memory leak detected. ${listeners.length} ${String(event)} listeners added to [${emitter.constructor.name}]. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`;
  host.act({ kind: "log", level: "error", text: `(node:1) MaxListenersExceededWarning: ${text}` });
}

/**
 * @param {any} emitter
 * @param {string | symbol} event
 * @param {Listener} listener
 */
function onceOf(emitter, event, listener) {
  /** @param {any[]} args */
  const wrapped = (...args) => {
    emitter.removeListener(event, wrapped);
    Reflect.apply(listener, emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

/** @param {unknown} error */
function unhandled(error) {
  if (error instanceof Error) return error;
  return nodeError(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${String(error)})`);
}

/**
 * A promise of the next time that an emitter emits an event.
 * @param {any} emitter
 * @param {string | symbol} event
 */
export function once(emitter, event) {
  return new Promise((resolve, reject) => {
    const settle = (/** @type {any[]} */ ...args) => {
      emitter.removeListener("error", fail);
      resolve(args);
    };
    const fail = (/** @type {unknown} */ error) => {
      emitter.removeListener(event, settle);
      reject(error);
    };
    emitter.once(event, settle);
    if (event !== "error") emitter.once("error", fail);
  });
}
EventEmitter.once = once;

export default EventEmitter;
