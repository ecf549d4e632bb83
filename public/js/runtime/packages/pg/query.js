// The ways to say what to ask: text and values, a configuration, a callback.

import { nodeError } from "../node/errors.js";

/**
 * @typedef {{ text: string, values: any[], rowMode?: string, types?: any, name?: string }} Query
 * @typedef {(error: Error | null, result?: any) => void} Callback
 */

/**
 * @param {any} config text, or an object
 * @param {any} [values] or a callback
 * @param {any} [callback]
 * @returns {{ query: Query, callback: Callback | undefined }}
 */
export function readQuery(config, values, callback) {
  if (config === null || config === undefined) throw new TypeError("Client was passed a null or undefined query");
  if (typeof values === "function") [values, callback] = [undefined, values];
  const query = typeof config === "string" ? { text: config, values } : { ...config, values: values ?? config.values };
  query.values ??= [];
  if (typeof query.text !== "string" || query.text === "") {
    throw new Error("A query must have either text or a name. Supplying neither is unsupported.");
  }
  if (!Array.isArray(query.values)) throw new Error("Query values must be an array");
  return { query, callback: callback ?? (typeof config === "object" ? config.callback : undefined) };
}

/**
 * A promise, unless the caller is to be called back.
 * @param {Callback | undefined} callback
 * @param {(done: Callback) => void} work
 * @returns {any}
 */
export function promiseOr(callback, work) {
  if (callback) {
    if (typeof callback !== "function") throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", "The callback must be a function");
    work(callback);
    return undefined;
  }
  return new Promise((resolve, reject) => {
    work((error, result) => (error ? reject(error) : resolve(result)));
  });
}
