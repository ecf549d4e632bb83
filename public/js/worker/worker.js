// The worker of the sealed frame: the engine and the handler runtime, and the
// loop between them. It speaks with the page through one MessagePort.

import { blobLoader } from "../runtime/modules/loader.js";
import { createRuntime } from "../runtime/index.js";
import { startEngine } from "./engine.js";
import { serve } from "./serve.js";

const scope = /** @type {any} */ (globalThis);

scope.addEventListener("message", boot, { once: true });

/** @param {MessageEvent<{ wasm: ArrayBuffer }>} event */
function boot({ data, ports: [port] }) {
  try {
    const engine = startEngine(data.wasm);
    const runtime = createRuntime({ loader: blobLoader(), onRejection });
    serve(port, engine, runtime);
    port.postMessage('{"kind":"ready"}');
  } catch (error) {
    port.postMessage(JSON.stringify({ kind: "failed", message: String(error) }));
  }
}

/** @param {(reason: unknown) => void} tell */
function onRejection(tell) {
  scope.addEventListener("unhandledrejection", (/** @type {PromiseRejectionEvent} */ event) => {
    event.preventDefault();
    tell(event.reason);
  });
}
