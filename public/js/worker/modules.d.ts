/** What wasm-bindgen makes of `src/bin/worker.rs`. */
declare module "backlot-engine" {
  export class Engine {
    /** See `exchange` in `src/bin/worker.rs`. */
    exchange(message: string): string;
  }
  export function initSync(options: { module: BufferSource }): unknown;
}
