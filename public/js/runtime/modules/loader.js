// How the text of a module becomes something that `import()` takes: a `blob:`
// URL in a browser, a `data:` URL in Node, which imports no blobs.

import { RealBlob, createObjectURL, listen, reportError, revokeObjectURL, unlisten } from "../platform.js";

/**
 * @typedef {object} ModuleLoader
 * @property {(code: string) => string} address a fresh URL of a module with this text
 * @property {(url: string) => void} release the URL will not be imported again
 * @property {(url: string) => Promise<any>} load imports it
 * @property {(code: string, error: Error) => Promise<{ line: number, column: number } | undefined>} locate
 *   where the module's syntax error is, if the platform can tell
 */

/** @returns {ModuleLoader} */
export function blobLoader() {
  return {
    address: (code) => createObjectURL(new RealBlob([code], { type: "text/javascript" })),
    release: revokeObjectURL,
    load: (url) => import(/* @vite-ignore */ url),
    locate: async (_, error) => placeInError(error),
  };
}

/**
 * Where an engine says that a syntax error is.
 * @param {any} error
 */
export function placeInError(error) {
  // Firefox; WebKit.
  const line = error.lineNumber ?? error.line;
  const column = error.columnNumber ?? error.column ?? 1;
  if (line) return { line, column };
  return reportedPlace(error);
}

/**
 * V8 keeps the place inside of the error and tells it only to error events.
 * @param {unknown} error
 * @returns {{ line: number, column: number } | undefined}
 */
function reportedPlace(error) {
  if (!listen || !reportError) return undefined;
  /** @type {{ line: number, column: number } | undefined} */
  let place;
  const listener = (/** @type {ErrorEvent} */ event) => {
    event.preventDefault();
    if (event.lineno > 0) place = { line: event.lineno, column: event.colno };
  };
  listen("error", listener);
  reportError(error);
  unlisten("error", listener);
  return place;
}
