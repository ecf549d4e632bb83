// A thread with the shipped engine and the runtime: what the worker of the
// sealed frame is, for Node.

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { dataLoader } from "./data_loader.mjs";

const { Engine, initSync } = await import(`${workerData.engine}/engine.js`);
const { createRuntime, run } = await import(workerData.bundle);
initSync({ module: readFileSync(`${workerData.engine}/engine_bg.wasm`) });
const engine = new Engine();
const runtime = createRuntime({
  loader: dataLoader(),
  onRejection: (tell) => process.on("unhandledRejection", tell),
});

let turns = [];
const recorded = {
  async turn(turn) {
    const done = await runtime.turn(turn);
    turns.push({ turn, done });
    return done;
  },
};

parentPort.on("message", async ({ id, command }) => {
  const events = [];
  turns = [];
  const reporter = {
    happened: (json) => events.push(...JSON.parse(json).map((event) => event)),
    engineWorks() {},
    codeWorks() {},
  };
  try {
    const outcome = await run(JSON.stringify(command), engine, recorded, reporter);
    parentPort.postMessage(JSON.stringify({ id, events, outcome: JSON.parse(outcome), turns }));
  } catch (error) {
    parentPort.postMessage(JSON.stringify({ id, error: String(error?.stack ?? error) }));
  }
});
parentPort.postMessage(JSON.stringify({ id: 0 }));
