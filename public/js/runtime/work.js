// What a process has yet to run in this turn: ticks and immediates, in Node's
// order. A tick runs before promise reactions, an immediate after them.
//
// # Limits
// A tick that is set from within a promise reaction runs after the reactions
// queued before it, where Node would let all reactions run first.

import { queue } from "./platform.js";

/** Microtask hops that promise reactions are given before immediates run. */
export const HOPS = 24;
/** Rounds of immediates one turn runs; what is left runs in the next. */
const ROUNDS = 1_000;

export class Work {
  /** @param {(error: unknown) => void} uncaught */
  constructor(uncaught) {
    this.uncaught = uncaught;
    /** @type {(() => void)[]} */
    this.ticks = [];
    /** @type {Map<number, () => void>} */
    this.immediates = new Map();
    /** Those of the round that is running. @type {Map<number, () => void>} */
    this.due = new Map();
    this.lastImmediate = 0;
    this.guarded = 0;
  }

  clear() {
    this.ticks = [];
    this.immediates.clear();
  }

  /**
   * Runs learner code; an error it throws is nobody's.
   * @param {() => void} fn
   */
  guard(fn) {
    this.guarded += 1;
    try {
      fn();
    } catch (error) {
      this.uncaught(error);
    } finally {
      this.guarded -= 1;
    }
  }

  /** @param {() => void} fn */
  nextTick(fn) {
    this.ticks.push(fn);
    // Within the turn's own call they are drained at its end.
    if (this.guarded === 0 && this.ticks.length === 1) queue(() => this.drainTicks());
  }

  drainTicks() {
    for (let i = 0; i < this.ticks.length; i++) {
      this.guard(/** @type {() => void} */ (this.ticks[i]));
    }
    this.ticks.length = 0;
  }

  /** @param {() => void} fn */
  setImmediate(fn) {
    this.immediates.set(++this.lastImmediate, fn);
    return this.lastImmediate;
  }

  /** @param {number} id */
  clearImmediate(id) {
    this.immediates.delete(id);
    this.due.delete(id);
  }

  /** Lets promise reactions and immediates run until only later turns can go on. */
  async settle() {
    for (let round = 0; round < ROUNDS; round++) {
      for (let hop = 0; hop < HOPS; hop++) await null;
      this.drainTicks();
      if (this.immediates.size === 0) return;
      this.due = this.immediates;
      this.immediates = new Map();
      for (const fn of this.due.values()) {
        this.guard(fn);
        this.drainTicks();
      }
    }
  }
}
