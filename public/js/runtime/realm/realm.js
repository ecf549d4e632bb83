// The global scope that learner code sees: Node's, with the world's time,
// chance and network, for whichever process has the turn.
//
// **Invariant**: what a process sees depends on its files, its seed and its
// turns only, not on the browser and not on processes before it.

import createPackages from "backlot:packages";
import { BEGAN, dynamicImport } from "../modules/load.js";
import { IMPORT, PACKAGE } from "../modules/link.js";
import { framesOf, headline, printFrames } from "../stacks.js";
import { installDate } from "./date.js";
import { rememberIntrinsics } from "./intrinsics.js";
import { installLocale } from "./locale.js";
import { clearScope } from "./scope.js";

/** @typedef {import("../process.js").Process} Process */

/** Globals that each process has its own of; see `packages/packages.js`. */
const OF_PROCESS =
  "Buffer clearImmediate clearInterval clearTimeout console crypto fetch performance process setImmediate setInterval setTimeout global".split(" ");

export function createRealm() {
  const scope = /** @type {any} */ (globalThis);
  /** @type {WeakMap<Process, Record<string, unknown>>} */
  const globals = new WeakMap();
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

    /** Takes back what earlier processes left behind. */
    restore() {
      realm.current = undefined;
      restore();
    },
  };
  clearScope(new Set(OF_PROCESS));
  installDate(() => realm.current?.turn.now_unix_ms ?? 0);
  installLocale();
  Math.random = function random() {
    return realm.current?.random() ?? 0;
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
  const restore = rememberIntrinsics();
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
