// A hand-held world: hands out turns as an engine would, and returns what was done.

import { Worker } from "node:worker_threads";
import { buildRuntime } from "./build.mjs";

/**
 * Starts a runtime in a thread of its own.
 */
export async function startRuntime() {
  const bundle = await buildRuntime();
  const worker = new Worker(new URL("./runtime_worker.mjs", import.meta.url), { workerData: { bundle } });
  const waiting = new Map();
  await new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", resolve);
  });
  worker.on("message", ({ id, done }) => waiting.get(id)?.resolve(JSON.parse(done)));
  worker.on("error", (error) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  let id = 0;
  /** @param {any} turn */
  const turn = (turn) =>
    new Promise((resolve, reject) => {
      waiting.set(++id, { resolve, reject });
      worker.postMessage({ id, turn });
    });
  return { turn, close: () => worker.terminate() };
}

/**
 * One process with these files; `do` hands it an input and gives its actions.
 * @param {Awaited<ReturnType<typeof startRuntime>>} runtime
 * @param {Record<string, string>} files
 * @param {Record<string, string>} [env]
 */
export async function startProcess(runtime, files, env = {}) {
  let count = 0;
  const clock = { now_unix_ms: 1_767_225_600_000, now_us: 0 };
  /** @param {number} task @param {any} input */
  const give = async (task, input) => {
    const { actions } = await runtime.turn({ turn: ++count, process: "app-1", task, ...clock, input });
    return actions;
  };
  const started = await give(0, { kind: "start", files, entry: "server.js", env, seed: 1 });
  let task = 0;
  return {
    started,
    clock,
    give,
    /** @param {string} method @param {string} target @param {{ headers?: [string, string][], body?: any, port?: number }} [more] */
    request: (method, target, { headers = [], body = "", port = 3000 } = {}) =>
      give(++task, {
        kind: "request",
        port,
        head: { method, target, version: "1.1", headers: [["Host", "app.test"], ...headers] },
        body,
        remote_address: "10.0.0.7",
      }),
    /** @param {number} task @param {number} call @param {any} result */
    answer: (task, call, result) => give(task, { kind: "called", call, result }),
    /** @param {number} task @param {number} timer */
    fire: (task, timer) => give(task, { kind: "timer", timer }),
    lastTask: () => task,
  };
}
