// What a client listens to, and who is told when a message comes.

import { bytesFrom } from "../node/bytes.js";
import { plain } from "./replies.js";

/** @typedef {import("../../protocol.js").Reply} Reply */
/** @typedef {(message: any, channel: any) => unknown} Listener */

/** The commands of each kind, and the word that its messages begin with. */
export const KINDS = {
  channels: { subscribe: "SUBSCRIBE", unsubscribe: "UNSUBSCRIBE", message: "message" },
  patterns: { subscribe: "PSUBSCRIBE", unsubscribe: "PUNSUBSCRIBE", message: "pmessage" },
  shards: { subscribe: "SSUBSCRIBE", unsubscribe: "SUNSUBSCRIBE", message: "smessage" },
};

/** @typedef {keyof typeof KINDS} Kind */

export class Subscriptions {
  constructor() {
    /** By kind and name: each listener, and whether it wants bytes. @type {Record<Kind, Map<string, Map<Listener, boolean>>>} */
    this.listeners = { channels: new Map(), patterns: new Map(), shards: new Map() };
  }

  get isActive() {
    return Object.values(this.listeners).some((names) => names.size > 0);
  }

  /**
   * Adds a listener; gives the names that nobody listened to before.
   * @param {Kind} kind
   * @param {string[]} names
   * @param {Listener} listener
   * @param {boolean} buffers
   */
  add(kind, names, listener, buffers) {
    const fresh = names.filter((name) => !this.listeners[kind].has(name));
    for (const name of names) {
      const there = this.listeners[kind].get(name) ?? new Map();
      this.listeners[kind].set(name, there.set(listener, buffers));
    }
    return fresh;
  }

  /**
   * Takes a listener off, or all; gives the names that nobody listens to any more.
   * @param {Kind} kind
   * @param {string[] | undefined} names
   * @param {Listener | undefined} listener
   */
  remove(kind, names, listener) {
    const all = this.listeners[kind];
    const left = [];
    for (const name of names ?? [...all.keys()]) {
      const there = all.get(name);
      if (!there) continue;
      if (listener) there.delete(listener);
      if (!listener || there.size === 0) {
        all.delete(name);
        left.push(name);
      }
    }
    return left;
  }

  /**
   * Tells whoever listens; what confirms a subscription is nobody's.
   * @param {Reply} reply
   */
  tell(reply) {
    if (typeof reply !== "object" || !("array" in reply)) return;
    const [word, name, ...rest] = reply.array;
    const said = plain(word, false);
    const kind = /** @type {Kind | undefined} */ (Object.keys(KINDS).find((kind) => KINDS[/** @type {Kind} */ (kind)].message === said));
    if (!kind) return;
    // A message of a pattern names the channel as well.
    const channel = kind === "patterns" ? rest[0] : name;
    const message = rest.at(-1);
    for (const [listener, buffers] of [...(this.listeners[kind].get(plain(name, false)) ?? [])]) {
      listener(value(message, buffers), value(channel, buffers));
    }
  }
}

/**
 * @param {Reply | undefined} reply
 * @param {boolean} buffers
 */
function value(reply, buffers) {
  if (buffers && typeof reply === "object" && "bulk" in reply) return bytesFrom(reply.bulk);
  return reply === undefined ? undefined : plain(reply, false);
}
