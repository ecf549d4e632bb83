// node:async_hooks.
//
// # Limits
// A browser cannot tell which request a promise belongs to, so stores that
// follow promises are not possible; to hand on a wrong one would be worse.

import { unavailable } from "./errors.js";

const instead = "Pass the value along, for example on req or res.locals.";

export class AsyncLocalStorage {
  constructor() {
    unavailable("AsyncLocalStorage", instead);
  }
}

/** Runs functions as they are: there is no context to restore. */
export class AsyncResource {
  /** @param {any} fn */
  static bind(fn) {
    return fn;
  }

  /**
   * @param {any} fn
   * @param {any} self
   * @param {any[]} args
   */
  runInAsyncScope(fn, self, ...args) {
    return fn.apply(self, args);
  }
}

export default { AsyncLocalStorage, AsyncResource };
