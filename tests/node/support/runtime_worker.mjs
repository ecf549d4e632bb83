// A thread that stands for the worker of the sealed frame: its global scope is
// the learner's, so tests stay outside of it.

import { parentPort, workerData } from "node:worker_threads";
import { dataLoader } from "./data_loader.mjs";

const { createRuntime } = await import(workerData.bundle);
const runtime = createRuntime({
  loader: dataLoader(),
  onRejection: (tell) => process.on("unhandledRejection", tell),
});
parentPort.on("message", async ({ id, turn }) => {
  parentPort.postMessage({ id, done: JSON.stringify(await runtime.turn(turn)) });
});
parentPort.postMessage({ id: 0 });
