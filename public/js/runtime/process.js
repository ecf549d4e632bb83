// One process of the world: its modules, timers, ports, and what its code did
// in the turn that is out.

import { chanceFrom, fill, fraction } from "./chance.js";
import { faultOf, lastWords, stackOf } from "./faults.js";
import { loadEntry } from "./modules/load.js";
import { Work } from "./work.js";

/** @typedef {import("./protocol.js").Action} Action */
/** @typedef {import("./protocol.js").CallResult} CallResult */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./host.js").PortListener} PortListener */

/** Thrown by `process.exit`, so that the code after it does not run. */
class Exit {}

/** The version of Node that `process.version` claims. */
export const NODE_VERSION = "v22.12.0";
/** Lines one turn may log; `limits::ACTIONS_PER_TURN` is the engine's bound. */
const LINES_PER_TURN = 5_000;

/** @implements {Host} */
export class Process {
  /**
   * @param {{ files: Record<string, string>, entry: string, env: Record<string, string>, seed: number }} start
   * @param {import("./modules/loader.js").ModuleLoader} loader
   */
  constructor({ files, entry, env, seed }, loader) {
    this.files = new Map(Object.entries(files));
    this.entry = entry;
    this.env = { ...env };
    this.next = chanceFrom(seed);
    this.dead = false;
    /** @type {Map<number, (result: CallResult) => void>} */
    this.calls = new Map();
    /** @type {Map<number, () => void>} */
    this.timers = new Map();
    /** @type {Map<number, PortListener>} */
    this.ports = new Map();
    /** @type {Map<number, () => void>} */
    this.aborts = new Map();
    /** @type {Map<number, (reply: import("./protocol.js").Reply) => void>} */
    this.pushes = new Map();
    this.numbers = { call: 0, timer: 0 };
    this.work = new Work((error) => this.uncaught(error, "uncaughtException"));
    /** @type {Action[]} */
    this.actions = [];
    this.lines = 0;
    this.turn = { task: 0, now_unix_ms: 0, now_us: 0 };
    /** What `process.on("uncaughtException")` put here. @type {((error: unknown, origin: string) => boolean) | undefined} */
    this.lastResort = undefined;
    /** @type {import("./modules/link.js").Modules} */
    this.modules = { files: this.files, packages: new Map(), loader, linked: new Map() };
    /** @type {import("./stacks.js").EditsOf} */
    this.editsOf = (path) => this.modules.linked.get(path);
  }

  /**
   * Evaluates the entry module. Resolves when it ran, failed, or waits.
   * @param {Promise<void>} began resolves right before the first line runs
   */
  async start(began) {
    const loaded = loadEntry(this.modules, this.entry).catch((error) =>
      this.uncaught(error, "uncaughtException"),
    );
    await Promise.race([began, loaded]);
  }

  /** Forgets everything; the realm is dropped. */
  stop() {
    this.dead = true;
    for (const { url } of this.modules.linked.values()) this.modules.loader.release(url);
    this.modules.linked.clear();
    this.work.clear();
  }

  /** What was done since the last time. */
  take() {
    const actions = this.actions;
    this.actions = [];
    this.lines = 0;
    return actions;
  }

  /**
   * @param {import("./protocol.js").Turn} turn
   */
  deliver({ task, input }) {
    switch (input.kind) {
      case "request": {
        const { port, head, body, remote_address } = input;
        const listener = this.ports.get(port);
        if (listener) this.work.guard(() => listener(task, head, body, remote_address));
        break;
      }
      case "called": {
        const done = this.calls.get(input.call);
        this.calls.delete(input.call);
        if (done) this.work.guard(() => done(input.result));
        break;
      }
      case "timer": {
        const fn = this.timers.get(input.timer);
        this.timers.delete(input.timer);
        if (fn) this.work.guard(fn);
        break;
      }
      case "pushed": {
        const fn = this.pushes.get(input.connection);
        if (fn) this.work.guard(() => fn(input.reply));
        break;
      }
      case "aborted": {
        const fn = this.aborts.get(task);
        if (fn) this.work.guard(fn);
        break;
      }
      default:
    }
    this.work.drainTicks();
  }

