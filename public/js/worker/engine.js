// The engine as the worker uses it.

import { Engine, initSync } from "backlot-engine";

/** @typedef {{ exchange: (message: string) => string }} EngineLike */

/**
 * @param {ArrayBuffer} wasm
 * @returns {EngineLike}
 */
export function startEngine(wasm) {
  // A compiled module does not arrive in a sealed frame, so the bytes are sent.
  initSync({ module: wasm });
  return new Engine();
}
