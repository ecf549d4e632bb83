// The handler runtime: does one turn at a time, as `src/world/turn.rs` says.
//
// Settling: after a turn's input is delivered, promise reactions get HOPS
// microtask hops (see work.js), then immediates run, and so on until there are
// none. What still runs after that is returned by the next turn. The turns
// `start` and `settle` let macrotasks pass as well.

import { macrotask } from "./platform.js";
import { Process } from "./process.js";
import { createRealm } from "./realm/realm.js";

/** @typedef {import("./protocol.js").Turn} Turn */
/** @typedef {import("./protocol.js").TurnDone} TurnDone */
/** @typedef {{ loader: import("./modules/loader.js").ModuleLoader, onRejection: (tell: (reason: unknown) => void) => void }} Environment */

/**
 * Macrotasks that everything which is ready gets. A browser tells of a rejected
 * promise in a task of its own, queued behind the first.
 */
const MACROTASKS = 3;

async function letAllRun() {
  for (let i = 0; i < MACROTASKS; i++) await macrotask();
}

/**
 * @param {Environment} environment
 * @returns {{ turn: (turn: Turn) => Promise<TurnDone> }}
 */
export function createRuntime(environment) {
  /** @type {Map<string, Process>} */
  const processes = new Map();
  /** @type {ReturnType<typeof createRealm>} */
  let realm;
  // The realm takes away what this asks the browser for.
  environment.onRejection((reason) => realm.current?.uncaught(reason, "unhandledRejection"));
  realm = createRealm();

  /** @param {Turn} turn */
  async function turn(turn) {
    const process = turn.input.kind === "start" ? fresh(turn.process, turn.input) : processes.get(turn.process);
    if (!process || process.dead) return { turn: turn.turn, actions: process?.take() ?? [] };
    process.turn = turn;
    realm.enter(process);
    switch (turn.input.kind) {
      case "start":
        await process.start(realm.furnish(process));
        process.work.drainTicks();
        await letAllRun();
        break;
      case "stop":
        process.stop();
        processes.delete(turn.process);
        return { turn: turn.turn, actions: [] };
      case "settle":
        await letAllRun();
        break;
      default:
        process.deliver(turn);
    }
    await process.work.settle();
    return { turn: turn.turn, actions: process.take() };
  }

  /**
   * @param {string} name
   * @param {Extract<import("./protocol.js").Input, { kind: "start" }>} input
   */
  function fresh(name, input) {
    processes.get(name)?.stop();
    processes.delete(name);
    if (processes.size === 0) realm.restore();
    const process = new Process(input, environment.loader);
    processes.set(name, process);
    return process;
  }

  return { turn };
}
