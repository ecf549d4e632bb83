// The global scope that learner code sees: Node's, with the world's time,
// chance and network, for whichever process has the turn.

import createPackages from "backlot:packages";
import { dynamicImport } from "../modules/load.js";
import { BEGAN } from "../modules/load.js";
import { IMPORT, PACKAGE } from "../modules/link.js";
import { framesOf, headline, printFrames } from "../stacks.js";

/** @typedef {import("../process.js").Process} Process */

export function createRealm() {
  const scope = /** @type {any} */ (globalThis);
  /** @type {Map<Process, Record<string, unknown>>} */
  const globals = new Map();
  const realm = {
    /** @type {Process | undefined} */
    current: undefined,

    /**
     * Makes the global scope that of a process.
     * @param {Process} process
     */
    enter(process) {
      if (realm.current === process) return;
      realm.current = process;
      define(scope, globals.get(process) ?? {});
    },

    /**
     * Gives a new process its packages and globals.
     * @param {Process} process
     * @returns {Promise<void>} resolves when its first module begins to run
     */
    furnish(process) {
      const { modules, globals: own } = createPackages(process);
      process.modules.packages = modules;
      globals.set(process, own);
      define(scope, own);
      return new Promise((resolve) => define(scope, { [BEGAN]: () => resolve() }));
    },

    /** Drops what earlier processes left behind. */
    restore() {
      globals.clear();
      realm.current = undefined;
    },
  };
  define(scope, {
    [IMPORT]: (/** @type {string} */ from) => dynamicImport(/** @type {Process} */ (realm.current).modules)(from),
    [PACKAGE]: (/** @type {string} */ name) => realm.current?.modules.packages.get(name)?.(),
  });
  // Chromium and Node ask this for each error's stack.
  Object.defineProperty(Error, "prepareStackTrace", {
    configurable: true,
    writable: true,
    value: (/** @type {unknown} */ error, /** @type {NodeJS.CallSite[]} */ sites) => {
      const lines = sites.map((site) => `    at ${site}`).join("\n");
      return headline(error) + printFrames(framesOf(lines, (path) => realm.current?.editsOf(path)));
    },
  });
  return realm;
}

/**
 * @param {any} target
 * @param {Record<string | symbol, unknown>} values
 */
function define(target, values) {
  for (const name of Reflect.ownKeys(values)) {
    Object.defineProperty(target, name, { value: values[/** @type {string} */ (name)], writable: true, configurable: true });
  }
}
