// Sessions with the shipped engine, in a thread of their own.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildRuntime } from "./build.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Where `cargo xtask` puts the engine; the debug build serves while developing. */
export const enginePath =
  process.env.BACKLOT_ENGINE ?? ["release", "debug"].map((profile) => `${root}target/engine/${profile}`).find((path) => existsSync(`${path}/engine.js`)) ?? "";

/** Starts an engine; `run` gives what one command came to. */
export async function startSession() {
  const bundle = await buildRuntime();
  const worker = new Worker(new URL("./session_worker.mjs", import.meta.url), { workerData: { bundle, engine: enginePath } });
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: any) => void }>} */
  const waiting = new Map();
  await new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", resolve);
  });
  worker.on("error", (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  worker.on("message", (text) => {
    const { id, error, ...came } = JSON.parse(text);
    const waiter = waiting.get(id);
    if (error) waiter?.reject(new Error(error));
    else waiter?.resolve(came);
  });
  let id = 0;
  /**
   * @param {any} command
   * @returns {Promise<{ events: any[], outcome: any, turns: { turn: any, done: any }[] }>}
   */
  const run = (command) =>
    new Promise((resolve, reject) => {
      waiting.set(++id, { resolve, reject });
      worker.postMessage({ id, command });
    });
  return {
    run,
    /** @param {any} world */
    open: (world) => run({ command: "open", world }),
    /** @param {string} method @param {string} url @param {{ headers?: [string, string][], body?: any }} [more] */
    send: async (method, url, { headers = [], body = "" } = {}) => {
      const came = await run({ command: "send", requests: [{ form: "parts", method, url, headers, body }] });
      return { ...came, answer: came.outcome.answers?.[0] };
    },
    close: () => worker.terminate(),
  };
}
