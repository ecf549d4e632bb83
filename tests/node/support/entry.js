// What tests in Node use of the worker: the runtime, and the loop around the engine.

export { createRuntime } from "../../../public/js/runtime/index.js";
export { run } from "../../../public/js/worker/serve.js";
