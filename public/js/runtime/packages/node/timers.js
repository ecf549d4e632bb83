// Timers in the world's time, and node:timers/promises.

import { invalidArgument } from "./errors.js";

/** What `setTimeout` returns. */
export class Timeout {
  /**
   * @param {(...args: any[]) => void} fn
   * @param {number} delay
   * @param {any[]} args
   * @param {boolean} repeat
   */
  constructor(fn, delay, args, repeat) {
    this._fn = fn;
    this._delay = Number(delay);
    this._args = args;
    this._repeat = repeat;
    this._timer = this._arm();
    byNumber.set(this._timer, this);
    this._number = this._timer;
  }

  _arm() {
    return host.setTimer(() => this._fire(), this._delay);
  }

  _fire() {
    // Armed anew before it runs, so that the code can clear it.
    if (this._repeat) this._timer = this._arm();
    else this.close();
    this._fn(...this._args);
  }

  refresh() {
    host.clearTimer(this._timer);
    this._timer = this._arm();
    return this;
  }

  close() {
    host.clearTimer(this._timer);
    byNumber.delete(this._number);
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }

  [Symbol.toPrimitive]() {
    return this._number;
  }
}

/** Timers by the number they convert to. @type {Map<number, Timeout>} */
const byNumber = new Map();

/** @param {any} fn */
function checked(fn) {
  if (typeof fn !== "function") throw invalidArgument("callback", "of type function", fn);
  return fn;
}

/**
 * @param {any} fn
 * @param {any} [delay]
 * @param {any[]} args
 */
export function setTimeout(fn, delay, ...args) {
  return new Timeout(checked(fn), delay, args, false);
}

/**
 * @param {any} fn
 * @param {any} [delay]
 * @param {any[]} args
 */
export function setInterval(fn, delay, ...args) {
  return new Timeout(checked(fn), delay, args, true);
}

/** @param {any} timer a Timeout, or its number */
export function clearTimeout(timer) {
  const found = timer instanceof Timeout ? timer : byNumber.get(Number(timer));
  found?.close();
}

export { clearTimeout as clearInterval };

/** What `setImmediate` returns. */
class Immediate {
  /** @param {number} id */
  constructor(id) {
    this._id = id;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }
}

/**
 * @param {any} fn
 * @param {any[]} args
 */
export function setImmediate(fn, ...args) {
  checked(fn);
  return new Immediate(host.setImmediate(() => fn(...args)));
}

/** @param {any} immediate */
export function clearImmediate(immediate) {
  if (immediate instanceof Immediate) host.clearImmediate(immediate._id);
}

/** node:timers/promises. */
export const promises = {
  /**
   * @param {number} [delay]
   * @param {any} [value]
   * @param {{ signal?: AbortSignal }} [options]
   */
  setTimeout: (delay, value, options) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(value), delay);
      const signal = options?.signal;
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    }),
  /** @param {any} [value] */
  setImmediate: (value) => new Promise((resolve) => setImmediate(resolve, value)),
  /**
   * @param {number} [delay]
   * @param {any} [value]
   */
  async *setInterval(delay, value) {
    for (;;) yield await promises.setTimeout(delay, value);
  },
  scheduler: {
    /** @param {number} delay */
    wait: (delay) => promises.setTimeout(delay),
    yield: () => promises.setImmediate(undefined),
  },
};