  /** @param {Action} action */
  act(action) {
    if (this.dead) return;
    if (action.kind === "log" && ++this.lines >= LINES_PER_TURN) {
      if (this.lines > LINES_PER_TURN) return;
      action = { kind: "log", level: "warn", text: `Backlot keeps ${LINES_PER_TURN} lines of one turn; the rest is dropped.` };
    }
    this.actions.push(action);
  }

  /**
   * @param {import("./protocol.js").ServiceCall} service
   * @param {(result: CallResult) => void} done
   */
  call(service, done) {
    const call = ++this.numbers.call;
    this.calls.set(call, done);
    this.act({ kind: "call", call, service });
  }

  /**
   * @param {() => void} fn
   * @param {number} delayMs
   */
  setTimer(fn, delayMs) {
    const timer = ++this.numbers.timer;
    this.timers.set(timer, fn);
    // Node: what is not a number from 1 to 2^31-1 counts as 1.
    const delay_ms = delayMs >= 1 && delayMs <= 2147483647 ? delayMs : 1;
    this.act({ kind: "set_timer", timer, delay_ms });
    return timer;
  }

  /** @param {number} timer */
  clearTimer(timer) {
    if (this.timers.delete(timer)) this.act({ kind: "clear_timer", timer });
  }

  /**
   * @param {number} port
   * @param {PortListener} listener
   */
  listen(port, listener) {
    if (this.ports.has(port)) return false;
    this.ports.set(port, listener);
    this.act({ kind: "listen", port });
    return true;
  }

  /** @param {number} port */
  unlisten(port) {
    if (this.ports.delete(port)) this.act({ kind: "unlisten", port });
  }

  /**
   * @param {number} task
   * @param {(() => void) | undefined} fn
   */
  onAborted(task, fn) {
    if (fn) this.aborts.set(task, fn);
    else this.aborts.delete(task);
  }

  /**
   * @param {number} connection
   * @param {((reply: import("./protocol.js").Reply) => void) | undefined} fn
   */
  onPushed(connection, fn) {
    if (fn) this.pushes.set(connection, fn);
    else this.pushes.delete(connection);
  }

  /**
   * An error that nobody caught ends a Node process.
   * @param {unknown} error
   * @param {"uncaughtException" | "unhandledRejection"} origin
   */
  uncaught(error, origin) {
    if (this.dead || error instanceof Exit) return;
    try {
      if (this.lastResort?.(error, origin)) return;
    } catch (worse) {
      if (worse instanceof Exit) return;
      error = worse;
    }
    const fault = this.fault(error);
    this.act({ kind: "log", level: "error", text: lastWords(fault, this.files, NODE_VERSION) });
    this.act({ kind: "exit", code: 1, fault });
    this.dead = true;
  }

  /**
   * @param {number} code
   * @returns {never}
   */
  exit(code) {
    this.act({ kind: "exit", code });
    this.dead = true;
    throw new Exit();
  }

  /** @param {unknown} error */
  fault(error) {
    return faultOf(error, this.editsOf);
  }

  /** @param {Error} error */
  stack(error) {
    return stackOf(error, this.editsOf);
  }

  nowUnixMs() {
    return this.turn.now_unix_ms;
  }

  nowUs() {
    return this.turn.now_us;
  }

  task() {
    return this.turn.task;
  }

  random() {
    return fraction(this.next);
  }

  /** @param {Uint8Array} bytes */
  randomFill(bytes) {
    fill(this.next, bytes);
  }

  /** @param {() => void} fn */
  nextTick(fn) {
    this.work.nextTick(fn);
  }

  /** @param {() => void} fn */
  setImmediate(fn) {
    return this.work.setImmediate(fn);
  }

  /** @param {number} id */
  clearImmediate(id) {
    this.work.clearImmediate(id);
  }
}
